// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What stands under a name, before, while and after a new file is written for it.

#include "helper/api/whole_file.h"

#include <memory>

#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

class TestWholeFile : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void isThereOnlyWhenItIsWhole()
    {
        WholeFile file(path("new"));
        write(file, "whole");
        QVERIFY(!QFile::exists(shownPath("new")));
        file.publish();
        QCOMPARE(textOf("new"), QByteArray("whole"));
        QCOMPARE(names(), QStringList{"new"});
    }

    void leavesNothingAndTouchesNothingWithoutThat()
    {
        put("old", "before");
        {
            WholeFile file(path("old"));
            write(file, "half");
        }
        QCOMPARE(textOf("old"), QByteArray("before"));
        QCOMPARE(names(), QStringList{"old"});
    }

    void replacesWhatIsThere()
    {
        put("old", "before");
        WholeFile file(path("old"));
        write(file, "after");
        QCOMPARE(textOf("old"), QByteArray("before"));
        file.publish();
        QCOMPARE(textOf("old"), QByteArray("after"));
    }

    void aLinkStaysOneAndWhatItLeadsToIsReplaced()
    {
        put("target", "before");
        QVERIFY(QFile::link(shownPath("target"), shownPath("link")));
        WholeFile file(path("link"));
        write(file, "after");
        file.publish();
        QVERIFY(QFileInfo(shownPath("link")).isSymLink());
        QCOMPARE(textOf("target"), QByteArray("after"));
    }

    void hasTheModeOfOtherNewFiles()
    {
        const mode_t mask = ::umask(027);
        WholeFile file(path("new"));
        ::umask(mask);
        file.publish();
        struct stat status {};
        QCOMPARE(::stat(path("new").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0640));
    }

    void isRefusedAtOnceWhereNoFileCanBe_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("a directory") << "directory";
        QTest::newRow("no directory") << "missing/file";
    }
    void isRefusedAtOnceWhereNoFileCanBe()
    {
        QFETCH(QString, name);
        QVERIFY(QDir(m_directory->path()).mkdir("directory"));
        QVERIFY_THROWS_EXCEPTION(Error, WholeFile{path(name)});
        QCOMPARE(names(), QStringList{"directory"});
    }

private:
    QString shownPath(const QString& name) const { return m_directory->filePath(name); }
    std::string path(const QString& name) const { return shownPath(name).toStdString(); }
    static void write(WholeFile& file, const QByteArray& text)
    {
        const int fd = file.takeDescriptor();
        QCOMPARE(::write(fd, text.constData(), static_cast<size_t>(text.size())),
                 static_cast<ssize_t>(text.size()));
        ::close(fd);
    }
    void put(const QString& name, const QByteArray& text)
    {
        QFile file(shownPath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    QByteArray textOf(const QString& name)
    {
        QFile file(shownPath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList names() const
    {
        return QDir(m_directory->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestWholeFile)
#include "tst_whole_file.moc"
