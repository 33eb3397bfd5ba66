// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Opens an archive and reads its table, on a thread of its own: a file may be large, compressed, or
// on another machine. What was opened is kept, so that what is sent is what was read. GUI thread.
#pragma once

#include <stop_token>

#include <QDBusUnixFileDescriptor>
#include <QObject>

#include "engine/core/error.h"
#include "gui/models/archive_table.h"

namespace onggi {

struct OpenArchive {
    ArchiveTable table;
    QDBusUnixFileDescriptor file; // stands at its beginning
    qint64 changed = 0;           // nanoseconds since 1970, when it was read
};

class ArchiveReader : public QObject {
    Q_OBJECT

public:
    explicit ArchiveReader(QObject* parent = nullptr);
    // Does not wait for the thread, which may itself wait for a machine that does not answer.
    ~ArchiveReader() override;

    // Forgets what it was reading. One of the signals follows.
    void read(const QString& path);
    // Whether the file's bytes are still those that were read.
    static bool isUnchanged(const OpenArchive& archive);

signals:
    void succeeded(const onggi::OpenArchive& archive);
    void failed(const onggi::Error& error);

private:
    std::stop_source m_stop;
};

} // namespace onggi
