// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/deletion_list.h"

#include <algorithm>

#include <QApplication>
#include <QGridLayout>
#include <QPainter>
#include <QScrollBar>

#include "gui/dialogs/dialog_size.h"
#include "gui/models/format.h"
#include "gui/models/names.h"
#include "gui/models/removal_text.h"
#include "gui/widgets/glyphs.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/include_button.h"
#include "gui/widgets/label.h"
#include "gui/widgets/separator.h"

namespace onggi {
namespace {

constexpr int kWidth = 672;
constexpr int kRow = 56;
constexpr int kShownRows = 6;
constexpr int kMark = 14;
constexpr int kMarkRoom = 50;
constexpr int kButton = 136;

// A bin for what goes, a lock for what stays.
class Mark : public QWidget {
public:
    explicit Mark(bool isKept)
        : m_isKept(isKept)
    {
        setFixedWidth(scaledLength(kMarkRoom, fontMetrics()));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Colours colours = Colours::of(QApplication::palette());
        const int side = scaledLength(kMark, fontMetrics());
        const QRect place((width() - side) / 2, (height() - side) / 2, side, side);
        if (m_isKept)
            fillGlyph(painter, place, lockPath(), colours.text);
        else
            paintTinted(painter, place, namedIcon(QStringLiteral("edit-delete")), colours.failed);
    }

private:
    bool m_isKept;
};

QString aboutOf(const StoreView& view, const RemovalItem& item, std::int64_t now)
{
    const ImageRow* row = imageOf(view, item.image);
    const QString what = itemText(view, item);
    if (item.action != RemovalAction::Delete || !row)
        return what;
    //: what is done to an image, and where it is from: "delete 2 layers, built 3 days ago"
    return DeletionList::tr("%1, %2").arg(what, originText(row->provenance, now));
}

} // namespace

DeletionList::DeletionList(QWidget* parent)
    : QScrollArea(parent)
{
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    m_rows = new QVBoxLayout(content);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    setWidget(content);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(widthOnScreen(*this, kWidth));
}

void DeletionList::showPlan(const StoreView& view, const DeletionPlan& plan, std::int64_t now,
                            bool isFixed)
{
    const int place = verticalScrollBar()->value();
    const std::optional<Keyboard> before = keyboard();
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (const DeletionRow& row : plan.rows) {
        if (m_rows->count() > 0)
            m_rows->addWidget(new Separator(Qt::Horizontal));
        m_rows->addWidget(makeRow(view, row, now, isFixed));
    }
    m_rows->addStretch(1);
    const int shown = std::clamp(static_cast<int>(plan.rows.size()), 1, kShownRows);
    setMinimumHeight(std::min(3, shown) * rowHeight(kRow, fontMetrics()));
    updateGeometry();
    verticalScrollBar()->setValue(place);
    if (before)
        giveKeyboard(*before);
}

// From the top; those of the rows before, which go later, are none any more.
std::vector<IncludeButton*> DeletionList::buttons() const
{
    std::vector<IncludeButton*> buttons;
    for (int at = 0; at < m_rows->count(); ++at) {
        const QWidget* row = m_rows->itemAt(at)->widget();
        if (auto* button = row ? row->findChild<IncludeButton*>() : nullptr)
            buttons.push_back(button);
    }
    return buttons;
}

std::optional<DeletionList::Keyboard> DeletionList::keyboard() const
{
    const auto* button = qobject_cast<IncludeButton*>(QApplication::focusWidget());
    if (!button || !isAncestorOf(button))
        return std::nullopt;
    const std::vector<IncludeButton*> all = buttons();
    return Keyboard{button->image(),
                    static_cast<std::size_t>(std::ranges::find(all, button) - all.begin())};
}

void DeletionList::giveKeyboard(const Keyboard& before)
{
    const std::vector<IncludeButton*> all = buttons();
    if (all.empty()) {
        setFocus();
        return;
    }
    const auto own = std::ranges::find(all, before.image, &IncludeButton::image);
    IncludeButton* button = own != all.end() ? *own : all[std::min(before.at, all.size() - 1)];
    button->parentWidget()->show(); // now, as what is hidden takes no keyboard
    button->setFocus();
}

QSize DeletionList::sizeHint() const
{
    const int rows = std::clamp((m_rows->count() + 1) / 2, 1, kShownRows);
    return {minimumWidth(), rows * (rowHeight(kRow, fontMetrics()) + 1) + 2 * frameWidth()};
}

QWidget* DeletionList::makeRow(const StoreView& view, const DeletionRow& row, std::int64_t now,
                               bool isFixed)
{
    const bool isKept = row.item.action == RemovalAction::Keep;
    auto* name = new Label;
    name->setSemibold(true);
    name->setElided(Qt::ElideMiddle);
    name->setText(itemName(view, row.item));
    auto* about = new Label(Type::Secondary, Ink::Secondary);
    about->setElided(Qt::ElideRight);
    about->setText(aboutOf(view, row.item, now));
    auto* bytes = new Label(Type::Body, isKept ? Ink::Secondary : Ink::Text);
    bytes->setSemibold(!isKept);
    bytes->setText(sizeText(row.item.freed));
    bytes->setToolTip(exactSizeText(row.item.freed));

    auto* widget = new QWidget;
    widget->setFixedHeight(rowHeight(kRow, fontMetrics()));
    widget->setAccessibleName(
        QStringLiteral("%1: %2, %3").arg(name->text(), about->text(), bytes->text()));
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, gap::kRow, gap::kPage, gap::kRow);
    grid->setHorizontalSpacing(0);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(3, scaledLength(kButton, fontMetrics()) + 24);
    grid->addWidget(new Mark(isKept), 0, 0, 2, 1);
    grid->addWidget(name, 0, 1);
    grid->addWidget(about, 1, 1);
    grid->addWidget(bytes, 0, 2, Qt::AlignRight);
    if (!isKept)
        return widget;

    auto* more = new Label(Type::Secondary, Ink::Secondary);
    //: %1: bytes that would come back beside those of now
    more->setText(tr("+%1 if included").arg(sizeText(row.ifIncluded)));
    grid->addWidget(more, 1, 2, Qt::AlignRight);
    auto* include = new IncludeButton(row, name->text());
    include->setMinimumWidth(scaledLength(kButton, fontMetrics()));
    include->setEnabled(!isFixed);
    connect(include, &IncludeButton::includeRequested, this, &DeletionList::includeRequested);
    grid->addWidget(include, 0, 3, 2, 1, Qt::AlignRight | Qt::AlignVCenter);
    return widget;
}

} // namespace onggi
