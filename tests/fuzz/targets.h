// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is fuzzed: each function takes any bytes as one kind of input, and returns. An Error is an
// answer; anything else that leaves it (another exception, a sanitizer's report, a hang) is a
// finding. None starts a process, opens a path or keeps anything.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace onggi::fuzz {

using Input = std::span<const std::byte>;

void fuzzReference(Input input);
void fuzzManifest(Input input);
void fuzzConfig(Input input);
void fuzzChallenge(Input input);
void fuzzLayer(Input input);   // a blob, to its index and back
void fuzzIndex(Input input);   // an index, read, merged and written again
void fuzzArchive(Input input); // an archive's tar and its tables of contents

struct Target {
    const char* name; // of the folder in corpus/, and of the program fuzz_NAME
    void (*run)(Input);
};

constexpr Target kTargets[] = {
    {"archive", fuzzArchive},     {"challenge", fuzzChallenge}, {"config", fuzzConfig},
    {"index", fuzzIndex},         {"layer", fuzzLayer},         {"manifest", fuzzManifest},
    {"reference", fuzzReference},
};

inline std::string_view textOf(Input input)
{
    return {reinterpret_cast<const char*>(input.data()), input.size()};
}

// What must be true of whatever was read. Throws std::logic_error, which nobody catches.
void require(bool isTrue, const char* what);

} // namespace onggi::fuzz
