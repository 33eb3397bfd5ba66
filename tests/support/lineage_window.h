// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The shop's window on its lineage page, with the containers of the pictures.
#pragma once

#include <algorithm>

#include "gui/graph/graph_view.h"
#include "gui/pages/lineage_page.h"
#include "tests/support/shop_window.h"

namespace onggi::test {

class LineageWindow : public ShopWindow {
public:
    LineageWindow()
        : ShopWindow({"web", "api", "cache", "db"})
    {
    }

    void openPage()
    {
        open();
        window().showPage(&page());
        QTRY_VERIFY(!graph().graph().nodes.empty());
        QTRY_VERIFY(graph().viewport()->height() > 300);
        QTRY_COMPARE(store().containers.size(), 4U);
    }

    LineagePage& page() { return application().lineage(); }
    GraphView& graph() { return page().graph(); }
    QString label(BlockIndex block) { return graph().graph().nodes[block].label; }
    // The graph follows the store a little later.
    BlockIndex nodeLabelled(const QString& beginning)
    {
        BlockIndex found = 0;
        const auto isThere = [&] {
            const auto& nodes = graph().graph().nodes;
            const auto node = std::ranges::find_if(
                nodes, [&](const GraphNode& other) { return other.label.startsWith(beginning); });
            found = static_cast<BlockIndex>(node - nodes.begin());
            return node != nodes.end();
        };
        if (!QTest::qWaitFor(isThere, 20'000))
            qFatal("no node is labelled %s", qPrintable(beginning));
        return found;
    }
    void clickNode(BlockIndex block, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(graph().viewport(), Qt::LeftButton, modifiers,
                          graph().placeOf(block).center().toPoint());
    }
    void clickNodes(const QStringList& labels)
    {
        for (const QString& wanted : labels)
            clickNode(nodeLabelled(wanted),
                      wanted == labels.front() ? Qt::NoModifier : Qt::ControlModifier);
    }
};

} // namespace onggi::test
