// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done with images from the images page: pulling, loading, deleting and tagging, and
// signing in at the registries that they are pulled from. Owns the actions and opens their dialogs.
// GUI thread only.
#pragma once

#include <vector>

#include <QAction>
#include <QObject>
#include <QPointer>

#include "gui/models/deletion.h"
#include "gui/models/live_store.h"

namespace onggi {

class ImagesPage;
class LoadDialog;

class ImageActions : public QObject {
    Q_OBJECT

public:
    // All must outlive this.
    ImageActions(HelperLink& link, LiveStore& store, ImagesPage& page);

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

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void enable();
    void retranslate();
    void deleteSelected();
    void tagCurrent();
    void chooseArchives();

    HelperLink& m_link;
    LiveStore& m_store;
    ImagesPage& m_page;
    QAction m_pull;
    QAction m_load;
    QAction m_signIn;
    QAction m_tag;
    QAction m_delete;
    QPointer<LoadDialog> m_loading;
};

} // namespace onggi
