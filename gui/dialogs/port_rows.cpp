// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/port_rows.h"

#include <algorithm>

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include "engine/core/error.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kField = 80;

bool hasPort(const std::vector<PortMapping>& ports, const PortMapping& port)
{
    return std::ranges::any_of(ports, [&](const PortMapping& other) {
        return other.containerPort == port.containerPort && other.protocol == port.protocol;
    });
}

} // namespace

QString portUseText(const PortUse& use)
{
    switch (use.kind) {
    case PortUse::Kind::Free:
        //: a port
        return PortRows::tr("free");
    case PortUse::Kind::Container:
        //: a port; %1 is a container
        return PortRows::tr("in use by %1").arg(use.container);
    case PortUse::Kind::Program:
        //: a port
        return PortRows::tr("in use by another program");
    case PortUse::Kind::Reserved:
        //: a port
        return PortRows::tr("needs an administrator");
    case PortUse::Kind::NoAddress:
        return PortRows::tr("this machine has no such address");
    case PortUse::Kind::Repeated:
        //: a port that two rows name
        return PortRows::tr("named twice");
    }
    return {};
}

PortRows::PortRows(QWidget* parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout)
    , m_add(new RoomyButton)
{
    m_add->setIcon(namedIcon(QStringLiteral("list-add")));
    m_add->setIconSize(scaledIconSize(fontMetrics()));
    m_add->setAutoDefault(false);
    connect(m_add, &QPushButton::clicked, this, &PortRows::addRow);
    m_lines->setSpacing(gap::kRow);
    auto* add = new QHBoxLayout;
    add->addWidget(m_add);
    add->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addLayout(m_lines);
    layout->addLayout(add);
    retranslate();
}

void PortRows::forget()
{
    for (const Row& row : m_rows)
        delete row.line;
    m_rows.clear();
    emit changed();
}

void PortRows::addExposed(const std::vector<std::string>& ports, const StoreView& view)
{
    RunDraft typed;
    typed.ports = drafts();
    std::vector<PortMapping> taken = readDraft(typed).options.ports;
    for (const std::string& text : ports) {
        try {
            const PortMapping port = parsePorts(text).front();
            if (hasPort(taken, port))
                continue;
            const std::uint16_t host =
                suggestedPort(view, taken, port.containerPort, port.protocol);
            taken.push_back(port);
            taken.back().hostPort = host;
            insertRow(toText(text), host == 0 ? QString() : QString::number(host));
        } catch (const Error&) {
            continue; // the image's word is none
        }
    }
    emit changed();
}

std::vector<PortDraft> PortRows::drafts() const
{
    std::vector<PortDraft> drafts;
    for (const Row& row : m_rows) {
        QString inside = row.container->text().trimmed();
        if (inside.endsWith(QLatin1String("/tcp")))
            inside.chop(4);
        drafts.push_back({inside, row.host->text()});
    }
    return drafts;
}

PortRows::Row& PortRows::insertRow(const QString& container, const QString& host)
{
    Row& row = m_rows.emplace_back();
    row.line = new QWidget;
    row.inside = new Label(Type::Body, Ink::Secondary);
    row.outside = new Label(Type::Body, Ink::Secondary);
    row.container = new QLineEdit(container);
    row.host = new QLineEdit(host);
    row.mark = new Label(Type::Body, Ink::Secondary);
    row.mark->setText(QStringLiteral("→"));
    row.check = new Label(Type::Body, Ink::Secondary);
    row.check->setElided(Qt::ElideRight);
    row.remove = new QToolButton;
    row.remove->setAutoRaise(true);
    row.remove->setIcon(namedIcon(QStringLiteral("edit-delete")));
    row.remove->setIconSize(scaledIconSize(fontMetrics()));
    row.remove->setFocusPolicy(Qt::TabFocus);
    const int longest = fontMetrics().horizontalAdvance(QStringLiteral("65535/udp"));
    for (QLineEdit* field : {row.container, row.host}) {
        field->setMinimumWidth(std::max(kField, longest + 2 * gap::kRow));
        field->setMaximumWidth(
            std::max(field->minimumWidth(), scaledLength(kField, fontMetrics())));
        field->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
        connect(field, &QLineEdit::textChanged, this, &PortRows::changed);
    }
    connect(row.container, &QLineEdit::textChanged, this, &PortRows::retranslate);
    connect(row.remove, &QToolButton::clicked, this, [this, line = row.line] { removeRow(line); });

    auto* layout = new QHBoxLayout(row.line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap::kRow);
    layout->addWidget(row.inside);
    layout->addWidget(row.container, 1);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(row.mark);
    layout->addSpacing(gap::kLabel);
    layout->addWidget(row.outside);
    layout->addWidget(row.host, 1);
    layout->addSpacing(gap::kRow);
    layout->addWidget(row.check, 10);
    layout->addWidget(row.remove);
    m_lines->addWidget(row.line);
    nameRow(row);
    return row;
}

void PortRows::addRow()
{
    insertRow({}, {}).container->setFocus();
    emit changed();
}

void PortRows::removeRow(QWidget* line)
{
    const auto row = std::ranges::find(m_rows, line, &Row::line);
    row->line->hide();
    row->line->deleteLater();
    m_rows.erase(row);
    m_add->setFocus();
    emit changed();
}

void PortRows::setCheck(Row& row, bool isGood, const QString& words)
{
    row.check->setInk(isGood ? Ink::Secondary : Ink::Failed);
    row.check->setText(words);
    row.host->setAccessibleDescription(words);
}

bool PortRows::showChecks(const ReadDraft& read, const StoreView& view)
{
    bool areGood = true;
    std::size_t mapping = 0;
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        Row& row = m_rows[at];
        const auto problem = std::ranges::find_if(read.problems, [at](const RunProblem& found) {
            return found.field == RunField::Ports && found.row == static_cast<int>(at);
        });
        if (problem != read.problems.end()) {
            setCheck(row, false, problem->text);
            areGood = false;
        } else if (row.container->text().trimmed().isEmpty() ||
                   mapping >= read.options.ports.size()) {
            setCheck(row, true, {});
        } else if (read.options.ports[mapping].hostPort == 0) {
            //: a port that is chosen at the start
            setCheck(row, true, tr("any that is free"));
            ++mapping;
        } else {
            const PortUse use = checkPort(view, read.options.ports, mapping++);
            const bool isGood =
                use.kind == PortUse::Kind::Free || use.kind == PortUse::Kind::Reserved;
            setCheck(row, isGood,
                     use.kind == PortUse::Kind::Free ? QStringLiteral("✓ ") + portUseText(use)
                                                     : portUseText(use));
            areGood = areGood && isGood;
        }
    }
    return areGood;
}

void PortRows::nameRow(Row& row) const
{
    //: before a port inside of the container
    row.inside->setText(tr("container"));
    //: before a port of this machine
    row.outside->setText(tr("host"));
    row.container->setAccessibleName(tr("Port of the container"));
    row.host->setAccessibleName(tr("Port of this machine"));
    row.host->setToolTip(
        tr("A port, or an address and a port: 127.0.0.1:8080. Empty: any that is free."));
    row.remove->setToolTip(tr("Do not publish this port"));
    const QString port = row.container->text().trimmed();
    // There is such a button in each row.
    row.remove->setAccessibleName(port.isEmpty() ? tr("Do not publish this port")
                                                 : tr("Do not publish the port %1").arg(port));
}

void PortRows::retranslate()
{
    m_add->setText(tr("Add port"));
    for (Row& row : m_rows)
        nameRow(row);
}

} // namespace onggi
