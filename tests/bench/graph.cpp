// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Prints how long the lineage graph takes for a store of many steps: building, laying out, and
// painting a window of it at several zooms. `onggi-bench-graph [STEPS]`, 10,000 unless told.

#include <algorithm>
#include <cstdio>

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>

#include "engine/core/sha256.h"
#include "gui/graph/graph_tree.h"
#include "gui/graph/graph_view.h"

using namespace onggi;

namespace {

constexpr int kRuns = 15;
constexpr std::size_t kDepth = 10; // layers of an image

// Images that share half of their layers with the one before, as a shop's do.
StoreView makeStore(std::size_t steps)
{
    StoreView view;
    Serial serial = 0;
    std::vector<Serial> chain;
    while (view.layers.size() < steps) {
        const std::size_t kept = view.images.size() % 40 == 0 ? 0 : kDepth / 2 + 2;
        chain.resize(std::min(kept, chain.size()));
        while (chain.size() < kDepth && view.layers.size() < steps) {
            LayerRow layer;
            layer.serial = ++serial;
            layer.diffId = Sha256::of(std::to_string(serial));
            layer.content = Bytes(1'000 * (serial * 7919 % 100'000));
            layer.disk = layer.content;
            layer.createdBy = "RUN step " + std::to_string(serial);
            chain.push_back(layer.serial);
            view.layers.push_back(std::move(layer));
        }
        ImageRow image;
        image.serial = ++serial;
        image.id = Sha256::of("image " + std::to_string(serial));
        image.tags = {"localhost/shop/app:" + std::to_string(serial)};
        image.layers = chain;
        view.images.push_back(std::move(image));
    }
    return view;
}

template <typename Work>
double medianMilliseconds(const Work& work)
{
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void print(const char* what, double milliseconds)
{
    std::printf("%-28s %8.2f ms\n", what, milliseconds);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const std::size_t steps = argc > 1 ? std::stoul(argv[1]) : 10'000;
    const StoreView store = makeStore(steps);
    const Forest forest(store);
    std::printf("%zu images, %zu nodes\n", store.images.size(), forest.nodes().size());

    const Folding unfolded{false, {}};
    GraphOrder order;
    print("words and order",
          medianMilliseconds([&] { makeGraph(store, forest, unfolded, order); }));
    const Graph graph = makeGraph(store, forest, unfolded, order);
    const std::vector<Extent> extents(graph.blocks.size(), Extent{40, 18});
    print("tidy tree alone", medianMilliseconds([&] { arrange(graph.blocks, extents); }));
    print("outline, new", medianMilliseconds([&] { GraphTree().setGraph(graph); }));
    GraphTree rows;
    rows.setGraph(graph);
    print("outline, as it was", medianMilliseconds([&] { rows.setGraph(graph); }));
    GraphScene scene;
    print("scene with texts", medianMilliseconds([&] { scene.set(graph, QApplication::font()); }));

    print("all of it", medianMilliseconds([&] {
              scene.set(makeGraph(store, forest, unfolded, order), QApplication::font());
          }));

    GraphView view;
    view.resize(1920, 1080);
    view.setStore(store, forest);
    view.setFolding(false);
    print("store has changed", medianMilliseconds([&] { view.setStore(store, forest); }));
    view.show();
    QApplication::processEvents();
    QImage picture(view.size(), QImage::Format_RGB32);
    const auto paint = [&](const char* what) {
        print(what, medianMilliseconds([&] { view.render(&picture); }));
    };
    view.fit();
    paint("paint, fitted");
    for (const double zoom : {0.1, 0.3, 0.6, 1.0}) {
        view.setZoom(zoom);
        paint(qPrintable(QStringLiteral("paint at %1%").arg(zoom * 100)));
    }
    view.selectBlock(0);
    view.setZoom(0.1);
    paint("paint at 10%, selected");
    return 0;
}
