// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What libFuzzer calls. ONGGI_FUZZ_TARGET names the function.

#include <cstdint>

#include "tests/fuzz/targets.h"

extern "C" __attribute__((visibility("default"))) int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    onggi::fuzz::ONGGI_FUZZ_TARGET(std::as_bytes(std::span(data, size)));
    return 0;
}
