// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/remove_containers_dialog.h"

#include <algorithm>

#include <QApplication>
#include <QGridLayout>
#include <QPushButton>

#include "gui/models/names.h"
#include "gui/widgets/content_area.h"
#include "gui/widgets/glyph_label.h"
#include "gui/widgets/separator.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kWidth = 480;
constexpr int kMostRows = 8; // before the list scrolls
constexpr int kRow = 28;

QString doneText(const ContainerListRow& row)
{
    return row.isRunning() ? RemoveContainersDialog::tr("stop and remove")
                           : RemoveContainersDialog::tr("remove");
}

// Red, as what destroys is.
void makeDestructive(QPushButton& button)
{
    const Colours colours = Colours::of(QApplication::palette());
    QPalette palette = button.palette();
    palette.setColor(QPalette::Button, colours.failed);
    palette.setColor(QPalette::ButtonText, colours.isDark ? colours.base : QColor(Qt::white));
    button.setPalette(palette);
}

} // namespace

RemoveContainersDialog::RemoveContainersDialog(const std::vector<ContainerListRow>& rows,
                                               QWidget* parent)
    : QDialog(parent)
{
    const auto count = static_cast<int>(rows.size());
    const QString question = tr("Remove %n container(s)", nullptr, count);
    setWindowTitle(question);
    auto* title = new Label(Type::PageTitle);
    title->setText(question);
    auto* consequence = new Label(Type::Body, Ink::Secondary);
    consequence->setWordWrap(true);
    consequence->setText(tr("Files that were written inside, and logs, are lost. Images stay."));
    auto* cancel = new QPushButton(tr("Cancel"));
    auto* remove = new QPushButton(std::ranges::any_of(rows, &ContainerListRow::isRunning)
                                       ? tr("Stop and remove")
                                       : tr("Remove"));
    makeDestructive(*remove);
    cancel->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(remove, &QPushButton::clicked, this, &QDialog::accept);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(gap::kRow);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(remove);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap::kDialog, gap::kDialog, gap::kDialog, gap::kDialog);
    layout->setSpacing(gap::kPane);
    layout->addWidget(title);
    layout->addWidget(makeList(rows));
    layout->addWidget(consequence);
    layout->addSpacing(gap::kLabel);
    layout->addLayout(buttons);
    setMinimumWidth(scaledLength(kWidth, fontMetrics()));
}

QWidget* RemoveContainersDialog::makeList(const std::vector<ContainerListRow>& rows)
{
    auto* list = new QWidget;
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, gap::kRow, 0);
    grid->setHorizontalSpacing(gap::kPage);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    const int height = rowHeight(kRow, fontMetrics());
    int at = 0;
    for (const ContainerListRow& row : rows) {
        auto* name = new GlyphLabel(Type::Body, Ink::Text);
        name->setState(stateShape(row.container.state), toText(row.container.name));
        auto* image = new Label(Type::Secondary, Ink::Secondary);
        image->setElided(Qt::ElideMiddle);
        image->setText(shownName(row.container.imageName));
        auto* done = new Label(Type::Body, row.isRunning() ? Ink::Failed : Ink::Text);
        done->setText(doneText(row));
        grid->addWidget(name, at, 0);
        grid->addWidget(image, at, 1);
        grid->addWidget(done, at, 2);
        grid->setRowMinimumHeight(at, height);
        ++at;
    }
    auto* area = new ContentArea;
    area->setFocusPolicy(Qt::StrongFocus); // nothing in it has it, and keys scroll it
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setContent(list);
    area->setFixedHeight(height * std::min(kMostRows, static_cast<int>(rows.size())));
    area->setAccessibleName(windowTitle());
    return area;
}

} // namespace onggi
