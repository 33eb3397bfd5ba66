// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lines lie one behind the other in blocks, so that half a million of them are a hundred
// allocations.

#include "gui/models/log_lines.h"

#include <algorithm>
#include <iterator>

#include <QStringDecoder>

namespace onggi {
namespace {

constexpr char16_t kReplacement = 0xfffd;
constexpr char16_t kEscape = 0x1b;

struct Range {
    char32_t first;
    char32_t last;
};
// Unicode's East Asian Width W and F, in the coarse ranges that terminals use.
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
    {0x2614, 0x2615},   {0x26a1, 0x26a1},   {0x2705, 0x2705},   {0x274c, 0x274c},
    {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff},
    {0xa000, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

bool isIn(const Range& range, char32_t character)
{
    return character >= range.first && character <= range.last;
}

// Marks that turn the direction of writing, and separators that a text layout breaks at.
bool isSteering(char16_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
           c == 0x200f || c == 0x061c || c == 0x2028 || c == 0x2029;
}

// Length of the SGR sequence ("ESC [ 1 ; 31 m") that begins at `at`; 0: there is none.
qsizetype sgrLength(const QString& text, qsizetype at)
{
    if (at + 1 >= text.size() || text[at + 1] != QLatin1Char('['))
        return 0;
    qsizetype end = at + 2;
    while (end < text.size() &&
           (text[end].isDigit() || text[end] == QLatin1Char(';') || text[end] == QLatin1Char(':')))
        ++end;
    return end < text.size() && text[end] == QLatin1Char('m') ? end + 1 - at : 0;
}

// A sign of its own for each control character.
QChar visible(char16_t c)
{
    if (c < 0x20)
        return QChar(char16_t(0x2400 + c));
    return c == 0x7f ? QChar(char16_t(0x2421)) : QChar(kReplacement);
}

int cellsOfText(const QString& text)
{
    int cells = 0;
    for (const uint character : text.toUcs4())
        cells += cellsOf(static_cast<char32_t>(character));
    return cells;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isAscii(const QString& text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

int cellsOf(char32_t character) noexcept
{
    if (character < 0x300)
        return 1;
    const auto category = QChar::category(character);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing ||
        category == QChar::Other_Format)
        return 0;
    return std::ranges::any_of(kWide, [&](const Range& range) { return isIn(range, character); })
               ? 2
               : 1;
}

QString shownLogText(std::string_view bytes)
{
    while (bytes.ends_with('\r'))
        bytes.remove_suffix(1);
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    QString shown;
    shown.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t c = text[at].unicode();
        if (c == u'\t') {
            do
                shown += QLatin1Char(' ');
            while (shown.size() % LogLines::kTabWidth != 0);
        } else if (const qsizetype colour = c == kEscape ? sgrLength(text, at) : 0; colour > 0) {
            at += colour - 1;
        } else if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
            shown += visible(c);
        } else {
            shown += isSteering(c) ? QChar(kReplacement) : QChar(c);
        }
    }
    return shown;
}

void LogLines::append(const std::vector<LogInput>& lines)
{
    for (const LogInput& line : lines) {
        const QString text = shownLogText(line.bytes);
        qsizetype begin = 0;
        do {
            qsizetype length = std::min<qsizetype>(text.size() - begin, kLongestLine);
            // A pair of surrogates stays together.
            if (begin + length < text.size() && text[begin + length - 1].isHighSurrogate())
                --length;
            appendLine(line, text.mid(begin, length));
            begin += length;
        } while (begin < text.size());
    }
    int gone = 0;
    while (m_count > kMostLines) {
        m_blocks.pop_front();
        m_count -= kBlock;
        gone += kBlock;
    }
    m_dropped += gone;
    if (gone > 0)
        emit droppedFirst(gone);
    emit appended();
}

void LogLines::appendLine(const LogInput& input, const QString& text)
{
    if (m_blocks.empty() || m_blocks.back().lines.size() == kBlock)
        m_blocks.emplace_back().lines.reserve(kBlock);
    Block& block = m_blocks.back();
    const QByteArray utf8 = text.toUtf8();
    const int cells = utf8.size() == text.size() ? static_cast<int>(text.size()) // ASCII
                                                 : cellsOfText(text);
    block.lines.push_back({.time = input.time,
                           .begin = static_cast<std::uint32_t>(block.text.size()),
                           .length = static_cast<std::uint32_t>(utf8.size()),
                           .cells = static_cast<std::uint16_t>(cells),
                           .isError = input.isError,
                           .isWide = utf8.size() != text.size()});
    block.text.append(utf8.constData(), static_cast<std::size_t>(utf8.size()));
    m_mostCells = std::max(m_mostCells, cells);
    ++m_count;
}

void LogLines::clear()
{
    m_blocks.clear();
    m_count = 0;
    m_mostCells = 0;
    m_dropped = 0;
    emit cleared();
}

std::string_view LogLines::utf8(int line) const
{
    const Line& found = at(line);
    return std::string_view(blockOf(line).text).substr(found.begin, found.length);
}

QString LogLines::text(int line) const
{
    const std::string_view bytes = utf8(line);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

int LogLines::find(const QString& needle, int from, bool isForward) const
{
    if (needle.isEmpty() || m_count == 0)
        return -1;
    const bool isPlain = isAscii(needle);
    const std::string wanted = needle.toLower().toStdString();
    const auto holds = [&](int line) {
        if (!isPlain)
            return text(line).contains(needle, Qt::CaseInsensitive);
        return !std::ranges::search(utf8(line), wanted, {}, lower).empty();
    };
    const int step = isForward ? 1 : m_count - 1;
    int line = std::clamp(from, 0, m_count - 1);
    for (int seen = 0; seen < m_count; ++seen, line = (line + step) % m_count) {
        if (holds(line))
            return line;
    }
    return -1;
}

} // namespace onggi
