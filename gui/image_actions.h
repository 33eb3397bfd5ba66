// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done with images from the pages: pulling, loading, tagging, pushing, saving and
// deleting, making one of a container, and freeing disk space; and signing in at the registries
// that they come from and go to. Owns the actions and opens their dialogs. GUI thread only.
#pragma once

#include <vector>

#include <QAction>
#include <QObject>
#include <QPointer>

#include "gui/models/deletion.h"
#include "gui/models/live_store.h"
#include "helper/api/wire.h"

namespace onggi {

class ErrorBar;
class ImagesPage;
class LineagePage;
class LoadDialog;

class ImageActions : public QObject {
    Q_OBJECT

public:
    // All must outlive this.
    ImageActions(HelperLink& link, LiveStore& store, ImagesPage& page, LineagePage& lineage);

    // Opens the dialog, with a reference filled in where there is one.
    void pull(const QString& reference);
    // Opens the dialog for these archives, or adds them to the one that is open.
    void load(const QStringList& paths);
    // Opens the dialog to sign in at a registry, or out.
    void signIn();
    // Has no page: it is for the window's menu.
    QAction& signInAction() noexcept { return m_signIn; }
    // Opens the dialog; nothing where there are none.
    void deleteImages(std::vector<DeletionTarget> targets);
    // Opens the dialog for what a container has written; `errors` are of the page that it is on.
    void commit(Serial container, ErrorBar& errors);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void enable();
    void retranslate();
    void deleteSelected();
    void tagCurrent();
    void pushSelected();
    void saveSelected();
    void saveNodes();
    void save(const wire::SaveItems& images);
    void freeSpace();
    void showImage(Serial image);
    void chooseArchives();

    HelperLink& m_link;
    LiveStore& m_store;
    ImagesPage& m_page;
    LineagePage& m_lineage;
    QAction m_pull;
    QAction m_load;
    QAction m_signIn;
    QAction m_tag;
    QAction m_push;
    QAction m_save;
    QAction m_saveNodes; // of the lineage
    QAction m_free;
    QAction m_delete;
    QPointer<LoadDialog> m_loading;
};

} // namespace onggi
