// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/decompress.h"

#include <random>

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/pack.h"
#include "tests/support/pack_archive.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr auto kAny = BlobCompression::DetectAny;

// Text that is neither all the same nor all random, longer than any buffer.
std::string sample(std::size_t size)
{
    std::mt19937 random(1);
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>(i % 7 == 0 ? random() : 'a' + i % 23);
    return text;
}

std::string inflate(std::string_view bytes, std::size_t piece = 65536,
                    BlobCompression compression = BlobCompression::Detect,
                    std::uint64_t limit = std::uint64_t(1) << 40, std::uint64_t ratio = 0)
{
    std::size_t at = 0;
    std::string out;
    const ByteSource source = [&] {
        // The first piece holds what tells the format.
        const std::size_t count =
            std::min(at == 0 ? std::max(piece, kMagicBytes) : piece, bytes.size() - at);
        const auto part = std::as_bytes(std::span(bytes)).subspan(at, count);
        at += count;
        return part;
    };
    const std::uint64_t total = decompress(
        source, compression, limit, "the blob",
        [&](std::span<const std::byte> part) {
            out.append(reinterpret_cast<const char*>(part.data()), part.size());
        },
        ratio);
    if (total != out.size())
        throw std::logic_error("wrong total");
    return out;
}

const char* failure(const std::string& bytes, BlobCompression compression = BlobCompression::Detect)
{
    try {
        inflate(bytes, 1000, compression);
    } catch (const Error& error) {
        return codeName(error.code()).data();
    }
    return "no error";
}

} // namespace

class TestDecompress : public QObject {
    Q_OBJECT

private slots:
    void unpacksWhatWasPacked_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 3, 511, 65536, 10'000'000})
            QTest::addRow("pieces of %d", piece) << piece;
    }
    void unpacksWhatWasPacked()
    {
        QFETCH(int, piece);
        const std::string text = sample(1'000'003);
        const auto size = static_cast<std::size_t>(piece);
        QVERIFY(inflate(gzip(text), size) == text);
        QVERIFY(inflate(zstd(text), size) == text);
        QVERIFY(inflate(text, size) == text);
    }

    void highRatiosComeOutWhole()
    {
        const std::string zeros(20'000'000, '\0');
        QVERIFY(inflate(gzip(zeros)) == zeros);
        QVERIFY(inflate(zstd(zeros)) == zeros);
    }

    void aRatioBeyondTheLimitIsRefused()
    {
        const std::string zeros(20'000'000, '\0');
        const auto isTaken = [](const std::string& blob, std::uint64_t ratio, std::size_t piece) {
            try {
                inflate(blob, piece, BlobCompression::Detect, std::uint64_t(1) << 40, ratio);
                return true;
            } catch (const Error& error) {
                return error.code() != Code::LayerTooLarge;
            }
        };
        for (const std::size_t piece : {std::size_t(100), std::size_t(1'000'000)}) {
            QVERIFY(!isTaken(gzip(zeros), 20, piece));
            QVERIFY(!isTaken(zstd(zeros), 20, piece));
            QVERIFY(isTaken(gzip(zeros), 2000, piece));
            QVERIFY(isTaken(gzip(sample(3'000'000)), 100, piece));
            QVERIFY(isTaken(zstd(sample(3'000'000)), 100, piece));
            QVERIFY(isTaken(sample(3'000'000), 1, piece)); // not compressed
            // A short layer is let through.
            QVERIFY(isTaken(gzip(std::string(1'000'000, '\0')), 2, piece));
        }
    }

    void severalMembersAndFramesFollowEachOther()
    {
        const std::string a = sample(300'000);
        for (const std::size_t piece : {std::size_t(1), std::size_t(65536)}) {
            QVERIFY(inflate(gzip(a) + gzip("") + gzip("tail"), piece) == a + "tail");
            // A skippable frame, as eStargz-like formats of zstd have.
            const std::string skippable("\x50\x2a\x4d\x18\x03\0\0\0abc", 11);
            QVERIFY(inflate(skippable + zstd(a) + skippable + zstd("tail") + skippable, piece) ==
                    a + "tail");
        }
    }

    // Wherever the pieces end, also within the header of a later member.
    void headersOfMembersMayComeInPieces()
    {
        const std::string text = sample(3000);
        for (const int fields :
             {int(GzipName), int(GzipHeaderCrc), GzipExtra | GzipName | GzipComment,
              GzipHeaderCrc | GzipExtra | GzipName | GzipComment}) {
            const std::string member = withGzipFields(gzip(text), fields);
            for (std::size_t piece = 1; piece < 60; ++piece)
                QVERIFY(inflate(member + member, piece) == text + text);
            for (std::size_t size = 4; size < 40; ++size)
                QCOMPARE(failure(member.substr(0, size)), "layer.truncated");
        }
    }

    void nothingIsAnEmptyLayerOnlyIfUncompressed()
    {
        QCOMPARE(inflate(""), "");
        QCOMPARE(inflate(gzip("")), "");
        QCOMPARE(failure("", BlobCompression::Gzip), "layer.truncated");
        QCOMPARE(failure("", BlobCompression::Zstd), "layer.truncated");
    }

    void everyTruncationIsFound()
    {
        const std::string text = sample(2000);
        const std::string packed = gzip(text);
        for (std::size_t size = 4; size < packed.size(); ++size)
            QCOMPARE(failure(packed.substr(0, size)), "layer.truncated");
        const std::string frame = zstd(text);
        for (std::size_t size = 4; size < frame.size(); ++size)
            QCOMPARE(failure(frame.substr(0, size)), "layer.truncated");
    }

    void bytesBehindTheEndAreFound()
    {
        QCOMPARE(failure(gzip("text") + "garbage"), "layer.corrupt");
        QCOMPARE(failure(gzip("text") + std::string(512, '\0')), "layer.corrupt");
        QCOMPARE(failure(zstd("text") + "garbage"), "layer.corrupt");
        QCOMPARE(failure(zstd("text") + std::string(512, '\0')), "layer.corrupt");
    }

    void damageIsFound()
    {
        std::string packed = gzip(sample(5000));
        packed[packed.size() - 6] =
            static_cast<char>(packed[packed.size() - 6] ^ 1); // the checksum
        QCOMPARE(failure(packed), "layer.corrupt");
        QCOMPARE(failure("plain", BlobCompression::Gzip), "layer.corrupt");
        QCOMPARE(failure("plain", BlobCompression::Zstd), "layer.corrupt");
    }

    void aBombIsStoppedAtTheLimit()
    {
        const std::string packed = gzip(std::string(5'000'000, '\0'));
        try {
            inflate(packed, 65536, BlobCompression::Detect, 1'000'000);
            QFAIL("the limit was not kept");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::LayerTooLarge);
        }
        QCOMPARE(inflate(packed, 65536, BlobCompression::Detect, 5'000'000).size(),
                 std::size_t(5'000'000));
    }

    void archivesMayBeOfXzOrBzip2AndLayersNot()
    {
        const std::string text = sample(1'000'003);
        const std::string zeros(20'000'000, '\0');
        for (const auto pack : {xz, bzip2}) {
            const std::string packed = pack(text);
            for (const std::size_t piece : {1, 511, 65536, 10'000'000})
                QVERIFY(inflate(packed, piece, kAny) == text);
            QVERIFY(inflate(packed) == packed);
            QVERIFY(inflate(pack(zeros), 65536, kAny) == zeros);
            QCOMPARE(inflate(pack(""), 65536, kAny), "");
        }
        QVERIFY(inflate(gzip(text), 65536, kAny) == text);
        QVERIFY(inflate(zstd(text), 65536, kAny) == text);
        QVERIFY(inflate(text, 65536, kAny) == text);
        // A tar may begin with a file of such a name.
        QVERIFY(inflate("BZh9" + text, 65536, kAny) == "BZh9" + text);
    }

    void streamsOfXzAndBzip2FollowEachOther()
    {
        const std::string a = sample(300'000);
        for (const std::size_t piece : {std::size_t(1), std::size_t(65536)}) {
            for (const auto pack : {xz, bzip2})
                QVERIFY(inflate(pack(a) + pack("") + pack("tail"), piece, kAny) == a + "tail");
            const std::string padding(8, '\0');
            QVERIFY(inflate(xz(a) + padding + xz("tail") + padding, piece, kAny) == a + "tail");
        }
    }

    void faultsOfXzAndBzip2AreFound()
    {
        const std::string text = sample(2000);
        for (const auto pack : {xz, bzip2}) {
            const std::string packed = pack(text);
            for (std::size_t size = kMagicBytes; size < packed.size(); ++size) {
                QCOMPARE(failure(packed.substr(0, size), kAny), "layer.truncated");
                QCOMPARE(failure(packed + packed.substr(0, size), kAny), "layer.truncated");
            }
            QCOMPARE(failure(packed + "garbage beyond", kAny), "layer.corrupt");
            QCOMPARE(failure(packed + gzip(text), kAny), "layer.corrupt");
            std::string damaged = packed;
            // In the checksum of all blocks, or of what xz has behind them.
            const std::size_t at = damaged.size() - (pack("").starts_with("BZh") ? 2 : 6);
            damaged[at] = static_cast<char>(damaged[at] ^ 1);
            QCOMPARE(failure(damaged, kAny), "layer.corrupt");
        }
        QCOMPARE(failure(xz(text) + std::string(3, '\0'), kAny), "layer.corrupt");
        QCOMPARE(failure(bzip2(text) + std::string(512, '\0'), kAny), "layer.corrupt");
        for (const auto kind : {BlobCompression::Xz, BlobCompression::Bzip2}) {
            QCOMPARE(failure("", kind), "layer.truncated");
            QCOMPARE(failure("neither of them", kind), "layer.corrupt");
        }
    }

    void bombsOfXzAndBzip2AreRefused()
    {
        const auto isTooLarge = [](const std::string& blob, std::uint64_t limit,
                                   std::uint64_t ratio) {
            try {
                inflate(blob, 1000, kAny, limit, ratio);
                return false;
            } catch (const Error& error) {
                return error.code() == Code::LayerTooLarge;
            }
        };
        const std::string zeros(20'000'000, '\0');
        for (const auto pack : {xz, bzip2}) {
            const std::string bomb = pack(zeros);
            QVERIFY(isTooLarge(bomb, zeros.size() - 1, 0));
            QVERIFY(!isTooLarge(bomb, zeros.size(), 0));
            QVERIFY(isTooLarge(bomb, zeros.size(), 20));
            QVERIFY(!isTooLarge(bomb, zeros.size(), 1'000'000));
            QVERIFY(!isTooLarge(pack(sample(3'000'000)), zeros.size(), 20));
        }
        QVERIFY(isTooLarge(withLargestDictionary(xz("text")), zeros.size(), 0));
    }

    void survivesEveryChangedByte()
    {
        const std::string text = sample(300);
        for (const std::string& good : {gzip(text), zstd(text), xz(text), bzip2(text)}) {
            for (std::size_t at = 0; at < good.size(); ++at) {
                for (const char flip : {'\x01', '\x80', '\xff'}) {
                    std::string bad = good;
                    bad[at] = static_cast<char>(bad[at] ^ flip);
                    try {
                        QVERIFY(inflate(bad, 7, kAny).size() < 10'000'000);
                    } catch (const Error&) {
                    }
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestDecompress)
#include "tst_decompress.moc"
