// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The ways to the Run dialog, from the images and from the containers, and from it to the container
// that it has started. GUI thread only.
#pragma once

#include <QObject>

#include "gui/models/live_store.h"

class QAction;

namespace onggi {

class ContainersPage;
class ImagesPage;
class MainWindow;

class RunEntry : public QObject {
    Q_OBJECT

public:
    // All must outlive this.
    RunEntry(HelperLink& link, LiveStore& store, MainWindow& window, ImagesPage& images,
             ContainersPage& containers);

    // 0: an image that is chosen in the dialog. `name` is how the person calls it.
    void open(Serial image, const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void enable();
    void runSelected();

    HelperLink& m_link;
    LiveStore& m_store;
    MainWindow& m_window;
    ImagesPage& m_images;
    ContainersPage& m_containers;
    QAction* m_run;
};

} // namespace onggi
