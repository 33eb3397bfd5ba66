// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sizes and times as text.

#include "gui/models/format.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace onggi {
namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(onggi::Format)
};

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

} // namespace

QString sizeText(Bytes bytes)
{
    const ScaledSize size = scaledSize(bytes);
    return QLocale().toString(size.value, 'f', size.decimals) + QChar(0xa0) +
           QLatin1String(size.unit);
}

QString exactSizeText(Bytes bytes)
{
    const int plural = static_cast<int>(std::min<std::uint64_t>(bytes.count(), 1'000'000));
    return Format::tr("%1 bytes", nullptr, plural).arg(QLocale().toString(bytes.count()));
}

bool isTime(std::int64_t time) noexcept
{
    return time >= kDay;
}

QString agoText(std::int64_t time, std::int64_t now)
{
    if (!isTime(time))
        return QStringLiteral("—");
    const std::int64_t seconds = now - time;
    const auto count = [seconds](std::int64_t unit) { return static_cast<int>(seconds / unit); };
    if (seconds < kMinute)
        return Format::tr("just now");
    if (seconds < kHour)
        return Format::tr("%n minute(s) ago", nullptr, count(kMinute));
    if (seconds < kDay)
        return Format::tr("%n hour(s) ago", nullptr, count(kHour));
    if (seconds < 2 * kDay)
        return Format::tr("yesterday");
    if (seconds < 14 * kDay)
        return Format::tr("%n day(s) ago", nullptr, count(kDay));
    if (seconds < 60 * kDay)
        return Format::tr("%n week(s) ago", nullptr, count(7 * kDay));
    if (seconds < 730 * kDay)
        return Format::tr("%n month(s) ago", nullptr, count(30 * kDay));
    return Format::tr("%n year(s) ago", nullptr, count(365 * kDay));
}

QString spanText(std::int64_t seconds)
{
    const auto text = [](std::int64_t number) { return QLocale().toString(qlonglong(number)); };
    seconds = std::max<std::int64_t>(seconds, 0);
    if (seconds < kMinute)
        //: seconds
        return Format::tr("%1 s").arg(text(seconds));
    if (seconds < kHour)
        //: minutes
        return Format::tr("%1 min").arg(text(seconds / kMinute));
    const std::int64_t hours = seconds / kHour;
    if (hours < 24)
        //: hours
        return Format::tr("%1 h").arg(text(hours));
    //: days
    const QString days = Format::tr("%1 d").arg(text(hours / 24));
    constexpr std::int64_t kHoursMatter = 3; // days
    if (hours % 24 == 0 || hours / 24 >= kHoursMatter)
        return days;
    //: days and hours: "1 d 3 h"
    return Format::tr("%1 %2").arg(days, Format::tr("%1 h").arg(text(hours % 24)));
}

QString timeText(std::int64_t time)
{
    return isTime(time)
               ? QLocale().toString(QDateTime::fromSecsSinceEpoch(time), QLocale::ShortFormat)
               : QString();
}

QString plainToolTip(const QString& text)
{
    if (!text.contains(QLatin1Char('<')) && !text.contains(QLatin1Char('&')))
        return text;
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QLatin1String("<qt>") + escaped + QLatin1String("</qt>");
}

} // namespace onggi
