// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/job_view.h"

#include <algorithm>

#include <QApplication>
#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QScrollArea>
#include <QTransform>

#include "gui/models/format.h"
#include "gui/models/job_text.h"
#include "gui/widgets/glyphs.h"
#include "gui/widgets/label.h"
#include "gui/widgets/progress_strip.h"
#include "helper/api/names.h"

namespace onggi {
namespace {

constexpr int kRow = 32;
constexpr int kShownRows = 6;
constexpr int kBar = 8;
constexpr int kThinBar = 4;
constexpr int kGlyph = 12;

// "6c0f81d2be54" of a digest, the last part of anything else.
QString shortSubject(const QString& subject)
{
    const QLatin1String algorithm("sha256:");
    if (subject.startsWith(algorithm))
        return subject.mid(algorithm.size(), 12);
    return subject.section(QLatin1Char('/'), -1);
}

double shareOf(qulonglong done, qulonglong total)
{
    return total == 0 ? -1 : static_cast<double>(done) / static_cast<double>(total);
}

bool isSettled(JobPart::State state)
{
    return state == JobPart::State::Done || state == JobPart::State::Present ||
           state == JobPart::State::Mounted;
}

// The arrow of what comes, turned over.
QPainterPath uploadPath()
{
    return QTransform()
        .translate(0, kGlyphGrid)
        .scale(1, -1)
        .map(provenancePath(ProvenanceKind::Pulled));
}

} // namespace

class PartRow : public QWidget {
public:
    PartRow()
        : m_subject(new Label(Type::Secondary))
        , m_bar(new ProgressStrip(kThinBar))
        , m_what(new Label(Type::Secondary))
    {
        setFixedHeight(rowHeight(kRow, fontMetrics()));
        m_subject->setFixedWidthFont(true);
        m_subject->setElided(Qt::ElideMiddle);
        m_subject->setFixedWidth(m_subject->fontMetrics().averageCharWidth() * 13);
        m_what->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_what->setMinimumWidth(
            m_what->fontMetrics().horizontalAdvance(amountText(888'800'000, 888'800'000)));
        m_bar->setMinimumWidth(gap::kPage);
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(gap::kPane, 0, gap::kPane + m_glyph + gap::kRow, 0);
        layout->setSpacing(gap::kPane);
        layout->addWidget(m_subject);
        layout->addWidget(m_bar, 1);
        layout->addWidget(m_what);
    }

    void showPart(const JobPart& part)
    {
        m_state = part.state;
        m_subject->setText(shortSubject(part.subject));
        const bool isWhole = isSettled(part.state) || part.state == JobPart::State::Unpacking;
        m_bar->setShare(isWhole ? 1 : shareOf(part.done, part.total), isSettled(part.state));
        m_what->setText(textOf(part));
        m_what->setInk(isSettled(part.state) ? Ink::Secondary : Ink::Text);
        setAccessibleName(QStringLiteral("%1: %2").arg(m_subject->text(), m_what->text()));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Colours colours = Colours::of(QApplication::palette());
        QPainter painter(this);
        const QRectF place(width() - gap::kPane - m_glyph, (height() - m_glyph) / 2.0, m_glyph,
                           m_glyph);
        switch (m_state) {
        case JobPart::State::Downloading:
            fillGlyph(painter, place, provenancePath(ProvenanceKind::Pulled), colours.accent);
            break;
        case JobPart::State::Uploading:
            fillGlyph(painter, place, uploadPath(), colours.accent);
            break;
        case JobPart::State::Unpacking:
        case JobPart::State::Working:
            fillGlyph(painter, place, stateShapePath(StateShape::Changing), colours.warning);
            break;
        case JobPart::State::Stopped:
            break;
        case JobPart::State::Done:
        case JobPart::State::Present:
        case JobPart::State::Mounted:
            fillGlyph(painter, place, checkPath(), colours.running);
            break;
        }
    }

private:
    static QString textOf(const JobPart& part)
    {
        const QString bytes = sizeText(Bytes(qMax(part.done, part.total)));
        switch (part.state) {
        case JobPart::State::Done:
            return part.done == 0 && part.total == 0 ? JobView::tr("done")
                                                     //: %1: bytes of a layer
                                                     : JobView::tr("done, %1").arg(bytes);
        case JobPart::State::Unpacking:
            return part.total == 0 ? JobView::tr("unpacking")
                                   //: %1: bytes of a layer
                                   : JobView::tr("unpacking, %1").arg(bytes);
        case JobPart::State::Present:
            //: of a layer that is not sent, because the registry has it
            return JobView::tr("there already");
        case JobPart::State::Mounted:
            //: of a layer that is not sent, because the registry has it in another repository
            return JobView::tr("taken over there");
        case JobPart::State::Downloading:
        case JobPart::State::Uploading:
        case JobPart::State::Stopped:
        case JobPart::State::Working:
            break;
        }
        return amountText(part.done, part.total);
    }

    int m_glyph = scaledLength(kGlyph, fontMetrics());
    JobPart::State m_state = JobPart::State::Working;
    Label* m_subject;
    ProgressStrip* m_bar;
    Label* m_what;
};

JobView::JobView(QWidget* parent)
    : QWidget(parent)
    , m_amount(new Label(Type::PaneTitle))
    , m_rate(new Label(Type::Body, Ink::Secondary))
    , m_left(new Label)
    , m_bar(new ProgressStrip(kBar))
    , m_area(new QScrollArea)
{
    m_left->setSemibold(true);
    m_amount->setElided(Qt::ElideRight);
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
    m_area->setWidget(content);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto* head = new QHBoxLayout;
    head->setSpacing(gap::kPane);
    head->addWidget(m_amount, 1);
    head->addWidget(m_rate);
    head->addWidget(m_left);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addLayout(head);
    layout->addWidget(m_bar);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_area, 1);
    layout->addStretch(0); // where there are no parts
    retranslate();
}

void JobView::retranslate()
{
    m_bar->setAccessibleName(tr("Progress of the whole job"));
    m_area->setAccessibleName(tr("Progress by layer"));
}

void JobView::showJob(const wire::Job& job, const std::vector<JobPart>& parts)
{
    const bool isOver = hasEnded(job);
    const QString amount = amountText(job.done, job.total);
    m_amount->setText(amount.isEmpty() || isOver ? stateText(job) : amount);
    const bool isMoving = !isOver && !isPaused(job);
    // Beside an amount, what is paused says so where the rate would stand.
    m_rate->setText(isMoving                             ? rateText(job.rate)
                    : isPaused(job) && !amount.isEmpty() ? stateText(job)
                                                         : QString());
    m_left->setText(isMoving ? timeLeftText(job) : QString());
    m_bar->setShare(job.state == bus::kSucceeded ? 1 : shareOf(job.done, job.total), isOver);
    m_bar->setVisible(!isOver || job.total > 0);
    while (m_rows.size() > parts.size()) {
        delete m_rows.back();
        m_rows.pop_back();
    }
    while (m_rows.size() < parts.size()) {
        m_rows.push_back(new PartRow);
        m_layout->insertWidget(m_layout->count() - 1, m_rows.back());
    }
    for (std::size_t at = 0; at < parts.size(); ++at)
        m_rows[at]->showPart(parts[at]);
    m_area->setVisible(!parts.empty());
    const int shown = std::clamp(static_cast<int>(parts.size()), 1, kShownRows);
    const auto heightOf = [this](int rows) {
        return rows * rowHeight(kRow, fontMetrics()) + 2 * m_area->frameWidth();
    };
    m_area->setMinimumHeight(heightOf(shown));
    m_area->setMaximumHeight(heightOf(std::max(1, static_cast<int>(parts.size()))));
}

} // namespace onggi
