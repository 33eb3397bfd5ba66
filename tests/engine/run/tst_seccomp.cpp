// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/seccomp.h"

#include <fcntl.h>

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/fd.h"

using namespace onggi;

namespace {

SeccompTarget target(std::set<std::string> capabilities = {}, std::string architecture = "amd64",
                     KernelVersion kernel = {6, 6, 0})
{
    return {std::move(capabilities), std::move(architecture), kernel};
}

std::string profile(const std::string& rules)
{
    return R"({"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,"defaultErrno":"ENOSYS",
        "archMap":[{"architecture":"SCMP_ARCH_X86_64","subArchitectures":["SCMP_ARCH_X86","SCMP_ARCH_X32"]},
                   {"architecture":"SCMP_ARCH_AARCH64","subArchitectures":["SCMP_ARCH_ARM"]}],
        "syscalls":[)" +
           rules + "]}";
}

// The names of the rules that are left, by their action.
std::string left(const std::string& rules, const SeccompTarget& to)
{
    std::string text;
    const Json resolved = resolveSeccomp(profile(rules), to);
    for (const Json& rule : resolved.at("syscalls")) {
        const std::string action = rule.at("action");
        text += action.substr(9) + ':';
        for (const Json& name : rule.at("names"))
            text += ' ' + name.get<std::string>();
        text += ';';
    }
    return text;
}

} // namespace

class TestSeccomp : public QObject {
    Q_OBJECT

private slots:
    void conditionsOnCapabilities()
    {
        const std::string rules =
            R"({"names":["both"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_A","CAP_B"]}},
                 {"names":["a"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_A"]}},
                 {"names":["a"],"action":"SCMP_ACT_ERRNO","errnoRet":1,"excludes":{"caps":["CAP_A","CAP_X"]}})";
        QCOMPARE(left(rules, target()), "ERRNO: a;");
        QCOMPARE(left(rules, target({"CAP_A"})), "ALLOW: a;");
        QCOMPARE(left(rules, target({"CAP_A", "CAP_B"})), "ALLOW: both;ALLOW: a;");
        QCOMPARE(left(rules, target({"CAP_X"})), "");
    }

    void conditionsOnArchitectureAndKernel()
    {
        const std::string rules =
            R"({"names":["here"],"action":"SCMP_ACT_ALLOW","includes":{"arches":["amd64","x32"]}},
                 {"names":["there"],"action":"SCMP_ACT_ALLOW","includes":{"arches":["arm64"]}},
                 {"names":["elsewhere"],"action":"SCMP_ACT_ALLOW","excludes":{"arches":["amd64"]}},
                 {"names":["new"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":"6.7"}},
                 {"names":["old"],"action":"SCMP_ACT_ALLOW","excludes":{"minKernel":"6.7"}})";
        QCOMPARE(left(rules, target()), "ALLOW: here;ALLOW: old;");
        QCOMPARE(left(rules, target({}, "amd64", {6, 10, 0})), "ALLOW: here;ALLOW: new;");
        QCOMPARE(left(rules, target({}, "arm64")), "ALLOW: there;ALLOW: elsewhere;ALLOW: old;");
    }

    void architecturesComeFromTheMap()
    {
        QCOMPARE(resolveSeccomp(profile(""), target()).at("architectures").dump(),
                 R"(["SCMP_ARCH_X86_64","SCMP_ARCH_X86","SCMP_ARCH_X32"])");
        QCOMPARE(resolveSeccomp(profile(""), target({}, "arm64")).at("architectures").dump(),
                 R"(["SCMP_ARCH_AARCH64","SCMP_ARCH_ARM"])");
        QVERIFY_EXCEPTION_THROWN(resolveSeccomp(profile(""), target({}, "vax")), Error);
    }

    void resultIsOfTheRuntimesForm()
    {
        const Json resolved = resolveSeccomp(
            profile(
                R"({"names":["personality"],"action":"SCMP_ACT_ALLOW","comment":"x","includes":{},"excludes":{},
                "args":[{"index":0,"value":8,"valueTwo":0,"op":"SCMP_CMP_EQ"}]},
                {"name":"socket","action":"SCMP_ACT_ERRNO","errnoRet":22,"errno":"EINVAL","args":null})"),
            target());
        const Json expected = Json::parse(R"({"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,
            "architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_X86","SCMP_ARCH_X32"],
            "syscalls":[{"names":["personality"],"action":"SCMP_ACT_ALLOW",
                         "args":[{"index":0,"value":8,"valueTwo":0,"op":"SCMP_CMP_EQ"}]},
                        {"names":["socket"],"action":"SCMP_ACT_ERRNO","errnoRet":22}]})");
        QCOMPARE(resolved.dump(), expected.dump());
    }

    void whatIsNotUnderstoodIsRefused_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("member") << R"({"names":["a"],"action":"SCMP_ACT_ALLOW","unless":1})";
        QTest::newRow("condition")
            << R"({"names":["a"],"action":"SCMP_ACT_ALLOW","includes":{"uid":0}})";
        QTest::newRow("kernel")
            << R"({"names":["a"],"action":"SCMP_ACT_ALLOW","includes":{"minKernel":"new"}})";
        QTest::newRow("no names") << R"({"names":[],"action":"SCMP_ACT_ALLOW"})";
        QTest::newRow("no action") << R"({"names":["a"]})";
        QTest::newRow("capabilities")
            << R"({"names":["a"],"action":"SCMP_ACT_ALLOW","includes":{"caps":"CAP_A"}})";
        QTest::newRow("argument")
            << R"({"names":["a"],"action":"SCMP_ACT_ALLOW","args":[{"index":-1,"value":0,"op":"x"}]})";
    }
    void whatIsNotUnderstoodIsRefused()
    {
        QFETCH(QString, rule);
        try {
            resolveSeccomp(profile(rule.toStdString()), target());
            QFAIL("resolved");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::DocumentInvalid);
        }
    }
};

QTEST_APPLESS_MAIN(TestSeccomp)
#include "tst_seccomp.moc"
