// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Standard streams of ours tied to those of a process in a container.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QSocketNotifier>

#include <termios.h>

#include "helper/ctl/owned_fd.h"

namespace onggi::ctl {

// Puts the terminal of standard input into raw mode for as long as it lives: keys, also Ctrl-C, go
// to the container.
class RawTerminal {
public:
    RawTerminal();
    ~RawTerminal();
    RawTerminal(const RawTerminal&) = delete;
    RawTerminal& operator=(const RawTerminal&) = delete;

private:
    termios m_before{};
    bool m_isChanged = false;
};

// Carries bytes both ways until the other side closes. Only while the event loop runs.
class StreamPump : public QObject {
    Q_OBJECT

public:
    // Waits for the socket: the helper sends it, as helper/api/org.onggi.Containers1.xml says, over
    // the one that theirEnd() is passed with the call. With `isInteractive`, standard input is
    // sent.
    explicit StreamPump(bool isInteractive);
    // For a socket that is here already.
    StreamPump(bool isInteractive, OwnedFd streams);

    QDBusUnixFileDescriptor theirEnd() const { return m_theirEnd; }
    // The helper holds its own copy once the call has been made. What is left open here would hide
    // its end.
    void closeTheirEnd() { m_theirEnd = {}; }

    bool isConnected() const { return static_cast<bool>(m_streams); }
    // Everything that the process wrote has been written.
    bool hasEnded() const { return m_hasEnded; }
    // Throws the Error that a write to our own standard streams failed with.
    void throwIfFailed() const;

private:
    void receiveStreams();
    void connectStreams();
    void readStreams();
    void readInput();
    void sendInput();
    void end();

    bool m_isInteractive;
    QDBusUnixFileDescriptor m_theirEnd;
    OwnedFd m_control;
    OwnedFd m_streams;
    std::unique_ptr<QSocketNotifier> m_controlNotifier;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::unique_ptr<QSocketNotifier> m_input;
    std::string m_pending; // input that the socket did not take yet
    bool m_hasEnded = false;
    std::optional<int> m_failure; // errno
};

} // namespace onggi::ctl
