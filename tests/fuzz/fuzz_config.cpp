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
    require(config.layersCreatedBy().size() == config.diffIds.size(), "a step makes one layer");
    if (config.created)
        require(parseTime(formatTime(*config.created)) == config.created, "a time reads the same");
}

} // namespace onggi::fuzz
