// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Credentials in a real keyring: where they are kept, found and forgotten, and what is done where
// there is none, a locked one, or one that does not answer. Each client is a process of its own, as
// in a desktop's session: onggictl, or this program with --act for what `login` does once the
// registry has been asked.

#include <cstdio>
#include <memory>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include "helper/registries/access_options.h"
#include "tests/support/desktop_session.h"
#include "tests/support/keyring_daemon.h"
#include "tests/support/stopped.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr int kLongest = 100'000; // milliseconds until a client has ended
const QString kKept = QStringLiteral("the desktop's keyring");

constexpr const char* kAl =
    R"({"auths": {"quay.io": {"auth": "YWw6cHc="}, "a.io": {"auth": "YWw6cHc="}}})";
constexpr const char* kHelped = R"({"credHelpers": {"quay.io": "jar"}})";
constexpr const char* kProgram = "#!/bin/sh\n[ \"$1\" = store ] && cat >\"$HOME/stored\"\n";

// keep SCOPE USER PASSWORD [TOKEN]: prints the place, and why it is not the keyring.
// find REPOSITORY: prints scope, user, password and token.
int act(const QStringList& words)
{
    const auto word = [&](qsizetype i) { return words.value(i).toStdString(); };
    const KeptCredentials kept = keptCredentialsOf({});
    if (words.value(0) == QLatin1String("keep")) {
        const auto done = kept.keep(word(1), {word(2), word(3), word(4)});
        std::printf("%s\n%s\n", done.place.c_str(), done.skipped.c_str());
    } else if (const auto found = kept.find(word(1))) {
        std::printf("%s|%s|%s|%s\n", found->scope.c_str(), found->credentials.username.c_str(),
                    found->credentials.password.c_str(), found->credentials.identityToken.c_str());
    }
    return 0;
}

} // namespace

class TestKeyring : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_session = std::make_unique<DesktopSession>(DesktopSession::Display::None, QString());
        QVERIFY2(m_session->error().isEmpty(), qPrintable(m_session->error()));
        auto& environment = m_session->environment();
        for (const char* name : {"REGISTRY_AUTH_FILE", "DOCKER_CONFIG", "KDE_SESSION_VERSION",
                                 "KDE_FULL_SESSION", "QT_NO_GLIB", "QT_NO_THREADED_GLIB"})
            environment.remove(name);
        environment.insert("XDG_CURRENT_DESKTOP", "GNOME");
    }
    void cleanup()
    {
        m_keyring.reset();
        m_session.reset();
    }

    void theKeyringKeepsThemAndNoFileDoes()
    {
        startKeyring();
        QCOMPARE(keep("quay.io", "open sesame"), QStringList({kKept, ""}));
        QCOMPARE(m_keyring->count("onggi"), 2); // with the list of registries
        QVERIFY(!QFile::exists(authFile()));
        QCOMPARE(find("quay.io/samples/app"), QString("quay.io|bob|open sesame|"));
        QCOMPARE(find("docker.io/samples/app"), QString());
        const auto who = onggictl({"login", "--get-login", "quay.io"});
        QVERIFY2(who.code == 0, qPrintable(who.errors));
        QCOMPARE(who.output, QString("bob\n"));
    }

    void theLongestNameCountsAndASecondSignInReplacesTheFirst()
    {
        startKeyring();
        keep("quay.io", "old");
        keep("quay.io/samples", "part");
        keep("quay.io", "new");
        QCOMPARE(m_keyring->count("onggi"), 3);
        QCOMPARE(find("quay.io/samples/app"), QString("quay.io/samples|bob|part|"));
        QCOMPARE(find("quay.io/other"), QString("quay.io|bob|new|"));
    }

    void tokensAndOddPasswordsComeBack()
    {
        startKeyring();
        QCOMPARE(act({"keep", "quay.io", "bob", "", "refresh"}).first(), kKept);
        QCOMPARE(find("quay.io/x"), QString("quay.io|<token>||refresh"));
        keep("a.io", QString::fromUtf8("p\"w: \u00e9\\\n"));
        QCOMPARE(find("a.io/x"), QString::fromUtf8("a.io|bob|p\"w: \u00e9\\\n|"));
    }

    void theKeyringComesBeforeTheFiles()
    {
        startKeyring();
        write(authFile(), kAl);
        QCOMPARE(find("quay.io/x"), QString("quay.io|al|pw|"));
        keep("quay.io", "pw");
        QCOMPARE(find("quay.io/x"), QString("quay.io|bob|pw|"));
        QCOMPARE(find("a.io/x"), QString("a.io|al|pw|"));
    }

    void logoutForgetsInBoth()
    {
        startKeyring();
        write(authFile(), kAl);
        keep("quay.io", "pw");
        const auto out = onggictl({"logout", "quay.io"});
        QVERIFY2(out.code == 0, qPrintable(out.errors));
        QCOMPARE(m_keyring->count("onggi"), 0);
        QVERIFY(!read(authFile()).contains("quay.io"));
        QVERIFY(read(authFile()).contains("a.io"));
        const auto again = onggictl({"logout", "quay.io"});
        QCOMPARE(again.code, 125);
        QVERIFY2(again.errors.contains("nobody is signed in"), qPrintable(again.errors));
    }

    void logoutOfAllLeavesNothingInTheKeyring()
    {
        startKeyring();
        keep("quay.io", "pw");
        keep("a.io/part", "pw");
        QCOMPARE(m_keyring->count("onggi"), 3);
        const auto out = onggictl({"logout", "--all"});
        QVERIFY2(out.code == 0, qPrintable(out.errors));
        QCOMPARE(m_keyring->count("onggi"), 0);
        QCOMPARE(find("quay.io/x"), QString());
    }

    void aFileThatIsNamedCountsAlone()
    {
        startKeyring();
        keep("quay.io", "pw");
        const QString named = m_session->environment().value("HOME") + "/named.json";
        const auto who = onggictl({"login", "--get-login", "--authfile", named, "quay.io"});
        QCOMPARE(who.code, 125);
        m_session->environment().insert("REGISTRY_AUTH_FILE", named);
        QCOMPARE(find("quay.io/x"), QString());
        QCOMPARE(keep("a.io", "pw"), QStringList({named, ""}));
        QCOMPARE(m_keyring->count("onggi"), 2);
    }

    void aProgramThatTheFilesNameKeepsWhatIsForIt()
    {
        startKeyring();
        keep("quay.io", "pw");
        auto& environment = m_session->environment();
        const QString home = environment.value("HOME");
        write(home + "/docker-credential-jar", kProgram);
        QFile::setPermissions(home + "/docker-credential-jar",
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        environment.insert("PATH", home + ':' + environment.value("PATH"));
        write(home + "/.docker/config.json", kHelped);
        QCOMPARE(keep("quay.io", "pw"), QStringList({"docker-credential-jar", ""}));
        QVERIFY(read(home + "/stored").contains("bob"));
        // What was there would have been found first.
        QCOMPARE(m_keyring->count("onggi"), 0);
    }

    void withoutASessionBusTheFileKeepsThem()
    {
        m_session->environment().remove("DBUS_SESSION_BUS_ADDRESS");
        QCOMPARE(keep("quay.io", "pw"), QStringList({authFile(), ""}));
        QCOMPARE(find("quay.io/x"), QString("quay.io|bob|pw|"));
    }

    void withoutABusAtItsAddressTheFileKeepsThem()
    {
        m_session->environment().insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        QCOMPARE(keep("quay.io", "pw"), QStringList({authFile(), ""}));
    }

    void withoutAKeyringInTheSessionTheFileKeepsThem()
    {
        QCOMPARE(keep("quay.io", "pw"), QStringList({authFile(), ""}));
    }

    void aLockedKeyringIsLeftOut()
    {
        startKeyring();
        keep("quay.io", "pw");
        QVERIFY(m_keyring->lock());
        const auto quiet = client({"find", "quay.io/x"});
        QCOMPARE(quiet.output + quiet.errors, QString());
        const QStringList said = keep("quay.io", "new");
        QCOMPARE(said.value(0), authFile());
        QVERIFY2(said.value(1).contains("it is locked"), qPrintable(said.value(1)));
        QCOMPARE(find("quay.io/x"), QString("quay.io|bob|new|"));
        // Nobody is told "signed out" who is not.
        const auto out = onggictl({"logout", "quay.io"});
        QCOMPARE(out.code, 125);
        QVERIFY2(out.errors.contains("it is locked"), qPrintable(out.errors));
        QVERIFY(!read(authFile()).contains("quay.io"));
    }

    void aKeyringThatDoesNotAnswerIsLeftOut()
    {
        startKeyring();
        keep("quay.io", "pw");
        const Stopped stopped(m_keyring->pid());
        QCOMPARE(find("quay.io/x"), QString());
        QCOMPARE(keep("quay.io", "pw").value(0), authFile());
    }

private:
    void startKeyring()
    {
        m_keyring = std::make_unique<KeyringDaemon>(*m_session);
        QTRY_VERIFY_WITH_TIMEOUT(m_keyring->isOpen(), 30'000);
    }
    DesktopSession::Said run(const QString& program, const QStringList& arguments)
    {
        const auto process = m_session->startBuilt(program, arguments);
        if (!process->waitForFinished(kLongest)) {
            finish(*process);
            return {-1, {}, program + QStringLiteral(" does not end")};
        }
        return {process->exitCode(), QString::fromUtf8(process->readAllStandardOutput()),
                QString::fromUtf8(process->readAllStandardError())};
    }
    DesktopSession::Said onggictl(const QStringList& arguments)
    {
        return run(QStringLiteral("onggictl"), arguments);
    }
    DesktopSession::Said client(const QStringList& words)
    {
        return run(QFileInfo(QCoreApplication::applicationFilePath()).fileName(),
                   QStringList{"--act"} + words);
    }
    // Its lines; what went wrong instead.
    QStringList act(const QStringList& words)
    {
        const auto said = client(words);
        if (said.code != 0)
            return {said.errors};
        return said.output.chopped(said.output.endsWith('\n') ? 1 : 0).split('\n');
    }
    QStringList keep(const QString& scope, const QString& password)
    {
        return act({"keep", scope, "bob", password});
    }
    QString find(const QString& repository) { return act({"find", repository}).join('\n'); }

    QString authFile()
    {
        return m_session->environment().value("XDG_RUNTIME_DIR") + "/containers/auth.json";
    }
    static void write(const QString& path, const char* text)
    {
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<DesktopSession> m_session;
    std::unique_ptr<KeyringDaemon> m_keyring;
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--act"))
        return act(arguments.mid(2));
    TestKeyring test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_keyring.moc"
