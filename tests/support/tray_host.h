// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tray of a desktop, as the StatusNotifierItem specification has it: it takes items, reads what
// they show, and does what a click on one of them does.
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDBusVariant>
#include <QObject>
#include <QStringList>

namespace onggi::test {

class TrayHost : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ isThere)
    Q_PROPERTY(QStringList RegisteredStatusNotifierItems READ items)
    Q_PROPERTY(int ProtocolVersion READ protocolVersion)

public:
    explicit TrayHost(const QDBusConnection& bus)
        : m_bus(bus)
    {
        m_bus.registerObject("/StatusNotifierWatcher", this,
                             QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals |
                                 QDBusConnection::ExportAllProperties);
        m_bus.registerService("org.kde.StatusNotifierWatcher");
    }
    // The panel has crashed, or its user has taken the tray away.
    void leave() { m_bus.unregisterService("org.kde.StatusNotifierWatcher"); }

    bool isThere() const { return true; }
    int protocolVersion() const { return 0; }
    // By the names on the bus.
    QStringList items() const { return m_items; }

    // A property of the last item; invalid where it does not answer.
    QVariant property(const char* name) const
    {
        const QDBusReply<QDBusVariant> reply =
            call("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get",
                 {"org.kde.StatusNotifierItem", name});
        return reply.isValid() ? reply.value().variant() : QVariant();
    }
    // What the mouse is told over it.
    QString toolTip() const
    {
        const auto argument = property("ToolTip").value<QDBusArgument>();
        QString iconName;
        QString title;
        if (argument.currentType() != QDBusArgument::StructureType)
            return title;
        argument.beginStructure();
        argument >> iconName;
        argument.asVariant(); // pictures
        argument >> title;
        argument.endStructure();
        return title;
    }
    // A click on the icon.
    void activate() const
    {
        call("/StatusNotifierItem", "org.kde.StatusNotifierItem", "Activate", {0, 0});
    }

    struct Entry {
        int id = 0;
        QString text;
        bool isEnabled = true;
    };
    // Of the item's menu, without separators and what is below.
    QList<Entry> menu() const
    {
        const QDBusMessage reply = call(menuPath(), kMenu, "GetLayout", {0, 1, QStringList()});
        QList<Entry> entries;
        if (reply.arguments().size() != 2)
            return entries;
        const QDBusArgument root = reply.arguments().at(1).value<QDBusArgument>();
        int id = 0;
        QVariantMap properties;
        root.beginStructure();
        root >> id >> properties;
        root.beginArray();
        while (!root.atEnd()) {
            QDBusVariant child;
            root >> child;
            addEntry(entries, child.variant().value<QDBusArgument>());
        }
        root.endArray();
        root.endStructure();
        return entries;
    }
    void choose(const Entry& entry) const
    {
        call(menuPath(), kMenu, "Event",
             {entry.id, "clicked", QVariant::fromValue(QDBusVariant(0)), 0U});
    }

public slots:
    // A name, or a path of whoever calls.
    void RegisterStatusNotifierItem(const QString& item)
    {
        m_items << (item.startsWith('/') ? message().service() : item);
        emit StatusNotifierItemRegistered(item);
    }
    void RegisterStatusNotifierHost(const QString&) {}

signals:
    void StatusNotifierItemRegistered(const QString& item);
    void StatusNotifierItemUnregistered(const QString& item);
    void StatusNotifierHostRegistered();

private:
    static constexpr const char* kMenu = "com.canonical.dbusmenu";

    static void addEntry(QList<Entry>& entries, const QDBusArgument& node)
    {
        Entry entry;
        QVariantMap properties;
        node.beginStructure();
        node >> entry.id >> properties;
        node.endStructure();
        entry.text = properties.value("label").toString();
        entry.isEnabled = properties.value("enabled", true).toBool();
        if (properties.value("type").toString() != "separator")
            entries << entry;
    }
    QString menuPath() const { return property("Menu").value<QDBusObjectPath>().path(); }
    QDBusMessage call(const QString& path, const char* interface, const char* method,
                      const QVariantList& arguments) const
    {
        QDBusMessage message = QDBusMessage::createMethodCall(m_items.value(m_items.size() - 1),
                                                              path, interface, method);
        message.setArguments(arguments);
        return m_bus.call(message);
    }

    QDBusConnection m_bus;
    QStringList m_items;
};

} // namespace onggi::test
