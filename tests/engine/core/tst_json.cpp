// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/core/json.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"

using namespace onggi;

namespace {

std::string nested(int depth)
{
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
}

bool isRefused(std::string_view text)
{
    try {
        parseJson(text, "the document");
        return false;
    } catch (const Error& error) {
        return error.code() == Code::DocumentInvalid && error.subject() == "the document";
    }
}

} // namespace

class TestJson : public QObject {
    Q_OBJECT

private slots:
    void acceptsTheDeepestAllowed() { QVERIFY(!isRefused(nested(kMaxJsonDepth))); }
    void refusesOneLevelMore() { QVERIFY(isRefused(nested(kMaxJsonDepth + 1))); }
    void refusesManyLevelsMore() { QVERIFY(isRefused(nested(200'000))); }
    void refusesARepeatedKey() { QVERIFY(isRefused(R"({"a": {"b": 1, "c": 2, "b": 3}})")); }
    void acceptsAKeyInTwoObjects() { QVERIFY(!isRefused(R"([{"a": 1}, {"a": {"a": 2}}])")); }
    void refusesTrailingText() { QVERIFY(isRefused("{} {}")); }
    void refusesInvalidUtf8() { QVERIFY(isRefused("\"\xff\"")); }

    void membersHaveTheirTypes()
    {
        const Json object = parseJson(
            R"({"s": "x", "n": 7, "l": ["a", "b"], "m": {"k": "v"}, "t": true, "z": null})", "it");
        QCOMPARE(requireString(object, "s", "it"), "x");
        QCOMPARE(requireUnsigned(object, "n", "it"), std::uint64_t(7));
        QCOMPARE(optionalStrings(object, "l", "it"), (std::vector<std::string>{"a", "b"}));
        QCOMPARE(optionalStringMap(object, "m", "it").at("k"), "v");
        QVERIFY(optionalBool(object, "t", "it"));
        QCOMPARE(optionalString(object, "z", "it"), "");
        QVERIFY(optionalStrings(object, "absent", "it").empty());
        QVERIFY_EXCEPTION_THROWN(requireString(object, "n", "it"), Error);
        QVERIFY_EXCEPTION_THROWN(requireString(object, "absent", "it"), Error);
        QVERIFY_EXCEPTION_THROWN(requireUnsigned(parseJson(R"({"n": -1})", "it"), "n", "it"),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(requireString(parseJson("[]", "it"), "s", "it"), Error);
    }
};

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
