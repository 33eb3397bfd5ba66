// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What was chosen, as options of the bus and as a command, and what the user's files add to it.

#include "gui/models/pull_draft.h"

#include <QDBusUnixFileDescriptor>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "engine/image/platform.h"
#include "engine/registry/access.h"

Q_DECLARE_METATYPE(onggi::PullDraft)

using namespace onggi;

namespace {

// bob:open:sesame at quay.io.
constexpr const char* kAuth = R"({"auths": {"quay.io": {"auth": "Ym9iOm9wZW46c2VzYW1l"}}})";

AccessDocument documentOf(const PullAccess& access)
{
    const auto fd = access.options.value("access").value<QDBusUnixFileDescriptor>();
    QFile file(QStringLiteral("/proc/self/fd/%1").arg(fd.fileDescriptor()));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no document");
    return AccessDocument::fromJson(file.readAll().toStdString());
}

} // namespace

class TestPullDraft : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("REGISTRY_AUTH_FILE", m_home.filePath("auth.json").toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", m_home.filePath("config").toLocal8Bit());
        for (const char* proxy : {"http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY",
                                  "HTTPS_PROXY", "NO_PROXY", "all_proxy", "ALL_PROXY"})
            qunsetenv(proxy);
        QFile file(m_home.filePath("auth.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kAuth);
    }

    void theCommandDoesTheSame_data()
    {
        QTest::addColumn<PullDraft>("draft");
        QTest::addColumn<QString>("command");
        QTest::newRow("name alone")
            << PullDraft{"nginx:1.29", {}, {}, false} << "onggictl pull nginx:1.29";
        QTest::newRow("all choices")
            << PullDraft{"a.io/b:1", "linux/arm64", "missing", true}
            << "onggictl pull --platform linux/arm64 --policy missing --tls-verify=false a.io/b:1";
    }
    void theCommandDoesTheSame()
    {
        QFETCH(PullDraft, draft);
        QTEST(pullCommand(draft), "command");
    }

    void aLookUpHasNoPolicy()
    {
        const PullDraft draft{"nginx:1.29", "linux/arm64", "newer", false};
        const QVariantMap pull = pullOptions(draft, {});
        QCOMPARE(pull.value("policy").toString(), QString("newer"));
        QCOMPARE(pull.value("platform").toString(), QString("linux/arm64"));
        QVERIFY(!pull.contains("dry-run"));
        const QVariantMap lookUp = lookUpOptions(draft, {});
        QVERIFY(!lookUp.contains("policy"));
        QCOMPARE(lookUp.value("platform").toString(), QString("linux/arm64"));
        QCOMPARE(lookUp.value("dry-run").toBool(), true);
    }

    void credentialsGoAlongForTheirRegistryAlone()
    {
        const PullAccess signedIn = readAccess({"quay.io/team/app:1", {}, {}, false});
        QVERIFY(signedIn.isSignedIn);
        QCOMPARE(signedIn.user, QString("bob"));
        const AccessDocument document = documentOf(signedIn);
        QCOMPARE(document.credentials.at("quay.io").password, std::string("open:sesame"));
        QVERIFY(!signedIn.options.contains("tls-verify"));

        const PullAccess anonymous = readAccess({"ghcr.io/o/app:2", {}, {}, true});
        QVERIFY(!anonymous.isSignedIn);
        QVERIFY(!anonymous.options.contains("access"));
        QCOMPARE(anonymous.options.value("tls-verify"), QVariant(false));
    }

    void theUsersConfigurationGoesAlong()
    {
        QVERIFY(QDir(m_home.path()).mkpath("config/containers"));
        QFile file(m_home.filePath("config/containers/registries.conf"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("unqualified-search-registries = [\"ghcr.io\"]\n");
        file.close();
        const AccessDocument document = documentOf(readAccess({"o/app:2", {}, {}, false}));
        QVERIFY(document.replacesSystem);
        QCOMPARE(document.registries.size(), 1U);
        QVERIFY(file.remove());
    }

    void filesThatMakeNoSenseAreToldRatherThanSkipped()
    {
        QFile file(m_home.filePath("auth.json"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("{");
        file.close();
        QVERIFY_THROWS_EXCEPTION(Error, readAccess({"quay.io/a:1", {}, {}, false}));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(kAuth);
    }

    void theRegistryIsAskedByPolicy_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("platform");
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("always") << ""
                                << "nginx:1"
                                << "" << true;
        QTest::newRow("newer") << "newer"
                               << "nginx:1"
                               << "" << true;
        QTest::newRow("never") << "never"
                               << "redis:7"
                               << "" << false;
        QTest::newRow("missing") << "missing"
                                 << "redis:7"
                                 << "" << true;
        QTest::newRow("here") << "missing"
                              << "nginx:1"
                              << "" << false;
        QTest::newRow("here for another platform") << "missing"
                                                   << "nginx:1"
                                                   << "linux/s390x" << true;
    }
    void theRegistryIsAskedByPolicy()
    {
        QFETCH(QString, policy);
        QFETCH(QString, reference);
        QFETCH(QString, platform);
        StoreView view;
        view.images.emplace_back();
        view.images[0].tags = {"docker.io/library/nginx:1"};
        view.images[0].platform = Platform::host().text();
        QTEST(asksTheRegistry({reference, platform, policy, false}, view), "isAsked");
    }

private:
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(TestPullDraft)
#include "tst_pull_draft.moc"
