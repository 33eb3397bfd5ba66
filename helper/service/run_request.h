// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The options of Containers1.Create and Exec, as the engine takes them.
#pragma once

#include "engine/run/containers.h"
#include "helper/service/options.h"

namespace onggi {

// Throw Error(ApiInvalidArgument) and Error(RunOptionInvalid). What they do not know stays in
// `options`.
RunOptions readRunOptions(OptionReader& options);
void readExecOptions(OptionReader& options, ExecOptions& exec);

} // namespace onggi
