// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A container's whole file system as a tar: its root is mounted for as long as it is read.

#include <fcntl.h>

#include "engine/layer/handed_output.h"
#include "engine/run/containers_private.h"
#include "engine/run/tree_tar.h"

namespace onggi {

namespace {

void writeRoot(int root, const IdRange& range, int output, Progress& progress,
               const std::stop_token& stop)
{
    HandedOutput archive(output, "the archive", stop);
    TarWriter writer([&archive](std::span<const std::byte> bytes) { archive.write(bytes); });
    writeTree(root, {range, false}, writer, progress, stop);
    writer.finish();
}

} // namespace

void Containers::exportTar(const std::string& id, int output, Progress& progress,
                           std::stop_token stop)
{
    const ContainerPointer container = d->find(id);
    const Bundle bundle(d->paths, id);
    std::unique_lock lock(container->operation);
    const ContainerDocument document = d->documentOf(*container);
    if (d->rowOf(*container).state == ContainerState::Running) {
        // The open root keeps the file system, should the container end meanwhile.
        const Fd root = openFile(bundle.root(), O_RDONLY | O_DIRECTORY);
        lock.unlock();
        writeRoot(root.get(), document.range, output, progress, stop);
        return;
    }
    d->requireAvailable();
    d->takeDown(*container);
    d->waitForOldConmon(id, stop);
    {
        const std::lock_guard inner(d->mutex);
        container->needsTakeDown = true;
    }
    try {
        d->mountRoot(*container, stop);
        const Fd root = openFile(bundle.root(), O_RDONLY | O_DIRECTORY);
        writeRoot(root.get(), document.range, output, progress, stop);
    } catch (...) {
        d->takeDown(*container);
        throw;
    }
    d->takeDown(*container);
}

} // namespace onggi
