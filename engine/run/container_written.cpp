// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A container's writable layer as a list. Walked with descriptors and never along links, because
// the container may run and change it meanwhile; what vanishes on the way is left out. Nothing is
// compared here: whoever asked can read the image.

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/layer/erofs_format.h"
#include "engine/layer/handed_output.h"
#include "engine/layer/image_files.h"
#include "engine/layer/limits.h"
#include "engine/run/containers_private.h"
#include "engine/run/directory_names.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxDepth = 1000; // as that of an export
constexpr std::size_t kPiece = 64 * 1024;

class Lister {
public:
    Lister(int output, const std::stop_token& stop)
        : m_output(output, "the list", stop)
        , m_stop(stop)
    {
    }

    void run(const std::string& upper)
    {
        const Fd root(::open(upper.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        // One that never started has written nothing.
        if (!root && errno != ENOENT)
            throw systemError(errno, upper, "open");
        if (root)
            listDirectory(root.get(), "", 0);
        m_text += "end";
        m_text += '\0';
        flush();
    }

private:
    void flush()
    {
        m_output.write(std::as_bytes(std::span(m_text)));
        m_text.clear();
    }

    void put(char letter, std::uint64_t size, const std::string& path)
    {
        if (++m_count > LayerLimits{}.entries)
            throw Error(Code::LayerTooLarge, "the container", "it has written too many files");
        m_room.take(path);
        m_text += letter;
        m_text += ' ' + std::to_string(size) + ' ' + path + '\0';
        if (m_text.size() >= kPiece)
            flush();
    }

    void listDirectory(int fd, const std::string& path, std::size_t depth)
    {
        throwIfCancelled(m_stop);
        if (depth > kMaxDepth)
            throw Error(Code::LayerUnsupported, path, "directories nested too deeply");
        for (const DirectoryName& entry : namesIn(fd, path))
            listName(fd, entry.name, path + '/' + entry.name, depth);
    }

    void listName(int parent, const std::string& name, const std::string& path, std::size_t depth)
    {
        struct stat status {};
        if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) < 0) {
            if (errno == ENOENT)
                return;
            throw systemError(errno, path, "stat");
        }
        if (!S_ISDIR(status.st_mode)) {
            put(letterOf(status),
                S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0, path);
            return;
        }
        const Fd fd(
            ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!fd) {
            if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
                return; // another thing by now
            throw systemError(errno, path, "open");
        }
        put(isOpaque(fd.get()) ? 'D' : 'd', 0, path);
        listDirectory(fd.get(), path, depth + 1);
    }

    static bool isOpaque(int directory)
    {
        char value = 0;
        return ::fgetxattr(directory, erofs::kOpaqueXattr, &value, sizeof value) == 1 &&
               value == *erofs::kSetValue;
    }

    static char letterOf(const struct stat& status)
    {
        switch (status.st_mode & S_IFMT) {
        case S_IFREG:
            return 'f';
        case S_IFLNK:
            return 'l';
        case S_IFCHR:
            return status.st_rdev == 0 ? 'w' : 'c';
        case S_IFBLK:
            return 'b';
        case S_IFIFO:
            return 'p';
        default:
            return 's';
        }
    }

    HandedOutput m_output;
    const std::stop_token& m_stop;
    std::string m_text;
    std::uint64_t m_count = 0;
    ListRoom m_room; // whoever asked keeps all of it
};

} // namespace

void Containers::listWritten(const std::string& id, int output, std::stop_token stop)
{
    d->find(id);
    // It may be removed on the way, and then there is less to list.
    Lister(output, stop).run(Bundle(d->paths, id).upper());
}

} // namespace onggi
