// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/registry/url.h"

#include <QTest>

using namespace onggi;

class TestUrl : public QObject {
    Q_OBJECT

private slots:
    void originsAreComparedAsBrowsersDo()
    {
        const auto origin = [](const char* text) { return Url::parse(text)->origin(); };
        QVERIFY(origin("https://a.example/x") == origin("https://A.example:443/y?z"));
        QVERIFY(origin("https://a.example/") != origin("http://a.example/"));
        QVERIFY(origin("https://a.example/") != origin("https://a.example:5000/"));
        QVERIFY(origin("https://a.example/") != origin("https://b.a.example/"));
        QVERIFY(origin("http://[::1]:5000/") == origin("http://[::1]:5000/v2/"));
        QCOMPARE(origin("http://[::1]:5000/").host, std::string("[::1]"));
    }

    void onlyPlainWebAddressesAreTaken_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "a.example", "file:///etc/passwd", "ftp://a.example/", "gopher://a.example/",
              "https://", "https://user@a.example/", "https://user:password@a.example/",
              "https://a.example:0/", "https://a.example:99999/", "https://a.example/\r\nX: y",
              "https://a.example/a b", "javascript:alert(1)"})
            QTest::newRow(QByteArray(text).toPercentEncoding(":/.@")) << QByteArray(text);
    }
    void onlyPlainWebAddressesAreTaken()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!Url::parse(text.toStdString()));
    }

    void locationsAreResolved()
    {
        const Url base = *Url::parse("https://a.example/v2/x/blobs/1?q=1");
        QCOMPARE(base.resolve("https://cdn.example/1?s=2")->text(),
                 std::string("https://cdn.example/1?s=2"));
        QCOMPARE(base.resolve("/other")->text(), std::string("https://a.example/other"));
        QCOMPARE(base.resolve("2")->text(), std::string("https://a.example/v2/x/blobs/2"));
        QCOMPARE(base.resolve("//b.example/y")->origin().host, std::string("b.example"));
        QVERIFY(!base.resolve("file:///etc/passwd"));
        QVERIFY(!base.resolve(""));
    }

    void queriesAreEncoded()
    {
        const Url url = Url::parse("https://a.example/token")
                            ->withQuery("service", "a b&c")
                            .withQuery("scope", "repository:x/y:pull");
        QCOMPARE(url.text(), std::string("https://a.example/token?service=a%20b%26c"
                                         "&scope=repository%3Ax%2Fy%3Apull"));
    }

    void loopbackIsTold()
    {
        const auto isLoopback = [](const char* text) {
            return Url::parse(text)->origin().isLoopback();
        };
        QVERIFY(isLoopback("http://localhost:5000/"));
        QVERIFY(isLoopback("http://127.0.0.1/"));
        QVERIFY(isLoopback("http://127.9.8.7:1/"));
        QVERIFY(isLoopback("http://[::1]/"));
        QVERIFY(!isLoopback("http://127.0.0.1.evil.example/"));
        QVERIFY(!isLoopback("http://localhost.evil.example/"));
        QVERIFY(!isLoopback("http://128.0.0.1/"));
    }
};

QTEST_GUILESS_MAIN(TestUrl)
#include "tst_url.moc"
