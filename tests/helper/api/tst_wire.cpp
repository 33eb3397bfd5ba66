// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What travels: signatures as the XML files state them, and values that come out as they went in,
// over a real connection between two ends in this program.

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusServer>
#include <QDBusVirtualObject>
#include <QTest>

#include "helper/api/error_names.h"
#include "helper/api/interfaces.h"
#include "helper/api/names.h"
#include "helper/api/page_end.h"
#include "helper/api/wire.h"

using namespace onggi;

namespace {

// Answers every call with its own arguments, and "fail" with an error.
class Echo : public QDBusVirtualObject {
public:
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override
    {
        signature = message.signature();
        if (message.member() == QLatin1String("fail"))
            return connection.send(
                errorReply(message, Error(Code::RegistryNotFound, "x/y:1", "misspelt")));
        return connection.send(message.createReply(message.arguments()));
    }
    QString signature;
};

template <typename T>
QString signatureOf()
{
    return QString::fromLatin1(QDBusMetaType::typeToSignature(QMetaType::fromType<T>()));
}

} // namespace

class TestWire : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        wire::registerWireTypes();
        connect(&m_server, &QDBusServer::newConnection, this, [this](const QDBusConnection& end) {
            m_serverEnd = std::make_unique<QDBusConnection>(end);
            m_serverEnd->registerVirtualObject(QStringLiteral("/"), &m_echo,
                                               QDBusConnection::SubPath);
        });
        QVERIFY2(m_server.isConnected(), qPrintable(m_server.lastError().message()));
        m_client = std::make_unique<QDBusConnection>(
            QDBusConnection::connectToPeer(m_server.address(), QStringLiteral("tst_wire")));
        QVERIFY(m_client->isConnected());
        QTRY_VERIFY(m_serverEnd);
    }

    void cleanupTestCase() { QDBusConnection::disconnectFromPeer(QStringLiteral("tst_wire")); }

    void signaturesAreThoseOfTheInterfaces()
    {
        const auto outOf = [](QLatin1String interface, const char* method) {
            return findInterface(interface)->method(QLatin1String(method))->outSignature;
        };
        QCOMPARE(QStringLiteral("tt") + signatureOf<wire::Images>(),
                 outOf(bus::kImages, "Snapshot"));
        QCOMPARE(QStringLiteral("tt") + signatureOf<wire::Layers>(), outOf(bus::kImages, "Layers"));
        QCOMPARE(QStringLiteral("tt") + signatureOf<wire::Containers>(),
                 outOf(bus::kContainers, "Snapshot"));
        QCOMPARE(QStringLiteral("tt") + signatureOf<wire::Jobs>(), outOf(bus::kJobs, "Snapshot"));
        QCOMPARE(signatureOf<wire::Findings>(), outOf(bus::kHealth, "Report"));
        QCOMPARE(signatureOf<wire::Job>() + signatureOf<wire::Steps>() + QLatin1Char('s') +
                     signatureOf<wire::Failure>() + QStringLiteral("a{sv}"),
                 outOf(bus::kJob, "Get"));
        QCOMPARE(signatureOf<wire::PlanItems>() + QStringLiteral("a{sv}"),
                 findInterface(bus::kImages)->method(QStringLiteral("Remove"))->inSignature);
        QCOMPARE(signatureOf<wire::PlannedLayers>(), QStringLiteral("a(sstba{sv})"));
        QCOMPARE(signatureOf<wire::Ports>(), QStringLiteral("a(sqqs)"));
    }

    void imageComesOutAsItWentIn()
    {
        const wire::Image sent{
            .serial = 1ULL << 40,
            .id = QStringLiteral("sha256:00"),
            .tags = {QStringLiteral("a:1"), QStringLiteral("b:2")},
            .digests = {},
            .created = -5,
            .platform = QStringLiteral("linux/amd64"),
            .layers = {3, 4, 3},
            .provenance = {QStringLiteral("loaded"), QByteArray("\xff\x00z", 3), 7},
            .baseName = QStringLiteral("옹기"),
            .later = {{QStringLiteral("k"), 1U}}};
        const auto got = echo<wire::Images>({sent}).first();
        QCOMPARE(got.serial, sent.serial);
        QCOMPARE(got.tags, sent.tags);
        QCOMPARE(got.created, sent.created);
        QCOMPARE(got.layers, sent.layers);
        QCOMPARE(got.provenance.from, sent.provenance.from);
        QCOMPARE(got.provenance.time, sent.provenance.time);
        QCOMPARE(got.baseName, sent.baseName);
        QCOMPARE(got.later, sent.later);
    }

    void theEndOfAPageIsKnownBeforeItIsRead()
    {
        const auto page = [this](const wire::Images& images) {
            return call("echo", {9ULL, 3ULL, QVariant::fromValue(images)});
        };
        wire::Image full;
        full.serial = 4;
        full.id = QStringLiteral("sha256:00");
        full.tags = QStringList{QStringLiteral("x:1")};
        full.layers = {1, 2};
        full.later = {{QStringLiteral("k"), 1U}};
        wire::Image last;
        last.serial = 7;
        const QDBusMessage reply = page({full, last});
        QCOMPARE(endOfPage(reply).rows, 2ULL);
        QCOMPARE(endOfPage(reply).lastSerial, 7ULL);
        const auto rows = qdbus_cast<wire::Images>(reply.arguments().value(2));
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].layers, full.layers);
        QCOMPARE(endOfPage(page({})).rows, 0ULL);
        QCOMPARE(endOfPage(call("echo", {1, 2, 3})).rows, 0ULL);
        QCOMPARE(endOfPage(call("fail", {})).rows, 0ULL);
    }

    void planAndStepsComeOutAsTheyWentIn()
    {
        const auto plan = echo<wire::PlanItems>(
            {{9, QStringLiteral("delete"), {QStringLiteral("t")}, {1, 2}, 77}, {}});
        QCOMPARE(plan.size(), 2);
        QCOMPARE(plan[0].action, QStringLiteral("delete"));
        QCOMPARE(plan[0].layers, (wire::Serials{1, 2}));
        QCOMPARE(plan[0].freed, 77ULL);
        QCOMPARE(plan[1].image, 0ULL);

        const auto steps = echo<wire::Steps>(
            {{5, 1, QStringLiteral("unpack"), QStringLiteral("s"), 10, 20, true, {}}});
        QCOMPARE(steps[0].done, 10ULL);
        QCOMPARE(steps[0].total, 20ULL);
        QVERIFY(steps[0].hasEnded);
    }

    void savedImagesKeepTheirTags()
    {
        const auto items = echo<wire::SaveItems>(
            {{7, {QStringLiteral("docker.io/library/x:1"), QStringLiteral("y/z:2")}}, {8, {}}});
        QCOMPARE(m_echo.signature, QStringLiteral("a(tas)"));
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0].image, 7ULL);
        QCOMPARE(items[0].tags.size(), 2);
        QVERIFY(items[1].tags.isEmpty());
    }

    void byteStringsKeepWhatIsNoText()
    {
        const wire::ByteStrings sent{QByteArray("\xed\xa0\x80"), QByteArray(),
                                     QByteArray("a\0b", 3)};
        QCOMPARE(echo<wire::ByteStrings>(sent), sent);
        QCOMPARE(m_echo.signature, QStringLiteral("aay"));
    }

    void errorsCarryCodeSubjectAndDetail()
    {
        const QDBusMessage reply = call("fail", {});
        QCOMPARE(reply.errorName(), QStringLiteral("org.onggi.Error.RegistryNotFound"));
        const Error error = errorFromReply(reply);
        QCOMPARE(error.code(), Code::RegistryNotFound);
        QCOMPARE(error.subject(), std::string("x/y:1"));
        QCOMPARE(error.detail(), std::string("misspelt"));
    }

    void textsOfErrorsThatNobodyReadsToTheEndAreCut()
    {
        const wire::Failure failure =
            failureOf(Error(Code::StoreNotFound, std::string(1 << 20, 'x'), "misspelt"));
        QVERIFY(failure.message.size() < 5000);
        QVERIFY(failure.subject.size() < 5000);
        QVERIFY(failure.subject.endsWith(QChar(0x2026)));
        QCOMPARE(failure.detail, QStringLiteral("misspelt"));
    }

    void everyCodeHasANameAndIsFoundByIt()
    {
        QSet<QString> names;
        for (int i = 0; i <= static_cast<int>(Code::SystemLimit); ++i) {
            const QString name = errorName(static_cast<Code>(i));
            names.insert(name);
            QCOMPARE(codeFromErrorName(name), std::optional(static_cast<Code>(i)));
        }
        QCOMPARE(names.size(), static_cast<int>(Code::SystemLimit) + 1);
        QVERIFY(!codeFromErrorName(QStringLiteral("org.freedesktop.DBus.Error.NoReply")));
        QCOMPARE(errorName(Code::ContainerNameTaken),
                 QStringLiteral("org.onggi.Error.ContainerNameTaken"));
    }

    void jobPathsAndNumbersCorrespond()
    {
        QCOMPARE(bus::jobNumber(bus::jobPath(1001)), 1001ULL);
        for (const char* other :
             {"/org/onggi/Helper1/jobs", "/org/onggi/Helper1/jobs/", "/org/onggi/Helper1/jobs/01",
              "/org/onggi/Helper1/jobs/1/2", "/org/onggi/Helper1/jobs/x", "/1"})
            QCOMPARE(bus::jobNumber(QLatin1String(other)), 0ULL);
    }

private:
    QDBusMessage call(const char* member, const QVariantList& arguments)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(
            {}, QStringLiteral("/"), QStringLiteral("x.y"), QLatin1String(member));
        message.setArguments(arguments);
        return m_client->call(message, QDBus::BlockWithGui);
    }

    template <typename T>
    T echo(const T& value)
    {
        const QDBusMessage reply = call("echo", {QVariant::fromValue(value)});
        return qdbus_cast<T>(reply.arguments().value(0));
    }

    QDBusServer m_server{QStringLiteral("unix:tmpdir=/tmp")};
    Echo m_echo;
    std::unique_ptr<QDBusConnection> m_serverEnd;
    std::unique_ptr<QDBusConnection> m_client;
};

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
