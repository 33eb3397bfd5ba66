// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `completion`.

#include "helper/ctl/commands/declare.h"

#include "engine/core/printable.h"
#include "helper/ctl/completion.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

Action declareCompletion(Syntax syntax)
{
    const auto shell = std::make_shared<std::string>();
    syntax.argument("SHELL", *shell);
    return [shell] {
        const std::string text = completionText(*shell, Grammar(commands()));
        if (text.empty())
            throw UsageError("unknown shell: " + printable(*shell) +
                             ": expected bash, zsh or fish");
        print(text);
        return 0;
    };
}

} // namespace onggi::ctl
