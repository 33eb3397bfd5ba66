// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The seccomp profile that containers-common ships is a template: rules with conditions on
// capabilities, architecture and kernel, which a runtime would silently ignore. It is resolved
// here, and only what comes out of here is ever embedded in a bundle. containers-common,
// seccomp.json(5); runtime-spec, config-linux.md, "Seccomp".
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "engine/core/json.h"
#include "engine/mount/probe.h"

namespace onggi {

struct SeccompTarget {
    std::set<std::string> capabilities; // "CAP_CHOWN": what the container may have at most
    std::string architecture;           // as Go names it: "amd64"
    KernelVersion kernel;
};

// "linux.seccomp" of a runtime configuration. Throws Error(DocumentInvalid) for a template with
// anything that is not understood: a condition overlooked would open what it was to close.
Json resolveSeccomp(std::string_view profile, const SeccompTarget& target);

// What resolveSeccomp() returned as the kernel's own program, in base64: the value of the
// annotation "run.oci.seccomp_bpf_data", with which crun need not compile it (crun(1)).
std::string compileSeccomp(const Json& resolved);

// This machine's architecture as Go names it.
std::string nativeArchitecture();

} // namespace onggi
