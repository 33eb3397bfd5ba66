// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who decides whether a caller may do something.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include <QString>

#include "engine/core/error.h"

namespace onggi {

enum class Verdict {
    Granted,
    Denied,    // also whenever anything went wrong, or the caller has gone
    Challenge, // an administrator could grant it, but nobody was or could be asked
    Dismissed, // somebody was asked and closed the question
};

struct Question {
    QString caller; // unique name on the bus, of the message that asks
    QString action;
    QString subject; // the thing, for whoever is asked; escaped and shortened here
    bool mayAsk = false;
};

class Authority {
public:
    virtual ~Authority() = default;

    // Answers once, later, on the calling thread; never from within the call. A withdrawn question
    // is Denied. The stop must be requested on the calling thread.
    virtual void check(const Question& question, std::stop_token withdrawn,
                       std::function<void(Verdict)> done) = 0;
};

// The refusal that a verdict means; nothing for Granted.
std::optional<Error> refusalOf(Verdict verdict, const Question& question);

} // namespace onggi
