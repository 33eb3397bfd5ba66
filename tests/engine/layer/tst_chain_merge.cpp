// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Chain indexes, merged by the real process.

#include <fcntl.h>

#include <QTest>

#include "engine/core/error.h"
#include "engine/layer/erofs_merge.h"
#include "tests/engine/layer/ingest_place.h"
#include "tests/support/layer_maker.h"

using namespace onggi;
using namespace onggi::test;

class TestChainMerge : public QObject, private IngestPlace {
    Q_OBJECT

private slots:
    void init() { m_descriptors = openDescriptors(); }
    void cleanup() { QCOMPARE(openDescriptors(), m_descriptors); }

    void chainsMergeAsTheirTrees()
    {
        const std::vector<std::string> tars{
            sampleTar(), TarBuilder().file("d/.wh.5").file("d/6", "new").finished()};
        std::vector<Fd> indexes;
        std::vector<ChainLayer> layers;
        Tree expected;
        std::vector<DeviceSlot> devices;
        for (const std::string& tar : tars) {
            const DeviceSlot slot{Sha256::of(tar).hex(), tar.size() / 512};
            indexes.push_back(fileOf(indexOf(scan(tar), {slot}, tar)));
            layers.push_back({indexes.back().get(), Sha256::of(tar), Bytes(tar.size())});
            applyLayer(expected, scan(tar), static_cast<std::uint32_t>(devices.size()));
            devices.push_back(slot);
        }
        const Fd output = openFile(m_directory.filePath("chain").toStdString(), O_RDWR | O_CREAT);
        const MergedChain chain = mergeChain(m_unpacker, layers, output.get(), "the chain", {});
        const std::string bytes = contentOf(m_directory.filePath("chain").toStdString());
        QVERIFY(bytes == indexOf(expected, devices));
        QVERIFY(chain.digest == Sha256::of(bytes));
        QCOMPARE(chain.bytes.count(), bytes.size());

        // An index that is another layer's, or damaged, makes no chain.
        layers[1].diffId = Sha256::of("other");
        QVERIFY_EXCEPTION_THROWN(mergeChain(m_unpacker, layers, output.get(), "the chain", {}),
                                 Error);
        const Fd empty = fileOf("");
        layers[1].indexFd = empty.get();
        QVERIFY_EXCEPTION_THROWN(mergeChain(m_unpacker, layers, output.get(), "the chain", {}),
                                 Error);
    }

    void fiveHundredLayersMerge()
    {
        std::vector<Fd> indexes;
        std::vector<ChainLayer> layers;
        for (int i = 0; i < 500; ++i) {
            const std::string tar = TarBuilder().file("f" + std::to_string(i), "x").finished();
            indexes.push_back(
                fileOf(indexOf(scan(tar), {{Sha256::of(tar).hex(), tar.size() / 512}})));
            layers.push_back({indexes.back().get(), Sha256::of(tar), Bytes(tar.size())});
        }
        const Fd output = openFile(m_directory.filePath("chain").toStdString(), O_RDWR | O_CREAT);
        mergeChain(m_unpacker, layers, output.get(), "the chain", {});
        QCOMPARE(readDeviceTable(output.get(), "the chain").size(), std::size_t(500));
    }

private:
    int m_descriptors = 0;
};

QTEST_APPLESS_MAIN(TestChainMerge)
#include "tst_chain_merge.moc"
