// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/start_request.h"

#include <QTest>

using namespace onggi;
using Kind = StartRequest::Kind;

class TestStartRequest : public QObject {
    Q_OBJECT

private slots:
    void argumentsSayWhatIsWanted_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QStringList>("subjects");
        const auto row = [](const char* name, const QStringList& arguments, Kind kind,
                            const QStringList& subjects) {
            QTest::newRow(name) << arguments << kind << subjects;
        };
        row("nothing", {}, Kind::Show, {});
        row("an image", {"pull", "nginx:1.29"}, Kind::Pull, {"nginx:1.29"});
        row("an archive here", {"a.tar"}, Kind::Open, {"/home/mina/a.tar"});
        row("one elsewhere", {"/srv/a.tar"}, Kind::Open, {"/srv/a.tar"});
        row("one above", {"../a.tar"}, Kind::Open, {"/home/a.tar"});
        row("two", {"a.tar", "./b.tar"}, Kind::Open, {"/home/mina/a.tar", "/home/mina/b.tar"});
        row("as a desktop hands it over", {"file:///srv/a%20b.tar"}, Kind::Open, {"/srv/a b.tar"});
        row("a name with a percent sign", {"a%20b.tar"}, Kind::Open, {"/home/mina/a%20b.tar"});
        row("a name like a tag", {"redis:7.tar"}, Kind::Open, {"/home/mina/redis:7.tar"});
        row("in Korean", {"옹기.tar"}, Kind::Open, {"/home/mina/옹기.tar"});
        row("a file of that name", {"./pull"}, Kind::Open, {"/home/mina/pull"});
    }
    void argumentsSayWhatIsWanted()
    {
        QFETCH(QStringList, arguments);
        const auto request = StartRequest::parse(arguments, "/home/mina");
        QVERIFY(request);
        QTEST(request->kind, "kind");
        QTEST(request->subjects, "subjects");
    }

    void wrongArgumentsAreRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no image") << QStringList{"pull"};
        QTest::newRow("an empty image") << QStringList{"pull", ""};
        QTest::newRow("two images") << QStringList{"pull", "nginx", "redis"};
        QTest::newRow("an option for an image") << QStringList{"pull", "--quiet"};
        QTest::newRow("an option") << QStringList{"--help"};
        QTest::newRow("an option behind a file") << QStringList{"a.tar", "-v"};
        QTest::newRow("an empty name") << QStringList{""};
        QTest::newRow("a file of the network") << QStringList{"https://example.org/a.tar"};
    }
    void wrongArgumentsAreRefused()
    {
        QFETCH(QStringList, arguments);
        QVERIFY(!StartRequest::parse(arguments, "/home/mina"));
    }

    void wordsCarryARequest_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("the window") << QStringList{};
        QTest::newRow("an image") << QStringList{"pull", "ghcr.io/owner/app@sha256:00"};
        QTest::newRow("archives") << QStringList{"a.tar", "옹기 1.tar"};
    }
    void wordsCarryARequest()
    {
        QFETCH(QStringList, arguments);
        const auto request = StartRequest::parse(arguments, "/home/mina");
        QVERIFY(request);
        QCOMPARE(StartRequest::fromWords(request->words()), request);
    }

    // They come from another process.
    void wordsOfAnotherKindAreNone_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("none") << QStringList{};
        QTest::newRow("another verb") << QStringList{"delete", "nginx"};
        QTest::newRow("nothing to pull") << QStringList{"pull"};
        QTest::newRow("an empty image") << QStringList{"pull", ""};
        QTest::newRow("too much to pull") << QStringList{"pull", "nginx", "redis"};
        QTest::newRow("nothing to open") << QStringList{"open"};
        QTest::newRow("something to show") << QStringList{"show", "nginx"};
    }
    void wordsOfAnotherKindAreNone()
    {
        QFETCH(QStringList, words);
        QVERIFY(!StartRequest::fromWords(words));
    }
};

QTEST_GUILESS_MAIN(TestStartRequest)
#include "tst_start_request.moc"
