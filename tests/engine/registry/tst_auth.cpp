// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/registry/auth.h"

#include <random>

#include <QTest>

using namespace onggi;

namespace {

// "scheme name=value name=value" or "scheme:token68", one challenge a line.
std::string drawn(const std::vector<Challenge>& challenges)
{
    std::string text;
    for (const Challenge& challenge : challenges) {
        text += text.empty() ? "" : "\n";
        text += challenge.scheme;
        if (!challenge.token68.empty())
            text += ':' + challenge.token68;
        for (const auto& [name, value] : challenge.parameters)
            text += ' ' + name + '=' + value;
    }
    return text;
}

} // namespace

class TestAuth : public QObject {
    Q_OBJECT

private slots:
    void challengesAreParsed_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* header, const char* expected) {
            QTest::newRow(name) << QByteArray(header) << QByteArray(expected);
        };
        row("docker hub",
            R"(Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/x:pull")",
            "bearer realm=https://auth.docker.io/token scope=repository:library/x:pull "
            "service=registry.docker.io");
        row("basic", R"(Basic realm="a b, c")", "basic realm=a b, c");
        row("scheme alone", "Negotiate", "negotiate");
        row("scheme with space behind", "Negotiate  ", "negotiate");
        row("token68", "Negotiate YWJj+/==", "negotiate:YWJj+/==");
        row("token value", "Basic realm=x", "basic realm=x");
        row("case and spaces", "BEARER  Realm =  \"x\" ,\tSERVICE\t=y", "bearer realm=x service=y");
        row("escaped quotes", R"(Basic realm="a\"b\\c")", R"(basic realm=a"b\c)");
        row("two in one header", R"(Basic realm="x", Bearer realm="y",scope="z")",
            "basic realm=x\nbearer realm=y scope=z");
        row("token68, then another", "Negotiate abc=, Basic realm=x",
            "negotiate:abc=\nbasic realm=x");
        row("bare scheme, then another", "Negotiate, Basic realm=x", "negotiate\nbasic realm=x");
        row("empty elements", ", ,Basic realm=x, ,, Bearer realm=y,",
            "basic realm=x\nbearer realm=y");
        row("empty quoted string", R"(Basic realm="")", "basic realm=");
        row("beyond ASCII", "Basic realm=\"\xec\x98\xb9\xea\xb8\xb0\"",
            "basic realm=\xec\x98\xb9\xea\xb8\xb0");
        row("nothing", "", "");
        row("only commas", ",,,", "");
    }
    void challengesAreParsed()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, expected);
        QCOMPARE(QByteArray::fromStdString(drawn(parseChallenges(header.toStdString()))), expected);
    }

    void malformedEndsAreDropped_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* header, const char* expected) {
            QTest::newRow(name) << QByteArray(header) << QByteArray(expected);
        };
        row("open quote", R"(Basic realm=x, Bearer realm="y)", "basic realm=x");
        row("open escape", R"(Bearer realm="y\)", "");
        row("no comma", R"(Bearer realm="y" service="z")", "");
        row("no value", "Bearer realm=x,service=", "");
        row("parameter twice", "Bearer realm=x,realm=y", "");
        row("control character", "Bearer realm=\"a\nb\"", "");
        row("quoted scheme", R"("Bearer" realm=x)", "");
        row("nothing before the equals sign", "Bearer =x", "");
    }
    void malformedEndsAreDropped() { challengesAreParsed(); }

    void absurdlyLongIsNothing()
    {
        QVERIFY(parseChallenges("Basic realm=\"" + std::string(1 << 20, 'x') + '"').empty());
        std::string many;
        for (int i = 0; i < 2000; ++i)
            many += "a,";
        QVERIFY(parseChallenges(many).size() <= 64);
    }

    void noiseIsSurvived()
    {
        constexpr std::string_view kPieces[] = {"Bearer", " ",  ",", "=", "\"", "\\", "realm",
                                                "\t",     "==", "/", ";", "\n", "é",  "a"};
        std::mt19937 random(1);
        std::size_t parsed = 0;
        for (int i = 0; i < 20000; ++i) {
            std::string text;
            for (auto k = random() % 16; k > 0; --k)
                text += kPieces[random() % std::size(kPieces)];
            for (const Challenge& challenge : parseChallenges(text)) {
                QVERIFY(!challenge.scheme.empty());
                ++parsed;
            }
        }
        QVERIFY(parsed > 100);
    }

    void basicIsBase64OfUserAndPassword()
    {
        // The example of RFC 7617 §2, and the three lengths of padding.
        QCOMPARE(basicAuthorization("Aladdin", "open sesame"),
                 std::string("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
        QCOMPARE(basicAuthorization("a", "b"), std::string("Basic YTpi"));
        QCOMPARE(basicAuthorization("a", "bc"), std::string("Basic YTpiYw=="));
        QCOMPARE(basicAuthorization("a", "bcd"), std::string("Basic YTpiY2Q="));
    }

    void tokensThatWouldBreakAHeaderAreUnusable()
    {
        QVERIFY(isUsableToken("eyJhbGciOi.abc-_~+/="));
        QVERIFY(!isUsableToken(""));
        QVERIFY(!isUsableToken("a b"));
        QVERIFY(!isUsableToken("a\r\nX: y"));
        QVERIFY(!isUsableToken("a\x80"));
        QVERIFY(!isUsableToken(std::string(1 << 20, 'a')));
    }
};

QTEST_GUILESS_MAIN(TestAuth)
#include "tst_auth.moc"
