// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/registries/keyring_thread.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>
#include <QThread>

namespace onggi {

namespace {

constexpr unsigned long kLongestEnd = 500; // milliseconds

// Questions that nobody waits for any more.
std::atomic<int> openQuestions = 0;

class Question {
public:
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_isAnswered = true;
        if (m_isGivenUp)
            --openQuestions;
        m_condition.notify_all();
    }
    bool wait(std::chrono::milliseconds patience)
    {
        std::unique_lock lock(m_mutex);
        if (m_condition.wait_for(lock, patience, [this] { return m_isAnswered; }))
            return true;
        m_isGivenUp = true;
        ++openQuestions;
        return false;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_isAnswered = false;
    bool m_isGivenUp = false;
};

// Never deleted: a job that is not answered may keep the thread until the process ends.
class KeyringThread {
public:
    static KeyringThread& instance()
    {
        static KeyringThread* const thread = new KeyringThread;
        return *thread;
    }
    void post(const std::function<void()>& work)
    {
        QMetaObject::invokeMethod(
            m_context, [work] { work(); }, Qt::QueuedConnection);
    }

private:
    KeyringThread()
        : m_context(new QObject)
        , m_thread(new QThread)
    {
        m_context->moveToThread(m_thread);
        m_thread->start();
        qAddPostRoutine([] {
            QThread* thread = instance().m_thread;
            thread->quit();
            thread->wait(kLongestEnd);
        });
    }

    QObject* m_context;
    QThread* m_thread;
};

} // namespace

bool askKeyringThread(std::chrono::milliseconds patience,
                      std::function<void(const KeyringDone& done)> begin)
{
    if (openQuestions > 0)
        return false;
    const auto question = std::make_shared<Question>();
    KeyringThread::instance().post(
        [question, begin = std::move(begin)] { begin([question] { question->end(); }); });
    return question->wait(patience);
}

} // namespace onggi
