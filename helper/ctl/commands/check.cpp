// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `check`: exits 1 where something is broken, and names it.

#include "helper/ctl/commands/declare.h"

#include <unistd.h>

#include "engine/core/printable.h"
#include "helper/ctl/job.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

int check()
{
    Session session;
    std::unique_ptr<ProgressView> view = std::make_unique<SilentView>();
    if (isTerminal(STDOUT_FILENO))
        view = makeProgressView(STDOUT_FILENO);
    RunningJob job(session, session.health().Check({}), *view);
    const QStringList broken = job.result().value("broken").toStringList();
    std::string text;
    for (const QString& sentence : broken)
        text += printable(sentence.toStdString()) + "\n";
    print(broken.isEmpty() ? "the store is whole\n" : text);
    return broken.isEmpty() ? 0 : 1;
}

} // namespace

Action declareCheck(Syntax)
{
    return [] { return check(); };
}

} // namespace onggi::ctl
