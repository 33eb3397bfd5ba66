// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Finds the helper, and hears of each change of the name's owner.

#include "gui/models/helper_link.h"

#include <climits>

#include <QDBusPendingCallWatcher>

#include "containers_interface.h"
#include "health_interface.h"
#include "helper/api/names.h"
#include "helper/api/wire.h"
#include "images_interface.h"
#include "jobs_interface.h"

namespace onggi {
namespace {

constexpr QLatin1String kBus{"org.freedesktop.DBus"};
constexpr QLatin1String kBusPath{"/org/freedesktop/DBus"};

} // namespace

HelperLink::HelperLink(QDBusConnection bus, QObject* parent)
    : QObject(parent)
    , m_bus(std::move(bus))
{
    wire::registerWireTypes();
    // The bus itself is never looked up; the first argument keeps other names' changes away.
    m_bus.connect(kBus, kBusPath, kBus, "NameOwnerChanged", {bus::kService}, QString(), this,
                  SLOT(takeOwner(QString, QString, QString)));
}

HelperLink::~HelperLink() = default;

void HelperLink::ask(const QString& method, const QVariantList& arguments,
                     const std::function<void(const QDBusMessage&)>& then)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kBus, kBusPath, kBus, method);
    call.setArguments(arguments);
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, then](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                if (finished->isError())
                    setAbsent(finished->error());
                else
                    then(finished->reply());
            });
}

void HelperLink::search()
{
    if (m_state == State::Absent) {
        m_state = State::Searching;
        emit stateChanged(m_state);
    }
    if (!m_bus.isConnected()) {
        setAbsent(m_bus.lastError());
        return;
    }
    ask("StartServiceByName", {QString(bus::kService), 0U}, [this](const QDBusMessage&) {
        ask("GetNameOwner", {QString(bus::kService)}, [this](const QDBusMessage& reply) {
            setPresent(reply.arguments().value(0).toString());
        });
    });
}

void HelperLink::takeOwner(const QString& name, const QString&, const QString& now)
{
    if (name != bus::kService)
        return;
    if (now.isEmpty())
        setAbsent(QDBusError(QDBusError::ServiceUnknown, "the helper has left the bus"));
    else
        setPresent(now);
}

void HelperLink::setPresent(const QString& owner)
{
    if (owner == m_owner && m_state == State::Present)
        return;
    auto proxies = std::make_unique<Proxies>();
    proxies->images = std::make_unique<ImagesInterface>(owner, bus::kImagesPath, m_bus);
    proxies->containers = std::make_unique<ContainersInterface>(owner, bus::kContainersPath, m_bus);
    proxies->jobs = std::make_unique<JobsInterface>(owner, bus::kJobsPath, m_bus);
    proxies->health = std::make_unique<HealthInterface>(owner, bus::kHealthPath, m_bus);
    for (QDBusAbstractInterface* proxy : std::initializer_list<QDBusAbstractInterface*>{
             proxies->images.get(), proxies->containers.get(), proxies->jobs.get(),
             proxies->health.get()})
        proxy->setTimeout(INT_MAX); // a question to an administrator may stand open for long
    m_proxies = std::move(proxies);
    m_owner = owner;
    m_error = QDBusError();
    m_state = State::Present;
    emit stateChanged(m_state);
}

void HelperLink::setAbsent(const QDBusError& error)
{
    m_proxies.reset();
    m_owner.clear();
    m_error = error;
    m_state = State::Absent;
    emit stateChanged(m_state);
}

} // namespace onggi
