// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The envelopes of layers: RFC 1952 (gzip), RFC 8878 (zstd), and what is neither.

#include <stdexcept>

#include "tests/support/corpus/layer_corpus.h"
#include "tests/support/pack.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

namespace {

const std::string kTar = TarBuilder().file("f", "x").finished();
const char* const kTree = "/f - \"x\"\n";

// A member for every `piece` bytes, as estargz and pigz -i write.
std::string manyMembers(std::string_view text, std::size_t piece)
{
    std::string blob;
    for (std::size_t at = 0; at < text.size(); at += piece)
        blob += gzip(text.substr(at, piece));
    return blob;
}

std::string skippable(char kind, std::string_view content)
{
    std::string frame{static_cast<char>(0x50 + kind), 0x2a, 0x4d, 0x18};
    for (int i = 0; i < 4; ++i)
        frame += static_cast<char>(content.size() >> (8 * i) & 0xff);
    return frame + std::string(content);
}

// A frame that does not say how long its content is, with a window and a checksum.
std::string zstdStream(std::string_view text, int windowLog = 20)
{
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog);
    std::string out(ZSTD_compressBound(text.size()) + 1024, '\0');
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    // In two steps, so that the encoder cannot know the length in time.
    ZSTD_inBuffer input{text.data(), text.size(), 0};
    ZSTD_compressStream2(context, &output, &input, ZSTD_e_flush);
    const std::size_t left = ZSTD_compressStream2(context, &output, &input, ZSTD_e_end);
    ZSTD_freeCCtx(context);
    if (left != 0)
        throw std::logic_error("zstd has no room");
    out.resize(output.pos);
    return out;
}

std::string flipped(std::string blob, std::size_t fromEnd)
{
    char& byte = blob[blob.size() - fromEnd];
    byte = static_cast<char>(byte ^ 1);
    return blob;
}

std::string cut(const std::string& blob, std::size_t fromEnd)
{
    return blob.substr(0, blob.size() - fromEnd);
}

std::vector<CorpusLayer> gzips()
{
    const std::string blob = gzip(kTar);
    return {
        {"gzip", blob, kTree},
        {"gzip of members", manyMembers(kTar, 100), kTree},
        {"gzip with an empty member first", gzip("") + blob, kTree},
        {"gzip with an empty member last", blob + gzip(""), kTree},
        {"gzip of nothing", gzip(""), ""},
        {"gzip with a name", withGzipFields(blob, GzipName), kTree},
        {"gzip with all fields",
         withGzipFields(blob, GzipHeaderCrc | GzipExtra | GzipName | GzipComment), kTree},
        {"gzip of members with fields",
         withGzipFields(gzip(kTar.substr(0, 512)), GzipExtra) +
             withGzipFields(gzip(kTar.substr(512)), GzipName | GzipComment),
         kTree},
        {"gzip with a wrong checksum", flipped(blob, 8), "layer.corrupt"},
        {"gzip with a wrong length", flipped(blob, 4), "layer.corrupt"},
        {"gzip with a block of no type", blob.substr(0, kGzipHeader) + '\x07' + blob.substr(11),
         "layer.corrupt"},
        {"gzip with a wrong checksum of its header",
         flipped(withGzipFields(blob, GzipHeaderCrc), blob.size() - kGzipHeader + 1),
         "layer.corrupt"},
        {"gzip of an unknown method", std::string("\x1f\x8b\x07", 3) + blob.substr(3),
         "layer.corrupt"},
        {"gzip cut within its header", blob.substr(0, 7), "layer.truncated"},
        {"gzip cut within its name", withGzipFields(blob, GzipName).substr(0, 15),
         "layer.truncated"},
        {"gzip cut within its data", cut(blob, 20), "layer.truncated"},
        {"gzip cut within its trailer", cut(blob, 3), "layer.truncated"},
        {"gzip cut within its second member", blob + gzip(kTar).substr(0, 30), "layer.truncated"},
        {"garbage behind gzip", blob + "garbage", "layer.corrupt"},
        {"zeros behind gzip", blob + std::string(512, '\0'), "layer.corrupt"},
        {"a byte of the next member behind gzip", blob + '\x1f', "layer.truncated"},
        {"zstd behind gzip", blob + zstd(kTar), "layer.corrupt"},
        {"gzip in gzip", gzip(blob), "layer.corrupt"},
    };
}

std::vector<CorpusLayer> zstds()
{
    const std::string blob = zstd(kTar);
    const std::string stream = zstdStream(kTar);
    return {
        {"zstd", blob, kTree},
        {"zstd of frames", zstd(kTar.substr(0, 700)) + zstd(kTar.substr(700)), kTree},
        {"zstd of unknown length", stream, kTree},
        {"zstd with an empty frame", zstd("") + blob + zstd(""), kTree},
        {"zstd:chunked's skippable frames", blob + skippable(0, "a table of contents"), kTree},
        {"skippable frames around zstd",
         skippable(0, "") + skippable(15, "abc") + blob + skippable(7, std::string(3000, 's')),
         kTree},
        {"skippable frames within zstd",
         zstd(kTar.substr(0, 512)) + skippable(1, "x") + zstd(kTar.substr(512)), kTree},
        {"skippable frames alone", skippable(3, "nothing else"), ""},
        {"zstd with a wrong checksum", flipped(stream, 1), "layer.corrupt"},
        {"zstd with a reserved bit set",
         blob.substr(0, 4) + static_cast<char>(blob[4] | 8) + blob.substr(5), "layer.corrupt"},
        {"zstd with a window of 256 MiB", zstdStream(std::string(1000, 'z'), 28), "layer.corrupt"},
        {"zstd cut within its header", blob.substr(0, 5), "layer.truncated"},
        {"zstd cut within its data", cut(blob, 5), "layer.truncated"},
        {"zstd cut within its second frame", blob + blob.substr(0, 9), "layer.truncated"},
        {"a skippable frame cut short", cut(skippable(0, "abcdef"), 2), "layer.truncated"},
        {"garbage behind zstd", blob + "garbage", "layer.corrupt"},
        {"zeros behind zstd", blob + std::string(512, '\0'), "layer.corrupt"},
        {"gzip behind zstd", blob + gzip(kTar), "layer.corrupt"},
    };
}

// What unpacks to far more than it is.
std::vector<CorpusLayer> bombs()
{
    const std::string zeros =
        TarBuilder().file("bomb", std::string(20 << 20, '\0')).file("f", "x").finished();
    const std::string tree = "/bomb - 20971520 bytes\n/f - \"x\"\n";
    LayerLimits small;
    small.tarBytes = 10 << 20;
    LayerLimits strict;
    strict.ratio = 20;
    LayerLimits wide;
    wide.ratio = 1'000'000;
    return {
        {"a bomb where any ratio is allowed", gzip(zeros), tree},
        {"a bomb of gzip beyond the bytes", gzip(zeros), "layer.too-large", small},
        {"a bomb of zstd beyond the bytes", zstd(zeros), "layer.too-large", small},
        {"a tar beyond the bytes", zeros, "layer.too-large", small},
        {"a bomb of gzip beyond the ratio", gzip(zeros), "layer.too-large", strict},
        {"a bomb of zstd beyond the ratio", zstd(zeros), "layer.too-large", strict},
        {"a bomb of many members beyond the ratio", manyMembers(zeros, 1 << 20), "layer.too-large",
         strict},
        {"a bomb of many frames beyond the ratio",
         zstd(zeros.substr(0, 11 << 20)) + skippable(0, "x") + zstd(zeros.substr(11 << 20)),
         "layer.too-large", strict},
        {"a bomb within a wide ratio", zstd(zeros), tree, wide},
        {"a tar within any ratio", zeros, tree, strict},
        {"a short layer within any ratio", gzip(kTar), kTree, strict},
        {"a bomb within a bomb", gzip(gzip(zeros)), "layer.corrupt", strict},
    };
}

std::vector<CorpusLayer> others()
{
    return {
        {"bzip2", "BZh91AY&SY" + std::string(600, '\1'), "layer.corrupt"},
        {"xz",
         std::string("\xfd"
                     "7zXZ\0",
                     6) +
             std::string(600, '\1'),
         "layer.corrupt"},
        {"lz4", "\x04\x22\x4d\x18" + std::string(600, '\1'), "layer.corrupt"},
        {"zip", "PK\3\4" + std::string(600, '\1'), "layer.corrupt"},
        {"cpio", "070701" + std::string(600, '0'), "layer.corrupt"},
        {"a page of HTML", "<!DOCTYPE html>" + std::string(600, ' '), "layer.corrupt"},
        {"one byte", "\x1f", "layer.corrupt"},
        {"gzip's first bytes alone", "\x1f\x8b", "layer.truncated"},
    };
}

} // namespace

std::vector<CorpusLayer> compressedBlobs()
{
    std::vector<CorpusLayer> layers = gzips();
    for (auto more : {zstds(), bombs(), others()})
        layers.insert(layers.end(), more.begin(), more.end());
    return layers;
}

} // namespace onggi::test
