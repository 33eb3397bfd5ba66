// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Layers through the real processes.

#include "engine/layer/ingest.h"

#include <chrono>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTest>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "tests/engine/layer/ingest_place.h"
#include "tests/support/layer_maker.h"
#include "tests/support/pack.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace fs = std::filesystem;

class TestIngest : public QObject, private IngestPlace {
    Q_OBJECT

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
        std::vector<std::string> expected = {hex + ".erofs", hex + ".tar", "blob"};
        std::ranges::sort(expected);
        QCOMPARE(files(), expected);
    }

    void aBombIsRefusedWhereARatioIsSet()
    {
        const std::string tar = TarBuilder().file("zeros", std::string(8 << 20, '\0')).finished();
        const Case c = caseOf(tar, gzip(tar));
        QVERIFY(ingest(c).diffId == c.request.diffId);
        LayerLimits limits;
        limits.ratio = 20;
        Unpacker strict(ONGGI_UNPACK, limits);
        Spool spool(m_directory.filePath("second").toStdString());
        spool.append(bytesOf(c.blob));
        spool.finish();
        IngestRequest request = c.request;
        request.name = "second";
        Progress progress;
        std::string code = "no error";
        try {
            ingestLayer(strict, spool, request, progress, {});
        } catch (const Error& error) {
            code = codeName(error.code());
        }
        QCOMPARE(code, "layer.too-large");
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
        QCOMPARE(files(), (std::vector<std::string>{"blob", "imported.erofs", "imported.tar"}));
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

private:
    int m_descriptors = 0;
};

QTEST_APPLESS_MAIN(TestIngest)
#include "tst_ingest.moc"
