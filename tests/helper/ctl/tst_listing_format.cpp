// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/listing_format.h"

#include <QScopeGuard>
#include <QTest>
#include <nlohmann/json.hpp>

#include "helper/ctl/format_rows.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/output.h"
#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

const std::vector<FormatField> kFields{{"ID", "IMAGE ID"}, {"Size", "SIZE"}};

QString formatted(const std::string& format)
{
    return QString::fromStdString(Format(format).text(
        {{{"ID", "a1"}, {"Size", "12 kB"}}, {{"ID", "b2\x1b[31m"}, {"Size", "3 B"}}}, kFields));
}

FormatRows imagesOf(const StoreView& view, bool isUntruncated = false)
{
    const Forest forest(view);
    return imageFormatRows(view, selectLines(view, forest, {}, {}), allImageSizes(view, forest),
                           isUntruncated);
}

} // namespace

class TestListingFormat : public QObject {
    Q_OBJECT

private slots:
    void writesALineForEachRow()
    {
        QCOMPARE(formatted("{{.ID}}={{.Size}}"), QString("a1=12 kB\nb2\\x1b[31m=3 B\n"));
    }

    void takesEscapesOfTheShellsUser()
    {
        QCOMPARE(formatted("{{.ID}}\\t{{.Size}}").section('\n', 0, 0), QString("a1\t12 kB"));
    }

    void keepsATextFromMakingLinesAndCells()
    {
        const std::vector<OrderedJson> rows{OrderedJson{{"ID", "a\nb\tc"}, {"Size", "1 B"}}};
        const auto text = [&rows](const char* format) {
            return QString::fromStdString(Format(format).text(rows, kFields));
        };
        QCOMPARE(text("{{.ID}}\\t{{.Size}}"), QString("a\\nb\\tc\t1 B\n"));
        QCOMPARE(text("table {{.ID}}\\t{{.Size}}"), QString("IMAGE ID  SIZE\n"
                                                           "a\\nb\\tc   1 B\n"));
        QCOMPARE(text("json"), QString("{\"ID\":\"a\\nb\\tc\",\"Size\":\"1 B\"}\n"));
    }

    void drawsATableWithTitles()
    {
        QCOMPARE(formatted("table {{.Size}}\\t{{.ID}}"), QString("SIZE   IMAGE ID\n"
                                                                 "12 kB  a1\n"
                                                                 "3 B    b2\\x1b[31m\n"));
        QCOMPARE(formatted("table {{upper .ID}}:{{.Size}}").section('\n', 0, 1),
                 QString("IMAGE ID:SIZE\nA1:12 kB"));
    }

    void drawsATableWhoseTitlesMakeNoSense()
    {
        QCOMPARE(formatted("table {{len .ID}}\\t{{index (split .Size \" \") 1}}").section('\n', 1),
                 QString("2   kB\n10  B\n")); // as it is shown
    }

    void writesJsonLines()
    {
        QCOMPARE(formatted("json"), QString("{\"ID\":\"a1\",\"Size\":\"12 kB\"}\n"
                                            "{\"ID\":\"b2\\u001b[31m\",\"Size\":\"3 B\"}\n"));
    }

    void leavesTheOwnTableToTheListing()
    {
        QVERIFY(Format("").isDefault());
        QVERIFY(Format("table").isDefault());
        QVERIFY(!Format("json").isDefault());
    }

    void saysWhichFieldsThereAre()
    {
        QVERIFY_THROWS_EXCEPTION(UsageError, formatted("{{.Nope}}"));
        QVERIFY_THROWS_EXCEPTION(UsageError, Format("{{.ID"));
    }

    void keepsAWholeDocumentJson()
    {
        const OrderedJson document{{"A", "x\u202ey"}, {"B", {1, 2}}};
        QCOMPARE(Format("json").text(document), std::string("{\"A\":\"x\\u202ey\",\"B\":[1,2]}\n"));
        QCOMPARE(Format("{{json .A}} {{.A}}").text(document),
                 std::string("\"x\\u202ey\" x\\u{202e}y\n"));
    }

    void givesImagesDockersFields()
    {
        StoreView view = DrawnStore("docker.io/library/x:1 = a\n<none> = b\nweb @ "
                                    "docker.io/library/x:1\n")
                             .view();
        view.images[0].created = 1767225600;
        const FormatRows all = imagesOf(view);
        const OrderedJson& row = all.rows[0];
        QVERIFY(row["Repository"] == "x");
        QVERIFY(row["Tag"] == "1");
        QVERIFY(row["ID"] == view.images[0].id.shortHex());
        QVERIFY(row["Digest"] == "<none>");
        QVERIFY(row["CreatedAt"] == "2026-01-01 00:00:00 +0000 UTC");
        QVERIFY(row["Size"] == "100 B");
        QVERIFY(row["Containers"] == "1");
        QVERIFY(all.rows[1]["Repository"] == "<none>");
        QVERIFY(all.rows[1]["CreatedAt"] == "N/A");
        QVERIFY(imagesOf(view, true).rows[0]["ID"] == view.images[0].id.text());
        for (const OrderedJson& each : all.rows)
            QCOMPARE(each.size(), all.fields.size());
    }

    void givesContainersDockersFields()
    {
        StoreView view =
            DrawnStore("docker.io/library/x:1 = a\nweb @ docker.io/library/x:1\n").view();
        ContainerRow& container = view.containers[0];
        container.imageName = "docker.io/library/x:1";
        container.command = "sleep 1000 and a long time more";
        container.ports = {"127.0.0.1:8080->80/tcp", "0.0.0.0:1->1/udp"};
        container.state = ContainerState::Stopped;
        container.exitCode = 3;
        const std::vector<std::size_t> shown{0};
        const FormatRows all =
            containerFormatRows(view, shown, {{"a=b", "/data", "bridge"}}, false);
        const OrderedJson& row = all.rows[0];
        QVERIFY(row["ID"] == container.id.substr(0, 12));
        QVERIFY(row["Image"] == "x:1");
        QVERIFY(row["Names"] == "web");
        QVERIFY(row["State"] == "exited");
        QVERIFY(row["Status"].get<std::string>().starts_with("Exited (3)"));
        QVERIFY(row["Command"] == "\"sleep 1000 and a lo…\"");
        QVERIFY(row["Ports"] == "127.0.0.1:8080->80/tcp, 0.0.0.0:1->1/udp");
        QVERIFY(row["Labels"] == "a=b");
        QVERIFY(row["Mounts"] == "/data");
        QVERIFY(row["Networks"] == "bridge");
        QCOMPARE(row.size(), all.fields.size());
        QVERIFY(containerFormatRows(view, shown, {}, true).rows[0]["Labels"] == "");
        setUnicodeOutput(false);
        const auto back = qScopeGuard([] { setUnicodeOutput(true); });
        QVERIFY(containerFormatRows(view, shown, {}, false).rows[0]["Command"] ==
                "\"sleep 1000 and a ...\"");
    }

    void readsWhatInspectKnowsOfAContainer()
    {
        const ContainerExtras extras = containerExtras(kInspected);
        QCOMPARE(extras.labels, std::string("a=b,c=d"));
        QCOMPARE(extras.mounts, std::string("/srv"));
        QCOMPARE(extras.networks, std::string("bridge"));
        QVERIFY(containerExtras("no JSON").labels.empty());
        QVERIFY(containerExtras("[]").networks.empty());
    }

    void givesStepsDockersFields()
    {
        const OrderedJson steps = OrderedJson::array({{{"createdAt", "2026-01-01T00:00:00Z"},
                                                       {"createdBy", "ADD x"},
                                                       {"comment", "first"},
                                                       {"diffId", "sha256:" + std::string(64, 'a')},
                                                       {"contentBytes", 1200}},
                                                      {{"createdAt", nullptr},
                                                       {"createdBy", "ENV y"},
                                                       {"comment", ""},
                                                       {"diffId", nullptr},
                                                       {"contentBytes", 0}}});
        const FormatRows all = historyFormatRows(steps, {});
        QVERIFY(all.rows[0]["CreatedBy"] == "ENV y");
        QVERIFY(all.rows[0]["ID"] == "<missing>");
        QVERIFY(all.rows[1]["ID"] == "aaaaaaaaaaaa");
        QVERIFY(all.rows[1]["Size"] == "1.2 kB");
        QVERIFY(all.rows[1]["Comment"] == "first");
        QCOMPARE(all.rows[0].size(), all.fields.size());
        const FormatRows exact = historyFormatRows(steps, {.isHuman = false});
        QVERIFY(exact.rows[1]["Size"] == "1200");
        QVERIFY(exact.rows[1]["CreatedSince"] == "2026-01-01T00:00:00Z");
        QVERIFY(exact.rows[0]["Size"] == "0" && exact.rows[0]["CreatedSince"] == "-");
    }

private:
    static const char* const kInspected;
};

const char* const TestListingFormat::kInspected =
    R"({"Config":{"Labels":{"a":"b","c":"d"}},"HostConfig":{"NetworkMode":"bridge"},)"
    R"("Mounts":[{"Source":"/srv"},{"Destination":"/x"}]})";

QTEST_APPLESS_MAIN(TestListingFormat)
#include "tst_listing_format.moc"
