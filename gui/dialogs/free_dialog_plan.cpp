// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From one plan to the next, and what comes of the one that is done.

#include <QCheckBox>

#include "gui/dialogs/free_dialog.h"
#include "gui/models/deletion_run.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"

namespace onggi {
namespace {

bool isSame(const FreeingWish& a, const FreeingWish& b)
{
    return a.bytes == b.bytes && a.options.isTaggedSpared == b.options.isTaggedSpared;
}

} // namespace

void FreeDialog::setWanted(Bytes bytes)
{
    m_wanted = bytes;
    plan();
}

void FreeDialog::takeStore()
{
    m_planner.setStore(m_store.view());
    m_hasChanged = true;
    if (!m_isWorking)
        plan();
}

// The last answer stays to be read; it cannot be done any more.
void FreeDialog::plan()
{
    m_isPlanned = false;
    FreeingWish wish;
    wish.bytes = m_wanted;
    wish.options.isTaggedSpared = m_isTaggedSpared->isChecked();
    m_planner.plan(wish);
    showWanted();
    enable();
}

void FreeDialog::takeAnswer(const FreeingAnswer& answer)
{
    if (m_isWorking)
        return;
    const bool isSameWish = m_answer && isSame(m_answer->wish, answer.wish);
    if (!isSameWish)
        m_change->hide();
    else if (m_hasChanged && !doesTheSame(m_answer->deletion, answer.deletion))
        m_change->show();
    m_hasChanged = false;
    m_answer = answer;
    m_most = answer.freeing.most;
    m_isPlanned = true;
    showWanted();
    showAnswer();
}

void FreeDialog::begin()
{
    m_errors->clear();
    m_isWorking = true;
    showAnswer();
    auto* run = new DeletionRun(m_link, m_answer->deletion, &m_link);
    connect(run, &DeletionRun::succeeded, this, &QDialog::accept);
    connect(run, &DeletionRun::failed, this, &FreeDialog::fail);
    emit begun(run);
}

// The plan of now, beside what went wrong with that of before.
void FreeDialog::fail(const QDBusError& error)
{
    m_isWorking = false;
    m_errors->show(errorMessage(tr("The images could not be deleted"), error));
    plan();
    showAnswer();
}

} // namespace onggi
