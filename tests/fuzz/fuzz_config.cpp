// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Image configurations.

#include "engine/core/error.h"
#include "engine/image/config.h"
#include "tests/fuzz/targets.h"

namespace onggi::fuzz {

void fuzzConfig(Input input)
{
    ImageConfig config;
    try {
        config = ImageConfig::parse(textOf(input), "the config");
    } catch (const Error&) {
        return;
    }
    for (std::size_t layer = 0; layer <= config.diffIds.size(); ++layer) {
        const HistoryStep* step = config.stepOfLayer(layer);
        require(!step || !step->isEmpty, "an empty step makes no layer");
    }
    if (config.created)
        require(parseTime(formatTime(*config.created)) == config.created, "a time reads the same");
}

} // namespace onggi::fuzz
