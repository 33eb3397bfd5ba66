// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which containers.conf counts for the proxies of a user.

#include "helper/registries/user_proxies.h"

#include <map>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

class TestUserProxies : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_environment.clear();
    }

    void withoutFilesTheEnvironmentIsAll()
    {
        QVERIFY(proxies().isEmpty());
        m_environment["https_proxy"] = "http://mine";
        QCOMPARE(proxies().https, std::string("http://mine"));
    }

    void laterFilesCountOverEarlierOnes()
    {
        const QStringList files{"share/containers.conf",
                                "share/containers.conf.d/9.conf",
                                "etc/containers.conf",
                                "etc/containers.conf.d/1.conf",
                                "etc/containers.conf.d/2.conf",
                                "config/containers.conf",
                                "config/containers.conf.d/1.conf"};
        for (const QString& file : files) {
            write(file, file);
            QCOMPARE(QString::fromStdString(proxies().https), file);
        }
        m_environment["HTTPS_PROXY"] = "mine";
        QCOMPARE(proxies().https, std::string("mine"));
    }

    void aFileOfAnyOtherNameIsNotRead()
    {
        write("etc/containers.conf.d/notes.txt", "x");
        write("config/registries.conf", "x");
        QVERIFY(proxies().isEmpty());
    }

    void theNamedFileCountsAlone()
    {
        write("etc/containers.conf", "system");
        write("own", "own");
        m_environment["CONTAINERS_CONF"] = m_directory->filePath("own").toStdString();
        QCOMPARE(proxies().https, std::string("own"));
        m_environment["CONTAINERS_CONF"] = m_directory->filePath("missing").toStdString();
        QVERIFY(proxies().isEmpty());
    }

    void aFileThatCannotBeUnderstoodIsAnError()
    {
        write("config/containers.conf", "'");
        QVERIFY_THROWS_EXCEPTION(Error, proxies());
    }

private:
    Proxies proxies() const
    {
        const auto path = [this](const char* name) { return m_directory->filePath(name); };
        return userProxies(
            {path("etc"), path("share"), path("docker")}, {path("config"), path("cache")},
            [this](const char* name) -> std::optional<std::string> {
                const auto found = m_environment.find(name);
                return found == m_environment.end() ? std::nullopt : std::optional(found->second);
            });
    }
    // A file whose https_proxy is `proxy`.
    void write(const QString& name, const QString& proxy)
    {
        const QString path = m_directory->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QString("[engine]\nenv = ['https_proxy=%1']\n").arg(proxy).toUtf8());
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::map<std::string, std::string> m_environment;
};

QTEST_GUILESS_MAIN(TestUserProxies)
#include "tst_user_proxies.moc"
