// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `create`.

#include "helper/ctl/commands/declare.h"

#include "helper/ctl/commands/run_options.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

int create(const Syntax& syntax, const RunWords& words)
{
    const RunRequest request = readRunOptions(syntax, words);
    Session session;
    const Serial image = obtainImage(session, request.image, words.pull);
    const QVariantMap result = runJob(session, createContainer(session, image, request, {}));
    print(result.value("id").toString().toStdString() + "\n");
    return 0;
}

} // namespace

Action declareCreate(Syntax syntax)
{
    const auto words = std::make_shared<RunWords>();
    addRunOptions(syntax, *words);
    return [words, syntax] { return create(syntax, *words); };
}

} // namespace onggi::ctl
