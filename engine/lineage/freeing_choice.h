// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The arithmetic behind planFreeing(), without images and forests: what to keep of things that
// share bytes. Removing "at least N and the least beyond it" is keeping "at most all - N and the
// most below it", and the bytes of what is kept only ever grow with it, which searching can use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace onggi {

// The images that end on one node. They go together: a part of them frees nothing.
struct FreeingUnit {
    std::optional<std::size_t> parent; // unit that is kept with this one; comes before it
    std::vector<std::size_t> layers;   // those that the parent has not; indices into layerBytes
    std::size_t count = 1;             // images
    std::size_t rank = 0;              // of its longest unused image among all; no two alike
};

struct FreeingProblem {
    std::vector<FreeingUnit> units;
    std::vector<std::uint64_t> layerBytes;
    std::uint64_t room = 0; // bytes that the layers of what is kept may have in all
};

struct FreeingChoice {
    std::vector<bool> isKept; // by unit
    std::uint64_t keptBytes = 0;
    std::size_t removed = 0; // images
    bool isBest = false;     // proven
};

// Keeps a unit only together with its parent. The most bytes that fit, then the fewest images
// removed, then the least ranks among these.
FreeingChoice chooseKept(const FreeingProblem& problem);

} // namespace onggi
