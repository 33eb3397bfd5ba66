// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The interfaces as the XML files state them, which are built in: what the helper checks calls
// against and what it answers to introspection.
#pragma once

#include <vector>

#include <QString>

namespace onggi {

struct MethodDescription {
    QString name;
    QString inSignature; // of all arguments together, "tu"
    QString outSignature;
};

struct InterfaceDescription {
    QString name;
    QString xml; // the <interface> element, without comments
    std::vector<MethodDescription> methods;

    const MethodDescription* method(const QString& name) const noexcept;
};

const std::vector<InterfaceDescription>& interfaceDescriptions();
const InterfaceDescription* findInterface(const QString& name) noexcept;

} // namespace onggi
