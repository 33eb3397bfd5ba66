// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/image_details.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QStackedWidget>

#include "gui/models/names.h"
#include "gui/pages/detail_table.h"
#include "gui/pages/image_overview.h"
#include "gui/widgets/action_button.h"
#include "gui/widgets/copy_button.h"
#include "gui/widgets/glyph_label.h"
#include "gui/widgets/separator.h"
#include "helper/api/convert.h"
#include "images_interface.h"

namespace onggi {
namespace {

// But for the one that names the image; of the same repository without it.
QStringList otherTags(const ImageRow& row, const QString& name)
{
    const QString repository = name.left(name.lastIndexOf(QLatin1Char(':')) + 1);
    QStringList others;
    for (const std::string& tag : row.tags) {
        QString other = shownName(tag);
        if (other == name)
            continue;
        if (!repository.isEmpty() && other.startsWith(repository))
            other.remove(0, repository.size());
        others << other;
    }
    return others;
}

} // namespace

ImageDetails::ImageDetails(HelperLink& link, LiveStore& store, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_store(store)
{
    build();
    // What a helper that has gone could not tell is asked of the next; storeChanged() follows.
    connect(&m_store, &LiveStore::liveChanged, this, [this] { m_configFailure.clear(); });
    retranslate();
    refresh();
}

ImageDetails::~ImageDetails() = default;

void ImageDetails::build()
{
    m_nothing = new Label(Type::Body, Ink::Secondary);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_name = new Label(Type::PaneTitle);
    m_name->setElided(Qt::ElideMiddle);
    m_state = new GlyphLabel(Type::Secondary);
    m_id = new Label(Type::Secondary, Ink::Secondary);
    m_id->setFixedWidthFont(true);
    m_copyId = new CopyButton;
    m_otherTags = new Label(Type::Secondary, Ink::Secondary);
    m_otherTags->setElided(Qt::ElideRight);
    m_tabs = new QTabBar;
    m_tabs->setDrawBase(false);
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    for (int tab = 0; tab < TabCount; ++tab)
        m_tabs->addTab(QString());
    m_overview = new ImageOverview;
    m_layers = new DetailTable;
    m_history = new DetailTable;
    m_configuration = new DetailTable;
    m_pages = new QStackedWidget;
    for (QWidget* page :
         std::initializer_list<QWidget*>{m_overview, m_layers, m_history, m_configuration})
        m_pages->addWidget(page);
    connect(m_tabs, &QTabBar::currentChanged, this, &ImageDetails::showTab);
    connect(m_overview, &ImageOverview::imageChosen, this, &ImageDetails::imageChosen);

    auto* title = new QHBoxLayout;
    title->setSpacing(gap::kRow);
    title->addWidget(m_name, 1);
    title->addWidget(m_state);
    auto* identity = new QHBoxLayout;
    identity->setSpacing(gap::kLabel);
    identity->addWidget(m_id);
    identity->addWidget(m_copyId);
    identity->addSpacing(gap::kLabel);
    identity->addWidget(m_otherTags, 1);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(gap::kRow);
    m_endButtons = new QHBoxLayout;
    m_endButtons->setSpacing(gap::kRow);
    auto* buttons = new QHBoxLayout;
    buttons->addLayout(m_buttons);
    buttons->addStretch(1);
    buttons->addLayout(m_endButtons);

    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(gap::kPage, gap::kPane, gap::kPage, 0);
    column->setSpacing(gap::kLabel);
    column->addLayout(title);
    column->addLayout(identity);
    column->addLayout(buttons);
    column->addSpacing(gap::kLabel);
    column->addWidget(m_tabs);
    column->addWidget(new Separator(Qt::Horizontal));
    column->addWidget(m_pages, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_content);
    layout->addWidget(m_nothing);
}

void ImageDetails::addActionButton(QAction* action, bool isAtEnd)
{
    (isAtEnd ? m_endButtons : m_buttons)->addWidget(new ActionButton(action));
}

void ImageDetails::showImage(Serial image, std::int64_t now)
{
    m_now = now;
    const bool isOther = image != m_image;
    m_image = image;
    if (isOther) {
        m_config.clear();
        m_configOf = 0;
        m_configFailure.clear();
        m_configCall.reset();
    }
    refresh();
}

void ImageDetails::refresh()
{
    const ImageRow* row = imageOf(m_store.view(), m_image);
    m_content->setVisible(row != nullptr);
    m_nothing->setVisible(row == nullptr);
    if (!row)
        return;
    m_index = static_cast<std::size_t>(row - m_store.view().images.data());
    showHead();
    m_overview->showImage(m_store.view(), m_store.forest(), m_index, m_now);
    showTab();
}

void ImageDetails::showHead()
{
    const ImageRow& row = m_store.view().images[m_index];
    m_name->setText(shownName(row));
    m_id->setText(toText(row.id.shortHex()));
    m_copyId->setCopiedText(toText(row.id.text()));
    const QStringList others = otherTags(row, m_name->text());
    //: %1: tags of the same image
    m_otherTags->setText(
        others.isEmpty() ? QString() : tr("also tagged: %1").arg(others.join(QLatin1String(", "))));

    int running = 0;
    int stopped = 0;
    for (const ContainerRow& container : m_store.view().containers) {
        if (container.image == m_image)
            ++(container.state == ContainerState::Running ? running : stopped);
    }
    m_state->setVisible(running + stopped > 0);
    if (running > 0)
        //: containers of the image that run
        m_state->setState(StateShape::Running, tr("running ×%1").arg(running));
    else
        //: containers of the image that do not run
        m_state->setState(StateShape::Stopped, tr("stopped ×%1").arg(stopped));
}

void ImageDetails::showTab()
{
    m_pages->setCurrentIndex(m_tabs->currentIndex());
    if (!m_content->isVisibleTo(this))
        return;
    switch (m_tabs->currentIndex()) {
    case Layers:
        m_layers->showLayers(m_store.view(), m_store.forest(), m_index);
        break;
    case History:
    case Configuration:
        showConfig();
        break;
    default:
        break;
    }
}

void ImageDetails::showConfig()
{
    DetailTable* table = m_tabs->currentIndex() == History ? m_history : m_configuration;
    if (m_configOf != m_image) {
        table->showSentence(m_configFailure.isEmpty() ? tr("Reading…") : m_configFailure);
        if (m_configFailure.isEmpty())
            fetchConfig();
        return;
    }
    try {
        const ImageConfig config = ImageConfig::parse(
            {m_config.constData(), static_cast<std::size_t>(m_config.size())}, "the configuration");
        if (m_tabs->currentIndex() == History)
            table->showHistory(m_store.view(), m_store.forest(), m_index, config, m_now);
        else
            table->showConfiguration(config);
    } catch (const Error& error) {
        table->showSentence(tr("The configuration of this image cannot be read.") +
                            QLatin1Char('\n') + QString::fromUtf8(error.what()));
    }
}

void ImageDetails::fetchConfig()
{
    if (m_configCall || !m_store.isLive())
        return;
    m_configCall = std::make_unique<QDBusPendingCallWatcher>(m_link.images().Config(m_image));
    connect(m_configCall.get(), &QDBusPendingCallWatcher::finished, this, [this] {
        const std::unique_ptr<QDBusPendingCallWatcher, void (*)(QDBusPendingCallWatcher*)> call(
            m_configCall.release(),
            [](QDBusPendingCallWatcher* watcher) { watcher->deleteLater(); });
        takeConfig(*call);
    });
}

void ImageDetails::takeConfig(const QDBusPendingCallWatcher& call)
{
    const QDBusPendingReply<QByteArray> reply = call;
    if (reply.isError()) {
        m_configFailure = tr("The configuration of this image could not be read.") +
                          QLatin1Char('\n') + reply.error().message();
    } else {
        m_config = reply.value();
        m_configOf = m_image;
    }
    showTab();
}

void ImageDetails::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

void ImageDetails::retranslate()
{
    m_nothing->setText(tr("Select an image to see what it is made of."));
    m_copyId->setPurpose(tr("Copy the whole id"));
    m_tabs->setAccessibleName(tr("Details of the image"));
    m_tabs->setTabText(Overview, tr("Overview"));
    m_tabs->setTabText(Layers, tr("Layers"));
    m_tabs->setTabText(History, tr("History"));
    //: short for configuration
    m_tabs->setTabText(Configuration, tr("Config"));
    m_layers->setAccessibleName(tr("Layers of the image"));
    m_history->setAccessibleName(tr("History of the image"));
    m_configuration->setAccessibleName(tr("Configuration of the image"));
    m_overview->retranslate();
}

void ImageDetails::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Colours::of(QApplication::palette()).base);
}

} // namespace onggi
