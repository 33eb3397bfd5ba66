// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/typed_reference.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

class TestTypedReference : public QObject {
    Q_OBJECT

private slots:
    void namesAreMadeWhole_data()
    {
        QTest::addColumn<QString>("whole");
        QTest::newRow("nginx") << "docker.io/library/nginx:latest";
        QTest::newRow("nginx:1.29") << "docker.io/library/nginx:1.29";
        QTest::newRow("owner/app") << "docker.io/owner/app:latest";
        QTest::newRow("ghcr.io/owner/app:2") << "ghcr.io/owner/app:2";
        QTest::newRow("localhost:5000/x") << "localhost:5000/x:latest";
        QTest::newRow("  nginx  ") << "docker.io/library/nginx:latest";
    }
    void namesAreMadeWhole()
    {
        QFETCH(QString, whole);
        const TypedReference typed = readReference(QTest::currentDataTag());
        QVERIFY(typed.reference);
        QCOMPARE(QString::fromStdString(typed.reference->text()), whole);
        QCOMPARE(typed.problem, QString());
    }

    void aTypoIsOneSentence_data()
    {
        QTest::addColumn<QString>("problem");
        const QString spaces = "The name of an image has no spaces.";
        const QString scheme = "The name of an image begins with the registry, without https://.";
        const QString capitals = "The name of an image is in lower case.";
        const QString digest = "A digest is “sha256:” and 64 digits or letters from a to f.";
        QTest::newRow("my image") << spaces;
        QTest::newRow("https://ghcr.io/owner/app") << scheme;
        QTest::newRow("Nginx:1.29") << capitals;
        QTest::newRow("ghcr.io/Owner/app") << capitals;
        QTest::newRow("nginx@sha256:12") << digest;
        QTest::newRow("nginx:") << "This is not the name of an image. Names look like nginx:1.29 "
                                   "or ghcr.io/owner/app:2.";
    }
    void aTypoIsOneSentence()
    {
        const TypedReference typed = readReference(QTest::currentDataTag());
        QVERIFY(!typed.reference);
        QTEST(typed.problem, "problem");
    }

    void nothingTypedIsNoTypo()
    {
        for (const char* text : {"", "   "}) {
            QVERIFY(!readReference(text).reference);
            QCOMPARE(readReference(text).problem, QString());
        }
    }

    void aTagSaysWhoseItIs_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<bool>("isOwn");
        QTest::addColumn<bool>("isMoved");
        QTest::addColumn<bool>("isWrong");
        const QString digest = "nginx@sha256:" + QString(64, 'a');
        const QString hub = "docker.io/library/";
        QTest::newRow("new") << "nginx:2" << hub + "nginx:2" << false << false << false;
        QTest::newRow("its own") << "nginx:1" << hub + "nginx:1" << true << false << false;
        QTest::newRow("another's") << "web:1" << hub + "web:1" << false << true << false;
        QTest::newRow("no name") << "my image" << QString() << false << false << true;
        QTest::newRow("digest") << digest << QString() << false << false << true;
        QTest::newRow("nothing") << QString() << QString() << false << false << false;
    }
    void aTagSaysWhoseItIs()
    {
        QFETCH(QString, typed);
        const DrawnStore store("docker.io/library/nginx:1 = a\n"
                               "docker.io/library/web:1 = a b\n");
        const ImageRow& nginx = store.view().images[store.image("docker.io/library/nginx:1")];
        const TypedTag read = readTag(typed, store.view(), nginx.serial);
        QTEST(QString::fromStdString(read.tag), "tag");
        QTEST(read.isOwn, "isOwn");
        QTEST(read.isMoved, "isMoved");
        QTEST(read.isWrong, "isWrong");
        QCOMPARE(read.meaning.isEmpty(), typed.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTypedReference)
#include "tst_typed_reference.moc"
