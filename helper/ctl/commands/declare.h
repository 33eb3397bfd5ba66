// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The commands, one file each: what each declares, see Command::declare in helper/ctl/grammar.h.
#pragma once

#include "helper/ctl/grammar.h"

namespace onggi::ctl {

Action declareCheck(CLI::App& app);
Action declareCompletion(CLI::App& app);
Action declareContainerPrune(CLI::App& app);
Action declareCreate(CLI::App& app);
Action declareDf(CLI::App& app);
Action declareExec(CLI::App& app);
Action declareExport(CLI::App& app);
Action declareHealth(CLI::App& app);
Action declareHistory(CLI::App& app);
Action declareImages(CLI::App& app);
Action declareInfo(CLI::App& app);
Action declareInspect(CLI::App& app);
Action declareJobs(CLI::App& app);
Action declareKill(CLI::App& app);
Action declareLineage(CLI::App& app);
Action declareLoad(CLI::App& app);
Action declareLogs(CLI::App& app);
Action declarePrune(CLI::App& app);
Action declarePs(CLI::App& app);
Action declarePull(CLI::App& app);
Action declareRm(CLI::App& app);
Action declareRmi(CLI::App& app);
Action declareRun(CLI::App& app);
Action declareStart(CLI::App& app);
Action declareStop(CLI::App& app);
Action declareTag(CLI::App& app);
Action declareVersion(CLI::App& app);
Action declareWait(CLI::App& app);

} // namespace onggi::ctl
