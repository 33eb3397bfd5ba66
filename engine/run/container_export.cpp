// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A container's whole file system as a tar. The tree is walked with descriptors, never by paths,
// because the container may run and change it meanwhile; ids are mapped back to what the container
// sees.

#include <cerrno>
#include <map>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/layer/tar_writer.h"
#include "engine/mount/mount_api.h"
#include "engine/run/containers_private.h"

namespace onggi {

namespace {

constexpr std::size_t kBlock = 256U << 10;
constexpr int kMaxDepth = 1000;

// The root id of a version 3 capability says which user namespace it is for; outside it means
// nothing (linux/capability.h, struct vfs_ns_cap_data).
constexpr std::size_t kCapability2Size = 20;
constexpr std::size_t kCapability3Size = 24;

std::uint32_t numberAt(const std::string& bytes, std::size_t offset)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = (value << 8) | static_cast<unsigned char>(bytes[offset + i]);
    return value;
}

// As version 2; nothing for one that is for somebody else.
std::optional<std::string> portableCapability(const std::string& value, const IdRange& range)
{
    const bool isOurs =
        value.size() == kCapability3Size && numberAt(value, kCapability2Size) == range.first;
    if (value.size() != kCapability2Size && !isOurs)
        return std::nullopt;
    std::string portable(value, 0, kCapability2Size);
    portable[3] = 2;
    return portable;
}

std::optional<std::string> readXattr(const std::string& path, const std::string& name)
{
    std::vector<char> value(64U << 10);
    const ssize_t size = ::getxattr(path.c_str(), name.c_str(), value.data(), value.size());
    if (size < 0)
        return std::nullopt;
    return std::string(value.data(), static_cast<std::size_t>(size));
}

std::string joined(const std::string& directory, const std::string& name)
{
    std::string path = directory;
    if (!path.empty())
        path += '/';
    return path.append(name);
}

class Exporter {
public:
    Exporter(const IdRange& range, int output, Progress& progress, const std::stop_token& stop)
        : m_range(range)
        , m_progress(progress)
        , m_stop(stop)
        , m_writer([output](std::span<const std::byte> bytes) {
            writeFully(output, bytes, "the archive");
        })
    {
    }

    void run(const std::string& root)
    {
        const Fd directory = openFile(root, O_RDONLY | O_DIRECTORY);
        addDirectory(directory.get(), {}, 0);
        m_writer.finish();
    }

private:
    std::uint32_t mapBack(std::uint32_t id) const
    {
        // What is outside the range looks like nobody from inside.
        const std::uint32_t inside = id - m_range.first;
        return inside < m_range.count ? inside : 65534;
    }

    void readXattrs(int fd, Metadata& meta) const
    {
        const std::string path = descriptorPath(fd);
        std::vector<char> names(64U << 10);
        const ssize_t length = ::listxattr(path.c_str(), names.data(), names.size());
        for (ssize_t at = 0; at < length;) {
            const std::string name(names.data() + at);
            at += static_cast<ssize_t>(name.size()) + 1;
            std::optional<std::string> value;
            // POSIX ACLs hold host ids, trusted ones are ours and the overlay's.
            if (name.starts_with("user.") || name == "security.capability")
                value = readXattr(path, name);
            if (value && name == "security.capability")
                value = portableCapability(*value, m_range);
            if (value)
                meta.xattrs.push_back({name, std::move(*value)});
        }
        std::sort(meta.xattrs.begin(), meta.xattrs.end());
    }

    TarEntry describe(int fd, const struct stat& status, const std::string& path) const
    {
        TarEntry entry;
        entry.path = path;
        entry.meta.mode = status.st_mode & 07777;
        entry.meta.uid = mapBack(status.st_uid);
        entry.meta.gid = mapBack(status.st_gid);
        entry.meta.modified = {status.st_mtim.tv_sec,
                               static_cast<std::uint32_t>(status.st_mtim.tv_nsec)};
        if (!S_ISLNK(status.st_mode))
            readXattrs(fd, entry.meta);
        return entry;
    }

    void addDirectory(int fd, const std::string& path, int depth)
    {
        throwIfCancelled(m_stop);
        if (depth > kMaxDepth)
            throw Error(Code::LayerUnsupported, path, "directories nested too deeply");
        struct stat status {};
        if (::fstat(fd, &status) < 0)
            throw systemError(errno, path, "stat");
        if (!path.empty()) {
            TarEntry entry = describe(fd, status, path);
            entry.type = NodeType::Directory;
            m_writer.entry(entry);
        }
        for (const std::string& name : namesIn(fd, path))
            addName(fd, name, joined(path, name), depth);
    }

    static std::vector<std::string> namesIn(int fd, const std::string& path)
    {
        const int own = ::openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        DIR* const directory = own < 0 ? nullptr : ::fdopendir(own);
        if (directory == nullptr)
            throw systemError(errno, path, "list");
        std::vector<std::string> names;
        while (const dirent* entry = ::readdir(directory)) {
            const std::string_view name(entry->d_name);
            if (name != "." && name != "..")
                names.emplace_back(name);
        }
        ::closedir(directory);
        std::sort(names.begin(), names.end());
        return names;
    }

    void addName(int parent, const std::string& name, const std::string& path, int depth)
    {
        const Fd fd(::openat(parent, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        struct stat status {};
        if (!fd || ::fstat(fd.get(), &status) < 0) {
            if (errno == ENOENT)
                return; // removed meanwhile
            throw systemError(errno, path, "open");
        }
        if (S_ISDIR(status.st_mode)) {
            const Fd open = openFile(descriptorPath(fd.get()), O_RDONLY | O_DIRECTORY);
            addDirectory(open.get(), path, depth + 1);
            return;
        }
        TarEntry entry = describe(fd.get(), status, path);
        if (status.st_nlink > 1) {
            const auto [first, isNew] = m_linked.try_emplace({status.st_dev, status.st_ino}, path);
            if (!isNew) {
                entry.isHardLink = true;
                entry.target = first->second;
                m_writer.entry(entry);
                return;
            }
        }
        addNode(fd.get(), status, std::move(entry));
    }

    void addNode(int fd, const struct stat& status, TarEntry entry)
    {
        switch (status.st_mode & S_IFMT) {
        case S_IFREG:
            addFile(fd, status, entry);
            return;
        case S_IFLNK: {
            std::string target(4096, '\0');
            const ssize_t length = ::readlinkat(fd, "", target.data(), target.size());
            if (length < 0)
                throw systemError(errno, entry.path, "readlink");
            target.resize(static_cast<std::size_t>(length));
            entry.type = NodeType::Symlink;
            entry.target = std::move(target);
            break;
        }
        case S_IFCHR:
        case S_IFBLK:
            entry.type =
                S_ISCHR(status.st_mode) ? NodeType::CharacterDevice : NodeType::BlockDevice;
            entry.major = major(status.st_rdev);
            entry.minor = minor(status.st_rdev);
            break;
        case S_IFIFO:
            entry.type = NodeType::Fifo;
            break;
        default:
            return; // a socket means nothing without its process
        }
        m_writer.entry(entry);
    }

    // Exactly as many bytes as its size said, whatever happens to the file meanwhile.
    void addFile(int fd, const struct stat& status, TarEntry& entry)
    {
        const Fd file = openFile(descriptorPath(fd), O_RDONLY | O_NONBLOCK);
        entry.type = NodeType::Regular;
        entry.size = static_cast<std::uint64_t>(status.st_size);
        m_writer.entry(entry);
        m_block.resize(kBlock);
        for (std::uint64_t left = entry.size; left > 0;) {
            throwIfCancelled(m_stop);
            const auto part = std::span(m_block).first(std::min<std::uint64_t>(left, kBlock));
            const std::size_t got = readFully(file.get(), part, entry.path);
            std::fill(part.begin() + static_cast<std::ptrdiff_t>(got), part.end(), std::byte{});
            m_writer.data(part);
            m_progress.advance(Bytes(part.size()));
            left -= part.size();
        }
    }

    const IdRange m_range;
    Progress& m_progress;
    const std::stop_token& m_stop;
    TarWriter m_writer;
    std::vector<std::byte> m_block;
    std::map<std::pair<dev_t, ino_t>, std::string> m_linked;
};

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
        Exporter(document.range, output, progress, stop).run(descriptorPath(root.get()));
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
        Exporter(document.range, output, progress, stop).run(bundle.root());
    } catch (...) {
        d->takeDown(*container);
        throw;
    }
    d->takeDown(*container);
}

} // namespace onggi
