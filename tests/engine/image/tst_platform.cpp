// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/image/platform.h"

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

namespace {

QStringList texts(const std::vector<Platform>& platforms)
{
    QStringList list;
    for (const Platform& platform : platforms)
        list << QString::fromStdString(platform.text());
    return list;
}

} // namespace

class TestPlatform : public QObject {
    Q_OBJECT

private slots:
    void parsesAndNormalises_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("as it is") << "linux/amd64"
                                  << "linux/amd64";
        QTest::newRow("uname's name") << "linux/x86_64"
                                      << "linux/amd64";
        QTest::newRow("default variant is left out") << "linux/arm64/v8"
                                                     << "linux/arm64";
        QTest::newRow("arm has v7 unless it says") << "linux/arm"
                                                   << "linux/arm/v7";
        QTest::newRow("Debian's name") << "linux/armel"
                                       << "linux/arm/v6";
        QTest::newRow("number for a variant") << "linux/arm/6"
                                              << "linux/arm/v6";
        QTest::newRow("capitals") << "Linux/AMD64"
                                  << "linux/amd64";
        QTest::newRow("micro-architecture") << "linux/amd64/v3"
                                            << "linux/amd64/v3";
        QTest::newRow("architecture alone") << "riscv64"
                                            << "linux/riscv64";
    }
    void parsesAndNormalises()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        QCOMPARE(QString::fromStdString(Platform::parse(text.toStdString()).text()), canonical);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "linux/", "/amd64", "nosucharch", "a/b/c/d", "linux/amd 64"})
            QTest::newRow(text) << text;
        QTest::newRow("longer than any") << "linux/" + QString(1000, 'a');
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY_EXCEPTION_THROWN(Platform::parse(text.toStdString()), Error);
    }

    void acceptsWhatRunsHereBestFirst_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QStringList>("accepted");
        QTest::newRow("arm v7") << "linux/arm/v7"
                                << QStringList{"linux/arm/v7", "linux/arm/v6", "linux/arm/v5"};
        QTest::newRow("amd64 v3") << "linux/amd64/v3"
                                  << QStringList{"linux/amd64/v3", "linux/amd64/v2", "linux/amd64"};
        QTest::newRow("amd64") << "linux/amd64" << QStringList{"linux/amd64"};
        QTest::newRow("arm64") << "linux/arm64"
                               << QStringList{"linux/arm64", "linux/arm/v8", "linux/arm/v7",
                                              "linux/arm/v6", "linux/arm/v5"};
    }
    void acceptsWhatRunsHereBestFirst()
    {
        QFETCH(QString, wanted);
        QFETCH(QStringList, accepted);
        QCOMPARE(texts(Platform::parse(wanted.toStdString()).acceptable()), accepted);
    }

    void hostIsLinux() { QCOMPARE(Platform::host().os, "linux"); }
};

QTEST_APPLESS_MAIN(TestPlatform)
#include "tst_platform.moc"
