// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who a container's process is: "user[:group]" looked up in the image's own passwd and group, which
// are hostile text read by root.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace onggi {

struct ContainerUser {
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::vector<std::uint32_t> groups; // always with gid, sorted
    std::string home = "/";
};

// `passwd` and `group` are the texts of these files, empty where there are none. Ids must be below
// `limit`, the number of ids that the container has. Throws Error(RunUserUnknown).
ContainerUser resolveUser(std::string_view user, std::string_view passwd, std::string_view group,
                          std::uint32_t limit);

// Reads both below the directory `root`: nothing outside it is reached, no link is followed in the
// last component, only regular files below 1 MiB count; others are as if they were not there.
ContainerUser resolveUserIn(int root, std::string_view user, std::uint32_t limit);

} // namespace onggi
