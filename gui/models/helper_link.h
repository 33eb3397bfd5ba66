// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The way to the helper: who it is on the bus, whether it is there, and the proxies to call it by.
//
// Nothing here waits. QtDBus asks the bus for the owner of a well-known name and blocks meanwhile,
// so the owner is found by calls of our own, and the proxies are bound to its unique name; that
// also keeps everybody else's signals out. GUI thread only.
#pragma once

#include <functional>
#include <memory>

#include <QDBusConnection>
#include <QDBusError>
#include <QObject>
#include <QString>
#include <QVariantList>

class QDBusMessage;

// Generated from the XML files of helper/api, and costly to compile: who calls one includes its
// header ("images_interface.h"), and no other.
class ContainersInterface;
class HealthInterface;
class ImagesInterface;
class JobsInterface;

namespace onggi {

class HelperLink : public QObject {
    Q_OBJECT

public:
    enum class State {
        Searching, // asked for, no answer yet
        Present,   // the proxies can be called
        Absent,    // error() says why
    };

    explicit HelperLink(QDBusConnection bus, QObject* parent = nullptr);
    ~HelperLink() override;

    // Starts the helper where it does not run. Called again, it tries again.
    void search();

    State state() const noexcept { return m_state; }
    const QDBusError& error() const noexcept { return m_error; }
    QDBusConnection bus() const { return m_bus; }

    // Only while Present; a new helper has new proxies.
    ImagesInterface& images() const { return *m_proxies->images; }
    ContainersInterface& containers() const { return *m_proxies->containers; }
    JobsInterface& jobs() const { return *m_proxies->jobs; }
    HealthInterface& health() const { return *m_proxies->health; }
    // Unique name of the helper, for objects of their own (jobs).
    const QString& owner() const noexcept { return m_owner; }

signals:
    // Present again after Present means that another helper has taken over.
    void stateChanged(onggi::HelperLink::State state);

private slots:
    void takeOwner(const QString& name, const QString& before, const QString& now);

private:
    struct Proxies {
        std::unique_ptr<ImagesInterface> images;
        std::unique_ptr<ContainersInterface> containers;
        std::unique_ptr<JobsInterface> jobs;
        std::unique_ptr<HealthInterface> health;
    };

    void ask(const QString& method, const QVariantList& arguments,
             const std::function<void(const QDBusMessage&)>& then);
    void setPresent(const QString& owner);
    void setAbsent(const QDBusError& error);

    QDBusConnection m_bus;
    State m_state = State::Searching;
    QDBusError m_error;
    QString m_owner;
    std::unique_ptr<Proxies> m_proxies;
};

} // namespace onggi
