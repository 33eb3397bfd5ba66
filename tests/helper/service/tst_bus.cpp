// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The helper on a real bus, with a real polkit: who may call what, and what is told to whom.

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

#include <QDBusArgument>
#include <QDBusContext>
#include <QDBusMetaType>
#include <QDBusVirtualObject>
#include <QFile>
#include <QTest>
#include <QXmlStreamReader>

#include "helper/api/interfaces.h"
#include "helper/api/wire.h"
#include "helper/auth/actions.h"
#include "tests/support/bus_client.h"
#include "tests/support/private_bus.h"

using namespace onggi;

namespace {

constexpr uid_t kNobody = 65534;
const QString kDenied = QStringLiteral("AuthDenied");
const QString kHelper = bus::kService;

QDBusMessage callByRule(const QDBusConnection& connection, const MethodRule& rule)
{
    const MethodDescription* method = findInterface(rule.interface)->method(rule.method);
    return callHelper(connection, rule.interface, rule.method, argumentsFor(method->inSignature));
}

QString nameOf(const MethodRule& rule)
{
    return rule.interface + QLatin1Char('.') + rule.method;
}

// The action that a stranger's call of the method depends on, without any job or container.
QString actionOf(const MethodRule& rule)
{
    if (rule.kind == RuleKind::Root)
        return {};
    return rule.action.isEmpty() ? QString(action::kJobsRead) : QString(rule.action);
}

// Interface, member and types of everything in an introspection document, sorted.
QStringList membersIn(const QString& document)
{
    QStringList members;
    QString interface;
    QString current;
    QXmlStreamReader xml(document);
    while (!xml.atEnd()) {
        xml.readNext();
        const auto attributes = xml.attributes();
        const auto attribute = [&attributes](const char* name) {
            return attributes.value(QLatin1String(name)).toString();
        };
        if (xml.isStartElement() && xml.name() == QLatin1String("interface"))
            interface = attribute("name");
        else if (xml.isStartElement() &&
                 (xml.name() == QLatin1String("method") || xml.name() == QLatin1String("signal")))
            current = interface + QLatin1Char('.') + attribute("name");
        else if (xml.isStartElement() && xml.name() == QLatin1String("arg"))
            current += QStringLiteral(" %1:%2:%3")
                           .arg(attribute("name"), attribute("type"), attribute("direction"));
        else if (xml.isEndElement() &&
                 (xml.name() == QLatin1String("method") || xml.name() == QLatin1String("signal")))
            members.append(current);
    }
    members.sort();
    return members;
}

} // namespace

class TestBus : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        wire::registerWireTypes();
    }

    void everythingIsRefusedToAStranger()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        bus.setRules(QStringLiteral("NO"));
        const auto root = bus.connect(0);
        const auto stranger = bus.connect(kNobody);
        const QString introspectable = QStringLiteral("org.freedesktop.DBus.Introspectable");
        int methods = 0;
        for (const QString& path :
             {pathOf(bus::kImages), pathOf(bus::kContainers), pathOf(bus::kHealth),
              pathOf(bus::kJobs), QStringLiteral("/"), QStringLiteral("/org")}) {
            const auto told =
                callHelper(root, introspectable, QStringLiteral("Introspect"), {}, path);
            QVERIFY2(errorOf(told).isEmpty(), qPrintable(told.errorMessage()));
            QCOMPARE(errorOf(callHelper(stranger, introspectable, QStringLiteral("Introspect"), {},
                                        path)),
                     kDenied);
            methods += static_cast<int>(membersIn(told.arguments().at(0).toString()).size());
        }
        QVERIFY(methods > 30);
        for (const MethodRule& rule : methodRules()) {
            const auto reply = callByRule(stranger, rule);
            QVERIFY2(errorOf(reply) == kDenied,
                     qPrintable(nameOf(rule) + QLatin1Char(' ') + reply.errorMessage()));
        }
        const QString properties = QStringLiteral("org.freedesktop.DBus.Properties");
        QCOMPARE(errorOf(callHelper(stranger, properties, QStringLiteral("GetAll"),
                                    {QString(bus::kImages)}, bus::kImagesPath)),
                 kDenied);
        QCOMPARE(errorOf(callHelper(stranger, bus::kImages, QStringLiteral("NoSuch"))), kDenied);
        QCOMPARE(errorOf(callHelper(stranger, QStringLiteral("org.freedesktop.DBus.Peer"),
                                    QStringLiteral("GetMachineId"), {}, bus::kImagesPath)),
                 QStringLiteral("AccessDenied"));
        // Nothing was made, and nothing is there.
        const auto jobs = callHelper(root, bus::kJobs, QStringLiteral("Snapshot"), {0ULL, 10U});
        QCOMPARE(jobs.arguments().at(1).toULongLong(), 0ULL);
    }

    void oneActionRefusedChangesExactlyItsMethods()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        QSet<QString> actions;
        for (const MethodRule& rule : methodRules()) {
            if (const QString action = actionOf(rule); !action.isEmpty())
                actions.insert(action);
        }
        QVERIFY(actions.size() > 12);
        for (const QString& action : std::as_const(actions)) {
            bus.setRules(QStringLiteral("YES"), {{action, QStringLiteral("NO")}});
            auto user = bus.connect(kNobody);
            for (const MethodRule& rule : methodRules()) {
                const QString expected = actionOf(rule);
                const bool isRefused = errorOf(callByRule(user, rule)) == kDenied;
                QVERIFY2(isRefused == (expected == action || expected.isEmpty()),
                         qPrintable(action + QLatin1Char(' ') + nameOf(rule)));
            }
            bus.disconnect(user);
        }
    }

    void argumentsOfOtherTypesAreRefusedAndTheHelperLives()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        callHelper(root, bus::kHealth, QStringLiteral("Info"));
        const pid_t pid = bus.pidOf(kHelper);
        QVERIFY(pid != 0);
        for (const MethodRule& rule : methodRules()) {
            const MethodDescription* method = findInterface(rule.interface)->method(rule.method);
            QVariantList arguments = argumentsFor(method->inSignature);
            arguments.append(QStringLiteral("too many"));
            if (rule.kind == RuleKind::Own)
                continue; // there is no such job: that is said first
            QCOMPARE(errorOf(callHelper(root, rule.interface, rule.method, arguments)),
                     QStringLiteral("ApiInvalidArgument"));
        }
        const QVariantMap unknown{{QStringLiteral("surprise"), true}};
        const auto reply =
            callHelper(root, bus::kImages, QStringLiteral("Pull"), {QStringLiteral("x"), unknown});
        QCOMPARE(errorOf(reply), QStringLiteral("ApiUnknownOption"));
        QCOMPARE(reply.arguments().value(1).toString(), QStringLiteral("surprise"));
        const QVariantMap otherType{{QStringLiteral("platform"), 5U}};
        QCOMPARE(errorOf(callHelper(root, bus::kImages, QStringLiteral("Pull"),
                                    {QStringLiteral("x"), otherType})),
                 QStringLiteral("ApiInvalidArgument"));
        QCOMPARE(errorOf(callHelper(root, bus::kImages, QStringLiteral("Pull"),
                                    {QStringLiteral("No Name"), QVariantMap()})),
                 QStringLiteral("ReferenceInvalid"));
        // Said again in an answer it would be more than the bus carries.
        const QString endless(20 << 20, QLatin1Char('x'));
        QCOMPARE(errorOf(callHelper(root, bus::kContainers, QStringLiteral("Inspect"), {endless})),
                 QStringLiteral("ApiInvalidArgument"));
        QCOMPARE(errorOf(callHelper(root, bus::kImages, QStringLiteral("Pull"),
                                    {QStringLiteral("x"), QVariantMap{{endless, true}}})),
                 QStringLiteral("ApiUnknownOption"));
        QCOMPARE(bus.pidOf(kHelper), pid);
    }

    void introspectionIsWhatTheXmlFilesSay()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        const auto made = callHelper(root, bus::kHealth, QStringLiteral("Check"), {QVariantMap()});
        const QString job = made.arguments().at(0).value<QDBusObjectPath>().path();
        for (const InterfaceDescription& interface : interfaceDescriptions()) {
            QFile file(QStringLiteral(ONGGI_API "/%1.xml").arg(interface.name));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            const QString path = interface.name == bus::kJob ? job : pathOf(interface.name);
            const auto told =
                callHelper(root, QStringLiteral("org.freedesktop.DBus.Introspectable"),
                           QStringLiteral("Introspect"), {}, path);
            const QStringList members = membersIn(told.arguments().at(0).toString());
            QVERIFY(!members.isEmpty());
            QCOMPARE(members, membersIn(QString::fromUtf8(file.readAll())));
        }
    }

    void administratorsActionWorksWithAnAgentAndNotWithout();

    void watcherHearsOfAJobAndNobodyElseDoes()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        const auto watcher = bus.connect(kNobody);
        const auto other = bus.connect(kNobody);
        const SignalBook seen(watcher, bus::kJobsPath, bus::kJobs, {QStringLiteral("Changed")});
        const SignalBook unseen(other, bus::kJobsPath, bus::kJobs, {QStringLiteral("Changed")});
        const auto watch = callHelper(watcher, bus::kJobs, QStringLiteral("Watch"));
        QVERIFY2(errorOf(watch).isEmpty(), qPrintable(watch.errorMessage()));
        const JobEnd end = finishJob(
            root, callHelper(root, bus::kHealth, QStringLiteral("Check"), {QVariantMap()}));
        QCOMPARE(end.state, QStringLiteral("succeeded"));
        QVERIFY(end.result.value(QStringLiteral("broken")).toStringList().isEmpty());
        const auto lastState = [&seen] {
            const auto rows = qdbus_cast<wire::Jobs>(seen.last("Changed").value(1));
            return rows.isEmpty() ? QString() : rows.last().state;
        };
        QTRY_COMPARE(lastState(), QStringLiteral("succeeded"));
        qulonglong revision = watch.arguments().at(0).toULongLong();
        for (const QDBusMessage& changed : seen.all) {
            QVERIFY(changed.arguments().at(0).toULongLong() > revision);
            revision = changed.arguments().at(0).toULongLong();
        }
        QVERIFY(unseen.all.isEmpty());
    }

    void jobBelongsToItsMaker()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        bus.setRules(QStringLiteral("YES"),
                     {{QStringLiteral("org.onggi.jobs.cancel-others"), QStringLiteral("NO")}});
        const auto root = bus.connect(0);
        const auto user = bus.connect(kNobody);
        const auto made = callHelper(root, bus::kHealth, QStringLiteral("Check"), {QVariantMap()});
        const QString job = made.arguments().at(0).value<QDBusObjectPath>().path();
        QCOMPARE(errorOf(callHelper(user, bus::kJob, QStringLiteral("Start"), {}, job)), kDenied);
        QCOMPARE(errorOf(callHelper(user, bus::kJob, QStringLiteral("Cancel"), {}, job)), kDenied);
        QVERIFY(errorOf(callHelper(user, bus::kJob, QStringLiteral("Get"), {}, job)).isEmpty());
        QVERIFY(errorOf(callHelper(root, bus::kJob, QStringLiteral("Cancel"), {}, job)).isEmpty());
        const auto got = callHelper(root, bus::kJob, QStringLiteral("Get"), {}, job);
        QCOMPARE(qdbus_cast<wire::Job>(got.arguments().at(0)).state, QStringLiteral("cancelled"));
    }

    void jobOfAClientThatLeavesIsDropped()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        auto user = bus.connect(kNobody);
        const auto made = callHelper(user, bus::kHealth, QStringLiteral("Check"), {QVariantMap()});
        const QString job = made.arguments().at(0).value<QDBusObjectPath>().path();
        bus.disconnect(user);
        const auto state = [&] {
            const auto got = callHelper(root, bus::kJob, QStringLiteral("Get"), {}, job);
            return qdbus_cast<wire::Job>(got.arguments().value(0)).state;
        };
        QTRY_COMPARE(state(), QStringLiteral("cancelled"));
    }

    void oneClientCannotHaveAnyNumberOfJobs()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto user = bus.connect(kNobody);
        QString error;
        for (int i = 0; i < 200 && error.isEmpty(); ++i)
            error =
                errorOf(callHelper(user, bus::kHealth, QStringLiteral("Check"), {QVariantMap()}));
        QCOMPARE(error, QStringLiteral("ApiLimit"));
    }

    void killedHelperIsStartedAgainAndNumbersOnlyGrow()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        const auto made = callHelper(root, bus::kHealth, QStringLiteral("Check"), {QVariantMap()});
        const auto first = bus::jobNumber(made.arguments().at(0).value<QDBusObjectPath>().path());
        const auto revision =
            callHelper(root, bus::kJobs, QStringLiteral("Watch")).arguments().at(0).toULongLong();
        const pid_t pid = bus.pidOf(kHelper);
        bus.kill(kHelper, SIGKILL);
        const auto again = callHelper(root, bus::kHealth, QStringLiteral("Check"), {QVariantMap()});
        QVERIFY2(errorOf(again).isEmpty(), qPrintable(again.errorMessage()));
        QVERIFY(bus::jobNumber(again.arguments().at(0).value<QDBusObjectPath>().path()) > first);
        QVERIFY(
            callHelper(root, bus::kJobs, QStringLiteral("Watch")).arguments().at(0).toULongLong() >
            revision);
        QVERIFY(bus.pidOf(kHelper) != pid);
    }

    void helperLeavesWhenNobodyNeedsItAndComesBack()
    {
        PrivateBus bus({.hasPolkit = true,
                        .helperArguments = {QStringLiteral("--idle"), QStringLiteral("1")}});
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        auto watcher = bus.connect(kNobody);
        QVERIFY(errorOf(callHelper(watcher, bus::kImages, QStringLiteral("Watch"))).isEmpty());
        const pid_t pid = bus.pidOf(kHelper);
        QTest::qWait(2500);
        QCOMPARE(bus.pidOf(kHelper), pid); // somebody watches
        bus.disconnect(watcher);
        QVERIFY(bus.waitUntilGone(kHelper));
        QTRY_VERIFY(::kill(pid, 0) != 0);
        QVERIFY(errorOf(callHelper(root, bus::kHealth, QStringLiteral("Info"))).isEmpty());
        QVERIFY2(bus.log().contains(QLatin1String("helper.idle")), qPrintable(bus.log()));
    }

    void noCallIsLostWhileTheHelperComesAndGoes()
    {
        PrivateBus bus({.hasPolkit = true,
                        .helperArguments = {QStringLiteral("--idle"), QStringLiteral("1")}});
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        // Around the moment at which it leaves.
        for (int wait : {990, 1000, 1005, 1010, 1020}) {
            QTest::qWait(wait);
            for (int i = 0; i < 20; ++i) {
                const auto reply = callHelper(root, bus::kHealth, QStringLiteral("Info"));
                QVERIFY2(errorOf(reply).isEmpty(), qPrintable(reply.errorMessage()));
            }
        }
    }

    void withoutPolkitOnlyRootIsServedAndTheLogSaysSo()
    {
        PrivateBus bus({.hasPolkit = false, .helperArguments = {}});
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        const auto user = bus.connect(kNobody);
        QVERIFY(errorOf(callHelper(root, bus::kHealth, QStringLiteral("Info"))).isEmpty());
        QCOMPARE(errorOf(callHelper(user, bus::kHealth, QStringLiteral("Info"))), kDenied);
        QVERIFY2(bus.log().contains(QLatin1String("auth.no-polkit")), qPrintable(bus.log()));
    }

    void storeThatDoesNotOpenIsSaidToWhoeverMayKnow()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        QFile database(bus.stateDirectory() + QStringLiteral("/onggi.db"));
        QVERIFY(database.open(QIODevice::WriteOnly));
        database.write(QByteArray(8192, 'x'));
        database.close();
        const auto root = bus.connect(0);
        const auto reply = callHelper(root, bus::kImages, QStringLiteral("Snapshot"), {0ULL, 10U});
        QCOMPARE(errorOf(reply), QStringLiteral("StoreCorrupt"));
    }

    void helperIsNotDumpableAndItsStoreIsClosed()
    {
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const auto root = bus.connect(0);
        QVERIFY(errorOf(callHelper(root, bus::kHealth, QStringLiteral("Info"))).isEmpty());
        QFile comm(QStringLiteral("/proc/%1/comm").arg(bus.pidOf(kHelper)));
        QVERIFY(comm.open(QIODevice::ReadOnly));
        QCOMPARE(comm.readAll(), QByteArray("onggi-helper\n"));
        struct stat status = {};
        const QByteArray database =
            (bus.stateDirectory() + QStringLiteral("/onggi.db")).toLocal8Bit();
        QCOMPARE(stat(database.constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0600U);
    }
};

namespace {

// Says yes to everything, as an administrator who types a password would: a root process tells
// polkit.
class Agent : public QDBusVirtualObject {
public:
    explicit Agent(const QDBusConnection& root)
        : m_root(root)
    {
    }
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override
    {
        if (message.member() == QLatin1String("BeginAuthentication")) {
            prompt = message.arguments().at(1).toString();
            QDBusMessage response = authority(QStringLiteral("AuthenticationAgentResponse2"));
            response << uint(kNobody) << message.arguments().at(4)
                     << QVariant::fromValue(
                            Identity{QStringLiteral("unix-user"), {{QStringLiteral("uid"), 0U}}});
            const QDBusMessage accepted = m_root.call(response);
            error = accepted.errorMessage();
        }
        return connection.send(message.createReply());
    }
    static QDBusMessage authority(const QString& method)
    {
        return QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.PolicyKit1"),
            QStringLiteral("/org/freedesktop/PolicyKit1/Authority"),
            QStringLiteral("org.freedesktop.PolicyKit1.Authority"), method);
    }
    struct Identity {
        QString kind;
        QVariantMap details;
    };
    QString prompt;
    QString error;

private:
    QDBusConnection m_root;
};

QDBusArgument& operator<<(QDBusArgument& out, const Agent::Identity& identity)
{
    out.beginStructure();
    out << identity.kind << identity.details;
    out.endStructure();
    return out;
}

const QDBusArgument& operator>>(const QDBusArgument& in, Agent::Identity& identity)
{
    in.beginStructure();
    in >> identity.kind >> identity.details;
    in.endStructure();
    return in;
}

// Field 22 of /proc/self/stat (proc(5)).
qulonglong ownStartTime()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = file.readAll();
    return line.mid(line.lastIndexOf(')') + 2).split(' ').at(19).toULongLong();
}

} // namespace

Q_DECLARE_METATYPE(Agent::Identity)

void TestBus::administratorsActionWorksWithAnAgentAndNotWithout()
{
    qDBusRegisterMetaType<Agent::Identity>();
    PrivateBus bus;
    QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
    bus.setRules(QStringLiteral("YES"),
                 {{QStringLiteral("org.onggi.health.check"), QStringLiteral("AUTH_ADMIN")}});
    const auto root = bus.connect(0);
    // polkit lets a user speak for processes of its own alone, and looks at the real user.
    QCOMPARE(setresuid(kNobody, 0, 0), 0);
    struct Back {
        ~Back() { [[maybe_unused]] const int done = setresuid(0, 0, 0); }
    } const back;
    auto user = bus.connect(kNobody);
    const auto check = [&user] {
        return finishJob(user,
                         callHelper(user, bus::kHealth, QStringLiteral("Check"), {QVariantMap()}));
    };
    const JobEnd refused = check();
    QCOMPARE(refused.state, QStringLiteral("failed"));
    QCOMPARE(refused.error, QStringLiteral("AuthChallenge"));

    Agent agent(root);
    QVERIFY(user.registerVirtualObject(QStringLiteral("/agent"), &agent));
    QDBusMessage registration = Agent::authority(QStringLiteral("RegisterAuthenticationAgent"));
    registration << QVariant::fromValue(
                        Agent::Identity{QStringLiteral("unix-process"),
                                        {{QStringLiteral("pid"), uint(getpid())},
                                         {QStringLiteral("start-time"), ownStartTime()},
                                         {QStringLiteral("uid"), int(kNobody)}}})
                 << QStringLiteral("ko_KR.UTF-8") << QStringLiteral("/agent");
    const auto registered = user.call(registration);
    QVERIFY2(errorOf(registered).isEmpty(), qPrintable(registered.errorMessage()));
    const JobEnd allowed = check();
    QCOMPARE(agent.error, QString());
    QCOMPARE(allowed.state, QStringLiteral("succeeded"));
    QVERIFY2(agent.prompt.contains(bus.stateDirectory()), qPrintable(agent.prompt));
}

QTEST_GUILESS_MAIN(TestBus)
#include "tst_bus.moc"
