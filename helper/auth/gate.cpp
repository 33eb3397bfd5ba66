// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A refusal is logged here, whatever it was for.

#include "helper/auth/gate.h"

#include "engine/core/log.h"

namespace onggi {

void Gate::ask(std::uint32_t uid, const Question& question, std::stop_token withdrawn,
               std::function<void(std::optional<Error>)> done)
{
    if (uid == 0) {
        done(std::nullopt);
        return;
    }
    m_authority.check(question, std::move(withdrawn),
                      [uid, question, done = std::move(done)](Verdict verdict) {
                          if (verdict == Verdict::Denied)
                              log(LogLevel::Info, "auth.refused",
                                  {{"uid", std::to_string(uid)},
                                   {"action", question.action.toStdString()},
                                   {"subject", question.subject.toStdString()}});
                          done(refusalOf(verdict, question));
                      });
}

} // namespace onggi
