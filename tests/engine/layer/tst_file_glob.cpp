// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/file_glob.h"

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/made_source.h"

using namespace onggi;
using namespace onggi::test;

class TestFileGlob : public QObject {
    Q_OBJECT

private slots:
    void matchesNames_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isMatch");
        const auto row = [](const char* pattern, const char* name, bool isMatch) {
            QTest::addRow("%s ~ %s", pattern, name)
                << QByteArray(pattern) << QByteArray(name) << isMatch;
        };
        row("abc", "abc", true);
        row("abc", "abcd", false);
        row("*", ".hidden", true);
        row("*.so", "libc.so", true);
        row("*.so*", "libc.so.6", true);
        row("a*b*c", "aXbXbXc", true);
        row("a*b*c", "aXbXbX", false);
        row("**", "x", true);
        row("a?c", "abc", true);
        row("a?c", "ac", false);
        row("a?c", "a항c", true);
        row("?", "\xff", true);
        row("[a-c]x", "bx", true);
        row("[!a-c]x", "bx", false);
        row("[^a-c]x", "dx", true);
        row("[]]", "]", true);
        row("[가-힣]", "항", true);
        row("[가-힣]", "x", false);
        row("[ab", "[ab", true);
        row("\\*", "*", true);
        row("\\*", "x", false);
        row("x\\", "x\\", true);
        row("[\\]]", "]", true);
        row("", "", true);
        row("", "x", false);
    }
    void matchesNames()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, name);
        QFETCH(bool, isMatch);
        QCOMPARE(matchesName(pattern.toStdString(), name.toStdString()), isMatch);
    }

    void isNotSlowForManyStars()
    {
        std::string pattern;
        for (int i = 0; i < 2000; ++i)
            pattern += "*a";
        QVERIFY(!matchesName(pattern + 'b', std::string(255, 'a')));
    }

    void findsInTrees_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("found");
        QTest::newRow("name anywhere") << "*.conf"
                                       << "/a.conf /etc/b.conf /etc/d/c.conf";
        QTest::newRow("whole path") << "/etc/*.conf"
                                    << "/etc/b.conf";
        QTest::newRow("without the first slash") << "etc/*.conf"
                                                 << "/etc/b.conf";
        QTest::newRow("any depth") << "/etc/**/*.conf"
                                   << "/etc/b.conf /etc/d/c.conf";
        QTest::newRow("any depth first") << "**/c.conf"
                                         << "/etc/d/c.conf";
        QTest::newRow("everything below") << "/etc/**"
                                          << "/etc/b.conf /etc/d /etc/d/c.conf";
        QTest::newRow("a directory") << "d"
                                     << "/etc/d";
        QTest::newRow("two depths") << "**/d/**"
                                    << "/etc/d/c.conf";
        QTest::newRow("nothing") << "/b.conf"
                                 << "";
    }
    void findsInTrees()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, found);
        const ImageFiles files = filesOf({TarBuilder()
                                              .file("a.conf")
                                              .dir("etc")
                                              .file("etc/b.conf")
                                              .dir("etc/d")
                                              .file("etc/d/c.conf")
                                              .finished()});
        QStringList paths;
        findMatches(files.tree(), FileGlob(pattern.toStdString()),
                    [&](const std::string& path, NodeId id) {
                        QCOMPARE(*files.tree().find(path), id);
                        paths += QString::fromStdString(path);
                    });
        QCOMPARE(paths.join(' '), found);
    }

    void refusesWhatIsNoPattern()
    {
        QVERIFY_EXCEPTION_THROWN(FileGlob(""), Error);
        QVERIFY_EXCEPTION_THROWN(FileGlob(std::string(5000, 'x')), Error);
    }
};

QTEST_APPLESS_MAIN(TestFileGlob)
#include "tst_file_glob.moc"
