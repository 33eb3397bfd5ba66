// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/registry/token.h"

#include <QTest>

using namespace onggi;
using namespace std::chrono_literals;

namespace {

bool isRefused(std::string_view text)
{
    try {
        parseToken(text, "the answer");
    } catch (const Error& error) {
        return error.code() == Code::DocumentInvalid;
    }
    return false;
}

} // namespace

class TestToken : public QObject {
    Q_OBJECT

private slots:
    void bothSpellingsAreRead()
    {
        QCOMPARE(parseToken(R"({"token":"a"})", "x").value, std::string("a"));
        QCOMPARE(parseToken(R"({"access_token":"b"})", "x").value, std::string("b"));
        QCOMPARE(parseToken(R"({"token":"a","access_token":"b"})", "x").value, std::string("a"));
    }

    void lifetimeIsBounded()
    {
        QVERIFY(parseToken(R"({"token":"a"})", "x").lifetime == 60s);
        QVERIFY(parseToken(R"({"token":"a","expires_in":300})", "x").lifetime == 300s);
        QVERIFY(parseToken(R"({"token":"a","expires_in":0})", "x").lifetime == 60s);
        QVERIFY(parseToken(R"({"token":"a","expires_in":-1})", "x").lifetime == 60s);
        QVERIFY(parseToken(R"({"token":"a","expires_in":"x"})", "x").lifetime == 60s);
        QVERIFY(parseToken(R"({"token":"a","expires_in":1e300})", "x").lifetime == 24h);
    }

    void uselessAnswersAreRefused()
    {
        QVERIFY(isRefused(""));
        QVERIFY(isRefused("<html>"));
        QVERIFY(isRefused("[]"));
        QVERIFY(isRefused("{}"));
        QVERIFY(isRefused(R"({"token":""})"));
        QVERIFY(isRefused(R"({"token":5})"));
        QVERIFY(isRefused(R"({"token":"a\r\nHost: evil"})"));
    }

    void cacheKeepsByRegistryAndScopeUntilShortlyBeforeTheEnd()
    {
        TokenCache cache;
        const auto now = TokenCache::Clock::now();
        cache.keep("docker.io", "a", {"1", 60s}, now);
        cache.keep("docker.io", "b", {"2", 60s}, now);
        QCOMPARE(cache.find("docker.io", "a", now), std::string("1"));
        QCOMPARE(cache.find("docker.io", "b", now + 54s), std::string("2"));
        QCOMPARE(cache.find("ghcr.io", "a", now), std::string());
        QCOMPARE(cache.find("docker.io", "a", now + 56s), std::string());
        cache.forget("docker.io", "b");
        QCOMPARE(cache.find("docker.io", "b", now), std::string());
    }
};

QTEST_GUILESS_MAIN(TestToken)
#include "tst_token.moc"
