// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The loop: take commands, let libcurl work, hand over what came, see who has finished, sleep until
// a socket or a command wakes it. It never touches a disk and never runs a caller's code, so one
// slow receiver holds back its own connection alone.

#include "engine/registry/curl_loop.h"

#include <cassert>
#include <csignal>
#include <new>
#include <stdexcept>

#include "engine/core/error.h"
#include "engine/registry/curl_active.h"

namespace onggi {

namespace {

void initialiseCurl()
{
    static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (result != CURLE_OK)
        throw Error(Code::SystemIo, "libcurl", curl_easy_strerror(result));
}

// No signal is ever handled by a thread that is started meanwhile.
class SignalsBlocked {
public:
    SignalsBlocked()
    {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;

private:
    sigset_t m_before;
};

void finish(Exchange& exchange, std::optional<TransferFailure> failure, bool isShutDown = false)
{
    const std::lock_guard lock(exchange.mutex);
    if (exchange.isFinished)
        return;
    exchange.isFinished = true;
    exchange.isShutDown = isShutDown;
    exchange.failure = std::move(failure);
    exchange.changed.notify_all();
}

} // namespace

CurlLoop::CurlLoop(TransferOptions options)
    : m_options(std::move(options))
{
    initialiseCurl();
    m_multi = curl_multi_init();
    if (!m_multi)
        throw std::bad_alloc();
    curl_multi_setopt(m_multi, CURLMOPT_MAX_HOST_CONNECTIONS, m_options.maxConnectionsPerHost);
    // Writing to a connection that has gone would raise SIGPIPE; blocked, it stays an error code.
    const SignalsBlocked blocked;
    m_thread = std::thread([this] { run(); });
}

CurlLoop::~CurlLoop()
{
    shutDown();
}

void CurlLoop::submit(std::shared_ptr<Exchange> exchange)
{
    post({Verb::Submit, std::move(exchange)});
}

void CurlLoop::release(std::shared_ptr<Exchange> exchange)
{
    post({Verb::Release, std::move(exchange)});
}

void CurlLoop::resume(std::shared_ptr<Exchange> exchange)
{
    post({Verb::Resume, std::move(exchange)});
}

void CurlLoop::post(Command command)
{
    {
        const auto inbox = m_inbox.lock();
        if (!inbox->isClosed) {
            inbox->commands.push_back(std::move(command));
            curl_multi_wakeup(m_multi);
            return;
        }
    }
    if (command.verb == Verb::Submit)
        finish(*command.exchange, std::nullopt, true);
}

void CurlLoop::shutDown()
{
    {
        const auto inbox = m_inbox.lock();
        if (!inbox->isClosed)
            curl_multi_wakeup(m_multi);
        inbox->isClosed = true; // from here on the handle is the thread's alone
    }
    if (m_thread.joinable())
        m_thread.join();
}

void CurlLoop::run()
{
    while (takeCommands()) {
        int running = 0;
        curl_multi_perform(m_multi, &running);
        for (const auto& [exchange, active] : m_active)
            active->handOver();
        collectFinished();
        // The time-out is only an upper bound: libcurl knows its own timers.
        curl_multi_poll(m_multi, nullptr, 0, 1000, nullptr);
    }
    finishAll();
    curl_multi_cleanup(m_multi); // says good-bye to TLS servers, hence not where SIGPIPE may come
}

// False when the loop is to end.
bool CurlLoop::takeCommands()
{
    std::vector<Command> commands;
    bool isClosed;
    {
        const auto inbox = m_inbox.lock();
        commands.swap(inbox->commands);
        isClosed = inbox->isClosed;
    }
    for (const Command& command : commands)
        execute(command);
    return !isClosed;
}

void CurlLoop::execute(const Command& command)
{
    if (command.verb == Verb::Submit) {
        start(command.exchange);
        return;
    }
    const auto found = m_active.find(command.exchange.get());
    if (found == m_active.end())
        return; // it has finished meanwhile
    if (command.verb == Verb::Resume)
        found->second->resume();
    else
        m_active.erase(found);
}

void CurlLoop::start(const std::shared_ptr<Exchange>& exchange)
{
    try {
        auto active = std::make_unique<Active>(m_multi, exchange, m_options);
        m_active.emplace(exchange.get(), std::move(active));
    } catch (const std::exception& error) {
        finish(*exchange, TransferFailure{TransferFailure::Kind::Other, error.what()});
    }
}

void CurlLoop::collectFinished()
{
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        char* address = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &address);
        const auto found = m_active.find(reinterpret_cast<Exchange*>(address));
        assert(found != m_active.end());
        found->second->handOver();
        finish(found->second->exchange(), found->second->failureOf(message->data.result));
        m_active.erase(found);
    }
}

void CurlLoop::finishAll()
{
    for (const auto& [exchange, active] : m_active)
        finish(*exchange, std::nullopt, true);
    m_active.clear();
}

} // namespace onggi
