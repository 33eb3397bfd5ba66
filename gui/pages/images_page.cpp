// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lays the page out and keeps its parts in step with the store and with the selection; its actions
// are in images_page_actions.cpp.

#include "gui/pages/images_page.h"

#include <algorithm>
#include <set>

#include <QDateTime>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>

#include "gui/models/format.h"
#include "gui/models/names.h"
#include "gui/models/removal_text.h"
#include "gui/pages/image_details.h"
#include "gui/pages/image_view.h"
#include "gui/pages/side_pane.h"
#include "gui/pages/waiting_label.h"
#include "gui/widgets/chip.h"
#include "gui/widgets/choice_box.h"
#include "gui/widgets/choices.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"

namespace onggi {
namespace {

constexpr int kHeader = 48;
constexpr int kFilterWidth = 152;
constexpr int kClockSeconds = 60;

std::int64_t now()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace

ImagesPage::ImagesPage(HelperLink& link, LiveStore& store, QWidget* parent)
    : Page(parent)
    , m_store(store)
{
    m_filter.setSourceModel(&m_tree);
    m_errors = new ErrorBar;
    m_empty = new EmptyState;
    m_waiting = new WaitingLabel(link, store);
    m_details = new ImageDetails(link, store);
    makeTable();
    m_stack = new QStackedWidget;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_waiting, m_empty, m_side})
        m_stack->addWidget(widget);
    layOut(makeHeader(), m_errors, m_stack);
    makeActions();

    m_clock = new QTimer(this);
    m_clock->setInterval(kClockSeconds * 1000);
    connect(m_clock, &QTimer::timeout, this, &ImagesPage::showStore);
    connect(&m_store, &LiveStore::storeChanged, this, &ImagesPage::showStore);
    connect(&m_store, &LiveStore::failed, this, &ImagesPage::showFailure);
    connect(&m_store, &LiveStore::liveChanged, this, [this](bool isLive) {
        if (isLive)
            m_errors->withdrawOffer();
    });
    connect(m_errors, &ErrorBar::actionRequested, &m_store, &LiveStore::readAgain);
    connect(m_details, &ImageDetails::imageChosen, this, &ImagesPage::selectImage);
    retranslate();
    showStore();
}

ImagesPage::~ImagesPage()
{
    m_view->saveColumns();
    m_side->save();
}

QWidget* ImagesPage::makeHeader()
{
    m_title = new Label(Type::PageTitle);
    const auto makeChip = [this] {
        auto* chip = new Chip;
        connect(chip, &QPushButton::toggled, this, &ImagesPage::applyFilter);
        return chip;
    };
    m_inUse = makeChip();
    m_dangling = makeChip();
    m_base = makeChip();
    m_registry = new ChoiceBox;
    connect(m_registry, &QComboBox::activated, this, &ImagesPage::applyFilter);
    m_text = new QLineEdit;
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(scaledLength(kFilterWidth, fontMetrics()));
    m_text->addAction(namedIcon(QStringLiteral("view-filter")), QLineEdit::LeadingPosition);
    connect(m_text, &QLineEdit::textChanged, this, &ImagesPage::applyFilter);
    m_text->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));

    auto* header = new QWidget;
    header->setFixedHeight(rowHeight(kHeader, fontMetrics()));
    m_headerActions = new QHBoxLayout;
    m_headerActions->setSpacing(gap::kRow);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(gap::kPage, 0, gap::kPage, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(m_title);
    layout->addSpacing(gap::kRow);
    for (QWidget* control :
         std::initializer_list<QWidget*>{m_inUse, m_dangling, m_base, m_registry})
        layout->addWidget(control);
    layout->addStretch(1);
    layout->addWidget(m_text);
    layout->addLayout(m_headerActions);
    return header;
}

void ImagesPage::makeTable()
{
    m_view = new ImageView;
    m_view->setModel(&m_filter);
    m_view->restoreColumns();
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ImagesPage::showContextMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ImagesPage::showSelection);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ImagesPage::showSelection);

    m_side = new SidePane(QStringLiteral("images"), *this, m_view, m_details);
    setContent(m_view);
}

void ImagesPage::showStore()
{
    const StoreView& view = m_store.view();
    const std::set<Serial> before = [this] {
        std::set<Serial> serials;
        for (const SelectedImage& selected : selectedImages())
            serials.insert(selected.image);
        return serials;
    }();
    const int place = m_view->verticalScrollBar()->value();
    m_tree.setStore(view, m_store.forest(), now());
    m_view->setLargest(m_tree.largestVirtual());
    m_view->verticalScrollBar()->setValue(place);
    m_hasLoaded = m_hasLoaded || m_store.isLive();
    m_stack->setCurrentWidget(!view.images.empty() ? static_cast<QWidget*>(m_side)
                              : m_hasLoaded        ? static_cast<QWidget*>(m_empty)
                                                   : static_cast<QWidget*>(m_waiting));
    if (m_hasLoaded && !m_clock->isActive())
        m_clock->start();
    showRegistries();
    if (m_wanted != 0)
        selectImage(m_wanted);
    if (before.empty() && currentImage() == 0 && !view.images.empty()) {
        const QModelIndex group = m_filter.index(0, 0);
        m_view->setCurrentIndex(m_filter.index(0, 0, group));
    }
    showSelection();
}

void ImagesPage::showRegistries()
{
    std::vector<Choice> choices{{tr("All registries"), QString()}};
    for (const QString& registry : m_filter.registries())
        choices.push_back({registry, registry});
    setChoices(*m_registry, choices);
    // A registry whose last image has gone leaves all of them shown.
    if (m_registry->currentIndex() < 0)
        m_registry->setCurrentIndex(0);
    applyFilter();
}

void ImagesPage::applyFilter()
{
    ImageFilter::Kinds kinds;
    kinds.setFlag(ImageFilter::InUse, m_inUse->isChecked());
    kinds.setFlag(ImageFilter::Dangling, m_dangling->isChecked());
    kinds.setFlag(ImageFilter::Base, m_base->isChecked());
    m_filter.set(kinds, m_registry->currentData().toString(), m_text->text());
}

void ImagesPage::takeFilterOff()
{
    for (QPushButton* chip : {m_inUse, m_dangling, m_base})
        chip->setChecked(false);
    m_registry->setCurrentIndex(0);
    m_text->clear();
    applyFilter();
}

void ImagesPage::showSelection()
{
    m_details->showImage(currentImage(), now());
    const bool isImage = currentImage() != 0;
    for (QAction* action : {m_copyName, m_copyId, m_copyDigest})
        action->setEnabled(isImage);
    emit selectionChanged();
    emit summaryChanged();
}

void ImagesPage::showFailure(const QDBusError& error)
{
    ErrorBar::Message message = errorMessage(tr("The images could not be read"), error);
    message.action = tr("Try again");
    m_errors->show(message);
}

std::vector<SelectedImage> ImagesPage::selectedImages() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& row) {
        return std::make_pair(row.parent().row(), row.row());
    });
    std::vector<SelectedImage> selected;
    for (const QModelIndex& row : rows) {
        if (const Serial image = row.data(ImageTree::SerialRole).toULongLong(); image != 0)
            selected.push_back({image, row.data(ImageTree::TagsRole).toStringList()});
    }
    return selected;
}

Serial ImagesPage::currentImage() const
{
    return m_view->currentIndex()
        .siblingAtColumn(ImageTree::RepositoryColumn)
        .data(ImageTree::SerialRole)
        .toULongLong();
}

void ImagesPage::selectImage(Serial image)
{
    if (imageOf(m_store.view(), image) && !selectRow(image))
        takeFilterOff();
    m_wanted = selectRow(image) ? 0 : image;
}

bool ImagesPage::selectRow(Serial image)
{
    for (int group = 0; group < m_filter.rowCount(); ++group) {
        const QModelIndex parent = m_filter.index(group, 0);
        for (int row = 0; row < m_filter.rowCount(parent); ++row) {
            const QModelIndex index = m_filter.index(row, 0, parent);
            if (index.data(ImageTree::SerialRole).toULongLong() != image)
                continue;
            // Also while somebody holds a key that would only add to the selection.
            m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                                 QItemSelectionModel::Rows);
            m_view->scrollTo(index);
            return true;
        }
    }
    return false;
}

QString ImagesPage::title() const
{
    return tr("Images");
}

QString ImagesPage::iconName() const
{
    return QStringLiteral("package");
}

int ImagesPage::count() const
{
    const auto& images = m_store.view().images;
    return images.empty() && !m_hasLoaded ? -1 : static_cast<int>(images.size());
}

PageStatus ImagesPage::status() const
{
    const StoreView& view = m_store.view();
    if (view.images.empty())
        return {};
    const StoreTotals totals = storeTotals(view, m_store.forest());
    Bytes content;
    for (const LayerRow& layer : view.layers)
        content += layer.content;
    PageStatus status;
    status.facts = {//: two counts in one line: "17 images, 40 layers"
                    tr("%1, %2").arg(tr("%n image(s)", nullptr, count()),
                                     tr("%n layer(s)", nullptr, static_cast<int>(totals.layers))),
                    tr("%1 content").arg(sizeText(content)),
                    tr("%1 on disk").arg(sizeText(totals.layersDisk))};
    status.important = tr("%1 could be freed").arg(sizeText(totals.reclaimable));
    status.action = m_statusAction;
    std::vector<std::size_t> images;
    std::set<Serial> seen;
    for (const SelectedImage& selected : selectedImages()) {
        const ImageRow* row = imageOf(view, selected.image);
        if (row && seen.insert(selected.image).second)
            images.push_back(static_cast<std::size_t>(row - view.images.data()));
    }
    status.selection = selectionText(view, m_store.forest(), images);
    return status;
}

const ImageRow* ImagesPage::currentRow() const
{
    return imageOf(m_store.view(), currentImage());
}

void ImagesPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

} // namespace onggi
