// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The kinds are told apart by fstat(2) and F_GETFL alone, which cannot block on what a caller could
// send but a file of a hung file system.

#include "helper/service/descriptors.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "engine/core/error.h"

namespace onggi {

namespace {

[[noreturn]] void refuse(const char* name, const char* why)
{
    throw Error(Code::ApiDescriptor, name, why);
}

void requireStream(const Fd& fd, const char* name, int wantedMode)
{
    struct stat status = {};
    const int flags = fcntl(fd.get(), F_GETFL);
    if (flags < 0 || fstat(fd.get(), &status) != 0)
        refuse(name, std::strerror(errno));
    if ((flags & O_PATH) != 0)
        refuse(name, "it was opened O_PATH");
    if (S_ISDIR(status.st_mode))
        refuse(name, "it is a directory");
    if (S_ISBLK(status.st_mode))
        refuse(name, "it is a block device");
    const int mode = flags & O_ACCMODE;
    if (mode != wantedMode && mode != O_RDWR)
        refuse(name, wantedMode == O_RDONLY ? "it is not open for reading"
                                            : "it is not open for writing");
}

} // namespace

Fd takeDescriptor(const QDBusUnixFileDescriptor& handle, const char* name)
{
    if (!handle.isValid())
        refuse(name, "it is closed");
    Fd fd(fcntl(handle.fileDescriptor(), F_DUPFD_CLOEXEC, 3));
    if (!fd)
        throw systemError(errno, name, "dup");
    return fd;
}

void requireReadable(const Fd& fd, const char* name)
{
    requireStream(fd, name, O_RDONLY);
}

void requireWritable(const Fd& fd, const char* name)
{
    requireStream(fd, name, O_WRONLY);
}

void requireWritableFile(const Fd& fd, const char* name)
{
    requireWritable(fd, name);
    struct stat status = {};
    if (fstat(fd.get(), &status) != 0)
        refuse(name, std::strerror(errno));
    if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode))
        refuse(name, "it is neither a file nor a pipe");
}

void requireChannel(const Fd& fd, const char* name)
{
    int domain = 0;
    int type = 0;
    socklen_t size = sizeof domain;
    if (getsockopt(fd.get(), SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0 || domain != AF_UNIX)
        refuse(name, "it is no Unix socket");
    size = sizeof type;
    if (getsockopt(fd.get(), SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_SEQPACKET)
        refuse(name, "it is no SOCK_SEQPACKET socket");
}

void sendDescriptor(const Fd& channel, char label, const Fd& fd)
{
    iovec data{&label, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message = {};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    const int number = fd.get();
    std::memcpy(CMSG_DATA(header), &number, sizeof number);
    ssize_t sent = -1;
    do
        sent = sendmsg(channel.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    if (sent < 0)
        refuse("streams", std::strerror(errno));
}

} // namespace onggi
