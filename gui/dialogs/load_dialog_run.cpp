// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From one archive to the next: read, shown, sent, and what came of it.

#include <QPushButton>

#include "gui/dialogs/dialog_size.h"
#include "gui/dialogs/job_progress.h"
#include "gui/dialogs/load_dialog.h"
#include "gui/dialogs/load_table.h"
#include "gui/models/load_text.h"
#include "gui/models/running_job.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "helper/api/convert.h"
#include "helper/api/wire.h"
#include "images_interface.h"

namespace onggi {

void LoadDialog::addArchives(const QStringList& paths)
{
    m_waiting += paths;
    if (m_state == State::Refused && !m_waiting.isEmpty())
        readNext();
    else
        setState(m_state);
}

void LoadDialog::readNext()
{
    if (m_waiting.isEmpty())
        return;
    m_done += m_path.isEmpty() ? 0 : 1;
    m_path = m_waiting.takeFirst();
    m_archive.reset();
    m_errors->clear();
    setState(State::Reading);
    m_reader.read(m_path);
}

void LoadDialog::takeArchive(const OpenArchive& archive)
{
    m_archive = archive;
    m_table->forget();
    setState(State::Asking);
}

void LoadDialog::refuse(const Error& error)
{
    setState(State::Refused);
    m_errors->show({//: %1: name of a file
                    tr("%1 cannot be loaded").arg(fileName()),
                    problemText(error),
                    toText(error.message()),
                    {}});
    growToContents(*this);
}

void LoadDialog::begin()
{
    if (m_state != State::Asking || !m_load->isEnabled())
        return;
    m_errors->clear();
    if (!ArchiveReader::isUnchanged(*m_archive)) {
        m_errors->show(
            {tr("The file has changed"), tr("What is in it now is being read again."), {}, {}});
        setState(State::Reading);
        m_reader.read(m_path);
        return;
    }
    m_progress->setName(fileName(), loadSentence(m_plan));
    setState(State::Loading);
    auto* job = new RunningJob(
        m_link,
        m_link.images().Load(m_archive->file,
                             {{QStringLiteral("name"), toByteArray(m_archive->table.name)}}),
        &m_link);
    m_progress->follow(*job);
    emit begun(job);
}

// What the helper found, which need not be what was read here.
void LoadDialog::takeResult(const QVariantMap& result)
{
    m_result = result;
    setState(State::Loaded);
}

void LoadDialog::takeFailure(const QDBusError& error)
{
    setState(State::Asking);
    //: %1: name of a file
    m_errors->show(errorMessage(tr("%1 was not loaded").arg(fileName()), error));
    growToContents(*this);
}

void LoadDialog::showLoaded()
{
    const auto images = qdbus_cast<wire::Serials>(m_result.value(QStringLiteral("images")));
    if (!images.isEmpty())
        emit imageChosen(images.first());
    accept();
}

} // namespace onggi
