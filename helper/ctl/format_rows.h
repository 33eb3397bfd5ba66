// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a template sees of images, containers and steps: Docker's names of fields, all of them text
// as Docker shows it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "helper/ctl/listing_format.h"
#include "helper/ctl/image_order.h"

namespace onggi::ctl {

struct FormatRows {
    std::vector<FormatField> fields;
    std::vector<OrderedJson> rows;
};

FormatRows imageFormatRows(const StoreView& view, const std::vector<ImageLine>& lines,
                           const std::vector<ImageSizes>& sizes, bool isUntruncated);

// What only Containers1.Inspect knows of a container.
struct ContainerExtras {
    std::string labels; // "a=b,c=d"
    std::string mounts;
    std::string networks;
};
// Of the document that Inspect answers; empty for one that cannot be read.
ContainerExtras containerExtras(std::string_view inspected);

// `containers`: indices into the view; `extras`: of each, or none at all.
FormatRows containerFormatRows(const StoreView& view, std::span<const std::size_t> containers,
                               const std::vector<ContainerExtras>& extras, bool isUntruncated);

struct HistoryStyle {
    bool isUntruncated = false;
    bool isHuman = true; // else bytes, and times as RFC 3339
};
// Of a step of historyJson(): when it was made, and a member that is a number of bytes.
std::string stepTime(const OrderedJson& step, const HistoryStyle& style);
std::string stepSize(const OrderedJson& step, const char* member, const HistoryStyle& style);

// `steps`: of historyJson(), base first; the rows have the newest first.
FormatRows historyFormatRows(const OrderedJson& steps, const HistoryStyle& style);

// "Up 3 hours", "Exited (0) 2 days ago".
std::string statusText(const ContainerRow& container);

} // namespace onggi::ctl
