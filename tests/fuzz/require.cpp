// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <stdexcept>

#include "tests/fuzz/targets.h"

namespace onggi::fuzz {

void require(bool isTrue, const char* what)
{
    if (!isTrue)
        throw std::logic_error(std::string("not so: ") + what);
}

} // namespace onggi::fuzz
