// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The raw bytes of an index, read with bounds, and its superblock. Shared by the parts of the
// reader.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/layer/erofs_reader.h"

namespace onggi::erofs {

// Reads through a few cached pages: inodes and directories are mostly read in order.
class Pages {
public:
    Pages(int fd, std::string_view subject);

    std::uint64_t size() const noexcept { return m_size; }
    [[noreturn]] void refuse(const char* what) const;
    void read(std::uint64_t offset, std::span<std::byte> bytes);

private:
    static constexpr std::uint64_t kPage = 64 * 1024;
    struct Page {
        std::uint64_t number = ~std::uint64_t(0);
        std::vector<std::byte> bytes;
    };
    std::span<const std::byte> load(std::uint64_t number);

    int m_fd;
    std::string m_subject;
    std::uint64_t m_size;
    std::array<Page, 16> m_pages;
};

struct Super {
    std::uint64_t metaStart = 0;
    std::uint64_t rootNid = 0;
    std::uint64_t inodes = 0;
    std::vector<DeviceSlot> devices;
};

// Refuses a superblock that erofs_writer would not write.
Super readSuper(Pages& pages);

} // namespace onggi::erofs
