// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Listing, planning and freeing from the command line, on the samples: base, a (base and a layer),
// b (a and a layer). One sandbox runs tests/functional/freeing; its outputs are looked at here.

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include "tests/support/sandbox.h"

using namespace onggi::test;

class TestOnggictlFreeing : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const Outcome outcome = m_sandbox.run({ONGGI_SOURCE_DIR "/tests/functional/freeing",
                                               m_sandbox.scratch(), ONGGI_BINARY_DIR "/samples"});
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
    }

    void dfEqualsTheBlocksOnTheDisk()
    {
        const QJsonObject df = document("df").object();
        QCOMPARE(df["layersDiskBytes"].toInteger(), number("df.blocks"));
        QCOMPARE(df["perImage"].toArray().size(), 3);
        qint64 unique = 0;
        for (const QJsonValue& image : df["perImage"].toArray()) {
            const QJsonObject row = image.toObject();
            QCOMPARE(row["virtualBytes"].toInteger(),
                     row["uniqueBytes"].toInteger() + row["sharedBytes"].toInteger());
            unique += row["uniqueBytes"].toInteger();
        }
        QVERIFY(unique > 0);
        QCOMPARE(df["perRepository"].toArray().size(), 3);
        QVERIFY2(text("df_text").contains("REPOSITORY"), text("df_text").constData());
    }

    void formatsAndSorts()
    {
        const QList<QByteArray> lines = text("formatted").trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith("samples/a:1 "), lines[0].constData());
        QVERIFY2(text("table").startsWith("REPOSITORY    IMAGE ID\n"), text("table").constData());
        QCOMPARE(text("sorted").trimmed().split('\n').first(), QByteArray("samples/b"));
        QCOMPARE(text("inspected"), QByteArray("docker.io/samples/b:1 3\n"));
    }

    void tellsWhichFieldsThereAre()
    {
        QCOMPARE(text("wrong.code").trimmed(), QByteArray("125"));
        QVERIFY2(text("wrong.err").startsWith("onggictl: wrong template: there is no field Nope"),
                 text("wrong.err").constData());
    }

    void filtersAndDrawsDescent()
    {
        const QRegularExpression id("^sha256:[0-9a-f]{64}\n$");
        QVERIFY2(id.match(text("filtered")).hasMatch(), text("filtered").constData());
        const QByteArray tree = text("tree");
        QVERIFY2(tree.indexOf("samples/base:1") < tree.indexOf("samples/a:1") &&
                     tree.indexOf("samples/a:1") < tree.indexOf("samples/b:1"),
                 tree.constData());
        QVERIFY2(text("dot").startsWith("digraph lineage {") && text("dot").contains("COPY b"),
                 text("dot").constData());
    }

    void untagsOneOfTwoTags()
    {
        const QJsonArray items = document("untag").object()["items"].toArray();
        QCOMPARE(items.size(), 1);
        QCOMPARE(items[0].toObject()["action"].toString(), QString("untag"));
        QCOMPARE(items[0].toObject()["name"].toString(), QString("docker.io/other/name:2"));
        QVERIFY(text("untagged").startsWith("untagged other/name:2\n"));
    }

    void asksForForceWhereAnIdHasTwoTags()
    {
        QCOMPARE(text("several.code").trimmed(), QByteArray("125"));
        QVERIFY2(text("several.err").contains("other/name:2") && text("several.err").contains("-f"),
                 text("several.err").constData());
        QCOMPARE(document("all_tags").object()["items"].toArray().size(), 2);
    }

    void saysWhatKeepsABase()
    {
        QCOMPARE(text("kept.code").trimmed(), QByteArray("0"));
        QVERIFY2(text("kept").contains("will keep samples/base:1: needed by image samples/a:1"),
                 text("kept").constData());
    }

    void freesTheLeastThatIsEnough()
    {
        const QJsonObject plan = document("free").object();
        const QJsonArray items = plan["items"].toArray();
        QCOMPARE(items.size(), 1);
        QCOMPARE(items[0].toObject()["name"].toString(), QString("docker.io/samples/b:1"));
        QVERIFY(plan["freedBytes"].toInteger() >= 1);
        QCOMPARE(text("too_much.code").trimmed(), QByteArray("125"));
        QVERIFY2(text("too_much.err").startsWith("onggictl: cannot free 5.00 TB"),
                 text("too_much.err").constData());
        QVERIFY2(text("too_much.err").contains("needed by container keeper"),
                 text("too_much.err").constData());
    }

    void namesTheContainerThatKeepsAnImage()
    {
        QStringList kept;
        for (const QJsonValue& item : document("plan").object()["items"].toArray()) {
            if (item.toObject()["action"].toString() == "keep")
                kept << item.toObject()["blockedBy"].toArray()[0].toObject()["name"].toString();
        }
        kept.sort();
        QCOMPARE(kept, (QStringList{"docker.io/samples/a:1", "keeper"}));
    }

    void refusesAPlanThatIsOutOfDate()
    {
        QCOMPARE(text("stale.code").trimmed(), QByteArray("125"));
        QVERIFY2(text("stale.err").contains("samples/b:1: it has got another tag"),
                 text("stale.err").constData());
    }

    void doesThePlanToTheByte()
    {
        QVERIFY2(text("done.code").trimmed() == "0", text("done.err").constData());
        const qint64 freed = number("before") - number("after");
        QVERIFY(freed > 0);
        QCOMPARE(document("plan").object()["freedBytes"].toInteger(), freed);
        QCOMPARE(text("left"), QByteArray("samples/a\nsamples/base\n"));
    }

    void takesTheNameOfAnImageInUseByForce()
    {
        QVERIFY2(text("forced.code").trimmed() == "0", text("forced.err").constData());
        QVERIFY2(text("forced").contains("kept samples/a:1: needed by container keeper"),
                 text("forced").constData());
        QCOMPARE(text("dangling").count('\n'), 1);
        QCOMPARE(text("ps"), QByteArray("keeper created\n"));
        QCOMPARE(text("check"), QByteArray("the store is whole\n"));
    }

private:
    QByteArray text(const char* name) const
    {
        QFile file(m_sandbox.scratch() + '/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no output)");
    }
    qint64 number(const char* name) const { return text(name).trimmed().toLongLong(); }
    QJsonDocument document(const char* name) const { return QJsonDocument::fromJson(text(name)); }

    Sandbox m_sandbox;
};

QTEST_GUILESS_MAIN(TestOnggictlFreeing)
#include "tst_onggictl_freeing.moc"
