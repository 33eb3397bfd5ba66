// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/job_result.h"

#include <QLocale>
#include <QTest>

using namespace onggi;

class TestJobResult : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void everyKindTellsWhatItBrought_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QVariantMap>("result");
        QTest::addColumn<QStringList>("lines");
        const QString id =
            "sha256:4f2a91c07be3aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        QTest::newRow("pulled")
            << "pull" << QVariantMap{{"id", id}, {"isNew", true}, {"downloaded", 18'200'000ULL}}
            << QStringList{"New image: 4f2a91c07be3", "Downloaded: 18.2\u00a0MB"};
        QTest::newRow("pulled again")
            << "pull" << QVariantMap{{"id", id}, {"isNew", false}, {"downloaded", 0ULL}}
            << QStringList{"The image was here already: 4f2a91c07be3", "Downloaded: 0\u00a0B"};
        QTest::newRow("tag moved")
            << "tag" << QVariantMap{{"movedFrom", id}}
            << QStringList{"The tag was that of another image: 4f2a91c07be3"};
        QTest::newRow("loaded") << "load"
                                << QVariantMap{{"ids", QStringList{id}},
                                               {"tags", QStringList{"docker.io/library/nginx:1",
                                                                    "localhost/web:2"}},
                                               {"movedTags", QStringList{"localhost/web:2"}}}
                                << QStringList{"Images: 4f2a91c07be3", "Tags: nginx:1, web:2",
                                               "Tags that other images had: web:2"};
        QTest::newRow("removed") << "remove"
                                 << QVariantMap{{"freedBytes", 1'500'000ULL},
                                                {"untagged", QStringList{"localhost/web:2"}},
                                                {"deleted", QStringList{id}}}
                                 << QStringList{"Freed on disk: 1.5\u00a0MB", "Tags removed: web:2",
                                                "Images deleted: 4f2a91c07be3"};
        QTest::newRow("committed")
            << "commit" << QVariantMap{{"id", id}, {"isNew", true}, {"movedFrom", id}}
            << QStringList{"New image: 4f2a91c07be3",
                           "The tag was that of another image: 4f2a91c07be3"};
        QTest::newRow("imported") << "import" << QVariantMap{{"id", id}, {"isNew", false}}
                                  << QStringList{"The image was here already: 4f2a91c07be3"};
        QTest::newRow("pushed") << "push"
                                << QVariantMap{{"pushed", QStringList{"ghcr.io/o/app:2@" + id}},
                                               {"uploaded", 1'500'000ULL},
                                               {"mounted", QStringList()}}
                                << QStringList{"Pushed: ghcr.io/o/app:2, " + id,
                                               "Sent: 1.5\u00a0MB"};
        QTest::newRow("saved") << "save" << QVariantMap{{"layers", 2ULL}, {"bytes", 1'500'000ULL}}
                               << QStringList{"Written, before compression: 1.5\u00a0MB"};
        QTest::newRow("container") << "run" << QVariantMap{{"name", "web"}, {"container", 3ULL}}
                                   << QStringList{"Container: web"};
        QTest::newRow("executed") << "exec" << QVariantMap{{"exitCode", 3}}
                                  << QStringList{"Exit code: 3"};
        QTest::newRow("checked") << "check" << QVariantMap{{"broken", QStringList()}}
                                 << QStringList{"Nothing is broken."};
        QTest::newRow("found broken")
            << "check" << QVariantMap{{"broken", QStringList{"a layer"}}} << QStringList{"a layer"};
        QTest::newRow("nothing to tell") << "pull" << QVariantMap() << QStringList();
        QTest::newRow("of a later version")
            << "build" << QVariantMap{{"image", 3ULL}} << QStringList();
    }
    void everyKindTellsWhatItBrought()
    {
        QFETCH(QString, kind);
        QFETCH(QVariantMap, result);
        QTEST(resultTexts(kind, result), "lines");
    }
};

QTEST_GUILESS_MAIN(TestJobResult)
#include "tst_job_result.moc"
