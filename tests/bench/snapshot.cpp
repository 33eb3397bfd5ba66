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
#include "helper/api/page_end.h"
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
    qulonglong count = 0;
    auto next = images.Snapshot(0, kRows);
    while (true) {
        const auto page = next;
        next.waitForFinished();
        if (page.isError()) {
            std::fprintf(stderr, "%s\n", qPrintable(page.error().message()));
            return 1;
        }
        const onggi::PageEnd end = onggi::endOfPage(page.reply());
        count += end.rows;
        const bool isLast = end.rows == 0 || count >= page.argumentAt<1>();
        if (!isLast)
            next = images.Snapshot(end.lastSerial + 1, kRows);
        if (static_cast<qulonglong>(page.argumentAt<2>().size()) != end.rows)
            return 1;
        if (isLast)
            break;
    }
    const std::chrono::duration<double, std::milli> time =
        std::chrono::steady_clock::now() - start;
    std::printf("%.1f\n", time.count());
    return 0;
}
