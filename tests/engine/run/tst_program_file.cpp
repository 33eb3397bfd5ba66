// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/program_file.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "engine/core/fd.h"

using namespace onggi;

namespace {

QByteArray elf(unsigned short machine)
{
    Elf64_Ehdr header{};
    QByteArray(ELFMAG).toStdString().copy(reinterpret_cast<char*>(header.e_ident), SELFMAG);
    header.e_type = ET_DYN;
    header.e_machine = machine;
    return {reinterpret_cast<const char*>(&header), sizeof header};
}

QByteArray ownHead()
{
    QFile self("/proc/self/exe");
    return self.open(QIODevice::ReadOnly) ? self.read(512) : QByteArray();
}

} // namespace

class TestProgramFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;

    void write(const QString& name, const QByteArray& content, unsigned mode = 0755) const
    {
        const QString path = m_directory.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QCOMPARE(::chmod(path.toLocal8Bit(), mode), 0);
    }

    QString answer(const char* program) const
    {
        const Json process{
            {"args", {program}}, {"cwd", "/work"}, {"env", {"A=b", "PATH=/none:/bin:/usr/bin"}}};
        const Fd root = openFile(m_directory.filePath("root").toStdString(), O_PATH | O_DIRECTORY);
        try {
            requireProgram(root.get(), process, m_directory.filePath("binfmt").toStdString());
        } catch (const Error& error) {
            return QString::fromUtf8(codeName(error.code()).data());
        }
        return "goes on";
    }

private slots:
    void initTestCase()
    {
        write("root/bin/native", ownHead());
        write("root/bin/script", "#!/bin/sh\n");
        write("root/bin/text", "echo a script without its first line\n");
        write("root/bin/empty", "");
        write("root/bin/cut", "\x7f"
                              "ELF");
        write("root/bin/foreign", elf(EM_S390));
        write("root/bin/emulated", elf(EM_RISCV));
        write("root/bin/switched-off", elf(EM_PPC64));
        write("root/bin/app.jar", "not really");
        write("root/bin/unreadable-mode", "text", 0644);
        write("root/bin/shadowed", "text", 0644);
        write("root/usr/bin/shadowed", ownHead());
        write("root/work/here", "text");
        write("outside", "text");
        QVERIFY(QFile::link("../../../outside", m_directory.filePath("root/bin/escaping")));
        QVERIFY(QFile::link("/work/here", m_directory.filePath("root/bin/link")));
        QCOMPARE(::mkfifo(m_directory.filePath("root/bin/pipe").toLocal8Bit(), 0755), 0);

        write("binfmt/register", "", 0644);
        write("binfmt/status", "enabled\n", 0644);
        write("binfmt/riscv",
              "enabled\ninterpreter /usr/bin/qemu-riscv64\nflags: F\noffset 0\nmagic "
              "7f454c460000000000000000000000000000f300\nmask "
              "ffffffff0000000000000000000000000000ffff\n", // the machine stands at 18
              0644);
        write("binfmt/ppc",
              "disabled\ninterpreter /usr/bin/qemu-ppc64\nflags: \noffset 0\nmagic 7f454c46\n",
              0644);
        write("binfmt/jar", "enabled\ninterpreter /usr/bin/jexec\nflags: \nextension .jar\n", 0644);
    }

    void refusesWhatSurelyIsNoProgram_data()
    {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QString>("expected");
        const QString refused = "run.command-not-executable";
        const QString on = "goes on";
        const auto row = [](const char* program, const QString& expected) {
            QTest::newRow(program) << QByteArray(program) << expected;
        };
        for (const char* program :
             {"/bin/native", "native", "script", "emulated", "app.jar", "shadowed"})
            row(program, on);
        for (const char* program : {"/bin/text", "text", "empty", "cut", "foreign", "switched-off",
                                    "link", "./here", "../bin/text"})
            row(program, refused);
        // Not there, or not to be executed: the runtime's own answer is the right one.
        for (const char* program : {"missing", "unreadable-mode", "escaping", "pipe", "/bin"})
            row(program, on);
    }
    void refusesWhatSurelyIsNoProgram()
    {
        QFETCH(QByteArray, program);
        QFETCH(QString, expected);
        QCOMPARE(answer(program.constData()), expected);
    }
};

QTEST_GUILESS_MAIN(TestProgramFile)
#include "tst_program_file.moc"
