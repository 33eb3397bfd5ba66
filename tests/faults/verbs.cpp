// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What each verb is, as the helper's jobs do it.

#include "tests/faults/verbs.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include <fcntl.h>

#include "engine/archive/commit.h"
#include "engine/archive/import.h"
#include "engine/archive/load.h"
#include "engine/lineage/removal.h"
#include "engine/registry/client.h"
#include "engine/registry/transfer.h"
#include "engine/store/pull.h"

namespace onggi::test {

namespace {

void pull(Store& store, Unpacker& unpacker, const std::string& reference)
{
    Transfer transfer;
    RegistryOptions options;
    options.tlsVerify = false;
    options.retry.maxTries = 2;
    options.retry.firstDelay = std::chrono::milliseconds(1);
    RegistryClient client(transfer, options);
    Progress progress;
    Puller(store, unpacker).pull(client, Reference::parse(reference), {}, progress, {});
}

void load(Store& store, Unpacker& unpacker, const std::string& path)
{
    LoadOptions options;
    options.name = std::filesystem::path(path).filename().string();
    Progress progress;
    loadArchive(store, unpacker, openFile(path, O_RDONLY), options, progress, {});
}

void importFile(Store& store, Unpacker& unpacker, const std::string& argument)
{
    const std::size_t space = argument.find(' ');
    const std::string path = argument.substr(0, space);
    ImportOptions options;
    options.name = std::filesystem::path(path).filename().string();
    options.tag = argument.substr(space + 1);
    Progress progress;
    importTar(store, unpacker, openFile(path, O_RDONLY), options, progress, {});
}

void remove(Store& store, const RemovalPlan& plan)
{
    if (!plan.items.empty())
        store.removePlan(plan, {0, true});
}

void removeImage(Store& store, const std::string& name)
{
    const std::optional<ImageRow> row = store.tryFindImage(name);
    if (!row)
        return;
    const std::shared_ptr<const StoreView> view = store.snapshot().view;
    const auto place = std::ranges::find(view->images, row->serial, &ImageRow::serial);
    const auto index = static_cast<std::size_t>(place - view->images.begin());
    remove(store, planRemoval(*view, Forest(*view), {RemovalTarget{index, {}}}));
}

void prune(Store& store)
{
    const std::shared_ptr<const StoreView> view = store.snapshot().view;
    remove(store, planPrune(*view, Forest(*view), false));
}

void commit(Store& store, Unpacker& unpacker, Containers* containers, const std::string& argument)
{
    if (!containers)
        throw std::logic_error("commit without containers");
    const std::size_t space = argument.find(' ');
    CommitOptions options;
    options.tag = argument.substr(space + 1);
    Progress progress;
    commitContainer(store, unpacker, *containers, containers->resolve(argument.substr(0, space)),
                    options, progress, {});
}

} // namespace

void perform(Store& store, Unpacker& unpacker, const std::string& verb, const std::string& argument,
             Containers* containers)
{
    if (verb == "pull")
        pull(store, unpacker, argument);
    else if (verb == "load")
        load(store, unpacker, argument);
    else if (verb == "import")
        importFile(store, unpacker, argument);
    else if (verb == "rmi")
        removeImage(store, argument);
    else if (verb == "prune")
        prune(store);
    else if (verb == "commit")
        commit(store, unpacker, containers, argument);
    else if (verb != "open")
        throw std::logic_error("no such verb: " + verb);
}

bool needsContainers(const std::string& verb)
{
    return verb == "commit";
}

} // namespace onggi::test
