// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/disk_usage.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

const char* kStore = "docker.io/library/x:1 docker.io/library/z:9 = a b\n"
                     "docker.io/library/x:2 = a c\n"
                     "<none> = d\n"
                     "web @ docker.io/library/x:2\n"
                     "db @ docker.io/library/x:2\n";

OrderedJson usage(const StoreView& view)
{
    const std::vector<Labels> labels{{{"team", "shop"}, {"os", "x"}}, {{"team", "shop"}}, {}};
    return usageJson(view, usageOf(view, Forest(view), labels));
}

// images, virtual, shared, unique, disk, unique on disk, containers
std::vector<int> figures(const OrderedJson& group)
{
    std::vector<int> all;
    for (const char* name : {"images", "virtualBytes", "sharedBytes", "uniqueBytes", "diskBytes",
                             "uniqueDiskBytes", "containers"})
        all.push_back(group.contains(name) ? group[name].get<int>() : 1);
    return all;
}

} // namespace

class TestDiskUsage : public QObject {
    Q_OBJECT

private slots:
    void countsEveryImage()
    {
        const StoreView view = DrawnStore(kStore).view();
        const OrderedJson images = usage(view)["perImage"];
        QCOMPARE(images.size(), std::size_t(3));
        QVERIFY(images[0]["id"] == view.images[0].id.text());
        QCOMPARE(images[0]["tags"].size(), std::size_t(2));
        using Figures = std::vector<int>;
        QCOMPARE(figures(images[0]), (Figures{1, 200, 100, 100, 4000, 2000, 0}));
        QCOMPARE(figures(images[1]), (Figures{1, 200, 100, 100, 4000, 2000, 2}));
    }

    void countsALayerOnceInARepository()
    {
        const OrderedJson list = usage(DrawnStore(kStore).view())["perRepository"];
        QCOMPARE(list.size(), std::size_t(3));
        using Figures = std::vector<int>;
        QVERIFY(list[0]["repository"] == "<none>");
        QCOMPARE(figures(list[0]), (Figures{1, 100, 0, 100, 2000, 2000, 0}));
        QVERIFY(list[1]["repository"] == "docker.io/library/x");
        QCOMPARE(figures(list[1]), (Figures{2, 300, 0, 300, 6000, 6000, 2}));
        QVERIFY(list[2]["repository"] == "docker.io/library/z");
        QCOMPARE(figures(list[2]), (Figures{1, 200, 100, 100, 4000, 2000, 0}));
    }

    void findsTheRepositoryOfAnUntaggedImageByItsDigest()
    {
        StoreView view = DrawnStore(kStore).view();
        view.images[2].digests = {"docker.io/library/x@" + view.images[2].id.text()};
        QVERIFY(usage(view)["perRepository"][0]["images"] == 3);
    }

    void countsByLabel()
    {
        const OrderedJson list = usage(DrawnStore(kStore).view())["perLabel"];
        QCOMPARE(list.size(), std::size_t(2));
        QVERIFY(list[0]["label"] == "os=x");
        QVERIFY(list[1]["label"] == "team=shop");
        QVERIFY(list[1]["images"] == 2);
    }

    void writesTables()
    {
        const StoreView view = DrawnStore(kStore).view();
        const std::string text =
            usageText(view, usageOf(view, Forest(view), {{{"team", "shop\x1b"}}, {}, {}}));
        QVERIFY(text.find("\nx:2 ") != std::string::npos);
        QVERIFY(text.find("\n<none> ") != std::string::npos);
        QVERIFY(text.find("team=shop\\x1b") != std::string::npos);
    }

    void readsLabelsOfAConfiguration()
    {
        QVERIFY(labelsOf("no JSON").empty());
        const Labels labels = labelsOf(kConfig);
        QCOMPARE(labels.at("team"), std::string("shop"));
    }

private:
    static const char* const kConfig;
};

const char* const TestDiskUsage::kConfig =
    R"({"os":"linux","architecture":"amd64","config":{"Labels":{"team":"shop"}},)"
    R"("rootfs":{"type":"layers","diff_ids":[]}})";

QTEST_APPLESS_MAIN(TestDiskUsage)
#include "tst_disk_usage.moc"
