// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A process that does not end in time is killed together with what it started, by the sandbox
// itself: it is asked first.

#include "tests/support/sandbox.h"

#include <filesystem>
#include <system_error>

namespace onggi::test {

namespace {

constexpr int kPatienceMs = 240'000;

} // namespace

Outcome runProgram(const QString& program, const QStringList& arguments, const QByteArray& input)
{
    QProcess process;
    process.setWorkingDirectory(ONGGI_SOURCE_DIR);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatienceMs)) {
        process.terminate();
        if (!process.waitForFinished(kPatienceMs))
            process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode()
                                                                  : 128 + process.exitCode();
    return {code, process.readAllStandardOutput(), process.readAllStandardError()};
}

Sandbox::Sandbox()
    : m_directory("/tmp/onggi-test-XXXXXX")
{
}

Sandbox::~Sandbox()
{
    // Qt removes no file whose name is not UTF-8.
    std::error_code ignored;
    std::filesystem::remove_all(m_directory.path().toStdString(), ignored);
}

QString Sandbox::program()
{
    return ONGGI_SOURCE_DIR "/packaging/sandbox";
}

QStringList Sandbox::arguments(const QStringList& command) const
{
    return QStringList{"--state", state(), "--preset", ONGGI_PRESET, "--"} + command;
}

Outcome Sandbox::run(const QStringList& command, const QByteArray& input) const
{
    Outcome outcome = runProgram(program(), arguments(command), input);
    // Said first where no container can run, whatever the command is.
    if (outcome.errors.startsWith("sandbox: this machine forbids private mounts"))
        outcome.errors.remove(0, outcome.errors.indexOf('\n') + 1);
    return outcome;
}

Outcome Sandbox::onggictl(const QStringList& arguments, const QByteArray& input) const
{
    return run(QStringList{"onggictl"} + arguments, input);
}

Outcome Sandbox::shell(const QString& line, const QByteArray& input) const
{
    return run({"sh", "-c", line, scratch()}, input);
}

std::unique_ptr<QProcess> Sandbox::start(const QStringList& command) const
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(ONGGI_SOURCE_DIR);
    process->start(program(), arguments(command));
    process->waitForStarted(kPatienceMs);
    return process;
}

} // namespace onggi::test
