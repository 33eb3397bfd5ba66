// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What `import` and `commit` say of the image that they made.
#pragma once

#include <string>
#include <vector>

#include <QVariantMap>

#include "helper/ctl/grammar.h"

namespace onggi::ctl {

struct MadeImageOptions {
    std::string reference;
    std::string message;
    std::vector<std::string> changes;
    bool isQuiet = false;
};

// Declares -c, -m and -q.
void addMadeImageOptions(Syntax syntax, MadeImageOptions& options);
// As they travel.
QVariantMap toWire(const MadeImageOptions& options);
// Prints the id, and on standard error that the tag has moved.
void printMadeImage(const QVariantMap& result, const MadeImageOptions& options);

} // namespace onggi::ctl
