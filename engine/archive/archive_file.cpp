// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Getting at the archive's tar. Compressed, it takes the way of a layer: spool, inflater, scanner.
// Plain, it only needs the scanner, in place or in the copy that a pipe needs.

#include "engine/archive/archive_file.h"

#include <algorithm>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/archive/archive_input.h"
#include "engine/core/bytes.h"
#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/layer/blob_compression.h"
#include "engine/layer/erofs_reader.h"
#include "engine/layer/ingest.h"
#include "engine/layer/scan.h"
#include "engine/store/layer_fetch.h"

namespace onggi {

namespace {

constexpr std::size_t kPieceBytes = 1 << 20;
// What is read of an index is kept, several times as large as it was. One of an archive of 10,000
// images has some 50 MB; attributes, which no image needs, may be gigabytes.
constexpr Bytes kMaxIndex{128 << 20};

bool isCompressed(const Fd& fd, const std::string& name)
{
    std::byte magic[kMagicBytes];
    const auto start = std::span(magic).first(readFullyAt(fd.get(), magic, 0, name));
    return compressionOf(start) != BlobCompression::None;
}

bool isRegular(const Fd& fd, const std::string& name)
{
    struct stat status;
    if (::fstat(fd.get(), &status) < 0)
        throw systemError(errno, name, "stat");
    if (S_ISREG(status.st_mode))
        return true;
    if (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode))
        return false;
    throw Error(Code::ArchiveInvalid, name, "it is neither a file nor a pipe");
}

// The scanner must not get a descriptor that can write.
bool isReadOnly(const Fd& fd) noexcept
{
    return (::fcntl(fd.get(), F_GETFL) & O_ACCMODE) == O_RDONLY;
}

std::uint64_t offsetOf(const Fd& fd, const std::string& name)
{
    const off_t offset = ::lseek(fd.get(), 0, SEEK_CUR);
    if (offset < 0)
        throw systemError(errno, name, "lseek");
    return static_cast<std::uint64_t>(offset);
}

// A plain tar in a file of its own, and its index where making the one has made the other.
struct PlainTar {
    Fd file;
    Fd index;
};

PlainTar inflated(Unpacker& unpacker, Spool& spool, const std::string& directory,
                  const std::stop_token& stop)
{
    IngestRequest request;
    request.compression = BlobCompression::DetectAny;
    request.directory = directory;
    request.name = "archive";
    request.reserve = freeSpaceAt(directory).reserve;
    Progress silent;
    const IngestedLayer layer = ingestLayer(unpacker, spool, request, silent, stop);
    PlainTar tar{openFile(layer.tarPath, O_RDONLY), openFile(layer.indexPath, O_RDONLY)};
    ::unlink(layer.tarPath.c_str());
    ::unlink(layer.indexPath.c_str());
    return tar;
}

PlainTar plainTarOf(Unpacker& unpacker, const Fd& archive, const std::string& directory,
                    const std::string& name, const std::stop_token& stop)
{
    if (isRegular(archive, name) && isReadOnly(archive) && offsetOf(archive, name) == 0 &&
        !isCompressed(archive, name))
        return {archive.duplicate(), Fd()};
    Spool spool(directory + "/archive.blob");
    fillSpool(archive, spool, name, stop);
    Fd file = spool.openForReading();
    PlainTar tar = isCompressed(file, name) ? inflated(unpacker, spool, directory, stop)
                                            : PlainTar{std::move(file), Fd()};
    spool.remove();
    return tar;
}

// The outer tar's faults are the archive's, not those of a layer.
[[noreturn]] void rethrowAsArchives(const Error& error, const std::string& name)
{
    switch (error.code()) {
    case Code::LayerCorrupt:
    case Code::LayerTruncated:
    case Code::LayerUnsafeName:
    case Code::LayerUnsupported:
    case Code::LayerTooLarge:
        throw Error(Code::ArchiveInvalid, name, error.message());
    default:
        throw error;
    }
}

} // namespace

ArchiveFile::ArchiveFile(Unpacker& unpacker, const Fd& archive, const std::string& directory,
                         std::string name, const std::stop_token& stop)
    : ArchiveMembers(std::move(name))
{
    try {
        PlainTar tar = plainTarOf(unpacker, archive, directory, this->name(), stop);
        m_file = std::move(tar.file);
        const std::uint64_t length = fileSize(m_file.get(), this->name());
        if (length == 0)
            throw Error(Code::ArchiveInvalid, this->name(), "it is empty");
        if (!tar.index) {
            const std::string path = directory + "/archive.erofs";
            tar.index = openFile(path, O_RDWR | O_CREAT | O_EXCL, 0600);
            ::unlink(path.c_str());
            scanWholeTar(unpacker, unpacker.limits(), m_file.get(), Bytes(length), tar.index.get(),
                         Digest(), this->name(), stop);
        }
        if (Bytes(fileSize(tar.index.get(), this->name())) > kMaxIndex)
            throw Error(Code::ArchiveInvalid, this->name(),
                        "the names and attributes of its files are longer than " +
                            humanSize(kMaxIndex));
        m_tree = std::move(readErofs(tar.index.get(), this->name()).tree);
    } catch (const Error& error) {
        rethrowAsArchives(error, this->name());
    }
}

std::optional<ArchiveMembers::Entry> ArchiveFile::entry(std::string_view path) const
{
    const std::optional<NodeId> id = m_tree.find(path);
    if (!id)
        return std::nullopt;
    const Node& node = m_tree[*id];
    if (node.type == NodeType::Regular)
        return Entry{{*id, Bytes(node.size)}, std::nullopt};
    if (node.type == NodeType::Symlink)
        return Entry{{}, node.target};
    return std::nullopt;
}

std::string ArchiveFile::readWhole(const ArchiveMember& member) const
{
    std::string text;
    text.reserve(member.size.count());
    read(member, {}, [&](std::span<const std::byte> bytes) {
        text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    });
    return text;
}

void ArchiveFile::read(const ArchiveMember& member, const std::stop_token& stop,
                       const std::function<void(std::span<const std::byte>)>& sink) const
{
    std::vector<std::byte> buffer(std::min<std::uint64_t>(kPieceBytes, member.size.count()));
    std::uint64_t done = 0;
    for (const Extent& extent : m_tree[static_cast<NodeId>(member.id)].extents) {
        // A member with holes could be any size at no cost.
        if (extent.isCopied || extent.device != 0 || extent.logical != done)
            break;
        for (std::uint64_t read = 0; read < extent.length;) {
            throwIfCancelled(stop);
            const std::size_t part = std::min<std::uint64_t>(buffer.size(), extent.length - read);
            if (readFullyAt(m_file.get(), std::span(buffer).first(part), extent.offset + read,
                            name()) != part)
                throw Error(Code::ArchiveInvalid, name(), "it was cut short meanwhile");
            sink(std::span(buffer).first(part));
            read += part;
        }
        done += extent.length;
    }
    if (done != member.size.count())
        throw Error(Code::ArchiveInvalid, name(), "a file in it has holes");
}

} // namespace onggi
