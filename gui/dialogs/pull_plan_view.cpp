// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/pull_plan_view.h"

#include <QApplication>
#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>

#include "gui/dialogs/pull_table.h"
#include "gui/models/format.h"
#include "gui/widgets/label.h"

namespace onggi {
namespace {

constexpr int kBar = 8;

} // namespace

// A part for each layer, as wide as its bytes: grey is here, the accent is to be downloaded.
class PlanBar : public QWidget {
public:
    PlanBar()
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFixedHeight(scaledLength(kBar, fontMetrics()));
    }

    void setLayers(const std::vector<LoadLayer>& layers)
    {
        m_layers = layers;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Colours colours = Colours::of(QApplication::palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath shape;
        shape.addRoundedRect(rect(), radius::kBar, radius::kBar);
        painter.setClipPath(shape);
        painter.fillRect(rect(), colours.layerBase);
        double whole = 0;
        for (const LoadLayer& layer : m_layers)
            whole += static_cast<double>(layer.layer.size.count());
        double left = 0;
        for (const bool isHere : {true, false}) {
            for (const LoadLayer& layer : m_layers) {
                if (layer.isHere != isHere || whole <= 0)
                    continue;
                const double part = width() * static_cast<double>(layer.layer.size.count()) / whole;
                const QRectF place(layoutDirection() == Qt::RightToLeft ? width() - left - part
                                                                        : left,
                                   0, part, height());
                painter.fillRect(place, isHere ? colours.layerBase : colours.accent);
                if (left > 0)
                    painter.fillRect(QRectF(place.left(), 0, 1, height()), colours.window);
                left += part;
            }
        }
    }

private:
    std::vector<LoadLayer> m_layers;
};

PullPlanView::PullPlanView(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new Label(Type::PaneTitle))
    , m_bar(new PlanBar)
    , m_time(new Label(Type::Secondary, Ink::Secondary))
    , m_free(new Label(Type::Secondary, Ink::Secondary))
    , m_move(new Label(Type::Body, Ink::Warning))
    , m_refusal(new Label(Type::Body, Ink::Failed))
    , m_table(new PullTable)
{
    for (Label* label : {m_sentence, m_move, m_refusal})
        label->setWordWrap(true);
    m_time->setElided(Qt::ElideRight);
    auto* below = new QHBoxLayout;
    below->setSpacing(gap::kPane);
    below->addWidget(m_time, 1);
    below->addWidget(m_free);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(m_sentence);
    layout->addWidget(m_bar);
    layout->addLayout(below);
    layout->addWidget(m_refusal);
    layout->addWidget(m_move);
    layout->addWidget(m_table, 1);
}

void PullPlanView::forget()
{
    m_table->forget();
}

void PullPlanView::showPlan(PlannedPull plan, const StoreView& view,
                            const std::map<qulonglong, wire::Job>& jobs)
{
    plan.findUsers(view);
    m_sentence->setText(pullSentence(plan));
    m_bar->setLayers(plan.layers);
    m_time->setText(pullTimeText(plan, jobs));
    //: %1: bytes
    m_free->setText(tr("%1 free on disk").arg(sizeText(plan.free)));
    m_free->setToolTip(exactSizeText(plan.free));
    m_refusal->setText(pullRefusalText(plan));
    m_refusal->setVisible(plan.isTooLarge());
    m_move->setText(pullMoveText(plan));
    m_move->setVisible(!plan.movesFrom.isEmpty());
    m_table->retranslate();
    m_table->showPlan(plan, view);
}

} // namespace onggi
