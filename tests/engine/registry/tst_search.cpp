// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/registry/search.h"

#include <atomic>

#include <QTest>

#include "tests/engine/registry/faulty_calls.h"

using namespace onggi;
using namespace onggi::test;

namespace {

FaultReply page(const std::vector<std::string>& names, const std::string& next = {})
{
    FaultReply reply = status(200, Json{{"repositories", names}}.dump());
    if (!next.empty())
        reply.headers = {{"Link", "<" + next + ">; rel=\"next\""}};
    return reply;
}

std::string namesOf(const std::vector<FoundRepository>& found)
{
    std::string text;
    for (const FoundRepository& one : found)
        text += (text.empty() ? "" : " ") + one.repository;
    return text;
}

Json hubRow(const std::string& name, int stars = 0, bool isOfficial = false)
{
    return {{"name", name},
            {"description", "what " + name + " is"},
            {"star_count", stars},
            {"is_official", isOfficial}};
}

} // namespace

class TestSearch : public QObject, private FaultyCalls {
    Q_OBJECT

private slots:
    void findsNamesOnAllPagesOfACatalog()
    {
        FaultServer server([](const FaultRequest& request) {
            if (request.target == "/v2/_catalog?n=1000")
                return page({"team/Web", "team/db"}, "/v2/_catalog?last=team%2Fdb&n=1000");
            return page({"web/front", "zoo"});
        });
        const std::string domain = server.domain();
        QCOMPARE(namesOf(search(server, "web")), domain + "/web/front");
        QCOMPARE(namesOf(search(server, "DB")), domain + "/team/db");
        QCOMPARE(namesOf(search(server, "")),
                 domain + "/team/db " + domain + "/web/front " + domain + "/zoo");
        QCOMPARE(countOf(server, "last=team%2Fdb"), std::size_t(3));
    }

    void stopsWhenThereIsEnough()
    {
        FaultServer server([](const FaultRequest&) {
            return page({"a", "b", "c"}, "/v2/_catalog?last=c&n=1000");
        });
        QCOMPARE(search(server, "", 2).size(), std::size_t(2));
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void catalogThatGoesInCirclesIsRefused()
    {
        FaultServer server([](const FaultRequest&) {
            return page({"a", "b"}, "/v2/_catalog?last=b&n=1000");
        });
        QVERIFY(refusedSearch(server) == Code::RegistryProtocol);
        QCOMPARE(server.requests().size(), std::size_t(2));
    }

    void catalogWithoutAnEndIsRefused()
    {
        std::atomic<int> count = 0;
        FaultServer server([&](const FaultRequest&) {
            return page({"n" + std::to_string(++count)}, "/v2/_catalog?last=x&n=1000");
        });
        QVERIFY(refusedSearch(server, "nothing is called so") == Code::RegistryTooLarge);
    }

    void catalogOfLongerPagesThanAskedForEndsEarlier()
    {
        std::atomic<int> count = 0;
        FaultServer server([&](const FaultRequest&) {
            const std::string begin = std::to_string(++count) + '-';
            std::vector<std::string> names;
            for (int i = 0; i < 400'000; ++i)
                names.push_back(begin + std::to_string(i));
            return page(names, "/v2/_catalog?last=x&n=1000");
        });
        QVERIFY(refusedSearch(server, "nothing is called so") == Code::RegistryTooLarge);
        QCOMPARE(server.requests().size(), std::size_t(3));
    }

    void registryWithoutACatalogSaysSo()
    {
        FaultServer server([](const FaultRequest&) { return status(404); });
        QVERIFY(refusedSearch(server) == Code::RegistryNotFound);
    }

    void catalogThatIsNoneIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("numbers") << QByteArray(R"({"repositories":[1]})");
    }
    void catalogThatIsNoneIsRefused()
    {
        QFETCH(QByteArray, body);
        FaultServer server([&](const FaultRequest&) { return status(200, body.toStdString()); });
        QVERIFY(refusedSearch(server) == Code::DocumentInvalid);
    }

    void namesThatNobodyCouldPullAreLeftOut()
    {
        FaultServer server([](const FaultRequest&) {
            return page({"good", "\x1b[31mred", "../up", "with:tag", "", "two words"});
        });
        QCOMPARE(namesOf(search(server, "")), server.domain() + "/good");
    }

    void hubIsAskedAsDockerAsksIt()
    {
        FaultServer server([](const FaultRequest&) {
            return status(200,
                          Json{{"results", {hubRow("nginx", 7, true), hubRow("me/nginx")}}}.dump());
        });
        const auto found = searchHubAt(server, "web & more", 25);
        QCOMPARE(server.requests().front().target,
                 std::string("/v1/search?q=web%20%26%20more&n=25&page=1"));
        QCOMPARE(namesOf(found), std::string("docker.io/library/nginx docker.io/me/nginx"));
        QCOMPARE(found[0].stars, std::uint64_t(7));
        QVERIFY(found[0].isOfficial && !found[1].isOfficial);
        QCOMPARE(found[1].description, std::string("what me/nginx is"));
    }

    void hubIsAskedForMorePagesWhereItHasThem()
    {
        FaultServer server([](const FaultRequest& request) {
            Json rows = Json::array();
            const bool isFirst = request.target.ends_with("page=1");
            for (int i = 0; i < (isFirst ? 100 : 30); ++i)
                rows.push_back(hubRow((isFirst ? "a" : "b") + std::to_string(i)));
            return status(200, Json{{"results", rows}}.dump());
        });
        QCOMPARE(searchHubAt(server, "x", 1000).size(), std::size_t(130));
        QCOMPARE(server.requests().size(), std::size_t(2));
    }

    void hubThatRepeatsItselfIsNotAskedForEver()
    {
        FaultServer server([](const FaultRequest&) {
            return status(200, Json{{"results", {hubRow("a"), hubRow("b")}}}.dump());
        });
        QCOMPARE(searchHubAt(server, "x", 2).size(), std::size_t(2));
        FaultServer full([](const FaultRequest&) {
            Json rows = Json::array();
            for (int i = 0; i < 100; ++i)
                rows.push_back(hubRow("a" + std::to_string(i)));
            return status(200, Json{{"results", rows}}.dump());
        });
        QCOMPARE(searchHubAt(full, "x", 1000).size(), std::size_t(100));
        QCOMPARE(full.requests().size(), std::size_t(2));
    }

private:
    std::vector<FoundRepository> search(const FaultServer& server, const std::string& term,
                                        std::size_t max = 1000)
    {
        return RegistryClient(m_transfer, impatient()).search(server.domain(), term, max, {});
    }
    Code refusedSearch(const FaultServer& server, const std::string& term = {})
    {
        try {
            search(server, term);
        } catch (const Error& error) {
            return error.code();
        }
        return Code::SystemIo;
    }
    std::vector<FoundRepository> searchHubAt(const FaultServer& server, const std::string& term,
                                             std::size_t max)
    {
        const RegistryOptions options = impatient();
        FirstAnswer firstAnswer{std::chrono::milliseconds(0)};
        TokenCache tokens;
        Endpoint endpoint(server.domain(), m_transfer, options, firstAnswer, tokens);
        return searchHub(endpoint, "docker.io", term, max, {});
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
