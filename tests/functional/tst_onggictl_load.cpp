// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Archives that skopeo writes, loaded from the command line: image and lineage are what skopeo says
// of the archive.

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/support/sample_registry.h"

using namespace onggi::test;

class TestOnggictlLoad : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registry = std::make_unique<SampleRegistry>(); }
    void cleanupTestCase() { m_registry.reset(); }

    void showsWhatSkopeoSaysOfTheArchive_data()
    {
        QTest::addColumn<QString>("transport");
        QTest::addColumn<QString>("command");
        const QString file = "onggictl load -q -i $0/a.tar";
        const QString packed = "gzip -c $0/a.tar | onggictl load -q";
        QTest::newRow("docker save") << "docker-archive" << file;
        QTest::newRow("docker save, gzip, from a pipe") << "docker-archive" << packed;
        QTest::newRow("OCI layout") << "oci-archive" << file;
        QTest::newRow("OCI layout, gzip, from a pipe") << "oci-archive" << packed;
    }
    void showsWhatSkopeoSaysOfTheArchive()
    {
        QFETCH(QString, transport);
        QFETCH(QString, command);
        const Sandbox sandbox;
        const QString archive = transport + ":" + sandbox.scratch() + "/a.tar";
        const Outcome made = runProgram("skopeo", {"copy", "-q", "--src-tls-verify=false",
                                                   "docker://" + m_registry->reference("b"),
                                                   archive + ":example.org/jar/b:1"});
        QVERIFY2(made.code == 0, made.errors.constData());
        const QByteArray config =
            runProgram("skopeo", {"inspect", "--config", "--raw", archive}).output;
        const QJsonArray layers =
            QJsonDocument::fromJson(config).object()["rootfs"].toObject()["diff_ids"].toArray();
        QCOMPARE(layers.size(), 3);

        const Outcome outcome =
            sandbox.shell(command + " && onggictl images --json >$0/images && "
                                    "onggictl lineage --json >$0/lineage && onggictl check >&2");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        const QString id =
            "sha256:" + QCryptographicHash::hash(config, QCryptographicHash::Sha256).toHex();
        QCOMPARE(outcome.output, QByteArray("loaded example.org/jar/b:1\n"));
        const QJsonArray images = file(sandbox, "images").array();
        QCOMPARE(images.size(), 1);
        const QJsonObject image = images[0].toObject();
        QCOMPARE(image["id"].toString(), id);
        QCOMPARE(image["layers"].toArray(), layers);
        QCOMPARE(image["tags"].toArray(), QJsonArray{"example.org/jar/b:1"});
        QCOMPARE(image["createdAt"].toString(), QString("2026-01-01T00:00:00Z"));
        compareLineage(file(sandbox, "lineage").object(), image);
    }

private:
    static QJsonDocument file(const Sandbox& sandbox, const char* name)
    {
        QFile json(sandbox.scratch() + '/' + name);
        return json.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(json.readAll())
                                              : QJsonDocument();
    }

    static void compareLineage(const QJsonObject& lineage, const QJsonObject& image)
    {
        const QJsonArray layers = image["layers"].toArray();
        const QJsonArray nodes = lineage["nodes"].toArray();
        QCOMPARE(nodes.size(), layers.size());
        qint64 content = 0;
        for (qsizetype i = 0; i < nodes.size(); ++i) {
            const QJsonObject node = nodes[i].toObject();
            QCOMPARE(node["diffId"], layers[i]);
            QCOMPARE(node["parent"],
                     i == 0 ? QJsonValue(QJsonValue::Null) : nodes[i - 1].toObject()["chain"]);
            QCOMPARE(node["images"].toArray().size(), i + 1 == nodes.size() ? 1 : 0);
            QCOMPARE(node["uniqueBytes"], node["contentBytes"]);
            content += node["contentBytes"].toInteger();
        }
        const QJsonObject last = nodes.last().toObject();
        QCOMPARE(last["images"].toArray(), QJsonArray{image["id"]});
        QCOMPARE(last["tags"], image["tags"]);
        QCOMPARE(last["provenance"].toObject()["kind"].toString(), QString("loaded"));
        QCOMPARE(image["virtualBytes"].toInteger(), content);
        QCOMPARE(image["uniqueBytes"].toInteger(), content);
    }

    std::unique_ptr<SampleRegistry> m_registry;
};

QTEST_GUILESS_MAIN(TestOnggictlLoad)
#include "tst_onggictl_load.moc"
