// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Few calls a name: the kind comes from the directory, a file is opened once, and everything else
// about it is asked of that descriptor.

#include "engine/run/tree_tar.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/run/directory_names.h"

namespace onggi {

namespace {

constexpr std::size_t kBlock = 1U << 20;
constexpr std::size_t kXattrBytes = 64U << 10; // what Linux has at most, of names and of a value
constexpr int kMaxDepth = 1000;
constexpr std::size_t kMaxPieces = 10'000; // of a sparse file; with more it is written whole
constexpr std::uint32_t kNobody = 65534;

// The root id of a version 3 capability says which user namespace it is for; outside it means
// nothing (linux/capability.h, struct vfs_ns_cap_data).
constexpr std::size_t kCapability2Size = 20;
constexpr std::size_t kCapability3Size = 24;

// include/uapi/linux/posix_acl_xattr.h: a header, then entries of tag, permissions and id.
constexpr std::size_t kAclHeader = 4;
constexpr std::size_t kAclEntry = 8;
constexpr unsigned char kAclUser = 0x02;
constexpr unsigned char kAclGroup = 0x08;

std::uint32_t numberAt(const std::string& bytes, std::size_t offset)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = (value << 8) | static_cast<unsigned char>(bytes[offset + i]);
    return value;
}

void putNumber(std::string& bytes, std::size_t offset, std::uint32_t value)
{
    for (std::size_t i = 0; i < 4; ++i, value >>= 8)
        bytes[offset + i] = static_cast<char>(value & 0xff);
}

// As version 2; nothing for one that is for somebody else.
std::optional<std::string> portableCapability(std::string value, const IdRange& range)
{
    const bool isOurs =
        value.size() == kCapability3Size && numberAt(value, kCapability2Size) == range.first;
    if (value.size() != kCapability2Size && !isOurs)
        return std::nullopt;
    value.resize(kCapability2Size);
    value[3] = 2;
    return value;
}

// Nothing for one that names somebody outside.
std::optional<std::string> portableAcl(std::string value, const IdRange& range)
{
    if (value.size() < kAclHeader || (value.size() - kAclHeader) % kAclEntry != 0)
        return std::nullopt;
    for (std::size_t at = kAclHeader; at < value.size(); at += kAclEntry) {
        if (value[at] != kAclUser && value[at] != kAclGroup)
            continue;
        const std::uint32_t id = numberAt(value, at + 4) - range.first;
        if (id >= range.count)
            return std::nullopt;
        putNumber(value, at + 4, id);
    }
    return value;
}

std::string joined(const std::string& directory, std::string_view name)
{
    std::string path = directory;
    if (!path.empty())
        path += '/';
    return path.append(name);
}

class TreeTar {
public:
    TreeTar(const TreeTarRules& rules, TarWriter& writer, Progress& progress,
            const std::stop_token& stop)
        : m_rules(rules)
        , m_writer(writer)
        , m_progress(progress)
        , m_stop(stop)
        , m_xattrNames(kXattrBytes)
        , m_xattrValue(kXattrBytes)
    {
    }

    void addChildren(int fd, const std::string& path, int depth)
    {
        if (depth > kMaxDepth)
            throw Error(Code::LayerUnsupported, path, "directories nested too deeply");
        for (const DirectoryName& name : namesIn(fd, path)) {
            throwIfCancelled(m_stop);
            if (m_rules.isUpper && name.name.starts_with(".wh."))
                throw Error(Code::LayerUnsupported, joined(path, name.name),
                            "in a layer this name says that a file was deleted");
            addName(fd, name, joined(path, name.name), path, depth);
        }
    }

private:
    void addName(int parent, const DirectoryName& name, const std::string& path,
                 const std::string& directory, int depth)
    {
        unsigned char kind = name.kind;
        struct stat status {};
        if (kind != DT_REG && kind != DT_DIR) {
            if (::fstatat(parent, name.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) < 0) {
                if (errno == ENOENT)
                    return; // removed meanwhile
                throw systemError(errno, path, "stat");
            }
            kind = static_cast<unsigned char>(IFTODT(status.st_mode));
        }
        if (kind == DT_REG || kind == DT_DIR)
            addOpened(parent, name.name, kind == DT_DIR, path, depth);
        else if (m_rules.isUpper && kind == DT_CHR && status.st_rdev == 0)
            addEmpty(joined(directory, ".wh." + name.name));
        else
            addNode(parent, name.name, status, path);
    }

    void addOpened(int parent, const std::string& name, bool isDirectory, const std::string& path,
                   int depth)
    {
        const Fd fd(::openat(parent, name.c_str(),
                             O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC |
                                 (isDirectory ? O_DIRECTORY : 0)));
        if (!fd) {
            // Gone, or something else by now.
            if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENXIO)
                return;
            throw systemError(errno, path, "open");
        }
        struct stat status {};
        if (::fstat(fd.get(), &status) < 0)
            throw systemError(errno, path, "stat");
        if (S_ISDIR(status.st_mode))
            addDirectory(fd.get(), status, path, depth);
        else if (S_ISREG(status.st_mode))
            addFile(fd.get(), status, path);
    }

    TarEntry describe(const struct stat& status, const std::string& path, NodeType type) const
    {
        const auto mapBack = [this](std::uint32_t id) {
            const std::uint32_t inside = id - m_rules.range.first;
            return inside < m_rules.range.count ? inside : kNobody;
        };
        TarEntry entry;
        entry.path = path;
        entry.type = type;
        entry.meta.mode = status.st_mode & 07777;
        entry.meta.uid = mapBack(status.st_uid);
        entry.meta.gid = mapBack(status.st_gid);
        entry.meta.modified = {status.st_mtim.tv_sec,
                               static_cast<std::uint32_t>(status.st_mtim.tv_nsec)};
        return entry;
    }

    // Calls `use` with every attribute that can be read.
    template <typename Use>
    void eachXattr(int fd, Use use)
    {
        const ssize_t length = ::flistxattr(fd, m_xattrNames.data(), m_xattrNames.size());
        for (ssize_t at = 0; at < length;) {
            const std::string name(m_xattrNames.data() + at);
            at += static_cast<ssize_t>(name.size()) + 1;
            const ssize_t size =
                ::fgetxattr(fd, name.c_str(), m_xattrValue.data(), m_xattrValue.size());
            if (size >= 0)
                use(name, std::string(m_xattrValue.data(), static_cast<std::size_t>(size)));
        }
    }

    // Returns whether the overlay hides what is below.
    bool readXattrs(int fd, TarEntry& entry)
    {
        bool isOpaque = false;
        eachXattr(fd, [&](const std::string& name, std::string value) {
            if (m_rules.isUpper && name == "trusted.overlay.opaque")
                isOpaque = value == "y";
            if (m_rules.isUpper &&
                (name == "trusted.overlay.redirect" || name == "trusted.overlay.metacopy"))
                throw Error(Code::LayerUnsupported, entry.path,
                            "the overlay keeps a part of it in the layers below");
            if (auto kept = portableXattr(name, std::move(value), m_rules.range))
                entry.meta.xattrs.push_back({name, std::move(*kept)});
        });
        std::ranges::sort(entry.meta.xattrs);
        return isOpaque;
    }

    void addDirectory(int fd, const struct stat& status, const std::string& path, int depth)
    {
        TarEntry entry = describe(status, path, NodeType::Directory);
        const bool isOpaque = readXattrs(fd, entry);
        m_writer.entry(entry);
        if (isOpaque)
            addEmpty(joined(path, ".wh..wh..opq"));
        addChildren(fd, path, depth + 1);
    }

    // A marker of the layer's.
    void addEmpty(const std::string& path)
    {
        TarEntry entry;
        entry.path = path;
        entry.meta.mode = 0;
        m_writer.entry(entry);
    }

    // Whether it was written as a further name of what stands in the archive already.
    bool addLink(const struct stat& status, TarEntry& entry)
    {
        if (status.st_nlink < 2)
            return false;
        const auto [first, isNew] =
            m_linked.try_emplace({status.st_dev, status.st_ino}, entry.path);
        if (isNew)
            return false;
        entry.isHardLink = true;
        entry.target = first->second;
        m_writer.entry(entry);
        return true;
    }

    void addNode(int parent, const std::string& name, const struct stat& status,
                 const std::string& path)
    {
        TarEntry entry = describe(status, path, NodeType::Fifo);
        switch (status.st_mode & S_IFMT) {
        case S_IFLNK: {
            std::string target(4096, '\0');
            const ssize_t length = ::readlinkat(parent, name.c_str(), target.data(), target.size());
            if (length < 0 && (errno == ENOENT || errno == EINVAL))
                return; // it is another by now
            if (length < 0)
                throw systemError(errno, path, "readlink");
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
            break;
        default:
            return; // a socket means nothing without its process
        }
        if (!addLink(status, entry))
            m_writer.entry(entry);
    }

    void addFile(int fd, const struct stat& status, const std::string& path)
    {
        TarEntry entry = describe(status, path, NodeType::Regular);
        if (addLink(status, entry))
            return;
        readXattrs(fd, entry);
        entry.size = static_cast<std::uint64_t>(status.st_size);
        const auto stored = static_cast<std::uint64_t>(status.st_blocks) * 512;
        if (stored < entry.size) {
            if (const auto pieces = piecesOf(fd, entry.size)) {
                m_writer.sparseFile(entry, *pieces);
                for (const TarPiece& piece : *pieces)
                    addBytes(fd, piece.offset, piece.length, path);
                return;
            }
        }
        m_writer.entry(entry);
        addBytes(fd, 0, entry.size, path);
    }

    // Where a file has bytes; nothing if it cannot be told, or in too many places.
    static std::optional<std::vector<TarPiece>> piecesOf(int fd, std::uint64_t size)
    {
        std::vector<TarPiece> pieces;
        const auto end = static_cast<off_t>(size);
        for (off_t at = 0; at < end;) {
            const off_t data = ::lseek(fd, at, SEEK_DATA);
            if (data < 0 && errno == ENXIO)
                break; // a hole up to the end
            const off_t hole = data < 0 ? -1 : ::lseek(fd, data, SEEK_HOLE);
            if (hole <= data || pieces.size() == kMaxPieces)
                return std::nullopt;
            if (data >= end)
                break;
            pieces.push_back({static_cast<std::uint64_t>(data),
                              static_cast<std::uint64_t>(std::min(hole, end) - data)});
            at = hole;
        }
        return pieces;
    }

    // Exactly as many bytes as were announced, whatever happens to the file meanwhile.
    void addBytes(int fd, std::uint64_t offset, std::uint64_t left, const std::string& path)
    {
        m_block.resize(kBlock);
        while (left > 0) {
            throwIfCancelled(m_stop);
            const auto part = std::span(m_block).first(std::min<std::uint64_t>(left, kBlock));
            const std::size_t got = readFullyAt(fd, part, offset, path);
            std::fill(part.begin() + static_cast<std::ptrdiff_t>(got), part.end(), std::byte{});
            m_writer.data(part);
            m_progress.advance(Bytes(part.size()));
            left -= part.size();
            offset += part.size();
        }
    }

    const TreeTarRules& m_rules;
    TarWriter& m_writer;
    Progress& m_progress;
    const std::stop_token& m_stop;
    std::vector<char> m_xattrNames;
    std::vector<char> m_xattrValue;
    std::vector<std::byte> m_block;
    std::map<std::pair<dev_t, ino_t>, std::string> m_linked;
};

} // namespace

std::optional<std::string> portableXattr(const std::string& name, std::string value,
                                         const IdRange& range)
{
    if (name == "security.capability")
        return portableCapability(std::move(value), range);
    if (name == "system.posix_acl_access" || name == "system.posix_acl_default")
        return portableAcl(std::move(value), range);
    if (name.starts_with("user.") && !name.starts_with("user.overlay."))
        return value;
    return std::nullopt; // trusted ones are ours and the overlay's
}

void writeTree(int root, const TreeTarRules& rules, TarWriter& writer, Progress& progress,
               const std::stop_token& stop)
{
    TreeTar(rules, writer, progress, stop).addChildren(root, {}, 0);
}

} // namespace onggi
