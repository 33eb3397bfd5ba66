// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The thread that hashes the compressed bytes of a layer while they come, and tells the inflater
// how far they have come: so nothing is unpacked that was not hashed.
#pragma once

#include <exception>
#include <stop_token>
#include <thread>

#include "engine/core/bytes.h"
#include "engine/image/digest.h"
#include "engine/layer/control_pipe.h"
#include "engine/layer/spool.h"

namespace onggi {

class BlobHasher {
public:
    // `control` leads to the inflater. The spool must outlive this.
    BlobHasher(Spool& spool, Fd control, const std::stop_token& stop);

    struct Result {
        Digest digest;
        Bytes size;
    };
    // Waits until the blob is whole. Throws what the spool failed with, or Cancelled. At most once.
    Result finish();

private:
    void run(Spool& spool, ControlPipe control, const std::stop_token& stop);

    Result m_result;
    std::exception_ptr m_failure;
    std::jthread m_thread; // last: it uses the others
};

} // namespace onggi
