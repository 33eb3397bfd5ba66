// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A client that asks where its configuration leads: mirrors, trust, credentials, sign-in.

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/registry/access.h"
#include "engine/registry/auth.h"
#include "engine/registry/sign_in.h"
#include "tests/engine/registry/faulty_calls.h"
#include "tests/support/self_signed.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr const char* kNobody = "127.0.0.1:1"; // nothing listens there

struct Mirror {
    std::string location;
    bool isInsecure = true;
};

// jars.example is `primary`, with these mirrors before it.
RegistryOptions optionsFor(const std::string& primary, const std::vector<Mirror>& mirrors,
                           bool isPrimaryInsecure = true)
{
    const auto place = [](const std::string& location, bool isInsecure) {
        return "location = '" + location +
               "'\ninsecure = " + std::string(isInsecure ? "true" : "false") + "\n";
    };
    std::string text =
        "[[registry]]\nprefix = 'jars.example'\n" + place(primary, isPrimaryInsecure);
    for (const Mirror& mirror : mirrors)
        text += "[[registry.mirror]]\n" + place(mirror.location, mirror.isInsecure);
    const auto access = std::make_shared<RegistryAccess>();
    access->system = RegistriesConf::parse({{"one.conf", text}});
    access->registries = access->system;
    RegistryOptions options = impatient();
    options.tlsVerify = true;
    options.access = access;
    return options;
}

std::string textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

RegistryAccess copyOf(const RegistryOptions& options)
{
    return *options.access;
}

} // namespace

class TestMirrors : public QObject, private FaultyCalls {
    Q_OBJECT

private slots:
    void theFirstMirrorThatAnswersIsTaken()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        content.addBlob("{}");
        FaultServer mirror(content);
        FaultServer primary(content);
        RegistryClient client(m_transfer,
                              optionsFor(primary.domain(), {{kNobody}, {mirror.domain() + "/m"}}));
        const Reference reference = Reference::parse("jars.example/team/x:1");
        const FetchedManifest fetched = client.fetchManifest(reference, kPlatform, {});
        QCOMPARE(client.fetchConfig(reference, fetched.manifest.config, {}), std::string("{}"));
        QVERIFY(primary.requests().empty());
        QCOMPARE(mirror.requests().front().target, std::string("/v2/m/team/x/manifests/1"));
        QCOMPARE(countOf(mirror, "/v2/m/team/x/blobs/"), std::size_t(1));
    }

    void theRegistryIsAskedWhereMirrorsHaveNothing()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer empty([](const FaultRequest&) { return status(404); });
        FaultServer primary(content);
        RegistryClient client(m_transfer, optionsFor(primary.domain(), {{empty.domain()}}));
        client.fetchManifest(Reference::parse("jars.example/x:1"), kPlatform, {});
        QCOMPARE(empty.requests().size(), std::size_t(1));
        QCOMPARE(primary.requests().size(), std::size_t(1));
    }

    void theMessageKeepsEveryReason()
    {
        FaultServer empty([](const FaultRequest&) { return status(404); });
        FaultServer denied([](const FaultRequest&) { return status(403); });
        const Error error = refused(Reference::parse("jars.example/x:1"),
                                    optionsFor(denied.domain(), {{kNobody}, {empty.domain()}}));
        QVERIFY(error.code() == Code::RegistryDenied);
        QCOMPARE(error.subject(), std::string("jars.example/x:1"));
        const QString detail = QString::fromStdString(error.detail());
        QVERIFY2(detail.contains(QString("before, ") + kNobody + ": "), qPrintable(detail));
        QVERIFY2(detail.contains(QString::fromStdString("before, " + empty.domain() + ": ")),
                 qPrintable(detail));
    }

    void aMirrorThatLiesIsLeft()
    {
        MemoryRegistry content;
        const std::string manifest = manifestText();
        const Digest digest = content.addManifest("1", kManifestType, manifest);
        FaultServer liar([](const FaultRequest&) {
            FaultReply reply = status(200, manifestText() + " ");
            reply.headers = {{"Content-Type", kManifestType}};
            return reply;
        });
        FaultServer primary(content);
        RegistryClient client(m_transfer, optionsFor(primary.domain(), {{liar.domain()}}));
        const FetchedManifest fetched = client.fetchManifest(
            Reference::parse("jars.example/x@" + digest.text()), kPlatform, {});
        QCOMPARE(fetched.documents.front().bytes, manifest);
        QCOMPARE(liar.requests().size(), std::size_t(1));
    }

    void tagsAreThoseOfWhereAPullAsks()
    {
        MemoryRegistry content;
        content.setTags({"1", "2"});
        FaultServer mirror(content);
        FaultServer primary([](const FaultRequest&) { return status(404); });
        RegistryClient client(m_transfer,
                              optionsFor(primary.domain(), {{kNobody}, {mirror.domain() + "/m"}}));
        QCOMPARE(client.fetchTags(Reference::parse("jars.example/x"), 9, {}).size(),
                 std::size_t(2));
        QCOMPARE(mirror.requests().front().target, std::string("/v2/m/x/tags/list?n=9"));
        QVERIFY(primary.requests().empty());
    }

    void aBlobGoesOnAtTheNextPlace()
    {
        const std::string blob = numbers(100'000);
        FaultServer breaks([&](const FaultRequest&) {
            FaultReply reply = status(200, blob);
            reply.cutAfter = 40'000;
            return reply;
        });
        MemoryRegistry content;
        content.addBlob(blob);
        FaultServer primary(content);
        RegistryOptions options = optionsFor(primary.domain(), {{breaks.domain()}});
        options.retry = {1, 1ms, 2ms, 1min};
        RegistryClient client(m_transfer, options);
        Collected sink;
        Progress progress;
        client.fetchBlob(Reference::parse("jars.example/x:1"), describe(blob), {}, sink, progress,
                         {});
        QVERIFY(sink.text == blob);
        QVERIFY(!primary.requests().front().header("Range").empty());
    }

    void onlyTheInsecureMaySpeakPlainHttp()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer server(content);
        const Reference reference = Reference::parse("jars.example/x:1");
        QVERIFY(refused(reference, optionsFor(server.domain(), {}, false)).code() ==
                Code::RegistryInsecure);
        QVERIFY(server.requests().empty());
        RegistryClient client(m_transfer, optionsFor(server.domain(), {}, true));
        client.fetchManifest(reference, kPlatform, {});
    }

    void whatIsBlockedIsNeverAsked()
    {
        FaultServer server([](const FaultRequest&) { return status(200); });
        RegistryAccess access;
        access.system = RegistriesConf::parse(
            {{"one.conf", "[[registry]]\nlocation = '" + server.domain() + "'\nblocked = true\n"}});
        access.registries = access.system;
        RegistryOptions options = impatient();
        options.access = std::make_shared<RegistryAccess>(access);
        QVERIFY(refused(server, options).code() == Code::RegistryForbidden);
        QVERIFY(server.requests().empty());
    }

    void anAuthorityOfTheHostsDirectoryIsTrusted()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer server(content, FaultServer::Tls::SelfSigned);
        RegistryOptions options = optionsFor(server.domain(), {}, false);
        const Reference reference = Reference::parse("jars.example/x:1");
        QVERIFY(refused(reference, options).code() == Code::RegistryInsecure);
        RegistryAccess access = copyOf(options);
        access.userCertificates[server.domain()].authorities =
            textOf(QString::fromStdString(server.certificateFile()));
        options.access = std::make_shared<RegistryAccess>(access);
        RegistryClient client(m_transfer, options);
        client.fetchManifest(reference, kPlatform, {});
    }

    void aUsersCertificateIsShownToTheRegistryAlone()
    {
        const std::string blob = numbers(1000);
        MemoryRegistry content;
        content.addBlob(blob);
        FaultServer elsewhere(content, FaultServer::Tls::SelfSigned);
        FaultServer server(
            [&](const FaultRequest& request) {
                return redirectTo(elsewhere.url() + request.target);
            },
            FaultServer::Tls::SelfSigned);
        const QTemporaryDir own;
        const QString certificate = own.filePath("client.cert");
        const QString key = own.filePath("client.key");
        writeSelfSigned(certificate.toStdString(), key.toStdString());
        RegistryOptions options = optionsFor(server.domain(), {});
        RegistryAccess access = copyOf(options);
        access.userCertificates[server.domain()] = {"", textOf(certificate), textOf(key)};
        options.access = std::make_shared<RegistryAccess>(access);
        Collected sink;
        Progress progress;
        RegistryClient(m_transfer, options)
            .fetchBlob(Reference::parse("jars.example/x:1"), describe(blob), {}, sink, progress,
                       {});
        QVERIFY(sink.text == blob);
        QVERIFY(server.requests().front().showsCertificate);
        QVERIFY(!elsewhere.requests().front().showsCertificate);
    }

    void credentialsGoToTheirPartOfTheRegistry()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer server([&](const FaultRequest& request) {
            return request.header("Authorization").empty() ? challenge("Basic realm=x")
                                                           : content(request);
        });
        RegistryOptions options = optionsFor(server.domain() + "/store", {});
        RegistryAccess access = copyOf(options);
        access.credentials["jars.example"] = {"wrong", "one", {}};
        access.credentials[server.domain()] = {"wrong", "two", {}};
        access.credentials[server.domain() + "/store/team"] = {"me", "secret", {}};
        options.access = std::make_shared<RegistryAccess>(access);
        RegistryClient client(m_transfer, options);
        client.fetchManifest(Reference::parse("jars.example/team/x:1"), kPlatform, {});
        QCOMPARE(server.requests().back().header("Authorization"),
                 basicAuthorization("me", "secret"));
    }

    void aProxyIsAskedWhereOneIsNamed()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer proxy([&](const FaultRequest& request) {
            return request.method == "CONNECT" ? status(502) : content(request);
        });
        const Reference reference = Reference::parse("jars.example/x:1");
        RegistryOptions options = optionsFor("far.invalid", {});
        RegistryAccess access = copyOf(options);
        access.proxies.http = access.proxies.https = "http://u:open-sesame@" + proxy.domain();
        options.access = std::make_shared<RegistryAccess>(access);
        RegistryClient(m_transfer, options).fetchManifest(reference, kPlatform, {});
        QCOMPARE(proxy.requests().back().target,
                 std::string("http://far.invalid/v2/x/manifests/1"));
        QCOMPARE(proxy.requests().back().header("Proxy-Authorization"),
                 basicAuthorization("u", "open-sesame"));
        const std::size_t before = proxy.requests().size();
        access.proxies.no = ".invalid";
        options.access = std::make_shared<RegistryAccess>(access);
        QVERIFY(refused(reference, options).code() == Code::RegistryUnreachable);
        QCOMPARE(proxy.requests().size(), before);
    }

    void aProxyThatIsNoneIsNotQuoted()
    {
        RegistryOptions options = optionsFor("far.invalid", {});
        RegistryAccess access = copyOf(options);
        for (const char* url : {"ftp://u:open-sesame@p.invalid", "http://u:open-sesame@:x:y"}) {
            access.proxies.http = access.proxies.https = url;
            options.access = std::make_shared<RegistryAccess>(access);
            const Error error = refused(Reference::parse("jars.example/x:1"), options);
            QVERIFY(error.code() != Code::SystemIo);
            QVERIFY2(error.message().find("open-sesame") == std::string::npos,
                     error.message().c_str());
        }
    }

    void aSignInAsksTheRegistryItself()
    {
        FaultServer server([](const FaultRequest& request) {
            return request.header("Authorization") == basicAuthorization("me", "secret")
                       ? status(200, "{}")
                       : challenge("Basic realm=x");
        });
        const std::string scope = server.domain() + "/team";
        const auto signIn = [&](const std::string& password) {
            RegistryAccess access;
            access.credentials[scope] = {"me", password, {}};
            RegistryOptions options = impatient();
            options.access = std::make_shared<RegistryAccess>(access);
            verifySignIn(m_transfer, options, scope, {});
        };
        signIn("secret");
        QCOMPARE(server.requests().back().target, std::string("/v2/"));
        try {
            signIn("other");
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::RegistryDenied);
            QVERIFY(error.message().find("other") == std::string::npos);
        }
    }

    void anIdentityTokenIsTradedForAToken()
    {
        FaultServer tokens([](const FaultRequest& request) {
            return request.method == "POST" && request.body.contains("refresh_token=jar%2Ftoken")
                       ? status(200, tokenText("T", "access_token"))
                       : status(401);
        });
        FaultServer server([&](const FaultRequest& request) {
            return request.header("Authorization") == "Bearer T"
                       ? status(200, "{}")
                       : challenge("Bearer realm=\"" + tokens.url() + "/token\",service=\"jars\"");
        });
        RegistryAccess access;
        access.credentials[server.domain()] = {{}, {}, "jar/token"};
        RegistryOptions options = impatient();
        options.access = std::make_shared<RegistryAccess>(access);
        verifySignIn(m_transfer, options, server.domain(), {});
        QCOMPARE(tokens.requests().size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestMirrors)
#include "tst_mirrors.moc"
