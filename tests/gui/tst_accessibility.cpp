// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every place of the window as somebody meets it who does not see it, or has no mouse: names, keys
// and the way of the Tab key. What comes out at the other end is in tst_screen_reader.

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QMenu>
#include <QShortcut>
#include <QTest>

#include "gui/widgets/fold_group.h"
#include "tests/support/shop_places.h"
#include "tests/support/shown_texts.h"

using namespace onggi;
using namespace onggi::test;

namespace {

QString describe(const QWidget& widget)
{
    QStringList words{widget.metaObject()->className(), widget.accessibleName(), widget.toolTip()};
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        words << button->text();
    for (const QWidget* at = widget.parentWidget(); at; at = at->parentWidget())
        words << QStringLiteral("in %1").arg(at->metaObject()->className());
    words.removeAll(QString());
    return words.join(QLatin1Char(' '));
}

// Qt's own, inside of a field or a bar: their keys and words are those of what they are part of.
bool isPartOfAControl(const QWidget& widget)
{
    const QWidget* parent = widget.parentWidget();
    return parent &&
           (parent->inherits("QLineEdit") || parent->inherits("QTabBar") ||
            parent->inherits("QComboBox")) &&
           QByteArray(widget.metaObject()->className()).startsWith('Q');
}

bool mayHaveFocus(const QWidget& widget)
{
    return widget.isVisible() && widget.isEnabled() && widget.focusPolicy() != Qt::NoFocus &&
           !widget.focusProxy();
}

// As it is told to an assistive program. A combo box tells its choice there, and what it is for by
// its own name alone.
QString nameOf(QWidget& widget)
{
    if (qobject_cast<QComboBox*>(&widget))
        return widget.accessibleName();
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

} // namespace

class TestAccessibility : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_shop = std::make_unique<ShopWindow>();
        furnish(*m_shop);
    }
    void cleanupTestCase() { m_shop.reset(); }
    void init()
    {
        m_faults.clear();
        m_shop->open();
    }
    void cleanup()
    {
        leavePlace(*m_shop);
        m_shop->close();
        QVERIFY2(m_faults.isEmpty(), qPrintable("\n" + m_faults.join('\n')));
    }

    void everyControlHasAName_data() { addShopPlaces(); }
    void everyControlHasAName()
    {
        QWidget* place = open();
        QVERIFY(place);
        int controls = 0;
        for (auto* widget : place->findChildren<QWidget*>()) {
            if (!mayHaveFocus(*widget) || isPartOfAControl(*widget))
                continue;
            ++controls;
            if (nameOf(*widget).trimmed().isEmpty())
                m_faults << describe(*widget);
        }
        QVERIFY(controls > 0 || qobject_cast<QMenu*>(place));
        QVERIFY(!place->isWindow() || qobject_cast<QMenu*>(place) ||
                !place->windowTitle().isEmpty());
    }

    // Whoever hears only names cannot tell one from the other.
    void noTwoButtonsHaveTheSameName_data() { addShopPlaces(); }
    void noTwoButtonsHaveTheSameName()
    {
        QWidget* place = open();
        QVERIFY(place);
        QMap<QString, int> names;
        for (auto* button : place->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && !isPartOfAControl(*button))
                ++names[nameOf(*button)];
        }
        for (auto name = names.begin(); name != names.end(); ++name) {
            if (name.value() > 1)
                m_faults << QStringLiteral("%1 × %2").arg(name.value()).arg(name.key());
        }
    }

    // From one control to the next until it begins again, on the page with the frame around it.
    void everyControlIsReachedByTab_data() { addShopPlaces(); }
    void everyControlIsReachedByTab()
    {
        QWidget* place = open();
        QVERIFY(place);
        if (qobject_cast<QMenu*>(place))
            return; // arrows lead through a menu
        QWidget* window = place->window();
        window->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), window);
        QList<QWidget*> reached;
        const auto controls = window->findChildren<QWidget*>();
        for (qsizetype at = 0; at < 2 * controls.size(); ++at) {
            QTest::keyClick(window->windowHandle(), Qt::Key_Tab);
            QWidget* focus = QApplication::focusWidget();
            if (!reached.isEmpty() && focus == reached.first())
                break;
            reached << focus;
        }
        for (QWidget* widget : controls) {
            if (isPartOfAControl(*widget) || !widget->isEnabled() || !widget->isVisible())
                continue;
            // Text that the mouse can mark is no control: it can be copied otherwise.
            const bool isText =
                widget->focusPolicy() == Qt::ClickFocus && qobject_cast<QLabel*>(widget);
            const bool isButton = qobject_cast<QAbstractButton*>(widget);
            if (!isText && (isButton || mayHaveFocus(*widget)) && !reached.contains(widget) &&
                !reached.contains(widget->focusProxy()))
                m_faults << describe(*widget);
        }
    }

    // In a menu, which shows the keys beside the text, or in what the mouse is told.
    void everyShortcutIsShown_data()
    {
        QTest::addColumn<int>("place");
        for (int at = 0; const ShopPlace& place : kShopPlaces) {
            if (QByteArray(place.keys) == "F10")
                QTest::newRow(place.name) << at;
            ++at;
        }
    }
    void everyShortcutIsShown()
    {
        auto* menu = qobject_cast<QMenu*>(open());
        QVERIFY(menu);
        const QString texts = ShownTexts::of(m_shop->window()).join('\n');
        const QList<QAction*> own = m_shop->window().currentPage()->actions();
        QVERIFY(m_shop->window().findChildren<QShortcut*>().isEmpty());
        for (QAction* action : own + m_shop->window().actions()) {
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            if (keys.isEmpty())
                continue;
            const bool isInMenu = menu->actions().contains(action) && !action->text().isEmpty() &&
                                  action->isShortcutVisibleInContextMenu();
            if (!isInMenu && !texts.contains('(' + keys + ')'))
                m_faults << keys + ' ' + action->text();
        }
        for (const QAction* action : menu->actions()) {
            if (!action->isSeparator() && action->text().isEmpty())
                m_faults << "an entry without a text";
        }
    }

private:
    // With all that is folded opened.
    QWidget* open()
    {
        QFETCH(int, place);
        QWidget* opened = openPlace(*m_shop, kShopPlaces[place]);
        if (!opened)
            return nullptr;
        for (auto* group : opened->findChildren<FoldGroup*>())
            group->setOpen(true);
        QCoreApplication::processEvents();
        return opened;
    }

    std::unique_ptr<ShopWindow> m_shop;
    QStringList m_faults; // all that the case has found
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
