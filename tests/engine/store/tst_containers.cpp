// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/temporary_store.h"

using namespace onggi;

namespace {

Code codeOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return Code::SystemLimit;
}

} // namespace

class TestContainers : public QObject {
    Q_OBJECT

private slots:
    void keepsWhatTheRuntimeGives()
    {
        TemporaryStore store;
        ContainerRecord record;
        record.row.id = std::string(64, 'c');
        record.row.name = "web";
        record.row.image = store.publish({"a"}).image;
        record.row.imageName = "x";
        record.row.uid = 1000;
        record.row.ports = {"127.0.0.1:8080->80/tcp", "53/udp"};
        record.spec = R"({"any":"thing"})";
        record.row.serial = store->addContainer(record);
        record.row.state = ContainerState::Stopped;
        record.row.exitCode = 137;
        record.spec.clear();
        store->updateContainer(record);
        store.reopen();
        const ContainerRecord kept = store->findContainer("web");
        QCOMPARE(kept.row.serial, record.row.serial);
        QCOMPARE(kept.row.exitCode, 137);
        QCOMPARE(kept.row.state, ContainerState::Stopped);
        QCOMPARE(kept.row.ports, record.row.ports);
        QCOMPARE(kept.spec, std::string(R"({"any":"thing"})"));
        QCOMPARE(store->findContainer("ccc").row.name, std::string("web"));
        QCOMPARE(store->loadContainers().size(), 1u);
        QCOMPARE(store->imageDetails(kept.row.image).claims.back().kind, ClaimKind::Run);
    }

    void refusesANameThatIsTaken()
    {
        TemporaryStore store;
        const Serial image = store.publish({"a"}).image;
        store.addContainer("web", image);
        QCOMPARE(codeOf([&] { store.addContainer("web", image); }), Code::ContainerNameTaken);
        QCOMPARE(codeOf([&] { store.addContainer("other", image + 1); }), Code::StoreNotFound);
        QCOMPARE(codeOf([&] { store->findContainer("other"); }), Code::ContainerNotFound);
        QCOMPARE(store->snapshot().view->containers.size(), 1u);
    }

    void givesBackLeasesWithTheContainer()
    {
        TemporaryStore store;
        const Serial image = store.publish({"a"}).image;
        store.addContainer("web", image);
        const ContainerRecord web = store->findContainer("web");
        QCOMPARE(store->takeLease("net", web.row.id, 2, 4), 2u);
        QCOMPARE(store->takeLease("net", "b", 2, 4), 3u);
        QCOMPARE(store->takeLease("net", "c", 2, 4), 4u);
        QCOMPARE(codeOf([&] { store->takeLease("net", "d", 2, 4); }), Code::SystemLimit);
        QCOMPARE(store->takeLease("other", "d", 2, 4), 2u);
        store->removeContainer(web.row.serial);
        QCOMPARE(store->takeLease("net", "d", 2, 4), 2u);
        store->releaseLeases("d");
        QCOMPARE(store->leases("net").size(), 2u);
        QVERIFY(store->leases("other").empty());
        store.reopen(); // no container of theirs is there
        QVERIFY(store->leases("net").empty());
    }

    void keepsNetworks()
    {
        TemporaryStore store;
        store->putNetwork({"front", "{}"});
        store->putNetwork({"front", R"({"subnet":1})"});
        store.reopen();
        QCOMPARE(store->network("front")->spec, std::string(R"({"subnet":1})"));
        store->removeNetwork("front");
        QVERIFY(store->networks().empty());
    }
};

QTEST_GUILESS_MAIN(TestContainers)
#include "tst_containers.moc"
