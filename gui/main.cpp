// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `onggi`, `onggi pull REF`, `onggi FILE…`: the window.

#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QStandardPaths>

#include "gui/application.h"
#include "gui/single_instance.h"
#include "gui/widgets/icons.h"

using namespace onggi;

int main(int argc, char** argv)
{
    QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("onggi"));
    QApplication::setOrganizationName(QStringLiteral("onggi"));
    QApplication::setApplicationDisplayName(QStringLiteral("Onggi"));
    QApplication::setApplicationVersion(QStringLiteral(ONGGI_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.onggi.Onggi"));
    QApplication::setWindowIcon(applicationIcon());

    const auto request = StartRequest::parse(QApplication::arguments().mid(1), QDir::currentPath());
    if (!request) {
        std::fputs("usage: onggi [pull REFERENCE | FILE…]\n", stderr);
        return 2;
    }

    SingleInstance instance(QDBusConnection::sessionBus(),
                            QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
    std::unique_ptr<Application> application;
    QObject::connect(&instance, &SingleInstance::handedOver, &qt, &QApplication::quit);
    QObject::connect(&instance, &SingleInstance::becameFirst, &qt, [&] {
        application = std::make_unique<Application>(QDBusConnection::systemBus());
        QObject::connect(application.get(), &Application::quitRequested, &qt,
                         [] { QApplication::exit(); }); // quit() would ask the window
        application->take(*request);
    });
    QObject::connect(&instance, &SingleInstance::requested, &qt, [&](const StartRequest& other) {
        if (application)
            application->take(other);
    });
    QApplication::setQuitOnLastWindowClosed(false); // it may stay in the tray
    instance.start(*request);
    return QApplication::exec();
}
