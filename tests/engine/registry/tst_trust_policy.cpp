// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// policy.json: which scope counts, and that nothing passes which cannot be verified.

#include <QTest>

#include "engine/core/error.h"
#include "engine/registry/trust_policy.h"

using namespace onggi;

namespace {

constexpr const char* kPolicy = R"({
  "default": [{"type": "reject"}],
  "transports": {
    "docker": {
      "good.example": [{"type": "insecureAcceptAnything"}],
      "good.example/bad": [{"type": "reject"}],
      "good.example/bad/but": [{"type": "insecureAcceptAnything"}],
      "good.example/x:1": [{"type": "reject"}],
      "*.wild.example": [{"type": "insecureAcceptAnything"}],
      "no.wild.example": [{"type": "reject"}],
      "signed.example": [{"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/k"}],
      "sig.example": [{"type": "sigstoreSigned", "keyPath": "/k"}],
      "both.example": [{"type": "insecureAcceptAnything"}, {"type": "reject"}]
    },
    "docker-archive": {"": [{"type": "insecureAcceptAnything"}]}
  }
})";

constexpr const char* kTransportRejects = R"({"default": [{"type": "insecureAcceptAnything"}],
    "transports": {"docker": {"": [{"type": "reject"}]}}})";

struct Broken {
    const char* name;
    const char* text;
};
constexpr Broken kBroken[] = {
    {"empty", ""},
    {"no default", "{}"},
    {"no requirement", R"({"default": []})"},
    {"unknown type", R"({"default": [{"type": "signedByMe"}]})"},
    {"no type", R"({"default": [{}]})"},
    {"more than a type", R"({"default": [{"type": "reject", "x": 1}]})"},
    {"unknown member", R"({"default": [{"type": "reject"}], "x": 1})"},
    {"twice", R"({"default": [{"type": "reject"}], "default": [{"type": "reject"}]})"},
    {"scopes", R"({"default": [{"type": "reject"}], "transports": {"docker": []}})"},
};

QString refusalOf(const TrustPolicy& policy, const std::string& reference)
{
    try {
        policy.requirePullable(Reference::parse(reference));
    } catch (const Error& error) {
        return error.code() == Code::RegistryForbidden ? QString::fromStdString(error.detail())
                                                       : QStringLiteral("another error");
    }
    return {};
}

TrustPolicy policy(const std::string& text)
{
    return TrustPolicy::parse({"policy.json", text});
}

} // namespace

class TestTrustPolicy : public QObject {
    Q_OBJECT

private slots:
    void theMostExactScopeCounts_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("refusal"); // empty: none
        QTest::newRow("host") << "good.example/a:1"
                              << "";
        QTest::newRow("namespace") << "good.example/bad/a:1"
                                   << "\"good.example/bad\": reject";
        QTest::newRow("below") << "good.example/bad/but/a:1"
                               << "";
        QTest::newRow("tag") << "good.example/x:1"
                             << "\"good.example/x:1\": reject";
        QTest::newRow("another tag") << "good.example/x:2"
                                     << "";
        QTest::newRow("another port") << "good.example:5000/x:2"
                                      << "default: reject";
        QTest::newRow("wildcard") << "a.b.wild.example:80/x:1"
                                  << "";
        QTest::newRow("wildcard's own host") << "wild.example/x:1"
                                             << "default: reject";
        QTest::newRow("exact host") << "no.wild.example/x:1"
                                    << "\"no.wild.example\": reject";
        QTest::newRow("default") << "ubuntu"
                                 << "default: reject";
        QTest::newRow("signedBy") << "signed.example/x:1"
                                  << "none can be verified here";
        QTest::newRow("sigstore") << "sig.example/x:1"
                                  << "none can be verified here";
        QTest::newRow("all are to be met") << "both.example/x:1"
                                           << "reject";
    }
    void theMostExactScopeCounts()
    {
        QFETCH(QString, reference);
        QFETCH(QString, refusal);
        const QString said = refusalOf(policy(kPolicy), reference.toStdString());
        QCOMPARE(said.isEmpty(), refusal.isEmpty());
        QVERIFY2(said.contains(refusal), qPrintable(said));
        QVERIFY(said.isEmpty() || said.startsWith("policy.json, "));
    }

    void transportsDefaultComesBeforeTheWholesDefault()
    {
        const TrustPolicy strict = policy(kTransportRejects);
        QVERIFY(refusalOf(strict, "quay.io/x").contains("docker scope \"\": reject"));
        strict.requireLoadable("docker-archive", "x.tar");
    }

    void archivesHaveTransportsOfTheirOwn()
    {
        policy(kPolicy).requireLoadable("docker-archive", "x.tar");
        QVERIFY_THROWS_EXCEPTION(Error, policy(kPolicy).requireLoadable("oci-archive", "x.tar"));
    }

    void whatIsNotUnderstoodIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto& [name, text] : kBroken)
            QTest::newRow(name) << text;
    }
    void whatIsNotUnderstoodIsRefused()
    {
        QFETCH(QString, text);
        try {
            policy(text.toStdString());
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::DocumentInvalid);
            QVERIFY(error.subject().find("policy.json") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestTrustPolicy)
#include "tst_trust_policy.moc"
