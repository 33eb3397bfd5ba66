// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lineage/base_image.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

class TestBaseImage : public QObject {
    Q_OBJECT

private slots:
    void isTheNearestImageOnTheChain()
    {
        const DrawnStore store("base:1 = a\nmiddle:1 = a b c\ntop:1 = a b c d e\nother:1 = x\n");
        const Forest forest(store.view());
        const BaseImages bases(store.view(), forest);
        QCOMPARE(bases.of(store.image("top:1")).byChain, store.image("middle:1"));
        QCOMPARE(bases.of(store.image("middle:1")).byChain, store.image("base:1"));
        QVERIFY(!bases.of(store.image("base:1")).byChain);
        QVERIFY(!bases.of(store.image("other:1")).byChain);
    }

    void isOneWithATagWhereThereAreSeveral()
    {
        const DrawnStore store("<none> = a\nnamed:1 = a\ntop:1 = a b\n");
        const Forest forest(store.view());
        QCOMPARE(BaseImages(store.view(), forest).of(2).byChain, store.image("named:1"));
    }

    void isWhatTheLabelNames()
    {
        StoreView view = DrawnStore("docker.io/library/debian:12 = a\n"
                                    "docker.io/library/top:1 = b c\n")
                             .view();
        const auto labelled = [&view](const std::string& label) {
            view.images[1].baseName = label;
            const Forest forest(view);
            return BaseImages(view, forest).of(1).byLabel;
        };
        QCOMPARE(labelled("debian:12"), std::size_t(0));
        QCOMPARE(labelled("docker.io/library/debian:12"), std::size_t(0));
        QVERIFY(!labelled("debian:13"));
        QVERIFY(!labelled("Not A Name"));
        QVERIFY(!labelled("docker.io/library/top:1")); // itself
        QVERIFY(!labelled(""));
    }

    void isTheDigestOfTheLabelBeforeItsName()
    {
        StoreView view = DrawnStore("docker.io/library/debian:12 = a\n"
                                    "<none> = x\n"
                                    "docker.io/library/top:1 = x b\n")
                             .view();
        const Digest manifest = Digest::require("sha256:" + std::string(64, 'b'));
        view.images[1].digests = {"docker.io/library/debian@" + manifest.text()};
        view.images[2].baseName = "debian:12";
        view.images[2].baseDigest = manifest;
        const auto base = [&view] {
            const Forest forest(view);
            return BaseImages(view, forest).of(2).byLabel;
        };
        QCOMPARE(base(), std::size_t(1));
        view.images[2].baseName.clear();
        QCOMPARE(base(), std::size_t(1));
        view.images[2].baseDigest = Digest::require("sha256:" + std::string(64, 'c'));
        QVERIFY(!base());
        view.images[2].baseName = "debian:12";
        QCOMPARE(base(), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(TestBaseImage)
#include "tst_base_image.moc"
