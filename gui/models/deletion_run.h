// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Does what a plan says: the containers that were taken along one after the other, then all images in
// one job. Stops at the first step that fails, and deletes itself after its one end. GUI thread
// only.
#pragma once

#include <deque>

#include <QDBusError>
#include <QObject>

#include "gui/models/deletion.h"
#include "gui/models/helper_link.h"

namespace onggi {

class DeletionRun : public QObject {
    Q_OBJECT

public:
    // The link must be Present, and outlive this.
    DeletionRun(HelperLink& link, const DeletionPlan& plan, QObject* parent);

signals:
    void succeeded();
    void failed(const QDBusError& error);

private:
    void next();
    void end();

    HelperLink& m_link;
    std::deque<QString> m_containers; // still to be removed, by id
    RemovalPlan m_images;
};

} // namespace onggi
