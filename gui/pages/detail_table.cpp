// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/detail_table.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPainter>

#include "gui/models/format.h"
#include "gui/models/image_stack.h"
#include "gui/models/names.h"
#include "gui/widgets/table_header.h"
#include "gui/widgets/tokens.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

QString joined(const std::vector<std::string>& words)
{
    return toTexts(words).join(QLatin1Char(' '));
}

// What made the layer, in the first image that had it; its digest where that does not say.
QString layerText(const LayerRow& layer)
{
    const QString step = stepText(layer.createdBy);
    return step.isEmpty() ? toText(layer.diffId.shortHex()) : step;
}

QString layerToolTip(const LayerRow& layer)
{
    return toText(layer.createdBy + "\n" + layer.diffId.text());
}

} // namespace

DetailTable::DetailTable(QWidget* parent)
    : QTreeView(parent)
{
    setModel(&m_rows);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideRight);
    setHeader(new TableHeader(this));
}

void DetailTable::begin(const QStringList& headers)
{
    m_sentence.clear();
    setAccessibleDescription({});
    m_rows.clear();
    m_rows.setHorizontalHeaderLabels(headers);
    header()->show();
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void DetailTable::addRow(const QStringList& cells, const QStringList& toolTips, bool isDim)
{
    QList<QStandardItem*> row;
    for (qsizetype column = 0; column < cells.size(); ++column) {
        auto* item = new QStandardItem(cells[column]);
        item->setToolTip(plainToolTip(toolTips.value(column)));
        if (isDim)
            item->setForeground(Colours::of(QApplication::palette()).secondary);
        if (column > 0)
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row << item;
    }
    m_rows.appendRow(row);
}

void DetailTable::showLayers(const StoreView& view, const Forest& forest, std::size_t image)
{
    begin({tr("Layer"), tr("Content"), tr("Disk"), tr("Shared with")});
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    const std::vector<NodeIndex> chain = chainOf(forest, image);
    for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
        const LayerRow& layer = view.layers[forest.nodes()[*at].layer];
        const std::size_t others = forest.imagesPerLayer()[forest.nodes()[*at].layer] - 1;
        addRow({layerText(layer), sizeText(layer.content), sizeText(layer.disk),
                others == 0 ? tr("unique") : QLocale().toString(static_cast<qulonglong>(others))},
               {layerToolTip(layer), exactSizeText(layer.content), exactSizeText(layer.disk)},
               false);
    }
    for (int column = 1; column < m_rows.columnCount(); ++column)
        m_rows.horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void DetailTable::showHistory(const StoreView& view, const Forest& forest, std::size_t image,
                              const ImageConfig& config, std::int64_t now)
{
    begin({tr("Step"), tr("Created"), tr("Content")});
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    const std::vector<NodeIndex> chain = chainOf(forest, image);
    const bool isTold = config.doesHistoryTellLayers();
    for (auto at = chain.rbegin(); !isTold && at != chain.rend(); ++at) {
        const LayerRow& row = view.layers[forest.nodes()[*at].layer];
        addRow({layerText(row), {}, sizeText(row.content)},
               {layerToolTip(row), {}, exactSizeText(row.content)}, false);
    }
    std::size_t layer = isTold ? chain.size() : 0;
    for (auto step = config.history.rbegin(); step != config.history.rend(); ++step) {
        QString bytes;
        QString exact;
        if (!step->isEmpty && layer > 0) {
            const LayerRow& row = view.layers[forest.nodes()[chain[--layer]].layer];
            bytes = sizeText(row.content);
            exact = exactSizeText(row.content);
        }
        QStringList about{toText(step->createdBy), toText(step->comment), toText(step->author)};
        about.removeAll(QString());
        addRow({stepText(step->createdBy), agoText(step->created.value_or(0), now), bytes},
               {about.join(QLatin1Char('\n')), {}, exact}, step->isEmpty);
    }
    for (int column = 1; column < m_rows.columnCount(); ++column)
        m_rows.horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (m_rows.rowCount() == 0)
        showSentence(tr("This image has no history."));
}

void DetailTable::showConfiguration(const ImageConfig& config)
{
    //: the name and the value of a setting
    begin({tr("Name"), tr("Value")});
    header()->setStretchLastSection(true);
    const auto add = [this](const QString& name, const QString& value) {
        if (value.isEmpty())
            return;
        addRow({name, value}, {{}, value}, false);
        m_rows.item(m_rows.rowCount() - 1, 1)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    };
    const RunDefaults& run = config.run;
    add(tr("Entrypoint"), joined(run.entrypoint));
    add(tr("Command"), joined(run.command));
    add(tr("Working directory"), toText(run.workingDirectory));
    add(tr("User"), toText(run.user));
    add(tr("Stop signal"), toText(run.stopSignal));
    for (const std::string& port : run.exposedPorts)
        add(tr("Port"), toText(port));
    for (const std::string& volume : run.volumes)
        add(tr("Volume"), toText(volume));
    for (const std::string& variable : run.environment)
        add(tr("Environment"), toText(variable));
    for (const auto& [label, value] : run.labels)
        add(tr("Label"), toText(label + "=" + value));
    add(tr("Author"), toText(config.author));
    if (m_rows.rowCount() == 0)
        showSentence(tr("This image has no configuration of its own."));
}

void DetailTable::showSentence(const QString& sentence)
{
    m_rows.clear();
    header()->hide();
    m_sentence = sentence;
    setAccessibleDescription(sentence);
    viewport()->update();
}

void DetailTable::paintEvent(QPaintEvent* event)
{
    QTreeView::paintEvent(event);
    if (m_sentence.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(Colours::of(QApplication::palette()).secondary);
    painter.drawText(viewport()->rect().adjusted(0, gap::kPane, 0, 0),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_sentence);
}

void DetailTable::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Copy) || !currentIndex().isValid()) {
        QTreeView::keyPressEvent(event);
        return;
    }
    QStringList cells;
    for (int column = 0; column < m_rows.columnCount(); ++column)
        cells << currentIndex().siblingAtColumn(column).data().toString();
    QApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

} // namespace onggi
