// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Files of images as listings show them: lines, a table, raw names, or JSON; in pieces, because
// there may be hundreds of thousands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/layer/image_files.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/table.h"

namespace onggi::ctl {

// "-rw-r--r--"; a whiteout is "w---------".
std::string modeText(const Node& node);
// "file", "directory", "symlink", "character-device", "block-device", "fifo", "socket", "whiteout".
const char* fileTypeName(NodeType type) noexcept;
// RFC 3339; "-" for what no calendar has.
std::string fileTimeText(const Time& time);
// A path as a JSON string. What is no UTF-8 in it becomes U+FFFD there, and a second member
// "pathBase64" has the bytes.
void putPath(OrderedJson& object, const std::string& path);
// In a single layer, the names under which OCI layers say what they hide: ".wh.x" for a whiteout.
std::string layerPath(const std::string& path, const Node& node);

// How paths are written; any of them excludes the others.
struct FileFormat {
    bool isLong = false;
    bool isJson = false;
    bool isNull = false;
};
void addFileFormat(Syntax syntax, FileFormat& format);

// Collects what is printed, and prints it in larger pieces.
class PiecewisePrint {
public:
    void add(std::string_view text);
    void flush();

private:
    std::string m_text;
};

// Prints files one after another; finish() has to follow.
class FileList {
public:
    FileList(const ImageFiles& files, bool isLayer, const FileFormat& format);

    void add(const std::string& path, const Node& node);
    void finish();

private:
    OrderedJson json(const std::string& path, const Node& node) const;
    void addRow(const std::string& path, const Node& node);

    const ImageFiles& m_files;
    bool m_isLayer;
    FileFormat m_format;
    bool m_isFirst = true;
    PiecewisePrint m_print;
    ListRoom m_room; // of the table, which is printed when its columns' widths are known
    Table m_table;
};

} // namespace onggi::ctl
