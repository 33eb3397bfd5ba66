// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// packaging/sandbox with a state directory of its own, for tests that drive the built programs.
#pragma once

#include <memory>
#include <string>

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace onggi::test {

struct Outcome {
    int code = -1; // 128 + n after signal n, -1 if it did not end in time
    QByteArray output;
    QByteArray errors;
};

// To the end, within a minute.
Outcome runProgram(const QString& program, const QStringList& arguments,
                   const QByteArray& input = {});

class Sandbox {
public:
    Sandbox();
    ~Sandbox();

    // packaging/sandbox --state … -- `command`, from the top of the checkout.
    Outcome run(const QStringList& command, const QByteArray& input = {}) const;
    // The same with `onggictl` before the arguments.
    Outcome onggictl(const QStringList& arguments, const QByteArray& input = {}) const;
    // The same with a line of shell; $0 is the sandbox's scratch directory.
    Outcome shell(const QString& line, const QByteArray& input = {}) const;
    // Started, not waited for.
    std::unique_ptr<QProcess> start(const QStringList& command) const;

    QString state() const { return m_directory.filePath("state"); }
    // For files that commands leave.
    QString scratch() const { return m_directory.path(); }
    QStringList arguments(const QStringList& command) const;
    static QString program();

private:
    QTemporaryDir m_directory;
};

} // namespace onggi::test
