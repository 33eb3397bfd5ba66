// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order of things for one layer, and what every kind of failure leaves behind. Three parties
// may find something wrong at the same time; the cause is told in this order: the download, the
// digest of what was downloaded, the unpackers, the digest of the tar.

#include "engine/layer/ingest.h"

#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/layer/blob_hasher.h"
#include "engine/layer/file_digest.h"
#include "engine/layer/tar_receiver.h"
#include "engine/layer/unpack_protocol.h"

namespace onggi {

namespace {

constexpr int kPipeSize = 1024 * 1024;

// A file that is gone again unless it is kept.
class NewFile {
public:
    explicit NewFile(std::string path)
        : m_path(std::move(path))
        , m_fd(openFile(m_path, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW))
    {
    }
    ~NewFile()
    {
        if (!m_isKept)
            ::unlink(m_path.c_str());
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    const std::string& path() const noexcept { return m_path; }
    int fd() const noexcept { return m_fd.get(); }
    // Another description of it, with no more rights than asked for.
    Fd reopen(int access) const { return openFile(m_path, access | O_NOFOLLOW); }
    void keep() noexcept { m_isKept = true; }

private:
    std::string m_path;
    Fd m_fd;
    bool m_isKept = false;
};

class Ingest {
public:
    Ingest(Unpacker& unpacker, Spool& spool, const IngestRequest& request, Progress& progress,
           const std::stop_token& stop)
        : m_unpacker(unpacker)
        , m_spool(spool)
        , m_request(request)
        , m_progress(progress)
        , m_stop(stop)
        , m_subject(request.diffId ? request.diffId->text()
                    : request.blob ? request.blob->text()
                                   : request.name)
        , m_tar(pathOf(".tar"))
        , m_index(pathOf(".erofs"))
    {
    }

    IngestedLayer run()
    {
        Pipe toInflater = makePipe();
        Pipe toScanner = makePipe();
        Pipe stream = makePipe();
        // Smaller where the user's pipes are limited: slower, nothing else.
        ::fcntl(stream.write.get(), F_SETPIPE_SZ, kPipeSize);
        const Fd spoolCopy = m_spool.openForReading();
        const Fd tarCopy = m_tar.reopen(O_RDONLY);
        const Fd indexCopy = m_index.reopen(O_WRONLY);
        UnpackProcess inflater(m_unpacker,
                               {"inflate", std::string(compressionName(m_request.compression)),
                                std::to_string(m_unpacker.limits().tarBytes),
                                std::to_string(m_unpacker.limits().ratio)},
                               toInflater.read.get(), stream.write.get(), {spoolCopy.get()});
        UnpackProcess scanner(m_unpacker, limitArguments("scan", m_unpacker.limits()),
                              toScanner.read.get(), indexCopy.get(), {tarCopy.get()});
        toInflater.read.reset();
        stream.write.reset();
        toScanner.read.reset();
        // Whatever we wait for then ends.
        const std::stop_callback onStop(m_stop, [&] {
            inflater.kill();
            scanner.kill();
        });
        BlobHasher hasher(m_spool, std::move(toInflater.write), m_stop);
        ControlPipe control(std::move(toScanner.write));

        ReceivedTar received;
        std::uint64_t content = 0;
        std::exception_ptr failure;
        try {
            received =
                receiveTar(stream.read.get(), m_tar.fd(), m_tar.path(), control, m_request.reserve,
                           m_unpacker.limits().tarBytes, m_progress, m_stop);
            content = finishUnpacking(inflater, scanner, control, received);
        } catch (...) {
            failure = std::current_exception();
            inflater.kill();
            scanner.kill();
        }
        if (failure && !isAboutTheLayer(failure))
            std::rethrow_exception(failure);
        // What is wrong with a layer may have come about on the way: its own digest decides.
        const BlobHasher::Result blob = hasher.finish();
        checkBlob(blob);
        if (failure)
            std::rethrow_exception(failure);
        return complete(received, content, blob);
    }

private:
    std::string pathOf(const char* suffix) const
    {
        const std::string& name = m_request.name;
        return m_request.directory + '/' + (name.empty() ? m_request.diffId.value().hex() : name) +
               suffix;
    }

    // The content bytes that the scanner counted.
    std::uint64_t finishUnpacking(UnpackProcess& inflater, UnpackProcess& scanner,
                                  ControlPipe& control, const ReceivedTar& received)
    {
        if (received.bytes.count() == 0 && received.diffId == Digest()) {
            // The scanner gave up before the end, and says why.
            inflater.kill();
            control.close();
            scanner.finish(m_subject, m_stop);
            throw Error(Code::LayerCorrupt, m_subject, "its unpacker gave no sensible report");
        }
        const std::uint64_t produced = inflater.finishWithNumber(m_subject, m_stop);
        if (produced != received.bytes.count())
            throw Error(Code::LayerCorrupt, m_subject, "its unpacker gave no sensible report");
        if (m_request.diffId && received.diffId != *m_request.diffId)
            throw Error(Code::LayerDigestMismatch, m_subject,
                        "it unpacks to " + received.diffId.text());
        control.finish(received.bytes.count(), received.diffId.hex());
        return scanner.finishWithNumber(m_subject, m_stop);
    }

    // Allowed: there are honest layers of zeros. The limits of size hold anyway.
    void warnOfRatio(const ReceivedTar& received, Bytes blob) const
    {
        constexpr std::uint64_t kUsual = 200;
        constexpr std::uint64_t kSmall = 100'000'000;
        if (received.bytes.count() > kSmall && received.bytes.count() / kUsual > blob.count())
            log(LogLevel::Warning, "layer.ratio",
                {{"layer", m_subject},
                 {"compressed", std::to_string(blob.count())},
                 {"unpacked", std::to_string(received.bytes.count())}});
    }

    static bool isAboutTheLayer(const std::exception_ptr& failure)
    {
        try {
            std::rethrow_exception(failure);
        } catch (const Error& error) {
            // SystemIo: the inflater saw the spool end without its final length.
            return isAboutBytes(error.code()) || error.code() == Code::SystemIo;
        } catch (...) {
            return false;
        }
    }

    void checkBlob(const BlobHasher::Result& blob) const
    {
        const std::string name = m_request.blob ? m_request.blob->text() : m_subject;
        if (m_request.size && blob.size != *m_request.size)
            throw Error(Code::RegistrySizeMismatch, name,
                        std::to_string(blob.size.count()) + " bytes came instead of " +
                            std::to_string(m_request.size->count()));
        if (m_request.blob && blob.digest != *m_request.blob)
            throw Error(Code::RegistryDigestMismatch, name, "the bytes have " + blob.digest.text());
    }

    IngestedLayer complete(const ReceivedTar& received, std::uint64_t content,
                           const BlobHasher::Result& blob)
    {
        syncData(m_tar.fd(), m_tar.path());
        syncData(m_index.fd(), m_index.path());
        const FileDigest index = digestOfFile(m_index.fd(), m_index.path());
        throwIfCancelled(m_stop);
        warnOfRatio(received, blob.size);
        m_tar.keep();
        m_index.keep();
        return {m_tar.path(),   m_index.path(), received.diffId, received.bytes,
                Bytes(content), index.bytes,    index.digest,    blob.digest};
    }

    Unpacker& m_unpacker;
    Spool& m_spool;
    const IngestRequest& m_request;
    Progress& m_progress;
    const std::stop_token& m_stop;
    std::string m_subject;
    NewFile m_tar;
    NewFile m_index;
};

} // namespace

bool isAboutBytes(Code code) noexcept
{
    switch (code) {
    case Code::RegistryDigestMismatch:
    case Code::RegistrySizeMismatch:
    case Code::LayerDigestMismatch:
    case Code::LayerTruncated:
    case Code::LayerCorrupt:
    case Code::LayerTooLarge:
    case Code::LayerUnsafeName:
    case Code::LayerUnsupported:
        return true;
    default:
        return false;
    }
}

IngestedLayer ingestLayer(Unpacker& unpacker, Spool& spool, const IngestRequest& request,
                          Progress& progress, const std::stop_token& stop)
{
    const Unpacker::Turn turn = unpacker.takeTurn(stop, request.uid);
    try {
        return Ingest(unpacker, spool, request, progress, stop).run();
    } catch (const Error& error) {
        throwIfCancelled(stop);
        if (isAboutBytes(error.code()))
            spool.remove();
        throw;
    }
}

MergedChain mergeChain(Unpacker& unpacker, std::span<const ChainLayer> layers, int output,
                       std::string_view subject, const std::stop_token& stop)
{
    const Unpacker::Turn turn = unpacker.takeTurn(stop);
    Pipe control = makePipe();
    std::vector<int> inputs;
    for (const ChainLayer& layer : layers)
        inputs.push_back(layer.indexFd);
    std::vector<std::string> arguments = limitArguments("merge", unpacker.limits());
    arguments.push_back(std::to_string(layers.size()));
    UnpackProcess merger(unpacker, arguments, control.read.get(), output, inputs);
    control.read.reset();
    {
        const std::stop_callback onStop(stop, [&] { merger.kill(); });
        ControlPipe request(std::move(control.write));
        for (const ChainLayer& layer : layers) {
            const std::uint64_t length = layer.tarBytes.count();
            const std::string tag = layer.diffId.hex();
            request.send(std::as_bytes(std::span(tag)));
            request.send(std::as_bytes(std::span(&length, 1)));
        }
    }
    merger.finish(subject, stop);
    syncData(output, subject);
    const FileDigest merged = digestOfFile(output, subject);
    return {merged.bytes, merged.digest};
}

} // namespace onggi
