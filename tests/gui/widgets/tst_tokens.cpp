// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/tokens.h"

#include <cmath>

#include <QTest>

using namespace onggi;

namespace {

QPalette palette(const char* base, const char* text, const char* window, const char* highlight,
                 const char* highlighted)
{
    QPalette palette;
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, highlighted);
    return palette;
}

qreal luminance(const QColor& colour)
{
    const auto linear = [](qreal channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

qreal contrast(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class TestTokens : public QObject {
    Q_OBJECT

private slots:
    void whatIsReadCanBeRead_data()
    {
        QTest::addColumn<QPalette>("desktop");
        QTest::newRow("light") << palette("#ffffff", "#1d2328", "#f2f3f5", "#1f66ad", "#ffffff");
        QTest::newRow("dark") << palette("#17191c", "#e4e7ea", "#202327", "#6aaeea", "#0c1a27");
        QTest::newRow("Breeze") << palette("#ffffff", "#232629", "#eff0f1", "#3daee9", "#ffffff");
        QTest::newRow("Breeze Dark")
            << palette("#1b1e20", "#fcfcfc", "#2a2e32", "#3daee9", "#fcfcfc");
    }
    // The bound of WCAG 2.1, success criterion 1.4.3.
    void whatIsReadCanBeRead()
    {
        QFETCH(QPalette, desktop);
        const Colours c = Colours::of(desktop);
        for (const QColor& ground : {c.base, c.window, c.selection, c.nodeFill, c.ancestors,
                                     c.descendants, c.removed, c.hover, c.sideList}) {
            QVERIFY2(contrast(c.text, ground) >= 4.5, qPrintable(ground.name()));
            QVERIFY2(contrast(c.secondary, ground) >= 4.5, qPrintable(ground.name()));
        }
        for (const QColor& ink : {c.running, c.warning, c.failed})
            QVERIFY2(contrast(ink, c.base) >= 4.5, qPrintable(ink.name()));
        QVERIFY(contrast(c.onLayerBase, c.layerBase) >= 4.5);
        QVERIFY(contrast(c.onLayerA, c.layerA) >= 4.5);
    }

    void brightnessFollowsThePalette()
    {
        QVERIFY(!Colours::of(palette("white", "black", "white", "blue", "white")).isDark);
        QVERIFY(Colours::of(palette("black", "white", "black", "blue", "white")).isDark);
    }

    void theAccentIsTheHighlight()
    {
        const Colours red = Colours::of(palette("white", "black", "white", "#ff0000", "white"));
        QCOMPARE(red.accent, QColor("#ff0000"));
        QCOMPARE(red.layerB, QColor("#ff0000"));
        QVERIFY(red.selection.green() < 255 && red.selection.red() == 255);
    }

    void typeIsRelativeToTheApplicationFont()
    {
        QFont application;
        application.setPointSizeF(26);
        QCOMPARE(typeFont(application, Type::Body).pointSizeF(), 26.0);
        QCOMPARE(typeFont(application, Type::Secondary).pointSizeF(), 24.0);
        QCOMPARE(typeFont(application, Type::PageTitle).weight(), QFont::DemiBold);
        application.setPixelSize(13);
        QCOMPARE(typeFont(application, Type::PageTitle).pixelSize(), 18);
        QCOMPARE(fixedFont(application, Type::Caption).pixelSize(), 11);
    }

    void rowsGrowWithTheLine()
    {
        QFont large;
        large.setPixelSize(40);
        const QFontMetrics metrics(large);
        QCOMPARE(rowHeight(28, metrics), 10 + metrics.height());
        QFont small;
        small.setPixelSize(8);
        QCOMPARE(rowHeight(28, QFontMetrics(small)), 28);
    }
};

QTEST_MAIN(TestTokens)
#include "tst_tokens.moc"
