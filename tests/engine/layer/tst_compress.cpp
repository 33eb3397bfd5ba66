// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/compress.h"

#include <random>
#include <string>

#include <QTest>

using namespace onggi;

namespace {

std::string sample(std::size_t size)
{
    std::mt19937 random(7);
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>(i % 5 == 0 ? random() : 'a' + i % 19);
    return text;
}

std::string compressed(const std::string& text, Compression compression, std::size_t piece = 65536)
{
    std::string out;
    const auto compressor = makeCompressor(compression, [&](std::span<const std::byte> bytes) {
        out.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    for (std::size_t at = 0; at < text.size(); at += piece) {
        compressor->write(
            std::as_bytes(std::span(text)).subspan(at, std::min(piece, text.size() - at)));
    }
    compressor->finish();
    return out;
}

std::string inflated(const std::string& bytes, BlobCompression compression)
{
    bool isGiven = false;
    std::string out;
    const ByteSource source = [&]() -> std::span<const std::byte> {
        if (std::exchange(isGiven, true))
            return {};
        return std::as_bytes(std::span(bytes));
    };
    decompress(source, compression, std::uint64_t(1) << 40, "sample",
               [&](std::span<const std::byte> part) {
                   out.append(reinterpret_cast<const char*>(part.data()), part.size());
               });
    return out;
}

BlobCompression readAs(Compression compression)
{
    return compression == Compression::Gzip ? BlobCompression::Gzip : BlobCompression::Zstd;
}

} // namespace

class TestCompress : public QObject {
    Q_OBJECT

private slots:
    void givesBackWhatWasCompressed_data()
    {
        QTest::addColumn<int>("compression");
        QTest::addColumn<int>("size");
        for (const auto& [name, compression] :
             {std::pair("gzip", Compression::Gzip), std::pair("zstd", Compression::Zstd)}) {
            for (const int size : {0, 1, 512, 5'000'000})
                QTest::addRow("%s %d", name, size) << static_cast<int>(compression) << size;
        }
    }
    void givesBackWhatWasCompressed()
    {
        QFETCH(int, compression);
        QFETCH(int, size);
        const auto how = static_cast<Compression>(compression);
        const std::string text = sample(static_cast<std::size_t>(size));
        const std::string packed = compressed(text, how);
        QVERIFY(inflated(packed, readAs(how)) == text);
        if (size > 512)
            QVERIFY(packed.size() < text.size());
    }

    void givesTheSameBytesEachTime()
    {
        const std::string text = sample(3'000'000);
        for (const Compression how : {Compression::Gzip, Compression::Zstd})
            QVERIFY(compressed(text, how) == compressed(text, how));
    }

    void takesPiecesOfAnyLength()
    {
        const std::string text = sample(100'000);
        for (const Compression how : {Compression::Gzip, Compression::Zstd}) {
            for (const std::size_t piece : {1, 511, 4096, 100'000})
                QVERIFY(inflated(compressed(text, how, piece), readAs(how)) == text);
        }
    }
};

QTEST_APPLESS_MAIN(TestCompress)
#include "tst_compress.moc"
