// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The names of the rows' enumerators, as JSON and the bus have them.

#include "engine/lineage/store_view.h"

namespace onggi {

const char* provenanceKindName(ProvenanceKind kind) noexcept
{
    constexpr const char* kNames[] = {"pulled", "loaded", "imported", "built", "committed"};
    return kNames[static_cast<std::size_t>(kind)];
}

const char* containerStateName(ContainerState state) noexcept
{
    constexpr const char* kNames[] = {"created", "running", "stopped", "failed"};
    return kNames[static_cast<std::size_t>(state)];
}

} // namespace onggi
