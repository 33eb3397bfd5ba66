// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The shop's window with archives to load, and the dialog that loads them.
#pragma once

#include "gui/dialogs/load_dialog.h"
#include "gui/dialogs/load_table.h"
#include "tests/support/image_archive.h"
#include "tests/support/made_layer.h"
#include "tests/support/shop_window.h"

namespace onggi::test {

class LoadWindow : public ShopWindow {
public:
    // As a shop's, and with an empty folder for archives.
    void open(uid_t uid = 0)
    {
        m_directory = std::make_unique<QTemporaryDir>();
        ShopWindow::open(uid);
    }
    // In that folder.
    QString filePath(const QString& name) const { return m_directory->filePath(name); }
    // NAME.tar of an image on the shop's debian:13, with a layer of its own of so many bytes.
    QString saved(const std::string& name, const std::vector<std::string>& tags,
                  std::size_t bytes = 2'000'000)
    {
        m_saved = {tags, {baseLayer(), layerWith(name + tags.front().substr(0, 12), bytes)}};
        const QString path = filePath(QString::fromStdString(name + ".tar"));
        writeFile(path, dockerArchive({m_saved}).finished());
        return path;
    }
    // What is in the archive that was saved last.
    const SavedImage& lastSaved() const { return m_saved; }
    // As the shop pulled it.
    LayerBlob baseLayer()
    {
        const std::string bytes = shop().layerBytes("docker.io/library/debian:13");
        return {bytes, "application/vnd.oci.image.layer.v1.tar", Sha256::of(bytes)};
    }

    // As a second start of the program with these files.
    void start(const QStringList& paths) { application().take({StartRequest::Kind::Open, paths}); }
    LoadDialog& opened()
    {
        auto* dialog = window().findChild<LoadDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        return *dialog;
    }
    // Once it has read the archive.
    LoadDialog& asking()
    {
        if (!QTest::qWaitFor(
                [this] {
                    auto* dialog = window().findChild<LoadDialog*>();
                    return dialog && dialog->findChild<LoadTable*>()->isVisible();
                },
                30'000))
            qFatal("the dialog does not ask");
        return opened();
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    SavedImage m_saved;
};

} // namespace onggi::test
