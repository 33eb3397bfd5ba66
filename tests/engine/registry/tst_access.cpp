// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a user hands over: the document, and that it never weakens what the system says.

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/registry/access.h"

using namespace onggi;

namespace {

RegistriesConf conf(const std::string& text)
{
    return RegistriesConf::parse({{"one.conf", text}});
}

TrustPolicy onlyOurs()
{
    return TrustPolicy::parse({"policy.json", R"({"default": [{"type": "reject"}],
        "transports": {"docker": {"ours.example": [{"type": "insecureAcceptAnything"}]}}})"});
}

bool isForbidden(const RegistryAccess& access, const std::string& reference)
{
    try {
        access.sources(Reference::parse(reference));
    } catch (const Error& error) {
        return error.code() == Code::RegistryForbidden;
    }
    return false;
}

struct Broken {
    const char* name;
    const char* text;
};
constexpr Broken kBroken[] = {
    {"empty", ""},
    {"no JSON", "credentials: secret-word"},
    {"no version", "{}"},
    {"version", R"({"version": 2})"},
    {"unknown member", R"({"version": 1, "x": "secret-word"})"},
    {"files", R"({"version": 1, "registries": {}})"},
    {"file", R"({"version": 1, "registries": ["secret-word"]})"},
    {"certificate without key", R"({"version": 1, "certificates": {"a": {"certificate": "x"}}})"},
    {"proxy", R"({"version": 1, "proxies": {"http": "a b"}})"},
    {"colon in a name",
     R"({"version": 1, "credentials": {"a": {"username": "a:b", "password": "secret-word"}}})"},
    {"scope", R"({"version": 1, "credentials": {"a b": {}}})"},
    {"secret of another type",
     R"({"version": 1, "credentials": {"a": {"password": ["secret-word"]}}})"},
    {"twice", R"({"version": 1, "credentials": {}, "credentials": {}})"},
};

} // namespace

class TestAccess : public QObject {
    Q_OBJECT

private slots:
    void documentComesBackAsItWasWritten()
    {
        AccessDocument document;
        document.registries = {{"/a.conf", "text\n"}, {"/b.conf", "옹기"}};
        document.replacesSystem = true;
        document.policy = NamedText{"/p.json", "{}"};
        document.certificates["a.example:1"] = {"CA", "CERT", "KEY"};
        document.proxies = Proxies{"http://u:p@h", "", "a,b c"};
        document.credentials["a.example/x"] = {"bob", "p:w", ""};
        document.credentials["b.example"] = {"", "", "token"};
        const AccessDocument read = AccessDocument::fromJson(document.toJson());
        QCOMPARE(read.registries.size(), std::size_t(2));
        QCOMPARE(read.registries[1].name, std::string("/b.conf"));
        QCOMPARE(read.registries[1].text, std::string("옹기"));
        QVERIFY(read.replacesSystem);
        QCOMPARE(read.policy->text, std::string("{}"));
        QCOMPARE(read.certificates.at("a.example:1").key, std::string("KEY"));
        QCOMPARE(read.proxies->http, std::string("http://u:p@h"));
        QCOMPARE(read.proxies->no, std::string("a,b c"));
        QCOMPARE(read.credentials.at("a.example/x").password, std::string("p:w"));
        QCOMPARE(read.credentials.at("b.example").identityToken, std::string("token"));
        const AccessDocument empty = AccessDocument::fromJson(AccessDocument().toJson());
        QVERIFY(!empty.proxies && !empty.policy && empty.credentials.empty());
    }

    void otherDocumentsAreRefusedWithoutTheirSecrets_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto& [name, text] : kBroken)
            QTest::newRow(name) << text;
        QTest::newRow("too long") << QString(3 << 20, QLatin1Char(' '));
        QTest::newRow("nested") << QString(1000, QLatin1Char('['));
    }
    void otherDocumentsAreRefusedWithoutTheirSecrets()
    {
        QFETCH(QString, text);
        try {
            AccessDocument::fromJson(text.toStdString());
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::ApiInvalidArgument);
            QVERIFY(error.message().find("secret-word") == std::string::npos);
        }
    }

    void theLongestScopesCredentialsAreTaken()
    {
        const CredentialsByScope all{{"a.example", {"host", "x", ""}},
                                     {"a.example/team", {"team", "x", ""}},
                                     {"a.example/team/app", {"app", "x", ""}}};
        const auto userOf = [&](const char* repository) {
            const Credentials* found = findCredentials(all, repository);
            return found ? found->username : std::string();
        };
        QCOMPARE(userOf("a.example/other"), std::string("host"));
        QCOMPARE(userOf("a.example/team/x"), std::string("team"));
        QCOMPARE(userOf("a.example/teams"), std::string("host"));
        QCOMPARE(userOf("a.example/team/app"), std::string("app"));
        QCOMPARE(userOf("a.example:5000/team"), std::string());
        QCOMPARE(userOf("b.example"), std::string());
    }

    void whatTheSystemBlocksStaysBlocked()
    {
        RegistryAccess access;
        access.system = conf("[[registry]]\nlocation = 'bad.example'\nblocked = true\n");
        access.registries = conf("[[registry]]\nprefix = 'x.example'\nlocation = 'bad.example'\n");
        QVERIFY(isForbidden(access, "bad.example/x:1"));
        QVERIFY(isForbidden(access, "x.example/x:1"));
        QVERIFY(!isForbidden(access, "y.example/x:1"));
    }

    void theSystemsOwnRewritingIsNotHeldAgainstIt()
    {
        RegistryAccess access;
        access.system = conf("[[registry]]\nprefix = 'ours.example'\nlocation = 'store.example'\n");
        access.registries = access.system;
        access.policies.push_back(onlyOurs());
        QVERIFY(!isForbidden(access, "ours.example/x:1"));
        QVERIFY(isForbidden(access, "store.example/x:1"));
    }

    void aUsersRewritingDoesNotPassThePolicy()
    {
        RegistryAccess access;
        access.registries =
            conf("[[registry]]\nprefix = 'ours.example'\nlocation = 'evil.example'\n");
        access.policies.push_back(onlyOurs());
        QVERIFY(isForbidden(access, "ours.example/x:1"));
    }

    void onlyWhatTheSystemTrustsIsVouchedFor()
    {
        const Reference reference = Reference::parse("a.example/x:1");
        RegistryAccess access;
        QVERIFY(access.isVouchedFor(reference));
        access.userCertificates["a.example"] = {"CA", "", ""};
        QVERIFY(!access.isVouchedFor(reference));
        access.userCertificates["a.example"] = {"", "CERT", "KEY"};
        QVERIFY(access.isVouchedFor(reference));
        access.registries = conf("[[registry]]\nlocation = 'a.example'\n"
                                 "[[registry.mirror]]\nlocation = 'm.example'\n");
        QVERIFY(!access.isVouchedFor(reference));
        access.system = access.registries;
        QVERIFY(access.isVouchedFor(reference));
        access.system = conf("[[registry]]\nlocation = 'a.example'\ninsecure = true\n");
        access.registries = access.system;
        QVERIFY(!access.isVouchedFor(reference));
    }

    void certificatesOfBothAreTrusted()
    {
        RegistryAccess access;
        access.systemCertificates["a.example"] = {"one", "machine", "key"};
        access.userCertificates["a.example"] = {"two", "", ""};
        QCOMPARE(access.certificatesFor("a.example").authorities, std::string("onetwo"));
        QCOMPARE(access.certificatesFor("a.example").certificate, std::string("machine"));
        access.userCertificates["a.example"] = {"", "mine", "mykey"};
        QCOMPARE(access.certificatesFor("a.example").key, std::string("mykey"));
        QVERIFY(access.certificatesFor("a.example:5000").authorities.empty());
    }
};

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
