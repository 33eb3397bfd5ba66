// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The superblock is compared with what the writer writes: that keeps every other kind of EROFS
// image out.

#include "engine/layer/erofs_pages.h"

#include <cstring>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/layer/erofs_format.h"

namespace onggi::erofs {

Pages::Pages(int fd, std::string_view subject)
    : m_fd(fd)
    , m_subject(subject)
    , m_size(fileSize(fd, subject))
{
}

void Pages::refuse(const char* what) const
{
    throw Error(Code::StoreCorrupt, m_subject, std::string("not a valid index: ") + what);
}

void Pages::read(std::uint64_t offset, std::span<std::byte> bytes)
{
    if (offset > m_size || bytes.size() > m_size - offset)
        refuse("something lies beyond its end");
    while (!bytes.empty()) {
        const std::span<const std::byte> page = load(offset / kPage);
        const std::size_t from = offset % kPage;
        if (from >= page.size())
            refuse("it is being changed");
        const std::size_t count = std::min(bytes.size(), page.size() - from);
        std::memcpy(bytes.data(), page.data() + from, count);
        bytes = bytes.subspan(count);
        offset += count;
    }
}

std::span<const std::byte> Pages::load(std::uint64_t number)
{
    Page& page = m_pages[number % m_pages.size()];
    if (page.number != number) {
        page.number = ~std::uint64_t(0);
        page.bytes.resize(kPage);
        page.bytes.resize(readFullyAt(m_fd, page.bytes, number * kPage, m_subject));
        page.number = number;
    }
    return page.bytes;
}

Super readSuper(Pages& pages)
{
    std::array<std::byte, kBlock> block;
    if (pages.size() < kSuperOffset + kBlock || pages.size() % kBlock != 0)
        pages.refuse("its length is wrong");
    pages.read(kSuperOffset, block);
    if (erofs::load<std::uint32_t>(block, kSbMagic) != kMagic)
        pages.refuse("it is no EROFS");
    Super super;
    const std::uint64_t devices = erofs::load<std::uint16_t>(block, kSbExtraDevices);
    super.metaStart = erofs::load<std::uint32_t>(block, kSbMetaBlock) * kBlock;
    super.rootNid = erofs::load<std::uint16_t>(block, kSbRootNid);
    super.inodes = erofs::load<std::uint64_t>(block, kSbInodes);
    if (erofs::load<std::uint32_t>(block, kSbCompat) != kCompatMtime ||
        erofs::load<std::uint32_t>(block, kSbChecksum) != 0 ||
        erofs::load<std::uint32_t>(block, kSbIncompat) !=
            (kIncompatChunked | kIncompatDeviceTable) ||
        erofs::load<std::uint8_t>(block, kSbBlockBits) != kBlockBits ||
        erofs::load<std::uint16_t>(block, kSbDeviceSlot) != kTableOffset / kSlotSize ||
        erofs::load<std::uint32_t>(block, kSbBlocks) != pages.size() / kBlock ||
        super.metaStart != roundUp(kTableOffset + devices * kSlotSize, kBlock))
        pages.refuse("its superblock is not one of Onggi's");
    std::uint64_t mapped = pages.size() / kBlock;
    for (std::uint64_t i = 0; i < devices; ++i) {
        std::array<std::byte, kSlotSize> slot;
        pages.read(kTableOffset + i * kSlotSize, slot);
        const char* tag = reinterpret_cast<const char*>(slot.data());
        super.devices.push_back(
            {std::string(tag, strnlen(tag, kSlotTag)), erofs::load<std::uint32_t>(slot, kSlotTag)});
        if (erofs::load<std::uint32_t>(slot, kSlotMapped) != mappedAddress(mapped))
            pages.refuse("its device table is wrong");
        mapped += super.devices.back().blocks;
    }
    return super;
}

} // namespace onggi::erofs
