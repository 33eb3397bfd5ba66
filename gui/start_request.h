// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What somebody wants who starts `onggi`: the window, an image pulled, or archives opened. It
// travels to the instance that runs already, if there is one.
#pragma once

#include <optional>

#include <QStringList>

namespace onggi {

struct StartRequest {
    enum class Kind { Show, Pull, Open };
    Kind kind = Kind::Show;
    QStringList subjects; // a reference; absolute paths

    // Of the arguments after the program's name, relative paths taken from `directory`: none,
    // "pull REF", or "FILE…". Nothing for what is neither.
    static std::optional<StartRequest> parse(const QStringList& arguments,
                                             const QString& directory);

    // As words, for the way to the other instance, and back.
    QStringList words() const;
    static std::optional<StartRequest> fromWords(const QStringList& words);

    friend bool operator==(const StartRequest&, const StartRequest&) = default;
};

} // namespace onggi
