// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The two palettes that pictures of the window are taken in, of what there are pictures, and where
// they go.
#pragma once

#include <QApplication>
#include <QDir>
#include <QFont>
#include <QPalette>
#include <QPixmap>
#include <QString>
#include <QTest>
#include <QTimer>
#include <QWidget>

namespace onggi::test {

inline QPalette themePalette(bool isDark)
{
    const auto pick = [isDark](const char* light, const char* dark) {
        return QColor(isDark ? dark : light);
    };
    const QColor text = pick("#1d2328", "#e4e7ea");
    const QColor dim = pick("#5a646d", "#a0a9b1");
    const QColor window = pick("#f2f3f5", "#202327");
    QPalette palette(text, window);
    palette.setColor(QPalette::Base, pick("#ffffff", "#17191c"));
    palette.setColor(QPalette::AlternateBase, pick("#f7f8f9", "#1b1e21"));
    palette.setColor(QPalette::Button, pick("#fbfbfc", "#2a2e33"));
    palette.setColor(QPalette::Mid, pick("#d6dade", "#3a4046"));
    palette.setColor(QPalette::Highlight, pick("#1f66ad", "#6aaeea"));
    palette.setColor(QPalette::HighlightedText, pick("#ffffff", "#0c1a27"));
    palette.setColor(QPalette::ToolTipBase, pick("#ffffff", "#2a2e33"));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Link, pick("#1f66ad", "#6aaeea"));
    palette.setColor(QPalette::PlaceholderText, dim);
    for (const QPalette::ColorRole role :
         {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, dim);
    return palette;
}

// While the application runs, as a desktop does it: only then its widgets hear of it.
inline void setTheme(bool isDark, int fontPixels = 13)
{
    QTimer::singleShot(0, qApp, [isDark, fontPixels] {
        QApplication::setStyle(QStringLiteral("Fusion"));
        QFont font(QStringLiteral("Noto Sans"));
        font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK KR")});
        font.setPixelSize(fontPixels);
        QApplication::setFont(font);
        QApplication::setPalette(themePalette(isDark));
        QApplication::exit();
    });
    QApplication::exec();
}

// Rows for a picture in each language and theme, with the columns `language` and `isDark`. They are
// called as pictures are: "BEGINNINGen-light".
inline void addPictures(const char* beginning = "")
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("isDark");
    for (const char* language : {"en", "ko"}) {
        for (const bool isDark : {false, true}) {
            QTest::addRow("%s%s-%s", beginning, language, isDark ? "dark" : "light")
                << QString(language) << isDark;
        }
    }
}

// Writes build/PRESET/screenshots/NAME.png.
inline bool takePicture(QWidget& widget, const QString& name)
{
    const QDir folder(QStringLiteral(ONGGI_SCREENSHOTS));
    return folder.mkpath(QStringLiteral(".")) &&
           widget.grab().save(folder.filePath(name + QStringLiteral(".png")));
}

} // namespace onggi::test
