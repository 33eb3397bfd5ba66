// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Keeps graph, outline and status in step with the store and with each other.

#include "gui/pages/lineage_page.h"

#include <QEvent>
#include <QPushButton>
#include <QStackedWidget>

#include "gui/graph/graph_view.h"
#include "gui/models/format.h"
#include "gui/models/names.h"
#include "gui/pages/lineage_legend.h"
#include "gui/pages/lineage_outline.h"
#include "gui/pages/lineage_status.h"
#include "gui/pages/waiting_label.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"

namespace onggi {

LineagePage::LineagePage(HelperLink& link, LiveStore& store, QWidget* parent)
    : Page(parent)
    , m_link(link)
    , m_store(store)
{
    m_errors = new ErrorBar;
    m_empty = new EmptyState;
    m_waiting = new WaitingLabel(link, store);
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
            m_errors->withdrawOffer();
        showStore();
    });
    connect(m_errors, &ErrorBar::actionRequested, &m_store, &LiveStore::readAgain);
    retranslate();
    showStore();
}

LineagePage::~LineagePage() = default;

void LineagePage::showStore()
{
    const StoreView& view = m_store.view();
    m_hasLoaded = m_hasLoaded || m_store.isLive();
    m_stack->setCurrentWidget(!view.images.empty() ? m_body
                              : m_hasLoaded        ? static_cast<QWidget*>(m_empty)
                                                   : static_cast<QWidget*>(m_waiting));
    m_view->setStore(view, m_store.forest()); // then showGraph()
    showDeletion();
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
    m_delete->setEnabled(m_store.isLive() && !selectedImages().empty());
    showFound();
    showLit();
    showStatus();
    emit selectionChanged();
}

void LineagePage::takeOutlineSelection()
{
    if (m_isSelecting)
        return;
    m_isSelecting = true;
    m_view->select(m_outline->selectedChains());
    m_isSelecting = false;
}

void LineagePage::showStatus()
{
    m_status->setLive(m_store.isLive());
    const auto blocks = m_view->selectedBlocks();
    if (blocks.empty()) {
        m_status->showStore(m_store.view(), m_store.forest());
        return;
    }
    const Graph& graph = m_view->graph();
    LineageSelection selection;
    selection.nodes = blocks.size();
    for (const BlockIndex block : blocks) {
        selection.content += graph.blocks[block].content;
        selection.disk += graph.blocks[block].disk;
    }
    selection.images = selectedIndices();
    const GraphNode& node = graph.nodes[blocks.front()];
    selection.name = blocks.size() > 1 ? tr("%n selected", nullptr, static_cast<int>(blocks.size()))
                     : node.label.isEmpty() ? node.verb
                                            : node.label;
    m_status->showSelection(m_store.view(), m_store.forest(), selection);
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
            below += bytesOf(graph.blocks[at], m_view->heights());
        } else if (lights[at] == Light::Descendant) {
            images += graph.nodes[at].images.size();
            above += bytesOf(graph.blocks[at], m_view->heights());
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

void LineagePage::chooseHeights(int index)
{
    m_view->setHeights(index == 0 ? Heights::Content : Heights::Disk);
    showLit();
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
    const StoreView& view = m_store.view();
    std::vector<std::size_t> indices;
    for (const Serial serial : selectedImages()) {
        if (const ImageRow* row = imageOf(view, serial))
            indices.push_back(static_cast<std::size_t>(row - view.images.data()));
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

void LineagePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

} // namespace onggi
