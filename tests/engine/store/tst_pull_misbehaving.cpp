// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulls from registries that misbehave. Each row says what becomes of the pull: an error's name, or
// nothing where it has to succeed all the same. A pull that failed leaves nothing but the spool.

#include <atomic>
#include <ctime>
#include <functional>

#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/engine/registry/faulty_calls.h"
#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr std::size_t kLayerBytes = 300'000; // of noise, about
constexpr std::size_t kPart = 100'000;       // worth a try of its own

// What a registry that behaves would serve: one image of one layer, "x:1".
struct Content {
    LayerBlob layer = madeLayer("head -c 300000 /dev/urandom >data");
    MemoryRegistry registry;
    std::string manifest;

    Content()
    {
        const std::string config =
            Json{{"architecture", Platform::host().architecture},
                 {"os", "linux"},
                 {"rootfs", {{"type", "layers"}, {"diff_ids", {layer.diffId.text()}}}}}
                .dump();
        registry.addBlob(config);
        registry.addBlob(layer.bytes);
        manifest = Json{{"schemaVersion", 2},
                        {"mediaType", kManifestType},
                        {"config", json(describe(config, kConfigType))},
                        {"layers", {json(describe(layer.bytes, layer.mediaType))}}}
                       .dump();
        registry.addManifest("1", kManifestType, manifest);
    }
    bool isLayer(const FaultRequest& request) const
    {
        return request.target.ends_with(Sha256::of(layer.bytes).hex());
    }
};

// Spoils the answer to `request`, the `count`th (from 1) for the layer, or else for anything.
struct Asked {
    const Content& content;
    const FaultRequest& request;
    int count;
    FaultReply right() const { return content.registry(request); }
    bool isResuming() const { return !request.header("Range").empty(); }
};
using Answer = std::function<FaultReply(const Asked&)>;

FaultReply cut(FaultReply reply, std::size_t after, bool resets = false)
{
    reply.cutAfter = after;
    reply.resets = resets;
    return reply;
}

FaultReply busy(int code, const std::string& retryAfter)
{
    FaultReply reply = status(code);
    reply.headers = {{"Retry-After", retryAfter}};
    return reply;
}

FaultReply dripping(FaultReply reply)
{
    reply.pieceBytes = 5;
    reply.pauseMilliseconds = 20;
    return reply;
}

FaultReply endless()
{
    FaultReply reply = status(200, std::string(64 << 10, 'x'));
    reply.isChunked = true;
    reply.isEndless = true;
    return reply;
}

// As RFC 9110 writes it.
std::string httpDateIn(int seconds)
{
    const std::time_t time = std::time(nullptr) + seconds;
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[64];
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

// The first answer is cut; `next` answers where the client goes on.
Answer thenResumed(std::function<FaultReply(const Asked&)> next)
{
    return [next = std::move(next)](const Asked& asked) {
        return asked.count == 1 ? cut(asked.right(), kPart) : next(asked);
    };
}

FaultReply part(const Asked& asked, const std::string& contentRange, std::string body)
{
    if (!asked.isResuming())
        return asked.right();
    FaultReply reply = status(206, std::move(body));
    if (!contentRange.empty())
        reply.headers = {{"Content-Range", contentRange}};
    return reply;
}

} // namespace

Q_DECLARE_METATYPE(Answer)

class TestPullMisbehaving : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        TransferOptions options;
        options.stallTimeout = 1s;
        m_transfer = std::make_unique<Transfer>(options);
    }

    void blobEndsAsItShould_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("code"); // empty: it is pulled
        const auto row = [](const char* name, const char* code, Answer answer) {
            QTest::newRow(name) << std::move(answer) << code;
        };
        row("cut after a part", "", [](const Asked& a) { return cut(a.right(), kPart); });
        row("cut at once", "registry.unreachable",
            [](const Asked& a) { return cut(a.right(), 9); });
        row("reset after a part", "", [](const Asked& a) { return cut(a.right(), kPart, true); });
        row("reset at once", "registry.unreachable",
            [](const Asked& a) { return cut(a.right(), 0, true); });
        row("drips", "registry.unreachable", [](const Asked& a) { return dripping(a.right()); });
        row("drips at first", "",
            [](const Asked& a) { return a.count == 1 ? dripping(a.right()) : a.right(); });
        row("longer than announced", "registry.size-mismatch",
            [](const Asked& a) { return status(200, a.content.layer.bytes + "more"); });
        row("shorter than announced", "registry.size-mismatch",
            [](const Asked& a) { return status(200, a.content.layer.bytes.substr(1)); });
        row("endless", "registry.size-mismatch", [](const Asked&) { return endless(); });
        row("other bytes", "registry.digest-mismatch", [](const Asked& a) {
            FaultReply reply = a.right();
            reply.body.back() = static_cast<char>(~reply.body.back());
            return reply;
        });
        row("500 twice", "", [](const Asked& a) { return a.count < 3 ? status(500) : a.right(); });
        row("500 for ever", "registry.unreachable", [](const Asked&) { return status(500); });
        row("503 with Retry-After", "",
            [](const Asked& a) { return a.count == 1 ? busy(503, "1") : a.right(); });
        row("429 with seconds", "",
            [](const Asked& a) { return a.count == 1 ? busy(429, "1") : a.right(); });
        row("429 with a date", "",
            [](const Asked& a) { return a.count == 1 ? busy(429, httpDateIn(1)) : a.right(); });
        row("429 for ever", "registry.rate-limited", [](const Asked&) { return busy(429, "0"); });
        row("429 for an hour", "registry.rate-limited",
            [](const Asked&) { return busy(429, "3600"); });
        row("redirect in circles", "registry.protocol",
            [](const Asked& a) { return redirectTo(a.request.target); });
        row("redirect to nowhere", "registry.protocol",
            [](const Asked&) { return redirectTo("ftp://example.org/blob"); });
        row("401 for ever", "registry.denied",
            [](const Asked&) { return challenge("Basic realm=\"x\""); });
        row("gone", "registry.not-found", [](const Asked&) { return status(404); });
    }
    void blobEndsAsItShould() { pullAndLook(); }

    void resumedBlobEndsAsItShould_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* code,
                            std::function<FaultReply(const Asked&)> next) {
            QTest::newRow(name) << thenResumed(std::move(next)) << code;
        };
        const auto whole = [](const Asked& a) { return status(200, a.content.layer.bytes); };
        row("rest", "", [](const Asked& a) { return a.right(); });
        row("Range ignored", "", whole);
        row("Range refused", "",
            [whole](const Asked& a) { return a.isResuming() ? status(416) : whole(a); });
        row("Range always refused", "registry.protocol", [](const Asked&) { return status(416); });
        row("another part", "", [](const Asked& a) {
            const std::string size = std::to_string(a.content.layer.bytes.size());
            return part(a,
                        "bytes 5-" + std::to_string(a.content.layer.bytes.size() - 1) + '/' + size,
                        a.content.layer.bytes.substr(5));
        });
        row("no Content-Range", "",
            [](const Asked& a) { return part(a, "", a.content.layer.bytes.substr(kPart)); });
        row("nonsense for Content-Range", "", [](const Asked& a) {
            return part(a, "bytes x-y/z", a.content.layer.bytes.substr(kPart));
        });
        row("part of another blob", "registry.size-mismatch", [](const Asked& a) {
            return part(a, "bytes 100000-100009/100010", std::string(10, 'x'));
        });
        // The beginning came from another version: of the right bytes nothing may be joined to it.
        const Answer older = [](const Asked& a) {
            FaultReply reply = status(200, a.content.layer.bytes);
            if (a.isResuming() && a.request.header("If-Range") != "\"old\"")
                return status(404);
            if (a.count > 1)
                return reply;
            reply.body[kPart / 2] = static_cast<char>(~reply.body[kPart / 2]);
            reply.headers = {{"ETag", "\"old\""}};
            return cut(std::move(reply), kPart);
        };
        QTest::newRow("whole of another version, by If-Range") << older << "";
        // Joined they have a wrong digest; the whole blob is then fetched once more.
        row("other bytes, once", "", [](const Asked& a) {
            const std::size_t size = a.content.layer.bytes.size();
            return part(a, "bytes 100000-" + std::to_string(size - 1) + '/' + std::to_string(size),
                        std::string(size - kPart, 'x'));
        });
    }
    void resumedBlobEndsAsItShould() { pullAndLook(); }

    void documentsEndAsTheyShould_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* code, Answer answer) {
            QTest::newRow(name) << std::move(answer) << code;
        };
        row("500 twice", "", [](const Asked& a) { return a.count < 3 ? status(500) : a.right(); });
        row("endless manifest", "registry.too-large", [](const Asked&) { return endless(); });
        row("huge manifest", "registry.too-large", [](const Asked& a) {
            FaultReply reply = a.right();
            reply.body += std::string(5 << 20, ' ');
            return reply;
        });
        row("unknown media type", "document.invalid", [](const Asked& a) {
            FaultReply reply = a.right();
            reply.headers = {{"Content-Type", "application/x-unknown"}};
            return reply;
        });
        row("cut manifest", "registry.unreachable",
            [](const Asked& a) { return cut(a.right(), 9); });
        row("endless refusal", "registry.not-found", [](const Asked&) {
            FaultReply reply = endless();
            reply.status = 404;
            return reply;
        });
        row("nested indexes", "document.invalid", [](const Asked& a) {
            std::string bytes = a.content.manifest;
            std::string type = kManifestType;
            // The deepest is asked for by digest, and so is each above it.
            for (int depth = 0; depth < 9; ++depth) {
                if (a.request.target.ends_with(Sha256::of(bytes).hex()))
                    break;
                bytes = indexTo(describe(bytes, type));
                type = kIndexType;
            }
            FaultReply reply = status(200, bytes);
            reply.headers = {{"Content-Type", type}};
            return reply;
        });
    }
    void documentsEndAsTheyShould()
    {
        m_spoils = [](const Content&, const FaultRequest& request) { return !request.isBlob(); };
        pullAndLook();
        m_spoils = nullptr;
    }

    void hourThatIsAskedForIsNotWaitedFor()
    {
        FaultServer server([](const FaultRequest&) { return busy(429, "3600"); });
        PullingStore store;
        try {
            pull(store, server);
            QFAIL("it was pulled");
        } catch (const Error& error) {
            QVERIFY2(error.message().find("3600 s") != std::string::npos, error.what());
        }
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void credentialsDoNotFollowARedirect()
    {
        const Content content;
        FaultServer other([&](const FaultRequest& request) { return content.registry(request); });
        FaultServer server([&](const FaultRequest& request) {
            if (request.header("Authorization").empty())
                return challenge("Basic realm=\"x\"");
            return request.isBlob() ? redirectTo(other.url() + request.target)
                                    : content.registry(request);
        });
        PullingStore store;
        pull(store, server);
        QCOMPARE(store.findings(), std::string());
        QVERIFY(!other.requests().empty());
        for (const FaultRequest& request : other.requests())
            QVERIFY(request.header("Authorization").empty());
    }

private:
    PullResult pull(PullingStore& store, const FaultServer& server)
    {
        RegistryOptions options = impatient();
        options.retry.maxRetryAfter = 3s;
        options.credentials = [](std::string_view) { return Credentials{"user", "password", {}}; };
        RegistryClient client(*m_transfer, options);
        return store.pull(client, server.domain() + "/x:1");
    }

    void pullAndLook()
    {
        QFETCH(Answer, answer);
        QFETCH(QString, code);
        const Content content;
        QVERIFY(content.layer.bytes.size() > kLayerBytes);
        std::atomic<int> count = 0;
        FaultServer server([&](const FaultRequest& request) {
            const bool isSpoilt = m_spoils ? m_spoils(content, request) : content.isLayer(request);
            return isSpoilt ? answer({content, request, ++count}) : content.registry(request);
        });
        PullingStore store;
        QString got;
        std::string message;
        try {
            pull(store, server);
        } catch (const Error& error) {
            got = QString::fromStdString(std::string(codeName(error.code())));
            message = error.message();
        }
        QVERIFY2(got == code, (got.toStdString() + ": " + message).c_str());
        QVERIFY(message.find('\n') == std::string::npos);
        if (code.isEmpty())
            QVERIFY(filesBelow(store.temporary().path("spool")).empty());
        else
            QCOMPARE(store.traces(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool/layers")).empty());
        QVERIFY(filesBelow(store.temporary().path("spool/jobs")).empty());
        QCOMPARE(store.findings(), std::string());
    }

    std::unique_ptr<Transfer> m_transfer;
    std::function<bool(const Content&, const FaultRequest&)> m_spoils; // empty: the layer's answers
};

QTEST_GUILESS_MAIN(TestPullMisbehaving)
#include "tst_pull_misbehaving.moc"
