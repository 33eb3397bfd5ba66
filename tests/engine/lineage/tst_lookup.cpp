// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lineage/lookup.h"

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

const char* kStore = "docker.io/library/base:1 = a\n"
                     "docker.io/library/web:1 docker.io/library/web:2 = a b\n"
                     "<none> = a c\n"
                     "web-test @ docker.io/library/web:1\n"
                     "other @ docker.io/library/base:1\n";

Code codeOf(const StoreView& view, const std::string& name)
{
    try {
        findImage(view, name);
    } catch (const Error& error) {
        return error.code();
    }
    return Code::SystemIo;
}

} // namespace

class TestLookup : public QObject {
    Q_OBJECT

private slots:
    void findsATagWhateverItsSpelling_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("short") << "web:2";
        QTest::newRow("with the path") << "library/web:2";
        QTest::newRow("in full") << "docker.io/library/web:2";
    }
    void findsATagWhateverItsSpelling()
    {
        QFETCH(QString, name);
        const DrawnStore store(kStore);
        const FoundImage found = findImage(store.view(), name.toStdString());
        QCOMPARE(found.image, store.image("docker.io/library/web:2"));
        QCOMPARE(found.tag, std::string("docker.io/library/web:2"));
    }

    void findsAnIdByItsFirstDigits()
    {
        const DrawnStore store(kStore);
        const std::size_t untagged = store.image("<none>");
        const Digest& id = store.view().images[untagged].id;
        for (const std::string& name :
             {id.text(), id.hex(), id.shortHex(), id.hex().substr(0, 4)}) {
            const FoundImage found = findImage(store.view(), name);
            QCOMPARE(found.image, untagged);
            QVERIFY(found.tag.empty());
        }
    }

    void findsTheDigestOfAManifest()
    {
        StoreView view = DrawnStore(kStore).view();
        const std::string digest = "docker.io/library/web@" + view.images[0].id.text();
        view.images[1].digests = {digest};
        QCOMPARE(findImage(view, digest).image, std::size_t(1));
        QCOMPARE(findImage(view, "web@" + view.images[0].id.text()).image, std::size_t(1));
    }

    void refusesABeginningThatSeveralIdsHave()
    {
        StoreView view = DrawnStore(kStore).view();
        view.images[2].id = view.images[1].id;
        QCOMPARE(codeOf(view, view.images[1].id.shortHex()), Code::StoreAmbiguous);
        try {
            findImage(view, view.images[1].id.shortHex());
        } catch (const Error& error) {
            const std::string id = view.images[1].id.shortHex();
            QVERIFY(error.detail().starts_with("it could be " + id));
            QVERIFY(error.detail().find(id) != error.detail().rfind(id));
        }
    }

    void saysWhatIsWrongWithAName()
    {
        const StoreView view = DrawnStore(kStore).view();
        QCOMPARE(codeOf(view, "missing"), Code::StoreNotFound);
        QCOMPARE(codeOf(view, "base"), Code::StoreNotFound); // base:latest
        QCOMPARE(codeOf(view, "sha256:" + std::string(64, 'f')), Code::StoreNotFound);
        QCOMPARE(codeOf(view, "Not A Name"), Code::ReferenceInvalid);
        QCOMPARE(codeOf(view, ""), Code::ReferenceInvalid);
    }

    void findsALayerByItsDiffId()
    {
        StoreView view = DrawnStore(kStore).view();
        QCOMPARE(findLayer(view, view.layers[1].diffId.text()), std::size_t(1));
        QCOMPARE(findLayer(view, view.layers[1].diffId.shortHex()), std::size_t(1));
        QVERIFY_THROWS_EXCEPTION(Error, findLayer(view, "missing"));
        QVERIFY_THROWS_EXCEPTION(Error, findLayer(view, ""));
        QVERIFY_THROWS_EXCEPTION(Error, findLayer(view, "sha256:"));
        view.layers[0].diffId = view.layers[1].diffId;
        const std::string id = view.layers[1].diffId.shortHex();
        try {
            findLayer(view, id);
            QFAIL("found");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreAmbiguous);
            QCOMPARE(error.detail(), "it could be " + id + ", " + id);
        }
    }

    void findsAContainerByNameOrId()
    {
        const StoreView view = DrawnStore(kStore).view();
        QCOMPARE(findContainer(view, "web-test"), std::size_t(0));
        QCOMPARE(findContainer(view, view.containers[1].id), std::size_t(1));
        QCOMPARE(findContainer(view, view.containers[1].id.substr(0, 6)), std::size_t(1));
        QVERIFY_THROWS_EXCEPTION(Error, findContainer(view, "web"));
        QVERIFY_THROWS_EXCEPTION(Error, findContainer(view, ""));
    }

    void findsNamesOfEitherBeforeIds()
    {
        StoreView view = DrawnStore(kStore).view();
        const auto finds = [&view](std::string_view text, bool isContainer, std::size_t index) {
            const FoundThing found = findThing(view, text);
            return found.isContainer == isContainer && found.index == index;
        };
        view.containers[0].id = std::string(63, 'a') + '1';
        QVERIFY(finds("other", true, 1));
        QVERIFY(finds("web:2", false, 1));
        QVERIFY(finds(view.images[2].id.shortHex(), false, 2));
        QVERIFY(finds("aaaaaa", true, 0));
        view.images[0].tags = {"docker.io/library/aaaaaa:latest"};
        QVERIFY(finds("aaaaaa", false, 0));
        view.containers[1].name = "aaaaaa";
        QVERIFY(finds("aaaaaa", true, 1));
        QVERIFY_THROWS_EXCEPTION(Error, findThing(view, "missing"));
        QVERIFY_THROWS_EXCEPTION(Error, findThing(view, ""));
    }

    void namesAllWhoseIdsBeginSo()
    {
        StoreView view = DrawnStore(kStore).view();
        const auto detailOf = [&view](std::string_view text) {
            try {
                findThing(view, text);
            } catch (const Error& error) {
                return error.code() == Code::StoreAmbiguous ? error.detail() : error.message();
            }
            return std::string("found");
        };
        view.containers[0].id = std::string(63, 'a') + '1';
        view.containers[1].id = std::string(63, 'a') + '2';
        QCOMPARE(detailOf("aaaaaa"), std::string("it could be container aaaaaaaaaaaa (web-test), "
                                                 "container aaaaaaaaaaaa (other)"));
        view.containers[1].id = view.images[1].id.hex();
        const std::string id = view.images[1].id.shortHex();
        QCOMPARE(detailOf(id), "it could be container " + id + " (other), image " + id +
                                   " (docker.io/library/web:1)");
    }

    void namesTheContainersWhoseIdsBeginSo()
    {
        StoreView view = DrawnStore(kStore).view();
        view.containers[0].id = std::string(63, 'a') + '1';
        view.containers[1].id = std::string(63, 'a') + '2';
        QCOMPARE(findContainer(view, view.containers[1].id), std::size_t(1));
        try {
            findContainer(view, "aaa");
            QFAIL("found");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreAmbiguous);
            QCOMPARE(error.detail(),
                     std::string("it could be aaaaaaaaaaaa (web-test), aaaaaaaaaaaa (other)"));
        }
    }
};

QTEST_APPLESS_MAIN(TestLookup)
#include "tst_lookup.moc"
