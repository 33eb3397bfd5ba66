// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/image/made_config.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/core/sha256.h"

using namespace onggi;

namespace {

MadeLayer layerOf(const std::string& name)
{
    MadeLayer layer{Sha256::of(name), {}};
    layer.step.created = 1'700'000'000;
    layer.step.createdBy = "sh";
    layer.step.author = "potter";
    layer.step.comment = "a note";
    return layer;
}

std::string baseConfig()
{
    return R"({"architecture":"amd64","os":"linux","author":"somebody","x-unknown":[1,2],)"
           R"("container_config":{"Cmd":["old"]},"config":{"Cmd":["sh"],"Env":["A=1"],"User":"u"},)"
           R"("rootfs":{"type":"layers","diff_ids":[")" +
           Sha256::of("base").text() + R"("]},"history":[{"created_by":"ADD base"}]})";
}

} // namespace

class TestMadeConfig : public QObject {
    Q_OBJECT

private slots:
    void importsALayer()
    {
        const std::vector<std::string> changes{"ENV A=1"};
        const std::string text =
            importedConfig(Platform::parse("linux/arm/v7"), layerOf("layer"), changes);
        const ImageConfig config = ImageConfig::parse(text, "x");
        QCOMPARE(config.platform.text(), std::string("linux/arm/v7"));
        QCOMPARE(config.created, std::optional<std::int64_t>(1'700'000'000));
        QVERIFY(config.diffIds == std::vector<Digest>{Sha256::of("layer")});
        QCOMPARE(config.run.environment, std::vector<std::string>{"A=1"});
        QCOMPARE(config.history.size(), 1u);
        QCOMPARE(config.history[0].comment, std::string("a note"));
        QVERIFY(config.doesHistoryTellLayers());
    }

    void commitAddsALayerAndKeepsTheRest()
    {
        ContainerDefaults defaults;
        defaults.command = std::vector<std::string>{"bash", "-l"};
        defaults.environment = {"A=2", "B=3"};
        defaults.workingDirectory = "/work";
        defaults.ports = {"53/udp", "80/tcp"};
        const std::vector<std::string> changes{"LABEL a=b"};
        const std::string text =
            committedConfig(baseConfig(), "base", layerOf("top"), defaults, changes);
        const ImageConfig config = ImageConfig::parse(text, "x");
        QVERIFY((config.diffIds == std::vector<Digest>{Sha256::of("base"), Sha256::of("top")}));
        QCOMPARE(config.author, std::string("potter"));
        QCOMPARE(config.run.command, (std::vector<std::string>{"bash", "-l"}));
        QCOMPARE(config.run.environment, (std::vector<std::string>{"A=2", "B=3"}));
        QCOMPARE(config.run.workingDirectory, std::string("/work"));
        QCOMPARE(config.run.user, std::string("u"));
        QCOMPARE(config.run.exposedPorts, (std::vector<std::string>{"53/udp", "80/tcp"}));
        QCOMPARE(config.run.labels.at("a"), std::string("b"));
        QCOMPARE(config.history.size(), 2u);
        QCOMPARE(config.layersCreatedBy()[1], std::string("sh"));
        const Json json = Json::parse(text);
        QCOMPARE(json["x-unknown"].dump(), std::string("[1,2]"));
        QVERIFY(!json.contains("container_config"));
    }

    void mendsWhatIsNoText()
    {
        ContainerDefaults defaults;
        defaults.environment = {"A=\xff"};
        const std::string text =
            committedConfig(baseConfig(), "base", layerOf("top"), defaults, {});
        QCOMPARE(ImageConfig::parse(text, "x").run.environment,
                 std::vector<std::string>{"A=\xef\xbf\xbd"});
    }

    void refusesABaseThatIsNone()
    {
        QVERIFY_EXCEPTION_THROWN(committedConfig("{}", "base", layerOf("top"), {}, {}), Error);
        QVERIFY_EXCEPTION_THROWN(committedConfig("[]", "base", layerOf("top"), {}, {}), Error);
    }
};

QTEST_APPLESS_MAIN(TestMadeConfig)
#include "tst_made_config.moc"
