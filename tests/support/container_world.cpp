// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The small world that containers of tests live in.

#include "tests/support/container_world.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <iostream>
#include <mutex>
#include <thread>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/core/sha256.h"
#include "engine/layer/erofs_merge.h"
#include "engine/layer/erofs_writer.h"
#include "engine/layer/tar_scan.h"
#include "engine/lineage/chain_id.h"
#include "engine/mount/mount_api.h"
#include "engine/run/exit_record.h"
#include "engine/run/network.h"
#include "engine/store/state_paths.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

namespace fs = std::filesystem;

namespace {

void writeFile(const std::string& path, std::string_view text)
{
    writeFully(openFile(path, O_WRONLY | O_CREAT | O_TRUNC).get(), text, path);
}

std::string readFile(const std::string& path)
{
    return readWholeFile(AT_FDCWD, path, 64U << 20);
}

// The base: busybox and its users. The top: a file changed, one removed, one more user.
std::vector<std::string> makeTars()
{
    const std::string busybox = readFile("/usr/bin/busybox");
    TarBuilder base;
    base.dir("bin")
        .dir("etc")
        .dir("dev")
        .dir("proc")
        .dir("sys")
        .dir("root", 0700)
        .dir("tmp", 01777);
    base.add({.name = "bin/busybox", .content = busybox, .mode = 0755});
    for (const char* name :
         {"sh",    "ls",       "cat",  "id",    "env",   "echo",    "sleep",    "true",
          "false", "mount",    "ip",   "grep",  "head",  "dd",      "nc",       "httpd",
          "wget",  "hostname", "stty", "mknod", "chmod", "ping",    "touch",    "rm",
          "wc",    "tr",       "stat", "su",    "chown", "unshare", "nslookup", "seq",
          "kill",  "test",     "date", "awk",   "df",    "printf",  "mkdir",    "readlink"})
        base.symlink(std::string("bin/") + name, "busybox");
    base.add({.name = "bin/no-program",
              .content = "\x7f"
                         "ELFnot",
              .mode = 0755});
    base.add({.name = "bin/not-executable", .content = "#!/bin/sh\n", .mode = 0644});
    base.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n").file("etc/group", "root:x:0:\n");
    base.file("etc/greeting", "from the base\n").file("etc/removed", "gone\n");
    TarBuilder top;
    top.dir("etc").file("etc/greeting", "from the top\n").file("etc/.wh.removed");
    top.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:101:102:web:/srv/web:/bin/sh\n");
    top.file("etc/group", "root:x:0:\nweb:x:102:\nlogs:x:200:web\n");
    top.dir("srv").add({.name = "srv/web", .type = '5', .mode = 0750, .uid = 101, .gid = 102});
    top.add({.name = "srv/web/index.html", .content = "hello\n", .uid = 101, .gid = 102});
    return {base.finished(), top.finished()};
}

class FileRecords : public ContainerRecords {
public:
    explicit FileRecords(std::string directory)
        : m_directory(std::move(directory))
    {
        fs::create_directories(m_directory);
    }

    Serial addContainer(const ContainerRecord& record) override
    {
        const std::lock_guard lock(m_mutex);
        Serial serial = 1;
        for (const ContainerRecord& other : load()) {
            if (other.row.name == record.row.name)
                throw Error(Code::ContainerNameTaken, record.row.name);
            serial = std::max(serial, other.row.serial + 1);
        }
        ContainerRecord kept = record;
        kept.row.serial = serial;
        write(kept);
        return serial;
    }
    void updateContainer(const ContainerRecord& record) override
    {
        const std::lock_guard lock(m_mutex);
        write(record);
    }
    void removeContainer(Serial serial) override
    {
        const std::lock_guard lock(m_mutex);
        fs::remove(pathOf(serial));
    }
    std::vector<ContainerRecord> loadContainers() override
    {
        const std::lock_guard lock(m_mutex);
        return load();
    }

private:
    std::string pathOf(Serial serial) const { return m_directory + '/' + std::to_string(serial); }
    void write(const ContainerRecord& record)
    {
        const ContainerRow& row = record.row;
        const Json json{{"serial", row.serial},     {"id", row.id},
                        {"name", row.name},         {"state", int(row.state)},
                        {"exitCode", row.exitCode}, {"spec", record.spec}};
        writeFile(pathOf(row.serial) + ".new", json.dump());
        fs::rename(pathOf(row.serial) + ".new", pathOf(row.serial));
    }
    std::vector<ContainerRecord> load() const
    {
        std::vector<ContainerRecord> records;
        for (const fs::directory_entry& entry : fs::directory_iterator(m_directory)) {
            if (entry.path().extension() == ".new")
                continue;
            const Json json = Json::parse(readFile(entry.path()));
            ContainerRecord record;
            record.row.serial = json.at("serial");
            record.row.id = json.at("id");
            record.row.name = json.at("name");
            record.row.state = ContainerState(json.at("state").get<int>());
            record.row.exitCode = json.at("exitCode");
            record.spec = json.at("spec");
            records.push_back(std::move(record));
        }
        return records;
    }

    std::string m_directory;
    std::mutex m_mutex;
};

class MergedChains : public ChainIndexes {
public:
    explicit MergedChains(StatePaths paths)
        : m_paths(std::move(paths))
    {
    }

    std::string ensureChain(std::span<const Digest> diffIds, bool isDamaged,
                            std::stop_token) override
    {
        const std::string path = m_paths.chainIndex(chainIds(diffIds).back());
        if (isDamaged || !fs::exists(path))
            merge(diffIds, path);
        return path;
    }

private:
    void merge(std::span<const Digest> diffIds, const std::string& path) const
    {
        Tree tree;
        std::vector<DeviceSlot> slots;
        for (const Digest& diffId : diffIds) {
            const Fd fd = openFile(m_paths.layerTar(diffId), O_RDONLY);
            GrowingFile tar(fd.get(), "layer");
            applyLayer(tree, scanTar(tar, "layer", {}), static_cast<std::uint32_t>(slots.size()));
            slots.push_back({diffId.hex(), fileSize(fd.get(), "layer") / 512});
        }
        std::string index;
        writeErofs(
            tree, slots, [](std::uint32_t, std::uint64_t, std::span<std::byte>) {}, "chain", {},
            [&](std::span<const std::byte> bytes) {
                index.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            });
        writeFile(path + ".new", index);
        fs::rename(path + ".new", path);
    }

    StatePaths m_paths;
};

std::string programDirectory()
{
    return fs::read_symlink("/proc/self/exe").parent_path();
}

bool isGrowing(const std::string& path, const std::string& part)
{
    std::error_code ignored;
    return fs::exists(path, ignored) && readFile(path).find(part) != std::string::npos;
}

} // namespace

struct ContainerWorld::Parts {
    explicit Parts(const RunPaths& paths)
        : records(paths.stateDirectory + "/records")
        , chains(StatePaths(paths.stateDirectory))
    {
    }
    FileRecords records;
    MergedChains chains;
};

ContainerWorld::ContainerWorld(bool isInMemory)
    : m_isOwner(true)
    , m_isInMemory(isInMemory)
{
    m_base = "/var/tmp/ogw.XXXXXX";
    if (::mkdtemp(m_base.data()) == nullptr)
        throw systemError(errno, m_base, "mkdtemp");
    fs::create_directories(m_base + "/state");
    if (isInMemory &&
        ::mount("onggi-test", (m_base + "/state").c_str(), "tmpfs", 0, "mode=0700") < 0)
        throw systemError(errno, m_base, "mount");
    for (const char* name : {"layers", "chains", "spool/jobs", "containers"})
        fs::create_directories(m_base + "/state/" + name);
    const StatePaths paths(m_base + "/state");
    std::string diffIds;
    for (const std::string& tar : makeTars()) {
        const Digest diffId = Sha256::of(tar);
        writeFile(paths.layerTar(diffId), tar);
        diffIds += diffId.hex() + '\n';
    }
    writeFile(m_base + "/diff-ids", diffIds);
    open();
}

ContainerWorld::ContainerWorld(std::string base, bool isOwner)
    : m_base(std::move(base))
    , m_isOwner(isOwner)
{
    open();
}

std::unique_ptr<ContainerWorld> ContainerWorld::join(const std::string& base)
{
    return std::unique_ptr<ContainerWorld>(new ContainerWorld(base, false));
}

void ContainerWorld::open()
{
    ::signal(SIGPIPE, SIG_IGN);
    const std::string self = fs::read_symlink("/proc/self/exe");
    m_paths = RunPaths::find(m_base + "/state", m_base + "/run", self,
                             programDirectory() + "/onggi-runtime");
    m_paths.subuid = m_base + "/subuid";
    m_paths.subgid = m_base + "/subgid";
    const std::string diffIds = readFile(m_base + "/diff-ids");
    m_image = {1, "samples/test:1", {}};
    for (std::size_t at = 0; at + 64 < diffIds.size(); at += 65)
        m_image.config.diffIds.push_back(*Digest::fromHex(diffIds.substr(at, 64)));
    m_image.config.run.command = {"/bin/sh"};
    m_image.config.run.environment = {"PATH=/bin", "FROM=image"};
    m_parts = std::make_unique<Parts>(m_paths);
    restart();
}

void ContainerWorld::restart()
{
    m_containers.reset();
    m_containers =
        std::make_unique<Containers>(m_paths, m_parts->records, m_parts->chains, nullptr);
    m_containers->recover();
}

void ContainerWorld::restartWith(const std::string& runtimeWrapper)
{
    m_paths.runtimeWrapper = runtimeWrapper;
    restart();
}

ContainerWorld::~ContainerWorld()
{
    if (m_isOwner && m_containers) {
        for (const ContainerRow& row : m_containers->list()) {
            try {
                m_containers->remove(row.id, true, {});
            } catch (const std::exception& error) {
                std::cerr << "left behind: " << error.what() << '\n';
            }
        }
    }
    m_containers.reset();
    if (!m_isOwner)
        return;
    if (m_isInMemory)
        ::umount2((m_base + "/state").c_str(), MNT_DETACH);
    std::error_code ignored;
    if (mountsBelow(m_base).empty())
        fs::remove_all(m_base, ignored);
}

RunOptions ContainerWorld::shell(const std::string& command)
{
    RunOptions options;
    options.arguments = {"/bin/sh", "-c", command};
    options.network = NetworkMode::None;
    return options;
}

void ContainerWorld::readAttached(int socket, Outcome& outcome)
{
    std::vector<char> packet(16384);
    for (;;) {
        const ssize_t got = ::recv(socket, packet.data(), packet.size(), 0);
        if (got <= 0)
            return;
        (packet[0] == 3 ? outcome.error : outcome.output)
            .append(&packet[1], static_cast<std::size_t>(got) - 1);
    }
}

Outcome ContainerWorld::run(const RunOptions& options, const std::string& input)
{
    const ContainerRow row = m_containers->create(m_image, options, 0, {});
    const std::optional<AttachSocket> attached = m_containers->start(row.id, true, {});
    // From now on: one that is removed at its end cannot be asked for any more.
    std::future<int> exitCode = std::async(std::launch::async, [&] {
        return m_containers->wait(row.id, options.isRemovedAtEnd ? WaitFor::Removal : WaitFor::End,
                                  {});
    });
    if (!input.empty())
        ::send(attached->socket.get(), input.data(), input.size(), 0);
    if (!options.hasTerminal)
        ::shutdown(attached->socket.get(), SHUT_WR);
    Outcome outcome;
    readAttached(attached->socket.get(), outcome);
    outcome.exitCode = exitCode.get();
    if (!options.isRemovedAtEnd)
        m_containers->remove(row.id, false, {});
    return outcome;
}

std::string ContainerWorld::createAndStart(const RunOptions& options)
{
    const ContainerRow row = m_containers->create(m_image, options, 0, {});
    m_containers->start(row.id, false, {});
    return row.id;
}

ContainerState ContainerWorld::recordedState(const std::string& id) const
{
    for (const ContainerRecord& record : m_parts->records.loadContainers()) {
        if (record.row.id == id)
            return record.row.state;
    }
    throw Error(Code::ContainerNotFound, id, "it is not kept");
}

std::string ContainerWorld::logsOf(const std::string& id)
{
    const std::string path = m_base + "/logs";
    {
        const Fd file = openFile(path, O_WRONLY | O_CREAT | O_TRUNC);
        m_containers->logs(id, {}, file.get(), file.get(), {});
    }
    return readFile(path);
}

std::string ContainerWorld::leftovers()
{
    std::string found;
    for (int attempt = 0; attempt < 100; ++attempt) {
        found.clear();
        for (const MountEntry& entry : mountsBelow(m_base)) {
            if (entry.point != m_base + "/state")
                found += "mount " + entry.point + '\n';
        }
        std::error_code ignored;
        for (const fs::directory_entry& device : fs::directory_iterator("/sys/block", ignored)) {
            if (isGrowing(device.path() / "loop/backing_file", m_base))
                found += "loop " + device.path().string() + '\n';
        }
        if (fs::exists("/sys/class/net/" + NetworkIdentity::of(m_paths.stateDirectory).bridge))
            found += "bridge\n";
        for (const fs::directory_entry& process : fs::directory_iterator("/proc", ignored)) {
            const std::string pid = process.path().filename();
            if (pid.find_first_not_of("0123456789") != pid.npos ||
                pid == std::to_string(::getpid()))
                continue;
            try {
                if (isGrowing(process.path() / "cmdline", m_base))
                    found += "process " + pid + '\n';
            } catch (const Error&) {
                continue; // it has just ended
            }
        }
        for (const char* file : {"subuid", "subgid"}) {
            if (isGrowing(m_base + '/' + file, "onggi"))
                found += std::string(file) + '\n';
        }
        for (const char* directory :
             {"state/containers", "run/bundles", "run/netns", "run/exits"}) {
            for (const fs::directory_entry& entry :
                 fs::directory_iterator(m_base + '/' + directory, ignored))
                found += entry.path().string() + '\n';
        }
        if (found.empty())
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return found;
}

std::optional<int> containerWorldMain(int argc, char** argv)
{
    const std::string verb = argc > 2 ? argv[1] : "";
    if (verb == "--ended") {
        const char* const state = std::getenv("ONGGI_STATE_DIRECTORY");
        bool isRecorded = false;
        failure([&] { isRecorded = state != nullptr && recordEnd(state, argv[2]); });
        return isRecorded ? 0 : 1;
    }
    if (verb == "--launch" && argc == 4) {
        // Until it is killed.
        const std::unique_ptr<ContainerWorld> world = ContainerWorld::join(argv[2]);
        std::cout << world->createAndStart(ContainerWorld::shell(argv[3])) << std::endl;
        for (;;)
            ::pause();
    }
    return std::nullopt;
}

} // namespace onggi::test
