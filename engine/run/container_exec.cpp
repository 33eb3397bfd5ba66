// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Further processes in a running container. Each has a conmon of its own, with a directory in the
// container's bundle, so that its streams and exit code work as the container's do.

#include <atomic>
#include <cerrno>
#include <charconv>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/run/conmon.h"
#include "engine/run/containers_private.h"
#include "engine/run/program_file.h"
#include "engine/run/spec.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxConfig = 8U << 20;
constexpr int kPollMilliseconds = 100;
constexpr int kUnknownExit = 255;

class ConmonSession : public ExecSession {
public:
    ConmonSession(std::string directory, AttachSocket socket)
        : m_directory(std::move(directory))
        , m_socket(std::move(socket))
    {
        const pid_t conmon = readPidFile(m_directory + "/conmon.pid");
        if (conmon != 0)
            m_conmon = Fd(static_cast<int>(::syscall(SYS_pidfd_open, conmon, 0)));
    }
    ~ConmonSession() override
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_directory, ignored);
    }

    AttachSocket takeSocket() override { return std::move(m_socket); }
    void resize(TerminalSize size) override { resizeTerminal(m_directory, size); }

    int wait(std::stop_token stop) override
    {
        // conmon ends after it has written the exit code and handed on the last of the output.
        while (m_conmon) {
            pollfd waiting{m_conmon.get(), POLLIN, 0};
            if (::poll(&waiting, 1, kPollMilliseconds) > 0)
                break;
            throwIfCancelled(stop);
        }
        int code = kUnknownExit;
        try {
            const std::string text = readWholeFile(AT_FDCWD, m_directory + "/exit", 64);
            std::from_chars(text.data(), text.data() + text.size(), code);
        } catch (const Error&) {
            // Killed together with its container.
            return 137;
        }
        return code;
    }

private:
    std::string m_directory;
    AttachSocket m_socket;
    Fd m_conmon;
};

std::string makeSessionDirectory(const Bundle& bundle)
{
    std::string path = bundle.path() + "/exec-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr)
        throw systemError(errno, path, "make a directory");
    return path;
}

} // namespace

std::unique_ptr<ExecSession> Containers::exec(const std::string& id, const ExecOptions& options,
                                              std::stop_token stop)
{
    const ContainerPointer container = d->find(id);
    RunOptions checked;
    checked.arguments = options.arguments;
    checked.environment = options.environment;
    checked.workingDirectory = options.workingDirectory;
    checked.user = options.user;
    validate(checked);
    if (options.arguments.empty() || options.arguments[0].empty())
        throw Error(Code::RunOptionInvalid, "no command", "exec needs one");

    const std::lock_guard lock(container->operation);
    d->requireRunning(*container);
    const ContainerDocument document = d->documentOf(*container);
    const Bundle bundle(d->paths, id);
    const Fd root = openFile(bundle.root(), O_PATH | O_DIRECTORY);
    const std::string& user = !options.user.empty()            ? options.user
                              : !document.options.user.empty() ? document.options.user
                                                               : document.image.user;
    const Json config = parseJson(readWholeFile(AT_FDCWD, bundle.config(), kMaxConfig),
                                  "the container's configuration");
    const Json process =
        makeExecProcess(config, options, resolveUserIn(root.get(), user, document.range.count));
    requireProgram(root.get(), process, d->paths.proc + "/sys/fs/binfmt_misc");

    throwIfCancelled(stop);
    const std::string directory = makeSessionDirectory(bundle);
    try {
        const Fd file = openFile(directory + "/process.json", O_WRONLY | O_CREAT | O_EXCL);
        writeFully(file.get(), process.dump(), directory);
        ConmonRequest request;
        request.id = id;
        request.session = directory.substr(directory.rfind('/') + 1);
        request.name = d->rowOf(*container).name;
        request.command = options.arguments[0];
        request.bundle = directory;
        request.persistDirectory = directory;
        request.exitDirectory = directory;
        request.pidFile = directory + "/pid";
        request.conmonPidFile = directory + "/conmon.pid";
        request.execProcess = directory + "/process.json";
        request.isInteractive = options.isInteractive;
        request.hasTerminal = options.hasTerminal;
        std::optional<AttachSocket> socket;
        startConmon(d->paths, d->runtime, request, &socket);
        return std::make_unique<ConmonSession>(directory, std::move(*socket));
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove_all(directory, ignored);
        throw;
    }
}

} // namespace onggi
