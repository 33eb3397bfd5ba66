// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/image/config_change.h"

#include <QStringList>
#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"

using namespace onggi;

namespace {

// Here, because moc does not read every text that stands in a class.
void addChanges()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("after");
    const auto row = [](const char* name, const char* before, const char* change,
                        const char* after) {
        QTest::newRow(name) << QString(before) << QString(change) << QString(after);
    };
    row("CMD that is executed", "{}", R"(CMD ["a", "b c"])", R"({"Cmd":["a","b c"]})");
    row("CMD for a shell", "{}", "cmd echo  $HOME", R"({"Cmd":["/bin/sh","-c","echo  $HOME"]})");
    row("CMD for the image's shell", R"({"Shell":["/bin/bash","-c"]})", "CMD x",
        R"({"Cmd":["/bin/bash","-c","x"],"Shell":["/bin/bash","-c"]})");
    row("ENTRYPOINT drops the CMD", R"({"Cmd":["x"]})", R"(ENTRYPOINT ["e"])",
        R"({"Entrypoint":["e"]})");
    row("ENV", R"({"Env":["A=1","B=2"]})", R"(ENV A=3 C="x y")",
        R"({"Env":["A=3","B=2","C=x y"]})");
    row("ENV with a space", "{}", "ENV A some  words", R"({"Env":["A=some  words"]})");
    row("ENV on top of another", R"({"Env":["PATH=/bin"]})", "ENV PATH=$PATH:/opt",
        R"({"Env":["PATH=/bin:/opt"]})");
    row("EXPOSE", "{}", "EXPOSE 80 53/udp", R"({"ExposedPorts":{"53/udp":{},"80/tcp":{}}})");
    row("EXPOSE a range", "{}", "EXPOSE 80-81", R"({"ExposedPorts":{"80/tcp":{},"81/tcp":{}}})");
    row("EXPOSE in capitals", "{}", "EXPOSE 80/TCP 53/Udp",
        R"({"ExposedPorts":{"53/udp":{},"80/tcp":{}}})");
    row("LABEL", R"({"Labels":{"a":"1"}})", R"(LABEL "b.c"="x y" a=2)",
        R"({"Labels":{"a":"2","b.c":"x y"}})");
    row("USER", "{}", "USER jar:pot", R"({"User":"jar:pot"})");
    row("USER in quotes", "{}", R"(USER "a b")", R"({"User":"a b"})");
    row("VOLUME of words", "{}", "VOLUME /a /b", R"({"Volumes":{"/a":{},"/b":{}}})");
    row("VOLUME as a list", "{}", R"(VOLUME ["/a b"])", R"({"Volumes":{"/a b":{}}})");
    row("WORKDIR", "{}", "WORKDIR /a/../b/", R"({"WorkingDir":"/b"})");
    row("WORKDIR from where it was", R"({"WorkingDir":"/a"})", "WORKDIR b",
        R"({"WorkingDir":"/a/b"})");
    row("STOPSIGNAL", "{}", "STOPSIGNAL SIGQUIT", R"({"StopSignal":"SIGQUIT"})");
    row("STOPSIGNAL as a number", "{}", "STOPSIGNAL 9", R"({"StopSignal":"9"})");
    row("STOPSIGNAL in real time", "{}", "STOPSIGNAL rtmin+3", R"({"StopSignal":"rtmin+3"})");
    row("STOPSIGNAL of a variable", R"({"Env":["S=INT"]})", "STOPSIGNAL $S",
        R"({"Env":["S=INT"],"StopSignal":"INT"})");
    row("ONBUILD", "{}", "ONBUILD RUN make", R"({"OnBuild":["RUN make"]})");
    row("HEALTHCHECK", "{}", "HEALTHCHECK --interval=1m30s --retries=3 CMD ping x",
        R"({"Healthcheck":{"Interval":90000000000,"Retries":3,"Test":["CMD-SHELL","ping x"]}})");
    row("HEALTHCHECK with Go's durations", "{}",
        "HEALTHCHECK --interval=+1.5h --timeout=250ms1us --start-period=5000\u00b5s "
        "--start-interval=.5s20\u03bcs CMD x",
        R"({"Healthcheck":{"Interval":5400000000000,"StartInterval":500020000,)"
        R"("StartPeriod":5000000,"Test":["CMD-SHELL","x"],"Timeout":250001000}})");
    row("HEALTHCHECK with zero", "{}", "HEALTHCHECK --interval=0 CMD x",
        R"({"Healthcheck":{"Interval":0,"Test":["CMD-SHELL","x"]}})");
    row("HEALTHCHECK that is executed", "{}", R"(HEALTHCHECK CMD ["ping"])",
        R"({"Healthcheck":{"Test":["CMD","ping"]}})");
    row("no HEALTHCHECK", "{}", "HEALTHCHECK NONE", R"({"Healthcheck":{"Test":["NONE"]}})");
    row("what has another type", R"({"Env":"x","Labels":[]})", "LABEL a=b",
        R"({"Env":"x","Labels":{"a":"b"}})");
}

// Here, because moc does not read every text that stands in a class.
void addRefused()
{
    QTest::addColumn<QString>("change");
    for (const char* change : {"",
                               "CMD",
                               "RUN make",
                               "COPY a b",
                               "FROM x",
                               "no instruction",
                               "ENV A",
                               "ENV =b",
                               "EXPOSE 0",
                               "EXPOSE 70000",
                               "EXPOSE 80/icmp",
                               "EXPOSE 9-8",
                               "EXPOSE x",
                               "LABEL a",
                               "USER $NONE",
                               "USER a b",
                               "STOPSIGNAL a;b",
                               "STOPSIGNAL FOO",
                               "STOPSIGNAL 0",
                               "STOPSIGNAL 65",
                               "STOPSIGNAL TERM KILL",
                               "ONBUILD ONBUILD RUN x",
                               "ONBUILD FROM x",
                               "HEALTHCHECK --interval=x CMD y",
                               "HEALTHCHECK --interval= CMD y",
                               "HEALTHCHECK --interval=+ CMD y",
                               "HEALTHCHECK --interval=-1s CMD y",
                               "HEALTHCHECK --interval=10 CMD y",
                               "HEALTHCHECK --interval=1S CMD y",
                               "HEALTHCHECK --interval=nans CMD y",
                               "HEALTHCHECK --interval=infs CMD y",
                               "HEALTHCHECK --what=1 CMD y",
                               "HEALTHCHECK CMD",
                               "HEALTHCHECK x",
                               "LABEL a=\"b"})
        QTest::newRow(*change == '\0' ? "nothing" : change) << QString(change);
}

} // namespace

class TestConfigChange : public QObject {
    Q_OBJECT

private slots:
    void changesWhatTheInstructionSays_data() { addChanges(); }
    void changesWhatTheInstructionSays()
    {
        QFETCH(QString, before);
        QFETCH(QString, change);
        Json config = Json::parse(before.toStdString());
        const std::vector<std::string> changes{change.toStdString()};
        applyChanges(config, changes);
        QTEST(QString::fromStdString(config.dump()), "after");
    }

    void entrypointKeepsACmdOfTheSameChanges()
    {
        Json config{{"Cmd", Json::array({"old"})}};
        const std::vector<std::string> changes{"CMD [\"new\"]", "ENTRYPOINT [\"e\"]"};
        applyChanges(config, changes);
        QCOMPARE(config["Cmd"].dump(), std::string("[\"new\"]"));
        QCOMPARE(config["Entrypoint"].dump(), std::string("[\"e\"]"));
    }

    void eachChangeSeesThoseBeforeIt()
    {
        Json config{{"Env", Json::array({"A=0", "D=d"})}};
        const std::vector<std::string> changes{"ENV A=1 B=2", "ENV A=3 C=$A$B", "ENV E=$A$C$D"};
        applyChanges(config, changes);
        QCOMPARE(config["Env"].dump(), std::string(R"(["A=3","D=d","B=2","C=12","E=312d"])"));
    }

    void refusesChangesThatGrowWithoutEnd_data()
    {
        QTest::addColumn<QStringList>("changes");
        QStringList doubled{"ENV A=" + QString(1000, 'x')};
        for (int times = 0; times < 16; ++times)
            doubled.append("ENV A=$A$A");
        QTest::newRow("a variable that doubles") << doubled;
        QTest::newRow("a variable a thousand times in one")
            << QStringList{"ENV A=" + QString(2000, 'x'), "ENV B=" + QString("$A").repeated(1000)};
        QTest::newRow("all ports again and again") << QStringList(20, "EXPOSE 1-65535");
        QTest::newRow("a directory that gets deeper")
            << QStringList(100, "WORKDIR " + QString(20'000, 'x'));
    }
    void refusesChangesThatGrowWithoutEnd()
    {
        QFETCH(QStringList, changes);
        std::vector<std::string> texts;
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        QVERIFY_EXCEPTION_THROWN(checkChanges(texts), Error);
    }

    void exposesAllPortsOfBothProtocols()
    {
        const std::vector<std::string> changes{"EXPOSE 1-65535 1-65535/udp"};
        Json config = Json::object();
        applyChanges(config, changes);
        QCOMPARE(config["ExposedPorts"].size(), std::size_t(2 * 65535));
    }

    void refusesWhatItCannotDo_data() { addRefused(); }
    void refusesWhatItCannotDo()
    {
        QFETCH(QString, change);
        const std::vector<std::string> changes{change.toStdString()};
        try {
            checkChanges(changes);
            QFAIL("it was taken");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::ApiInvalidArgument);
        }
    }
};

QTEST_APPLESS_MAIN(TestConfigChange)
#include "tst_config_change.moc"
