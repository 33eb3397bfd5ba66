// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bytes of a tar in a file that anybody may have made, for KTar to find its way in: plain ones
// in place, compressed ones inflated as far as they are asked for.
//
// What is inflated is not kept as a whole, which could be any size: pieces that are skipped in
// large steps are the layers, and nobody reads those here. Any thread, one at a time.
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include <QFile>
#include <QIODevice>
#include <QTemporaryFile>

#include <KCompressionDevice>

namespace onggi {

class TarGuard;

enum class TarPacking { Plain, Gzip, Zstd, Xz, Bzip2 };

// By the first bytes of the file.
TarPacking packingOf(QFile& file);

class TarDevice : public QIODevice {
    Q_OBJECT

public:
    // Of the file, which is open for reading and outlives this. Reading fails after `stop`.
    TarDevice(QFile& file, TarPacking packing, std::stop_token stop);
    ~TarDevice() override;

    // From now on, whatever is read is shown to the guard, and not given where it is refused. Null:
    // to nobody any more.
    void setGuard(TarGuard* guard) { m_guard = guard; }
    // How often somebody has gone elsewhere.
    qsizetype seeks() const noexcept { return m_seeks; }
    // Where the tar ends, as far as it is known; else the largest number.
    qint64 end() const noexcept { return m_end; }

    bool isSequential() const override { return false; }
    qint64 size() const override { return m_end; }
    bool seek(qint64 place) override;

protected:
    qint64 readData(char* data, qint64 length) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    struct Hole {
        qint64 begin = 0;
        qint64 end = 0;
    };

    qint64 readAny(char* data, qint64 length);
    qint64 readInflated(char* data, qint64 length);
    bool inflateTo(qint64 place);
    qint64 inflate(char* data, qint64 length, bool isWanted);
    bool isKept(qint64 begin, qint64 end) const;

    QFile& m_file;
    std::stop_token m_stop;
    std::unique_ptr<KCompressionDevice> m_inflater; // none: the file is plain
    QTemporaryFile m_kept;                          // what was inflated, at its place
    std::vector<Hole> m_holes;                      // in it, in order
    qint64 m_inflated = 0;
    qint64 m_keptBytes = 0;
    TarGuard* m_guard = nullptr;
    qsizetype m_seeks = 0;
    qint64 m_end = 0;
};

} // namespace onggi
