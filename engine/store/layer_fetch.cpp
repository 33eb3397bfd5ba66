// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Downloading and ingesting run side by side: a thread of this file feeds the spool, and the
// calling thread unpacks what is there already. Whichever fails first ends the other.
//
// What becomes of the spool's file: it stays after a broken connection, a cancellation or a crash;
// it goes when the layer is staged, when its bytes have proved worthless, and when the disk is
// full. Worthless bytes that were put together from several answers may be our own misfortune: such
// a blob is fetched once more.

#include "engine/store/layer_fetch.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include <sys/stat.h>
#include <sys/statvfs.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/core/log.h"
#include "engine/layer/ingest.h"
#include "engine/registry/client.h"
#include "engine/store/state_directory.h"

namespace onggi {

namespace {

constexpr Bytes kMaxReserve{64 << 20};
constexpr std::uint64_t kSpaceCheckBytes = 8 << 20;

// Appends to the spool, and stops before the disk is full.
class SpoolFeed final : public BlobSink {
public:
    SpoolFeed(Spool& spool, const std::function<void(Bytes)>& downloaded,
              std::atomic<bool>& isPieced)
        : m_spool(spool)
        , m_downloaded(downloaded)
        , m_isPieced(isPieced)
    {
    }

    void joined() override { m_isPieced = true; }

    bool repeats(std::uint64_t offset, std::span<const std::byte> bytes) override
    {
        if (!m_written)
            m_written = m_spool.openForReading();
        m_compared.resize(bytes.size());
        const std::size_t read = readFullyAt(m_written.get(), m_compared, offset, m_spool.path());
        return read == bytes.size() && std::ranges::equal(m_compared, bytes);
    }

    void append(std::span<const std::byte> bytes) override
    {
        if (m_unchecked == 0 || m_unchecked >= kSpaceCheckBytes) {
            if (freeSpaceAt(m_spool.path()).usable.count() < kSpaceCheckBytes / 4)
                throw Error(Code::StoreNoSpace, "the download");
            m_unchecked = 0;
        }
        m_unchecked += bytes.size();
        m_spool.append(bytes);
        m_downloaded(Bytes(bytes.size()));
    }

private:
    Spool& m_spool;
    const std::function<void(Bytes)>& m_downloaded;
    std::atomic<bool>& m_isPieced;
    std::uint64_t m_unchecked = 0;
    Fd m_written; // once something is compared
    std::vector<std::byte> m_compared;
};

std::uint64_t sizeOfFile(const std::string& path)
{
    struct stat status;
    return ::lstat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

} // namespace

FreeSpace freeSpaceAt(const std::string& path)
{
    struct statvfs status;
    if (::statvfs(path.c_str(), &status) < 0)
        throw systemError(errno, path, "statvfs");
    const Bytes whole(static_cast<std::uint64_t>(status.f_blocks) * status.f_frsize);
    const Bytes free(static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize);
    const Bytes reserve = std::min(kMaxReserve, Bytes(whole.count() / 32));
    return {reserve, free > reserve ? free - reserve : Bytes()};
}

LayerHold LayerFetcher::fetch(const LayerRequest& request, const Progress& progress,
                              const std::stop_token& stop)
{
    const std::string path = m_store.paths().spoolBlob(request.blob.digest);
    const std::optional<KeyedLocks::Lock> layer =
        m_layers.acquireFor(request.uid, request.diffId, m_patience, stop);
    const std::optional<KeyedLocks::Lock> blob =
        layer ? m_blobs.acquireFor(request.uid, request.blob.digest, m_patience, stop)
              : std::nullopt;
    if (std::optional<LayerHold> hold = m_store.holdLayer(request.diffId)) {
        // What a crash between staging and removing left.
        if (blob)
            removeFile(path);
        return std::move(*hold);
    }
    if (!blob) {
        // A registry may drip for hours, and the job that asked it is not ours to cancel.
        log(LogLevel::Info, "layer-not-awaited", {{"layer", request.diffId.text()}});
        return fetchInto(request.directory + '/' + request.blob.digest.hex() + ".blob", request,
                         progress, stop);
    }
    const LayerHold spoolHold = m_store.holdBlob(request.blob.digest);
    return fetchInto(path, request, progress, stop);
}

LayerHold LayerFetcher::fetchInto(const std::string& path, const LayerRequest& request,
                                  const Progress& progress, const std::stop_token& stop)
{
    if (sizeOfFile(path) > request.blob.size.count())
        removeFile(path);
    for (bool isFirst = true;; isFirst = false) {
        Spool spool(path);
        std::atomic<bool> isPieced = sizeOfFile(path) > 0;
        try {
            return ingest(request, spool, isPieced, progress, stop);
        } catch (const Error& error) {
            if (isAboutBytes(error.code()) || error.code() == Code::StoreNoSpace)
                spool.remove();
            if (!isFirst || !isPieced || !isAboutBytes(error.code()))
                throw;
            log(LogLevel::Warning, "blob-restarted",
                {{"blob", request.blob.digest.text()}, {"cause", error.message()}});
        }
    }
}

LayerHold LayerFetcher::ingest(const LayerRequest& request, Spool& spool,
                               std::atomic<bool>& isPieced, const Progress& progress,
                               const std::stop_token& stop)
{
    std::stop_source either;
    const std::stop_callback passOn(stop, [&] { either.request_stop(); });

    const Bytes resumed = spool.size();
    Progress download =
        progress.child(StepKind::Download, request.blob.digest.text(), request.blob.size);
    download.advance(resumed);
    request.resumed(resumed);
    // Joined before the spool goes; asked to stop first where ingesting has failed.
    std::jthread downloader([&, token = either.get_token()] {
        try {
            SpoolFeed feed(spool, request.downloaded, isPieced);
            if (resumed < request.blob.size)
                request.client.fetchBlob(request.repository, request.blob, resumed, feed, download,
                                         token);
            spool.finish();
        } catch (...) {
            spool.fail(std::current_exception());
        }
        download = Progress();
    });
    struct StopGuard {
        std::stop_source& source;
        ~StopGuard() { source.request_stop(); }
    } const stopBeforeJoining{either};

    IngestRequest ingestion;
    ingestion.blob = request.blob.digest;
    ingestion.size = request.blob.size;
    ingestion.diffId = request.diffId;
    ingestion.directory = request.directory;
    ingestion.reserve = freeSpaceAt(request.directory).reserve;
    ingestion.uid = request.uid;
    Progress unpack = progress.child(StepKind::Unpack, request.blob.digest.text());
    LayerHold staged =
        m_store.stageLayer(ingestLayer(m_unpacker, spool, ingestion, unpack, either.get_token()));
    spool.remove();
    return staged;
}

} // namespace onggi
