// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window as a person has it, over a shop's store and a helper of its own, and how a test finds
// what stands in it. Settings, cache and credentials are the test's own and
// empty at first.
#pragma once

#include <algorithm>
#include <memory>

#include <QAction>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

#include "gui/application.h"
#include "gui/main_window.h"
#include "gui/models/image_tree.h"
#include "gui/pages/image_view.h"
#include "gui/pages/images_page.h"
#include "gui/widgets/label.h"
#include "tests/support/private_bus.h"
#include "tests/support/shop_store.h"
#include "tests/support/themes.h"

// What these tests wait for takes a helper, a bus and a window manager: Qt Test's five seconds are
// few on a machine that has other things to do.
#undef QTRY_VERIFY
#undef QTRY_COMPARE
#define QTRY_VERIFY(claim) QTRY_VERIFY_WITH_TIMEOUT(claim, 30'000)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 30'000)

namespace onggi::test {

class ShopWindow {
public:
    // With these containers of the pictures. Ends the test where it cannot be: no case could run.
    // Runs the event loop.
    explicit ShopWindow(const QStringList& containers = {})
    {
        if (geteuid() != 0)
            qFatal("this test has to run as root");
        QCoreApplication::setOrganizationName("onggi-test");
        QCoreApplication::setApplicationName(
            QFileInfo(QCoreApplication::applicationFilePath()).fileName());
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        qputenv("XDG_CACHE_HOME", m_settings.filePath("cache").toLocal8Bit());
        qputenv("REGISTRY_AUTH_FILE", m_settings.filePath("auth.json").toLocal8Bit());
        setTheme(false);
        m_bus = std::make_unique<PrivateBus>();
        if (!m_bus->error().isEmpty())
            qFatal("%s", qPrintable(m_bus->error()));
        m_shop = std::make_unique<ShopStore>(m_bus->connect(0));
        m_shop->addContainers(containers);
    }

    // Of a file of the test's own, gone with this.
    QString filePath(const QString& name) const { return m_settings.filePath(name); }
    PrivateBus& bus() { return *m_bus; }
    ShopStore& shop() { return *m_shop; }

    // The window as it opens for the first time, in English and to this user, and waits until the
    // store is there.
    void open(uid_t uid = 0)
    {
        m_application.reset();
        QSettings().clear();
        QSettings().setValue("language", "en");
        QFile::remove(LastSeen::path());
        reopen(uid);
    }
    // With the settings that it left.
    void reopen(uid_t uid = 0)
    {
        openOn(m_bus->connect(uid));
        QTRY_VERIFY_WITH_TIMEOUT(m_application->store().isLive(), 30'000);
    }
    // On any bus, with what was last seen, and without waiting for a helper.
    void openOn(const QDBusConnection& bus)
    {
        m_application.reset();
        m_application = std::make_unique<Application>(bus);
        window().resize(1280, 800);
        QVERIFY(QTest::qWaitForWindowActive(&window(), 30'000));
    }
    void close() { m_application.reset(); }
    // What a window manager does when a dialog has been closed.
    void activate()
    {
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window(), 30'000));
    }

    // In the language and theme of a row of addPictures(). The theme is to be set back.
    void dress()
    {
        QFETCH(QString, language);
        QFETCH(bool, isDark);
        m_application->language().choose(language);
        setTheme(isDark);
    }
    // Of what `open` returns, called as the row of addPictures() is.
    template <typename Open>
    void picture(const Open& open)
    {
        dress();
        QWidget& widget = open();
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(widget, QTest::currentDataTag()));
        setTheme(false);
    }

    Application& application() { return *m_application; }
    MainWindow& window() { return m_application->window(); }
    ImagesPage& images() { return m_application->images(); }
    ImageView& table() { return *images().findChild<ImageView*>(); }
    const StoreView& store() { return m_application->store().view(); }

    // An image of the table by one of its whole tags; invalid where it is not shown.
    QModelIndex imageTagged(const QString& tag)
    {
        return findImage([&](const QModelIndex& row) {
            return row.data(ImageTree::TagsRole).toStringList().contains(tag);
        });
    }
    template <typename Claim>
    QModelIndex findImage(const Claim& claim)
    {
        const QAbstractItemModel* model = table().model();
        for (int group = 0; group < model->rowCount(); ++group) {
            const QModelIndex parent = model->index(group, 0);
            for (int row = 0; row < model->rowCount(parent); ++row) {
                if (claim(model->index(row, 0, parent)))
                    return model->index(row, 0, parent);
            }
        }
        return {};
    }
    // One image more, and waits until the window has it under localhost/NAME alone: what it was
    // pulled as goes after it has come, and a plan from in between would be refused.
    void addImage(const QString& name)
    {
        m_shop->addImage(name.toStdString());
        const QStringList tags{"localhost/" + name};
        const auto tagsNow = [&] {
            return imageTagged(tags.front()).data(ImageTree::TagsRole).toStringList();
        };
        QTRY_COMPARE_WITH_TIMEOUT(tagsNow(), tags, 20'000);
    }
    void clickImage(const QModelIndex& row, Qt::KeyboardModifiers modifiers = {})
    {
        QVERIFY(row.isValid());
        table().scrollTo(row);
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers,
                          table().visualRect(row).center());
    }

private:
    QTemporaryDir m_settings;
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Application> m_application;
};

// The visible button with this text; none: null.
inline QPushButton* buttonNamed(const QWidget& widget, const QString& text)
{
    for (auto* found : widget.findChildren<QPushButton*>()) {
        if (found->text() == text && found->isVisible())
            return found;
    }
    return nullptr;
}

// What a screen reader calls so; ends the test where there is none.
template <typename Field>
Field& fieldNamed(const QWidget& widget, const QString& name)
{
    for (auto* found : widget.findChildren<Field*>()) {
        if (found->accessibleName() == name)
            return *found;
    }
    qFatal("no field is called %s", qPrintable(name));
}

// The widget's action that these keys trigger; none: null.
inline QAction* actionWith(const QWidget& widget, const QKeySequence& keys)
{
    for (QAction* found : widget.actions()) {
        if (found->shortcuts().contains(keys))
            return found;
    }
    return nullptr;
}

// The same where there has to be one.
inline QAction* actionOf(const QWidget& page, const QKeySequence& keys)
{
    if (QAction* found = actionWith(page, keys))
        return found;
    qFatal("no action has these keys");
}

// All that labels say.
inline QStringList labelTexts(const QWidget& widget)
{
    QStringList texts;
    for (const auto* label : widget.findChildren<Label*>()) {
        if (label->isVisible())
            texts << label->text();
    }
    return texts;
}

// Whether one of them begins so.
inline bool hasLine(const QWidget& widget, const QString& beginning)
{
    const QStringList texts = labelTexts(widget);
    return std::ranges::any_of(texts,
                               [&](const QString& text) { return text.startsWith(beginning); });
}

} // namespace onggi::test
