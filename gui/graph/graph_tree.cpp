// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_tree.h"

#include <algorithm>
#include <set>

#include <QApplication>

#include "gui/models/container_table.h"
#include "gui/models/format.h"
#include "gui/models/names.h"
#include "gui/widgets/tokens.h"

namespace onggi {

struct GraphTree::Item {
    Digest first;
    Digest last;
    QString label;
    QString verb;
    QString origin;
    QString users;
    Bytes content;
    Bytes disk;
    Item* parent = nullptr;
    Items children;

    bool looksAs(const Item& other) const
    {
        return label == other.label && verb == other.verb && origin == other.origin &&
               users == other.users && content == other.content && disk == other.disk &&
               last == other.last;
    }
};

GraphTree::GraphTree(QObject* parent)
    : QAbstractItemModel(parent)
    , m_top(std::make_unique<Item>())
{
}

GraphTree::~GraphTree() = default;

void GraphTree::setGraph(const Graph& graph)
{
    std::vector<BlockIndex> roots;
    for (BlockIndex at = 0; at < graph.blocks.size(); ++at) {
        if (!graph.blocks[at].parent)
            roots.push_back(at);
    }
    m_byChain.clear();
    sync(*m_top, roots, graph);
}

void GraphTree::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void GraphTree::sync(Item& parent, const std::vector<BlockIndex>& blocks, const Graph& graph)
{
    std::set<Digest> wanted;
    for (const BlockIndex block : blocks)
        wanted.insert(graph.nodes[block].first);
    for (std::size_t at = parent.children.size(); at-- > 0;) {
        if (!wanted.contains(parent.children[at]->first))
            remove(parent, at, 1);
    }
    // Known rows keep their order, so that only new ones stand in the way of the next wanted one.
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        const Digest& first = graph.nodes[blocks[at]].first;
        if (at >= parent.children.size() || parent.children[at]->first != first) {
            const int row = static_cast<int>(at);
            beginInsertRows(indexOf(parent), row, row);
            auto item = std::make_unique<Item>();
            item->first = first;
            item->parent = &parent;
            parent.children.insert(parent.children.begin() + row, std::move(item));
            endInsertRows();
        }
        update(*parent.children[at], blocks[at], graph);
    }
    remove(parent, blocks.size(), parent.children.size() - blocks.size());
}

void GraphTree::remove(Item& parent, std::size_t first, std::size_t count)
{
    if (count == 0)
        return;
    const auto from = parent.children.begin() + static_cast<std::ptrdiff_t>(first);
    beginRemoveRows(indexOf(parent), static_cast<int>(first), static_cast<int>(first + count) - 1);
    parent.children.erase(from, from + static_cast<std::ptrdiff_t>(count));
    endRemoveRows();
}

void GraphTree::update(Item& item, BlockIndex block, const Graph& graph)
{
    const GraphNode& node = graph.nodes[block];
    QStringList users;
    for (const GraphContainer& container : node.containers)
        //: a container and its state: "web (running)"
        users << tr("%1 (%2)").arg(container.name, stateText(container.state));
    Item next;
    next.last = node.last;
    next.label = node.label;
    next.verb = node.verb;
    next.origin = node.begins ? provenanceText(*node.begins) : QString();
    next.users = users.join(QLatin1String(", "));
    next.content = graph.blocks[block].content;
    next.disk = graph.blocks[block].disk;
    m_byChain[node.last] = &item;
    if (!item.looksAs(next)) {
        item.last = next.last;
        item.label = next.label;
        item.verb = next.verb;
        item.origin = next.origin;
        item.users = next.users;
        item.content = next.content;
        item.disk = next.disk;
        const QModelIndex index = indexOf(item);
        emit dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
    }
    sync(item, graph.blocks[block].children, graph);
}

const GraphTree::Item& GraphTree::itemOf(const QModelIndex& index)
{
    return *static_cast<const Item*>(index.constInternalPointer());
}

QModelIndex GraphTree::indexOf(const Item& item) const
{
    if (!item.parent)
        return {};
    const auto row = std::ranges::find(item.parent->children, &item, &std::unique_ptr<Item>::get);
    return createIndex(static_cast<int>(row - item.parent->children.begin()), 0, &item);
}

QModelIndex GraphTree::indexOf(const Digest& chain) const
{
    const auto found = m_byChain.find(chain);
    return found == m_byChain.end() ? QModelIndex() : indexOf(*found->second);
}

Digest GraphTree::chainOf(const QModelIndex& index)
{
    return index.isValid() ? itemOf(index).last : Digest();
}

QModelIndex GraphTree::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Item& item = parent.isValid() ? itemOf(parent) : *m_top;
    return createIndex(row, column, item.children[static_cast<std::size_t>(row)].get());
}

QModelIndex GraphTree::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(*itemOf(child).parent) : QModelIndex();
}

int GraphTree::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const Item& item = parent.isValid() ? itemOf(parent) : *m_top;
    return static_cast<int>(item.children.size());
}

int GraphTree::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant GraphTree::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Item& item = itemOf(index);
    const int column = index.column();
    const bool isSize = column == ContentColumn || column == DiskColumn;
    const Bytes bytes = column == ContentColumn ? item.content : item.disk;
    switch (role) {
    case Qt::DisplayRole:
        if (isSize)
            return sizeText(bytes);
        if (column == NameColumn)
            return item.label.isEmpty() ? item.verb : item.label;
        if (column == StepColumn)
            return item.label.isEmpty() ? QString() : item.verb;
        return column == OriginColumn ? item.origin : item.users;
    case Qt::ToolTipRole:
        return plainToolTip(isSize ? exactSizeText(bytes)
                                   : data(index, Qt::DisplayRole).toString());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((isSize ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case Qt::FontRole:
        if (column == NameColumn && !item.label.isEmpty())
            return semibold(QApplication::font());
        return {};
    default:
        return {};
    }
}

QVariant GraphTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool isSize = section == ContentColumn || section == DiskColumn;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((isSize ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Image or step");
    case StepColumn:
        //: the step of a Dockerfile that made what stands in the row
        return tr("Made by");
    case OriginColumn:
        return tr("Provenance");
    case ContentColumn:
        return tr("Content");
    case DiskColumn:
        return tr("On disk");
    case UsersColumn:
        return tr("Containers");
    default:
        return {};
    }
}

} // namespace onggi
