// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The pool of subordinate ids, and user namespaces for id-mapped mounts.

#include "engine/mount/idmap.h"

#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <map>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/error.h"

namespace onggi {

namespace {

// Above what useradd gives to people (SUB_UID_MAX is 600,100,000, filled from the bottom), below
// the ids that systemd keeps for itself (systemd.io/UIDS-GIDS).
constexpr std::uint32_t kFirstId = 0x2000'0000;
constexpr std::uint32_t kEndId = 0x6fff'0000;
constexpr std::uint32_t kRangesOfBlock = 16;
constexpr std::uint32_t kIdsOfBlock = kRangesOfBlock * kIdsOfContainer;
constexpr std::size_t kMaxFile = 16U << 20;
constexpr auto kLockPatience = std::chrono::seconds(15);

std::optional<std::uint32_t> parseNumber(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string readOrEmpty(const std::string& path)
{
    if (::access(path.c_str(), F_OK) < 0 && errno == ENOENT)
        return {};
    return readWholeFile(AT_FDCWD, path, kMaxFile);
}

// The lock of the shadow tools (lib/commonio.c): FILE.lock is a hard link to FILE.PID, which holds
// the locker's pid and a NUL. One whose process has gone is nobody's.
class ShadowLock {
public:
    explicit ShadowLock(const std::string& file)
        : m_lock(file + ".lock")
    {
        const std::string own = file + '.' + std::to_string(::getpid()) + ".onggi";
        const std::string pid = std::to_string(::getpid());
        writeFully(openFile(own, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600).get(),
                   std::string_view(pid.c_str(), pid.size() + 1), own);
        const auto deadline = std::chrono::steady_clock::now() + kLockPatience;
        while (::link(own.c_str(), m_lock.c_str()) < 0) {
            const int number = errno;
            if (number != EEXIST || std::chrono::steady_clock::now() > deadline) {
                ::unlink(own.c_str());
                throw systemError(number, m_lock, "lock");
            }
            if (!removeStale())
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        ::unlink(own.c_str());
    }
    ~ShadowLock() { ::unlink(m_lock.c_str()); }
    ShadowLock(const ShadowLock&) = delete;
    ShadowLock& operator=(const ShadowLock&) = delete;

private:
    bool removeStale() const
    {
        std::string text;
        try {
            text = readWholeFile(AT_FDCWD, m_lock, 64);
        } catch (const Error&) {
            return true; // it has just gone
        }
        const std::optional<std::uint32_t> pid = parseNumber(text.substr(0, text.find('\0')));
        if (!pid || *pid == 0 || *pid > INT32_MAX)
            return false;
        if (::kill(static_cast<pid_t>(*pid), 0) == 0 || errno != ESRCH)
            return false;
        return ::unlink(m_lock.c_str()) == 0;
    }

    std::string m_lock;
};

// Replaces the file as a whole; a reader sees the old or the new one.
void replaceFile(const std::string& path, const std::string& text)
{
    struct stat before {};
    const bool isNew = ::stat(path.c_str(), &before) < 0;
    const std::string next = path + "+onggi";
    {
        const Fd fd = openFile(next, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
        writeFully(fd.get(), text, next);
        if (::fchmod(fd.get(), isNew ? 0644 : before.st_mode & 07777) < 0 ||
            (!isNew && ::fchown(fd.get(), before.st_uid, before.st_gid) < 0))
            throw systemError(errno, next, "copy the file's mode");
        syncData(fd.get(), next);
    }
    if (::rename(next.c_str(), path.c_str()) < 0) {
        // A file that is a mount point cannot be replaced, only rewritten.
        const int number = errno;
        ::unlink(next.c_str());
        if (number != EBUSY)
            throw systemError(number, path, "rename");
        writeFully(openFile(path, O_WRONLY | O_TRUNC).get(), text, path);
    }
}

std::string withoutLines(std::string_view text, std::string_view owner,
                         const std::set<std::uint32_t>& blocks)
{
    std::string kept;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::vector<SubordinateLine> line = parseSubordinateIds(text.substr(0, end));
        const bool isDropped = line.size() == 1 && line[0].owner == owner &&
                               line[0].count == kIdsOfBlock && blocks.contains(line[0].first);
        if (!isDropped)
            kept += text.substr(0, end);
        text.remove_prefix(end);
    }
    return kept;
}

std::string withLine(std::string text, std::string_view owner, std::uint32_t first)
{
    if (!text.empty() && text.back() != '\n')
        text += '\n';
    return text + std::string(owner) + ':' + std::to_string(first) + ':' +
           std::to_string(kIdsOfBlock) + '\n';
}

bool overlaps(const SubordinateLine& line, std::uint64_t first)
{
    return line.first < first + kIdsOfBlock && first < std::uint64_t(line.first) + line.count;
}

} // namespace

Fd makeUserNamespace(const IdRange& range)
{
    // The child does nothing but exist until its namespace has been opened: it shares no lock that
    // another thread may hold.
    const pid_t child = static_cast<pid_t>(
        ::syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, nullptr, nullptr, nullptr, 0));
    if (child < 0 && (errno == EPERM || errno == ENOSPC))
        throw Error(Code::RunUnavailable, "user namespace", "this machine forbids user namespaces");
    if (child < 0)
        throw systemError(errno, "user namespace", "clone");
    if (child == 0) {
        for (;;)
            ::pause();
    }
    const auto end = [child] {
        ::kill(child, SIGKILL);
        while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
        }
    };
    try {
        const std::string base = "/proc/" + std::to_string(child);
        const std::string map =
            "0 " + std::to_string(range.first) + ' ' + std::to_string(range.count) + '\n';
        writeFully(openFile(base + "/uid_map", O_WRONLY).get(), map, "uid_map");
        writeFully(openFile(base + "/gid_map", O_WRONLY).get(), map, "gid_map");
        Fd space = openFile(base + "/ns/user", O_RDONLY);
        end();
        return space;
    } catch (...) {
        end();
        throw;
    }
}

std::vector<SubordinateLine> parseSubordinateIds(std::string_view text)
{
    std::vector<SubordinateLine> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t one = line.find(':');
        const std::size_t two = one == line.npos ? line.npos : line.find(':', one + 1);
        if (two == line.npos || one == 0)
            continue;
        const auto first = parseNumber(line.substr(one + 1, two - one - 1));
        const auto count = parseNumber(line.substr(two + 1));
        if (first && count)
            lines.push_back({std::string(line.substr(0, one)), *first, *count});
    }
    return lines;
}

IdPool::IdPool(std::string subuid, std::string subgid, std::string owner, std::string ledger)
    : m_subuid(std::move(subuid))
    , m_subgid(std::move(subgid))
    , m_owner(std::move(owner))
    , m_ledger(std::move(ledger))
{
}

void IdPool::readLedger()
{
    if (std::exchange(m_isRead, true))
        return;
    std::map<std::uint32_t, int> standing; // in how many of the two files
    for (const std::string& file : {m_subuid, m_subgid}) {
        for (const SubordinateLine& line : parseSubordinateIds(readOrEmpty(file))) {
            if (line.owner == m_owner && line.count == kIdsOfBlock)
                ++standing[line.first];
        }
    }
    for (const SubordinateLine& line : parseSubordinateIds(readOrEmpty(m_ledger))) {
        const auto found = standing.find(line.first);
        if (found == standing.end())
            continue;
        m_blocks.insert(line.first);
        // In one file only it was left by a helper that was killed: nobody gets its ids.
        if (found->second > 1)
            freeRangesOf(line.first);
    }
}

void IdPool::writeLedger() const
{
    std::string text;
    for (const std::uint32_t block : m_blocks)
        text = withLine(std::move(text), m_owner, block);
    replaceFile(m_ledger, text);
}

void IdPool::freeRangesOf(std::uint32_t block)
{
    for (std::uint32_t i = 0; i < kRangesOfBlock; ++i) {
        const std::uint32_t first = block + i * kIdsOfContainer;
        if (!m_used.contains(first))
            m_free.insert(first);
    }
}

void IdPool::markUsed(const IdRange& range)
{
    const std::lock_guard lock(m_mutex);
    m_used.insert(range.first);
    m_free.erase(range.first);
}

IdRange IdPool::take()
{
    const std::lock_guard lock(m_mutex);
    readLedger();
    if (m_free.empty())
        addBlock();
    const std::uint32_t first = *m_free.begin();
    m_free.erase(m_free.begin());
    m_used.insert(first);
    return {first, kIdsOfContainer};
}

void IdPool::giveBack(const IdRange& range)
{
    const std::lock_guard lock(m_mutex);
    const std::uint32_t block = range.first - (range.first - kFirstId) % kIdsOfBlock;
    if (m_used.erase(range.first) != 0 && m_blocks.contains(block))
        m_free.insert(range.first);
}

void IdPool::addBlock()
{
    const ShadowLock uidLock(m_subuid);
    const ShadowLock gidLock(m_subgid);
    const std::string uids = readOrEmpty(m_subuid);
    const std::string gids = readOrEmpty(m_subgid);
    std::vector<SubordinateLine> taken = parseSubordinateIds(uids);
    for (SubordinateLine& line : parseSubordinateIds(gids))
        taken.push_back(std::move(line));

    for (std::uint64_t first = kFirstId; first + kIdsOfBlock <= kEndId; first += kIdsOfBlock) {
        const bool isTaken = std::any_of(taken.begin(), taken.end(), [first](const auto& line) {
            return overlaps(line, first);
        });
        // A container of ours may have a range whose line somebody has removed.
        const auto used = m_used.lower_bound(static_cast<std::uint32_t>(first));
        const bool isUsed = used != m_used.end() && *used < first + kIdsOfBlock;
        if (isTaken || isUsed)
            continue;
        const auto block = static_cast<std::uint32_t>(first);
        // The ledger first: a block in it that does not stand in the files is none.
        m_blocks.insert(block);
        writeLedger();
        replaceFile(m_subgid, withLine(gids, m_owner, block));
        replaceFile(m_subuid, withLine(uids, m_owner, block));
        freeRangesOf(block);
        return;
    }
    throw Error(Code::SystemLimit, "subordinate ids", "all are taken in " + m_subuid);
}

void IdPool::releaseUnused()
{
    const std::lock_guard lock(m_mutex);
    readLedger();
    std::set<std::uint32_t> unused;
    for (const std::uint32_t block : m_blocks) {
        const auto used = m_used.lower_bound(block);
        if (used == m_used.end() || *used >= block + kIdsOfBlock)
            unused.insert(block);
    }
    if (unused.empty())
        return;
    const ShadowLock uidLock(m_subuid);
    const ShadowLock gidLock(m_subgid);
    replaceFile(m_subuid, withoutLines(readOrEmpty(m_subuid), m_owner, unused));
    replaceFile(m_subgid, withoutLines(readOrEmpty(m_subgid), m_owner, unused));
    for (const std::uint32_t block : unused) {
        m_blocks.erase(block);
        for (std::uint32_t i = 0; i < kRangesOfBlock; ++i)
            m_free.erase(block + i * kIdsOfContainer);
    }
    writeLedger();
}

} // namespace onggi
