// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The processes that parse a layer: what they may, and what is said when they end otherwise than
// they should.

#include "engine/layer/unpack_process.h"

#include <csignal>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include <QScopeGuard>
#include <QTest>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/layer/unpack_protocol.h"
#include "tests/engine/layer/ingest_place.h"
#include "tests/support/pack.h"

using namespace onggi;
using namespace onggi::test;

namespace fs = std::filesystem;

namespace {

std::string statusField(pid_t pid, const std::string& name)
{
    const std::string status = contentOf("/proc/" + std::to_string(pid) + "/status");
    const std::size_t at = status.find("\n" + name + ":\t");
    if (at == status.npos)
        return {};
    const std::size_t start = at + name.size() + 3;
    return status.substr(start, status.find('\n', start) - start);
}

// Number, what it is, and how it is open.
std::map<int, std::pair<std::string, int>> descriptorsOf(pid_t pid)
{
    std::map<int, std::pair<std::string, int>> found;
    const std::string base = "/proc/" + std::to_string(pid);
    for (const auto& entry : fs::directory_iterator(base + "/fd")) {
        const std::string info = contentOf(base + "/fdinfo/" + entry.path().filename().string());
        const std::size_t flags = info.find("flags:\t");
        found[std::stoi(entry.path().filename())] = {fs::read_symlink(entry.path()),
                                                     std::stoi(info.substr(flags + 7), nullptr, 8) &
                                                         O_ACCMODE};
    }
    return found;
}

} // namespace

class TestUnpackProcess : public QObject, private IngestPlace {
    Q_OBJECT

private slots:
    void init() { m_descriptors = openDescriptors(); }
    void cleanup()
    {
        QVERIFY(unpackers().empty());
        QCOMPARE(openDescriptors(), m_descriptors);
        for (const auto& entry : fs::directory_iterator(m_directory.path().toStdString()))
            fs::remove(entry.path());
    }

    // In the middle of a layer, for both processes.
    void theProcessesAreInTheirSandbox()
    {
        const Case c = caseOf(sampleTar(), sampleTar());
        Spool spool(spoolPath());
        spool.append(bytesOf(c.blob).first(c.blob.size() / 2));
        std::stop_source stop;
        std::jthread ingesting([&] {
            Progress progress;
            try {
                ingestLayer(m_unpacker, spool, c.request, progress, stop.get_token());
            } catch (const Cancelled&) {
            } catch (const Error& error) {
                qWarning("%s", error.what());
            }
        });
        // Also where a check fails.
        const auto stopping = qScopeGuard([&] { stop.request_stop(); });
        QVERIFY(eventually([] {
            const auto found = unpackers();
            return found.size() == 2 && std::ranges::all_of(found, [](const auto& process) {
                       return statusField(process.second, "Seccomp") == "2";
                   });
        }));
        const SandboxGrants grants = m_unpacker.probe();
        for (const auto& [verb, pid] : unpackers()) {
            const std::string id =
                grants.ownUser ? std::to_string(unpack::kUserId) : std::to_string(::getuid());
            QCOMPARE(statusField(pid, "Uid"), id + '\t' + id + '\t' + id + '\t' + id);
            QCOMPARE(statusField(pid, "CapEff"), "0000000000000000");
            QCOMPARE(statusField(pid, "CapPrm"), "0000000000000000");
            QCOMPARE(statusField(pid, "NoNewPrivs"), "1");
            if (::getuid() == 0)
                QCOMPARE(statusField(pid, "Groups").find_first_of("0123456789"), std::string::npos);
            if (grants.emptyNetwork) {
                const std::string ns = "/proc/" + std::to_string(pid) + "/ns/net";
                QVERIFY(fs::read_symlink(ns) != fs::read_symlink("/proc/self/ns/net"));
                const std::string devices = contentOf("/proc/" + std::to_string(pid) + "/net/dev");
                QCOMPARE(std::ranges::count(devices, '\n'),
                         std::ptrdiff_t(3)); // two lines of heading, and lo
            }
            auto descriptors = descriptorsOf(pid);
            QCOMPARE(descriptors.size(), std::size_t(4));
            QVERIFY(descriptors[0].first.starts_with("pipe:"));
            QVERIFY(descriptors[2].first.starts_with("pipe:"));
            QCOMPARE(descriptors[3].second, O_RDONLY);
            const std::string tar =
                m_directory.path().toStdString() + '/' + c.request.diffId->hex();
            if (verb == "inflate") {
                QVERIFY(descriptors[1].first.starts_with("pipe:"));
                QCOMPARE(descriptors[3].first, spoolPath());
            } else {
                QCOMPARE(descriptors[1].first, tar + ".erofs");
                QCOMPARE(descriptors[1].second, O_WRONLY);
                QCOMPARE(descriptors[3].first, tar + ".tar");
            }
        }
    }

    void aKilledProcessIsAnErrorThatNamesIt_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<int>("signal");
        for (const char* verb : {"inflate", "scan"}) {
            QTest::addRow("%s killed", verb) << verb << SIGKILL;
            QTest::addRow("%s crashed", verb) << verb << SIGSEGV;
        }
    }

    void aKilledProcessIsAnErrorThatNamesIt()
    {
        QFETCH(QString, verb);
        QFETCH(int, signal);
        const Case c = caseOf(sampleTar(), gzip(sampleTar()));
        Spool spool(spoolPath());
        spool.append(bytesOf(c.blob).first(2000));
        std::jthread killer([&] {
            eventually([&] {
                return unpackers().contains(verb.toStdString()) &&
                       statusField(unpackers()[verb.toStdString()], "Seccomp") == "2";
            });
            ::kill(unpackers()[verb.toStdString()], signal);
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            spool.append(bytesOf(c.blob).subspan(2000));
            spool.finish();
        });
        Progress progress;
        try {
            ingestLayer(m_unpacker, spool, c.request, progress, {});
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::LayerCorrupt);
            QVERIFY2(error.detail().find(signal == SIGKILL ? "was killed" : "crashed (SIGSEGV)") !=
                         std::string::npos,
                     error.what());
        }
    }

    void onlySoManyAtOnce()
    {
        Unpacker one(ONGGI_UNPACK, {}, 1);
        {
            const Unpacker::Turn turn = one.takeTurn({});
            std::stop_source stop;
            stop.request_stop();
            QVERIFY_EXCEPTION_THROWN(one.takeTurn(stop.get_token()), Cancelled);
        }
        one.takeTurn({});
    }

    void nobodyWaitsForOtherUsersTurnsAlone()
    {
        Unpacker two(ONGGI_UNPACK, {}, 2);
        const auto isKeptWaiting = [&](std::uint32_t uid) {
            std::stop_source late;
            const std::jthread stopper([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
                late.request_stop();
            });
            try {
                two.takeTurn(late.get_token(), uid);
            } catch (const Cancelled&) {
                return true;
            }
            return false;
        };
        {
            const Unpacker::Turn first = two.takeTurn({}, 1000);
            const Unpacker::Turn second = two.takeTurn({}, 1000);
            QVERIFY(isKeptWaiting(1000));
            const Unpacker::Turn others = two.takeTurn({}, 1001);
            const Unpacker::Turn own = two.takeTurn({});
            QVERIFY(isKeptWaiting(1001));
            QVERIFY(isKeptWaiting(Unpacker::kNobody));
        }
        const Unpacker::Turn first = two.takeTurn({}, 1000);
        const Unpacker::Turn second = two.takeTurn({}, 1000);
    }

    void aMissingProgramIsNamed()
    {
        Unpacker missing("/no/such/onggi-unpack");
        try {
            missing.probe();
            QFAIL("started what does not exist");
        } catch (const Error& error) {
            QCOMPARE(error.subject(), "/no/such/onggi-unpack");
        }
    }

private:
    int m_descriptors = 0;
};

QTEST_APPLESS_MAIN(TestUnpackProcess)
#include "tst_unpack_process.moc"
