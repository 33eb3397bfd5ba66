// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The thread that owns libcurl's multi handle. Everything of libcurl happens on it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include <curl/curl.h>

#include "engine/core/synced.h"
#include "engine/registry/exchange.h"
#include "engine/registry/transfer.h"

namespace onggi {

class CurlLoop {
public:
    explicit CurlLoop(TransferOptions options);
    // Ends the thread.
    ~CurlLoop();

    // From any thread; each returns at once. After shutDown() a submitted exchange is finished as
    // shut down.
    void submit(std::shared_ptr<Exchange> exchange);
    void release(std::shared_ptr<Exchange> exchange); // the caller is gone
    void resume(std::shared_ptr<Exchange> exchange);  // the caller has room again

    // Finishes what is under way and ends the thread.
    void shutDown();

private:
    class Active;
    enum class Verb { Submit, Release, Resume };
    struct Command {
        Verb verb;
        std::shared_ptr<Exchange> exchange;
    };
    struct Inbox {
        std::vector<Command> commands;
        bool isClosed = false;
    };

    void post(Command command);
    void run();
    bool takeCommands();
    void execute(const Command& command);
    void start(const std::shared_ptr<Exchange>& exchange);
    void collectFinished();
    void finishAll();

    const TransferOptions m_options;
    CURLM* m_multi = nullptr;
    Synced<Inbox> m_inbox;
    std::map<Exchange*, std::unique_ptr<Active>> m_active; // curl thread only
    std::thread m_thread;
};

} // namespace onggi
