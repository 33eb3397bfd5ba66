// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The command line from outside, against a real registry: what it prints, and how it fails.

#include <algorithm>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include "tests/support/sample_registry.h"

using namespace onggi::test;

namespace {

QJsonDocument json(const Outcome& outcome)
{
    return QJsonDocument::fromJson(outcome.output);
}

} // namespace

class TestOnggictl : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<SampleRegistry>();
        m_sandbox = std::make_unique<Sandbox>();
        for (const char* name : {"base", "a", "b"}) {
            const Outcome pulled = onggictl({"pull", "--tls-verify=false", reference(name)});
            QVERIFY2(pulled.code == 0, pulled.errors.constData());
            QVERIFY2(pulled.output.contains("pulled " + reference(name).toLatin1()),
                     pulled.output.constData());
        }
    }

    void pullsQuietlyWithNothingButTheId()
    {
        const Outcome outcome = onggictl({"pull", "-q", "--tls-verify=false", reference("b")});
        QCOMPARE(outcome.code, 0);
        const QRegularExpression id("^sha256:[0-9a-f]{64}\n$");
        QVERIFY(id.match(outcome.output).hasMatch());
    }

    void saysThatAPullFoundNothingNew()
    {
        const Outcome outcome = onggictl({"pull", "--tls-verify=false", reference("b")});
        QVERIFY2(outcome.output.startsWith("up to date: "), outcome.output.constData());
    }

    void listsImages()
    {
        const QJsonArray images = json(onggictl({"images", "--json"})).array();
        QCOMPARE(images.size(), 3);
        for (const QJsonValue& value : images) {
            const QJsonObject image = value.toObject();
            QCOMPARE(image["virtualBytes"].toInteger(),
                     image["uniqueBytes"].toInteger() + image["sharedBytes"].toInteger());
            QVERIFY(image["digests"].toArray()[0].toString().contains("@sha256:"));
            QCOMPARE(image["createdAt"].toString(), QString("2026-01-01T00:00:00Z"));
        }
        const QByteArray table = onggictl({"images"}).output;
        QCOMPARE(table.count('\n'), 4);
        QVERIFY(table.contains(reference("base").toLatin1()));
        QCOMPARE(onggictl({"images", "-q"}).output.count('\n'), 3);
        const QByteArray one = onggictl({"images", reference("a")}).output;
        QCOMPARE(one.count('\n'), 2);
        QCOMPARE(onggictl({"images", "-q", reference("b*")}).output.count('\n'), 2);
    }

    void drawsLineage()
    {
        const QJsonObject lineage = json(onggictl({"lineage", "--json"})).object();
        const QJsonArray nodes = lineage["nodes"].toArray();
        QCOMPARE(nodes.size(), 3);
        QVERIFY(nodes[0].toObject()["parent"].isNull());
        for (int i = 1; i < 3; ++i)
            QCOMPARE(nodes[i].toObject()["parent"], nodes[i - 1].toObject()["chain"]);
        QCOMPARE(nodes[2].toObject()["createdBy"].toString(), QString("COPY b /"));
        QCOMPARE(nodes[2].toObject()["provenance"].toObject()["kind"].toString(),
                 QString("pulled"));
        QCOMPARE(lineage["totals"].toObject()["layers"].toInt(), 3);
        const QByteArray tree = onggictl({"lineage"}).output;
        QVERIFY2(tree.contains("COPY a /"), tree.constData());
        QVERIFY(tree.contains("3 layers, "));
    }

    void countsWhatIsOnTheDisk()
    {
        const Outcome outcome =
            m_sandbox->shell("onggictl df --json; find $0/state/layers -type f -printf '%b\n' | "
                             "awk '{ s += $1 * 512 } END { print s }' >$0/disk; cat $0/disk >&2");
        const QJsonObject df = json(outcome).object();
        QCOMPARE(df["layersDiskBytes"].toInteger(), outcome.errors.trimmed().toLongLong());
        QCOMPARE(df["images"].toObject()["count"].toInt(), 3);
        QCOMPARE(df["images"].toObject()["diskBytes"], df["layersDiskBytes"]);
    }

    void showsHistoryAndConfig()
    {
        const QByteArray history = onggictl({"history", reference("b")}).output;
        QVERIFY2(history.contains("COPY b /") && history.contains("WORKDIR /srv/b"),
                 history.constData());
        const QJsonArray steps = json(onggictl({"history", "--json", reference("b")})).array();
        QCOMPARE(steps.size(), 6);
        QByteArrayList ids;
        for (const QJsonValue& step : steps)
            ids.prepend(step.toObject()["diffId"].toString("sha256:<missing>").mid(7).toLatin1() +
                        '\n');
        QCOMPARE(onggictl({"history", "-q", "--no-trunc", reference("b")}).output, ids.join());
        const QByteArray exact = onggictl({"history", "--human=false", reference("b")}).output;
        QVERIFY2(!exact.contains(" kB") && !exact.contains(" ago"), exact.constData());
        const QJsonObject image = json(onggictl({"inspect", reference("b")})).array()[0].toObject();
        QCOMPARE(image["Config"].toObject()["WorkingDir"].toString(), QString("/srv/b"));
        QCOMPARE(image["RootFS"].toObject()["Layers"].toArray().size(), 3);
    }

    void showsWhatThereIsBesideWhatIsMissing()
    {
        const Outcome outcome = onggictl({"inspect", "missing:1", reference("b")});
        QCOMPARE(outcome.code, 1);
        QCOMPARE(json(outcome).array().size(), 1);
        QCOMPARE(outcome.errors.count('\n'), 1);
        QVERIFY2(outcome.errors.contains("no such image: missing:1"), outcome.errors.constData());
        const Outcome named = onggictl({"inspect", "-f", "{{.Os}}", reference("b"), "missing:1"});
        QCOMPARE(named.code, 1);
        QCOMPARE(named.output, QByteArray("linux\n"));
    }

    void givesConfigAndManifestByteForByte()
    {
        const Outcome sums = m_sandbox->shell("onggictl inspect --raw " + reference("b") +
                                              " | sha256sum; onggictl inspect --manifest " +
                                              reference("b") + " | sha256sum");
        const QJsonObject image =
            json(onggictl({"images", "--json", reference("b")})).array()[0].toObject();
        const QList<QByteArray> lines = sums.output.split('\n');
        QCOMPARE("sha256:" + lines[0].left(64), image["id"].toString().toLatin1());
        QVERIFY(image["digests"].toArray()[0].toString().endsWith(lines[1].left(64)));
    }

    void tagsAndUntags()
    {
        QCOMPARE(onggictl({"tag", reference("a"), "other/name:2"}).code, 0);
        QCOMPARE(onggictl({"images", "other/name"}).output.count('\n'), 2);
        const Outcome removed = onggictl({"rmi", "other/name:2"});
        QCOMPARE(removed.code, 0);
        QVERIFY(removed.output.startsWith("untagged other/name:2\n"));
        QCOMPARE(json(onggictl({"images", "--json"})).array().size(), 3);
    }

    void keepsABaseAndSaysWhy()
    {
        const QString id = json(onggictl({"images", "--json", reference("base")}))
                               .array()[0]
                               .toObject()["id"]
                               .toString();
        const Outcome outcome = onggictl({"rmi", id});
        QCOMPARE(outcome.code, 125);
        QCOMPARE(outcome.errors.count('\n'), 1);
        QVERIFY2(outcome.errors.startsWith("onggictl: in use: ") &&
                     outcome.errors.contains("needed by image"),
                 outcome.errors.constData());
        const Outcome untagged = onggictl({"rmi", reference("base")});
        QVERIFY2(untagged.code == 0, untagged.errors.constData());
        QVERIFY2(untagged.output.startsWith("untagged ") &&
                     untagged.output.contains("needed by image"),
                 untagged.output.constData());
        QVERIFY(!onggictl({"images", "-q"}).output.contains(id.mid(7, 12).toLatin1()));
        QVERIFY(onggictl({"images", "-aq"}).output.contains(id.mid(7, 12).toLatin1()));
        QCOMPARE(onggictl({"tag", id, reference("base")}).code, 0);
    }

    void takesWhatIsMissingForRemovedWhereForced()
    {
        const Outcome missing = onggictl({"rmi", "-f", "missing:1"});
        QCOMPARE(missing.code, 0);
        QVERIFY2(missing.errors.startsWith("onggictl: no such image: missing:1"),
                 missing.errors.constData());
        QCOMPARE(
            json(onggictl({"rmi", "-f", "--json", "missing:1"})).object()["freedBytes"].toInt(-1),
            0);
        QCOMPARE(onggictl({"rmi", "-f", "Not A Name"}).code, 125);
        QCOMPARE(onggictl({"tag", reference("a"), "other/name:3"}).code, 0);
        const Outcome both = onggictl({"rmi", "-f", "missing:1", "other/name:3"});
        QCOMPARE(both.code, 0);
        QVERIFY(both.output.startsWith("untagged other/name:3\n"));
    }

    void prunesOnlyAfterAYes()
    {
        const Outcome no = onggictl({"prune", "-a"}, "n\n");
        QCOMPARE(no.code, 0);
        QVERIFY(no.errors.contains("will delete"));
        QCOMPARE(no.output, QByteArray("nothing removed\n"));
        const QJsonObject plan = json(onggictl({"prune", "-a", "--json"}, "n\n")).object();
        QVERIFY(plan.contains("items") && plan["items"].toArray().isEmpty());
        QCOMPARE(json(onggictl({"images", "--json"})).array().size(), 3);
        QCOMPARE(onggictl({"prune"}).output, QByteArray("nothing to remove\n"));
    }

    void findsTheStoreWhole()
    {
        const Outcome outcome = onggictl({"check"});
        QVERIFY2(outcome.code == 0, outcome.output.constData());
        QCOMPARE(outcome.output, QByteArray("the store is whole\n"));
    }

    void namesWhatIsBroken()
    {
        const Sandbox other;
        QCOMPARE(
            other.run({"onggictl", "pull", "-q", "--tls-verify=false", reference("base")}).code, 0);
        const Outcome outcome =
            other.shell("printf x | dd of=$(ls $0/state/layers/*.tar) conv=notrunc bs=1 seek=100 "
                        "2>/dev/null; onggictl check");
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.output.contains("layers/"), outcome.output.constData());
    }

    void failsInOneSentence_data()
    {
        QTest::addColumn<QStringList>("line");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("plain HTTP unasked")
            << QStringList{"pull", "REGISTRY/samples/b:1"} << QByteArray("no safe connection to");
        QTest::newRow("no such image")
            << QStringList{"pull", "--tls-verify=false", "REGISTRY/samples/none:1"}
            << QByteArray("not in the registry");
        QTest::newRow("nobody there")
            << QStringList{"pull", "--tls-verify=false", "127.0.0.1:1/x:1"}
            << QByteArray("cannot reach");
        QTest::newRow("bad reference")
            << QStringList{"pull", "Not A Name"} << QByteArray("not an image reference");
        QTest::newRow("missing") << QStringList{"rmi", "missing"} << QByteArray("no such image");
        QTest::newRow("missing container")
            << QStringList{"rm", "missing"} << QByteArray("no such container");
        QTest::newRow("option") << QStringList{"images", "--no-such"}
                                << QByteArray("unknown option");
        QTest::newRow("diff of one image")
            << QStringList{"diff", "REGISTRY/samples/b:1"} << QByteArray("no second image: ");
        QTest::newRow("format") << QStringList{"save", "--format", "x", "REGISTRY/samples/b:1"}
                                << QByteArray("unknown format: x: ");
        QTest::newRow("compression")
            << QStringList{"save", "--compress", "xz", "REGISTRY/samples/b:1"}
            << QByteArray("unknown compression: xz: ");
        QTest::newRow("full device")
            << QStringList{"save", "-o", "/dev/full", "-q", "REGISTRY/samples/b:1"}
            << QByteArray("/dev/full: write: No space left");
        QTest::newRow("archive") << QStringList{"load", "-i", "/etc/passwd"}
                                 << QByteArray("not an image archive");
        QTest::newRow("file") << QStringList{"load", "-i", "/no/such"}
                              << QByteArray("No such file");
    }
    void failsInOneSentence()
    {
        QFETCH(QStringList, line);
        QFETCH(QByteArray, message);
        line.replaceInStrings("REGISTRY", QString::fromStdString(m_registry->domain()));
        const Outcome outcome = onggictl(line);
        QCOMPARE(outcome.code, 125);
        QCOMPARE(outcome.errors.count('\n'), 1);
        QVERIFY2(outcome.errors.startsWith("onggictl: ") && outcome.errors.contains(message),
                 outcome.errors.constData());
    }

    void loadsAnArchive()
    {
        const Sandbox other;
        const Outcome outcome = other.shell(
            "tar -C " ONGGI_BINARY_DIR "/samples -c . | onggictl load; onggictl images --json >&2");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QVERIFY2(outcome.output.contains("samples/b:1"), outcome.output.constData());
        const QJsonArray images = QJsonDocument::fromJson(outcome.errors).array();
        QCOMPARE(images.size(), 3);
    }

    void refusesToRemoveForAStranger()
    {
        const Outcome outcome =
            m_sandbox->run({"runuser", "-u", "nobody", "--", "onggictl", "rmi", reference("b")});
        QCOMPARE(outcome.code, 125);
        QVERIFY2(outcome.errors.startsWith("onggictl: "), outcome.errors.constData());
        QCOMPARE(json(onggictl({"images", "--json"})).array().size(), 3);
    }

    void tellsAboutItself()
    {
        QVERIFY(onggictl({"version"}).output.startsWith("onggictl "));
        QVERIFY(json(onggictl({"version", "--json"})).object().contains("helper"));
        QCOMPARE(json(onggictl({"info", "--json"})).object()["stateDirectory"].toString(),
                 m_sandbox->state());
        QVERIFY(json(onggictl({"health", "--json"})).array().size() > 0);
        QVERIFY(json(onggictl({"jobs", "--json"})).isArray());
    }

    void saysNothingOfTheLocale()
    {
        for (const char* locale : {"LC_ALL=C", "LANG=POSIX", "LC_CTYPE=no_SUCH.EUC-KR"}) {
            const Outcome outcome = runProgram(
                "env", {"-i", locale, ONGGI_BINARY_DIR "/bin/onggictl", "images", "--help"});
            QCOMPARE(outcome.errors, QByteArray());
            QCOMPARE(outcome.code, 0);
        }
    }

    void drawsWhatTheTerminalCanShow()
    {
        const QString lines =
            "; onggictl lineage; onggictl images --tree; onggictl history " + reference("b");
        const QByteArray ascii = m_sandbox->shell("export LC_ALL=C" + lines).output;
        QVERIFY2(ascii.contains("\no ") && ascii.contains("\n`- "), ascii.constData());
        QVERIFY(std::all_of(ascii.begin(), ascii.end(), [](char c) { return c >= 0; }));
        const QByteArray unicode = m_sandbox->shell("export LC_ALL=C.UTF-8" + lines).output;
        QVERIFY2(unicode.contains("\n● ") && unicode.contains("\n└─ "), unicode.constData());
    }

    void saysSoWhereThereIsNoHelper()
    {
        const Outcome outcome = runProgram("env", {"DBUS_SYSTEM_BUS_ADDRESS=unix:path=/no/such",
                                                   ONGGI_BINARY_DIR "/bin/onggictl", "images"});
        QCOMPARE(outcome.code, 125);
        QVERIFY2(outcome.errors.startsWith("onggictl: connecting to the system bus failed: "),
                 outcome.errors.constData());
    }

    void linksNeitherDatabaseNorNetwork()
    {
        const QByteArray libraries = runProgram("ldd", {ONGGI_BINARY_DIR "/bin/onggictl"}).output;
        QVERIFY(libraries.contains("libQt6DBus"));
        QVERIFY(!libraries.contains("sqlite") && !libraries.contains("curl") &&
                !libraries.contains("archive"));
    }

    // The last one: everything goes.
    void removesAllThatItPulled()
    {
        const Outcome outcome = onggictl({"prune", "-af"});
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QVERIFY(outcome.output.contains("deleted sha256:"));
        QCOMPARE(m_sandbox->shell("ls $0/state/layers").output, QByteArray());
        QCOMPARE(onggictl({"images", "--json"}).output, QByteArray("[]\n"));
    }

    void cleanupTestCase()
    {
        m_sandbox.reset();
        m_registry.reset();
    }

private:
    Outcome onggictl(const QStringList& arguments, const QByteArray& input = {}) const
    {
        return m_sandbox->onggictl(arguments, input);
    }
    QString reference(const QString& name) const { return m_registry->reference(name); }

    std::unique_ptr<SampleRegistry> m_registry;
    std::unique_ptr<Sandbox> m_sandbox;
};

QTEST_GUILESS_MAIN(TestOnggictl)
#include "tst_onggictl.moc"
