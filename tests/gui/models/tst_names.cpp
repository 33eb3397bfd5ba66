// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/names.h"

#include <QTest>

#include "engine/core/sha256.h"

using namespace onggi;

class TestNames : public QObject {
    Q_OBJECT

private slots:
    void aReferenceIsShownAsPeopleSayIt_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("shown");
        QTest::newRow("official") << "docker.io/library/nginx:1.29"
                                  << "nginx:1.29";
        QTest::newRow("a user of Docker Hub") << "docker.io/grafana/loki:3"
                                              << "grafana/loki:3";
        QTest::newRow("another registry") << "quay.io/podman/hello:1"
                                          << "quay.io/podman/hello:1";
        QTest::newRow("made here") << "localhost/shop/web:2"
                                   << "shop/web:2";
        QTest::newRow("a registry at a port") << "localhost:5000/web:2"
                                              << "localhost:5000/web:2";
        QTest::newRow("no reference") << "<b>not</b> one"
                                      << "<b>not</b> one";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void aReferenceIsShownAsPeopleSayIt()
    {
        QFETCH(QString, reference);
        QTEST(shownName(reference.toStdString()), "shown");
    }

    void anImageIsFoundByItsSerial()
    {
        StoreView view;
        view.images.resize(3);
        view.images[0].serial = 2;
        view.images[1].serial = 5;
        view.images[2].serial = 9;
        QVERIFY(imageOf(view, 2) == &view.images[0]);
        QVERIFY(imageOf(view, 5) == &view.images[1]);
        QVERIFY(imageOf(view, 9) == &view.images[2]);
        for (const Serial gone : std::initializer_list<Serial>{0, 1, 3, 8, 10})
            QVERIFY(!imageOf(view, gone));
        QVERIFY(!imageOf(StoreView(), 2));
    }

    void latestSaysLessThanAnyOtherTag()
    {
        ImageRow image;
        image.tags = {"docker.io/library/web:latest", "docker.io/library/web:zesty"};
        QCOMPARE(shownName(image), QString("web:zesty"));
        image.tags.pop_back();
        QCOMPARE(shownName(image), QString("web:latest"));
    }

    void anImageWithoutATagIsShownByItsId()
    {
        ImageRow image;
        image.id = Sha256::of("an image");
        QCOMPARE(shownName(image), QString::fromStdString(image.id.hex().substr(0, 12)));
    }

    void anOriginSaysHowAndWhen_data()
    {
        QTest::addColumn<ProvenanceKind>("kind");
        QTest::addColumn<QString>("verb");
        QTest::newRow("pulled") << ProvenanceKind::Pulled << "pulled ";
        QTest::newRow("loaded") << ProvenanceKind::Loaded << "loaded ";
        QTest::newRow("imported") << ProvenanceKind::Imported << "imported ";
        QTest::newRow("built") << ProvenanceKind::Built << "built ";
        QTest::newRow("committed") << ProvenanceKind::Committed << "committed ";
    }
    void anOriginSaysHowAndWhen()
    {
        QFETCH(ProvenanceKind, kind);
        QFETCH(QString, verb);
        const QString text = originText({kind, "somewhere", 1'000'000}, 1'007'200);
        QVERIFY2(text.startsWith(verb), qPrintable(text));
        QVERIFY2(text.contains('2'), qPrintable(text)); // hours
        QCOMPARE(originText({kind, "somewhere", 0}, 1'007'200), verb.trimmed());
    }

    void aStepStandsAsInItsDockerfile_data()
    {
        QTest::addColumn<QString>("createdBy");
        QTest::addColumn<QString>("step");
        QTest::newRow("older command") << "/bin/sh -c apt-get install -y nginx"
                                       << "RUN apt-get install -y nginx";
        QTest::newRow("older instruction") << "/bin/sh -c #(nop)  CMD [\"nginx\"]"
                                           << "CMD [\"nginx\"]";
        QTest::newRow("BuildKit command") << "RUN /bin/sh -c apt-get install -y nginx # buildkit"
                                          << "RUN apt-get install -y nginx";
        QTest::newRow("BuildKit command without a shell") << "RUN nginx -t # buildkit"
                                                          << "RUN nginx -t";
        QTest::newRow("BuildKit instruction") << "COPY site/ /srv # buildkit"
                                              << "COPY site/ /srv";
        QTest::newRow("several lines") << "/bin/sh -c a \t&&\n    b"
                                       << "RUN a && b";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void aStepStandsAsInItsDockerfile()
    {
        QFETCH(QString, createdBy);
        QTEST(stepText(createdBy.toStdString()), "step");
    }
};

QTEST_GUILESS_MAIN(TestNames)
#include "tst_names.moc"
