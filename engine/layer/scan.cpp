// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The scanner of an ingest, told at once that the tar is whole.

#include "engine/layer/scan.h"

#include <charconv>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/core/sha256.h"
#include "engine/layer/control_pipe.h"
#include "engine/layer/unpack_process.h"
#include "engine/layer/unpack_protocol.h"

namespace onggi {

namespace {

std::vector<std::string> scanArguments(const LayerLimits& limits)
{
    return {"scan", std::to_string(limits.entries), std::to_string(limits.nameBytes),
            std::to_string(limits.tarBytes), std::to_string(limits.indexBytes)};
}

Bytes contentBytesFrom(const std::vector<std::string>& report, std::string_view subject)
{
    std::uint64_t value = 0;
    if (report.size() == 1) {
        const std::string& text = report[0];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc() && end == text.data() + text.size() && value >> 63 == 0)
            return Bytes(value);
    }
    throw Error(Code::LayerCorrupt, std::string(subject), "its unpacker gave no sensible report");
}

} // namespace

ScannedTar scanWholeTar(Unpacker& unpacker, int tarFd, Bytes tarBytes, int output,
                        const Digest& diffId, std::string_view subject, const std::stop_token& stop)
{
    const Unpacker::Turn turn = unpacker.takeTurn(stop);
    Pipe ends = makePipe();
    UnpackProcess scanner(unpacker, scanArguments(unpacker.limits()), ends.read.get(), output,
                          {tarFd});
    ends.read.reset();
    ControlPipe control(std::move(ends.write));
    // Fits into the pipe: nobody has to wait. A scanner that is gone already says why by its end.
    static_assert(unpack::kTagSize == 64);
    control.finish(tarBytes.count(), diffId.hex());
    ScannedTar scanned;
    scanned.contentBytes = contentBytesFrom(scanner.finish(subject, stop), subject);

    Sha256 hash;
    std::vector<std::byte> buffer(256 * 1024);
    std::uint64_t offset = 0;
    while (const std::size_t count = readFullyAt(output, buffer, offset, subject)) {
        hash.update(std::span(buffer).first(count));
        offset += count;
    }
    scanned.indexBytes = Bytes(offset);
    scanned.indexDigest = hash.finish();
    return scanned;
}

} // namespace onggi
