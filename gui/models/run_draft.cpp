// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Each field is read by the engine's own parser, and checked on its own, so that a sentence stands
// beside the field that it is about.

#include "gui/models/run_draft.h"

#include <algorithm>

#include <QCoreApplication>

#include "engine/core/error.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

struct Draft {
    Q_DECLARE_TR_FUNCTIONS(onggi::RunDraft)
};

constexpr std::uint16_t kFirstFreePort = 1024;
constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                    "_-.,/:=@%+";

class Reading {
public:
    explicit Reading(const RunDraft& draft)
        : m_draft(draft)
    {
    }

    ReadDraft read()
    {
        readPlain();
        readWords();
        readPorts();
        readLimits();
        return std::move(m_read);
    }

private:
    void fail(RunField field, const QString& text, int row = 0)
    {
        m_read.problems.push_back({field, row, text});
    }

    // Tries `set`, which may throw, and checks the options with this one alone.
    template <typename Set>
    bool attempt(RunField field, const QString& problem, const Set& set, int row = 0)
    {
        try {
            RunOptions alone;
            set(alone);
            validate(alone);
            set(m_read.options);
            return true;
        } catch (const Error&) {
            fail(field, problem, row);
            return false;
        }
    }

    void readPlain()
    {
        RunOptions& options = m_read.options;
        options.isInteractive = m_draft.isInteractive;
        options.hasTerminal = m_draft.hasTerminal;
        options.isReadOnly = m_draft.isReadOnly;
        options.isRemovedAtEnd = m_draft.isRemovedAtEnd;
        options.network = m_draft.network;
        attempt(RunField::Name,
                Draft::tr("two or more letters, digits, “_”, “.” or “-”, the first a letter or "
                          "digit"),
                [&](RunOptions& to) { to.name = m_draft.name.trimmed().toStdString(); });
        attempt(RunField::Network, Draft::tr("at most 63 letters, digits, “.” or “-”"),
                [&](RunOptions& to) { to.hostname = m_draft.hostname.trimmed().toStdString(); });
        attempt(RunField::Command, Draft::tr("the working directory has to begin with “/”"),
                [&](RunOptions& to) {
                    to.workingDirectory = m_draft.directory.trimmed().toStdString();
                });
        attempt(RunField::Security, Draft::tr("not a user"),
                [&](RunOptions& to) { to.user = m_draft.user.trimmed().toStdString(); });
    }

    void readWords()
    {
        if (const QString entrypoint = m_draft.entrypoint.trimmed(); !entrypoint.isEmpty())
            m_read.options.entrypoint = {entrypoint.toStdString()};
        if (auto words = splitWords(m_draft.command))
            m_read.options.arguments = std::move(*words);
        else
            fail(RunField::Command, Draft::tr("a quote is not closed"));
        for (const QString& line : m_draft.environment.split(QLatin1Char('\n'))) {
            if (line.trimmed().isEmpty())
                continue;
            attempt(RunField::Environment, Draft::tr("expected NAME=value: %1").arg(line),
                    [&](RunOptions& to) { to.environment.push_back(line.toStdString()); });
        }
    }

    void readPorts()
    {
        if (m_draft.network != NetworkMode::Bridge)
            return;
        for (std::size_t at = 0; at < m_draft.ports.size(); ++at) {
            const PortDraft& port = m_draft.ports[at];
            const QString inside = port.container.trimmed();
            const QString outside = port.host.trimmed();
            if (inside.isEmpty() && outside.isEmpty())
                continue;
            const QString words = outside.isEmpty() ? inside : outside + QLatin1Char(':') + inside;
            attempt(
                RunField::Ports, Draft::tr("a number from 1 to 65535"),
                [&](RunOptions& to) {
                    const std::vector<PortMapping> ports = parsePorts(words.toStdString());
                    if (ports.size() != 1)
                        throw Error(Code::RunOptionInvalid, words.toStdString());
                    to.ports.push_back(ports.front());
                },
                static_cast<int>(at));
        }
    }

    void readLimits()
    {
        if (const std::string memory = m_draft.memory.trimmed().toStdString(); !memory.empty())
            attempt(RunField::Resources,
                    Draft::tr("memory is a size like 64m or 1.5g, at least 6m"),
                    [&](RunOptions& to) { to.memory = parseMemory(memory); });
        if (const std::string cpus = m_draft.cpus.trimmed().toStdString(); !cpus.empty())
            attempt(RunField::Resources,
                    Draft::tr("processors are a number like 1.5, at least 0.01"),
                    [&](RunOptions& to) { to.milliCpus = parseCpus(cpus); });
        if (const std::string count = m_draft.processes.trimmed().toStdString(); !count.empty())
            attempt(RunField::Resources, Draft::tr("processes are a whole number"),
                    [&](RunOptions& to) { to.pidsLimit = parsePidsLimit(count); });
    }

    const RunDraft& m_draft;
    ReadDraft m_read;
};

QString portWord(const PortMapping& port)
{
    QString word = QString::number(port.containerPort);
    if (port.hostPort != 0 || !port.hostAddress.empty())
        word.prepend((port.hostPort == 0 ? QString() : QString::number(port.hostPort)) +
                     QLatin1Char(':'));
    if (const QString address = toText(port.hostAddress); !address.isEmpty())
        word.prepend(
            (address.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(address) : address) +
            QLatin1Char(':'));
    return port.protocol == PortProtocol::Udp ? word + QStringLiteral("/udp") : word;
}

QString cpusWord(std::int64_t milliCpus)
{
    QString word = QString::number(static_cast<double>(milliCpus) / 1000, 'f', 3);
    while (word.endsWith(QLatin1Char('0')))
        word.chop(1);
    if (word.endsWith(QLatin1Char('.')))
        word.chop(1);
    return word;
}

// "512m" where it is whole, else the bytes.
QString memoryWord(Bytes memory)
{
    constexpr std::pair<unsigned, char> kUnits[] = {{30, 'g'}, {20, 'm'}, {10, 'k'}};
    for (const auto& [shift, unit] : kUnits) {
        const std::uint64_t whole = memory.count() >> shift;
        if (whole > 0 && whole << shift == memory.count())
            return QString::number(whole) + QLatin1Char(unit);
    }
    return QString::number(memory.count());
}

} // namespace

ReadDraft readDraft(const RunDraft& draft)
{
    return Reading(draft).read();
}

std::optional<std::vector<std::string>> splitWords(const QString& line)
{
    std::vector<std::string> words;
    std::string word;
    bool isInWord = false;
    char quote = '\0';
    const std::string bytes = line.toStdString();
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const char c = bytes[at];
        const bool isLast = at + 1 == bytes.size();
        if (quote != '\0' && c == quote) {
            quote = '\0';
        } else if (c == '\\' && quote != '\'' && !isLast) {
            // Inside double quotes a backslash speaks for these alone.
            const char next = bytes[++at];
            if (quote == '"' && std::string_view("\"\\$`").find(next) == std::string_view::npos)
                word += c;
            word += next;
            isInWord = true;
        } else if (quote == '\0' && (c == '\'' || c == '"')) {
            quote = c;
            isInWord = true;
        } else if (quote == '\0' && (c == ' ' || c == '\t' || c == '\n')) {
            if (isInWord)
                words.push_back(std::move(word));
            word.clear();
            isInWord = false;
        } else {
            word += c;
            isInWord = true;
        }
    }
    if (quote != '\0')
        return std::nullopt;
    if (isInWord)
        words.push_back(std::move(word));
    return words;
}

QString shellQuoted(std::string_view word)
{
    if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos)
        return toText(word);
    const QString text = toText(word);
    const bool isText = text.toStdString() == word && std::ranges::none_of(text, [](QChar c) {
                            return c.category() == QChar::Other_Control;
                        });
    if (isText) {
        QString quoted = text;
        quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
        return QLatin1Char('\'') + quoted + QLatin1Char('\'');
    }
    QString quoted = QStringLiteral("$'");
    for (const char c : word) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f && c != '\'' && c != '\\')
            quoted += QLatin1Char(c);
        else
            quoted += QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
    }
    return quoted + QLatin1Char('\'');
}

QString runCommandText(const QString& image, const RunOptions& options)
{
    QStringList words{QStringLiteral("onggictl run -d")};
    const auto add = [&words](const char* option, std::string_view value) {
        words << QLatin1String(option) + QLatin1Char(' ') + shellQuoted(value);
    };
    const auto addFlag = [&words](const char* option, bool isSet) {
        if (isSet)
            words << QLatin1String(option);
    };
    addFlag("-i", options.isInteractive);
    addFlag("-t", options.hasTerminal);
    addFlag("--rm", options.isRemovedAtEnd);
    if (!options.name.empty())
        add("--name", options.name);
    if (!options.hostname.empty())
        add("--hostname", options.hostname);
    for (const PortMapping& port : options.ports)
        add("-p", portWord(port).toStdString());
    for (const std::string& variable : options.environment)
        add("-e", variable);
    if (!options.workingDirectory.empty())
        add("-w", options.workingDirectory);
    if (!options.user.empty())
        add("-u", options.user);
    if (options.entrypoint)
        add("--entrypoint", options.entrypoint->empty() ? "" : options.entrypoint->front());
    if (options.network != NetworkMode::Bridge)
        add("--network", networkModeName(options.network));
    if (options.memory)
        add("--memory", memoryWord(*options.memory).toStdString());
    if (options.milliCpus)
        add("--cpus", cpusWord(*options.milliCpus).toStdString());
    if (options.pidsLimit)
        add("--pids-limit", std::to_string(*options.pidsLimit));
    addFlag("--read-only", options.isReadOnly);
    words << shellQuoted(image.toStdString());
    for (const std::string& argument : options.arguments)
        words << shellQuoted(argument);
    return words.join(QLatin1Char(' '));
}

bool asksAdministrator(const RunOptions& options)
{
    return needsPrivilege(options) ||
           std::ranges::any_of(options.ports, [](const PortMapping& port) {
               return port.hostPort != 0 && port.hostPort < kFirstFreePort;
           });
}

bool isNameTaken(const StoreView& view, const QString& name)
{
    return std::ranges::find(view.containers, name.toStdString(), &ContainerRow::name) !=
           view.containers.end();
}

QString suggestedName(const StoreView& view, const QString& image)
{
    QString base = image.section(QLatin1Char('@'), 0, 0).section(QLatin1Char('/'), -1);
    base = base.section(QLatin1Char(':'), 0, 0);
    QString name;
    for (const QChar c : base) {
        if (c.unicode() < 0x80 &&
            (c.isLetterOrNumber() || (!name.isEmpty() && QStringLiteral("_.-").contains(c))))
            name += c;
    }
    if (name.size() < 2)
        name = QStringLiteral("container");
    QString free = name;
    for (int number = 2; isNameTaken(view, free); ++number)
        free = name + QLatin1Char('-') + QString::number(number);
    return free;
}

} // namespace onggi
