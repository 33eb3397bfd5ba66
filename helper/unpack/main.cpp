// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// onggi-unpack: the program that parses hostile bytes. It gets descriptors and numbers, never a
// path.
//
//   onggi-unpack inflate COMPRESSION LIMIT RATIO  the blob (3) comes out unpacked (1)
//   onggi-unpack scan LIMITS                      the tar (3) becomes an index (1)
//   onggi-unpack merge LIMITS COUNT               the indexes (3 …) become a chain index (1)
//   onggi-unpack probe                            tells what the sandbox is granted
//
// What it is told beyond that comes through a pipe (0), and its report goes to another (2):
// engine/layer/unpack_protocol.h.

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include <iconv.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/layer/decompress.h"
#include "engine/layer/erofs_merge.h"
#include "engine/layer/erofs_reader.h"
#include "engine/layer/erofs_writer.h"
#include "engine/layer/growing_file.h"
#include "engine/layer/limits.h"
#include "engine/layer/tar_scan.h"
#include "engine/layer/unpack_protocol.h"
#include "helper/unpack/sandbox.h"

namespace onggi::unpack {

namespace {

constexpr std::uint64_t kMiB = 1024 * 1024;
// zstd's window may be 128 MiB.
constexpr std::uint64_t kInflateMemory = kXzMemory + 256 * kMiB;
// Four million entries with names and attributes of ordinary length.
constexpr std::uint64_t kTreeMemory = 8192 * kMiB;
constexpr std::size_t kInput = 256 * 1024;

using Arguments = std::vector<std::string>;
using Report = std::vector<std::string>;

std::uint64_t numberAt(const Arguments& arguments, std::size_t index)
{
    std::uint64_t value = 0;
    if (index < arguments.size()) {
        const std::string& text = arguments[index];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size())
            return value;
    }
    throw Error(Code::ApiInvalidArgument, "onggi-unpack", "a number is missing");
}

LayerLimits limitsFrom(const Arguments& arguments)
{
    LayerLimits limits;
    limits.entries = numberAt(arguments, 1);
    limits.nameBytes = numberAt(arguments, 2);
    limits.tarBytes = numberAt(arguments, 3);
    limits.indexBytes = numberAt(arguments, 4);
    return limits;
}

void writeOutput(std::span<const std::byte> bytes)
{
    writeFully(kOutput, bytes, kLayer);
}

std::string readTag()
{
    std::string tag(kTagSize, '\0');
    if (readFully(kControl, std::as_writable_bytes(std::span(tag)), kLayer) != tag.size())
        throw Error(Code::SystemIo, "onggi-unpack", "whoever started it gave up");
    return tag;
}

std::uint64_t blocksOf(std::uint64_t bytes)
{
    return (bytes + 511) / 512;
}

Report inflate(const Arguments& arguments)
{
    const BlobCompression kind = compressionNamed(arguments.at(1));
    const std::uint64_t limit = numberAt(arguments, 2);
    const std::uint64_t ratio = numberAt(arguments, 3);
    enterSandbox({.descriptors = kInputs + 1, .memory = kInflateMemory, .outputBytes = 0});

    GrowingFile blob(kInputs, kControl, kLayer);
    std::vector<std::byte> buffer(kInput);
    std::uint64_t offset = 0;
    const ByteSource source = [&]() -> std::span<const std::byte> {
        std::size_t count = blob.readAt(offset, buffer);
        // What tells the format must come at once.
        while (offset == 0 && count > 0 && count < kMagicBytes) {
            const std::size_t more = blob.readAt(count, std::span(buffer).subspan(count));
            if (more == 0)
                break;
            count += more;
        }
        offset += count;
        return std::span(buffer).first(count);
    };
    const std::uint64_t total = decompress(source, kind, limit, kLayer, writeOutput, ratio);
    return {std::to_string(total)};
}

Report scan(const Arguments& arguments)
{
    const LayerLimits limits = limitsFrom(arguments);
    // libarchive converts names from UTF-8: what that needs is loaded while files may still be
    // opened.
    ::iconv_close(::iconv_open("ANSI_X3.4-1968", "UTF-8"));
    ::iconv_close(::iconv_open("UTF-8", "ANSI_X3.4-1968"));
    enterSandbox(
        {.descriptors = kInputs + 1, .memory = kTreeMemory, .outputBytes = limits.indexBytes});

    GrowingFile tar(kInputs, kControl, kLayer);
    const Tree tree = scanTar(tar, kLayer, limits);
    const DeviceSlot device{readTag(), blocksOf(tar.finalLength())};
    const CopySource copySource = [&](std::uint32_t, std::uint64_t offset,
                                      std::span<std::byte> bytes) {
        if (!tar.readFullyAt(offset, bytes))
            throw Error(Code::LayerTruncated, std::string(kLayer));
    };
    writeErofs(tree, std::span(&device, 1), copySource, kLayer, limits, writeOutput);
    return {std::to_string(tree.contentBytes())};
}

Report merge(const Arguments& arguments)
{
    const LayerLimits limits = limitsFrom(arguments);
    const std::uint64_t count = numberAt(arguments, 5);
    if (count > 65534)
        throw Error(Code::LayerTooLarge, std::string(kLayer), "too many layers");
    enterSandbox({.descriptors = kInputs + static_cast<int>(count),
                  .memory = kTreeMemory,
                  .outputBytes = limits.indexBytes});

    Tree base(limits.entries);
    std::vector<DeviceSlot> devices;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::string tag = readTag();
        std::uint64_t tarBytes = 0;
        if (readFully(kControl, std::as_writable_bytes(std::span(&tarBytes, 1)), kLayer) !=
            sizeof tarBytes)
            throw Error(Code::SystemIo, "onggi-unpack", "whoever started it gave up");
        ErofsIndex index =
            readErofs(kInputs + static_cast<int>(i), "index of sha256:" + tag, limits, i);
        const DeviceSlot expected{tag, blocksOf(tarBytes)};
        if (index.devices.size() != 1 || index.devices[0] != expected)
            throw Error(Code::StoreCorrupt, "index of sha256:" + tag,
                        "it is that of another layer");
        devices.push_back(expected);
        applyLayer(base, std::move(index.tree), i);
    }
    const CopySource copySource = [](std::uint32_t source, std::uint64_t offset,
                                     std::span<std::byte> bytes) {
        if (readFullyAt(kInputs + static_cast<int>(source), bytes, offset, kLayer) != bytes.size())
            throw Error(Code::StoreCorrupt, std::string(kLayer), "an index was cut short");
    };
    writeErofs(base, devices, copySource, kLayer, limits, writeOutput);
    return {};
}

Report probe(const Arguments&)
{
    const SandboxState state =
        enterSandbox({.descriptors = kInputs, .memory = kInflateMemory, .outputBytes = 0});
    return {state.ownUser ? "1" : "0", state.emptyNetwork ? "1" : "0", "1"};
}

Report run(const Arguments& arguments)
{
    const std::string verb = arguments.empty() ? "" : arguments[0];
    if (verb == "inflate" && arguments.size() == 4)
        return inflate(arguments);
    if (verb == "scan" && arguments.size() == 5)
        return scan(arguments);
    if (verb == "merge" && arguments.size() == 6)
        return merge(arguments);
    if (verb == "probe" && arguments.size() == 1)
        return probe(arguments);
    throw Error(Code::ApiInvalidArgument, "onggi-unpack",
                "it is started by onggi-helper, with inflate, scan, merge or probe");
}

// What cannot be reported shows by the exit code.
void report(Report fields, std::string_view outcome) noexcept
{
    try {
        fields.insert(fields.begin(), std::string(outcome));
        std::string text = joinFields(fields);
        if (text.size() > kMaxReport)
            text = joinFields({std::string(kFailed),
                               std::string(codeName(Code::LayerCorrupt)),
                               std::string(kLayer),
                               {}});
        writeFully(kStatus, text, kLayer);
    } catch (...) {
        std::_Exit(3);
    }
}

} // namespace

} // namespace onggi::unpack

int main(int argc, char** argv)
{
    using namespace onggi;
    using namespace onggi::unpack;
    try {
        report(run({argv + 1, argv + argc}), kDone);
        return 0;
    } catch (const Error& error) {
        report({std::string(codeName(error.code())), error.subject().substr(0, 8192),
                error.detail().substr(0, 8192)},
               kFailed);
    } catch (const std::bad_alloc&) {
        report({std::string(codeName(Code::LayerTooLarge)), std::string(kLayer),
                "unpacking it needs too much memory"},
               kFailed);
    } catch (const std::exception& error) {
        report({std::string(codeName(Code::LayerCorrupt)), std::string(kLayer), error.what()},
               kFailed);
    }
    return 1;
}
