// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Names are bytes. On lines they are made printable; only --null has them as they are.

#include "helper/ctl/file_text.h"

#include <QStringDecoder>

#include <nlohmann/json.hpp>

#include "engine/core/printable.h"
#include "engine/image/config.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::int64_t kFirstSecond = -62135596800; // of the year 1
constexpr std::int64_t kLastSecond = 253402300799;  // of the year 9999

bool isUtf8(const std::string& text)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decode(QByteArrayView(text));
    return !decode.hasError() && !decoded.isNull();
}

std::string lineOf(const OrderedJson& json)
{
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

bool hasDevice(const Node& node)
{
    return node.type == NodeType::CharacterDevice || node.type == NodeType::BlockDevice;
}

} // namespace

std::string modeText(const Node& node)
{
    static constexpr char kTypes[] = "-dlcbpsw";
    std::string text(10, '-');
    text[0] = kTypes[static_cast<std::size_t>(node.type)];
    if (node.type == NodeType::Whiteout)
        return text;
    for (unsigned i = 0; i < 9; ++i) {
        if ((node.meta.mode & (0400U >> i)) != 0)
            text[i + 1] = "rwx"[i % 3];
    }
    const auto mark = [&](std::size_t at, unsigned bit, char both, char alone) {
        if ((node.meta.mode & bit) != 0)
            text[at] = text[at] == 'x' ? both : alone;
    };
    mark(3, 04000, 's', 'S');
    mark(6, 02000, 's', 'S');
    mark(9, 01000, 't', 'T');
    return text;
}

const char* fileTypeName(NodeType type) noexcept
{
    static constexpr const char* kNames[] = {
        "file",         "directory", "symlink", "character-device",
        "block-device", "fifo",      "socket",  "whiteout"};
    return kNames[static_cast<std::size_t>(type)];
}

std::string fileTimeText(const Time& time)
{
    return time.seconds < kFirstSecond || time.seconds > kLastSecond ? "-"
                                                                     : formatTime(time.seconds);
}

void putPath(OrderedJson& object, const std::string& path)
{
    object["path"] = path;
    if (!isUtf8(path))
        object["pathBase64"] =
            QByteArray(path.data(), static_cast<qsizetype>(path.size())).toBase64().toStdString();
}

std::string layerPath(const std::string& path, const Node& node)
{
    if (node.type != NodeType::Whiteout)
        return path;
    const std::size_t slash = path.rfind('/') + 1;
    return path.substr(0, slash) + ".wh." + path.substr(slash);
}

void addFileFormat(Syntax syntax, FileFormat& format)
{
    syntax.flag("-l,--long", format.isLong, "also type, mode, owner, bytes, time and layer");
    syntax.flag("-z,--null", format.isNull, "raw names, each ended by a NUL byte");
    syntax.flag("--json", format.isJson, "print one JSON document");
    syntax.exclude("--null", "--long");
    syntax.exclude("--json", "--long");
    syntax.exclude("--json", "--null");
}

void PiecewisePrint::add(std::string_view text)
{
    m_text += text;
    if (m_text.size() >= kPiece)
        flush();
}

void PiecewisePrint::flush()
{
    if (!m_text.empty())
        print(m_text);
    m_text.clear();
}

FileList::FileList(const ImageFiles& files, bool isLayer, const FileFormat& format)
    : m_files(files)
    , m_isLayer(isLayer)
    , m_format(format)
    , m_room(files.limits())
    , m_table({{"MODE"}, {"OWNER"}, {"BYTES", Align::Right}, {"MODIFIED"}, {"LAYER"}, {"PATH"}})
{
}

void FileList::add(const std::string& path, const Node& node)
{
    const std::string shown = m_isLayer ? layerPath(path, node) : path;
    if (m_format.isJson)
        m_print.add((m_isFirst ? "[\n" : ",\n") + lineOf(json(shown, node)));
    else if (m_format.isNull)
        m_print.add(shown + '\0');
    else if (m_format.isLong)
        addRow(shown, node);
    else
        m_print.add(printable(shown) + '\n');
    m_isFirst = false;
}

void FileList::finish()
{
    if (m_format.isJson)
        m_print.add(m_isFirst ? "[]\n" : "\n]\n");
    if (m_format.isLong)
        m_print.add(m_table.text());
    m_print.flush();
}

OrderedJson FileList::json(const std::string& path, const Node& node) const
{
    OrderedJson object = OrderedJson::object();
    putPath(object, path);
    object["type"] = fileTypeName(node.type);
    if (node.type != NodeType::Whiteout) {
        object["mode"] = node.meta.mode;
        object["uid"] = node.meta.uid;
        object["gid"] = node.meta.gid;
        const std::string time = fileTimeText(node.meta.modified);
        object["modifiedAt"] = time == "-" ? OrderedJson(nullptr) : OrderedJson(time);
    }
    if (node.type == NodeType::Regular)
        object["bytes"] = node.size;
    if (node.type == NodeType::Symlink)
        object["target"] = node.target;
    if (hasDevice(node))
        object["device"] = std::to_string(node.major) + ":" + std::to_string(node.minor);
    if (!node.directory && node.links > 1)
        object["links"] = node.links;
    if (node.directory && node.directory->isOpaque)
        object["isOpaque"] = true;
    if (node.directory && node.directory->isImplied)
        object["isImplied"] = true;
    object["layer"] = m_files.layers().empty()
                          ? OrderedJson(nullptr)
                          : OrderedJson(m_files.layers()[node.layer].diffId.text());
    return object;
}

void FileList::addRow(const std::string& path, const Node& node)
{
    const std::string bytes = node.type == NodeType::Regular ? std::to_string(node.size)
                              : hasDevice(node)
                                  ? std::to_string(node.major) + "," + std::to_string(node.minor)
                                  : "-";
    const bool isHidden = node.type == NodeType::Whiteout;
    const std::string mark = node.type == NodeType::Symlink               ? " -> " + node.target
                             : node.directory && node.directory->isOpaque ? " (opaque)"
                                                                          : "";
    m_room.take(path);
    m_table.addRow(
        {modeText(node),
         isHidden ? "-" : std::to_string(node.meta.uid) + ":" + std::to_string(node.meta.gid),
         bytes, isHidden ? "-" : fileTimeText(node.meta.modified),
         m_files.layers().empty() ? "-" : m_files.layers()[node.layer].diffId.shortHex(),
         path + mark});
}

} // namespace onggi::ctl
