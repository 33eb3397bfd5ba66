// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/compress.h"

#include <cstring>
#include <random>

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

namespace {

std::string compressed(Compression kind, const std::string& bytes, std::size_t piece)
{
    std::string out;
    const auto compressor = makeCompressor(kind, [&](std::span<const std::byte> part) {
        out.append(reinterpret_cast<const char*>(part.data()), part.size());
    });
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        compressor->write(
            std::as_bytes(std::span(bytes)).subspan(at, std::min(piece, bytes.size() - at)));
    compressor->finish();
    return out;
}

std::string restored(const std::string& bytes)
{
    std::string out;
    bool isRead = false;
    decompress(
        [&]() -> std::span<const std::byte> {
            if (std::exchange(isRead, true))
                return {};
            return std::as_bytes(std::span(bytes));
        },
        BlobCompression::Detect, 1ULL << 40, "x",
        [&](std::span<const std::byte> part) {
            out.append(reinterpret_cast<const char*>(part.data()), part.size());
        });
    return out;
}

// Half of it can be compressed.
std::string sample(std::size_t size)
{
    std::mt19937 random(1);
    std::string bytes(size, 'a');
    for (std::size_t i = 0; i < size; i += 2)
        bytes[i] = static_cast<char>(random());
    return bytes;
}

} // namespace

class TestCompress : public QObject {
    Q_OBJECT

private slots:
    void givesBackWhatWentIn_data()
    {
        QTest::addColumn<bool>("isZstd");
        QTest::addColumn<int>("size");
        for (const bool isZstd : {false, true}) {
            for (const int size : {0, 1, 100'000, 3'000'000})
                QTest::addRow("%s, %d bytes", isZstd ? "zstd" : "gzip", size) << isZstd << size;
        }
    }
    void givesBackWhatWentIn()
    {
        QFETCH(bool, isZstd);
        QFETCH(int, size);
        const Compression kind = isZstd ? Compression::Zstd : Compression::Gzip;
        const std::string bytes = sample(static_cast<std::size_t>(size));
        const std::string first = compressed(kind, bytes, 10'000);
        QVERIFY(restored(first) == bytes);
        if (size > 1000)
            QVERIFY(first.size() < bytes.size() * 9 / 10);
        QVERIFY(first == compressed(kind, bytes, 10'000));
    }
};

QTEST_APPLESS_MAIN(TestCompress)
#include "tst_compress.moc"
