// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An image of 500 layers, with fewer descriptors allowed than it has layers: the helper takes what
// it may have, and what it starts gets the limit back.

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/support/made_layer.h"
#include "tests/support/sandbox.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr int kLayers = 500;

LayerBlob tinyLayer(int number)
{
    const std::string text = std::to_string(number);
    const std::string tar = TarBuilder()
                                .dir("layers")
                                .file("layers/" + text, text + '\n')
                                .file("last", text + '\n')
                                .finished();
    return {tar, "application/vnd.oci.image.layer.v1.tar", Sha256::of(tar)};
}

} // namespace

class TestOnggictlManyLayers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<Registry>();
        std::vector<LayerBlob> layers = {
            madeLayer("mkdir bin; cp /usr/bin/busybox bin/; ln -s busybox bin/sh")};
        for (int i = 1; i < kLayers; ++i)
            layers.push_back(tinyLayer(i));
        m_registry->pushImage("many", "1", layers);
        m_image = QString::fromStdString(m_registry->domain()) + "/many:1";
        m_sandbox = std::make_unique<Sandbox>();
        const Outcome pulled = m_sandbox->onggictl({"pull", "-q", "--tls-verify=false", m_image});
        QVERIFY2(pulled.code == 0, pulled.errors.constData());
    }
    void cleanupTestCase()
    {
        m_sandbox.reset();
        m_registry.reset();
    }

    void showsEachLayer()
    {
        const QJsonObject lineage =
            QJsonDocument::fromJson(m_sandbox->onggictl({"lineage", "--json"}).output).object();
        QCOMPARE(lineage["nodes"].toArray().size(), kLayers);
        QCOMPARE(lineage["totals"].toObject()["layers"].toInt(), kLayers);
        const QByteArray tree = m_sandbox->onggictl({"lineage"}).output;
        QVERIFY(tree.count('\n') >= kLayers);
        const QJsonArray history =
            QJsonDocument::fromJson(m_sandbox->onggictl({"history", "--json", m_image}).output)
                .array();
        QCOMPARE(history.size(), kLayers);
        const QJsonObject df =
            QJsonDocument::fromJson(m_sandbox->onggictl({"df", "--json"}).output).object();
        QCOMPARE(df["layersDiskBytes"], lineage["totals"].toObject()["diskBytes"]);
        QCOMPARE(df["images"].toObject()["count"].toInt(), 1);
    }

    void isFoundWhole()
    {
        const Outcome outcome = m_sandbox->onggictl({"check"});
        QVERIFY2(outcome.code == 0, outcome.output.constData());
    }

    void runsWithFewDescriptors()
    {
        const QString script =
            "onggictl run --rm --network none " + m_image +
            " /bin/busybox sh -c 'busybox ls /layers | busybox wc -l; busybox cat /last' && "
            "onggictl run -d --network none --name idle " +
            m_image +
            " /bin/busybox sleep 600 >/dev/null && "
            "busybox awk '/^Max open files/ { print $4, $5 }' "
            "/proc/$(cat $0/state/containers/*/conmon.pid)/limits && onggictl rm -f idle";
        const Outcome outcome = runProgram(
            "prlimit", QStringList{"--nofile=256:4096", Sandbox::program()} +
                           m_sandbox->arguments({"sh", "-c", script, m_sandbox->scratch()}));
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray("499\n499\n256 4096\nidle\n"));
    }

private:
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<Sandbox> m_sandbox;
    QString m_image;
};

QTEST_GUILESS_MAIN(TestOnggictlManyLayers)
#include "tst_onggictl_many_layers.moc"
