// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// registries.conf: short names, prefixes, mirrors, drop-ins, and what is refused.

#include <QTest>

#include "engine/core/error.h"
#include "engine/registry/registries_conf.h"

using namespace onggi;

namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');

RegistriesConf conf(const std::string& text)
{
    return RegistriesConf::parse({{"one.conf", text}});
}

// "where:tag, where:tag!" in order; "!" for insecure.
std::string sourcesIn(const RegistriesConf& conf, const std::string& reference)
{
    std::string text;
    for (const RegistrySource& source : conf.sources(Reference::parse(reference))) {
        text +=
            (text.empty() ? "" : " ") + source.reference.text() + (source.isInsecure ? "!" : "");
    }
    return text;
}

std::string candidatesIn(const RegistriesConf& conf, const std::string& name)
{
    std::string text;
    for (const Reference& candidate : conf.candidates(name))
        text += (text.empty() ? "" : " ") + candidate.text();
    return text;
}

// Of the error that the call throws.
template <typename Call>
QString messageOf(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return QString::fromStdString(error.message());
    }
    return QStringLiteral("nothing was thrown");
}

constexpr const char* kMirrors = R"(
[[registry]]
location = "reg.example"
insecure = true
[[registry.mirror]]
location = "first.example/cache"
[[registry.mirror]]
location = "tags.example"
pull-from-mirror = "tag-only"
insecure = true
[[registry.mirror]]
location = "digests.example"
pull-from-mirror = "digest-only"
[[registry]]
location = "strict.example"
mirror-by-digest-only = true
[[registry.mirror]]
location = "m.example"
)";

constexpr const char* kPrefixes = R"(
[[registry]]
prefix = "a.example"
location = "one.example"
[[registry]]
prefix = "a.example/team"
location = "two.example/t"
[[registry]]
prefix = "a.example/team/app"
location = "three.example/x"
[[registry]]
prefix = "a.example/team/app:1"
location = "four.example/y:2"
[[registry]]
prefix = "*.wild.example"
location = "five.example/w"
[[registry]]
prefix = "*.deep.wild.example"
insecure = true
[[registry]]
prefix = "exact.deep.wild.example"
location = "six.example"
[[registry]]
prefix = "inside.example"
location = "store/jars"
)";

} // namespace

class TestRegistriesConf : public QObject {
    Q_OBJECT

private slots:
    void withoutConfigurationNothingChanges()
    {
        const RegistriesConf none;
        QCOMPARE(candidatesIn(none, "ubuntu"), std::string("docker.io/library/ubuntu:latest"));
        QCOMPARE(sourcesIn(none, "quay.io/x/y:1"), std::string("quay.io/x/y:1"));
        QCOMPARE(candidatesIn(conf("[aliases]\n"), "x/y:2"), std::string("docker.io/x/y:2"));
    }

    void theLongestPrefixCounts_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("sources");
        QTest::newRow("host") << "a.example/x:1"
                              << "one.example/x:1";
        QTest::newRow("namespace") << "a.example/team/x:1"
                                   << "two.example/t/x:1";
        QTest::newRow("repository") << "a.example/team/app:7"
                                    << "three.example/x:7";
        QTest::newRow("below a repository") << "a.example/team/app/b:7"
                                            << "three.example/x/b:7";
        QTest::newRow("tag") << "a.example/team/app:1"
                             << "four.example/y:2";
        QTest::newRow("longer tag") << "a.example/team/app:12"
                                    << "three.example/x:12";
        QTest::newRow("longer name") << "a.example/teams/x:1"
                                     << "one.example/teams/x:1";
        QTest::newRow("longer host") << "a.example.org/x:1"
                                     << "a.example.org/x:1";
        QTest::newRow("port") << "a.example:5000/x:1"
                              << "a.example:5000/x:1";
        QTest::newRow("wildcard") << "b.wild.example/x:1"
                                  << "five.example/w/x:1";
        QTest::newRow("wildcard, no host below") << "wild.example/x:1"
                                                 << "wild.example/x:1";
        QTest::newRow("longer wildcard") << "c.deep.wild.example/x:1"
                                         << "c.deep.wild.example/x:1!";
        QTest::newRow("exact host") << "exact.deep.wild.example/x:1"
                                    << "six.example/x:1";
        QTest::newRow("host of one word") << "inside.example/x:1"
                                          << "store/jars/x:1";
        QTest::newRow("digest") << QString::fromStdString("a.example/x@" + kDigest)
                                << QString::fromStdString("one.example/x@" + kDigest);
    }
    void theLongestPrefixCounts()
    {
        QFETCH(QString, reference);
        QFETCH(QString, sources);
        QCOMPARE(QString::fromStdString(sourcesIn(conf(kPrefixes), reference.toStdString())),
                 sources);
    }

    void mirrorsComeBeforeTheRegistry_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("sources");
        const QString digest = QString::fromStdString("x@" + kDigest);
        QTest::newRow("tag") << "reg.example/x:1"
                             << "first.example/cache/x:1 tags.example/x:1! reg.example/x:1!";
        QTest::newRow("digest") << "reg.example/" + digest
                                << "first.example/cache/" + digest + " digests.example/" + digest +
                                       " reg.example/" + digest + "!";
        QTest::newRow("tag, mirrors for digests") << "strict.example/x:1"
                                                  << "strict.example/x:1";
        QTest::newRow("digest, mirrors for digests")
            << "strict.example/" + digest << "m.example/" + digest + " strict.example/" + digest;
    }
    void mirrorsComeBeforeTheRegistry()
    {
        QFETCH(QString, reference);
        QFETCH(QString, sources);
        QCOMPARE(QString::fromStdString(sourcesIn(conf(kMirrors), reference.toStdString())),
                 sources);
    }

    void pushesGoToTheRegistryItself()
    {
        const RegistriesConf mirrored = conf(kMirrors);
        const RegistrySource place = mirrored.destination(Reference::parse("reg.example/x:1"));
        QCOMPARE(place.reference.text(), std::string("reg.example/x:1"));
        QVERIFY(place.isInsecure && !place.isMirror);
        QCOMPARE(conf(kPrefixes).destination(Reference::parse("a.example/x:1")).reference.text(),
                 std::string("a.example/x:1"));
    }

    void shortNamesAreSearched_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("candidates");
        const QString both = "quay.io/x:1 docker.io/library/x:1";
        QTest::newRow("in order") << ""
                                  << "x:1" << both;
        QTest::newRow("permissive") << "permissive"
                                    << "x:1" << both;
        QTest::newRow("disabled") << "disabled"
                                  << "x:1" << both;
        QTest::newRow("alias") << "enforcing"
                               << "jar:2"
                               << "jars.example/big/jar:2";
        QTest::newRow("alias with a namespace") << ""
                                                << "my/jar"
                                                << "jars.example/mine:latest";
        QTest::newRow("alias with a dot") << "enforcing"
                                          << "jar1.2"
                                          << "jars.example/jar1.2:latest";
        QTest::newRow("no alias where they are off")
            << "disabled"
            << "jar"
            << "quay.io/jar:latest docker.io/library/jar:latest";
        QTest::newRow("full name") << "enforcing"
                                   << "docker.io/x:1"
                                   << "docker.io/library/x:1";
        QTest::newRow("host") << "enforcing"
                              << "localhost/x"
                              << "localhost/x:latest";
    }
    void shortNamesAreSearched()
    {
        QFETCH(QString, mode);
        QFETCH(QString, name);
        QFETCH(QString, candidates);
        std::string text = "unqualified-search-registries = ['quay.io', 'docker.io']\n";
        if (!mode.isEmpty())
            text += "short-name-mode = '" + mode.toStdString() + "'\n";
        text += "[aliases]\njar = 'jars.example/big/jar'\n'my/jar' = 'jars.example/mine'\n"
                "'jar1.2' = 'jars.example/jar1.2'\n";
        QCOMPARE(QString::fromStdString(candidatesIn(conf(text), name.toStdString())), candidates);
    }

    void ambiguousNamesAreRefusedWhereThatIsEnforced()
    {
        const RegistriesConf strict = conf("unqualified-search-registries = ['a.io', 'b.io']\n"
                                           "short-name-mode = 'enforcing'\n");
        const QString message = messageOf([&] { strict.candidates("x"); });
        QVERIFY2(message.contains("a.io/x:latest, b.io/x:latest"), qPrintable(message));
        QVERIFY(messageOf([] {
                    conf("unqualified-search-registries = []").candidates("x");
                }).contains("no unqualified-search-registries"));
    }

    void laterFilesCountOverEarlierOnes()
    {
        const RegistriesConf merged = RegistriesConf::parse(
            {{"main.conf", "unqualified-search-registries = ['a.io']\n"
                           "[aliases]\none = 'a.io/one'\ntwo = 'a.io/two'\n"
                           "[[registry]]\nlocation = 'x.io'\ninsecure = true\n"
                           "[[registry.mirror]]\nlocation = 'm.io'\n"
                           "[[registry]]\nlocation = 'y.io'\nblocked = true\n"},
             {"10.conf", "unqualified-search-registries = ['b.io']\n"
                         "[aliases]\ntwo = 'b.io/two'\none = ''\n"
                         "[[registry]]\nlocation = 'x.io'\n"}});
        QCOMPARE(candidatesIn(merged, "one:1"), std::string("b.io/one:1"));
        QCOMPARE(candidatesIn(merged, "two:1"), std::string("b.io/two:1"));
        QCOMPARE(sourcesIn(merged, "x.io/a:1"), std::string("x.io/a:1"));
        const QString message = messageOf([&] { sourcesIn(merged, "y.io/a:1"); });
        QVERIFY2(message.contains("y.io is blocked in main.conf"), qPrintable(message));
    }

    void credentialHelpersAreListed()
    {
        using Names = std::vector<std::string>;
        QVERIFY(RegistriesConf().credentialHelpers() == Names{"containers-auth.json"});
        QVERIFY(conf("credential-helpers = ['jar', 'containers-auth.json']").credentialHelpers() ==
                (Names{"jar", "containers-auth.json"}));
    }

    void blockedPrefixesLetOthersPass()
    {
        const RegistriesConf blocks = conf("[[registry]]\nlocation = 'x.io/bad'\nblocked = true\n");
        QCOMPARE(sourcesIn(blocks, "x.io/badly:1"), std::string("x.io/badly:1"));
        try {
            sourcesIn(blocks, "x.io/bad/y:1");
            QFAIL("it was not refused");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::RegistryForbidden);
        }
    }

    void mistakesNameFileAndLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("no TOML") << "\nlocation = @\n"
                                 << "line 2";
        QTest::newRow("version 1") << "\n[registries.search]\nregistries = ['a.io']\n"
                                   << "version 1 of the format";
        QTest::newRow("search list") << "unqualified-search-registries = 'a.io'"
                                     << "line 1";
        QTest::newRow("search entry") << "unqualified-search-registries = ['https://a.io']"
                                      << "no registry";
        QTest::newRow("short-name-mode") << "short-name-mode = 'maybe'"
                                         << "none of enforcing";
        QTest::newRow("alias with a tag") << "[aliases]\nx = 'a.io/x:1'\n"
                                          << "line 2";
        QTest::newRow("alias with a registry") << "[aliases]\n'a.io/x' = 'b.io/x'\n"
                                               << "line 2";
        QTest::newRow("alias of no registry") << "[aliases]\nx = 'x'\n"
                                              << "line 2";
        QTest::newRow("neither") << "[[registry]]\ninsecure = true\n"
                                 << "neither prefix nor";
        QTest::newRow("no location") << "[[registry]]\nprefix = 'a.io'\n"
                                     << "no location";
        QTest::newRow("scheme") << "[[registry]]\nlocation = 'https://a.io'\n"
                                << "has a scheme";
        QTest::newRow("blocked") << "[[registry]]\nlocation = 'a.io'\nblocked = 'yes'\n"
                                 << "line 3";
        QTest::newRow("wildcard") << "[[registry]]\nprefix = '*.a.io/x'\n"
                                  << "wildcard";
        QTest::newRow("mirror") << "[[registry]]\nlocation = 'a.io'\n[[registry.mirror]]\n"
                                   "insecure = true\n"
                                << "a mirror has no location";
        QTest::newRow("pull-from-mirror")
            << "[[registry]]\nlocation = 'a.io'\n[[registry.mirror]]\nlocation = 'b.io'\n"
               "pull-from-mirror = 'never'\n"
            << "line 5";
        QTest::newRow("both kinds of limits")
            << "[[registry]]\nlocation = 'a.io'\nmirror-by-digest-only = true\n"
               "[[registry.mirror]]\nlocation = 'b.io'\npull-from-mirror = 'all'\n"
            << "exclude each other";
        QTest::newRow("twice, otherwise")
            << "[[registry]]\nlocation = 'a.io'\n[[registry]]\nlocation = 'a.io'\nblocked = true\n"
            << "disagree";
        QTest::newRow("nested deeply")
            << QString("x = ") + QString(200, QLatin1Char('[')) << "one.conf";
        QTest::newRow("too long") << QString(300'000, QLatin1Char('#')) << "too long";
    }
    void mistakesNameFileAndLine()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const QString message = messageOf([&] { conf(text.toStdString()); });
        QVERIFY2(message.startsWith("cannot understand one.conf, line "), qPrintable(message));
        QVERIFY2(message.contains(said), qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(TestRegistriesConf)
#include "tst_registries_conf.moc"
