// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// printf of a template: pkg.go.dev/fmt, the part that listings need.
#pragma once

#include <string>
#include <vector>

#include "helper/ctl/json_text.h"

namespace onggi::ctl {

// The first argument is the format: %s %v %q %d %x %t %f %g and %%, with the flags - + 0 and space,
// width and precision, each bounded. Throws UsageError for a format that is none; a value that is
// missing or of another kind shows in the text, as in Go: "%!d(string=x)".
std::string printVerbs(const std::vector<OrderedJson>& arguments);

} // namespace onggi::ctl
