// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a container has written, as a layer. A container that runs stands still while it is read; a
// mark in its bundle says so, for the next helper, should this one be killed meanwhile.

#include <cerrno>
#include <optional>

#include <fcntl.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/run/conmon.h"
#include "engine/run/containers_private.h"
#include "engine/run/tree_tar.h"

namespace onggi {

void Containers::Private::resumePaused(const std::string& id) const noexcept
{
    const Bundle bundle(paths, id);
    if (::access(bundle.pausedMark().c_str(), F_OK) != 0)
        return;
    for (int attempt = 0; attempt < 3; ++attempt) {
        try {
            runtime.resume(id);
            break;
        } catch (const std::exception& error) {
            // One that has ended meanwhile needs no waking.
            if (livingConmon(bundle.conmonPidFile(), id) == 0)
                break;
            log(LogLevel::Warning, "container-resume", {{"container", id}, {"why", error.what()}});
        } catch (...) {
            log(LogLevel::Warning, "container-resume", {{"container", id}});
        }
    }
    ::unlink(bundle.pausedMark().c_str());
}

namespace {

// Written before the container stops, removed when it goes on.
void leaveMark(const std::string& path)
{
    openFile(path, O_WRONLY | O_CREAT | O_NOFOLLOW, 0600);
}

} // namespace

ContainerDiff Containers::writeDiff(const std::string& id, bool isPaused, const DiffSink& sink,
                                    Progress& progress, std::stop_token stop)
{
    const ContainerPointer container = d->find(id);
    const Bundle bundle(d->paths, id);
    const std::lock_guard lock(container->operation);
    {
        const std::lock_guard inner(d->mutex);
        if (container->isGone)
            throw Error(Code::ContainerNotFound, container->row.name);
    }
    const ContainerDocument document = d->documentOf(*container);
    const ContainerRow row = d->rowOf(*container);

    // Woken however this ends.
    struct Wake {
        Wake(const Private& its, const std::string& name)
            : owner(its)
            , id(name)
        {
        }
        ~Wake() { owner.resumePaused(id); }
        const Private& owner;
        const std::string& id;
    };
    std::optional<Wake> wake;
    if (isPaused && row.state == ContainerState::Running) {
        leaveMark(bundle.pausedMark());
        wake.emplace(*d, id);
        try {
            d->runtime.pause(id, stop);
        } catch (const Error& error) {
            if (livingConmon(bundle.conmonPidFile(), id) != 0)
                throw Error(Code::RunFailed, row.name,
                            "it cannot be paused here (" + error.detail() +
                                "); without pausing, what it writes meanwhile may come in part");
        }
    }

    TarWriter writer(sink);
    // There is none before the first start.
    const Fd upper(::open(bundle.upper().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (upper)
        writeTree(upper.get(), {document.range, true}, writer, progress, stop);
    else if (errno != ENOENT)
        throw systemError(errno, bundle.upper(), "open");
    writer.finish();
    return {row, document.options};
}

} // namespace onggi
