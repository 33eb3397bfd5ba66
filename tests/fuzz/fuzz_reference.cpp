// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// References: whatever is taken reads the same in each of its spellings.

#include "engine/core/error.h"
#include "engine/image/reference.h"
#include "tests/fuzz/targets.h"

namespace onggi::fuzz {

void fuzzReference(Input input)
{
    Reference reference;
    try {
        reference = Reference::parse(textOf(input));
    } catch (const Error&) {
        return;
    }
    require(!reference.domain.empty() && !reference.path.empty(), "a reference is whole");
    require(!reference.tag.empty() || reference.digest, "a reference names something");
    require(Reference::parse(reference.text()) == reference, "text() reads the same");
    require(Reference::parse(reference.familiar()) == reference, "familiar() reads the same");
}

} // namespace onggi::fuzz
