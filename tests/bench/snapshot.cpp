// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Asks the helper for all images and layers over the bus, as the window does when it opens, and prints
// how many milliseconds the images took. `onggi-bench-snapshot`.

#include <chrono>
#include <cstdio>

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusPendingReply>

#include "helper/api/names.h"
#include "helper/api/wire.h"
#include "images_interface.h"

namespace {

constexpr uint kRows = 4'000; // a page, as the window asks for it

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    onggi::wire::registerWireTypes();
    ImagesInterface images(onggi::bus::kService, onggi::bus::kImagesPath,
                           QDBusConnection::systemBus());
    images.setTimeout(60'000);
    const auto start = std::chrono::steady_clock::now();
    qulonglong first = 0;
    qulonglong count = 0;
    while (true) {
        auto reply = images.Snapshot(first, kRows);
        reply.waitForFinished();
        if (reply.isError()) {
            std::fprintf(stderr, "%s\n", qPrintable(reply.error().message()));
            return 1;
        }
        const auto rows = reply.argumentAt<2>();
        if (rows.isEmpty())
            break;
        first = rows.last().serial + 1;
        count += static_cast<qulonglong>(rows.size());
        if (count == reply.argumentAt<1>())
            break;
    }
    const std::chrono::duration<double, std::milli> time =
        std::chrono::steady_clock::now() - start;
    std::printf("%.1f\n", time.count());
    return 0;
}
