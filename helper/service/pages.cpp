// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Estimates: the strings, and what the fixed fields take with their padding.

#include "helper/service/pages.h"

namespace onggi {

namespace {

constexpr std::size_t kFixed = 256;
constexpr std::size_t kBaseDigest = 128; // with its key

std::size_t sizeOf(const std::vector<std::string>& strings) noexcept
{
    std::size_t size = 0;
    for (const std::string& string : strings)
        size += string.size() + 8;
    return size;
}

} // namespace

std::size_t wireSize(const LayerRow& row) noexcept
{
    return kFixed + row.createdBy.size();
}

std::size_t wireSize(const ImageRow& row) noexcept
{
    return kFixed + sizeOf(row.tags) + sizeOf(row.digests) + 8 * row.layers.size() +
           row.platform.size() + row.provenance.from.size() + row.baseName.size() +
           (row.baseDigest ? kBaseDigest : 0);
}

std::size_t wireSize(const ContainerRow& row) noexcept
{
    return kFixed + row.name.size() + row.imageName.size() + row.command.size() + sizeOf(row.ports);
}

} // namespace onggi
