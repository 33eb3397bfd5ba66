// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The numbers of the EROFS on-disk format that an index uses, and little-endian access to its
// bytes. Source: fs/erofs/erofs_fs.h and Documentation/filesystems/erofs.rst of the Linux kernel.
//
// An index has, in this order: 1024 unused bytes, the superblock and the device table, padded to a
// block; the metadata area with all inodes, the root first; the data area with the blocks of
// directories, long symbolic links and copied file contents.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace onggi::erofs {

constexpr std::uint64_t kBlock = 512;
constexpr unsigned kBlockBits = 9;

constexpr std::uint64_t kSuperOffset = 1024;
constexpr std::uint64_t kSuperSize = 128;
constexpr std::uint32_t kMagic = 0xE0F5E1E2;
// The superblock has no checksum: fsck.erofs 1.8 cannot compute one for blocks below 1024 bytes.
constexpr std::uint32_t kCompatMtime = 0x2;
constexpr std::uint32_t kIncompatChunked = 0x4;
constexpr std::uint32_t kIncompatDeviceTable = 0x8;

// Offsets in the superblock.
constexpr std::size_t kSbMagic = 0;
constexpr std::size_t kSbChecksum = 4;
constexpr std::size_t kSbCompat = 8;
constexpr std::size_t kSbBlockBits = 12;
constexpr std::size_t kSbRootNid = 14;
constexpr std::size_t kSbInodes = 16;
constexpr std::size_t kSbBlocks = 36;
constexpr std::size_t kSbMetaBlock = 40;
constexpr std::size_t kSbUuid = 48;
constexpr std::size_t kSbIncompat = 80;
constexpr std::size_t kSbExtraDevices = 86;
constexpr std::size_t kSbDeviceSlot = 88; // where the table starts, in slots

// A slot of the device table: a tag, the number of blocks, and where the device would begin if all
// stood one behind the other, which only erofs-utils needs.
constexpr std::uint64_t kSlotSize = 128;
constexpr std::size_t kSlotTag = 64;
constexpr std::size_t kSlotMapped = 68;
constexpr std::uint64_t kTableOffset = kSuperOffset + kSuperSize;
static_assert(kTableOffset % kSlotSize == 0);

// Inodes. A nid is an offset into the metadata area in units of 32 bytes.
constexpr std::uint64_t kNidUnit = 32;
constexpr std::uint64_t kCompactSize = 32;
constexpr std::uint64_t kExtendedSize = 64;
enum Layout : unsigned { FlatPlain = 0, FlatInline = 2, ChunkBased = 4 };
constexpr unsigned kLayoutShift = 1;
constexpr unsigned kVersionExtended = 1;

// Chunk-based files: chunks of kBlock << (low 5 bits) bytes, an 8-byte entry each.
constexpr unsigned kChunkBitsMask = 0x1f;
constexpr unsigned kChunkIndexes = 0x20;
constexpr std::uint64_t kChunkEntry = 8;
constexpr std::uint32_t kNullBlock = 0xffffffff;

// Directories: in each block the entries, then their names.
constexpr std::uint64_t kDirent = 12;
constexpr std::size_t kMaxName = 255;
enum FileType : std::uint8_t {
    FtRegular = 1,
    FtDirectory = 2,
    FtCharacter = 3,
    FtBlock = 4,
    FtFifo = 5,
    FtSocket = 6,
    FtSymlink = 7,
};

// Extended attributes behind the inode: a header, then entries padded to 4 bytes.
constexpr std::uint64_t kXattrHeader = 12;
constexpr std::uint64_t kXattrEntry = 4;
constexpr std::size_t kMaxXattrValue = 65535;
constexpr std::uint64_t kMaxXattrs = kXattrHeader + 4 * (65535 - 1);

// A name that starts with `text` is stored as the number and the rest.
struct XattrPrefix {
    std::uint8_t number;
    const char* text;
    bool isWhole; // nothing may follow
};
inline constexpr std::array kXattrPrefixes{
    XattrPrefix{1, "user.", false},
    XattrPrefix{2, "system.posix_acl_access", true},
    XattrPrefix{3, "system.posix_acl_default", true},
    XattrPrefix{4, "trusted.", false},
    XattrPrefix{6, "security.", false},
};

// What an index says of a directory besides its metadata.
constexpr const char* kOpaqueXattr = "trusted.overlay.opaque";
constexpr const char* kImpliedXattr = "trusted.onggi.implied";
constexpr const char* kSetValue = "y";

constexpr std::size_t kMaxTarget = 4095; // of a symbolic link

constexpr std::uint64_t roundUp(std::uint64_t value, std::uint64_t unit)
{
    return (value + unit - 1) / unit * unit;
}

template <typename T>
T load(std::span<const std::byte> bytes, std::size_t offset)
{
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value |= static_cast<T>(static_cast<T>(bytes[offset + i]) << (8 * i));
    return value;
}

template <typename T>
void store(std::span<std::byte> bytes, std::size_t offset, T value)
{
    for (std::size_t i = 0; i < sizeof(T); ++i)
        bytes[offset + i] = static_cast<std::byte>(value >> (8 * i));
}

// The mapped address of a device that begins at this block; 0, which the kernel takes as none,
// where the format's 32 bits end.
constexpr std::uint32_t mappedAddress(std::uint64_t block)
{
    return block < kNullBlock ? static_cast<std::uint32_t>(block) : 0;
}

} // namespace onggi::erofs
