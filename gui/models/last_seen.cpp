// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/last_seen.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QSysInfo>

#include "gui/models/seen_rows.h"

namespace onggi {
namespace {

constexpr int kDelay = 2000; // milliseconds from a change to the file

// Only a plain file: a pipe would keep whoever opens it.
std::optional<SeenRows> readRows(const QString& path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || file.size() > LastSeen::kLargest ||
        !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return unpackRows(file.read(LastSeen::kLargest));
}

// For the user's eyes only: commands of containers may hold what nobody else should read. An older
// file would be worse than none, so it goes where the new one does not fit.
void writeRows(const QString& path, const StoreView& view)
{
    const QByteArray bytes = packRows(view);
    if (bytes.size() > LastSeen::kLargest) {
        QFile::remove(path);
        return;
    }
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(bytes);
    file.commit();
}

} // namespace

LastSeen::LastSeen(LiveStore& store, QString path)
    : m_store(store)
    , m_path(std::move(path))
{
    m_thread.setMaxThreadCount(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelay);
    connect(&m_delay, &QTimer::timeout, this, &LastSeen::save);
    connect(&m_store, &LiveStore::storeChanged, this, [this] {
        if (m_store.isLive() && !m_delay.isActive())
            m_delay.start();
    });
    m_thread.start([this, path = m_path] {
        // The thread ends before this does.
        QMetaObject::invokeMethod(
            this,
            [this, rows = readRows(path)]() mutable {
                if (rows)
                    m_store.showLastSeen(std::move(rows->view), std::move(rows->forest));
                emit read();
            },
            Qt::QueuedConnection);
    });
}

LastSeen::~LastSeen()
{
    if (m_delay.isActive())
        save();
}

void LastSeen::save()
{
    m_delay.stop();
    m_thread.start([path = m_path, view = m_store.view()] { writeRows(path, view); });
}

// The machine's id is not for files that others may see (machine-id(5)), so what names the file is
// a hash of it.
QString LastSeen::path()
{
    const QByteArray helper =
        QCryptographicHash::hash("onggi last seen\n" + QSysInfo::machineUniqueId() + '\n' +
                                     qgetenv("DBUS_SYSTEM_BUS_ADDRESS"),
                                 QCryptographicHash::Sha256)
            .toHex()
            .left(12);
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
           QStringLiteral("/onggi/last-seen-") + QString::fromLatin1(helper);
}

} // namespace onggi
