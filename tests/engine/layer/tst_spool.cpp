// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/spool.h"

#include <chrono>
#include <thread>

#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "engine/core/cancel.h"
#include "engine/core/error.h"

using namespace onggi;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

} // namespace

class TestSpool : public QObject {
    Q_OBJECT

    std::string path(const char* name) const { return m_directory.filePath(name).toStdString(); }

private slots:
    void goesOnWhereItEnded()
    {
        {
            Spool spool(path("resumed"));
            QCOMPARE(spool.size().count(), std::uint64_t(0));
            spool.append(bytesOf("hello "));
        }
        Spool spool(path("resumed"));
        QCOMPARE(spool.size().count(), std::uint64_t(6));
        spool.append(bytesOf("world"));
        std::string text(11, '\0');
        readFullyAt(spool.openForReading().get(), std::as_writable_bytes(std::span(text)), 0,
                    "spool");
        QCOMPARE(text, "hello world");
    }

    void readersWakeForBytesAndForTheEnd()
    {
        Spool spool(path("woken"));
        std::jthread writer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            spool.append(bytesOf("12345"));
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            spool.finish();
        });
        const Spool::State first = spool.waitBeyond(0, {});
        QCOMPARE(first.size, std::uint64_t(5));
        const Spool::State second = spool.waitBeyond(5, {});
        QVERIFY(second.finished);
        QCOMPARE(second.size, std::uint64_t(5));
    }

    void readersGetTheCauseOfAFailure()
    {
        Spool spool(path("failed"));
        spool.append(bytesOf("x"));
        spool.fail(std::make_exception_ptr(Error(Code::RegistryUnreachable, "host")));
        try {
            spool.waitBeyond(0, {});
            QFAIL("no failure");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::RegistryUnreachable);
        }
    }

    void aFailureAfterTheEndIsNone()
    {
        Spool spool(path("finished"));
        spool.finish();
        spool.fail(std::make_exception_ptr(Error(Code::RegistryUnreachable, "host")));
        QVERIFY(spool.waitBeyond(0, {}).finished);
    }

    void waitingCanBeCancelledAndBounded()
    {
        Spool spool(path("cancelled"));
        QCOMPARE(spool.waitBeyond(0, {}, 5).size, std::uint64_t(0));
        std::stop_source stop;
        std::jthread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            stop.request_stop();
        });
        QVERIFY_EXCEPTION_THROWN(spool.waitBeyond(0, stop.get_token()), Cancelled);
    }

    void linksAreNotFollowed()
    {
        QCOMPARE(::symlink("/etc/passwd", path("link").c_str()), 0);
        QVERIFY_EXCEPTION_THROWN(Spool(path("link")), Error);
    }

    void removedFilesAreGone()
    {
        Spool spool(path("removed"));
        spool.remove();
        QVERIFY(::access(path("removed").c_str(), F_OK) != 0);
        spool.append(bytesOf("still open"));
    }

private:
    QTemporaryDir m_directory;
};

QTEST_APPLESS_MAIN(TestSpool)
#include "tst_spool.moc"
