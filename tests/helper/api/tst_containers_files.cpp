// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which files of containers-common are read, and in which order.

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "helper/api/containers_files.h"

using namespace onggi;

namespace {

QStringList textsOf(const std::vector<NamedText>& files)
{
    QStringList texts;
    for (const NamedText& file : files)
        texts.append(QString::fromStdString(file.text));
    return texts;
}

} // namespace

class TestContainersFiles : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void nothingIsThereByDefault()
    {
        QVERIFY(readSystemRegistries(system()).empty());
        QVERIFY(readUserRegistries(user()).files.empty());
        QVERIFY(!readPolicy({path("etc"), path("share")}));
        QVERIFY(readAllCertificates({path("certs")}).empty());
    }

    void theFirstMainFileCountsAndDropInsFollowByName()
    {
        write("share/registries.conf", "share");
        QCOMPARE(textsOf(readSystemRegistries(system())), QStringList{"share"});
        write("etc/registries.conf", "main");
        write("etc/registries.conf.d/20.conf", "b");
        write("etc/registries.conf.d/10.conf", "a");
        write("etc/registries.conf.d/notes.txt", "no");
        write("share/registries.conf.d/15.conf", "shared");
        write("share/registries.conf.d/20.conf", "hidden");
        QCOMPARE(textsOf(readSystemRegistries(system())),
                 (QStringList{"main", "a", "shared", "b"}));
    }

    void aUsersMainFileStandsInsteadOfTheSystems()
    {
        write("config/registries.conf.d/10.conf", "[aliases]\nx = 'b.io/x'\n");
        write("cache/short-name-aliases.conf", "[aliases]\ny = 'c.io/y'\n");
        const std::vector<NamedText> systems{
            {"s.conf", "unqualified-search-registries = ['a.io']\n"}};
        const auto names = [&](const char* name) {
            const UserRegistries own = readUserRegistries(user());
            return effectiveRegistries(systems, own.files, own.hasMain).candidates(name)[0].text();
        };
        QCOMPARE(names("x:1"), std::string("b.io/x:1"));
        QCOMPARE(names("y:1"), std::string("c.io/y:1"));
        QCOMPARE(names("z:1"), std::string("a.io/z:1"));
        write("config/registries.conf", "unqualified-search-registries = ['d.io']\n");
        QVERIFY(readUserRegistries(user()).hasMain);
        QCOMPARE(names("z:1"), std::string("d.io/z:1"));
        QCOMPARE(names("x:1"), std::string("b.io/x:1"));
    }

    void certificatesComeFromTheFirstDirectoryOfTheHost()
    {
        write("certs/a.io:5000/b.crt", "B");
        write("certs/a.io:5000/a.crt", "A");
        write("certs/a.io:5000/client.cert", "C");
        write("certs/a.io:5000/client.key", "K");
        write("docker/a.io:5000/x.crt", "X");
        write("docker/b.io/x.crt", "X");
        const CertificatesByHost all = readAllCertificates({path("certs"), path("docker")});
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all.at("a.io:5000").authorities, std::string("A\nB\n"));
        QCOMPARE(all.at("a.io:5000").certificate, std::string("C\n"));
        QCOMPARE(all.at("a.io:5000").key, std::string("K\n"));
        QCOMPARE(all.at("b.io").authorities, std::string("X\n"));
        QVERIFY(!readCertificates({path("certs")}, "b.io"));
        QVERIFY(!readCertificates({path("certs")}, ".."));
        QVERIFY(!readCertificates({path("certs")}, "../docker"));
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("too long") << "etc/registries.conf" << QByteArray(300'000, '#');
        QTest::newRow("not UTF-8") << "etc/registries.conf" << QByteArray("# \xff\n");
        QTest::newRow("drop-in") << "etc/registries.conf.d/1.conf" << QByteArray("# \xff\n");
    }
    void whatCannotBeReadIsSaid()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        write(file, text);
        try {
            readSystemRegistries(system());
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::DocumentInvalid);
            QCOMPARE(QString::fromStdString(error.subject()), path(file));
        }
    }

    void aCertificateWithoutItsKeyIsRefused()
    {
        write("certs/a.io/client.cert", "C");
        write("certs/b.io/ca.crt", "CA");
        QVERIFY_THROWS_EXCEPTION(Error, readCertificates({path("certs")}, "a.io"));
        // Who asks another host is not told.
        RegistryAccess access;
        access.systemCertificates = readAllCertificates({path("certs")});
        QCOMPARE(access.certificatesFor("b.io").authorities, std::string("CA\n"));
        QVERIFY_THROWS_EXCEPTION(Error, access.certificatesFor("a.io"));
    }

private:
    QString path(const QString& name) const { return m_directory->filePath(name); }
    SystemPlaces system() const { return {path("etc"), path("share"), path("docker")}; }
    UserPlaces user() const { return {path("config"), path("cache")}; }
    void write(const QString& name, const QByteArray& text)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestContainersFiles)
#include "tst_containers_files.moc"
