// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Layers through the real processes.

#include "engine/layer/ingest.h"

#include <chrono>
#include <csignal>
#include <dirent.h>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/layer/erofs_merge.h"
#include "engine/layer/unpack_protocol.h"
#include "tests/support/layer_maker.h"
#include "tests/support/pack.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace fs = std::filesystem;

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

std::string contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Our children that are onggi-unpack, with their verbs.
std::map<std::string, pid_t> unpackers()
{
    std::map<std::string, pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
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

int openDescriptors()
{
    return static_cast<int>(std::distance(fs::directory_iterator("/proc/self/fd"), {}));
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

} // namespace

class TestIngest : public QObject {
    Q_OBJECT

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

    IngestedLayer ingest(const Case& c, const std::stop_token& stop = {})
    {
        Spool spool(spoolPath());
        spool.append(bytesOf(c.blob).subspan(spool.size().count()));
        spool.finish();
        Progress progress;
        return ingestLayer(m_unpacker, spool, c.request, progress, stop);
    }

    std::string failureOf(const Case& c)
    {
        try {
            ingest(c);
        } catch (const Error& error) {
            return std::string(codeName(error.code()));
        }
        return "no error";
    }

    std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(m_directory.path().toStdString()))
            names.push_back(entry.path().filename());
        std::ranges::sort(names);
        return names;
    }

private slots:
    void init() { m_descriptors = openDescriptors(); }
    void cleanup()
    {
        QVERIFY(unpackers().empty());
        QCOMPARE(openDescriptors(), m_descriptors);
        for (const std::string& name : files())
            fs::remove(m_directory.path().toStdString() + '/' + name);
    }

    void takesLayersOfEveryCompression_data()
    {
        QTest::addColumn<QByteArray>("blob");
        const std::string tar = sampleTar();
        QTest::newRow("gzip") << QByteArray::fromStdString(gzip(tar));
        QTest::newRow("zstd") << QByteArray::fromStdString(zstd(tar));
        QTest::newRow("none") << QByteArray::fromStdString(tar);
    }
    void takesLayersOfEveryCompression()
    {
        QFETCH(QByteArray, blob);
        const Case c = caseOf(sampleTar(), blob.toStdString());
        const IngestedLayer layer = ingest(c);
        QVERIFY(layer.diffId == c.request.diffId);
        QVERIFY(layer.blob == c.request.blob);
        QCOMPARE(layer.tarBytes.count(), c.tar.size());
        QCOMPARE(layer.contentBytes.count(), scan(c.tar).contentBytes());
        QVERIFY(contentOf(layer.tarPath) == c.tar);
        const std::string index = contentOf(layer.indexPath);
        QVERIFY(index == indexOf(scan(c.tar), {{layer.diffId.hex(), c.tar.size() / 512}}, c.tar));
        QVERIFY(layer.indexDigest == Sha256::of(index));
        QCOMPARE(layer.indexBytes.count(), index.size());
        const std::string hex = layer.diffId.hex();
        QCOMPARE(files(), (std::vector<std::string>{hex + ".erofs", hex + ".tar"}));
    }

    void aTarIsPaddedOnDiskAndItsLengthIsTrue()
    {
        const std::string tar = TarBuilder().file("a", "b").bytes().substr(0, 513);
        const IngestedLayer layer = ingest(caseOf(tar, gzip(tar)));
        QCOMPARE(layer.tarBytes.count(), std::uint64_t(513));
        QVERIFY(contentOf(layer.tarPath) == tar + std::string(511, '\0'));
    }

    void anEmptyLayerIsALayer()
    {
        QCOMPARE(ingest(caseOf("", gzip(""))).contentBytes.count(), std::uint64_t(0));
    }

    void whatIsNotPromisedIsReported()
    {
        Case c = caseOf(sampleTar(), gzip(sampleTar()));
        c.request.diffId.reset();
        c.request.blob.reset();
        c.request.size.reset();
        c.request.name = "imported";
        const IngestedLayer layer = ingest(c);
        QVERIFY(layer.diffId == Sha256::of(c.tar));
        QVERIFY(layer.blob == Sha256::of(c.blob));
        const Fd index = openFile(layer.indexPath, O_RDONLY);
        QCOMPARE(readDeviceTable(index.get(), "index").at(0).tag, layer.diffId.hex());
        QCOMPARE(files(), (std::vector<std::string>{"imported.erofs", "imported.tar"}));
    }

    // A resumed spool, and a download in small pieces.
    void followsADownload()
    {
        const Case c = caseOf(sampleTar(), gzip(sampleTar()));
        {
            Spool before(spoolPath());
            before.append(bytesOf(c.blob).first(1000));
        }
        Spool spool(spoolPath());
        std::jthread download([&] {
            for (std::size_t at = spool.size().count(); at < c.blob.size(); at += 3000) {
                spool.append(
                    bytesOf(c.blob).subspan(at, std::min<std::size_t>(3000, c.blob.size() - at)));
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            spool.finish();
        });
        Progress progress;
        const IngestedLayer layer = ingestLayer(m_unpacker, spool, c.request, progress, {});
        QVERIFY(contentOf(layer.tarPath) == c.tar);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("keepsSpool");
        QTest::newRow("wrong digest") << "blob"
                                      << "registry.digest-mismatch" << false;
        QTest::newRow("wrong size") << "size"
                                    << "registry.size-mismatch" << false;
        QTest::newRow("wrong diffID") << "diffId"
                                      << "layer.digest-mismatch" << false;
        QTest::newRow("damaged on the way") << "damage"
                                            << "registry.digest-mismatch" << false;
        QTest::newRow("cut on the way") << "cut"
                                        << "registry.size-mismatch" << false;
        QTest::newRow("published damaged") << "damaged"
                                           << "layer.corrupt" << false;
        QTest::newRow("published cut") << "truncated"
                                       << "layer.truncated" << false;
        QTest::newRow("unsafe name") << "unsafe"
                                     << "layer.unsafe-name" << false;
        QTest::newRow("no room") << "reserve"
                                 << "store.no-space" << true;
    }
    void refuses()
    {
        QFETCH(QString, what);
        QFETCH(QString, code);
        QFETCH(bool, keepsSpool);
        const std::string tar = sampleTar();
        Case c = caseOf(tar, gzip(tar));
        std::string bad = c.blob;
        bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 0x55);
        const std::string cut = c.blob.substr(0, c.blob.size() - 100);
        const std::string unsafe = TarBuilder().file("../x").finished();
        if (what == "blob")
            c.request.blob = Sha256::of("other");
        if (what == "size")
            c.request.size = Bytes(c.blob.size() + 1);
        if (what == "diffId")
            c.request.diffId = Sha256::of("other");
        if (what == "damage")
            c.blob = bad;
        if (what == "cut")
            c.blob = cut;
        if (what == "damaged")
            c = caseOf(tar, bad);
        if (what == "truncated")
            c = caseOf(tar, cut);
        if (what == "unsafe")
            c = caseOf(unsafe, gzip(unsafe));
        if (what == "reserve")
            c.request.reserve = Bytes(std::uint64_t(1) << 62);
        QCOMPARE(QString::fromStdString(failureOf(c)), code);
        QCOMPARE(files(),
                 keepsSpool ? std::vector<std::string>{"blob"} : std::vector<std::string>{});
    }

    void aFailedDownloadIsToldAsSuchAndKeepsTheSpool()
    {
        const Case c = caseOf(sampleTar(), gzip(sampleTar()));
        Spool spool(spoolPath());
        spool.append(bytesOf(c.blob).first(5000));
        spool.fail(std::make_exception_ptr(Error(Code::RegistryUnreachable, "registry.example")));
        Progress progress;
        try {
            ingestLayer(m_unpacker, spool, c.request, progress, {});
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::RegistryUnreachable);
        }
        QCOMPARE(files(), std::vector<std::string>{"blob"});
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

    void cancellingLeavesOnlyTheSpool()
    {
        const Case c = caseOf(sampleTar(), gzip(sampleTar()));
        Spool spool(spoolPath());
        spool.append(bytesOf(c.blob).first(2000));
        std::stop_source stop;
        std::jthread canceller([&] {
            eventually([] { return unpackers().size() == 2; });
            stop.request_stop();
        });
        Progress progress;
        QVERIFY_EXCEPTION_THROWN(
            ingestLayer(m_unpacker, spool, c.request, progress, stop.get_token()), Cancelled);
        QCOMPARE(files(), std::vector<std::string>{"blob"});
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

    void chainsMergeAsTheirTrees()
    {
        const std::vector<std::string> tars{
            sampleTar(), TarBuilder().file("d/.wh.5").file("d/6", "new").finished()};
        std::vector<Fd> indexes;
        std::vector<ChainLayer> layers;
        Tree expected;
        std::vector<DeviceSlot> devices;
        for (const std::string& tar : tars) {
            const DeviceSlot slot{Sha256::of(tar).hex(), tar.size() / 512};
            indexes.push_back(fileOf(indexOf(scan(tar), {slot}, tar)));
            layers.push_back({indexes.back().get(), Sha256::of(tar), Bytes(tar.size())});
            applyLayer(expected, scan(tar), static_cast<std::uint32_t>(devices.size()));
            devices.push_back(slot);
        }
        const Fd output = openFile(m_directory.filePath("chain").toStdString(), O_RDWR | O_CREAT);
        const MergedChain chain = mergeChain(m_unpacker, layers, output.get(), "the chain", {});
        const std::string bytes = contentOf(m_directory.filePath("chain").toStdString());
        QVERIFY(bytes == indexOf(expected, devices));
        QVERIFY(chain.digest == Sha256::of(bytes));
        QCOMPARE(chain.bytes.count(), bytes.size());

        // An index that is another layer's, or damaged, makes no chain.
        layers[1].diffId = Sha256::of("other");
        QVERIFY_EXCEPTION_THROWN(mergeChain(m_unpacker, layers, output.get(), "the chain", {}),
                                 Error);
        const Fd empty = fileOf("");
        layers[1].indexFd = empty.get();
        QVERIFY_EXCEPTION_THROWN(mergeChain(m_unpacker, layers, output.get(), "the chain", {}),
                                 Error);
    }

    void fiveHundredLayersMerge()
    {
        std::vector<Fd> indexes;
        std::vector<ChainLayer> layers;
        for (int i = 0; i < 500; ++i) {
            const std::string tar = TarBuilder().file("f" + std::to_string(i), "x").finished();
            indexes.push_back(
                fileOf(indexOf(scan(tar), {{Sha256::of(tar).hex(), tar.size() / 512}})));
            layers.push_back({indexes.back().get(), Sha256::of(tar), Bytes(tar.size())});
        }
        const Fd output = openFile(m_directory.filePath("chain").toStdString(), O_RDWR | O_CREAT);
        mergeChain(m_unpacker, layers, output.get(), "the chain", {});
        QCOMPARE(readDeviceTable(output.get(), "the chain").size(), std::size_t(500));
    }

private:
    QTemporaryDir m_directory;
    Unpacker m_unpacker{ONGGI_UNPACK};
    int m_descriptors = 0;
};

QTEST_APPLESS_MAIN(TestIngest)
#include "tst_ingest.moc"
