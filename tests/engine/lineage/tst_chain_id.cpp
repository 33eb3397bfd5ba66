// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lineage/chain_id.h"

#include <QTest>

#include "engine/core/sha256.h"

using namespace onggi;

class TestChainId : public QObject {
    Q_OBJECT

private slots:
    void firstLayerIsItsOwnChain()
    {
        const Digest layer = Sha256::of("a");
        QVERIFY(chainIds(std::span(&layer, 1)) == std::vector{layer});
    }

    void eachFurtherLayerHashesItsParent()
    {
        const Digest layers[] = {Sha256::of("a"), Sha256::of("b"), Sha256::of("c")};
        const std::vector<Digest> ids = chainIds(layers);
        QVERIFY(ids[1] == Sha256::of(layers[0].text() + " " + layers[1].text()));
        QVERIFY(ids[2] == Sha256::of(ids[1].text() + " " + layers[2].text()));
    }

    void nothingHasNoChain() { QVERIFY(chainIds({}).empty()); }
};

QTEST_APPLESS_MAIN(TestChainId)
#include "tst_chain_id.moc"
