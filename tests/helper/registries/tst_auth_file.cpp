// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Files of credentials: what is read of them, hostile ones, and what writing keeps.

#include <QTest>

#include "engine/core/error.h"
#include "helper/registries/auth_file.h"

using namespace onggi;

namespace {

// bob:open:sesame, <token>:jar-token, al:pw with two NUL behind it.
constexpr const char* kFile = R"({
  "auths": {
    "quay.io": {"auth": "Ym9iOm9wZW46c2VzYW1l"},
    "quay.io/team": {"auth": "PHRva2VuPjpqYXItdG9rZW4="},
    "https:\/\/index.docker.io/v1/": {"auth": "YWw6cHcAAA==", "email": "al@example.org"},
    "tokens.example": {"auth": "Ym9iOg==", "identitytoken": "refresh"},
    "old.example": {"username": "old", "password": "fashioned"},
    "kept.example": {}
  },
  "credHelpers": {"helped.example": "jar", "https:\/\/gcr.io": "gcr"},
  "credsStore": "all",
  "HttpHeaders": {"X": "y"}
})";

constexpr const char* kLegacy = R"({"https:\/\/index.docker.io/v1/": {"auth": "YWw6cHc="}})";

struct Broken {
    const char* name;
    const char* text;
};
constexpr Broken kBroken[] = {
    {"no JSON", "secret-word"},
    {"a list", R"(["secret-word"])"},
    {"auths", R"({"auths": ["secret-word"]})"},
    {"an entry", R"({"auths": {"a.io": "secret-word"}})"},
    {"another type", R"({"auths": {"a.io": {"auth": 7}}})"},
    {"no base64", R"({"auths": {"a.io": {"auth": "secret-word!"}}})"},
    {"no colon", R"({"auths": {"a.io": {"auth": "c2VjcmV0LXdvcmQ="}}})"},
    {"helpers", R"({"credHelpers": ["secret-word"]})"},
    {"a helper", R"({"credHelpers": {"a.io": {}}})"},
    {"the store", R"({"credsStore": ["secret-word"]})"},
    {"twice", R"({"auths": {}, "auths": {"a.io": {"auth": "secret-word"}}})"},
};

AuthFile parsed(const std::string& text)
{
    return AuthFile::parse({"auth.json", text}, AuthFormat::Containers);
}

} // namespace

class TestAuthFile : public QObject {
    Q_OBJECT

private slots:
    void entriesOfAllKindsAreRead()
    {
        const AuthFile file = parsed(kFile);
        QCOMPARE(file.credentials.size(), std::size_t(5));
        QCOMPARE(file.credentials.at("quay.io").username, std::string("bob"));
        QCOMPARE(file.credentials.at("quay.io").password, std::string("open:sesame"));
        QCOMPARE(file.credentials.at("quay.io/team").identityToken, std::string("jar-token"));
        QCOMPARE(file.credentials.at("quay.io/team").password, std::string());
        QCOMPARE(file.credentials.at("docker.io").password, std::string("pw"));
        QCOMPARE(file.credentials.at("tokens.example").identityToken, std::string("refresh"));
        QCOMPARE(file.credentials.at("old.example").password, std::string("fashioned"));
        QCOMPARE(file.helperOf("helped.example"), std::string("jar"));
        QCOMPARE(file.helperOf("gcr.io"), std::string("gcr"));
        QCOMPARE(file.helperOf("other.example"), std::string("all"));
    }

    void emptyAndLegacyFilesAreRead()
    {
        QVERIFY(parsed("").credentials.empty());
        QVERIFY(parsed("{}\n").credentials.empty());
        const AuthFile legacy = AuthFile::parse({".dockercfg", kLegacy}, AuthFormat::Legacy);
        QCOMPARE(legacy.credentials.at("docker.io").username, std::string("al"));
    }

    void otherFilesAreRefusedWithoutTheirSecrets_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto& [name, text] : kBroken)
            QTest::newRow(name) << text;
        QTest::newRow("too long") << QString(2 << 20, QLatin1Char(' ')) + "{}";
        QTest::newRow("nested") << QString(100'000, QLatin1Char('['));
    }
    void otherFilesAreRefusedWithoutTheirSecrets()
    {
        QFETCH(QString, text);
        try {
            parsed(text.toStdString());
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::DocumentInvalid);
            QVERIFY(error.message().find("auth.json") != std::string::npos);
            QVERIFY2(error.message().find("secret-word") == std::string::npos,
                     error.message().c_str());
        }
    }

    void keysAreReadAsRegistries_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("scope");
        QTest::newRow("host") << "quay.io"
                              << "quay.io";
        QTest::newRow("port") << "127.0.0.1:5000"
                              << "127.0.0.1:5000";
        QTest::newRow("path") << "quay.io/team/"
                              << "quay.io/team";
        QTest::newRow("https") << "https://quay.io/"
                               << "quay.io";
        QTest::newRow("API") << "http://quay.io/v2/"
                             << "quay.io";
        QTest::newRow("a path called so") << "quay.io/v2"
                                          << "quay.io/v2";
        QTest::newRow("Docker") << "https://index.docker.io/v1/"
                                << "docker.io";
        QTest::newRow("Docker's registry") << "registry-1.docker.io"
                                           << "docker.io";
        QTest::newRow("Docker, a part") << "docker.io/team"
                                        << "docker.io/team";
    }
    void keysAreReadAsRegistries()
    {
        QFETCH(QString, key);
        QFETCH(QString, scope);
        QCOMPARE(QString::fromStdString(scopeOfKey(key.toStdString())), scope);
    }

    void writingKeepsWhatElseIsThere()
    {
        const std::string text =
            withCredentials({"auth.json", kFile}, "new.example", {"me", "p\"w", {}});
        const AuthFile file = parsed(text);
        QCOMPARE(file.credentials.size(), std::size_t(6));
        QCOMPARE(file.credentials.at("new.example").password, std::string("p\"w"));
        QCOMPARE(file.store, std::string("all"));
        QVERIFY(text.find("HttpHeaders") != std::string::npos);
        QVERIFY(text.find("al@example.org") != std::string::npos);
        const AuthFile first = parsed(withCredentials({"auth.json", ""}, "a.io", {"me", "pw", {}}));
        QCOMPARE(first.credentials.at("a.io").username, std::string("me"));
        const AuthFile token = parsed(withCredentials({"auth.json", ""}, "a.io", {{}, {}, "tok"}));
        QCOMPARE(token.credentials.at("a.io").identityToken, std::string("tok"));
    }

    void forgettingTakesOneOrAll()
    {
        const RemovedCredentials one = withoutCredentials({"auth.json", kFile}, "docker.io");
        QVERIFY(one.hasChanged);
        const AuthFile file = parsed(one.text);
        QVERIFY(!file.credentials.contains("docker.io"));
        QCOMPARE(file.credentials.size(), std::size_t(4));
        const RemovedCredentials none = withoutCredentials({"auth.json", kFile}, "quay.io/other");
        QVERIFY(!none.hasChanged);
        QCOMPARE(none.text, std::string(kFile));
        const RemovedCredentials all = withoutCredentials({"auth.json", kFile}, std::nullopt);
        QVERIFY(parsed(all.text).credentials.empty());
        QCOMPARE(parsed(all.text).store, std::string("all"));
        QVERIFY(!withoutCredentials({"auth.json", ""}, std::nullopt).hasChanged);
    }
};

QTEST_GUILESS_MAIN(TestAuthFile)
#include "tst_auth_file.moc"
