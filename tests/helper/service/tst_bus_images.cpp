// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Images over the bus: pulled from a real registry, told to who watches, and removed only by who
// may.

#include <fcntl.h>
#include <unistd.h>

#include <QDBusUnixFileDescriptor>
#include <QTest>

#include "engine/core/sha256.h"
#include "engine/lineage/removal.h"
#include "helper/api/convert.h"
#include "tests/support/bus_client.h"
#include "tests/support/made_layer.h"
#include "tests/support/private_bus.h"
#include "tests/support/registry.h"

using namespace onggi;

namespace {

constexpr uid_t kNobody = 65534;

// What a client knows after reading everything.
StoreView readAll(const QDBusConnection& connection)
{
    StoreView view;
    const auto images =
        callHelper(connection, bus::kImages, QStringLiteral("Snapshot"), {0ULL, 1000U});
    for (const auto& row : qdbus_cast<wire::Images>(images.arguments().value(2)))
        view.images.push_back(fromWire(row));
    const auto layers =
        callHelper(connection, bus::kImages, QStringLiteral("Layers"), {0ULL, 1000U});
    for (const auto& row : qdbus_cast<wire::Layers>(layers.arguments().value(2)))
        view.layers.push_back(fromWire(row));
    return view;
}

std::size_t indexOf(const StoreView& view, const QString& tag)
{
    for (std::size_t i = 0; i < view.images.size(); ++i) {
        if (std::ranges::count(view.images[i].tags, tag.toStdString()) > 0)
            return i;
    }
    qFatal("no image %s", qPrintable(tag));
}

QDBusMessage removeShown(const QDBusConnection& connection, const QString& tag)
{
    const StoreView view = readAll(connection);
    const RemovalPlan plan = planRemoval(view, Forest(view), {{indexOf(view, tag), {}}});
    return callHelper(connection, bus::kImages, QStringLiteral("Remove"),
                      {QVariant::fromValue(toWire(plan)), QVariantMap()});
}

} // namespace

class TestBusImages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        wire::registerWireTypes();
        m_registry = std::make_unique<test::Registry>();
        const auto base = test::layerWith("base", 5000);
        m_registry->pushImage("t/x", "1", {base, test::layerWith("more", 13)});
        m_registry->pushImage("t/y", "1", {base, test::layerWith("other", 700)});
        m_registry->pushImage("t/zeros", "1", {test::madeLayer("head -c 4M /dev/zero >zeros")});
    }

    void init()
    {
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->error().isEmpty(), qPrintable(m_bus->error()));
        m_bus->setRules(QStringLiteral("YES"), {{QStringLiteral("org.onggi.images.remove-others"),
                                                 QStringLiteral("AUTH_ADMIN")}});
        m_root = m_bus->connect(0);
        m_user = m_bus->connect(kNobody);
    }

    void cleanup()
    {
        m_root = m_user = QDBusConnection(QString());
        m_bus.reset();
    }

    void pulledImageIsToldToWatchersAndReadBack()
    {
        const SignalBook seen(m_user, bus::kImagesPath, bus::kImages, {QStringLiteral("Changed")});
        const SignalBook unseen(m_root, bus::kImagesPath, bus::kImages,
                                {QStringLiteral("Changed")});
        QVERIFY(errorOf(callHelper(m_user, bus::kImages, QStringLiteral("Watch"))).isEmpty());
        const JobEnd end = pull(m_root, "t/x:1");
        QVERIFY2(end.state == QLatin1String("succeeded"), qPrintable(end.message));
        QVERIFY(end.result.value(QStringLiteral("isNew")).toBool());

        QTRY_VERIFY(seen.count("Changed") > 0);
        const auto told = qdbus_cast<wire::Images>(seen.last("Changed").value(1));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].tags, QStringList{tag("t/x:1")});
        QCOMPARE(told[0].layers.size(), 2);
        QVERIFY(unseen.all.isEmpty());

        const auto config =
            callHelper(m_user, bus::kImages, QStringLiteral("Config"), {told[0].serial});
        const QByteArray bytes = config.arguments().value(0).toByteArray();
        QCOMPARE(toText(Sha256::of(bytes.toStdString()).text()), told[0].id);
        const auto manifest =
            callHelper(m_user, bus::kImages, QStringLiteral("Manifest"), {told[0].serial});
        QCOMPARE(manifest.arguments().value(1).toString(),
                 QStringLiteral("application/vnd.oci.image.manifest.v1+json"));
        const StoreView view = readAll(m_user);
        QCOMPARE(view.layers.size(), 2U);
        QCOMPARE(view.layers[1].content, Bytes(13));
    }

    void whatOthersPulledIsNotRemovedByAUserAndNamed()
    {
        QCOMPARE(pull(m_root, "t/x:1").state, QStringLiteral("succeeded"));
        const JobEnd end = finishJob(m_user, removeShown(m_user, tag("t/x:1")));
        QCOMPARE(end.state, QStringLiteral("failed"));
        QCOMPARE(end.error, QStringLiteral("AuthChallenge"));
        QVERIFY2(end.message.contains(tag("t/x:1")), qPrintable(end.message));
        QCOMPARE(readAll(m_root).images.size(), 1U);
        const JobEnd removed = finishJob(m_root, removeShown(m_root, tag("t/x:1")));
        QCOMPARE(removed.state, QStringLiteral("succeeded"));
        QVERIFY(readAll(m_root).images.empty());
        QVERIFY(readAll(m_root).layers.empty());
    }

    void whatAUserPulledAloneIsTheirsToRemove()
    {
        QCOMPARE(pull(m_root, "t/x:1").state, QStringLiteral("succeeded"));
        QCOMPARE(pull(m_user, "t/y:1").state, QStringLiteral("succeeded"));
        const JobEnd end = finishJob(m_user, removeShown(m_user, tag("t/y:1")));
        QVERIFY2(end.state == QLatin1String("succeeded"), qPrintable(end.message));
        QVERIFY(end.result.value(QStringLiteral("freedBytes")).toULongLong() > 0);
        QCOMPARE(end.result.value(QStringLiteral("layers")).toStringList().size(), 1);
        QCOMPARE(readAll(m_root).images.size(), 1U);
    }

    void whatBothPulledBelongsToBoth()
    {
        QCOMPARE(pull(m_user, "t/y:1").state, QStringLiteral("succeeded"));
        QCOMPARE(pull(m_root, "t/y:1").state, QStringLiteral("succeeded"));
        QCOMPARE(finishJob(m_user, removeShown(m_user, tag("t/y:1"))).error,
                 QStringLiteral("AuthChallenge"));
    }

    void planThatIsNoLongerTrueIsNotDone()
    {
        QCOMPARE(pull(m_root, "t/x:1").state, QStringLiteral("succeeded"));
        const auto removal = removeShown(m_root, tag("t/x:1")); // both layers go
        QCOMPARE(pull(m_root, "t/y:1").state, QStringLiteral("succeeded"));
        QCOMPARE(finishJob(m_root, removal).error, QStringLiteral("StoreChanged"));
        QCOMPARE(readAll(m_root).images.size(), 2U);
    }

    void tagOfOthersIsNotMovedByAUser()
    {
        QCOMPARE(pull(m_root, "t/x:1").state, QStringLiteral("succeeded"));
        QCOMPARE(pull(m_user, "t/y:1").state, QStringLiteral("succeeded"));
        const StoreView view = readAll(m_user);
        const qulonglong own = view.images[indexOf(view, tag("t/y:1"))].serial;
        const auto tagAs = [&](const QDBusConnection& who, const char* name) {
            return finishJob(who, callHelper(who, bus::kImages, QStringLiteral("Tag"),
                                             {own, tag(name), QVariantMap()}));
        };
        QCOMPARE(tagAs(m_user, "t/x:1").error, QStringLiteral("AuthChallenge"));
        QCOMPARE(tagAs(m_user, "t/z:1").state, QStringLiteral("succeeded"));
        const JobEnd moved = tagAs(m_root, "t/x:1");
        QCOMPARE(moved.state, QStringLiteral("succeeded"));
        QVERIFY(moved.result.contains(QStringLiteral("movedFrom")));
    }

    void layersAreOpenedForReadingAlone()
    {
        QCOMPARE(pull(m_root, "t/x:1").state, QStringLiteral("succeeded"));
        const LayerRow layer = readAll(m_user).layers[1];
        const auto open = [&](qulonglong serial) {
            return callHelper(m_user, bus::kImages, QStringLiteral("OpenLayer"),
                              {serial, QVariantMap()});
        };
        const auto opened = open(layer.serial);
        QVERIFY2(errorOf(opened).isEmpty(), qPrintable(opened.errorMessage()));
        const auto tar = qdbus_cast<QDBusUnixFileDescriptor>(opened.arguments().at(1));
        for (int i = 0; i < 2; ++i) {
            const auto file = qdbus_cast<QDBusUnixFileDescriptor>(opened.arguments().at(i));
            QCOMPARE(::fcntl(file.fileDescriptor(), F_GETFL) & O_ACCMODE, O_RDONLY);
        }
        QCOMPARE(finishJob(m_root, removeShown(m_root, tag("t/x:1"))).state,
                 QStringLiteral("succeeded"));
        std::string bytes(layer.tar.count(), '\0');
        QCOMPARE(::pread(tar.fileDescriptor(), bytes.data(), bytes.size(), 0),
                 static_cast<ssize_t>(bytes.size()));
        QVERIFY(Sha256::of(bytes) == layer.diffId);
        QCOMPARE(errorOf(open(layer.serial)), QStringLiteral("StoreNotFound"));
    }

    void plainHttpIsRefusedUnasked()
    {
        const JobEnd end =
            finishJob(m_root, callHelper(m_root, bus::kImages, QStringLiteral("Pull"),
                                         {tag("t/x:1"), QVariantMap()}));
        QCOMPARE(end.state, QStringLiteral("failed"));
        QCOMPARE(end.error, QStringLiteral("RegistryInsecure"));
    }

    // 4 MiB, two hundred times what is sent.
    void layersAreHeldToTheLimitsOfTheAdministrator_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("size") << QStringList{QStringLiteral("--layer-size-limit=1000000")};
        QTest::newRow("ratio") << QStringList{QStringLiteral("--layer-ratio-limit=100")};
    }
    void layersAreHeldToTheLimitsOfTheAdministrator()
    {
        QFETCH(QStringList, options);
        QCOMPARE(pull(m_root, "t/zeros:1").state, QStringLiteral("succeeded"));

        PrivateBus strict({.hasPolkit = false, .helperArguments = options});
        QVERIFY2(strict.error().isEmpty(), qPrintable(strict.error()));
        const QDBusConnection root = strict.connect(0);
        const JobEnd end = pull(root, "t/zeros:1");
        QCOMPARE(end.state, QStringLiteral("failed"));
        QCOMPARE(end.error, QStringLiteral("LayerTooLarge"));
        QCOMPARE(pull(root, "t/x:1").state, QStringLiteral("succeeded"));
        QCOMPARE(readAll(root).images.size(), 1U);
    }

private:
    QString tag(const char* name) const
    {
        return QString::fromStdString(m_registry->domain()) + QLatin1Char('/') +
               QLatin1String(name);
    }

    JobEnd pull(const QDBusConnection& who, const char* name) const
    {
        return finishJob(
            who, callHelper(who, bus::kImages, QStringLiteral("Pull"),
                            {tag(name), QVariantMap{{QStringLiteral("tls-verify"), false}}}));
    }

    std::unique_ptr<test::Registry> m_registry;
    std::unique_ptr<PrivateBus> m_bus;
    QDBusConnection m_root{QString()};
    QDBusConnection m_user{QString()};
};

QTEST_GUILESS_MAIN(TestBusImages)
#include "tst_bus_images.moc"
