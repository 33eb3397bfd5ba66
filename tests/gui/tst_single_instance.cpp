// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Real second starts of `onggi` beside a first one, over a session bus and over the socket that
// stands in where there is none.

#include "gui/single_instance.h"

#include <csignal>

#include <QDBusConnectionInterface>
#include <QLineEdit>
#include <QLocalSocket>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

#include "gui/application.h"
#include "gui/dialogs/pull_dialog.h"
#include "gui/main_window.h"
#include "tests/support/desktop_session.h"

using namespace onggi;
using namespace onggi::test;
using Kind = StartRequest::Kind;

namespace {

constexpr int kLongest = 30'000;
constexpr auto kNowhere = "unix:path=/nowhere";
constexpr uid_t kSomebody = 1001;
constexpr uid_t kAnother = 1002;

QDBusConnection noBus()
{
    return QDBusConnection(QStringLiteral("there is none"));
}

// What the session's programs would use, in this process.
struct First {
    First(const QDBusConnection& bus, const QString& directory)
        : instance(bus, directory)
        , became(&instance, &SingleInstance::becameFirst)
        , handedOver(&instance, &SingleInstance::handedOver)
    {
        QObject::connect(&instance, &SingleInstance::requested, &instance,
                         [this](const StartRequest& request) { requests << request; });
    }
    SingleInstance instance;
    QSignalSpy became;
    QSignalSpy handedOver;
    QList<StartRequest> requests;
};

} // namespace

class TestSingleInstance : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        QCoreApplication::setOrganizationName("onggi-test");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }
    void init()
    {
        // Without a system bus: the window says so, and lives.
        m_session = std::make_unique<DesktopSession>(DesktopSession::Display::None, kNowhere);
        QVERIFY2(m_session->error().isEmpty(), qPrintable(m_session->error()));
    }
    void cleanup()
    {
        for (const auto& program : m_programs)
            finish(*program);
        m_programs.clear();
        m_session.reset();
    }

    void theSecondStartHandsItsRequestOver_data()
    {
        QTest::addColumn<bool>("hasBus");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QStringList>("subjects");
        const QString here = "$HOME/";
        for (const bool hasBus : {true, false}) {
            const auto row = [&](const char* name, const QStringList& arguments, Kind kind,
                                 const QStringList& subjects) {
                QTest::addRow("%s, %s", name, hasBus ? "bus" : "socket")
                    << hasBus << arguments << kind << subjects;
            };
            row("the window", {}, Kind::Show, {});
            row("an image", {"pull", "nginx:1.29"}, Kind::Pull, {"nginx:1.29"});
            row("archives", {"a b.tar", "옹기.tar"}, Kind::Open,
                {here + "a b.tar", here + "옹기.tar"});
        }
    }
    void theSecondStartHandsItsRequestOver()
    {
        QFETCH(bool, hasBus);
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, subjects);
        if (!hasBus)
            removeBus();
        First first(hasBus ? m_session->connect() : noBus(), runtimeDirectory());
        first.instance.start({});
        QTRY_COMPARE(first.became.count(), 1);

        QProcess& second = startOnggi(arguments);
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, kLongest);
        QCOMPARE(second.exitStatus(), QProcess::NormalExit);
        QCOMPARE(second.exitCode(), 0);
        QTRY_COMPARE(first.requests.size(), 1);
        subjects.replaceInStrings("$HOME", m_session->environment().value("HOME"));
        QTEST(first.requests.first().kind, "kind");
        QCOMPARE(first.requests.first().subjects, subjects);
    }

    void theFirstWindowIsRaisedAndDoesWhatIsWanted()
    {
        Application application(noBus());
        First first(m_session->connect(), runtimeDirectory());
        connect(&first.instance, &SingleInstance::requested, &application, &Application::take);
        first.instance.start({});
        QTRY_COMPARE(first.became.count(), 1);
        MainWindow& window = application.window();
        window.showMinimized();
        QVERIFY(window.isMinimized());

        startOnggi({});
        QTRY_VERIFY_WITH_TIMEOUT(!window.isMinimized(), kLongest);
        QVERIFY(window.isVisible());
        QTRY_VERIFY(window.isActiveWindow());

        window.hide();
        startOnggi({"pull", "nginx:1.29"});
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<PullDialog*>(), kLongest);
        QVERIFY(window.isVisible());
        auto* dialog = window.findChild<PullDialog*>();
        QCOMPARE(dialog->findChild<QLineEdit*>()->text(), QString("nginx:1.29"));
    }

    // Without it a Wayland compositor would not raise the window.
    void theRightToBeRaisedIsHandedOver()
    {
        qunsetenv("XDG_ACTIVATION_TOKEN");
        First first(m_session->connect(), runtimeDirectory());
        first.instance.start({});
        QTRY_COMPARE(first.became.count(), 1);
        m_session->environment().insert("XDG_ACTIVATION_TOKEN", "from the launcher");
        startOnggi({});
        QTRY_COMPARE_WITH_TIMEOUT(first.requests.size(), 1, kLongest);
        QCOMPARE(qEnvironmentVariable("XDG_ACTIVATION_TOKEN"), QString("from the launcher"));
        qunsetenv("XDG_ACTIVATION_TOKEN");
    }

    // What was left behind by one that was killed is in nobody's way.
    void aFirstThatHasDiedIsFollowed_data()
    {
        QTest::addColumn<bool>("hasBus");
        QTest::newRow("bus") << true;
        QTest::newRow("socket") << false;
    }
    void aFirstThatHasDiedIsFollowed()
    {
        QFETCH(bool, hasBus);
        if (!hasBus)
            removeBus();
        for (int round = 0; round < 2; ++round) {
            QProcess& first = startOnggi({});
            QTRY_VERIFY_WITH_TIMEOUT(isOwner(first, hasBus), kLongest);
            QProcess& second = startOnggi({});
            QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, kLongest);
            QCOMPARE(second.exitCode(), 0);
            QCOMPARE(first.state(), QProcess::Running);
            first.kill();
            QVERIFY(first.waitForFinished());
        }
    }

    // It keeps its name, and nobody knows whether it will ever answer.
    void aFirstThatHangsDoesNotHoldTheSecondUp()
    {
        QProcess& first = startOnggi({});
        QTRY_VERIFY_WITH_TIMEOUT(isOwner(first, true), kLongest);
        ::kill(static_cast<pid_t>(first.processId()), SIGSTOP);
        First second(m_session->connect(), runtimeDirectory());
        second.instance.start({Kind::Pull, {"nginx"}});
        QTRY_COMPARE_WITH_TIMEOUT(second.became.count(), 1, kLongest);
        QCOMPARE(second.handedOver.count(), 0);
        ::kill(static_cast<pid_t>(first.processId()), SIGCONT);
    }

    void wrongArgumentsAreRefused()
    {
        First first(m_session->connect(), runtimeDirectory());
        first.instance.start({});
        QTRY_COMPARE(first.became.count(), 1);
        QProcess& second = startOnggi({"pull"});
        second.setReadChannel(QProcess::StandardError);
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, kLongest);
        QCOMPARE(second.exitCode(), 2);
        QVERIFY(second.readAllStandardError().startsWith("usage: onggi "));
        QVERIFY(first.requests.isEmpty());
    }

    // Also where both see the same folder; a session bus is one person's anyway.
    void whatAnotherUserHasIsNotTaken()
    {
        const QTemporaryDir folder;
        QFile::setPermissions(folder.path(), QFile::Permissions(0x7777)); // as /tmp
        First theirs(noBus(), folder.path());
        startAs(kAnother, theirs, {});
        QTRY_COMPARE(theirs.became.count(), 1);
        QVERIFY(QFile::exists(folder.filePath("onggi.socket")));

        First ours(noBus(), folder.path());
        startAs(kSomebody, ours, {Kind::Pull, {"secret/image"}});
        QTRY_COMPARE(ours.became.count(), 1);
        QCOMPARE(ours.handedOver.count(), 0);
        QVERIFY(theirs.requests.isEmpty());
    }

private:
    QString runtimeDirectory() const { return m_session->environment().value("XDG_RUNTIME_DIR"); }
    void removeBus() { m_session->environment().insert("DBUS_SESSION_BUS_ADDRESS", kNowhere); }
    QProcess& startOnggi(const QStringList& arguments)
    {
        m_programs.push_back(m_session->startBuilt("onggi", arguments));
        return *m_programs.back();
    }
    bool isOwner(const QProcess& process, bool hasBus)
    {
        if (!hasBus) {
            // The file of one that was killed is there still.
            QLocalSocket probe;
            probe.connectToServer(runtimeDirectory() + "/onggi.socket");
            return probe.waitForConnected(1'000);
        }
        const QDBusConnection bus = m_session->connect();
        return bus.interface()->isServiceRegistered("org.onggi.Onggi") &&
               process.state() == QProcess::Running;
    }
    static void startAs(uid_t user, First& instance, const StartRequest& request)
    {
        if (seteuid(user) != 0)
            qFatal("seteuid");
        instance.instance.start(request);
        if (seteuid(0) != 0)
            qFatal("seteuid");
    }

    QTemporaryDir m_settings;
    std::unique_ptr<DesktopSession> m_session;
    std::vector<std::unique_ptr<QProcess>> m_programs;
};

QTEST_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
