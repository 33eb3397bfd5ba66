// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/run_entry.h"

#include <QAction>
#include <QEvent>

#include "gui/dialogs/run_dialog.h"
#include "gui/main_window.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/images_page.h"
#include "gui/widgets/icons.h"

namespace onggi {

RunEntry::RunEntry(HelperLink& link, LiveStore& store, MainWindow& window, ImagesPage& images,
                   ContainersPage& containers)
    : m_link(link)
    , m_store(store)
    , m_window(window)
    , m_images(images)
    , m_containers(containers)
    , m_run(new QAction(this))
{
    m_run->setIcon(namedIcon(QStringLiteral("media-playback-start")));
    m_run->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    connect(m_run, &QAction::triggered, this, &RunEntry::runSelected);
    m_images.addImageAction(m_run, ImagesPage::Place::Pane);
    connect(&m_images, &ImagesPage::selectionChanged, this, &RunEntry::enable);
    connect(&m_store, &LiveStore::liveChanged, this, &RunEntry::enable);
    connect(&m_containers, &ContainersPage::runRequested, this, &RunEntry::open);
    m_window.installEventFilter(this);
    retranslate();
    enable();
}

void RunEntry::open(Serial image, const QString& name)
{
    auto* dialog = new RunDialog(m_link, m_store, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RunDialog::started, this, [this](Serial container) {
        m_window.showPage(&m_containers);
        m_containers.selectContainer(container);
    });
    dialog->setImage(image, name);
    dialog->open();
}

void RunEntry::runSelected()
{
    const std::vector<SelectedImage> selected = m_images.selectedImages();
    if (selected.size() == 1)
        open(selected.front().image, selected.front().tags.value(0));
}

void RunEntry::enable()
{
    m_run->setEnabled(m_store.isLive() && m_images.selectedImages().size() == 1);
}

bool RunEntry::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QObject::eventFilter(watched, event);
}

void RunEntry::retranslate()
{
    m_run->setText(tr("Run…"));
    m_run->setToolTip(tr("Run a container of this image"));
}

} // namespace onggi
