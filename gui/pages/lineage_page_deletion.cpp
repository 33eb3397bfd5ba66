// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A deletion that is drawn in the graph before it is done.

#include "gui/graph/graph_view.h"
#include "gui/models/deletion_run.h"
#include "gui/pages/lineage_deletion.h"
#include "gui/pages/lineage_page.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"

namespace onggi {

void LineagePage::beginDeletion()
{
    std::vector<DeletionTarget> targets;
    for (const Serial image : selectedImages())
        targets.push_back({image, {}});
    if (targets.empty())
        return;
    m_deletion = Deletion(std::move(targets));
    m_isDeleting = true;
    showDeletion();
    m_panel->focusCancel();
}

void LineagePage::endDeletion()
{
    m_isDeleting = false;
    showDeletion();
    focusContent();
}

void LineagePage::showDeletion()
{
    if (m_isDeleting) {
        m_plan = m_deletion.plan(m_store.view());
        m_isDeleting = !m_plan.rows.empty();
    }
    m_view->showPlan(m_isDeleting ? &m_plan.removal : nullptr);
    if (m_isDeleting)
        m_panel->showPlan(m_store.view(), m_plan, m_store.isLive());
    m_panel->setVisible(m_isDeleting);
    m_footer->setVisible(!m_isDeleting);
}

void LineagePage::include(Serial image)
{
    m_deletion.include(image);
    showDeletion();
}

void LineagePage::confirmDeletion()
{
    m_errors->clear();
    auto* run = new DeletionRun(m_link, m_plan, this);
    connect(run, &DeletionRun::failed, this, [this](const QDBusError& error) {
        m_errors->show(errorMessage(tr("The images could not be deleted"), error));
    });
    endDeletion();
}

} // namespace onggi
