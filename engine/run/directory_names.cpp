// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Read whole before anything is done with them: a stream that is read on while names come and go
// may show one twice.

#include "engine/run/directory_names.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "engine/core/error.h"

namespace onggi {

std::vector<DirectoryName> namesIn(int directory, const std::string& path)
{
    const int own = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(own < 0 ? nullptr : ::fdopendir(own),
                                                     &::closedir);
    if (!stream) {
        const int number = errno;
        if (own >= 0)
            ::close(own);
        throw systemError(number, path, "list");
    }
    std::vector<DirectoryName> names;
    errno = 0;
    while (const dirent* const entry = ::readdir(stream.get())) {
        const std::string_view name(entry->d_name);
        if (name != "." && name != "..")
            names.push_back({std::string(name), entry->d_type});
        errno = 0;
    }
    // A directory that was removed meanwhile has nothing more in it.
    if (errno != 0 && errno != ENOENT)
        throw systemError(errno, path, "list");
    std::ranges::sort(names, {}, &DirectoryName::name);
    return names;
}

} // namespace onggi
