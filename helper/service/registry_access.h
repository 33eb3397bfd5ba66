// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The registry access of one job: what its client handed over, put together with the system's own
// files. It lives as long as the job: the job holds it, and nobody else.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "engine/core/fd.h"
#include "engine/registry/access.h"
#include "helper/api/containers_files.h"

namespace onggi {

class JobAccess {
public:
    // Reads the descriptor, which may be none. Throws Error(ApiDescriptor) for anything but a
    // sealed memfd of a bounded length, and Error(ApiInvalidArgument) for another document.
    explicit JobAccess(const Fd& access, SystemPlaces places = {});
    ~JobAccess();
    JobAccess(const JobAccess&) = delete;
    JobAccess& operator=(const JobAccess&) = delete;

    // Reads the system's files when it is first called, and so on a thread of the job's. From any
    // thread. Throws Error(DocumentInvalid), naming file and line, Error(SystemIo).
    std::shared_ptr<const RegistryAccess> get();

private:
    const SystemPlaces m_places;
    std::mutex m_mutex;
    AccessDocument m_document;
    std::shared_ptr<const RegistryAccess> m_access;
};

// The policy of the system alone, for what comes from no registry; nothing where there is none.
std::optional<TrustPolicy> systemPolicy(const SystemPlaces& places = {});

} // namespace onggi
