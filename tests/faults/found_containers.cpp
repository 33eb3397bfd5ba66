// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Recovering tries what can be mounted here. It takes no for an answer, and so it is asked without
// the right to mount; nothing of the machine's own is read or changed either.

#include "tests/faults/found_containers.h"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace onggi::test {

namespace {

// Of this thread, and of those that it starts meanwhile.
class WithoutMounts {
public:
    WithoutMounts()
    {
        ::syscall(SYS_capget, &m_header, m_before);
        __user_cap_data_struct fewer[2] = {m_before[0], m_before[1]};
        fewer[0].effective &= ~(1U << CAP_SYS_ADMIN);
        ::syscall(SYS_capset, &m_header, fewer);
    }
    ~WithoutMounts() { ::syscall(SYS_capset, &m_header, m_before); }
    WithoutMounts(const WithoutMounts&) = delete;
    WithoutMounts& operator=(const WithoutMounts&) = delete;

private:
    __user_cap_header_struct m_header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct m_before[2]{};
};

RunPaths pathsBeside(const std::string& state)
{
    RunPaths paths;
    paths.stateDirectory = state;
    paths.runtimeDirectory = state + "-run";
    paths.subuid = paths.runtimeDirectory + "/subuid";
    paths.subgid = paths.runtimeDirectory + "/subgid";
    paths.cgroup = paths.runtimeDirectory + "/cgroup";
    return paths;
}

} // namespace

FoundContainers::FoundContainers(Store& store, Unpacker& unpacker)
    : m_chains(store, unpacker)
    , m_containers(pathsBeside(store.paths().root()), store, m_chains, nullptr)
{
    const WithoutMounts here;
    m_containers.recover();
}

} // namespace onggi::test
