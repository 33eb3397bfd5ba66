// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a chain becomes a mount. The device table decides whether root's kernel gets an image to
// parse.

#include "engine/mount/chain_mount.h"

#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/layer/erofs_reader.h"
#include "engine/mount/mount_api.h"

namespace onggi {

namespace {

constexpr std::uint64_t kBlock = 512;
// fsconfig(2) takes strings of at most 255 bytes.
constexpr std::size_t kMaxOption = 255;

[[noreturn]] void damaged(const std::string& index, std::string_view what)
{
    throw Error(Code::StoreCorrupt, index, std::string(what));
}

// As an option's value; a path that would not fit, or hold what the option's grammar takes for its
// own, goes by descriptor.
std::string optionPath(const std::string& path, Fd& keeper)
{
    if (path.size() <= kMaxOption && path.find_first_of(":,\\") == path.npos)
        return path;
    keeper = openFile(path, O_PATH | O_DIRECTORY);
    return descriptorPath(keeper.get());
}

void ensureDirectory(const std::string& path, unsigned mode)
{
    if (::mkdir(path.c_str(), mode) < 0 && errno != EEXIST)
        throw systemError(errno, path, "mkdir");
}

// The root of an overlay has the metadata of the upper directory, so that it must be the lower's.
void likeLowerRoot(const std::string& lower, const std::string& upper)
{
    const Fd to = openFile(upper, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    struct stat status {};
    if (::stat(lower.c_str(), &status) < 0)
        throw systemError(errno, lower, "stat");
    const timespec times[] = {status.st_atim, status.st_mtim};
    if (::fchown(to.get(), status.st_uid, status.st_gid) < 0 ||
        ::fchmod(to.get(), status.st_mode & 07777) < 0 || ::futimens(to.get(), times) < 0)
        throw systemError(errno, upper, "set its owner and mode");
}

} // namespace

void checkChain(int index, const ChainFiles& chain, std::span<const Fd> devices)
{
    const std::vector<DeviceSlot> slots = readDeviceTable(index, chain.index);
    if (slots.size() != devices.size() || slots.size() != chain.devices.size())
        damaged(chain.index, "it names another number of layers than the image");
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].tag != chain.devices[i].diffId.hex())
            damaged(chain.index, "it names other layers than the image");
        if (slots[i].blocks * kBlock != fileSize(devices[i].get(), chain.devices[i].path))
            damaged(chain.devices[i].path, "its length is not the one that the index says");
    }
}

ChainMounts::ChainMounts(std::string directory, ErofsSource source)
    : m_directory(std::move(directory))
    , m_source(source)
{
}

std::string ChainMounts::chainPoint(const Digest& chainId) const
{
    return m_directory + '/' + chainId.hex();
}

std::string ChainMounts::clonePoint(const Digest& chainId, const IdRange& range) const
{
    return chainPoint(chainId) + '.' + std::to_string(range.first);
}

Fd ChainMounts::mountChain(const ChainFiles& chain, ErofsSource source) const
{
    const Fd index = openFile(chain.index, O_RDONLY | O_NOFOLLOW);
    std::vector<Fd> devices;
    for (const ChainDevice& device : chain.devices)
        devices.push_back(openFile(device.path, O_RDONLY | O_NOFOLLOW));
    checkChain(index.get(), chain, devices);

    Fd indexLoop;
    if (source == ErofsSource::Loops) {
        indexLoop = makeLoop(index.get(), chain.index);
        for (std::size_t i = 0; i < devices.size(); ++i)
            devices[i] = makeLoop(devices[i].get(), chain.devices[i].path);
    }
    FsContext context("erofs");
    context.requireString("source", descriptorPath(indexLoop ? indexLoop.get() : index.get()));
    for (const Fd& device : devices)
        context.requireString("device", descriptorPath(device.get()));
    context.requireFlag("ro");
    const int number = context.create();
    if (number == ENOTBLK && source == ErofsSource::File)
        return mountChain(chain, ErofsSource::Loops);
    if (number != 0) {
        const std::string said = context.kernelMessage();
        throw systemError(number, "mounting " + chain.index, said.empty() ? "mount" : said);
    }
    return context.mount(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV |
                         MOUNT_ATTR_NOEXEC);
}

std::string ChainMounts::acquire(const ChainFiles& chain, const IdRange& range)
{
    const std::lock_guard lock(m_mutex);
    const std::string point = chainPoint(chain.chainId);
    const std::string clone = clonePoint(chain.chainId, range);
    if (m_users[clone] > 0) {
        ++m_users[clone];
        return clone;
    }
    if (m_users[point] == 0) {
        unmount(point); // what an earlier instance left and nobody uses
        ensureDirectory(point, 0700);
        attachMount(mountChain(chain, m_source).get(), point);
    }
    try {
        const Fd copy = cloneMount(point);
        const Fd space = makeUserNamespace(range);
        if (const int number = idmapMount(copy.get(), space.get()))
            throw systemError(number, point, "id-mapped mount");
        unmount(clone);
        ensureDirectory(clone, 0700);
        attachMount(copy.get(), clone);
    } catch (...) {
        if (m_users[point] == 0) {
            unmount(point);
            ::rmdir(point.c_str());
        }
        throw;
    }
    ++m_users[point];
    ++m_users[clone];
    return clone;
}

void ChainMounts::adopt(const Digest& chainId, const IdRange& range)
{
    const std::lock_guard lock(m_mutex);
    if (m_users[clonePoint(chainId, range)]++ == 0)
        ++m_users[chainPoint(chainId)];
}

void ChainMounts::release(const Digest& chainId, const IdRange& range) noexcept
{
    const std::lock_guard lock(m_mutex);
    for (const std::string& point : {clonePoint(chainId, range), chainPoint(chainId)}) {
        const auto users = m_users.find(point);
        if (users == m_users.end())
            return;
        if (--users->second > 0)
            return;
        m_users.erase(users);
        unmount(point);
        ::rmdir(point.c_str());
    }
}

void ChainMounts::sweep()
{
    const std::lock_guard lock(m_mutex);
    std::vector<MountEntry> mounts = mountsBelow(m_directory);
    for (auto entry = mounts.rbegin(); entry != mounts.rend(); ++entry) {
        if (entry->point == m_directory || m_users.contains(entry->point))
            continue;
        unmount(entry->point);
        ::rmdir(entry->point.c_str());
    }
}

void mountOverlay(const OverlayPlaces& places, const IdRange& range)
{
    const bool isNew = ::access(places.upper.c_str(), F_OK) < 0;
    ensureDirectory(places.upper, 0755);
    if (isNew)
        likeLowerRoot(places.lower, places.upper);
    if (places.isVolatile) {
        // The mark of an earlier mount that synced nothing, which forbids the next. The container
        // has not run on it: it was exported, or a helper was killed that was to start it.
        std::error_code ignored;
        std::filesystem::remove_all(places.work, ignored);
    }
    ensureDirectory(places.work, 0700);
    if (::chown(places.work.c_str(), range.first, range.first) < 0)
        throw systemError(errno, places.work, "chown");

    Fd keepers[3];
    FsContext context("overlay");
    context.requireString("source", "onggi");
    context.requireString("lowerdir", optionPath(places.lower, keepers[0]));
    context.requireString("upperdir", optionPath(places.upper, keepers[1]));
    context.requireString("workdir", optionPath(places.work, keepers[2]));
    context.requireString("index", "off");
    if (places.isVolatile)
        context.requireFlag("volatile");
    context.requireCreate("the root of a container");
    attachMount(context.mount(0).get(), places.target);
}

} // namespace onggi
