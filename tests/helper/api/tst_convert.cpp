// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rows cross the border without loss, and nothing comes in that no row can be.

#include <QTest>

#include "engine/core/error.h"
#include "helper/api/convert.h"

using namespace onggi;

namespace {

Digest digest(char digit)
{
    return *Digest::fromHex(std::string(64, digit));
}

template <typename Call>
std::optional<Code> codeOf(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

} // namespace

class TestConvert : public QObject {
    Q_OBJECT

private slots:
    void imageRowComesBack()
    {
        ImageRow row;
        row.serial = 12;
        row.id = digest('a');
        row.tags = {"docker.io/library/x:1"};
        row.digests = {"docker.io/library/x@sha256:" + std::string(64, 'b')};
        row.created = -1;
        row.platform = "linux/arm/v7";
        row.layers = {1, 5, 1};
        row.provenance = {ProvenanceKind::Loaded, std::string("a\xff\0b", 4), 99};
        row.baseName = "debian:12";
        row.baseDigest = digest('d');
        row.lastUsed = 1767225600;
        const ImageRow back = fromWire(toWire(row));
        QCOMPARE(back.id, row.id);
        QCOMPARE(back.tags, row.tags);
        QCOMPARE(back.digests, row.digests);
        QCOMPARE(back.layers, row.layers);
        QCOMPARE(back.provenance.kind, row.provenance.kind);
        QCOMPARE(back.provenance.from, row.provenance.from);
        QCOMPARE(back.baseName, row.baseName);
        QVERIFY(back.baseDigest == row.baseDigest);
        QCOMPARE(back.lastUsed, row.lastUsed);
        row.baseDigest.reset();
        QVERIFY(!fromWire(toWire(row)).baseDigest);
    }

    void containerRowComesBack()
    {
        ContainerRow row;
        row.serial = 3;
        row.id = std::string(64, 'c');
        row.name = "web";
        row.state = ContainerState::Stopped;
        row.exitCode = 137;
        row.uid = 1000;
        row.ports = {"127.0.0.1:8080->80/tcp"};
        const ContainerRow back = fromWire(toWire(row));
        QCOMPARE(back.id, row.id);
        QCOMPARE(back.state, row.state);
        QCOMPARE(back.exitCode, 137);
        QCOMPARE(back.uid, 1000U);
        QCOMPARE(back.ports, row.ports);
    }

    void layerRowComesBack()
    {
        const LayerRow row{7, digest('d'), Bytes(1), Bytes(2), Bytes(3), "RUN x"};
        const LayerRow back = fromWire(toWire(row));
        QCOMPARE(back.diffId, row.diffId);
        QCOMPARE(back.content, Bytes(1));
        QCOMPARE(back.tar, Bytes(2));
        QCOMPARE(back.disk, Bytes(3));
        QCOMPARE(back.createdBy, row.createdBy);
    }

    void rowsThatCannotBeAreRefused()
    {
        wire::Layer layer;
        layer.diffId = QStringLiteral("sha256:12");
        QCOMPARE(codeOf([&] { fromWire(layer); }), std::optional(Code::ApiInvalidArgument));
        wire::Container container;
        container.state = QStringLiteral("flying");
        QCOMPARE(codeOf([&] { fromWire(container); }), std::optional(Code::ApiInvalidArgument));
    }

    void planLosesWhatIsKeptAndFindsItsImagesAgain()
    {
        StoreView view;
        ImageRow image;
        image.serial = 4;
        image.id = digest('e');
        image.tags = {"x:1"};
        view.images = {image};
        RemovalPlan plan;
        RemovalItem gone;
        gone.image = 4;
        gone.action = RemovalAction::Delete;
        gone.tags = {"x:1"};
        gone.layers = {2};
        gone.freed = Bytes(10);
        RemovalItem kept;
        kept.image = 5;
        plan.items = {gone, kept};
        const wire::PlanItems sent = toWire(plan);
        QCOMPARE(sent.size(), 1);
        const RemovalPlan back = fromWire(sent, view);
        QCOMPARE(back.items.size(), 1U);
        QCOMPARE(back.items[0].id, image.id);
        QCOMPARE(back.items[0].name, std::string("x:1"));
        QCOMPARE(back.freed, Bytes(10));
    }

    void planThatNamesNothingOrKeepsIsRefused()
    {
        StoreView view;
        wire::PlanItems items{{4, QStringLiteral("delete"), {}, {}, 0}};
        QCOMPARE(codeOf([&] { fromWire(items, view); }), std::optional(Code::StoreChanged));
        view.images.emplace_back().serial = 4;
        items[0].action = QStringLiteral("keep");
        QCOMPARE(codeOf([&] { fromWire(items, view); }), std::optional(Code::ApiInvalidArgument));
        items[0].action = QStringLiteral("burn");
        QCOMPARE(codeOf([&] { fromWire(items, view); }), std::optional(Code::ApiInvalidArgument));
        items[0].action = QStringLiteral("delete");
        items.append(items[0]);
        QCOMPARE(codeOf([&] { fromWire(items, view); }), std::optional(Code::StoreChanged));
    }

    void planOfMoreTagsThanItsImageHasIsRefused()
    {
        StoreView view;
        ImageRow& image = view.images.emplace_back();
        image.serial = 4;
        image.tags = {"x:1", "x:2"};
        const QString tag = QStringLiteral("x:1");
        wire::PlanItems items{{4, QStringLiteral("untag"), {tag, tag}, {}, 0}};
        QVERIFY(!codeOf([&] { fromWire(items, view); }));
        items[0].tags.append(tag);
        QCOMPARE(codeOf([&] { fromWire(items, view); }), std::optional(Code::StoreChanged));
        items[0].tags = {QString(1'000'000, QLatin1Char('x'))};
        QCOMPARE(codeOf([&] { fromWire(items, view); }), std::optional(Code::StoreChanged));
    }

    void textForTheBusIsAlwaysText()
    {
        QCOMPARE(toText(std::string_view("a\0b", 3)), QStringLiteral("a\uFFFDb"));
        QCOMPARE(toText("\xff"), QStringLiteral("\uFFFD"));
        QCOMPARE(toText("옹기"), QStringLiteral("옹기"));
    }

    void runOptionsNameOnlyWhatWasAskedFor()
    {
        QVERIFY(toWire(RunOptions()).isEmpty());
        RunOptions options;
        options.entrypoint.emplace();
        options.network = NetworkMode::None;
        options.pidsLimit = -1;
        const QVariantMap map = toWire(options);
        QCOMPARE(map.keys(), (QStringList{QStringLiteral("entrypoint"), QStringLiteral("network"),
                                          QStringLiteral("pids-limit")}));
        QCOMPARE(map.value(QStringLiteral("network")).toString(), QStringLiteral("none"));
    }
};

QTEST_APPLESS_MAIN(TestConvert)
#include "tst_convert.moc"
