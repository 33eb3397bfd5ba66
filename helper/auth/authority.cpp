// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which error each refusal is.

#include "helper/auth/authority.h"

namespace onggi {

std::optional<Error> refusalOf(Verdict verdict, const Question& question)
{
    const std::string subject =
        (question.subject.isEmpty() ? question.action : question.subject).toStdString();
    switch (verdict) {
    case Verdict::Granted:
        return std::nullopt;
    case Verdict::Challenge:
        return Error(Code::AuthChallenge, subject);
    case Verdict::Dismissed:
        return Error(Code::AuthDismissed, subject);
    case Verdict::Denied:
        break;
    }
    return Error(Code::AuthDenied, subject);
}

} // namespace onggi
