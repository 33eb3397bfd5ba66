// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the store held when the window was open last, from a file in the user's cache, so that the
// first paint need not wait for the helper; and writes that file again while the window is open.
//
// Files are read and written by a thread of its own. Nothing depends on the file: one that is not
// there, or is not what this version writes, is as good as an empty one. GUI thread only.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include "gui/models/live_store.h"

namespace onggi {

class LastSeen : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 kLargest = 32 << 20; // bytes of a file; none larger is read or written

    // Begins to read at once; the store, which must outlive this, shows it unless it is live first.
    LastSeen(LiveStore& store, QString path);
    // Writes what has not been written yet.
    ~LastSeen() override;

    // Of this user, this machine and its system bus: a home may be shared by several machines.
    static QString path();

signals:
    // The file has been read, whether or not there was anything to show.
    void read();

private:
    void save();

    LiveStore& m_store;
    QString m_path;
    QTimer m_delay;
    QThreadPool m_thread; // of one thread, so that the last one written is the last one
};

} // namespace onggi
