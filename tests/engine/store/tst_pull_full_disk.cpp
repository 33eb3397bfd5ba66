// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A store on a small file system of its own, which a pull fills.

#include <QTest>

#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"
#include "tests/support/registry.h"
#include "tests/support/small_disk.h"

using namespace onggi;
using namespace onggi::test;

namespace {

std::string noise(const char* size)
{
    return "head -c " + std::string(size) + " /dev/urandom >data";
}

} // namespace

class TestPullFullDisk : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registry = std::make_unique<Registry>(); }
    void cleanupTestCase() { m_registry.reset(); }

    void saysSoAndLeavesNothingHalfDone_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("too large compressed") << QString::fromStdString(noise("60M"));
        QTest::newRow("too large unpacked") << "head -c 200M /dev/zero >data";
        QTest::newRow("too large together") << QString::fromStdString(noise("25M"));
    }

    void saysSoAndLeavesNothingHalfDone()
    {
        QFETCH(QString, script);
        const std::string repository = "full" + std::to_string(++m_count);
        m_registry->pushImage(repository, "small", {madeLayer(noise("1M"))});
        m_registry->pushImage(repository, "1",
                              {madeLayer(noise("1M")), madeLayer(script.toStdString())});
        const SmallDisk disk("48M");
        PullingStore store({}, disk.mountPoint());
        const std::string name = m_registry->domain() + '/' + repository;
        store.pull(name + ":small");
        const std::vector<std::string> before = filesBelow(store.temporary().path("layers"));
        try {
            store.pull(name + ":1");
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY2(error.code() == Code::StoreNoSpace, error.what());
        }
        QCOMPARE(filesBelow(store.temporary().path("layers")), before);
        QVERIFY(filesBelow(store.temporary().path("spool/jobs")).empty());
        QVERIFY(filesBelow(store.temporary().path("spool/blobs")).empty());
        QCOMPARE(store.findings(), std::string());
        // What is there can still be removed, and the store be opened.
        store.restart();
        store->removePlan(store.temporary().plan({name + ":small"}), {0, true});
        QVERIFY(store->snapshot().view->images.empty());
    }

    void makesRoomOfWhatOtherPullsLeft()
    {
        const LayerBlob layer = madeLayer(noise("12M"));
        m_registry->pushImage("roomy", "1", {layer});
        const SmallDisk disk("48M");
        PullingStore store({}, disk.mountPoint());
        const std::string others = store->paths().spoolBlob(Sha256::of("another blob"));
        writeFile(others, std::string(30 << 20, 'x'));
        const std::size_t own = 1'000'000;
        writeFile(store->paths().spoolBlob(Sha256::of(layer.bytes)), layer.bytes.substr(0, own));
        const PullResult result = store.pull(m_registry->domain() + "/roomy:1");
        QCOMPARE(result.downloaded, Bytes(layer.bytes.size() - own));
        QVERIFY(!std::filesystem::exists(others));
        QCOMPARE(store.findings(), std::string());
    }

private:
    std::unique_ptr<Registry> m_registry;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestPullFullDisk)
#include "tst_pull_full_disk.moc"
