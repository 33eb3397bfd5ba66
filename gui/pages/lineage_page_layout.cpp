// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where everything of the page stands, and what it says in the language of now.

#include <QAction>
#include <QBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include "gui/graph/graph_view.h"
#include "gui/pages/lineage_deletion.h"
#include "gui/pages/lineage_legend.h"
#include "gui/pages/lineage_outline.h"
#include "gui/pages/lineage_page.h"
#include "gui/pages/lineage_status.h"
#include "gui/pages/waiting_label.h"
#include "gui/widgets/choice_box.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/find_field.h"
#include "gui/widgets/label.h"
#include "gui/widgets/separator.h"

namespace onggi {
namespace {

constexpr int kHeader = 48;
constexpr int kFindWidth = 196;
constexpr int kZoomWidth = 36;
constexpr int kFooter = 64;

} // namespace

QWidget* LineagePage::makeHeader()
{
    m_title = new Label(Type::PageTitle);
    m_heights = new ChoiceBox;
    for (int kind = 0; kind < 2; ++kind)
        m_heights->addItem({}); // named in retranslate()
    connect(m_heights, &QComboBox::activated, this, &LineagePage::chooseHeights);
    m_foldButton = new QPushButton; // a narrow window has no room for a roomy one
    m_foldButton->setCheckable(true);
    m_foldButton->setAutoDefault(false);
    m_foldButton->setIcon(m_fold->icon());
    m_foldButton->setIconSize(scaledIconSize(fontMetrics()));
    m_foldButton->setChecked(true);
    connect(m_foldButton, &QPushButton::clicked, m_fold, &QAction::trigger);
    m_text = new FindField(QStringLiteral("edit-find"), m_find->shortcut(), kFindWidth);
    connect(m_text, &QLineEdit::textChanged, this, &LineagePage::findText);
    m_found = new Label(Type::Secondary, Ink::Secondary);
    m_found->setElided(Qt::ElideRight);
    m_found->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_zoom = new Label(Type::Secondary, Ink::Secondary);
    m_zoom->setMinimumWidth(scaledLength(kZoomWidth, fontMetrics()));
    m_zoom->setAlignment(Qt::AlignCenter);
    m_outlineButton = makeButton(m_showOutline);
    m_outlineButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_outlineButton->setMinimumWidth(0); // its text needs more
    for (QWidget* control : std::initializer_list<QWidget*>{m_foldButton, m_text})
        control->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));

    auto* header = new QWidget;
    header->setFixedHeight(rowHeight(kHeader, fontMetrics()));
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(gap::kPage, 0, gap::kPage, 0);
    layout->setSpacing(gap::kLabel);
    layout->addWidget(m_title);
    layout->addSpacing(gap::kPane);
    layout->addWidget(m_heights);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_foldButton);
    layout->addStretch(1);
    layout->addWidget(m_found);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_text);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(makeButton(m_zoomOut));
    layout->addWidget(m_zoom);
    layout->addWidget(makeButton(m_zoomIn));
    layout->addWidget(makeButton(m_fit));
    layout->addSpacing(gap::kLabel);
    auto* separator = new Separator(Qt::Vertical);
    separator->setFixedHeight(rowHeight(kControlHeight, fontMetrics()));
    layout->addWidget(separator);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_outlineButton);
    layout->addWidget(makeButton(m_export));
    return header;
}

QToolButton* LineagePage::makeButton(QAction* action)
{
    auto* button = new QToolButton;
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setDefaultAction(action);
    button->setIconSize(scaledIconSize(fontMetrics()));
    const int side = rowHeight(kControlHeight, fontMetrics());
    button->setMinimumSize(side, side);
    return button;
}

void LineagePage::makeBody()
{
    m_view = new GraphView;
    m_outline = new LineageOutline(m_tree);
    m_outline->setContextMenuPolicy(Qt::CustomContextMenu);
    m_panel = new LineageDeletion;
    m_panel->hide();
    m_twins = new QStackedWidget;
    m_twins->addWidget(m_view);
    m_twins->addWidget(m_outline);
    m_body = new QWidget;
    auto* layout = new QVBoxLayout(m_body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_twins, 1);
    layout->addWidget(new Separator(Qt::Horizontal));
    layout->addWidget(makeFooter());
    layout->addWidget(m_panel);
    setContent(m_view);

    connect(m_view, &GraphView::graphChanged, this, &LineagePage::showGraph);
    connect(m_view, &GraphView::selectionChanged, this, &LineagePage::showSelection);
    connect(m_view, &GraphView::zoomChanged, this, &LineagePage::showZoom);
    connect(m_view, &GraphView::contextMenuAsked, this, &LineagePage::showContextMenu);
    connect(m_outline, &LineageOutline::chainsSelected, this, &LineagePage::takeOutlineSelection);
    connect(m_outline, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        showContextMenu(m_outline->viewport()->mapToGlobal(place));
    });
    connect(m_panel, &LineageDeletion::includeRequested, this, &LineagePage::include);
    connect(m_panel, &LineageDeletion::cancelled, this, &LineagePage::endDeletion);
    connect(m_panel, &LineageDeletion::confirmed, this, &LineagePage::confirmDeletion);
}

// What is selected, and what the colours mean that it is drawn in.
QWidget* LineagePage::makeFooter()
{
    m_status = new LineageStatus;
    m_legend = new LineageLegend;
    m_footer = new QWidget;
    m_footer->setFixedHeight(2 * rowHeight(kFooter / 2, fontMetrics()));
    auto* layout = new QVBoxLayout(m_footer);
    layout->setContentsMargins(gap::kPage, gap::kRow, gap::kPage, gap::kRow);
    layout->setSpacing(gap::kLabel);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_legend, 1);
    return m_footer;
}

void LineagePage::retranslate()
{
    m_title->setText(title());
    //: a button that stays pressed while steps without an image are drawn as one
    m_fold->setText(tr("Fold steps"));
    m_foldButton->setText(m_fold->text());
    m_text->setPlaceholderText(tr("Find in graph"));
    m_text->setAccessibleName(tr("Find in graph"));
    m_outline->setAccessibleName(tr("Outline of the lineage"));
    m_waiting->setSentence(tr("Reading the images…"));
    m_empty->setText(tr("No images yet"),
                     tr("This page draws which image is made from which, and how many bytes each "
                        "step adds. It fills with the first image."));
    m_find->setText(tr("Find in graph"));
    m_foldNode->setText(tr("Fold or unfold the chain (Space)"));
    m_fit->setText(tr("Fit into the window"));
    m_zoomIn->setText(tr("Zoom in"));
    m_zoomOut->setText(tr("Zoom out"));
    m_zoomReset->setText(tr("Zoom to 100%"));
    //: the graph as a tree of rows
    m_showOutline->setText(tr("Outline"));
    m_export->setText(tr("Export the graph…"));
    m_delete->setText(tr("Delete…"));
    for (QAction* action : {m_find, m_fold, m_fit, m_zoomIn, m_zoomOut, m_showOutline, m_export})
        action->setToolTip(QStringLiteral("%1 (%2)").arg(
            action->text(), action->shortcut().toString(QKeySequence::NativeText)));
    m_foldButton->setToolTip(m_fold->toolTip());
    //: what the height of a box in the graph stands for: the bytes of its files
    m_heights->setItemText(0, tr("Height: content"));
    //: what the height of a box in the graph stands for: the bytes that it takes on the disk
    m_heights->setItemText(1, tr("Height: on disk"));
    m_heights->setAccessibleName(tr("What heights stand for"));
    m_text->setToolTip(tr("Names, tags, ids, steps and containers (%1)")
                           .arg(m_find->shortcut().toString(QKeySequence::NativeText)));
    m_legend->retranslate();
    m_panel->retranslate();
    m_tree.retranslate();
    showDeletion();
    showZoom();
    showSelection();
}

} // namespace onggi
