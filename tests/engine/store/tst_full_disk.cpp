// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A store on a disk without a byte left: it opens, it is listed, and what is in it can be deleted.

#include <filesystem>
#include <functional>
#include <vector>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <QTest>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/store/ballast.h"
#include "engine/store/state_directory.h"
#include "tests/support/small_disk.h"
#include "tests/support/temporary_store.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// Writes files until nothing goes any more, however small.
class Filler {
public:
    explicit Filler(const std::string& mountPoint)
        : m_path(mountPoint + "/filler")
    {
        const Fd file = openFile(m_path, O_WRONLY | O_CREAT | O_APPEND, 0600);
        std::vector<char> zeros(1 << 20);
        for (std::size_t size = zeros.size(); size > 0; size /= 2) {
            while (::write(file.get(), zeros.data(), size) > 0) {
            }
            ::fsync(file.get());
        }
    }

private:
    std::string m_path;
};

Code codeOf(const std::function<void()>& change)
{
    try {
        change();
    } catch (const Error& error) {
        return error.code();
    }
    return Code::SystemIo;
}

} // namespace

class TestFullDisk : public QObject {
    Q_OBJECT

private slots:
    void opensListsAndDeletes_data()
    {
        QTest::addColumn<bool>("isOpenedFull");
        QTest::newRow("filled while it is open") << false;
        QTest::newRow("opened when it is full") << true;
    }

    void opensListsAndDeletes()
    {
        QFETCH(bool, isOpenedFull);
        const SmallDisk disk("48M");
        TemporaryStore store(disk.mountPoint());
        const PublishedImage first = store.publish({"a", "b"}, {"docker.io/library/x:1"});
        store.publish({"a", "c"}, {"docker.io/library/y:1"});
        store.addContainer("box", first.image);
        const std::uint64_t number = store->nextNumber("job");
        if (isOpenedFull)
            store.close();
        const Filler filler(disk.mountPoint());
        if (isOpenedFull)
            store.open();

        QCOMPARE(store->snapshot().view->images.size(), std::size_t(2));
        QCOMPARE(store->findImage("x:1").serial, first.image);
        QCOMPARE(store->blob(first.id), configOf({"a", "b"}));
        QVERIFY(store->nextNumber("job") > number);
        store->removeContainer(store->findContainer("box").row.serial);
        store->removePlan(store.plan({"x:1", "y:1"}), {0, true});
        QVERIFY(store->snapshot().view->images.empty());
        QVERIFY(store->snapshot().view->containers.empty());
        QVERIFY(filesBelow(store.path("layers")).empty());
        store.reopen();
        QVERIFY(store->snapshot().view->images.empty());
    }

    void growingIsRefusedAndChangesNothing()
    {
        const SmallDisk disk("48M");
        TemporaryStore store(disk.mountPoint());
        const PublishedImage image = store.publish({"a"}, {"docker.io/library/x:1"});
        const Filler filler(disk.mountPoint());
        // The log has room for some changes; then there is none.
        Code code = Code::SystemIo;
        for (int i = 0; i < 10'000 && code != Code::StoreNoSpace; ++i) {
            const Reference tag = Reference::parse("y:" + std::to_string(i));
            code = codeOf([&] { store->tag(image.image, tag, 0); });
        }
        QVERIFY(code == Code::StoreNoSpace);
        QVERIFY(std::filesystem::file_size(store->paths().ballast()) > 0);
        store->removePlan(store.plan({"x:1"}), {0, true});
        QVERIFY(store->snapshot().view->images.empty());
    }

    void ballastComesBackWithTheSpace()
    {
        const SmallDisk disk("48M");
        TemporaryStore store(disk.mountPoint());
        const auto size = [&] { return std::filesystem::file_size(store->paths().ballast()); };
        const auto whole = size();
        QVERIFY(whole > 0);
        const Ballast ballast(store->paths().ballast());
        while (ballast.giveUp()) {
        }
        QCOMPARE(size(), std::uintmax_t(0));
        store.publish({"a"}, {"docker.io/library/x:1"});
        store->removePlan(store.plan({"x:1"}), {0, true});
        QCOMPARE(size(), whole);
        QVERIFY(diskBytesOf(store->paths().ballast()) >= Bytes(whole)); // no hole
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_full_disk.moc"
