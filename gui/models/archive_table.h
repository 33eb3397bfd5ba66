// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an image archive says of itself, before anybody is asked to load it. Plain values; any
// thread.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include <QFile>

#include "engine/core/bytes.h"
#include "engine/image/digest.h"
#include "gui/models/tar_device.h"

namespace onggi {

struct ArchiveLayer {
    Digest diffId;
    Bytes size;            // in the archive; less than its tar where it is compressed there
    std::string createdBy; // the step that made it; empty: the image does not say
};

struct ArchiveImage {
    Digest id;                        // of its config
    std::vector<std::string> tags;    // full references; none: it comes without
    std::vector<ArchiveLayer> layers; // base first
    std::string platform;
};

struct ArchiveTable {
    std::string name; // of the file, without directories
    Bytes size;       // of the file
    TarPacking packing = TarPacking::Plain;
    std::vector<ArchiveImage> images;
};

// Reads the tables of an archive and nothing of its layers, for this machine's platform. The file
// is open for reading, and stands at its beginning before and after. Throws Error(ArchiveInvalid),
// what parsing the documents throws, Cancelled.
ArchiveTable readArchiveTable(QFile& file, const std::string& name, const std::stop_token& stop);

} // namespace onggi
