// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The commands, one file each: what each declares, see Command::declare in helper/ctl/grammar.h.
#pragma once

#include "helper/ctl/grammar.h"

namespace onggi::ctl {

Action declareCat(Syntax syntax);
Action declareCheck(Syntax syntax);
Action declareCommit(Syntax syntax);
Action declareCompletion(Syntax syntax);
Action declareContainerInspect(Syntax syntax);
Action declareContainerPrune(Syntax syntax);
Action declareCreate(Syntax syntax);
Action declareDf(Syntax syntax);
Action declareDiff(Syntax syntax);
Action declareExec(Syntax syntax);
Action declareExport(Syntax syntax);
Action declareFiles(Syntax syntax);
Action declareFind(Syntax syntax);
Action declareHealth(Syntax syntax);
Action declareHistory(Syntax syntax);
Action declareImageInspect(Syntax syntax);
Action declareImages(Syntax syntax);
Action declareImport(Syntax syntax);
Action declareInfo(Syntax syntax);
Action declareInspect(Syntax syntax);
Action declareJobs(Syntax syntax);
Action declareKill(Syntax syntax);
Action declareLineage(Syntax syntax);
Action declareLoad(Syntax syntax);
Action declareLogin(Syntax syntax);
Action declareLogout(Syntax syntax);
Action declareLogs(Syntax syntax);
Action declarePrune(Syntax syntax);
Action declarePs(Syntax syntax);
Action declarePull(Syntax syntax);
Action declarePush(Syntax syntax);
Action declareRm(Syntax syntax);
Action declareRmi(Syntax syntax);
Action declareRun(Syntax syntax);
Action declareSearch(Syntax syntax);
Action declareSave(Syntax syntax);
Action declareStart(Syntax syntax);
Action declareStop(Syntax syntax);
Action declareTag(Syntax syntax);
Action declareTags(Syntax syntax);
Action declareVersion(Syntax syntax);
Action declareWait(Syntax syntax);
Action declareWaste(Syntax syntax);

} // namespace onggi::ctl
