// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/lineage_status.h"

#include <algorithm>

#include <QBoxLayout>

#include "engine/lineage/removal.h"
#include "engine/lineage/sizes.h"
#include "gui/models/format.h"
#include "gui/models/kept_by.h"
#include "gui/widgets/glyph_label.h"

namespace onggi {
namespace {

constexpr int kBetweenGroups = 24;
constexpr int kNameWidth = 200; // elided only where it is longer

} // namespace

LineageStatus::LineageStatus(QWidget* parent)
    : QWidget(parent)
    , m_seen(new Label(Type::Body, Ink::Secondary))
    , m_name(new Label)
    , m_sum(new Label)
    , m_freedWord(new Label(Type::Body, Ink::Secondary))
    , m_freed(new Label)
    , m_keptWord(new Label(Type::Body, Ink::Secondary))
    , m_keptBy(new GlyphLabel(Type::Body, Ink::Text))
{
    m_name->setSemibold(true);
    m_name->setElided(Qt::ElideMiddle);
    m_sum->setElided(Qt::ElideRight);
    m_freed->setSemibold(true);
    m_keptBy->setSemibold(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(m_seen);
    layout->addWidget(m_name);
    layout->addWidget(m_sum);
    layout->addStretch(1);
    layout->addSpacing(kBetweenGroups - gap::kRow);
    layout->addWidget(m_freedWord);
    layout->addWidget(m_freed);
    layout->addSpacing(kBetweenGroups - gap::kRow);
    layout->addWidget(m_keptWord);
    layout->addWidget(m_keptBy);
}

void LineageStatus::setLive(bool isLive)
{
    //: the figures after it are of an earlier time: the helper is not there (yet)
    m_seen->setText(tr("As last seen"));
    m_seen->setHidden(isLive);
}

void LineageStatus::showStore(const StoreView& view, const Forest& forest)
{
    const StoreTotals totals = storeTotals(view, forest);
    const QString images = tr("%n image(s)", nullptr, static_cast<int>(view.images.size()));
    const QString layers = tr("%n layer(s)", nullptr, static_cast<int>(totals.layers));
    m_name->hide();
    //: two counts and their bytes in one line: "17 images, 40 layers, 1.15 GB on disk"
    m_sum->setText(tr("%1, %2, %3 on disk").arg(images, layers, sizeText(totals.layersDisk)));
    //: before bytes of layers that no container needs
    showFreed(tr("Could be freed"), sizeText(totals.reclaimable),
              exactSizeText(totals.reclaimable));
    m_keptWord->hide();
    m_keptBy->hide();
}

void LineageStatus::showSelection(const StoreView& view, const Forest& forest,
                                  const LineageSelection& selection)
{
    m_name->setText(selection.name);
    m_name->setMinimumWidth(
        std::min(m_name->sizeHint().width(), scaledLength(kNameWidth, fontMetrics())));
    m_name->show();
    if (selection.nodes == 1 && selection.images.size() == 1) {
        const ImageSizes sizes = imageSizes(view, forest, selection.images.front());
        //: a sum: "166.1 MB virtual = 0 B unique + 166.1 MB shared"
        m_sum->setText(
            tr("%1 virtual = %2 unique + %3 shared")
                .arg(sizeText(sizes.virtualSize), sizeText(sizes.unique), sizeText(sizes.shared)));
    } else {
        m_sum->setText(tr("%1 content, %2 on disk")
                           .arg(sizeText(selection.content), sizeText(selection.disk)));
    }
    showRemoval(view, forest, selection.images);
}

// A step that no image ends on cannot be deleted by itself.
void LineageStatus::showRemoval(const StoreView& view, const Forest& forest,
                                const std::vector<std::size_t>& images)
{
    KeptBy users;
    if (images.empty()) {
        showFreed({}, {}, {});
    } else {
        std::vector<RemovalTarget> targets;
        for (const std::size_t image : images)
            targets.push_back({image, {}});
        const Bytes freed = planRemoval(view, forest, targets).freed;
        //: before bytes
        showFreed(tr("Freed if deleted"), tr("%1 on disk").arg(sizeText(freed)),
                  exactSizeText(freed));
        users = keptBy(view, forest, images);
    }
    //: before what keeps an image from being deleted
    m_keptWord->setText(tr("Blocked by"));
    m_keptWord->setHidden(users.isEmpty());
    m_keptBy->setHidden(users.isEmpty());
    const QString text = keptByText(view, users, images.size());
    if (users.containers.empty())
        m_keptBy->setKept(text);
    else
        m_keptBy->setState(stateShape(view.containers[users.containers.front()].state), text);
    m_keptBy->setToolTip(plainToolTip(keptByNames(view, users)));
}

void LineageStatus::showFreed(const QString& word, const QString& bytes, const QString& exact)
{
    m_freedWord->setText(word);
    m_freed->setText(bytes);
    m_freed->setToolTip(exact);
    m_freedWord->setHidden(word.isEmpty());
    m_freed->setHidden(word.isEmpty());
}

} // namespace onggi
