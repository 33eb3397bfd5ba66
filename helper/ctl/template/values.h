// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a template's values look like.
#pragma once

#include <string>

#include "helper/ctl/json_text.h"

namespace onggi::ctl {

// As Go prints a value: text as it is, "[a b]", "map[k:v]", "<no value>".
std::string valueText(const OrderedJson& value);

// What "if" takes for true: anything but false, zero, nothing, and what is empty.
bool isTrue(const OrderedJson& value);

// On one line. Characters that must not reach a terminal are escaped, so that it stays JSON.
std::string compactJson(const OrderedJson& value);

} // namespace onggi::ctl
