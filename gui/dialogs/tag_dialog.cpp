// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/tag_dialog.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>

#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/dialog_size.h"
#include "gui/models/names.h"
#include "gui/models/running_job.h"
#include "gui/models/typed_reference.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"
#include "images_interface.h"

namespace onggi {
namespace {

constexpr int kWidth = 480;

} // namespace

TagDialog::TagDialog(HelperLink& link, LiveStore& store, Serial image, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_store(store)
    , m_image(image)
{
    build();
    const ImageRow* row = imageOf(store.view(), image);
    if (row && !row->tags.empty())
        m_field->setText(shownName(*row));
    m_field->selectAll();
    retranslate();
    connect(&m_store, &LiveStore::storeChanged, this, &TagDialog::showName);
    connect(&m_store, &LiveStore::liveChanged, this, &TagDialog::showName);
}

TagDialog::~TagDialog() = default;

void TagDialog::build()
{
    m_title = new Label(Type::PageTitle);
    m_title->setElided(Qt::ElideMiddle);
    m_fieldName = new Label(Type::Secondary, Ink::Secondary);
    m_field = new QLineEdit;
    m_field->setMinimumWidth(widthOnScreen(*this, kWidth));
    m_meaning = new Label(Type::Secondary, Ink::Secondary);
    m_meaning->setWordWrap(true);
    QSizePolicy policy = m_meaning->sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored); // a name has no place where it could break
    m_meaning->setSizePolicy(policy);
    m_errors = new ErrorBar;
    m_cancel = new RoomyButton;
    m_cancel->setAutoDefault(false);
    m_tag = new RoomyButton;
    m_tag->setDefault(true);
    m_field->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    connect(m_field, &QLineEdit::textChanged, this, &TagDialog::showName);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_tag, &QPushButton::clicked, this, &TagDialog::begin);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kDialogMargins);
    layout->setSpacing(gap::kRow);
    layout->addWidget(m_title);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(m_errors);
    layout->addWidget(m_fieldName);
    layout->addWidget(m_field);
    layout->addWidget(m_meaning);
    layout->addStretch(1);
    layout->addSpacing(gap::kRow);
    layout->addLayout(bottomRow({}, {m_cancel, m_tag}));
}

void TagDialog::showName()
{
    const ImageRow* image = imageOf(m_store.view(), m_image);
    m_title->setText(image ? tr("Tag %1").arg(shownName(*image)) : tr("This image is gone."));
    const TypedTag typed = readTag(m_field->text(), m_store.view(), m_image);
    m_meaning->setText(typed.meaning);
    m_meaning->setInk(typed.isWrong ? Ink::Failed : typed.isMoved ? Ink::Warning : Ink::Secondary);
    const bool isNew = !typed.tag.empty() && !typed.isOwn;
    m_tag->setEnabled(image && isNew && !m_isWorking && m_store.isLive());
}

void TagDialog::begin()
{
    m_errors->clear();
    setWorking(true);
    auto* job = new RunningJob(
        m_link, m_link.images().Tag(m_image, m_field->text().trimmed(), QVariantMap()), &m_link);
    connect(job, &RunningJob::succeeded, this, &QDialog::accept);
    connect(job, &RunningJob::failed, this, [this](const QDBusError& error) {
        m_errors->show(errorMessage(tr("The image could not be tagged"), error));
        setWorking(false);
    });
    connect(job, &RunningJob::cancelled, this, [this] { setWorking(false); });
    emit begun(job);
}

void TagDialog::setWorking(bool isWorking)
{
    m_isWorking = isWorking;
    showName();
}

void TagDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void TagDialog::retranslate()
{
    setWindowTitle(tr("Tag an image"));
    m_fieldName->setText(tr("New tag"));
    m_fieldName->setBuddy(m_field);
    m_field->setAccessibleName(tr("New tag"));
    m_cancel->setText(tr("Cancel"));
    //: verb: give the image one more tag
    m_tag->setText(tr("Tag"));
    showName();
}

} // namespace onggi
