// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The program is found by PATH and started without a shell. How it says "not found" is part of the
// protocol: that very sentence on standard output, and an exit code.

#include "helper/registries/credential_helper.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include <QDeadlineTimer>
#include <QProcess>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "helper/api/convert.h"

namespace onggi {

namespace {

constexpr int kPatienceMs = 120'000;
constexpr qsizetype kMaxOutput = 256 << 10;
constexpr std::string_view kNotFound = "credentials not found in native keychain";

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

// docker.io has been called this since there were such programs.
std::string serverOf(const std::string& host)
{
    return host == "docker.io" ? "https://index.docker.io/v1/" : host;
}

} // namespace

struct CredentialHelper::Answer {
    bool isNotFound = false;
    std::string output;
};

CredentialHelper::CredentialHelper(const std::string& name)
    : m_program("docker-credential-" + name)
{
    if (name.empty() || name.size() > 100 || !std::ranges::all_of(name, isNameCharacter))
        throw Error(Code::DocumentInvalid, "the name of a credential helper", name);
}

CredentialHelper::Answer CredentialHelper::run(const char* verb, const std::string& input) const
{
    const auto fail = [this](const std::string& cause) {
        throw Error(Code::SystemIo, m_program, cause);
    };
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    // A session blocks the signals that end a program.
    process.setChildProcessModifier([] {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
    });
    process.start(toText(m_program), {QLatin1String(verb)});
    if (!process.waitForStarted(kPatienceMs))
        fail("it cannot be started: " + process.errorString().toStdString());
    process.write(toByteArray(input));
    process.closeWriteChannel();
    QByteArray output;
    const QDeadlineTimer deadline(kPatienceMs);
    while (process.state() != QProcess::NotRunning || process.bytesAvailable() > 0) {
        process.waitForReadyRead(
            static_cast<int>(std::min<qint64>(deadline.remainingTime(), 1000)));
        output += process.readAllStandardOutput();
        if (output.size() > kMaxOutput || deadline.hasExpired()) {
            process.kill();
            process.waitForFinished();
            fail(deadline.hasExpired() ? "it does not end" : "it answers too much");
        }
    }
    output += process.readAllStandardOutput();
    const std::string text = output.trimmed().toStdString();
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {false, text};
    if (text == kNotFound)
        return {true, {}};
    // On failure the output is a message for the user.
    fail(text.empty() ? process.readAllStandardError().trimmed().left(200).toStdString()
                      : text.substr(0, 200));
    return {};
}

std::optional<Credentials> CredentialHelper::get(const std::string& host) const
{
    const Answer answer = run("get", serverOf(host));
    if (answer.isNotFound)
        return std::nullopt;
    Credentials credentials;
    try {
        const Json document = parseJson(answer.output, m_program);
        credentials.username = requireString(document, "Username", m_program);
        credentials.password = requireString(document, "Secret", m_program);
    } catch (const Error&) {
        throw Error(Code::SystemIo, m_program, "its answer is not of the protocol");
    }
    if (credentials.username == "<token>")
        credentials.identityToken = std::exchange(credentials.password, {});
    return credentials;
}

void CredentialHelper::store(const std::string& host, const Credentials& credentials) const
{
    const bool isToken = !credentials.identityToken.empty();
    run("store", Json{{"ServerURL", serverOf(host)},
                      {"Username", isToken ? "<token>" : credentials.username},
                      {"Secret", isToken ? credentials.identityToken : credentials.password}}
                     .dump());
}

void CredentialHelper::erase(const std::string& host) const
{
    run("erase", serverOf(host));
}

} // namespace onggi
