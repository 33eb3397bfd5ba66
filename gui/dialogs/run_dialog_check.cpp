// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the dialog knows of the image, and what it says of what is written in it.

#include <algorithm>

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include "engine/core/error.h"
#include "engine/image/config.h"
#include "engine/image/reference.h"
#include "gui/dialogs/port_rows.h"
#include "gui/dialogs/run_dialog.h"
#include "gui/dialogs/run_groups.h"
#include "gui/models/format.h"
#include "gui/widgets/choices.h"
#include "gui/widgets/copy_button.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"
#include "images_interface.h"

namespace onggi {
namespace {

// How the command line finds it again: the image's own words, without what may be left out.
QString writtenName(const std::string& tag)
{
    try {
        return toText(Reference::parse(tag).familiar());
    } catch (const Error&) {
        return toText(tag);
    }
}

} // namespace

// Each tag once; images without one by their ids.
void RunDialog::fillImages()
{
    std::vector<Choice> choices;
    for (const ImageRow& image : m_store.view().images) {
        const auto serial = static_cast<qulonglong>(image.serial);
        if (image.tags.empty())
            choices.push_back({toText(image.id.shortHex()), serial});
        for (const std::string& tag : image.tags)
            choices.push_back({writtenName(tag), serial});
    }
    std::ranges::stable_sort(
        choices, [](const Choice& one, const Choice& other) { return one.text < other.text; });
    setChoices(*m_image, choices);
}

// The image that was chosen may have another name now, or its name another image; none is taken in
// place of one that has gone.
void RunDialog::takeStore()
{
    const QString name = m_image->currentText();
    const QVariant image = m_image->currentData();
    fillImages();
    if (!image.isValid()) {
        if (m_image->currentIndex() >= 0)
            takeImage(); // the first that there is
    } else if (m_image->currentIndex() < 0) {
        const int row = m_image->findText(name);
        m_image->setCurrentIndex(row < 0 ? m_image->findData(image) : row); // takes it
        if (m_image->currentIndex() < 0)
            showImageGone();
    }
    check();
}

void RunDialog::showImageGone()
{
    m_imageCheck->setText(tr("This image is no longer there."));
    m_imageCheck->show();
}

void RunDialog::setImage(Serial image, const QString& name)
{
    const auto serial = static_cast<qulonglong>(image);
    const QString written = writtenName(name.toStdString());
    int row = m_image->findText(written);
    if (row < 0 || m_image->itemData(row).toULongLong() != serial)
        row = std::max(0, m_image->findData(serial));
    m_image->setCurrentIndex(row);
    takeImage();
}

void RunDialog::takeImage()
{
    m_imageCheck->hide();
    m_ports->forget();
    suggestName();
    fetchConfig();
}

// A name that the person has written stays.
void RunDialog::suggestName()
{
    if (m_name->text() != m_suggested)
        return;
    m_suggested = suggestedName(m_store.view(), m_image->currentText());
    m_name->setText(m_suggested);
}

void RunDialog::fetchConfig()
{
    m_configCall.reset();
    if (m_link.state() != HelperLink::State::Present || m_image->currentIndex() < 0)
        return;
    m_configCall = std::make_unique<QDBusPendingCallWatcher>(
        m_link.images().Config(m_image->currentData().toULongLong()));
    connect(m_configCall.get(), &QDBusPendingCallWatcher::finished, this, [this] {
        const std::unique_ptr<QDBusPendingCallWatcher, void (*)(QDBusPendingCallWatcher*)> call(
            m_configCall.release(),
            [](QDBusPendingCallWatcher* watcher) { watcher->deleteLater(); });
        takeConfig(*call);
    });
}

void RunDialog::takeConfig(const QDBusPendingCallWatcher& call)
{
    const QDBusPendingReply<QByteArray> reply = call;
    RunDefaults defaults;
    if (reply.isError()) {
        m_imageCheck->setText(tr("The image cannot be read: %1").arg(reply.error().message()));
        m_imageCheck->show();
    } else {
        try {
            const QByteArray json = reply.value();
            defaults = ImageConfig::parse({json.constData(), static_cast<std::size_t>(json.size())},
                                          "the configuration")
                           .run;
        } catch (const Error&) {
            // An image without a readable configuration has no wishes; the helper will refuse it.
        }
    }
    m_groups->setDefaults(defaults);
    m_ports->addExposed(defaults.exposedPorts, m_store.view());
}

RunDraft RunDialog::draft() const
{
    RunDraft draft;
    draft.image = m_image->currentText();
    draft.name = m_name->text();
    draft.ports = m_ports->drafts();
    m_groups->fill(draft);
    return draft;
}

QString RunDialog::commandText() const
{
    return m_command->text();
}

void RunDialog::check()
{
    if (m_isBusy)
        return;
    const ReadDraft read = readDraft(draft());
    m_options = read.options;
    const bool hasBridge = read.options.network == NetworkMode::Bridge;
    m_ports->setVisible(hasBridge);
    m_portsLabel->setVisible(hasBridge);
    m_arePortsGood = m_ports->showChecks(read, m_store.view());
    showName(read);
    m_groups->showValues(read);
    showCommand(read);
    m_isGood = m_store.isLive() && read.problems.empty() && m_image->currentIndex() >= 0 &&
               (m_arePortsGood || !hasBridge) &&
               !isNameTaken(m_store.view(), m_name->text().trimmed());
    m_run->setEnabled(m_isGood);
}

void RunDialog::showName(const ReadDraft& read)
{
    const auto problem = std::ranges::find(read.problems, RunField::Name, &RunProblem::field);
    const QString name = m_name->text().trimmed();
    const bool isTaken = isNameTaken(m_store.view(), name);
    const bool isWrong = problem != read.problems.end();
    m_nameCheck->setInk(isWrong || isTaken ? Ink::Failed : Ink::Secondary);
    m_nameCheck->setText(isWrong ? problem->text
                         : isTaken
                             //: a name
                             ? tr("taken")
                             : name.isEmpty()
                                   //: a name
                                   ? tr("one is made up")
                                   //: a name
                                   : QStringLiteral("✓ ") + tr("free"));
    m_name->setAccessibleDescription(m_nameCheck->text());
}

void RunDialog::showCommand(const ReadDraft& read)
{
    const QString command = runCommandText(m_image->currentText(), read.options);
    m_image->setToolTip(plainToolTip(m_image->currentText()));
    m_command->setText(command);
    m_command->setCursorPosition(0);
    m_copy->setCopiedText(command);
    const bool isAsked = asksAdministrator(read.options);
    m_permission->setInk(isAsked ? Ink::Warning : Ink::Secondary);
    m_permission->setText(isAsked ? tr("Asks an administrator: it reaches beyond its confinement")
                                  : tr("Asks for no permission"));
}

} // namespace onggi
