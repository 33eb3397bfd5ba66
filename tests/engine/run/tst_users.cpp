// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/users.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "engine/core/fd.h"

using namespace onggi;

namespace {

constexpr const char* kPasswd = "root:x:0:0:root:/root:/bin/sh\n"
                                "web:x:101:102::/srv/web:/bin/false\n"
                                "wrapped:x:4294967296:0::/:/bin/sh\n"
                                "high:x:70000:0::/:/bin/sh\n"
                                "short:x:5\n"
                                "101:x:7:7::/seven:/bin/sh\n";
constexpr const char* kGroup = "root:x:0:\nweb:x:102:\nlogs:x:200:web,anna\naudio:x:29:web\n";

std::string describe(const char* user)
{
    try {
        const ContainerUser found = resolveUser(user, kPasswd, kGroup, 65536);
        std::string text =
            std::to_string(found.uid) + ':' + std::to_string(found.gid) + ' ' + found.home;
        for (const std::uint32_t gid : found.groups)
            text += ' ' + std::to_string(gid);
        return text;
    } catch (const Error& error) {
        return error.code() == Code::RunUserUnknown ? "unknown" : "another code";
    }
}

} // namespace

class TestUsers : public QObject {
    Q_OBJECT

private slots:
    void looksUpUsers_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("found");
        QTest::newRow("nobody said") << ""
                                     << "0:0 /root 0";
        QTest::newRow("by name") << "web"
                                 << "101:102 /srv/web 29 102 200";
        QTest::newRow("a name like a number") << "101"
                                              << "7:7 /seven 7";
        QTest::newRow("by number") << "0"
                                   << "0:0 /root 0";
        QTest::newRow("an unknown number") << "1234"
                                           << "1234:0 / 0";
        QTest::newRow("with a group") << "web:logs"
                                      << "101:200 /srv/web 200";
        QTest::newRow("with a number for it") << "1234:5678"
                                              << "1234:5678 / 5678";
        QTest::newRow("group alone") << ":29"
                                     << "0:29 /root 29";
        QTest::newRow("unknown name") << "mallory"
                                      << "unknown";
        QTest::newRow("unknown group") << "web:nothing"
                                       << "unknown";
        QTest::newRow("minus one") << "-1"
                                   << "unknown";
        QTest::newRow("wraps to zero") << "4294967296"
                                       << "unknown";
        QTest::newRow("wraps in the file") << "wrapped"
                                           << "unknown";
        QTest::newRow("beyond the range") << "65536"
                                          << "unknown";
        QTest::newRow("beyond it in the file") << "high"
                                               << "unknown";
        QTest::newRow("group beyond it") << "web:4294967295"
                                         << "unknown";
        QTest::newRow("short line") << "short"
                                    << "unknown";
    }
    void looksUpUsers()
    {
        QFETCH(QString, user);
        QFETCH(QString, found);
        QCOMPARE(QString::fromStdString(describe(user.toUtf8().constData())), found);
    }

    void filesOfTheImageAreReadBelowItsRootOnly()
    {
        const QTemporaryDir directory;
        const QDir root(directory.path());
        QVERIFY(root.mkpath("image/etc"));
        QVERIFY(root.mkpath("outside"));
        const Fd image = openFile(root.filePath("image").toStdString(), O_PATH | O_DIRECTORY);
        const std::string passwd = root.filePath("image/etc/passwd").toStdString();
        const auto uidOfWeb = [&] {
            try {
                return int(resolveUserIn(image.get(), "web", 65536).uid);
            } catch (const Error&) {
                return -1;
            }
        };
        const auto write = [](const std::string& path, const std::string& text) {
            writeFully(openFile(path, O_WRONLY | O_CREAT | O_TRUNC).get(), text, path);
        };
        QCOMPARE(uidOfWeb(), -1);
        write(passwd, kPasswd);
        QCOMPARE(uidOfWeb(), 101);
        ::unlink(passwd.c_str());
        QCOMPARE(::mkfifo(passwd.c_str(), 0600), 0);
        QCOMPARE(uidOfWeb(), -1); // and does not wait for a writer
        ::unlink(passwd.c_str());
        const std::string outside = root.filePath("outside/passwd").toStdString();
        write(outside, kPasswd);
        QCOMPARE(::symlink(outside.c_str(), passwd.c_str()), 0);
        QCOMPARE(uidOfWeb(), -1);
        ::unlink(passwd.c_str());
        write(passwd, kPasswd + std::string(1U << 20, '\n'));
        QCOMPARE(uidOfWeb(), -1);
        ::unlink(passwd.c_str());
        ::rmdir(root.filePath("image/etc").toUtf8().constData());
        QCOMPARE(::symlink("../outside", root.filePath("image/etc").toUtf8().constData()), 0);
        QCOMPARE(uidOfWeb(), -1);
    }
};

QTEST_APPLESS_MAIN(TestUsers)
#include "tst_users.moc"
