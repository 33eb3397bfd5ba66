// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every place of the shop's window: pages, what a page can show instead, dialogs and menus. They
// are gone to by keys and rows, which are the same in every language.
#pragma once

#include <algorithm>
#include <functional>

#include <QCheckBox>
#include <QTabBar>

#include "gui/dialogs/load_dialog.h"
#include "gui/dialogs/load_table.h"
#include "gui/dialogs/pull_dialog.h"
#include "gui/dialogs/pull_plan_view.h"
#include "gui/pages/activity_page.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/lineage_page.h"
#include "gui/tray/close_question.h"
#include "helper/api/names.h"
#include "tests/support/bus_client.h"
#include "tests/support/image_archive.h"
#include "tests/support/made_layer.h"
#include "tests/support/shop_window.h"

namespace onggi::test {

struct ShopPlace {
    const char* name;
    enum Page { Images, Lineage, Containers, Activity } page;
    int tab;                                 // of the page's first row of tabs; -1: there is none
    const char* keys;                        // of what is opened there; empty: the page itself
    QWidget* (*open)(ShopWindow&) = nullptr; // where no keys of its own do
};

// With an archive, once it has been read.
inline QWidget* openArchive(ShopWindow& shop)
{
    const QString path = shop.filePath("archive.tar");
    const LayerBlob layer = layerWith("archive", 100'000);
    writeFile(path, dockerArchive({{{"localhost/archive:1"}, {layer}}}).finished());
    shop.application().take({StartRequest::Kind::Open, {path}});
    auto* dialog = shop.window().findChild<LoadDialog*>();
    const auto isAsking = [&] { return dialog->findChild<LoadTable*>()->isVisible(); };
    return dialog && QTest::qWaitFor(isAsking, 30'000) ? dialog : nullptr;
}

// With what a pull would bring, once the registry has told it.
inline QWidget* openPlan(ShopWindow& shop)
{
    Registry& registry = shop.shop().registry();
    registry.pushImage("planned", "1", {layerWith("planned", 300'000), layerWith("small", 2'000)});
    shop.application().take(
        {StartRequest::Kind::Pull, {QString::fromStdString(registry.domain() + "/planned:1")}});
    auto* dialog = shop.window().findChild<PullDialog*>();
    if (!dialog)
        return nullptr;
    dialog->findChild<QCheckBox*>()->click(); // plain HTTP
    const auto* plan = dialog->findChild<PullPlanView*>();
    return QTest::qWaitFor([&] { return plan->isVisible(); }, 30'000) ? dialog : nullptr;
}

inline QWidget* openSignIn(ShopWindow& shop)
{
    for (QAction* action : shop.window().actions()) {
        if (action->objectName() == QLatin1String("sign-in"))
            action->trigger();
    }
    return QApplication::activeModalWidget();
}

inline QWidget* openAbout(ShopWindow& shop)
{
    actionWith(shop.window(), Qt::Key_F10)->trigger();
    QWidget* menu = QApplication::activePopupWidget();
    const auto actions = menu->actions();
    menu->close();
    const auto about = std::ranges::find(actions, QAction::AboutRole, &QAction::menuRole);
    if (about == actions.end())
        return nullptr;
    (*about)->trigger();
    return QApplication::activeModalWidget();
}

// As it is asked where there is a tray.
inline QWidget* openCloseQuestion(ShopWindow& shop)
{
    shop.application().closeQuestion().ask();
    return QApplication::activeModalWidget();
}

inline constexpr ShopPlace kShopPlaces[] = {
    {"images", ShopPlace::Images, 0, ""},
    {"layers of an image", ShopPlace::Images, 1, ""},
    {"history of an image", ShopPlace::Images, 2, ""},
    {"configuration of an image", ShopPlace::Images, 3, ""},
    {"lineage", ShopPlace::Lineage, -1, ""},
    {"outline of the lineage", ShopPlace::Lineage, -1, "Ctrl+T"},
    {"deletion in the lineage", ShopPlace::Lineage, -1, "Del"},
    {"containers", ShopPlace::Containers, 0, ""},
    {"log of a container", ShopPlace::Containers, 1, ""},
    {"activity", ShopPlace::Activity, -1, ""},
    {"dialog to pull", ShopPlace::Images, 0, "Ctrl+P"},
    {"dialog to pull, with its plan", ShopPlace::Images, 0, "", openPlan},
    {"dialog to sign in", ShopPlace::Images, 0, "", openSignIn},
    {"dialog to run", ShopPlace::Images, 0, "Ctrl+R"},
    {"dialog to tag", ShopPlace::Images, 0, "F2"},
    {"dialog to delete", ShopPlace::Images, 0, "Del"},
    {"dialog to save", ShopPlace::Images, 0, "Ctrl+S"},
    {"dialog to push", ShopPlace::Images, 0, "Ctrl+Shift+P"},
    {"dialog to free space", ShopPlace::Images, 0, "Ctrl+Shift+Del"},
    {"dialog to commit", ShopPlace::Containers, 0, "Ctrl+M"},
    {"dialog to remove containers", ShopPlace::Containers, 0, "Del"},
    {"dialog to load", ShopPlace::Images, 0, "", openArchive},
    {"about", ShopPlace::Images, 0, "", openAbout},
    {"question when it is closed", ShopPlace::Images, 0, "", openCloseQuestion},
    {"menu over images", ShopPlace::Images, 0, "F10"},
    {"menu over the lineage", ShopPlace::Lineage, -1, "F10"},
    {"menu over containers", ShopPlace::Containers, 0, "F10"},
    {"menu over the activity", ShopPlace::Activity, -1, "F10"},
};

// A row for each, with its index.
inline void addShopPlaces()
{
    QTest::addColumn<int>("place");
    for (int at = 0; const ShopPlace& place : kShopPlaces)
        QTest::newRow(place.name) << at++;
}

// What the places need to be complete: a container that runs.
inline void furnish(ShopWindow& shop)
{
    shop.shop().addContainers({"web"});
}

// The newest job that has failed, as the window knows it; 0: none.
inline qulonglong failedJob(ShopWindow& shop)
{
    qulonglong failed = 0;
    for (const auto& [number, job] : shop.application().store().jobs())
        failed = job.state == bus::kFailed ? number : failed;
    return failed;
}

// The helper forgets jobs some time after their end.
inline void failOnce(ShopWindow& shop)
{
    const qulonglong before = failedJob(shop);
    QDBusConnection helper = shop.bus().connect(0);
    const QString missing = QString::fromStdString(shop.shop().registry().domain()) + "/no/such:1";
    finishJob(helper, callHelper(helper, bus::kImages, "Pull",
                                 {missing, QVariantMap{{"tls-verify", false}}}));
    shop.bus().disconnect(helper);
    QTRY_VERIFY_WITH_TIMEOUT(failedJob(shop) > before, 20'000);
}

inline Page& pageOf(ShopWindow& shop, const ShopPlace& place)
{
    Application& application = shop.application();
    switch (place.page) {
    case ShopPlace::Lineage:
        return application.lineage();
    case ShopPlace::Containers:
        return application.containers();
    case ShopPlace::Activity:
        return application.activity();
    case ShopPlace::Images:
        break;
    }
    return application.images();
}

// Selects what is shown beside the list: the image shop/web:2, its container, the pull that failed.
inline void selectOn(ShopWindow& shop, const ShopPlace& place)
{
    const StoreView& store = shop.store();
    const auto image = std::ranges::find_if(store.images, [](const ImageRow& row) {
        return std::ranges::find(row.tags, "localhost/shop/web:2") != row.tags.end();
    });
    const auto container = std::ranges::find(store.containers, "web", &ContainerRow::name);
    if (place.page == ShopPlace::Images && image != store.images.end())
        shop.images().selectImage(image->serial);
    if (place.page == ShopPlace::Lineage && image != store.images.end())
        shop.application().lineage().selectImage(image->serial);
    if (place.page == ShopPlace::Containers && container != store.containers.end())
        shop.application().containers().selectContainer(container->serial);
    if (place.page == ShopPlace::Activity) {
        failOnce(shop);
        shop.application().activity().selectJob(failedJob(shop));
    }
}

// What is on top there: a menu, a dialog or the page. Null where it did not open.
inline QWidget* openPlace(ShopWindow& shop, const ShopPlace& place)
{
    Page& page = pageOf(shop, place);
    shop.window().showPage(&page);
    selectOn(shop, place);
    if (place.tab >= 0)
        page.findChild<QTabBar*>()->setCurrentIndex(place.tab);
    if (place.open)
        return place.open(shop);
    const QKeySequence keys(place.keys);
    if (keys.isEmpty())
        return page.isVisible() ? &page : nullptr;
    QAction* action = actionWith(page, keys);
    if (!action)
        action = actionWith(shop.window(), keys);
    if (!action || !QTest::qWaitFor([&] { return action->isEnabled(); }, 20'000))
        return nullptr;
    action->trigger();
    if (QWidget* menu = QApplication::activePopupWidget())
        return menu;
    QWidget* dialog = QApplication::activeModalWidget();
    return dialog ? dialog : &page;
}

// Closes what lies over the page.
inline void leavePlace(ShopWindow& shop)
{
    while (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
    while (QWidget* dialog = QApplication::activeModalWidget()) {
        dialog->close();
        QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
    }
    shop.activate();
}

} // namespace onggi::test
