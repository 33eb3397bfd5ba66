// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A state directory on a read-only file system is listed and read; changes are refused with that
// reason.

#include <sys/mount.h>

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/temporary_store.h"

using namespace onggi;

namespace {

// `directory` bound over itself, read-only.
class ReadOnlyBind {
public:
    explicit ReadOnlyBind(const std::string& directory)
        : m_directory(directory)
    {
        const char* const path = m_directory.c_str();
        if (::mount(path, path, nullptr, MS_BIND, nullptr) < 0 ||
            ::mount(nullptr, path, nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) < 0)
            throw systemError(errno, m_directory, "mount");
    }
    ~ReadOnlyBind() { ::umount2(m_directory.c_str(), MNT_DETACH); }

private:
    std::string m_directory;
};

} // namespace

class TestReadOnly : public QObject {
    Q_OBJECT

private slots:
    void listsAndReadsButRefusesChanges()
    {
        TemporaryStore made;
        const PublishedImage image = made.publish({"a"}, {"docker.io/library/x:1"});
        const std::string root = made.root();
        made.close();
        const ReadOnlyBind bind(root);
        Store store(root);
        QVERIFY(store.isReadOnly());
        QCOMPARE(store.findImage("x:1").serial, image.image);
        QCOMPARE(store.blob(image.id), configOf({"a"}));
        QCOMPARE(store.imageDetails(image.image).manifests.size(), 1u);
        QCOMPARE(store.nextNumber("job"), 1u);
        const std::vector<std::function<void()>> changes = {
            [&] { store.tag(image.image, Reference::parse("y:1"), 0); },
            [&] { store.makeJobDirectory(); },
            [&] {
                store.removePlan({}, {0, true});
            },
            [&] { store.takeLease("pool", "x", 1, 2); },
        };
        for (const auto& change : changes) {
            try {
                change();
                QFAIL("it was changed");
            } catch (const Error& error) {
                QCOMPARE(error.code(), Code::StoreReadOnly);
            }
        }
        QCOMPARE(store.snapshot().view->images.front().tags.size(), 1u);
    }

    void saysSoWhereThereIsNoStoreAndNoneCanBeMade()
    {
        QTemporaryDir directory;
        const std::string root = directory.path().toStdString();
        const ReadOnlyBind bind(root);
        for (const std::string& path : {root, root + "/state"}) {
            try {
                Store store(path);
                QFAIL("it was opened");
            } catch (const Error& error) {
                QCOMPARE(error.code(), Code::StoreReadOnly);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestReadOnly)
#include "tst_read_only.moc"
