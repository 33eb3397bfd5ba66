// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/fold_button.h"

#include <QAccessibleWidget>

#include "gui/widgets/icons.h"

namespace onggi {
namespace {

// Qt's own for buttons cannot be derived from: it is private to Qt.
class Interface : public QAccessibleWidget {
public:
    explicit Interface(FoldButton& button)
        : QAccessibleWidget(&button, QAccessible::Button)
    {
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        if (const FoldButton* own = button()) {
            state.expandable = true;
            state.expanded = own->isOpen();
            state.collapsed = !own->isOpen();
        }
        return state;
    }
    QStringList actionNames() const override
    {
        QStringList names = QAccessibleWidget::actionNames();
        if (widget()->isEnabled())
            names.prepend(pressAction());
        return names;
    }
    void doAction(const QString& name) override
    {
        if (FoldButton* own = button(); own && name == pressAction())
            own->click();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    // None while it is being destroyed, which is told of too.
    FoldButton* button() const { return qobject_cast<FoldButton*>(object()); }
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* button = qobject_cast<FoldButton*>(object);
    return button ? new Interface(*button) : nullptr;
}

} // namespace

FoldButton::FoldButton(QWidget* parent)
    : QToolButton(parent)
{
    QAccessible::installFactory(makeInterface); // once, whatever their number
    setOpen(false);
}

void FoldButton::setOpen(bool isOpen)
{
    m_isOpen = isOpen;
    setIcon(namedIcon(isOpen ? QStringLiteral("go-down") : QStringLiteral("go-next")));
    QAccessible::State changed;
    changed.expanded = true;
    changed.collapsed = true;
    QAccessibleStateChangeEvent event(this, changed);
    QAccessible::updateAccessibility(&event);
}

} // namespace onggi
