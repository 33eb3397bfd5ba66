// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The scanner of an ingest, told at once that the tar is whole.

#include "engine/layer/scan.h"

#include <utility>

#include "engine/core/fd.h"
#include "engine/layer/control_pipe.h"
#include "engine/layer/file_digest.h"
#include "engine/layer/unpack_process.h"
#include "engine/layer/unpack_protocol.h"

namespace onggi {

ScannedTar scanWholeTar(Unpacker& unpacker, const LayerLimits& limits, int tarFd, Bytes tarBytes,
                        int output, const Digest& diffId, std::string_view subject,
                        const std::stop_token& stop)
{
    const Unpacker::Turn turn = unpacker.takeTurn(stop);
    Pipe ends = makePipe();
    UnpackProcess scanner(unpacker, limitArguments("scan", limits), ends.read.get(), output,
                          {tarFd});
    ends.read.reset();
    ControlPipe control(std::move(ends.write));
    // Fits into the pipe: nobody has to wait. A scanner that is gone already says why by its end.
    static_assert(unpack::kTagSize == 64);
    control.finish(tarBytes.count(), diffId.hex());
    const Bytes content(scanner.finishWithNumber(subject, stop));
    const FileDigest index = digestOfFile(output, subject);
    return {content, index.bytes, index.digest};
}

} // namespace onggi
