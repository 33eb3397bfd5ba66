// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/image_overview.h"

#include <algorithm>

#include <QBoxLayout>
#include <QGridLayout>

#include "gui/models/format.h"
#include "gui/models/names.h"
#include "gui/models/removal_text.h"
#include "gui/pages/stack_view.h"
#include "gui/widgets/copy_button.h"
#include "gui/widgets/glyph_label.h"
#include "gui/widgets/separator.h"
#include "gui/widgets/size_bar.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kNameWidth = 104;

// The nearest image that this one is made on top of.
const ImageRow* baseOf(const StoreView& view, const Forest& forest, std::size_t image)
{
    auto at = forest.nodeOfImage(image);
    if (at)
        at = forest.nodes()[*at].parent;
    for (; at; at = forest.nodes()[*at].parent) {
        if (!forest.nodes()[*at].images.empty())
            return &view.images[forest.nodes()[*at].images.front()];
    }
    return nullptr;
}

} // namespace

ImageOverview::ImageOverview(QWidget* parent)
    : ContentArea(parent)
    , m_moreUsers(new Label(Type::Body, Ink::Secondary))
    , m_provenance(new GlyphLabel(Type::Body, Ink::Text))
    , m_from(new Label)
    , m_base(new GlyphLabel(Type::Body, Ink::Text))
    , m_platform(new Label)
    , m_digest(new Label(Type::Secondary))
    , m_copyDigest(new CopyButton)
    , m_removal(new Label)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_from->setElided(Qt::ElideMiddle);
    m_digest->setFixedWidthFont(true);
    m_digest->setElided(Qt::ElideRight);
    m_removal->setWordWrap(true);

    auto* users = new QWidget;
    auto* usersLayout = new QVBoxLayout(users);
    usersLayout->setContentsMargins(0, 0, 0, 0);
    usersLayout->setSpacing(gap::kLabel);
    for (GlyphLabel*& user : m_users) {
        user = new GlyphLabel(Type::Body, Ink::Text);
        usersLayout->addWidget(user);
    }
    usersLayout->addWidget(m_moreUsers);
    auto* origin = new QWidget;
    auto* originLayout = new QVBoxLayout(origin);
    originLayout->setContentsMargins(0, 0, 0, 0);
    originLayout->setSpacing(gap::kLabel);
    originLayout->addWidget(m_provenance);
    originLayout->addWidget(m_from);
    auto* digest = new QWidget;
    auto* digestLayout = new QHBoxLayout(digest);
    digestLayout->setContentsMargins(0, 0, 0, 0);
    digestLayout->setSpacing(gap::kLabel);
    digestLayout->addWidget(m_digest);
    digestLayout->addWidget(m_copyDigest);
    digestLayout->addStretch(1);

    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, gap::kPane, 0, gap::kPane);
    layout->setSpacing(gap::kPane);
    layout->addWidget(makeSizes());
    layout->addWidget(new Separator(Qt::Horizontal));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(0);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, scaledLength(kNameWidth, fontMetrics()));
    grid->setColumnStretch(1, 1);
    const std::array<QWidget*, FactCount> values{users,      origin, m_base,
                                                 m_platform, digest, m_removal};
    for (int fact = 0; fact < FactCount; ++fact)
        addFact(*grid, static_cast<Fact>(fact), values[static_cast<std::size_t>(fact)]);
    layout->addLayout(grid);
    layout->addStretch(1);
    setContent(content);
    retranslate();
}

QWidget* ImageOverview::makeSizes()
{
    m_madeOf = new Label;
    m_madeOf->setSemibold(true);
    m_meaning = new Label(Type::Caption, Ink::Secondary);
    m_virtual = new Label;
    m_virtual->setSemibold(true);
    m_stack = new StackView;
    m_bar = new SizeBar;
    connect(m_stack, &StackView::imageChosen, this, &ImageOverview::imageChosen);

    auto* sizes = new QWidget;
    auto* head = new QHBoxLayout;
    head->setSpacing(gap::kRow);
    head->addWidget(m_madeOf);
    head->addStretch(1);
    head->addWidget(m_meaning);
    head->addWidget(m_virtual);
    auto* layout = new QVBoxLayout(sizes);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addLayout(head);
    layout->addWidget(m_stack);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_bar);
    return sizes;
}

void ImageOverview::addFact(QGridLayout& grid, Fact fact, QWidget* value)
{
    auto* name = new Label(Type::Secondary, Ink::Secondary);
    name->setBuddy(value);
    m_names[fact] = name;
    const int row = grid.rowCount();
    grid.addWidget(name, row, 0, Qt::AlignTop);
    grid.addWidget(value, row, 1, Qt::AlignTop);
}

void ImageOverview::retranslate()
{
    m_madeOf->setText(tr("Made of"));
    m_meaning->setText(tr("Virtual size, content bytes"));
    m_stack->setAccessibleName(tr("What the image is made of"));
    m_bar->setAccessibleName(tr("Unique and shared bytes"));
    m_copyDigest->setPurpose(tr("Copy the whole digest"));
    m_names[UsedBy]->setText(tr("Used by"));
    m_names[ProvenanceFact]->setText(tr("Provenance"));
    m_names[Base]->setText(tr("Base"));
    m_names[Platform]->setText(tr("Platform"));
    m_names[DigestFact]->setText(tr("Digest"));
    m_names[Removal]->setText(tr("If deleted"));
}

void ImageOverview::showImage(const StoreView& view, const Forest& forest, std::size_t image,
                              std::int64_t now)
{
    const ImageRow& row = view.images[image];
    m_stack->showImage(view, forest, image);
    showSizes(imageSizes(view, forest, image));
    showUsers(view, row.serial);
    showOrigin(view, forest, image, now);
    showDigest(row);
    m_platform->setText(toText(row.platform));
    m_removal->setText(removalText(view, forest, image));
}

void ImageOverview::showSizes(const ImageSizes& sizes)
{
    m_virtual->setText(sizeText(sizes.virtualSize));
    m_virtual->setToolTip(exactSizeText(sizes.virtualSize));
    m_bar->setSizes(sizes.unique, sizes.shared);
}

void ImageOverview::showUsers(const StoreView& view, Serial image)
{
    std::vector<const ContainerRow*> users;
    for (const ContainerRow& container : view.containers) {
        if (container.image == image)
            users.push_back(&container);
    }
    for (std::size_t at = 0; at < m_users.size(); ++at) {
        m_users[at]->setVisible(at < users.size());
        if (at < users.size())
            m_users[at]->setState(stateShape(users[at]->state), toText(users[at]->name));
    }
    const std::size_t shown = std::min(users.size(), m_users.size());
    m_moreUsers->setVisible(users.empty() || users.size() > shown);
    m_moreUsers->setText(users.empty()
                             //: no container uses the image
                             ? tr("nothing")
                             : tr("%n more", nullptr, static_cast<int>(users.size() - shown)));
}

void ImageOverview::showOrigin(const StoreView& view, const Forest& forest, std::size_t image,
                               std::int64_t now)
{
    const Provenance& own = view.images[image].provenance;
    m_provenance->setProvenance(own.kind, originText(own, now));
    m_from->setText(toText(own.from));
    m_from->setVisible(!own.from.empty());
    const ImageRow* base = baseOf(view, forest, image);
    const std::string& named = view.images[image].baseName;
    m_names[Base]->setVisible(base || !named.empty());
    m_base->setVisible(base || !named.empty());
    if (base)
        m_base->setProvenance(
            base->provenance.kind,
            //: an image, and where it is from: "nginx:1.29, pulled 6 days ago"
            tr("%1, %2").arg(shownName(*base), originText(base->provenance, now)));
    else if (!named.empty())
        m_base->setProvenance(ProvenanceKind::Built, shownName(named));
}

void ImageOverview::showDigest(const ImageRow& row)
{
    const std::string digest = row.digests.empty()
                                   ? row.id.text()
                                   : row.digests.front().substr(row.digests.front().find('@') + 1);
    constexpr std::size_t kShown = sizeof "sha256:" - 1 + 12;
    m_digest->setText(toText(digest.substr(0, kShown)));
    m_copyDigest->setCopiedText(toText(row.digests.empty() ? digest : row.digests.front()));
}

} // namespace onggi
