// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/directory_tar.h"

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"

using namespace onggi;
using namespace onggi::ctl;

class TestDirectoryTar : public QObject {
    Q_OBJECT

private slots:
    void readsTheRestForAReaderThatStops()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath("large"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(1 << 20));
        DirectoryTar tar(directory.path().toStdString());
        {
            const OwnedFd archive = tar.archive();
            char first = 0;
            QCOMPARE(::read(archive.get(), &first, 1), ssize_t(1));
            QCOMPARE(first, '.');
        }
        tar.finish();
    }

    void saysThatTarCouldNotReadAll()
    {
        const QTemporaryDir directory;
        QFile program(directory.filePath("tar"));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\necho all that there is\nexit 2\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        const QByteArray path = qgetenv("PATH");
        const auto restore = qScopeGuard([&path] { qputenv("PATH", path); });
        qputenv("PATH", directory.path().toLocal8Bit() + ':' + path);
        DirectoryTar tar("/some/where");
        try {
            tar.finish();
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::SystemIo);
            QCOMPARE(error.subject(), std::string("reading /some/where"));
        }
    }

    void endsWithTheObject()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath("large"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(1 << 20));
        const DirectoryTar tar(directory.path().toStdString());
    }
};

QTEST_APPLESS_MAIN(TestDirectoryTar)
#include "tst_directory_tar.moc"
