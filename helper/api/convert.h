// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Between the structs of the bus and the engine's rows: the border at which Qt types begin.
//
// What arrives is checked: fromWire() throws Error(ApiInvalidArgument) for values that no row can
// have.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <QString>
#include <QVariantMap>

#include "engine/lineage/removal.h"
#include "engine/lineage/store_view.h"
#include "engine/run/options.h"
#include "helper/api/wire.h"

namespace onggi {

// Text for the bus: UTF-8, with U+FFFD for what is none and for NUL, which a D-Bus string cannot
// hold.
QString toText(std::string_view text);
QStringList toTexts(const std::vector<std::string>& texts);
std::vector<std::string> fromTexts(const QStringList& texts);

// Bytes as they are.
QByteArray toByteArray(std::string_view bytes);
wire::ByteStrings toByteStrings(const std::vector<std::string>& strings);
std::vector<std::string> fromByteStrings(const wire::ByteStrings& strings);

wire::Layer toWire(const LayerRow& row);
wire::Image toWire(const ImageRow& row);
wire::Container toWire(const ContainerRow& row);
LayerRow fromWire(const wire::Layer& row);
ImageRow fromWire(const wire::Image& row);
ContainerRow fromWire(const wire::Container& row);

// What a plan does; items that are kept are left out.
wire::PlanItems toWire(const RemovalPlan& plan);
// Ids and names are those of `view`; throws Error(StoreChanged) where an image has gone, or
// there are more items than images.
RemovalPlan fromWire(const wire::PlanItems& items, const StoreView& view);

// The options of Containers1.Create; arguments and name are arguments of their own there.
QVariantMap toWire(const RunOptions& options);

} // namespace onggi
