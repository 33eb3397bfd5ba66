// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the Run dialog holds, as it is written there; what that means, what is wrong with it, and
// the command line that does the same. Pure; GUI thread for the translated sentences.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "engine/lineage/store_view.h"
#include "engine/run/options.h"

namespace onggi {

// A row of ports: "80" or "53/udp" inside, and outside a port, "127.0.0.1:8080", or nothing for any
// that is free.
struct PortDraft {
    QString container;
    QString host;
};

struct RunDraft {
    QString image; // as it was asked for
    QString name;  // empty: one is made up
    std::vector<PortDraft> ports;
    QString command;     // words as a shell takes them; empty: the image's own
    QString entrypoint;  // one word; empty: the image's own
    QString environment; // NAME=value, one a line
    QString directory;
    QString user;
    QString hostname;
    QString memory;
    QString cpus;
    QString processes;
    NetworkMode network = NetworkMode::Bridge;
    bool isInteractive = false;
    bool hasTerminal = false;
    bool isReadOnly = false;
    bool isRemovedAtEnd = false;
};

enum class RunField {
    Image,
    Name,
    Ports,
    Command,
    Environment,
    Network,
    Resources,
    End,
    Security,
};

struct RunProblem {
    RunField field = RunField::Image;
    int row = 0; // of the ports
    QString text;
};

struct ReadDraft {
    RunOptions options; // of what could be read
    std::vector<RunProblem> problems;
};
// Ports without a bridge are left out.
ReadDraft readDraft(const RunDraft& draft);

// The words of a line as a shell takes them: quotes and backslashes, nothing else. Nothing where a
// quote is not closed.
std::optional<std::vector<std::string>> splitWords(const QString& line);
// A word for a POSIX shell, as short as may be; bytes that are no text are written as $'\xNN'.
QString shellQuoted(std::string_view word);
// "onggictl run -d --name web -p 8080:80 shop/web:2"
QString runCommandText(const QString& image, const RunOptions& options);

// Whether an administrator will be asked for it: the rules of the helper, which decides.
bool asksAdministrator(const RunOptions& options);

bool isNameTaken(const StoreView& view, const QString& name);
// Short for the image, and with a number where it is taken: "web", "web-2".
QString suggestedName(const StoreView& view, const QString& image);

} // namespace onggi
