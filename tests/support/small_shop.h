// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A window over an empty store of its own, on a disk that is soon full.
#pragma once

#include <memory>

#include <QCheckBox>
#include <QTest>

#include "gui/application.h"
#include "gui/dialogs/pull_dialog.h"
#include "gui/main_window.h"
#include "tests/support/private_bus.h"
#include "tests/support/small_disk.h"

namespace onggi::test {

class SmallShop {
public:
    // Ends the test where it cannot be. Runs the event loop.
    SmallShop()
        : m_disk("48M")
        , m_bus(optionsFor(m_disk))
    {
        if (!m_bus.error().isEmpty())
            qFatal("%s", qPrintable(m_bus.error()));
        m_application = std::make_unique<Application>(m_bus.connect(0));
        if (!QTest::qWaitFor([this] { return m_application->store().isLive(); }, 20'000))
            qFatal("the store is not there");
    }

    // The dialog with this in it, over plain HTTP.
    PullDialog& openPull(const QString& reference)
    {
        m_application->take({StartRequest::Kind::Pull, {reference}});
        auto* dialog = m_application->window().findChild<PullDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        dialog->findChild<QCheckBox*>()->click();
        return *dialog;
    }
    const StoreView& store() { return m_application->store().view(); }

private:
    static PrivateBus::Options optionsFor(const SmallDisk& disk)
    {
        PrivateBus::Options options;
        options.helperArguments = {"--state", QString::fromStdString(disk.mountPoint())};
        return options;
    }

    SmallDisk m_disk;
    PrivateBus m_bus;
    std::unique_ptr<Application> m_application;
};

} // namespace onggi::test
