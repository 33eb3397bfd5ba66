// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/stack_view.h"

#include <algorithm>

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "gui/models/format.h"
#include "gui/models/names.h"

namespace onggi {
namespace {

constexpr int kLowest = 44;  // two lines of text
constexpr int kHighest = 40; // that the bytes of a whole image add
constexpr int kGap = 2;      // between blocks
constexpr int kLetter = 44;  // width of the column in front
constexpr int kPadding = 12;

QString letterOf(std::size_t at)
{
    return at == 0 ? StackView::tr("base") : QString(QChar('A' + static_cast<int>((at - 1) % 26)));
}

// The block's own image, or what stands for those that it does not have.
QString nameOf(const StoreView& view, const StackBlock& block, std::size_t image, bool isLast)
{
    if (isLast)
        return shownName(view.images[image]);
    if (!block.images.empty())
        return shownName(view.images[block.images.front()]);
    return StackView::tr("%n layer(s)", nullptr, static_cast<int>(block.nodes.size()));
}

} // namespace

StackView::StackView(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StackView::showImage(const StoreView& view, const Forest& forest, std::size_t image)
{
    m_blocks.clear();
    m_whole = {};
    const std::vector<StackBlock> stack = imageStack(view, forest, image);
    for (std::size_t at = 0; at < stack.size(); ++at) {
        const StackBlock& block = stack[at];
        const bool isLast = at + 1 == stack.size();
        Drawn drawn;
        drawn.letter = letterOf(at);
        drawn.name = nameOf(view, block, image, isLast);
        drawn.step = stepText(view.layers[block.largestLayer].createdBy);
        drawn.content = block.content;
        drawn.sharedWith = block.sharedWith;
        if (!isLast && !block.images.empty())
            drawn.image = view.images[block.images.front()].serial;
        m_whole += block.content;
        m_blocks.insert(m_blocks.begin(), drawn);
    }
    layOut();
    describe();
    updateGeometry();
    update();
}

void StackView::layOut()
{
    m_height = 0;
    for (Drawn& block : m_blocks) {
        const double share = m_whole == Bytes() ? 0
                                                : static_cast<double>(block.content.count()) /
                                                      static_cast<double>(m_whole.count());
        block.top = m_height;
        block.height = rowHeight(kLowest, fontMetrics()) +
                       qRound(scaledLength(kHighest, fontMetrics()) * share);
        m_height += block.height + kGap;
    }
}

QSize StackView::sizeHint() const
{
    return {200, std::max(0, m_height - kGap)};
}

QSize StackView::minimumSizeHint() const
{
    return sizeHint();
}

QString StackView::sharing(const Drawn& block) const
{
    return block.sharedWith == 0
               //: bytes that no other image has
               ? tr("unique")
               //: bytes that %n other images have too
               : tr("shared with %n", nullptr, static_cast<int>(block.sharedWith));
}

void StackView::describe()
{
    QStringList parts;
    for (const Drawn& block : m_blocks)
        parts << QStringLiteral("%1: %2, %3, %4")
                     .arg(block.letter, block.name, sizeText(block.content), sharing(block));
    setAccessibleDescription(parts.join(QLatin1String("; ")));
}

const StackView::Drawn* StackView::blockAt(int y) const
{
    const auto found = std::ranges::find_if(m_blocks, [y](const Drawn& block) {
        return y >= block.top && y < block.top + block.height;
    });
    return found == m_blocks.end() ? nullptr : &*found;
}

bool StackView::event(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange) {
        layOut();
        updateGeometry();
    }
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const Drawn* block = blockAt(help->pos().y()))
        QToolTip::showText(
            help->globalPos(),
            plainToolTip(QStringLiteral("%1\n%2\n%3")
                             .arg(block->name, exactSizeText(block->content), block->step)),
            this);
    else
        QToolTip::hideText();
    return true;
}

void StackView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Drawn* block = blockAt(event->position().toPoint().y());
    if (block && block->image != 0)
        emit imageChosen(block->image);
}

void StackView::paintEvent(QPaintEvent*)
{
    const Colours colours = Colours::of(QApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Drawn& block : m_blocks)
        paintBlock(painter, block, &block == &m_blocks.front(), colours);
}

void StackView::paintBlock(QPainter& painter, const Drawn& block, bool isOwn,
                           const Colours& colours) const
{
    const QFont font = QApplication::font();
    const QRectF place(0, block.top, width(), block.height);
    painter.setPen(QPen(isOwn ? colours.accent : colours.line, isOwn ? 1.5 : 1));
    painter.setBrush(isOwn ? colours.ancestors : mixed(colours.base, colours.text, 0.05));
    painter.drawRoundedRect(place.adjusted(0.75, 0.75, -0.75, -0.75), radius::kControl,
                            radius::kControl);

    const QRect inner = place.toRect().adjusted(kPadding, 0, -kPadding, 0);
    painter.setFont(semibold(typeFont(font, Type::Secondary)));
    painter.setPen(isOwn ? colours.accent : colours.secondary);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, block.letter);

    const int line = painter.fontMetrics().height();
    const QRect upper(inner.left(), inner.center().y() - line + 1, inner.width(), line);
    const QRect lower = upper.translated(0, line - 1);
    const int left = scaledLength(kLetter, fontMetrics());
    const auto paintPair = [&](const QRect& row, const QString& begin, const QFont& beginFont,
                               const QColor& beginInk, const QString& end, const QFont& endFont,
                               const QColor& endInk) {
        painter.setFont(endFont);
        painter.setPen(endInk);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, end);
        const int room =
            row.width() - left - gap::kRow - painter.fontMetrics().horizontalAdvance(end);
        painter.setFont(beginFont);
        painter.setPen(beginInk);
        painter.drawText(row.adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(begin, Qt::ElideRight, room));
    };
    const QFont strong = semibold(font);
    paintPair(upper, block.name, strong, colours.text, sizeText(block.content), strong,
              colours.text);
    paintPair(lower, block.step, fixedFont(font, Type::Caption), colours.secondary, sharing(block),
              typeFont(font, Type::Caption),
              block.sharedWith == 0 ? colours.accent : colours.secondary);
}

} // namespace onggi
