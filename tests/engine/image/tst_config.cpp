// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/image/config.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/image/manifest.h"

using namespace onggi;

namespace {

Json config()
{
    return Json::parse(R"({
        "architecture": "amd64", "os": "linux", "created": "2024-01-02T03:04:05.678Z",
        "config": {
            "Entrypoint": ["/entry"], "Cmd": ["serve"], "Env": ["PATH=/bin"], "User": "web:www",
            "WorkingDir": "/srv", "ExposedPorts": {"80/tcp": {}, "53/udp": {}},
            "Volumes": {"/data": {}}, "Labels": {"k": "v"}, "StopSignal": "SIGQUIT"
        },
        "rootfs": {"type": "layers", "diff_ids": [
            "sha256:1111111111111111111111111111111111111111111111111111111111111111",
            "sha256:2222222222222222222222222222222222222222222222222222222222222222"]},
        "history": [
            {"created_by": "ADD base"},
            {"created_by": "ENV x", "empty_layer": true},
            {"created_by": "COPY two", "comment": "c", "author": "a", "created": "2024-01-01T00:00:00Z"}]
    })");
}

bool isRefused(const Json& json)
{
    try {
        ImageConfig::parse(json.dump(), "it");
        return false;
    } catch (const Error&) {
        return true;
    }
}

} // namespace

class TestConfig : public QObject {
    Q_OBJECT

private slots:
    void readsWhatARunNeeds()
    {
        const ImageConfig read = ImageConfig::parse(config().dump(), "it");
        QCOMPARE(read.platform.text(), "linux/amd64");
        QCOMPARE(read.created, std::optional<std::int64_t>(1704164645));
        QCOMPARE(read.run.entrypoint, std::vector<std::string>{"/entry"});
        QCOMPARE(read.run.command, std::vector<std::string>{"serve"});
        QCOMPARE(read.run.user, "web:www");
        QCOMPARE(read.run.workingDirectory, "/srv");
        QCOMPARE(read.run.exposedPorts, (std::vector<std::string>{"53/udp", "80/tcp"}));
        QCOMPARE(read.run.volumes, std::vector<std::string>{"/data"});
        QCOMPARE(read.run.labels.at("k"), "v");
        QCOMPARE(read.run.stopSignal, "SIGQUIT");
        QCOMPARE(read.diffIds.size(), std::size_t(2));
    }

    void refusesMoreLayersOrStepsThanAnyImageHas()
    {
        Json json = config();
        Json& layers = json["rootfs"]["diff_ids"];
        layers = Json(kMaxLayers, layers[0]);
        json["history"] = Json(kMaxHistorySteps, Json::object());
        QVERIFY(!isRefused(json));
        layers.push_back(layers[0]);
        QVERIFY(isRefused(json));
        layers.erase(0);
        json["history"].push_back(Json::object());
        QVERIFY(isRefused(json));
    }

    void stepsBelongToTheirLayers()
    {
        const ImageConfig read = ImageConfig::parse(config().dump(), "it");
        QCOMPARE(read.layersCreatedBy(), (std::vector<std::string>{"ADD base", "COPY two"}));
    }

    void noStepBelongsToALayerWhereTheHistoryCountsOtherwise()
    {
        Json json = config();
        json["history"].erase(0);
        const std::vector<std::string> nothing(2);
        QCOMPARE(ImageConfig::parse(json.dump(), "it").layersCreatedBy(), nothing);
        json.erase("history");
        QCOMPARE(ImageConfig::parse(json.dump(), "it").layersCreatedBy(), nothing);
    }

    void acceptsNullsAndAStringForACommand()
    {
        Json json = config();
        json["config"] = {{"Cmd", "serve"}, {"Entrypoint", nullptr}, {"Env", nullptr}};
        QCOMPARE(ImageConfig::parse(json.dump(), "it").run.command,
                 std::vector<std::string>{"serve"});
        json["config"] = nullptr;
        QVERIFY(ImageConfig::parse(json.dump(), "it").run.command.empty());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::newRow("no architecture") << "/architecture"
                                         << "null";
        QTest::newRow("unknown root file system") << "/rootfs/type"
                                                  << "\"other\"";
        QTest::newRow("a digest that is none") << "/rootfs/diff_ids/0"
                                               << "\"x\"";
        QTest::newRow("numbers in the environment") << "/config/Env"
                                                    << "[1]";
        QTest::newRow("ports in a list") << "/config/ExposedPorts"
                                         << "[\"80\"]";
        QTest::newRow("history that is no list") << "/history"
                                                 << "{}";
    }
    void refuses()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        Json json = config();
        json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        QVERIFY(isRefused(json));
    }

    void timesLeadToSecondsAndBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("epoch") << "1970-01-01T00:00:00Z" << qint64(0);
        QTest::newRow("fraction") << "1970-01-01T00:00:01.999999999Z" << qint64(1);
        QTest::newRow("east") << "1970-01-01T09:00:00+09:00" << qint64(0);
        QTest::newRow("west") << "1969-12-31T19:00:00-05:00" << qint64(0);
        QTest::newRow("leap day") << "2024-02-29T12:00:00Z" << qint64(1709208000);
        QTest::newRow("the first second") << "0000-01-01T00:00:00Z" << qint64(-62167219200);
        QTest::newRow("the last second") << "9999-12-31T23:59:59Z" << qint64(253402300799);
        QTest::newRow("before the epoch") << "0001-01-01T00:00:00Z" << qint64(-62135596800);
    }
    void timesLeadToSecondsAndBack()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        QCOMPARE(parseTime(text.toStdString()), std::optional<std::int64_t>(seconds));
        QCOMPARE(parseTime(formatTime(seconds)), std::optional<std::int64_t>(seconds));
    }

    void refusesWhatIsNoTime_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "yesterday", "2024-02-30T00:00:00Z", "2024-01-01T25:00:00Z", "2024-01-01",
              "2024-01-01T00:00:00", "2024-01-01T00:00:00Zx", "-024-01-01T00:00:00Z",
              "2024-01-01T-0:00:00Z", "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00"})
            QTest::newRow(text) << text;
    }
    void refusesWhatIsNoTime()
    {
        QFETCH(QString, text);
        QVERIFY(!parseTime(text.toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestConfig)
#include "tst_config.moc"
