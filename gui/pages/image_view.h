// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The image table: groups that can be folded.
#pragma once

#include "engine/core/bytes.h"
#include "gui/widgets/table_view.h"

namespace onggi {

class ImageDelegate;

class ImageView : public TableView {
    Q_OBJECT

public:
    explicit ImageView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    // What a bar of full length stands for.
    void setLargest(Bytes largest);

protected:
    void rowsInserted(const QModelIndex& parent, int start, int end) override;

private:
    void spanGroups();

    ImageDelegate* m_delegate;
};

} // namespace onggi
