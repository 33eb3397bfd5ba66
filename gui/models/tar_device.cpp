// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/tar_device.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "gui/models/tar_guard.h"

namespace onggi {
namespace {

constexpr qint64 kPiece = 1 << 20;
// The largest that a table or a config may be, and a little.
constexpr qint64 kKeptStep = 9 << 20;
constexpr qint64 kMostKept = 1 << 30;

KCompressionDevice::CompressionType typeOf(TarPacking packing)
{
    switch (packing) {
    case TarPacking::Gzip:
        return KCompressionDevice::GZip;
    case TarPacking::Zstd:
        return KCompressionDevice::Zstd;
    case TarPacking::Xz:
        return KCompressionDevice::Xz;
    case TarPacking::Bzip2:
        return KCompressionDevice::BZip2;
    case TarPacking::Plain:
        break;
    }
    return KCompressionDevice::None;
}

} // namespace

TarPacking packingOf(QFile& file)
{
    const QByteArray start = file.peek(6);
    if (start.startsWith("\x1f\x8b"))
        return TarPacking::Gzip;
    if (start.startsWith("\x28\xb5\x2f\xfd"))
        return TarPacking::Zstd;
    if (start == QByteArray("\xfd"
                            "7zXZ\0",
                            6))
        return TarPacking::Xz;
    if (start.startsWith("BZh"))
        return TarPacking::Bzip2;
    return TarPacking::Plain;
}

TarDevice::TarDevice(QFile& file, TarPacking packing, std::stop_token stop)
    : m_file(file)
    , m_stop(std::move(stop))
    , m_end(file.size())
{
    if (packing == TarPacking::Plain)
        return;
    // Not where temporary files may live in memory.
    m_kept.setFileTemplate(QStringLiteral("/var/tmp/onggi-XXXXXX"));
    m_inflater = std::make_unique<KCompressionDevice>(&file, false, typeOf(packing));
    m_end = std::numeric_limits<qint64>::max();
}

TarDevice::~TarDevice() = default;

bool TarDevice::seek(qint64 place)
{
    ++m_seeks;
    return place >= 0 && QIODevice::seek(place);
}

qint64 TarDevice::readData(char* data, qint64 length)
{
    const qint64 got = readAny(data, length);
    if (!m_guard || got < 0)
        return got;
    const std::string_view piece(data, static_cast<std::size_t>(got));
    return m_guard->accept(piece) ? got : -1;
}

qint64 TarDevice::readAny(char* data, qint64 length)
{
    if (m_stop.stop_requested())
        return -1;
    if (m_inflater)
        return readInflated(data, length);
    return ::pread(m_file.handle(), data, static_cast<std::size_t>(length), pos());
}

qint64 TarDevice::readInflated(char* data, qint64 length)
{
    if (m_inflated == 0 && !m_inflater->isOpen() &&
        (!m_kept.open() || !m_inflater->open(QIODevice::ReadOnly)))
        return -1;
    const qint64 place = pos();
    if (place >= m_inflated) {
        if (!inflateTo(place))
            return m_stop.stop_requested() ? -1 : 0;
        return inflate(data, length, true);
    }
    if (!isKept(place, place + length) || !m_kept.seek(place))
        return -1;
    return m_kept.read(data, length);
}

bool TarDevice::inflateTo(qint64 place)
{
    const bool isStepKept = place - m_inflated <= kKeptStep;
    std::vector<char> piece(static_cast<std::size_t>(std::min(kPiece, place - m_inflated)));
    while (m_inflated < place) {
        const qint64 wanted = std::min(static_cast<qint64>(piece.size()), place - m_inflated);
        if (m_stop.stop_requested() || inflate(piece.data(), wanted, isStepKept) != wanted)
            return false;
    }
    return true;
}

// At the frontier.
qint64 TarDevice::inflate(char* data, qint64 length, bool isWanted)
{
    const qint64 got = m_inflater->read(data, length);
    if (got < length)
        m_end = m_inflated + std::max<qint64>(got, 0);
    if (got <= 0)
        return got;
    if (isWanted && m_keptBytes + got <= kMostKept && m_kept.seek(m_inflated) &&
        m_kept.write(data, got) == got)
        m_keptBytes += got;
    else if (!m_holes.empty() && m_holes.back().end == m_inflated)
        m_holes.back().end += got;
    else
        m_holes.push_back({m_inflated, m_inflated + got});
    m_inflated += got;
    return got;
}

bool TarDevice::isKept(qint64 begin, qint64 end) const
{
    const auto hole = std::ranges::upper_bound(m_holes, begin, {}, &Hole::end);
    return hole == m_holes.end() || hole->begin >= end;
}

} // namespace onggi
