// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Other programs in tests: what they compare Onggi with, and what makes their input.
#pragma once

#include <stdexcept>
#include <string>

#include <QProcess>

namespace onggi::test {

// What a bash script prints; it runs in `directory` and ends at the first command that fails.
// Throws std::runtime_error with what it said on stderr.
inline std::string runShell(const std::string& script, const std::string& directory = "/")
{
    QProcess process;
    process.setWorkingDirectory(QString::fromStdString(directory));
    process.start("/bin/bash", {"-euo", "pipefail", "-c", QString::fromStdString(script)});
    process.closeWriteChannel();
    if (!process.waitForFinished(240'000) || process.exitStatus() != QProcess::NormalExit ||
        process.exitCode() != 0) {
        process.kill();
        process.waitForFinished();
        throw std::runtime_error(script + ": " + process.readAllStandardError().toStdString());
    }
    return process.readAllStandardOutput().toStdString();
}

} // namespace onggi::test
