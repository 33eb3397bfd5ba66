// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where credentials are looked for and kept, with programs that keep them.

#include <map>

#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "helper/registries/auth_files.h"
#include "helper/registries/credential_helper.h"

using namespace onggi;

namespace {

// Keeps what it is given in files beside itself, as programs of the protocol do.
constexpr const char* kProgram = R"(#!/bin/sh
here=$(dirname "$0")
case $1 in
get)
    read -r server
    [ -e "$here/kept" ] || { echo 'credentials not found in native keychain'; exit 1; }
    echo "$server" >"$here/asked"
    cat "$here/kept" ;;
store) cat >"$here/kept" ;;
erase) rm "$here/kept" ;;
esac
)";

constexpr const char* kBabbler = "#!/bin/sh\nyes babble\n";
constexpr const char* kRefuser = "#!/bin/sh\necho 'the jar is locked'\nexit 1\n";

const std::string kBob = R"({"auths": {"quay.io": {"auth": "Ym9iOnB3"}}})";
const std::string kAl =
    R"({"auths": {"quay.io": {"auth": "YWw6cHc="}, "a.io": {"auth": "YWw6cHc="}}})";

constexpr const char* kHelped = R"({"credHelpers": {"helped.io": "jar"}})";
constexpr const char* kStored = R"({"credsStore": "jar"})";
constexpr const char* kTokenAnswer =
    R"({"ServerURL": "", "Username": "<token>", "Secret": "refresh"})";

QStringList pathsOf(const QString& named, const std::map<QString, QString>& environment,
                    const QString& systemRuntime = "/none")
{
    const auto variable = [&](const char* name) {
        const auto found = environment.find(QString::fromLatin1(name));
        return found == environment.end() ? QString() : found->second;
    };
    QStringList paths;
    for (const AuthPlace& place : authPlaces(named, variable, systemRuntime))
        paths.append(place.path);
    return paths;
}

} // namespace

class TestAuthFiles : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_path = qgetenv("PATH");
        qputenv("PATH", m_directory->path().toUtf8() + ':' + m_path);
    }
    void cleanup() { qputenv("PATH", m_path); }

    void placesAreThoseOfTheManual()
    {
        const std::map<QString, QString> plain{{"HOME", "/h"}};
        QCOMPARE(pathsOf({}, plain), (QStringList{"/h/.config/containers/auth.json",
                                                  "/h/.docker/config.json", "/h/.dockercfg"}));
        const std::map<QString, QString> all{{"HOME", "/h"},
                                             {"XDG_RUNTIME_DIR", "/run/u"},
                                             {"XDG_CONFIG_HOME", "/c"},
                                             {"DOCKER_CONFIG", "/d"}};
        QCOMPARE(pathsOf({}, all),
                 (QStringList{"/run/u/containers/auth.json", "/c/containers/auth.json",
                              "/d/config.json", "/h/.dockercfg"}));
        QCOMPARE(pathsOf("/named", all), QStringList{"/named"});
        QCOMPARE(pathsOf({}, {{"HOME", "/h"}, {"REGISTRY_AUTH_FILE", "/r"}}), QStringList{"/r"});
    }

    void theFileOfPodmanWithoutASessionComesFirst()
    {
        const std::map<QString, QString> plain{{"HOME", "/h"}};
        const QString own = QString("containers/%1/auth.json").arg(::getuid());
        QVERIFY(!pathsOf({}, plain, m_directory->path()).contains(path(own)));
        QVERIFY(QDir().mkpath(QFileInfo(path(own)).path()));
        write(own, kBob);
        QCOMPARE(pathsOf({}, plain, m_directory->path()),
                 (QStringList{path(own), "/h/.config/containers/auth.json",
                              "/h/.docker/config.json", "/h/.dockercfg"}));
        const std::map<QString, QString> session{{"HOME", "/h"}, {"XDG_RUNTIME_DIR", "/run/u"}};
        QVERIFY(!pathsOf({}, session, m_directory->path()).contains(path(own)));
    }

    void theFirstFileThatKnowsCounts()
    {
        write("one", kBob);
        write("two", kAl);
        const AuthFiles files({place("none"), place("one"), place("two")});
        QCOMPARE(files.find("quay.io/x")->credentials.username, std::string("bob"));
        QCOMPARE(files.find("quay.io/x")->scope, std::string("quay.io"));
        QCOMPARE(files.find("a.io/x")->credentials.username, std::string("al"));
        QVERIFY(!files.find("b.io/x"));
    }

    void whatIsKeptIsFoundAgainAndForgotten()
    {
        write("two", kAl);
        const std::vector<AuthPlace> places{place("new/one"), place("two")};
        QCOMPARE(AuthFiles(places).keep("quay.io", {"me", "pw", {}}),
                 path("new/one").toStdString());
        QCOMPARE(QFileInfo(path("new/one")).permissions() &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        QCOMPARE(AuthFiles(places).find("quay.io/x")->credentials.username, std::string("me"));
        QVERIFY(AuthFiles(places).forget("quay.io"));
        QVERIFY(!AuthFiles(places).forget("quay.io"));
        // The other file is another tool's.
        QCOMPARE(AuthFiles(places).find("quay.io/x")->credentials.username, std::string("al"));
    }

    void aLinkedFileStaysALink()
    {
        write("real", kAl);
        QVERIFY(QFile::link(path("real"), path("link")));
        AuthFiles({place("link")}).keep("b.io", {"me", "pw", {}});
        QVERIFY(QFileInfo(path("link")).isSymLink());
        QVERIFY(AuthFiles({place("real")}).find("b.io"));
    }

    void programsKeepWhatTheirFilesSay()
    {
        program("jar", kProgram);
        write("one", kHelped);
        const AuthFiles files({place("one")});
        QVERIFY(!files.find("helped.io/x"));
        QCOMPARE(files.keep("helped.io", {"me", "p\"w", {}}), std::string("docker-credential-jar"));
        const auto stored = read("kept");
        QVERIFY2(stored.contains("\"ServerURL\":\"helped.io\""), stored.constData());
        const auto found = files.find("helped.io/x");
        QVERIFY(found);
        QCOMPARE(found->credentials.username, std::string("me"));
        QCOMPARE(found->credentials.password, std::string("p\"w"));
        QCOMPARE(read("asked"), QByteArray("helped.io\n"));
        QVERIFY(files.forget("helped.io"));
        QVERIFY(!files.forget("helped.io"));
        QVERIFY(!read("one").contains("auths"));
    }

    void aProgramMayComeBeforeTheFiles()
    {
        program("jar", kProgram);
        write("one", kBob);
        const AuthFiles files({place("one")}, {"jar", "containers-auth.json"});
        QCOMPARE(files.find("quay.io/x")->credentials.username, std::string("bob"));
        QCOMPARE(files.keep("quay.io", {"me", "pw", {}}), std::string("docker-credential-jar"));
        QCOMPARE(files.find("quay.io/x")->credentials.username, std::string("me"));
        QVERIFY(files.forget("quay.io"));
    }

    void theStoreIsAskedForDockerByItsOldName()
    {
        program("jar", kProgram);
        write("kept", kTokenAnswer);
        write("one", kStored);
        const auto found = AuthFiles({place("one")}).find("docker.io/library/x");
        QVERIFY(found);
        QCOMPARE(found->credentials.identityToken, std::string("refresh"));
        QCOMPARE(read("asked"), QByteArray("https://index.docker.io/v1/\n"));
    }

    void programsThatMisbehaveAreNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("endless") << kBabbler << "it answers too much";
        QTest::newRow("refuses") << kRefuser << "the jar is locked";
        QTest::newRow("no JSON") << "#!/bin/sh\necho secret-word\n"
                                 << "not of the protocol";
        QTest::newRow("none") << ""
                              << "cannot be started";
    }
    void programsThatMisbehaveAreNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        if (!text.isEmpty())
            program("jar", text.toStdString());
        try {
            CredentialHelper("jar").get("a.io");
            QFAIL("it was believed");
        } catch (const Error& error) {
            const QString message = QString::fromStdString(error.message());
            QVERIFY2(message.contains("docker-credential-jar"), qPrintable(message));
            QVERIFY2(message.contains(said), qPrintable(message));
            QVERIFY(!message.contains("secret-word"));
        }
    }

    void namesThatReachElsewhereAreRefused()
    {
        for (const char* name : {"", "../jar", "/bin/sh", "jar;id", "jar x", "jar\n"})
            QVERIFY_THROWS_EXCEPTION(Error, CredentialHelper{name});
    }

private:
    QString path(const QString& name) const { return m_directory->filePath(name); }
    AuthPlace place(const QString& name) const { return {path(name), AuthFormat::Containers}; }
    void write(const QString& name, const std::string& text)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    }
    QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void program(const QString& name, const std::string& text)
    {
        const QString file = "docker-credential-" + name;
        write(file, text);
        QFile::setPermissions(path(file), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    QByteArray m_path;
};

QTEST_GUILESS_MAIN(TestAuthFiles)
#include "tst_auth_files.moc"
