// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done on the page by mouse and keyboard, and what it says in the language of now.

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>

#include "gui/models/names.h"
#include "gui/pages/image_details.h"
#include "gui/pages/image_view.h"
#include "gui/pages/images_page.h"
#include "gui/pages/side_pane.h"
#include "gui/pages/waiting_label.h"
#include "gui/widgets/action_button.h"
#include "gui/widgets/choice_box.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"

namespace onggi {

QAction* ImagesPage::addOwnAction(const QKeySequence& keys, void (ImagesPage::*slot)())
{
    auto* action = new QAction(this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void ImagesPage::makeActions()
{
    m_find = addOwnAction(QKeySequence::Find, &ImagesPage::findImages);
    m_showDetails =
        addOwnAction(QKeySequence(Qt::ALT | Qt::Key_Return), &ImagesPage::toggleDetails);
    m_copyName =
        addOwnAction(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &ImagesPage::copyName);
    m_copyId = addOwnAction(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I), &ImagesPage::copyId);
    m_copyDigest =
        addOwnAction(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), &ImagesPage::copyDigest);
    m_copyName->setIcon(namedIcon(QStringLiteral("edit-copy")));
    m_find->setIcon(namedIcon(QStringLiteral("view-filter")));
    m_imageActions = {m_copyName, m_copyId, m_copyDigest};
}

void ImagesPage::addImageAction(QAction* action, Place place)
{
    insertAction(m_copyName, action);
    if (place != Place::Header && place != Place::Status)
        m_imageActions.insert(m_imageActions.indexOf(m_copyName), action);
    switch (place) {
    case Place::Header:
        m_headerActions->addWidget(new ActionButton(action));
        m_empty->addActionButton(action);
        break;
    case Place::Pane:
        m_details->addActionButton(action, false);
        break;
    case Place::PaneEnd:
        m_details->addActionButton(action, true);
        break;
    case Place::Status:
        m_statusAction = action;
        break;
    case Place::MenuOnly:
        break;
    }
}

void ImagesPage::showContextMenu(const QPoint& place)
{
    if (selectedImages().empty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction* action : m_imageActions) {
        if (action == m_copyName)
            menu->addSeparator();
        menu->addAction(action);
    }
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void ImagesPage::findImages()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void ImagesPage::copyName()
{
    const QStringList tags =
        m_view->currentIndex().siblingAtColumn(0).data(ImageTree::TagsRole).toStringList();
    const ImageRow* row = currentRow();
    if (row)
        QApplication::clipboard()->setText(tags.isEmpty() ? toText(row->id.shortHex())
                                                          : tags.first());
}

void ImagesPage::copyId()
{
    if (const ImageRow* row = currentRow())
        QApplication::clipboard()->setText(toText(row->id.text()));
}

void ImagesPage::copyDigest()
{
    const ImageRow* row = currentRow();
    if (row)
        QApplication::clipboard()->setText(
            toText(row->digests.empty() ? row->id.text() : row->digests.front()));
}

void ImagesPage::toggleDetails()
{
    m_side->togglePane();
}

// Escape closes the pane where it lies over the table; else it leaves the filter.
void ImagesPage::keyPressEvent(QKeyEvent* event)
{
    if (m_side->takeKey(*event, currentImage() != 0))
        return;
    if (event->key() == Qt::Key_Escape && m_text->hasFocus()) {
        m_text->clear();
        m_view->setFocus();
    } else {
        Page::keyPressEvent(event);
    }
}

void ImagesPage::retranslate()
{
    m_title->setText(title());
    m_inUse->setText(tr("In use"));
    m_inUse->setToolTip(tr("Only images that a container uses"));
    //: images without a tag
    m_dangling->setText(tr("Dangling"));
    m_dangling->setToolTip(tr("Only images without a tag"));
    m_base->setText(tr("Base"));
    m_base->setToolTip(tr("Only images that others are made on top of"));
    m_registry->setAccessibleName(tr("Registry"));
    m_registry->setToolTip(tr("Only images of this registry"));
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Filter images"));
    m_text->setToolTip(tr("Names, tags, ids and containers (%1)")
                           .arg(m_find->shortcut().toString(QKeySequence::NativeText)));
    m_view->setAccessibleName(tr("Images"));
    m_view->setEmptyText(tr("No image matches the filter."));
    m_details->setAccessibleName(tr("Details of the image"));
    m_waiting->setSentence(tr("Reading the images…"));
    m_empty->setText(tr("No images yet"),
                     tr("An image holds the files that a container starts from. Images come from "
                        "a registry or from an archive; this page shows what each is made of, "
                        "what they share, and which containers use them."));
    m_find->setText(tr("Filter images"));
    m_showDetails->setText(tr("Show details"));
    m_copyName->setText(tr("Copy name"));
    m_copyId->setText(tr("Copy id"));
    m_copyDigest->setText(tr("Copy digest"));
    m_tree.retranslate();
    showRegistries();
    showSelection();
}

} // namespace onggi
