// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tries what running needs: an EROFS image of four blocks with one device, mounted where nobody
// sees it, cloned, id-mapped, and under an overlay. Read beyond the end of its device it must fail:
// Linux 6.12 before .80 hands out bytes instead, and then only loop devices are safe.

#include "engine/mount/probe.h"

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/mount/idmap.h"
#include "engine/mount/mount_api.h"

namespace onggi {

namespace {

constexpr KernelVersion kFloor{6, 6, 0};
constexpr std::size_t kBlock = 512;
// The device: two blocks, of which the file holds one.
constexpr std::uint32_t kDeviceBlocks = 2;

// A directory that goes with the object.
class ProbeDirectory {
public:
    explicit ProbeDirectory(const std::string& parent)
        : m_path(parent + "/probe.XXXXXX")
    {
        if (::mkdtemp(m_path.data()) == nullptr)
            throw systemError(errno, parent, "make a directory");
    }
    ~ProbeDirectory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    ProbeDirectory(const ProbeDirectory&) = delete;
    ProbeDirectory& operator=(const ProbeDirectory&) = delete;

    std::string operator/(const char* name) const { return m_path + '/' + name; }

private:
    std::string m_path;
};

void put(std::string& image, std::size_t offset, std::uint64_t value, std::size_t length)
{
    for (std::size_t i = 0; i < length; ++i)
        image[offset + i] = static_cast<char>(value >> (8 * i));
}

void putInode(std::string& image, std::size_t offset, unsigned layout, unsigned mode,
              std::uint32_t size, std::uint32_t data, std::uint32_t number)
{
    put(image, offset, layout << 1U, 2);
    put(image, offset + 4, mode, 2);
    put(image, offset + 6, S_ISDIR(mode) ? 2 : 1, 2);
    put(image, offset + 8, size, 4);
    put(image, offset + 16, data, 4);
    put(image, offset + 20, number, 4);
}

void putDirent(std::string& image, std::size_t offset, std::uint64_t nid, unsigned nameOffset,
               unsigned type)
{
    put(image, offset, nid, 8);
    put(image, offset + 8, nameOffset, 2);
    put(image, offset + 10, type, 1);
}

// A root directory with one file "f" of two blocks, which lie in the device.
std::string probeImage()
{
    constexpr std::size_t kSuper = 1024;
    constexpr std::size_t kInodes = 3 * kBlock; // block 3 holds the inodes
    constexpr unsigned kInline = 2;
    constexpr unsigned kChunks = 4;
    constexpr unsigned kFileNid = 4; // in units of 32 bytes
    std::string image(4 * kBlock, '\0');
    put(image, kSuper, 0xe0f5'e1e2, 4);
    put(image, kSuper + 12, 9, 1);
    put(image, kSuper + 16, 2, 8);         // inodes; the root's nid is 0
    put(image, kSuper + 36, 4, 4);         // blocks
    put(image, kSuper + 40, 3, 4);         // first block of inodes
    put(image, kSuper + 80, 0x4 | 0x8, 4); // chunked files, device table
    put(image, kSuper + 86, 1, 2);
    put(image, kSuper + 88, (kSuper + 128) / 128, 2);
    put(image, kSuper + 128 + 64, kDeviceBlocks, 4);

    constexpr unsigned kNames = 36;
    putInode(image, kInodes, kInline, S_IFDIR | 0755, kNames + 4, 0, 1);
    const std::size_t entries = kInodes + 32;
    putDirent(image, entries, 0, kNames, 2);
    putDirent(image, entries + 12, 0, kNames + 1, 2);
    putDirent(image, entries + 24, kFileNid, kNames + 3, 1);
    image.replace(entries + kNames, 4, "...f");

    const std::size_t file = kInodes + kFileNid * 32;
    // Chunks of one block, with indexes: device 1, blocks 0 and 1.
    putInode(image, file, kChunks, S_IFREG | 0644, kDeviceBlocks * kBlock, 0x20, 2);
    for (std::uint32_t i = 0; i < kDeviceBlocks; ++i) {
        put(image, file + 32 + 8 * i + 2, 1, 2);
        put(image, file + 32 + 8 * i + 4, i, 4);
    }
    return image;
}

struct ProbeFiles {
    Fd index;
    Fd device;
};

ProbeFiles writeProbe(const ProbeDirectory& directory)
{
    writeFully(openFile(directory / "index", O_WRONLY | O_CREAT | O_EXCL).get(), probeImage(),
               "probe");
    writeFully(openFile(directory / "device", O_WRONLY | O_CREAT | O_EXCL).get(),
               std::string(kBlock, 'x'), "probe");
    return {openFile(directory / "index", O_RDONLY), openFile(directory / "device", O_RDONLY)};
}

// A detached mount, or none and errno.
Fd mountProbe(int index, int device, int& number)
{
    FsContext context("erofs");
    number = context.setString("source", descriptorPath(index));
    if (number == 0)
        number = context.setString("device", descriptorPath(device));
    if (number == 0)
        number = context.setFlag("ro");
    if (number == 0)
        number = context.create();
    return number == 0 ? context.mount(MOUNT_ATTR_RDONLY) : Fd();
}

// Whether a read beyond the device's end fails, and one before it does not.
bool readsAreHonest(const Fd& mount)
{
    const Fd file(::openat(mount.get(), "f", O_RDONLY | O_CLOEXEC));
    if (!file)
        return false;
    char byte = 0;
    return ::pread(file.get(), &byte, 1, kBlock) < 0 && errno == EIO;
}

bool canIdmap(const Fd& mount)
{
    const Fd copy(
        ::open_tree(mount.get(), "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH));
    const Fd space = makeUserNamespace({0x6fff'0000, kIdsOfContainer});
    return copy && idmapMount(copy.get(), space.get()) == 0;
}

bool canOverlay(const Fd& lower, const ProbeDirectory& directory)
{
    if (::mkdir((directory / "upper").c_str(), 0700) < 0 ||
        ::mkdir((directory / "work").c_str(), 0700) < 0)
        return false;
    const Fd upper = openFile(directory / "upper", O_PATH | O_DIRECTORY);
    const Fd work = openFile(directory / "work", O_PATH | O_DIRECTORY);
    FsContext context("overlay");
    return context.setString("lowerdir", descriptorPath(lower.get())) == 0 &&
           context.setString("upperdir", descriptorPath(upper.get())) == 0 &&
           context.setString("workdir", descriptorPath(work.get())) == 0 &&
           context.setString("index", "off") == 0 && context.create() == 0;
}

// Whether the error of a call without a source says that the call itself is allowed.
void probeRights(MountProbe& probe)
{
    try {
        FsContext context("erofs");
        probe.hasErofs = true;
        probe.mayMount = context.create() != EPERM;
    } catch (const Error& error) {
        // No such file system, or not even its configuration is permitted.
        probe.mayMount = error.detail().find("not permitted") == std::string::npos;
        return;
    }
    try {
        FsContext overlay("overlay");
        probe.hasOverlay = true;
    } catch (const Error&) {
        probe.hasOverlay = false;
    }
}

Fd probeErofs(MountProbe& probe, const ProbeFiles& files)
{
    int number = 0;
    Fd mount = mountProbe(files.index.get(), files.device.get(), number);
    if (mount && readsAreHonest(mount)) {
        probe.erofs = ErofsSource::File;
        return mount;
    }
    try {
        const Fd index = makeLoop(files.index.get(), "probe");
        const Fd device = makeLoop(files.device.get(), "probe");
        // The block layer ends where the file ends, so that the second block must not be named.
        mount = mountProbe(index.get(), device.get(), number);
        if (mount)
            probe.erofs = ErofsSource::Loops;
    } catch (const Error&) {
        mount.reset();
    }
    return mount;
}

void explain(MountProbe& probe)
{
    const auto say = [&probe](bool isGood, const char* reason, const char* remedy) {
        if (!isGood && probe.reason.empty()) {
            probe.reason = reason;
            probe.remedy = remedy;
        }
    };
    say(probe.isKernelNew, "the kernel is older than Linux 6.6",
        "install a newer kernel: linux-image-amd64 from Debian 12's backports, or Debian 13");
    say(probe.mayMount, "this machine forbids mounts",
        "use a machine, or a container with CAP_SYS_ADMIN, where root may mount");
    say(probe.hasErofs, "the kernel has no EROFS", "load or install the module erofs");
    say(probe.hasOverlay, "the kernel has no overlayfs", "load or install the module overlay");
    say(probe.hasUserNamespaces, "this machine forbids user namespaces or id-mapped mounts",
        "set user.max_user_namespaces above 0, and use a kernel that maps ids of EROFS");
    say(probe.erofs != ErofsSource::None,
        "EROFS images can be mounted neither from files nor by loop devices",
        "load the module loop, or put the state directory on ext4, xfs or btrfs");
    say(probe.canHoldUpper, "the state directory's file system cannot hold what containers write",
        "put the state directory on ext4, xfs, btrfs or tmpfs");
}

} // namespace

KernelVersion parseKernelVersion(std::string_view release) noexcept
{
    KernelVersion version;
    int* const parts[] = {&version.major, &version.minor, &version.patch};
    for (int* part : parts) {
        const auto [end, error] =
            std::from_chars(release.data(), release.data() + release.size(), *part);
        if (error != std::errc())
            break;
        release.remove_prefix(static_cast<std::size_t>(end - release.data()));
        if (!release.starts_with('.'))
            break;
        release.remove_prefix(1);
    }
    return version;
}

MountProbe probeMounts(const std::string& stateDirectory)
{
    MountProbe probe;
    utsname name{};
    ::uname(&name);
    probe.kernel = parseKernelVersion(name.release);
    probe.isKernelNew = probe.kernel >= kFloor;
    try {
        probeRights(probe);
        if (probe.mayMount && probe.hasErofs) {
            const ProbeDirectory directory(stateDirectory + "/spool/jobs");
            const Fd mount = probeErofs(probe, writeProbe(directory));
            probe.hasUserNamespaces = !mount || canIdmap(mount);
            probe.canHoldUpper = !mount || (probe.hasOverlay && canOverlay(mount, directory));
        }
    } catch (const Error& error) {
        explain(probe);
        if (probe.reason.empty()) {
            probe.reason = error.message();
            probe.remedy = "put the state directory on a writable file system";
        }
    }
    explain(probe);
    return probe;
}

} // namespace onggi
