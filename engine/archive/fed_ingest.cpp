// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Feeder and ingest end together: the first that fails stops the other.

#include "engine/archive/fed_ingest.h"

#include <exception>
#include <thread>

namespace onggi {

IngestedLayer ingestFed(Unpacker& unpacker, Spool& spool, const SpoolFeeder& feed,
                        const IngestRequest& request, Progress& progress,
                        const std::stop_token& stop)
{
    std::stop_source either;
    const std::stop_callback passOn(stop, [&] { either.request_stop(); });
    std::jthread feeder([&, token = either.get_token()] {
        try {
            feed(token);
        } catch (...) {
            spool.fail(std::current_exception());
        }
    });
    struct StopGuard {
        std::stop_source& source;
        ~StopGuard() { source.request_stop(); }
    } const stopBeforeJoining{either};

    IngestedLayer layer = ingestLayer(unpacker, spool, request, progress, either.get_token());
    spool.remove();
    return layer;
}

} // namespace onggi
