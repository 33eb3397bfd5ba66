// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/image_actions.h"

#include <map>

#include <QEvent>
#include <QFileDialog>

#include "gui/dialogs/commit_dialog.h"
#include "gui/dialogs/delete_dialog.h"
#include "gui/dialogs/free_dialog.h"
#include "gui/dialogs/load_dialog.h"
#include "gui/dialogs/pull_dialog.h"
#include "gui/dialogs/push_dialog.h"
#include "gui/dialogs/save_dialog.h"
#include "gui/dialogs/sign_in_dialog.h"
#include "gui/dialogs/tag_dialog.h"
#include "gui/dialogs/tell_where_closed.h"
#include "gui/main_window.h"
#include "gui/models/deletion_run.h"
#include "gui/models/names.h"
#include "gui/models/prepared_job.h"
#include "gui/models/running_job.h"
#include "gui/models/sign_in.h"
#include "gui/pages/images_page.h"
#include "gui/pages/lineage_page.h"
#include "gui/widgets/icons.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

QString deletionFailed()
{
    return ImageActions::tr("The images could not be deleted");
}

void openDialog(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

// A row stands for the tags that it shows: others of the image, in another repository, stay.
std::vector<DeletionTarget> targetsOf(const SelectedImage& selected, const StoreView& view)
{
    const ImageRow* row = imageOf(view, selected.image);
    const auto count = static_cast<std::size_t>(selected.tags.size());
    if (!row || count == row->tags.size())
        return {{selected.image, {}}};
    std::vector<DeletionTarget> targets;
    for (const std::string& tag : fromTexts(selected.tags))
        targets.push_back({selected.image, tag});
    return targets;
}

} // namespace

ImageActions::ImageActions(HelperLink& link, LiveStore& store, ImagesPage& page,
                           LineagePage& lineage)
    : m_link(link)
    , m_store(store)
    , m_page(page)
    , m_lineage(lineage)
{
    m_pull.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_P));
    m_pull.setIcon(namedIcon(QStringLiteral("download")));
    m_load.setShortcut(QKeySequence::Open);
    m_load.setIcon(namedIcon(QStringLiteral("document-open")));
    m_signIn.setObjectName(QStringLiteral("sign-in"));
    m_tag.setShortcut(Qt::Key_F2);
    m_tag.setIcon(namedIcon(QStringLiteral("tag")));
    m_push.setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    for (QAction* save : {&m_save, &m_saveNodes}) {
        save->setShortcut(QKeySequence::Save);
        save->setIcon(namedIcon(QStringLiteral("document-save")));
    }
    m_free.setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Delete));
    m_delete.setShortcut(QKeySequence::Delete);
    m_delete.setIcon(namedIcon(QStringLiteral("edit-delete")));
    page.addImageAction(&m_pull, ImagesPage::Place::Header);
    page.addImageAction(&m_load, ImagesPage::Place::Header);
    page.addImageAction(&m_tag, ImagesPage::Place::MenuOnly);
    page.addImageAction(&m_push, ImagesPage::Place::Pane);
    page.addImageAction(&m_save, ImagesPage::Place::MenuOnly);
    page.addImageAction(&m_delete, ImagesPage::Place::PaneEnd);
    page.addImageAction(&m_free, ImagesPage::Place::Status);
    lineage.addNodeAction(&m_saveNodes);
    page.installEventFilter(this);
    connect(&m_pull, &QAction::triggered, this, [this] { pull(QString()); });
    connect(&m_load, &QAction::triggered, this, &ImageActions::chooseArchives);
    connect(&m_signIn, &QAction::triggered, this, &ImageActions::signIn);
    connect(&m_tag, &QAction::triggered, this, &ImageActions::tagCurrent);
    connect(&m_push, &QAction::triggered, this, &ImageActions::pushSelected);
    connect(&m_save, &QAction::triggered, this, &ImageActions::saveSelected);
    connect(&m_saveNodes, &QAction::triggered, this, &ImageActions::saveNodes);
    connect(&m_free, &QAction::triggered, this, &ImageActions::freeSpace);
    connect(&m_delete, &QAction::triggered, this, &ImageActions::deleteSelected);
    connect(&page, &ImagesPage::selectionChanged, this, &ImageActions::enable);
    connect(&lineage, &LineagePage::selectionChanged, this, &ImageActions::enable);
    connect(&store, &LiveStore::liveChanged, this, &ImageActions::enable);
    retranslate();
    enable();
}

void ImageActions::enable()
{
    const bool isLive = m_store.isLive();
    const std::size_t selected = m_page.selectedImages().size();
    m_tag.setEnabled(isLive && m_page.currentImage() != 0);
    m_push.setEnabled(isLive && selected == 1);
    m_save.setEnabled(isLive && selected > 0);
    m_saveNodes.setEnabled(isLive && !m_lineage.selectedImages().empty());
    m_free.setEnabled(isLive && !m_store.view().images.empty());
    m_delete.setEnabled(isLive && selected > 0);
}

void ImageActions::deleteSelected()
{
    std::vector<DeletionTarget> targets;
    for (const SelectedImage& selected : m_page.selectedImages()) {
        for (DeletionTarget& target : targetsOf(selected, m_store.view()))
            targets.push_back(std::move(target));
    }
    deleteImages(std::move(targets));
}

void ImageActions::deleteImages(std::vector<DeletionTarget> targets)
{
    if (targets.empty())
        return;
    auto* dialog = new DeleteDialog(m_link, m_store, std::move(targets), m_page.window());
    tellWhereClosed(dialog, &DeleteDialog::begun, m_page.errors(), deletionFailed);
    openDialog(dialog);
}

void ImageActions::pull(const QString& reference)
{
    auto* dialog = new PullDialog(m_link, m_store, m_page.window());
    dialog->setReference(reference);
    connect(dialog, &PullDialog::imageChosen, &m_page, &ImagesPage::selectImage);
    tellWhereClosed(dialog, &PullDialog::begun, m_page.errors(),
                    [] { return tr("The image could not be pulled"); });
    openDialog(dialog);
}

void ImageActions::signIn()
{
    auto* dialog = new SignInDialog(m_link, m_page.window());
    tellWhereClosed(dialog, &SignInDialog::begun, m_page.errors(), &SignInDialog::failedText);
    openDialog(dialog);
}

void ImageActions::chooseArchives()
{
    auto* dialog = new QFileDialog(m_page.window(), tr("Load archives"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {tr("Image archives (%1)").arg(QStringLiteral("*.tar *.tar.gz *.tgz *.tar.zst *.tzst")),
         tr("All files (%1)").arg(QStringLiteral("*"))});
    connect(dialog, &QFileDialog::filesSelected, this, &ImageActions::load);
    openDialog(dialog);
}

void ImageActions::load(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    if (m_loading && m_loading->isVisible()) {
        m_loading->addArchives(paths);
        return;
    }
    m_loading = new LoadDialog(m_link, m_store, paths, m_page.window());
    connect(m_loading, &LoadDialog::imageChosen, &m_page, &ImagesPage::selectImage);
    tellWhereClosed(m_loading.data(), &LoadDialog::begun, m_page.errors(),
                    [] { return tr("The archive could not be loaded"); });
    openDialog(m_loading);
}

void ImageActions::tagCurrent()
{
    if (m_page.currentImage() == 0)
        return;
    auto* dialog = new TagDialog(m_link, m_store, m_page.currentImage(), m_page.window());
    tellWhereClosed(dialog, &TagDialog::begun, m_page.errors(),
                    [] { return tr("The image could not be tagged"); });
    openDialog(dialog);
}

void ImageActions::pushSelected()
{
    const std::vector<SelectedImage> selected = m_page.selectedImages();
    if (selected.size() != 1)
        return;
    auto* dialog = new PushDialog(m_link, m_store, selected.front().image,
                                  selected.front().tags.value(0), m_page.window());
    tellWhereClosed(dialog, &PushDialog::begun, m_page.errors(),
                    [] { return tr("The image could not be pushed"); });
    openDialog(dialog);
}

// An image that is selected under several repositories is saved once, with the tags of all.
void ImageActions::saveSelected()
{
    wire::SaveItems images;
    std::map<Serial, qsizetype> places;
    for (const SelectedImage& selected : m_page.selectedImages()) {
        const auto [place, isNew] = places.try_emplace(selected.image, images.size());
        if (isNew)
            images.append(wire::SaveItem{selected.image, selected.tags});
        else
            images[place->second].tags += selected.tags;
    }
    save(images);
}

void ImageActions::saveNodes()
{
    wire::SaveItems images;
    for (const Serial serial : m_lineage.selectedImages()) {
        if (const ImageRow* row = imageOf(m_store.view(), serial))
            images.append(wire::SaveItem{serial, toTexts(row->tags)});
    }
    save(images);
}

void ImageActions::save(const wire::SaveItems& images)
{
    if (images.isEmpty())
        return;
    auto* dialog = new SaveDialog(m_link, m_store, images, m_page.window());
    tellWhereClosed(dialog, &SaveDialog::begun, m_page.errors(),
                    [] { return tr("The images could not be saved"); });
    openDialog(dialog);
}

void ImageActions::freeSpace()
{
    auto* dialog = new FreeDialog(m_link, m_store, m_page.window());
    tellWhereClosed(dialog, &FreeDialog::begun, m_page.errors(), deletionFailed);
    openDialog(dialog);
}

void ImageActions::commit(Serial container, ErrorBar& errors)
{
    auto* dialog = new CommitDialog(m_link, m_store, container, m_page.window());
    connect(dialog, &CommitDialog::imageChosen, this, &ImageActions::showImage);
    tellWhereClosed(dialog, &CommitDialog::begun, errors, &CommitDialog::failedText);
    openDialog(dialog);
}

void ImageActions::showImage(Serial image)
{
    if (auto* window = qobject_cast<MainWindow*>(m_page.window()))
        window->showPage(&m_page);
    m_page.selectImage(image);
}

bool ImageActions::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QObject::eventFilter(object, event);
}

void ImageActions::retranslate()
{
    m_pull.setText(tr("Pull…"));
    m_load.setText(tr("Load…"));
    m_signIn.setText(tr("Sign in to a registry…"));
    //: verb
    m_tag.setText(tr("Tag…"));
    m_push.setText(tr("Push…"));
    m_push.setToolTip(tr("Send the image to a registry"));
    for (QAction* save : {&m_save, &m_saveNodes}) {
        //: verb: into a file
        save->setText(tr("Save…"));
        save->setToolTip(tr("Write the images into an archive"));
    }
    m_free.setText(tr("Free space…"));
    m_free.setToolTip(tr("Delete unused images until enough of the disk is free"));
    m_delete.setText(tr("Delete…"));
}

} // namespace onggi
