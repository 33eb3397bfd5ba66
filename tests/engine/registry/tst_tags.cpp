// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lists of tags: many pages, and pages that lead nowhere.

#include "engine/registry/tags.h"

#include <optional>
#include <string>
#include <vector>

#include <QTest>

#include "tests/engine/registry/faulty_calls.h"

using namespace onggi;
using namespace onggi::test;

namespace {

std::vector<std::string> numbered(std::size_t count)
{
    std::vector<std::string> tags;
    for (std::size_t i = 0; i < count; ++i)
        tags.push_back("v" + std::to_string(i));
    return tags;
}

FaultReply page(const std::string& body, const std::string& link = {})
{
    FaultReply reply = status(200, body);
    if (!link.empty())
        reply.headers = {{"Link", link}};
    return reply;
}

} // namespace

class TestTags : public QObject, private FaultyCalls {
    Q_OBJECT

private slots:
    void tenThousandComePageByPage()
    {
        const std::vector<std::string> tags = numbered(10'000);
        MemoryRegistry content;
        content.setTags(tags);
        FaultServer server(content);
        QVERIFY(fetchTags(server, 20'000) == tags);
        QCOMPARE(server.requests().size(), std::size_t(10));
    }

    void noMoreAreReadThanAreWanted()
    {
        MemoryRegistry content;
        content.setTags(numbered(10'000));
        FaultServer server(content);
        QCOMPARE(fetchTags(server, 1500).size(), std::size_t(1500));
        QCOMPARE(server.requests().size(), std::size_t(2));
        QCOMPARE(fetchTags(server, 7), numbered(7));
    }

    void whatIsNoTagIsLeftOut()
    {
        FaultServer server([](const FaultRequest&) {
            return page(R"({"tags":["good","../bad","-bad","","a b","good","1.0_x"]})");
        });
        QCOMPARE(fetchTags(server, 100), (std::vector<std::string>{"good", "1.0_x"}));
    }

    void repositoryWithoutTagsHasNone()
    {
        FaultServer server([](const FaultRequest&) { return page(R"({"tags":null})"); });
        QVERIFY(fetchTags(server, 100).empty());
    }

    void pagesInCirclesAreRefused()
    {
        FaultServer server([](const FaultRequest&) {
            return page(R"({"tags":["a"]})", R"(</v2/x/tags/list?last=a>; rel="next")");
        });
        QVERIFY(refusedTags(server) == Code::RegistryProtocol);
        QCOMPARE(server.requests().size(), std::size_t(2));
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("no object") << QByteArray("[]");
        QTest::newRow("no list") << QByteArray(R"({"tags":"a"})");
        QTest::newRow("no strings") << QByteArray(R"({"tags":[1]})");
    }
    void nonsenseIsRefused()
    {
        QFETCH(QByteArray, body);
        FaultServer server([&](const FaultRequest&) { return page(body.toStdString()); });
        QVERIFY(refusedTags(server) == Code::DocumentInvalid);
    }

    void missingRepositoryIsNotFound()
    {
        FaultServer server([](const FaultRequest&) { return status(404); });
        QVERIFY(refusedTags(server) == Code::RegistryNotFound);
    }

    void onlyTheSameListOfTheSameRegistryIsGoneOnWith_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("next"); // empty: none
        QTest::newRow("path") << R"(</v2/x/tags/list?last=a>; rel="next")"
                              << "/v2/x/tags/list?last=a";
        QTest::newRow("other host") << R"(<http://evil.example/v2/x/tags/list?last=a>; rel=next)"
                                    << "/v2/x/tags/list?last=a";
        QTest::newRow("other list") << R"(</v2/y/tags/list?last=a>; rel="next")"
                                    << "";
        QTest::newRow("longer path") << R"(</v2/x/tags/list/../../y?last=a>; rel="next")"
                                     << "";
        QTest::newRow("previous") << R"(</v2/x/tags/list?last=a>; rel="prev")"
                                  << "";
        QTest::newRow("no brackets") << R"(/v2/x/tags/list?last=a; rel="next")"
                                     << "";
        QTest::newRow("open bracket") << R"(</v2/x/tags/list?last=a; rel="next")"
                                      << "";
        QTest::newRow("host alone") << R"(<https://evil.example>; rel="next")"
                                    << "";
    }
    void onlyTheSameListOfTheSameRegistryIsGoneOnWith()
    {
        QFETCH(QString, link);
        QFETCH(QString, next);
        QCOMPARE(nextPageOf(link.toStdString(), "/v2/x/tags/list").value_or(""),
                 next.toStdString());
    }

private:
    std::vector<std::string> fetchTags(const FaultServer& server, std::size_t max)
    {
        return RegistryClient(m_transfer, impatient()).fetchTags(referenceTo(server), max, {});
    }
    std::optional<Code> refusedTags(const FaultServer& server)
    {
        try {
            fetchTags(server, 100);
        } catch (const Error& error) {
            return error.code();
        }
        return std::nullopt;
    }
};

QTEST_GUILESS_MAIN(TestTags)
#include "tst_tags.moc"
