// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// libarchive reads the headers; this file gives it the bytes, checks what it says against the raw
// headers, and fills the tree. Whatever libarchive and walkTarHeaders() do not agree on is refused.

#include "engine/layer/tar_scan.h"

#include <algorithm>
#include <clocale>
#include <cstring>
#include <exception>

#include <archive.h>
#include <archive_entry.h>

#include "engine/core/error.h"
#include "engine/layer/erofs_format.h"
#include "engine/layer/layer_builder.h"
#include "engine/layer/tar_header.h"
#include "engine/layer/tar_xattrs.h"

namespace onggi {

namespace {

constexpr std::uint64_t kBlock = 512;
// Of pieces of sparse files in one layer.
constexpr std::uint64_t kMaxPieces = 16'000'000;
constexpr std::uint64_t kMaxFileSize = std::uint64_t(1) << 56;

// What libarchive reads from. Exceptions must not pass through its C frames: they wait here.
struct Feed {
    GrowingFile& tar;
    std::uint64_t offset = 0;
    std::array<std::byte, 16 * 1024> buffer;
    std::exception_ptr failure;

    static la_ssize_t read(archive* a, void* self, const void** buffer) noexcept
    {
        Feed& feed = *static_cast<Feed*>(self);
        try {
            const std::size_t count = feed.tar.readAt(feed.offset, feed.buffer);
            feed.offset += count;
            *buffer = feed.buffer.data();
            return static_cast<la_ssize_t>(count);
        } catch (...) {
            feed.failure = std::current_exception();
            archive_set_error(a, EIO, "reading failed");
            return ARCHIVE_FATAL;
        }
    }
    // Whether so much is there is found out at the end.
    static la_int64_t skip(archive*, void* self, la_int64_t count) noexcept
    {
        static_cast<Feed*>(self)->offset += static_cast<std::uint64_t>(count);
        return count;
    }
};

// Names are bytes: in another locale than C, libarchive would convert them, and rewrite Hangul from
// NFD to NFC on the way.
class CLocale {
public:
    CLocale()
        : m_locale(::newlocale(LC_ALL_MASK, "C", nullptr))
        , m_before(::uselocale(m_locale))
    {
    }
    ~CLocale()
    {
        ::uselocale(m_before);
        ::freelocale(m_locale);
    }
    CLocale(const CLocale&) = delete;
    CLocale& operator=(const CLocale&) = delete;

private:
    locale_t m_locale;
    locale_t m_before;
};

struct CloseArchive {
    void operator()(archive* a) const noexcept { archive_read_free(a); }
};

class Scanner {
public:
    Scanner(GrowingFile& tar, std::string_view subject, const LayerLimits& limits)
        : m_tar(tar)
        , m_subject(subject)
        , m_limits(limits)
        , m_feed{tar, 0, {}, {}}
        , m_builder(limits)
    {
        m_archive.reset(archive_read_new());
        if (!m_archive || archive_read_support_format_tar(m_archive.get()) != ARCHIVE_OK)
            throw Error(Code::SystemIo, "libarchive", "it cannot read tar archives");
        archive_read_set_read_callback(m_archive.get(), &Feed::read);
        archive_read_set_skip_callback(m_archive.get(), &Feed::skip);
        archive_read_set_callback_data(m_archive.get(), &m_feed);
    }

    Tree run()
    {
        std::byte first[1];
        if (m_tar.readAt(0, first) == 0)
            return m_builder.finish(); // no bytes, no files
        check(archive_read_open1(m_archive.get()));
        while (nextEntry())
            takeEntry();
        checkTarEnd(m_tar, m_expected, m_subject);
        const std::uint64_t length = m_tar.finalLength();
        if (m_reach > length)
            throw Error(Code::LayerTruncated, m_subject, "its archive ends within a file");
        if (length > m_limits.tarBytes)
            throw Error(Code::LayerTooLarge, m_subject, "its archive is too long");
        return m_builder.finish();
    }

private:
    // Accepts success, and the warning that a name is not ASCII: we take the bytes.
    void check(int result)
    {
        if (m_feed.failure)
            std::rethrow_exception(m_feed.failure);
        if (result == ARCHIVE_OK)
            return;
        const char* text = archive_error_string(m_archive.get());
        const std::string_view message = text ? text : "";
        if (result == ARCHIVE_WARN && message.find("can't be converted from") != message.npos)
            return;
        if (archive_errno(m_archive.get()) == ENOMEM)
            throw Error(Code::LayerTooLarge, m_subject, "not enough memory to read it");
        if (message.find("Truncated") != message.npos)
            throw Error(Code::LayerTruncated, m_subject);
        throw Error(Code::LayerCorrupt, m_subject, std::string(message));
    }

    bool nextEntry()
    {
        const int result = archive_read_next_header(m_archive.get(), &m_entry);
        if (m_feed.failure)
            std::rethrow_exception(m_feed.failure);
        const auto position =
            static_cast<std::uint64_t>(archive_read_header_position(m_archive.get()));
        if (position != m_expected && (result == ARCHIVE_EOF || result >= ARCHIVE_WARN))
            disagree();
        if (result == ARCHIVE_EOF)
            return false;
        // First, because it says more exactly than libarchive what is wrong. (Of an archive that
        // libarchive gave up it tells no position any more.)
        m_header = walkTarHeaders(m_tar, m_expected, m_subject);
        check(result);
        return true;
    }

    [[noreturn]] void disagree() const
    {
        throw Error(Code::LayerCorrupt, m_subject, "its headers can be understood in two ways");
    }
    [[noreturn]] void unsupported(std::string_view path, const std::string& what) const
    {
        throw Error(Code::LayerUnsupported, std::string(path), what);
    }

    void takeEntry()
    {
        const char* text = archive_entry_pathname(m_entry);
        const std::string path = text ? text : "";
        if (path.empty())
            throw Error(Code::LayerUnsafeName, m_subject, "an entry without a name");
        if (++m_entries > m_limits.entries)
            throw Error(Code::LayerTooLarge, m_subject, "it has too many entries");
        const auto data = static_cast<std::uint64_t>(archive_filter_bytes(m_archive.get(), -1));
        // Behind the headers of old GNU sparse files come more of them.
        const std::uint64_t body = m_header.type == 'S' ? data : m_header.body;
        if (data < body || (data != body && !m_header.isSparse))
            disagree();
        if (m_header.size > m_limits.tarBytes || body > m_limits.tarBytes)
            throw Error(Code::LayerTooLarge, path, "longer than a layer may be");
        m_expected = body + erofs::roundUp(m_header.size, kBlock);
        m_reach = body + m_header.size;
        takeTyped(path, body);
    }

    void takeTyped(const std::string& path, std::uint64_t body)
    {
        const unsigned fileType = archive_entry_filetype(m_entry);
        switch (m_header.type) {
        case '0':
        case '\0':
        case '7': // contiguous: a regular file to everybody
        case 'S':
            if (fileType == AE_IFDIR && m_header.size == 0) // a name that ends in '/'
                return takeDirectory(path);
            if (fileType != AE_IFREG)
                disagree();
            return takeRegular(path, body);
        case '1':
            requireNoBody(path);
            return takeHardLink(path);
        case '2':
            requireNoBody(path);
            return takeSymlink(path);
        case '3':
            requireNoBody(path);
            return takeDevice(path, NodeType::CharacterDevice);
        case '4':
            requireNoBody(path);
            return takeDevice(path, NodeType::BlockDevice);
        case '5':
            requireNoBody(path);
            return takeDirectory(path);
        case '6':
            requireNoBody(path);
            if (Node* node = m_builder.add(path, NodeType::Fifo))
                fillMetadata(*node, path);
            return;
        default:
            unsupported(path, std::string("a tar entry of type ") + m_header.type);
        }
    }

    // Tools differ in whether a body follows where there should be none.
    void requireNoBody(const std::string& path) const
    {
        if (m_header.size != 0 || m_header.isSparse)
            unsupported(path, "contents where its type has none");
    }

    std::uint32_t idOf(la_int64_t id, const std::string& path) const
    {
        if (id < 0 || id >= 0xffffffff)
            unsupported(path, "an owner that is no 32-bit number");
        return static_cast<std::uint32_t>(id);
    }

    void fillMetadata(Node& node, const std::string& path)
    {
        node.meta.mode = archive_entry_perm(m_entry) & 07777;
        node.meta.uid = idOf(archive_entry_uid(m_entry), path);
        node.meta.gid = idOf(archive_entry_gid(m_entry), path);
        node.meta.modified = m_header.modified.value_or(Time{archive_entry_mtime(m_entry), 0});
        node.meta.xattrs = xattrsOfEntry(m_entry);
    }

    void takeDirectory(const std::string& path)
    {
        if (Node* node = m_builder.add(path, NodeType::Directory))
            fillMetadata(*node, path);
    }

    std::string linkTarget(const char* text) const
    {
        if (!m_header.link)
            return text ? text : "";
        if (text && *m_header.link != text)
            disagree();
        return *m_header.link;
    }

    void takeHardLink(const std::string& path)
    {
        const std::string target = linkTarget(archive_entry_hardlink(m_entry));
        if (target.empty())
            throw Error(Code::LayerCorrupt, path, "a hard link to nothing");
        m_builder.addHardLink(path, target);
    }

    void takeSymlink(const std::string& path)
    {
        const std::string target = linkTarget(archive_entry_symlink(m_entry));
        if (target.empty())
            throw Error(Code::LayerCorrupt, path, "a symbolic link to nothing");
        if (target.size() > erofs::kMaxTarget)
            unsupported(path, "a symbolic link to a path above 4095 bytes");
        if (Node* node = m_builder.add(path, NodeType::Symlink)) {
            fillMetadata(*node, path);
            node->target = target;
        }
    }

    void takeDevice(const std::string& path, NodeType type)
    {
        const auto major = static_cast<std::uint64_t>(archive_entry_rdevmajor(m_entry));
        const auto minor = static_cast<std::uint64_t>(archive_entry_rdevminor(m_entry));
        if (major > 0xfff || minor > 0xfffff)
            unsupported(path, "a device number that Linux does not have");
        if (major == 0 && minor == 0)
            return; // overlayfs's own mark: a layer says that by name
        if (Node* node = m_builder.add(path, type)) {
            fillMetadata(*node, path);
            node->major = static_cast<std::uint32_t>(major);
            node->minor = static_cast<std::uint32_t>(minor);
        }
    }

    void takeRegular(const std::string& path, std::uint64_t body)
    {
        if (archive_entry_size(m_entry) < 0)
            throw Error(Code::LayerCorrupt, path, "a sparse file of a negative size");
        const auto size = static_cast<std::uint64_t>(archive_entry_size(m_entry));
        if (!m_header.isSparse && size != m_header.size)
            disagree();
        if (size > kMaxFileSize)
            throw Error(Code::LayerTooLarge, path, "longer than a file may be");
        Node* node = m_builder.add(path, NodeType::Regular);
        if (!node)
            return;
        fillMetadata(*node, path);
        node->size = size;
        if (m_header.isSparse)
            node->extents = readPieces(path, size);
        else if (size > 0)
            node->extents.push_back({0, size, body, 0, false});
    }

    // Where the pieces of a sparse file lie is libarchive's to say, and the bytes there are
    // compared.
    std::vector<Extent> readPieces(const std::string& path, std::uint64_t size)
    {
        std::vector<Extent> pieces;
        const void* data = nullptr;
        std::size_t count = 0;
        la_int64_t at = 0;
        int result;
        while ((result = archive_read_data_block(m_archive.get(), &data, &count, &at)) ==
               ARCHIVE_OK) {
            const auto logical = static_cast<std::uint64_t>(at);
            const auto offset =
                static_cast<std::uint64_t>(archive_filter_bytes(m_archive.get(), -1));
            if (count == 0)
                continue;
            const std::uint64_t end =
                pieces.empty() ? 0 : pieces.back().logical + pieces.back().length;
            if (at < 0 || logical < end || logical > size || count > size - logical)
                throw Error(Code::LayerCorrupt, path, "the map of a sparse file is wrong");
            std::vector<std::byte> there(count);
            if (!m_tar.readFullyAt(offset, there) || std::memcmp(there.data(), data, count) != 0)
                disagree();
            if (!pieces.empty() && logical == end &&
                offset == pieces.back().offset + pieces.back().length)
                pieces.back().length += count;
            else
                pieces.push_back({logical, count, offset, 0, false});
            if (++m_pieces > kMaxPieces)
                throw Error(Code::LayerTooLarge, path, "sparse files of too many pieces");
        }
        if (result != ARCHIVE_EOF)
            check(result);
        const bool isAligned = std::ranges::all_of(pieces, [size](const Extent& piece) {
            return piece.logical % kBlock == 0 && piece.offset % kBlock == 0 &&
                   (piece.length % kBlock == 0 || piece.logical + piece.length == size);
        });
        for (Extent& piece : pieces)
            piece.isCopied = !isAligned;
        return pieces;
    }

    GrowingFile& m_tar;
    std::string m_subject;
    LayerLimits m_limits;
    Feed m_feed;
    LayerBuilder m_builder;
    std::unique_ptr<archive, CloseArchive> m_archive;
    archive_entry* m_entry = nullptr;
    TarHeader m_header;
    std::uint64_t m_expected = 0; // where the next entry's headers start
    std::uint64_t m_reach = 0;    // the end of the last body
    std::uint64_t m_entries = 0;
    std::uint64_t m_pieces = 0;
};

} // namespace

Tree scanTar(GrowingFile& tar, std::string_view subject, const LayerLimits& limits)
{
    const CLocale locale;
    return Scanner(tar, subject, limits).run();
}

} // namespace onggi
