// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A file that a client has the helper write, and that is there whole or not at all. Made with the
// client's rights. Waits for the disk, which may be another machine's; any thread.
#pragma once

#include <string>

namespace onggi {

class WholeFile {
public:
    // Makes a file beside `path`, under another name. What stands at `path` stays until publish();
    // a symbolic link stays one: what it leads to is replaced. Throws Error(SystemIo) and the like,
    // also where something is there that is no regular file.
    explicit WholeFile(const std::string& path);
    // Without publish(), nothing is left.
    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    // To write to, once; the caller closes it.
    int takeDescriptor() noexcept;
    // All of it is written: it takes its name. Throws Error.
    void publish();

private:
    std::string m_path;
    std::string m_temporary; // beside it; empty: there is none
    int m_fd = -1;
};

} // namespace onggi
