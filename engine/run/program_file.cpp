// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rules of execve(2) for ENOEXEC, on the wide side: what may be a program is left to the
// kernel. Linux: fs/binfmt_script.c, fs/binfmt_elf.c, Documentation/admin-guide/binfmt-misc.rst.

#include "engine/run/program_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string_view>

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/fd.h"

namespace onggi {

namespace {

constexpr std::size_t kHead = 256; // BINPRM_BUF_SIZE: all that the kernel decides by
constexpr std::size_t kMaxEntry = 8192;

// The first bytes of an executable regular file, the rest zeros as in the kernel.
std::optional<std::string> headOf(int root, const std::string& path)
{
    const Fd found = openInRoot(root, path, O_PATH);
    struct stat status {};
    if (!found || ::fstat(found.get(), &status) < 0 || !S_ISREG(status.st_mode) ||
        (status.st_mode & 0111) == 0)
        return std::nullopt;
    const Fd file = openFile("/proc/self/fd/" + std::to_string(found.get()), O_RDONLY);
    std::string head(kHead, '\0');
    readFully(file.get(), std::as_writable_bytes(std::span(head)), path);
    return head;
}

std::string searchPath(const Json& process)
{
    constexpr std::string_view kName = "PATH=";
    for (const Json& variable : process.at("env")) {
        const std::string text = variable.get<std::string>();
        if (text.starts_with(kName))
            return text.substr(kName.size());
    }
    return {};
}

std::optional<std::string> headOfProgram(int root, const Json& process, const std::string& program)
{
    const std::string base = process.at("cwd").get<std::string>() + '/';
    if (program.find('/') != program.npos)
        return headOf(root, program.starts_with('/') ? program : base + program);
    const std::string path = searchPath(process);
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find(':', begin), path.size());
        const std::string directory = path.substr(begin, end - begin);
        const std::string file = directory + '/' + program;
        if (auto head = headOf(root, directory.starts_with('/') ? file : base + file))
            return head;
        begin = end + 1;
    }
    return std::nullopt;
}

bool isNativeElf(const std::string& head)
{
    Elf32_Ehdr header{}; // up to e_machine the same in both classes
    std::memcpy(&header, head.data(), sizeof header);
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        (header.e_type != ET_EXEC && header.e_type != ET_DYN))
        return false;
#if defined(__x86_64__)
    return header.e_machine == EM_X86_64 || header.e_machine == EM_386;
#elif defined(__aarch64__)
    return header.e_machine == EM_AARCH64 || header.e_machine == EM_ARM;
#else
    return true;
#endif
}

std::optional<std::string> fromHex(std::string_view text)
{
    std::string bytes;
    for (; text.size() >= 2; text.remove_prefix(2)) {
        unsigned value = 0;
        if (std::from_chars(text.data(), text.data() + 2, value, 16).ptr != text.data() + 2)
            return std::nullopt;
        bytes += static_cast<char>(value);
    }
    return bytes;
}

// What an entry of binfmt_misc says of itself, `name value` a line.
std::string_view valueIn(std::string_view entry, std::string_view name)
{
    for (std::size_t begin = 0; begin < entry.size();) {
        const std::size_t end = std::min(entry.find('\n', begin), entry.size());
        const std::string_view line = entry.substr(begin, end - begin);
        if (line.starts_with(name))
            return line.substr(name.size());
        begin = end + 1;
    }
    return {};
}

bool takes(std::string_view entry, const std::string& head, const std::string& program)
{
    if (!entry.starts_with("enabled"))
        return false;
    if (const std::string_view extension = valueIn(entry, "extension "); !extension.empty())
        return program.ends_with(extension);
    const auto magic = fromHex(valueIn(entry, "magic "));
    const auto mask = fromHex(valueIn(entry, "mask "));
    const std::string_view number = valueIn(entry, "offset ");
    std::size_t offset = 0;
    std::from_chars(number.data(), number.data() + number.size(), offset);
    if (!magic || !mask || offset > head.size() || magic->size() > head.size() - offset)
        return true; // not understood: the kernel shall say
    for (std::size_t i = 0; i < magic->size(); ++i) {
        const char wanted = i < mask->size() ? (*mask)[i] : '\xff';
        if (((head[offset + i] ^ (*magic)[i]) & wanted) != 0)
            return false;
    }
    return true;
}

bool hasInterpreter(const std::string& binfmt, const std::string& head, const std::string& program)
{
    std::error_code error;
    for (std::filesystem::directory_iterator entry(binfmt, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename();
        if (name == "register" || name == "status")
            continue;
        try {
            const Fd file = openFile(entry->path(), O_RDONLY);
            std::string text(kMaxEntry, '\0');
            text.resize(readFully(file.get(), std::as_writable_bytes(std::span(text)), name));
            if (takes(text, head, program))
                return true;
        } catch (const Error&) {
            continue; // it has just been taken away
        }
    }
    return false;
}

} // namespace

void requireProgram(int root, const Json& process, const std::string& binfmt)
{
    const std::string program = process.at("args").at(0).get<std::string>();
    const std::optional<std::string> head = headOfProgram(root, process, program);
    if (!head || head->starts_with("#!") || isNativeElf(*head) ||
        hasInterpreter(binfmt, *head, program))
        return;
    throw Error(Code::RunCommandNotExecutable, program, "no program, or of another architecture");
}

} // namespace onggi
