// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether the kernel can execute the program that a container is to run. The runtimes find out only
// in the container, where the answer is a line among its output and an exit code like any other.
#pragma once

#include <string>

#include "engine/core/json.h"

namespace onggi {

// `process` is the "process" of a runtime-spec document, `root` the container's mounted root:
// nothing outside it is reached, only regular files are opened. Throws
// Error(RunCommandNotExecutable) where the file that the runtime will choose surely is no program
// for this machine: neither a script, nor an ELF file of its architecture, nor what one of the
// interpreters in `binfmt` (binfmt_misc's directory) takes. A missing file is not its business.
void requireProgram(int root, const Json& process, const std::string& binfmt);

} // namespace onggi
