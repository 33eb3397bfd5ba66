// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// conmon's command line and its pipes (conmon(8); the protocol is the one that podman speaks): a
// byte on the start pipe lets it go on, the sync pipe tells the process id or what went wrong, and
// with an exec the attach pipe says that the socket is there, after which a second byte starts the
// process.

#include "engine/run/conmon.h"

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/run/process.h"

namespace onggi {

namespace {

constexpr int kSyncNumber = 3;
constexpr int kStartNumber = 4;
constexpr int kAttachNumber = 5;
constexpr int kHeldNumber = 6;
constexpr auto kPatience = std::chrono::seconds(60);
constexpr int kPollMilliseconds = 100;
constexpr std::size_t kMaxLine = 64U << 10;

std::vector<std::string> argumentsOf(const RunPaths& paths, const Runtime& runtime,
                                     const ConmonRequest& request)
{
    std::vector<std::string> arguments{paths.conmon,
                                       "--api-version",
                                       "1",
                                       "-c",
                                       request.id,
                                       "-u",
                                       request.session.empty() ? request.id : request.session,
                                       "-n",
                                       request.name,
                                       "-r",
                                       runtime.wrapper()};
    for (const std::string& argument : runtime.wrapperArguments())
        arguments.insert(arguments.end(), {"--runtime-arg", argument});
    arguments.insert(arguments.end(),
                     {"-b", request.bundle, "-p", request.pidFile, "--full-attach", "--log-level",
                      "error", "--persist-dir", request.persistDirectory, "--exit-dir",
                      request.exitDirectory});
    if (!request.conmonPidFile.empty())
        arguments.insert(arguments.end(), {"-P", request.conmonPidFile});
    arguments.emplace_back("-l");
    arguments.push_back(request.log.empty() ? "none" : "k8s-file:" + request.log);
    if (request.isInteractive)
        arguments.emplace_back("-i");
    if (request.hasTerminal)
        arguments.emplace_back("-t");
    if (!request.execProcess.empty())
        arguments.insert(arguments.end(),
                         {"-e", "--exec-attach", "--exec-process-spec", request.execProcess});
    for (std::size_t i = 0; i < request.exitCommand.size(); ++i)
        arguments.insert(arguments.end(), {i == 0 ? "--exit-command" : "--exit-command-arg",
                                           request.exitCommand[i]});
    return arguments;
}

// What the exit command needs too: it is our own program, started by conmon.
std::vector<std::string> environmentOf(const RunPaths& paths, const ConmonRequest& request)
{
    std::vector<std::string> environment = plainEnvironment();
    environment.push_back("ONGGI_STATE_DIRECTORY=" + paths.stateDirectory);
    environment.push_back("ONGGI_RUNTIME_DIRECTORY=" + paths.runtimeDirectory);
    if (const char* bus = std::getenv("DBUS_SYSTEM_BUS_ADDRESS"))
        environment.push_back(std::string("DBUS_SYSTEM_BUS_ADDRESS=") + bus);
    environment.push_back("_OCI_SYNCPIPE=" + std::to_string(kSyncNumber));
    environment.push_back("_OCI_STARTPIPE=" + std::to_string(kStartNumber));
    if (!request.execProcess.empty())
        environment.push_back("_OCI_ATTACHPIPE=" + std::to_string(kAttachNumber));
    return environment;
}

// A line of conmon's, or what came before it closed the pipe.
std::string readLine(int fd)
{
    std::string line;
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        pollfd waiting{fd, POLLIN, 0};
        if (::poll(&waiting, 1, kPollMilliseconds) <= 0) {
            if (std::chrono::steady_clock::now() > deadline)
                throw Error(Code::SystemLimit, "conmon", "it did not answer in time");
            continue;
        }
        char byte = 0;
        const ssize_t got = ::read(fd, &byte, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || byte == '\n' || line.size() > kMaxLine)
            return line;
        line += byte;
    }
}

// `{"data": 123}`, with a "message" where the number is negative.
int readSync(int fd, const ConmonRequest& request)
{
    const std::string line = readLine(fd);
    const Json answer = Json::parse(line, nullptr, false);
    if (!answer.is_object() || !answer.contains("data") || !answer["data"].is_number_integer())
        throw Error(Code::RunFailed, request.id, "conmon ended without an answer");
    const int data = answer["data"].get<int>();
    if (data >= 0)
        return data;
    const auto message = answer.find("message");
    const bool hasMessage = message != answer.end() && message->is_string();
    throwRuntimeError(request.id, request.command,
                      hasMessage ? message->get<std::string>()
                                 : "conmon: error " + std::to_string(data));
}

} // namespace

pid_t startConmon(const RunPaths& paths, const Runtime& runtime, const ConmonRequest& request,
                  std::optional<AttachSocket>* attached)
{
    Pipe sync = makePipe();
    Pipe start = makePipe();
    Pipe attach = makePipe();
    ProcessRequest process;
    process.arguments = argumentsOf(paths, runtime, request);
    process.environment = environmentOf(paths, request);
    process.inherited = {{sync.write.get(), kSyncNumber}, {start.read.get(), kStartNumber}};
    const bool isExec = !request.execProcess.empty();
    if (isExec)
        process.inherited.push_back({attach.write.get(), kAttachNumber});
    int number = kHeldNumber;
    for (const int fd : request.held)
        process.inherited.push_back({fd, number++});

    writeFully(start.write.get(), std::string_view("\0", 1), "conmon");
    if (!isExec)
        start.write.reset();
    const ProcessResult result = runProcess(process);
    sync.write.reset();
    start.read.reset();
    attach.write.reset();
    if (result.exitCode != 0)
        throw Error(Code::RunFailed, request.id, "conmon: " + lastLine(result.error));
    if (isExec) {
        readSync(attach.read.get(), request);
        if (attached != nullptr)
            *attached = connectAttach(request.bundle, request.hasTerminal);
        writeFully(start.write.get(), std::string_view("\0", 1), "conmon");
        start.write.reset();
    }
    return readSync(sync.read.get(), request);
}

AttachSocket connectAttach(const std::string& bundle, bool hasTerminal)
{
    // By descriptor: a socket's path has 108 bytes at most.
    const Fd directory = openFile(bundle, O_PATH | O_DIRECTORY);
    const std::string path = "/proc/self/fd/" + std::to_string(directory.get()) + "/attach";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    Fd socket(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    if (!socket)
        throw systemError(errno, "attach", "socket");
    if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) < 0)
        throw systemError(errno, bundle + "/attach", "connect");
    return {std::move(socket), hasTerminal};
}

void resizeTerminal(const std::string& bundle, TerminalSize size)
{
    const Fd control = openFile(bundle + "/ctl", O_WRONLY | O_NONBLOCK);
    writeFully(control.get(),
               "1 " + std::to_string(size.rows) + ' ' + std::to_string(size.columns) + '\n',
               "conmon");
}

pid_t readPidFile(const std::string& path)
{
    try {
        const std::string text = readWholeFile(AT_FDCWD, path, 64);
        pid_t pid = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pid);
        return error == std::errc() && pid > 1 ? pid : 0;
    } catch (const Error&) {
        return 0;
    }
}

pid_t livingConmon(const std::string& pidFile, const std::string& id)
{
    const pid_t pid = readPidFile(pidFile);
    if (pid == 0)
        return 0;
    try {
        // Process ids are used again; a command line that names the container is no accident.
        const std::string line =
            readWholeFile(AT_FDCWD, "/proc/" + std::to_string(pid) + "/cmdline", 1U << 20);
        return line.find(id) != line.npos ? pid : 0;
    } catch (const Error&) {
        return 0;
    }
}

} // namespace onggi
