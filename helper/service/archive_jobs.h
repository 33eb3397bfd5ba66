// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The jobs that write archives and make images of them, and the options of these on the bus.
#pragma once

#include <vector>

#include <QVariantMap>

#include "engine/archive/commit.h"
#include "engine/archive/import.h"
#include "engine/archive/save.h"
#include "helper/api/wire.h"
#include "helper/job/job.h"
#include "helper/service/engine.h"

namespace onggi {

class OptionReader; // helper/service/options.h

struct SaveRequest {
    std::vector<SaveTarget> targets;
    Fd output;
    SaveOptions options;
};

// All throw Error(ApiInvalidArgument) or what parsing a reference or platform throws.
// The option "name" of an archive that is read: of a file, without directories, whatever the client
// sends.
std::string takeArchiveName(OptionReader& options);
void readSaveOptions(OptionReader& options, SaveOptions& request);
void readImportOptions(OptionReader& options, ImportOptions& request);
void readCommitOptions(OptionReader& options, CommitOptions& request);

// Each image and each of its tags once, however often a caller names them. Throws
// Error(ApiInvalidArgument) for none and for too many, Error(StoreNotFound) for what is not there.
std::vector<SaveTarget> saveTargets(const wire::SaveItems& items, const StoreView& view);

// The engine outlives the jobs.
JobRequest saveJob(Engine& engine, SaveRequest request);
JobRequest importJob(Engine& engine, Fd archive, ImportOptions request);

// What a job brings that has made an image.
QVariantMap resultOfMadeImage(const PublishedImage& image);

} // namespace onggi
