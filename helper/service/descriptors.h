// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Descriptors that callers hand over: copies of them, and whether they are of a kind that is taken.
// The caller has opened them with its own rights; nothing is opened by name here.
#pragma once

#include <QDBusUnixFileDescriptor>

#include "engine/core/fd.h"

namespace onggi {

// `name` is the argument's, for errors. All throw Error(ApiDescriptor).
Fd takeDescriptor(const QDBusUnixFileDescriptor& handle, const char* name);

// A regular file, pipe or stream socket that may be read, or written; never a directory, and
// nothing that was opened O_PATH.
void requireReadable(const Fd& fd, const char* name);
void requireWritable(const Fd& fd, const char* name);
// A regular file or a pipe that may be written, and nothing else.
void requireWritableFile(const Fd& fd, const char* name);
// A connected SOCK_SEQPACKET socket of this machine.
void requireChannel(const Fd& fd, const char* name);

// Sends one message of one byte with a copy of `fd`. Throws Error(ApiDescriptor) if the other side
// has gone or does not take it.
void sendDescriptor(const Fd& channel, char label, const Fd& fd);

} // namespace onggi
