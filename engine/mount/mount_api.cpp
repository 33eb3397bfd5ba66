// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Thin: one system call a function, errno turned into Error at the call.

#include "engine/mount/mount_api.h"

#include <cerrno>
#include <charconv>

#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxMountinfo = 64U << 20;

[[noreturn]] void fail(int number, const std::string& subject, std::string_view what)
{
    if (number == EPERM)
        throw Error(Code::RunUnavailable, subject, std::string(what) + " is not permitted");
    throw systemError(number, subject, what);
}

std::string unescapeOctal(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        int value = 0;
        if (text[i] == '\\' && i + 3 < text.size() &&
            std::from_chars(&text[i + 1], &text[i + 4], value, 8).ptr == &text[i + 4]) {
            plain += static_cast<char>(value);
            i += 3;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

std::optional<MountEntry> parseMountLine(std::string_view line)
{
    std::vector<std::string_view> fields;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        fields.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    const auto dash = std::find(fields.begin(), fields.end(), "-");
    if (dash - fields.begin() < 6 || fields.end() - dash < 3)
        return std::nullopt;
    MountEntry entry;
    std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), entry.id);
    std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), entry.parent);
    entry.root = unescapeOctal(fields[3]);
    entry.point = unescapeOctal(fields[4]);
    entry.type = dash[1];
    entry.source = unescapeOctal(dash[2]);
    if (fields.end() - dash > 3)
        entry.superOptions = unescapeOctal(dash[3]);
    return entry;
}

bool isBelow(std::string_view path, std::string_view directory)
{
    return path.starts_with(directory) &&
           (path.size() == directory.size() || path[directory.size()] == '/');
}

} // namespace

FsContext::FsContext(std::string type)
    : m_type(std::move(type))
    , m_fd(::fsopen(m_type.c_str(), FSOPEN_CLOEXEC))
{
    if (!m_fd && errno == ENODEV)
        throw Error(Code::RunUnavailable, m_type, "this kernel has no such file system");
    if (!m_fd)
        fail(errno, m_type, "fsopen");
}

int FsContext::setString(const char* key, const std::string& value) noexcept
{
    return ::fsconfig(m_fd.get(), FSCONFIG_SET_STRING, key, value.c_str(), 0) < 0 ? errno : 0;
}

int FsContext::setFlag(const char* key) noexcept
{
    return ::fsconfig(m_fd.get(), FSCONFIG_SET_FLAG, key, nullptr, 0) < 0 ? errno : 0;
}

int FsContext::create() noexcept
{
    return ::fsconfig(m_fd.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) < 0 ? errno : 0;
}

void FsContext::requireString(const char* key, const std::string& value)
{
    if (const int number = setString(key, value))
        fail(number, m_type + " option " + key + "=" + value, kernelMessage());
}

void FsContext::requireFlag(const char* key)
{
    if (const int number = setFlag(key))
        fail(number, m_type + " option " + key, kernelMessage());
}

void FsContext::requireCreate(const std::string& what)
{
    if (const int number = create()) {
        const std::string said = kernelMessage();
        fail(number, "mounting " + what, said.empty() ? "mount" : said);
    }
}

Fd FsContext::mount(unsigned attributes)
{
    Fd mount(::fsmount(m_fd.get(), FSMOUNT_CLOEXEC, attributes));
    if (!mount)
        fail(errno, m_type, "fsmount");
    return mount;
}

std::string FsContext::kernelMessage() noexcept
{
    std::string all;
    char line[512];
    for (;;) {
        const ssize_t got = ::read(m_fd.get(), line, sizeof line);
        if (got <= 2)
            return all;
        if (!all.empty())
            all += "; ";
        // A letter for the severity and a blank stand before the message.
        all.append(line + 2, static_cast<std::size_t>(got) - 2);
        while (all.ends_with('\n'))
            all.pop_back();
    }
}

Fd cloneMount(const std::string& path)
{
    Fd mount(::open_tree(AT_FDCWD, path.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
    if (!mount)
        fail(errno, path, "open_tree");
    return mount;
}

int idmapMount(int mount, int userNamespace) noexcept
{
    mount_attr attributes{};
    attributes.attr_set = MOUNT_ATTR_IDMAP;
    attributes.userns_fd = static_cast<std::uint64_t>(userNamespace);
    return ::mount_setattr(mount, "", AT_EMPTY_PATH, &attributes, sizeof attributes) < 0 ? errno
                                                                                         : 0;
}

void attachMount(int mount, const std::string& path)
{
    if (::move_mount(mount, "", AT_FDCWD, path.c_str(), MOVE_MOUNT_F_EMPTY_PATH) < 0)
        fail(errno, path, "move_mount");
}

void ensurePrivateMount(const std::string& path)
{
    const std::vector<MountEntry> mounts = mountsBelow(path);
    const bool isMounted = std::any_of(
        mounts.begin(), mounts.end(), [&](const MountEntry& entry) { return entry.point == path; });
    if (!isMounted && ::mount(path.c_str(), path.c_str(), nullptr, MS_BIND, nullptr) < 0)
        fail(errno, path, "bind mount");
    if (::mount(nullptr, path.c_str(), nullptr, MS_PRIVATE, nullptr) < 0)
        fail(errno, path, "private mount");
}

void bindFile(const std::string& source, const std::string& target)
{
    if (::mount(source.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) < 0)
        fail(errno, target, "bind mount");
}

void unmount(const std::string& path) noexcept
{
    ::umount2(path.c_str(), MNT_DETACH | UMOUNT_NOFOLLOW);
}

std::vector<MountEntry> parseMountinfo(std::string_view text)
{
    std::vector<MountEntry> mounts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (std::optional<MountEntry> entry = parseMountLine(text.substr(0, end)))
            mounts.push_back(std::move(*entry));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return mounts;
}

std::vector<MountEntry> mountsBelow(const std::string& directory)
{
    std::vector<MountEntry> mounts;
    for (MountEntry& entry :
         parseMountinfo(readWholeFile(AT_FDCWD, "/proc/thread-self/mountinfo", kMaxMountinfo))) {
        if (isBelow(entry.point, directory))
            mounts.push_back(std::move(entry));
    }
    return mounts;
}

Fd makeLoop(int file, std::string_view name)
{
    const Fd control = openFile("/dev/loop-control", O_RDWR);
    // Somebody else may take the free device first: then the next one.
    for (int attempt = 0; attempt < 64; ++attempt) {
        const int number = ::ioctl(control.get(), LOOP_CTL_GET_FREE);
        if (number < 0)
            fail(errno, std::string(name), "loop device");
        Fd loop = openFile("/dev/loop" + std::to_string(number), O_RDONLY);
        loop_config config{};
        config.fd = static_cast<std::uint32_t>(file);
        config.block_size = 512;
        config.info.lo_flags = LO_FLAGS_READ_ONLY | LO_FLAGS_AUTOCLEAR;
        name.copy(reinterpret_cast<char*>(config.info.lo_file_name), LO_NAME_SIZE - 1);
        if (::ioctl(loop.get(), LOOP_CONFIGURE, &config) == 0)
            return loop;
        if (errno != EBUSY)
            fail(errno, std::string(name), "loop device");
    }
    throw Error(Code::SystemLimit, "loop devices", "others take them as fast as they become free");
}

std::string descriptorPath(int fd)
{
    return "/proc/self/fd/" + std::to_string(fd);
}

} // namespace onggi
