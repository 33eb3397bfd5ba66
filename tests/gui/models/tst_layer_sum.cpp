// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/layer_sum.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

class TestLayerSum : public QObject {
    Q_OBJECT

private slots:
    void aLayerOfSeveralImagesCountsOnce()
    {
        const DrawnStore store("base:1 = a\n"
                               "web:1  = a b\n"
                               "web:2  = a c\n"
                               "c: 1 30 2\n");
        const StoreView& view = store.view();
        const auto serial = [&](const char* name) { return view.images[store.image(name)].serial; };
        const LayerSum sum = sumLayers(view, {serial("web:1"), serial("web:2")});
        QCOMPARE(sum.layers, 3);
        QCOMPARE(sum.tar, Bytes(2030));
    }

    void anImageThatIsGoneHasNone()
    {
        const LayerSum sum = sumLayers(DrawnStore("base:1 = a\n").view(), {1000});
        QCOMPARE(sum.layers, 0);
        QCOMPARE(sum.tar, Bytes());
    }
};

QTEST_GUILESS_MAIN(TestLayerSum)
#include "tst_layer_sum.moc"
