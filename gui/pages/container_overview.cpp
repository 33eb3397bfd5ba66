// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/container_overview.h"

#include <unistd.h>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "gui/models/container_table.h"
#include "gui/models/format.h"
#include "gui/models/names.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr int kNameWidth = 120;

// "2 hours ago (25/11/2026 20:47)"
QString momentText(std::int64_t time, std::int64_t now)
{
    if (!isTime(time))
        return {};
    //: how long ago something was, and the moment itself
    return ContainerOverview::tr("%1 (%2)").arg(agoText(time, now), timeText(time));
}

// How it ended, in words where the number has a meaning of its own.
QString endText(const ContainerRow& row, std::int64_t now)
{
    if (row.finished == 0 || row.state == ContainerState::Running)
        return {};
    constexpr int kSignals = 128;
    QString how = ContainerOverview::tr("exit code %1").arg(row.exitCode);
    if (row.exitCode == kSignals + 9)
        how = ContainerOverview::tr("exit code %1, killed").arg(row.exitCode);
    else if (row.exitCode == kSignals + 15)
        how = ContainerOverview::tr("exit code %1, asked to end").arg(row.exitCode);
    else if (row.exitCode > kSignals && row.exitCode <= kSignals + 64)
        how = ContainerOverview::tr("exit code %1, ended by signal %2")
                  .arg(row.exitCode)
                  .arg(row.exitCode - kSignals);
    //: when a container has ended, and how
    return ContainerOverview::tr("%1, %2").arg(momentText(row.finished, now), how);
}

QString limitsText(const QJsonObject& host)
{
    QStringList limits;
    if (const qint64 memory = host["Memory"].toInteger(); memory > 0)
        //: the most memory a container may use
        limits << ContainerOverview::tr("memory %1")
                      .arg(sizeText(Bytes(static_cast<std::uint64_t>(memory))));
    if (const qint64 cpus = host["NanoCpus"].toInteger(); cpus > 0)
        limits << ContainerOverview::tr("processors: %1")
                      .arg(QLocale().toString(static_cast<double>(cpus) / 1e9));
    if (const qint64 pids = host["PidsLimit"].toInteger(); pids > 0)
        limits << ContainerOverview::tr("%n process(es)", nullptr, static_cast<int>(pids));
    if (host["ReadonlyRootfs"].toBool())
        limits << ContainerOverview::tr("files cannot be changed");
    //: limits of a container
    return limits.isEmpty() ? ContainerOverview::tr("none") : limits.join(QLatin1String(", "));
}

QString networkText(const QJsonObject& whole)
{
    const QString mode = whole["HostConfig"]["NetworkMode"].toString();
    const QString address = whole["NetworkSettings"]["IPAddress"].toString();
    if (mode == QLatin1String("none"))
        return ContainerOverview::tr("none");
    if (mode == QLatin1String("host"))
        return ContainerOverview::tr("that of this machine");
    //: a network, and the container's address in it
    return address.isEmpty() ? mode : ContainerOverview::tr("%1, %2").arg(mode, address);
}

} // namespace

ContainerOverview::ContainerOverview(QWidget* parent)
    : ContentArea(parent)
{
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(gap::kPage, gap::kPane, gap::kPage, gap::kPane);
    columns->setSpacing(gap::kPage);
    columns->addWidget(makeColumn(Id, Network), 1);
    columns->addWidget(makeColumn(Network, FactCount), 1);
    m_values[Id]->setFixedWidthFont(true);
    m_values[Command]->setFixedWidthFont(true);
    setContent(content);
    retranslate();
}

QWidget* ContainerOverview::makeColumn(int first, int end)
{
    auto* column = new QWidget;
    auto* grid = new QGridLayout(column);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(gap::kRow);
    grid->setVerticalSpacing(6);
    for (int fact = first; fact < end; ++fact) {
        const auto at = static_cast<std::size_t>(fact);
        m_names[at] = new Label(Type::Secondary, Ink::Secondary);
        m_values[at] = new Label;
        m_values[at]->setTextInteractionFlags(Qt::TextSelectableByMouse |
                                              Qt::TextSelectableByKeyboard);
        m_values[at]->setWordWrap(true);
        m_names[at]->setBuddy(m_values[at]);
        grid->addWidget(m_names[at], fact - first, 0, Qt::AlignTop);
        grid->addWidget(m_values[at], fact - first, 1, Qt::AlignTop);
    }
    grid->setColumnMinimumWidth(0, scaledLength(kNameWidth, fontMetrics()));
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(end - first, 1);
    return column;
}

void ContainerOverview::setFact(Fact fact, const QString& value)
{
    // A selection in it stays while nothing changes.
    if (m_values[fact]->text() != value)
        m_values[fact]->setText(value);
    m_names[fact]->setVisible(!value.isEmpty());
    m_values[fact]->setVisible(!value.isEmpty());
}

void ContainerOverview::showContainer(const ContainerListRow& row, std::int64_t now)
{
    const ContainerRow& container = row.container;
    QStringList ports;
    for (const PortMapping& port : row.ports)
        ports << publishedText(port);
    setFact(Id, toText(container.id.substr(0, 12)));
    m_values[Id]->setToolTip(toText(container.id));
    setFact(Image, shownName(container.imageName));
    setFact(Command, toText(container.command));
    setFact(Created, momentText(container.created, now));
    setFact(Started, container.started == 0 ? tr("never") : momentText(container.started, now));
    setFact(Ended, endText(container, now));
    //: no ports
    setFact(Ports, ports.isEmpty() ? tr("none") : ports.join(QLatin1Char('\n')));
    setFact(Owner,
            container.uid == ::getuid() ? QString() : tr("another user (%1)").arg(container.uid));
}

void ContainerOverview::showInspected(const QByteArray& json)
{
    const QJsonObject whole = QJsonDocument::fromJson(json).object();
    const QJsonObject config = whole["Config"].toObject();
    const QJsonObject host = whole["HostConfig"].toObject();
    const bool isThere = !whole.isEmpty();
    QStringList environment;
    for (const QJsonValue& variable : config["Env"].toArray())
        environment << variable.toString();
    setFact(Network, isThere ? networkText(whole) : QString());
    setFact(Directory, config["WorkingDir"].toString());
    setFact(User, isThere && config["User"].toString().isEmpty() ? QStringLiteral("root")
                                                                 : config["User"].toString());
    setFact(Environment, environment.join(QLatin1Char('\n')));
    setFact(Limits, isThere ? limitsText(host) : QString());
    setFact(WhenEnded, !isThere                      ? QString()
                       : host["AutoRemove"].toBool() ? tr("it is removed")
                                                     : tr("it is kept"));
}

void ContainerOverview::retranslate()
{
    m_names[Id]->setText(tr("Id"));
    m_names[Image]->setText(tr("Image"));
    m_names[Command]->setText(tr("Command"));
    m_names[Created]->setText(tr("Created"));
    m_names[Started]->setText(tr("Started"));
    m_names[Ended]->setText(tr("Ended"));
    m_names[Ports]->setText(tr("Ports"));
    m_names[Network]->setText(tr("Network"));
    m_names[Directory]->setText(tr("Working directory"));
    m_names[User]->setText(tr("User"));
    m_names[Environment]->setText(tr("Environment"));
    m_names[Limits]->setText(tr("Limits"));
    //: what happens to a container then
    m_names[WhenEnded]->setText(tr("When it has ended"));
    m_names[Owner]->setText(tr("Owner"));
}

} // namespace onggi
