// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/remove_containers_dialog.h"

#include <algorithm>
#include <utility>

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>

#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/dialog_size.h"
#include "gui/models/names.h"
#include "gui/widgets/content_area.h"
#include "gui/widgets/destructive_button.h"
#include "gui/widgets/glyph_label.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kWidth = 480;
constexpr int kMostRows = 8; // before the list scrolls
constexpr int kRow = 28;

} // namespace

RemoveContainersDialog::RemoveContainersDialog(std::vector<ContainerListRow> rows, QWidget* parent)
    : QDialog(parent)
    , m_rows(std::move(rows))
{
    build();
    retranslate();
}

void RemoveContainersDialog::build()
{
    m_title = new Label(Type::PageTitle);
    m_consequence = new Label(Type::Body, Ink::Secondary);
    m_consequence->setWordWrap(true);
    m_cancel = new RoomyButton;
    m_remove = new DestructiveButton;
    m_cancel->setDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_remove, &QPushButton::clicked, this, &QDialog::accept);
    makeList();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(gap::kDialog, gap::kDialog, gap::kDialog, gap::kDialog);
    layout->setSpacing(gap::kPane);
    layout->addWidget(m_title);
    layout->addWidget(m_list);
    layout->addWidget(m_consequence);
    layout->addSpacing(gap::kLabel);
    layout->addLayout(bottomRow({}, {m_cancel, m_remove}));
    setMinimumWidth(widthOnScreen(*this, kWidth));
}

void RemoveContainersDialog::makeList()
{
    auto* content = new QWidget;
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, gap::kRow, 0);
    grid->setHorizontalSpacing(gap::kPage);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    for (const ContainerListRow& row : m_rows)
        addRow(*grid, row);
    m_list = new ContentArea;
    m_list->setFocusPolicy(Qt::StrongFocus); // nothing in it has it, and keys scroll it
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContent(content);
    m_list->setFixedHeight(rowHeight(kRow, fontMetrics()) *
                           std::min(kMostRows, static_cast<int>(m_rows.size())));
}

void RemoveContainersDialog::addRow(QGridLayout& grid, const ContainerListRow& row)
{
    auto* name = new GlyphLabel(Type::Body, Ink::Text);
    name->setState(stateShape(row.container.state), toText(row.container.name));
    auto* image = new Label(Type::Secondary, Ink::Secondary);
    image->setElided(Qt::ElideMiddle);
    image->setText(shownName(row.container.imageName));
    m_done.push_back(new Label(Type::Body, row.isRunning() ? Ink::Failed : Ink::Text));
    const auto at = static_cast<int>(m_done.size()) - 1;
    grid.addWidget(name, at, 0);
    grid.addWidget(image, at, 1);
    grid.addWidget(m_done.back(), at, 2);
    grid.setRowMinimumHeight(at, rowHeight(kRow, fontMetrics()));
}

void RemoveContainersDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void RemoveContainersDialog::retranslate()
{
    const QString question = tr("Remove %n container(s)", nullptr, static_cast<int>(m_rows.size()));
    setWindowTitle(question);
    m_title->setText(question);
    m_list->setAccessibleName(question);
    for (std::size_t at = 0; at < m_rows.size(); ++at)
        m_done[at]->setText(m_rows[at].isRunning() ? tr("stop and remove") : tr("remove"));
    m_consequence->setText(tr("Files that were written inside, and logs, are lost. Images stay."));
    m_cancel->setText(tr("Cancel"));
    m_remove->setText(std::ranges::any_of(m_rows, &ContainerListRow::isRunning)
                          ? tr("Stop and remove")
                          : tr("Remove"));
}

} // namespace onggi
