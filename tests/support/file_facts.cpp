// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The two sides share the text format and nothing else.

#include "tests/support/file_facts.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "engine/core/fd.h"
#include "engine/core/sha256.h"
#include "engine/layer/erofs_reader.h"

namespace onggi::test {

namespace {

struct Facts {
    char type = '?';
    unsigned mode = 0;
    std::uint64_t uid = 0;
    std::uint64_t gid = 0;
    std::uint64_t size = 0;
    std::int64_t seconds = 0;
    std::uint32_t nanoseconds = 0;
    std::string target; // of a symlink; "major:minor" of a device
    std::map<std::string, std::string> xattrs;
    std::string hash;

    std::string text() const
    {
        char head[160];
        std::snprintf(head, sizeof head, "%c %04o %llu:%llu size %llu mtime %lld.%09u", type, mode,
                      static_cast<unsigned long long>(uid), static_cast<unsigned long long>(gid),
                      static_cast<unsigned long long>(size), static_cast<long long>(seconds),
                      nanoseconds);
        std::string line = head;
        if (!target.empty())
            line += " -> " + target;
        for (const auto& [name, value] : xattrs)
            line += " {" + name + '=' + Sha256::of(value).shortHex() + '}';
        return line + (hash.empty() ? "" : " " + hash);
    }
};

// Names of one file refer to the first of them, so that hard links compare.
template <typename Key>
class FirstNames {
public:
    std::string mark(const Key& key, const std::string& path)
    {
        const auto [first, isNew] = m_first.emplace(key, path);
        return isNew ? "" : " same as " + first->second;
    }

private:
    std::map<Key, std::string> m_first;
};

std::map<std::string, std::string> xattrsOf(const std::string& path)
{
    std::map<std::string, std::string> xattrs;
    std::string names(1 << 16, '\0');
    const ssize_t length = ::llistxattr(path.c_str(), names.data(), names.size());
    for (ssize_t at = 0; at < length;) {
        const std::string name = names.data() + at;
        at += static_cast<ssize_t>(name.size()) + 1;
        std::string value(1 << 16, '\0');
        const ssize_t size = ::lgetxattr(path.c_str(), name.c_str(), value.data(), value.size());
        value.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        xattrs[name] = value;
    }
    return xattrs;
}

char typeOf(::mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return 'f';
    case S_IFDIR:
        return 'd';
    case S_IFLNK:
        return 'l';
    case S_IFCHR:
        return 'c';
    case S_IFBLK:
        return 'b';
    case S_IFIFO:
        return 'p';
    default:
        return 's';
    }
}

std::string hashOfFile(const std::string& path)
{
    const Fd fd = openFile(path, O_RDONLY | O_NOFOLLOW);
    Sha256 hash;
    std::vector<std::byte> buffer(1 << 20);
    while (const std::size_t got = readFully(fd.get(), buffer, path))
        hash.update(std::span(buffer).first(got));
    return hash.finish().hex();
}

Facts factsOfFile(const std::string& path, const struct stat& status)
{
    Facts facts;
    facts.type = typeOf(status.st_mode);
    facts.mode = status.st_mode & 07777;
    facts.uid = status.st_uid;
    facts.gid = status.st_gid;
    facts.seconds = status.st_mtim.tv_sec;
    facts.nanoseconds = static_cast<std::uint32_t>(status.st_mtim.tv_nsec);
    facts.xattrs = xattrsOf(path);
    if (facts.type == 'f') {
        facts.size = static_cast<std::uint64_t>(status.st_size);
        facts.hash = hashOfFile(path);
    }
    if (facts.type == 'l')
        facts.target = std::filesystem::read_symlink(path).string();
    if (facts.type == 'c' || facts.type == 'b')
        facts.target =
            std::to_string(::major(status.st_rdev)) + ':' + std::to_string(::minor(status.st_rdev));
    return facts;
}

// Reads a chain's files out of the tars.
class ChainReader {
public:
    ChainReader(const StatePaths& paths, const std::string& chainIndex)
        : m_index(openFile(chainIndex, O_RDONLY))
        , m_chain(readErofs(m_index.get(), chainIndex))
    {
        for (const DeviceSlot& slot : m_chain.devices)
            m_tars.push_back(openFile(paths.layerTar(*Digest::fromHex(slot.tag)), O_RDONLY));
    }

    FileFacts read()
    {
        walk(kRootNode, "");
        FileFacts facts;
        FirstNames<NodeId> firstNames;
        for (const auto& [path, id] : m_paths)
            facts[path] = factsOf(m_chain.tree[id]).text() +
                          (m_chain.tree.isDirectory(id) ? "" : firstNames.mark(id, path));
        return facts;
    }

private:
    void walk(NodeId directory, const std::string& path)
    {
        for (const auto& [name, id] : m_chain.tree[directory].directory->children) {
            m_paths[path + name] = id;
            if (m_chain.tree.isDirectory(id))
                walk(id, path + name + '/');
        }
    }

    Facts factsOf(const Node& node) const
    {
        Facts facts;
        facts.type = "fdlcbps?"[static_cast<std::size_t>(node.type)];
        facts.mode = node.type == NodeType::Symlink ? 0777 : node.meta.mode;
        facts.uid = node.meta.uid;
        facts.gid = node.meta.gid;
        facts.seconds = node.meta.modified.seconds;
        facts.nanoseconds = node.meta.modified.nanoseconds;
        for (const Xattr& xattr : node.meta.xattrs)
            facts.xattrs[xattr.name] = xattr.value;
        facts.target = node.target;
        if (node.type == NodeType::Regular) {
            facts.size = node.size;
            facts.hash = hashOf(node);
        }
        if (node.type == NodeType::CharacterDevice || node.type == NodeType::BlockDevice)
            facts.target = std::to_string(node.major) + ':' + std::to_string(node.minor);
        return facts;
    }

    std::string hashOf(const Node& node) const
    {
        Sha256 hash;
        std::uint64_t at = 0;
        for (const Extent& extent : node.extents) {
            feedZeros(hash, extent.logical - at);
            const int fd = extent.isCopied ? m_index.get() : m_tars.at(extent.device).get();
            std::vector<std::byte> bytes(extent.length);
            if (readFullyAt(fd, bytes, extent.offset, "extent") != bytes.size())
                throw std::runtime_error("an extent reaches beyond its device");
            hash.update(bytes);
            at = extent.logical + extent.length;
        }
        feedZeros(hash, node.size - at);
        return hash.finish().hex();
    }

    static void feedZeros(Sha256& hash, std::uint64_t count)
    {
        const std::vector<std::byte> zeros(1 << 16);
        for (; count > 0; count -= std::min<std::uint64_t>(count, zeros.size()))
            hash.update(std::span(zeros).first(std::min<std::uint64_t>(count, zeros.size())));
    }

    Fd m_index;
    ErofsIndex m_chain;
    std::vector<Fd> m_tars;
    std::map<std::string, NodeId> m_paths;
};

} // namespace

FileFacts factsOfDirectory(const std::string& root)
{
    std::map<std::string, struct stat> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        struct stat status;
        if (::lstat(entry.path().c_str(), &status) == 0)
            found[entry.path().string().substr(root.size() + 1)] = status;
    }
    FileFacts facts;
    FirstNames<ino_t> firstNames;
    for (const auto& [path, status] : found)
        facts[path] = factsOfFile(root + '/' + path, status).text() +
                      (S_ISDIR(status.st_mode) ? "" : firstNames.mark(status.st_ino, path));
    return facts;
}

FileFacts factsOfChain(const StatePaths& paths, const std::string& chainIndex)
{
    return ChainReader(paths, chainIndex).read();
}

std::string differences(const FileFacts& a, const FileFacts& b)
{
    std::string text;
    int left = 20;
    for (const auto& [path, facts] : a) {
        const auto other = b.find(path);
        if (other != b.end() && other->second == facts)
            continue;
        text += path + ": " + facts + "\n  but " + (other == b.end() ? "missing" : other->second) +
                '\n';
        if (--left == 0)
            return text;
    }
    for (const auto& [path, facts] : b) {
        if (!a.contains(path) && left-- > 0)
            text += path + ": missing\n  but " + facts + '\n';
    }
    return text;
}

} // namespace onggi::test
