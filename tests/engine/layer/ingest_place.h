// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A layer on its way through the two processes, for the tests that send one.
#pragma once

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <span>
#include <sstream>
#include <string>
#include <thread>

#include <unistd.h>

#include <QTemporaryDir>

#include "engine/core/sha256.h"
#include "engine/layer/ingest.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

inline std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

// What can be read of it: the process that a file in /proc is about may end while it is read.
inline std::string contentOf(const std::string& path)
{
    std::ostringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    return content.str();
}

// Our children that are onggi-unpack, with their verbs.
inline std::map<std::string, pid_t> unpackers()
{
    std::map<std::string, pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") != name.npos)
            continue;
        const std::string status = contentOf(entry.path() / "status");
        const std::string command = contentOf(entry.path() / "cmdline");
        if (command.starts_with(std::string("onggi-unpack\0", 13)) &&
            status.find("PPid:\t" + std::to_string(::getpid()) + "\n") != status.npos) {
            const std::string verb = command.substr(13);
            found[verb.substr(0, verb.find('\0'))] = static_cast<pid_t>(std::stoi(name));
        }
    }
    return found;
}

inline int openDescriptors()
{
    return static_cast<int>(
        std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

template <typename Condition>
bool eventually(Condition condition)
{
    for (int i = 0; i < 1000; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

// A directory with a spool, and requests that fit.
class IngestPlace {
protected:
    struct Case {
        std::string tar;
        std::string blob;
        IngestRequest request;
    };

    Case caseOf(const std::string& tar, const std::string& blob)
    {
        Case c{tar, blob, {}};
        c.request.blob = Sha256::of(blob);
        c.request.size = Bytes(blob.size());
        c.request.diffId = Sha256::of(tar);
        c.request.directory = m_directory.path().toStdString();
        return c;
    }

    static std::string sampleTar(int files = 40)
    {
        TarBuilder tar;
        for (int i = 0; i < files; ++i)
            tar.file("d/" + std::to_string(i), std::string(static_cast<std::size_t>(i) * 1013,
                                                           static_cast<char>('a' + i % 26)));
        tar.link("hard", "d/3")
            .add({.name = "\xed\x95\x9c", .pax = {{"path", "\xed\x95\x9c-pax"}}});
        return tar.finished();
    }

    std::string spoolPath() const { return m_directory.filePath("blob").toStdString(); }

    QTemporaryDir m_directory;
    Unpacker m_unpacker{ONGGI_UNPACK};
};

} // namespace onggi::test
