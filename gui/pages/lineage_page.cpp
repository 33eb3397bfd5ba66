// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lays the page out and keeps graph, outline and status in step with the store and with each other;
// its actions are in lineage_page_actions.cpp.

#include "gui/pages/lineage_page.h"

#include <algorithm>
#include <set>

#include <QBoxLayout>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include "engine/lineage/sizes.h"
#include "gui/graph/graph_view.h"
#include "gui/models/format.h"
#include "gui/models/removal_text.h"
#include "gui/pages/lineage_deletion.h"
#include "gui/pages/lineage_legend.h"
#include "gui/pages/lineage_outline.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "gui/widgets/separator.h"

namespace onggi {
namespace {

constexpr int kHeader = 48;
constexpr int kControl = 32;
constexpr int kFindWidth = 196;
constexpr int kFoundWidth = 52;
constexpr int kZoomWidth = 44;

} // namespace

LineagePage::LineagePage(HelperLink& link, LiveStore& store, QWidget* parent)
    : Page(parent)
    , m_link(link)
    , m_store(store)
{
    m_errors = new ErrorBar;
    m_empty = new EmptyState;
    m_waiting = new Label(Type::Body, Ink::Secondary);
    m_waiting->setAlignment(Qt::AlignCenter);
    makeBody();
    makeActions();
    m_stack = new QStackedWidget;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_waiting, m_empty, m_body})
        m_stack->addWidget(widget);
    layOut(makeHeader(), m_errors, m_stack);

    connect(&m_store, &LiveStore::storeChanged, this, &LineagePage::showStore);
    connect(&m_store, &LiveStore::failed, this, &LineagePage::showFailure);
    connect(&m_store, &LiveStore::liveChanged, this, [this](bool isLive) {
        if (isLive)
            m_errors->clear();
        showStore();
    });
    connect(m_errors, &ErrorBar::actionRequested, &m_link, &HelperLink::search);
    connect(&m_link, &HelperLink::stateChanged, this, &LineagePage::showDeletion);
    retranslate();
    showStore();
}

LineagePage::~LineagePage() = default;

QWidget* LineagePage::makeHeader()
{
    m_title = new Label(Type::PageTitle);
    m_foldButton = new QPushButton;
    m_foldButton->setCheckable(true);
    m_foldButton->setAutoDefault(false);
    m_foldButton->setIcon(m_fold->icon());
    m_foldButton->setChecked(true);
    connect(m_foldButton, &QPushButton::clicked, m_fold, &QAction::trigger);
    m_text = new QLineEdit;
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(scaledLength(kFindWidth, fontMetrics()));
    m_text->addAction(namedIcon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    connect(m_text, &QLineEdit::textChanged, this, &LineagePage::findText);
    m_found = new Label(Type::Secondary, Ink::Secondary);
    m_found->setMinimumWidth(scaledLength(kFoundWidth, fontMetrics()));
    m_found->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_zoom = new Label(Type::Secondary, Ink::Secondary);
    m_zoom->setMinimumWidth(scaledLength(kZoomWidth, fontMetrics()));
    m_zoom->setAlignment(Qt::AlignCenter);
    m_outlineButton = makeButton(m_showOutline);
    m_outlineButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QWidget* control : std::initializer_list<QWidget*>{m_foldButton, m_text})
        control->setMinimumHeight(rowHeight(kControl, fontMetrics()));

    auto* header = new QWidget;
    header->setFixedHeight(rowHeight(kHeader, fontMetrics()));
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(gap::kPage, 0, gap::kPage, 0);
    layout->setSpacing(gap::kLabel);
    layout->addWidget(m_title);
    layout->addSpacing(gap::kPane);
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
    separator->setFixedHeight(rowHeight(kControl, fontMetrics()));
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
    button->setMinimumSize(rowHeight(kControl, fontMetrics()), rowHeight(kControl, fontMetrics()));
    return button;
}

void LineagePage::makeBody()
{
    m_view = new GraphView;
    m_outline = new LineageOutline(m_tree);
    m_outline->setContextMenuPolicy(Qt::CustomContextMenu);
    m_legend = new LineageLegend;
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
    layout->addWidget(m_legend);
    layout->addWidget(m_panel);
    setFocusProxy(m_view);

    connect(m_view, &GraphView::graphChanged, this, &LineagePage::showGraph);
    connect(m_view, &GraphView::selectionChanged, this, &LineagePage::showSelection);
    connect(m_view, &GraphView::zoomChanged, this, &LineagePage::showZoom);
    connect(m_view, &GraphView::contextMenuAsked, this, &LineagePage::showContextMenu);
    connect(m_outline, &LineageOutline::chainsSelected, this, &LineagePage::takeOutlineSelection);
    connect(m_outline, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        showContextMenu(m_outline->viewport()->mapToGlobal(place));
    });
    connect(m_panel, &LineageDeletion::cancelled, this, &LineagePage::endDeletion);
    connect(m_panel, &LineageDeletion::confirmed, this, &LineagePage::confirmDeletion);
}

void LineagePage::showStore()
{
    const StoreView& view = m_store.view();
    m_hasLoaded = m_hasLoaded || m_store.isLive();
    m_stack->setCurrentWidget(!view.images.empty() ? m_body
                              : m_hasLoaded        ? static_cast<QWidget*>(m_empty)
                                                   : static_cast<QWidget*>(m_waiting));
    m_view->setStore(view, m_store.forest());
    showDeletion();
    showSelection();
}

// The tree follows the graph; its own selection is told again, since rows may be other ones now.
void LineagePage::showGraph()
{
    m_isSelecting = true;
    m_tree.setGraph(m_view->graph());
    m_isSelecting = false;
    const bool isFolding = m_view->isFolding();
    m_foldButton->setChecked(isFolding);
    m_fold->setChecked(isFolding);
    showFound();
    showSelection();
}

void LineagePage::showSelection()
{
    const auto blocks = m_view->selectedBlocks();
    std::vector<Digest> chains;
    for (const BlockIndex block : blocks)
        chains.push_back(m_view->graph().nodes[block].last);
    const auto current = m_view->current();
    if (!m_isSelecting) {
        m_isSelecting = true;
        m_outline->selectChains(
            chains, current ? std::optional(m_view->graph().nodes[*current].last) : std::nullopt);
        m_isSelecting = false;
    }
    m_foldNode->setEnabled(current && (m_view->graph().blocks[*current].isFolded() ||
                                       m_view->graph().nodes[*current].isOneOfOpen));
    m_delete->setEnabled(!selectedImages().empty());
    showFound();
    showLit();
    emit selectionChanged();
    emit summaryChanged();
}

void LineagePage::takeOutlineSelection()
{
    if (m_isSelecting)
        return;
    m_isSelecting = true;
    m_view->select(m_outline->selectedChains());
    m_isSelecting = false;
}

// What the current node is made of, and what is made from it.
void LineagePage::showLit()
{
    if (!m_view->current()) {
        m_legend->showLit({}, {},
                          tr("Select a node to see what it is made of and what is made "
                             "from it."));
        return;
    }
    const Graph& graph = m_view->graph();
    std::size_t layers = 0;
    std::size_t images = 0;
    Bytes below;
    Bytes above;
    const auto lights = lightFrom(graph.blocks, m_view->current());
    for (BlockIndex at = 0; at < lights.size(); ++at) {
        if (lights[at] == Light::Ancestor) {
            layers += graph.blocks[at].steps.size();
            below += graph.blocks[at].content;
        } else if (lights[at] == Light::Descendant) {
            images += graph.nodes[at].images.size();
            above += graph.blocks[at].content;
        }
    }
    m_legend->showLit(layers == 0
                          ? QString()
                          //: layers below a node of the graph, and their bytes
                          : tr("Made of: %n layer(s), %1", nullptr, static_cast<int>(layers))
                                .arg(sizeText(below)),
                      above == Bytes() && images == 0
                          ? QString()
                          //: images on top of a node of the graph, and the bytes that they add
                          : tr("Made from it: %n image(s), %1", nullptr, static_cast<int>(images))
                                .arg(sizeText(above)),
                      {});
}

void LineagePage::showZoom()
{
    m_zoom->setText(QStringLiteral("%1%").arg(qRound(m_view->zoom() * 100)));
}

void LineagePage::showFailure(const QDBusError& error)
{
    ErrorBar::Message message = errorMessage(tr("The images could not be read"), error);
    message.action = tr("Try again");
    m_errors->show(message);
}

std::vector<Serial> LineagePage::selectedImages() const
{
    std::vector<Serial> images;
    for (const BlockIndex block : m_view->selectedBlocks()) {
        const auto& own = m_view->graph().nodes[block].images;
        images.insert(images.end(), own.begin(), own.end());
    }
    return images;
}

std::vector<std::size_t> LineagePage::selectedIndices() const
{
    const auto& images = m_store.view().images;
    std::vector<std::size_t> indices;
    for (const Serial serial : selectedImages()) {
        const auto row = std::ranges::find(images, serial, &ImageRow::serial);
        if (row != images.end())
            indices.push_back(static_cast<std::size_t>(row - images.begin()));
    }
    return indices;
}

void LineagePage::selectImage(Serial image)
{
    if (const auto block = m_view->graph().findImage(image))
        m_view->selectBlock(*block);
}

QString LineagePage::title() const
{
    return tr("Lineage");
}

QString LineagePage::iconName() const
{
    return QStringLiteral("view-process-tree");
}

PageStatus LineagePage::storeStatus() const
{
    const StoreTotals totals = storeTotals(m_store.view(), m_store.forest());
    PageStatus status;
    status.facts = {
        //: two counts in one line: "17 images, 40 layers"
        tr("%1, %2").arg(tr("%n image(s)", nullptr, static_cast<int>(m_store.view().images.size())),
                         tr("%n layer(s)", nullptr, static_cast<int>(totals.layers))),
        tr("%1 on disk").arg(sizeText(totals.layersDisk))};
    status.important = tr("%1 could be freed").arg(sizeText(totals.reclaimable));
    return status;
}

PageStatus LineagePage::status() const
{
    const StoreView& view = m_store.view();
    if (view.images.empty())
        return {};
    const auto current = m_view->current();
    if (!current)
        return storeStatus();
    const Forest& forest = m_store.forest();
    const GraphNode& node = m_view->graph().nodes[*current];
    const auto images = selectedIndices();
    PageStatus status;
    const auto blocks = m_view->selectedBlocks();
    if (blocks.size() == 1)
        status.facts << (node.label.isEmpty() ? node.verb : node.label);
    if (images.size() != 1 || blocks.size() != 1) {
        Bytes content;
        Bytes disk;
        for (const BlockIndex block : blocks) {
            content += m_view->graph().blocks[block].content;
            disk += m_view->graph().blocks[block].disk;
        }
        status.facts << tr("%1 content").arg(sizeText(content))
                     << tr("%1 on disk").arg(sizeText(disk));
        status.selection = selectionText(view, forest, images);
        return status;
    }
    const ImageSizes sizes = imageSizes(view, forest, images.front());
    //: a sum: "166.1 MB virtual = 0 B unique + 166.1 MB shared"
    status.facts << tr("%1 virtual = %2 unique + %3 shared")
                        .arg(sizeText(sizes.virtualSize), sizeText(sizes.unique),
                             sizeText(sizes.shared));
    const RemovalPlan plan = planRemoval(view, forest, {{images.front(), {}}});
    status.important = tr("Freed if deleted: %1 on disk").arg(sizeText(plan.freed));
    if (plan.items.front().action == RemovalAction::Keep)
        status.selection = removalText(view, forest, images.front());
    return status;
}

void LineagePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

} // namespace onggi
