// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a template can call: the functions of Go's templates that make sense for text, and those
// that Docker adds.
#pragma once

#include <string>
#include <vector>

#include "helper/ctl/json_text.h"

namespace onggi::ctl {

// and or not eq ne lt le gt ge, index len slice, print printf println, json join split lower upper
// title pad truncate. Throws UsageError for an unknown name, another number of arguments, and
// arguments of the wrong kind.
OrderedJson callFunction(const std::string& name, const std::vector<OrderedJson>& arguments);

} // namespace onggi::ctl
