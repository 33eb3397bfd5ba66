// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a template can call: the functions of Go's templates that make sense for text, and those
// that Docker adds.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "helper/ctl/json_text.h"

namespace onggi::ctl {

// and or not eq ne lt le gt ge, index len slice, print printf println, json join split lower upper
// title pad truncate. Throws UsageError for an unknown name, another number of arguments, and
// arguments of the wrong kind.
OrderedJson callFunction(const std::string& name, const std::vector<OrderedJson>& arguments);

// As Go prints a value: text as it is, "[a b]", "map[k:v]", "<no value>".
std::string valueText(const OrderedJson& value);

// What "if" takes for true: anything but false, zero, nothing, and what is empty.
bool isTrue(const OrderedJson& value);

// On one line. Characters that must not reach a terminal are escaped, so that it stays JSON.
std::string compactJson(const OrderedJson& value);

} // namespace onggi::ctl
