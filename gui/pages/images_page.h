// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The images of the store: a table of them by repository, and beside it what the current one is
// made of. What can be done with images comes from outside, as actions.
#pragma once

#include <vector>

#include <QAction>
#include <QHBoxLayout>
#include <QPointer>

#include "gui/models/image_filter.h"
#include "gui/models/image_tree.h"
#include "gui/models/live_store.h"
#include "gui/pages/page.h"

class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace onggi {

class ChoiceBox;
class EmptyState;
class ErrorBar;
class ImageDetails;
class ImageView;
class Label;
class SidePane;
class WaitingLabel;

// A selected row: an image, and the references of it that the row stands for; none: untagged.
struct SelectedImage {
    Serial image = 0;
    QStringList tags;
};

class ImagesPage : public Page {
    Q_OBJECT

public:
    enum class Place {
        Header,   // beside the filter, and on the empty page: pull, load
        Pane,     // a button of the detail pane: run
        PaneEnd,  // the same, apart from the others at the right: delete
        Status,   // the menu, and a button in the line below, behind what could be freed
        MenuOnly, // the menus alone
    };

    // Both must outlive the page.
    ImagesPage(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~ImagesPage() override;

    // Shows an action in the menus, in the order in which they come, and as a button where `place`
    // says. Its owner keeps text and enabledness right: see selectionChanged().
    void addImageAction(QAction* action, Place place);

    // In the order of the rows; intermediate steps and groups are none.
    std::vector<SelectedImage> selectedImages() const;
    // The row that the detail pane shows; 0: none.
    Serial currentImage() const;
    // Selects the image's first row and shows it, as soon as the store has it, and takes off a
    // filter that hides it.
    void selectImage(Serial image);
    ErrorBar& errors() const noexcept { return *m_errors; }

    QString title() const override;
    QString iconName() const override;
    int count() const override;
    PageStatus status() const override;

signals:
    void selectionChanged();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHeader();
    void makeTable();
    void makeActions();
    QAction* addOwnAction(const QKeySequence& keys, void (ImagesPage::*slot)());
    void retranslate();

    void showStore();
    void showRegistries();
    void showSelection();
    void applyFilter();
    void takeFilterOff();
    void showFailure(const QDBusError& error);
    void showContextMenu(const QPoint& place);

    void findImages();
    void copyName();
    void copyId();
    void copyDigest();
    void toggleDetails();
    bool selectRow(Serial image);
    const ImageRow* currentRow() const;

    LiveStore& m_store;
    ImageTree m_tree;
    ImageFilter m_filter;

    Label* m_title = nullptr;
    QPushButton* m_inUse = nullptr;
    QPushButton* m_dangling = nullptr;
    QPushButton* m_base = nullptr;
    ChoiceBox* m_registry = nullptr;
    QLineEdit* m_text = nullptr;
    QHBoxLayout* m_headerActions = nullptr;
    ErrorBar* m_errors = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    WaitingLabel* m_waiting = nullptr;
    SidePane* m_side = nullptr;
    ImageView* m_view = nullptr;
    ImageDetails* m_details = nullptr;
    QTimer* m_clock = nullptr; // ages go on without a change

    QAction* m_find = nullptr;
    QAction* m_showDetails = nullptr;
    QAction* m_copyName = nullptr;
    QAction* m_copyId = nullptr;
    QAction* m_copyDigest = nullptr;
    QList<QAction*> m_imageActions; // of the context menu
    QPointer<QAction> m_statusAction;
    bool m_hasLoaded = false;
    Serial m_wanted = 0; // to be selected when it comes
};

} // namespace onggi
