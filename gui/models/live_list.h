// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One list of the bus (images, containers, jobs), read page by page and kept up to date.
//
// It watches first and reads then, so nothing is missed. What arrives is applied in the order of
// revisions: a change that came while pages were on their way is applied again to every older page.
// GUI thread only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QObject>

#include "engine/core/error.h"
#include "helper/api/convert.h"
#include "helper/api/page_end.h"
#include "helper/api/wire.h"

namespace onggi {

// The part that needs no type.
class LiveListSignals : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    // Rows are other than before; also once when the first reading is complete.
    void changed();
    // Reading was refused, or the helper went away meanwhile.
    void failed(const QDBusError& error);
};

// How a row of the bus becomes the row that is kept: an engine row where there is one.
inline ImageRow keptRow(const wire::Image& row)
{
    return fromWire(row);
}
inline ContainerRow keptRow(const wire::Container& row)
{
    return fromWire(row);
}
inline wire::Job keptRow(const wire::Job& row)
{
    return row;
}
inline qulonglong serialOf(const wire::Job& row)
{
    return row.number;
}
template <typename Row>
qulonglong serialOf(const Row& row)
{
    return row.serial;
}

template <typename WireRow, typename Proxy>
class LiveList : public LiveListSignals {
public:
    using Row = decltype(keptRow(WireRow()));
    using Rows = std::map<qulonglong, Row>; // by serial
    static constexpr uint kPageRows = 2000;

    using LiveListSignals::LiveListSignals;

    // Begins again with this proxy, which must outlive the next follow() or stop(). The rows of
    // before stay until the first reading is complete.
    void follow(Proxy& proxy)
    {
        stop();
        m_proxy = &proxy;
        m_context = std::make_unique<QObject>();
        connect(
            &proxy, &Proxy::Changed, m_context.get(),
            [this](qulonglong revision, const QList<WireRow>& rows, const wire::Serials& removed) {
                takeChange({revision, rows, removed});
            });
        await(proxy.Watch(), [this](const QDBusPendingCall&) { readPage(0); });
    }

    void stop()
    {
        m_context.reset();
        m_proxy = nullptr;
        m_reading.clear();
        m_missed.clear();
        m_read = 0;
        m_isComplete = false;
    }

    // The same, for rows that end with whoever has them: none is left.
    void forget()
    {
        stop();
        if (!std::exchange(m_rows, {}).empty())
            emit changed();
    }

    const Rows& rows() const noexcept { return m_rows; }
    // Whether the rows are those of now.
    bool isComplete() const noexcept { return m_isComplete; }

private:
    using Page = QDBusPendingReply<qulonglong, qulonglong, QList<WireRow>>;

    struct Change {
        qulonglong revision = 0;
        QList<WireRow> rows;
        wire::Serials removed;
    };

    static void apply(Rows& rows, const Change& change)
    {
        for (const WireRow& row : change.rows)
            rows.insert_or_assign(serialOf(row), keptRow(row));
        for (const qulonglong serial : change.removed)
            rows.erase(serial);
    }

    void await(const QDBusPendingCall& call,
               const std::function<void(const QDBusPendingCall&)>& then)
    {
        auto* watcher = new QDBusPendingCallWatcher(call, m_context.get());
        connect(watcher, &QDBusPendingCallWatcher::finished, m_context.get(),
                [this, then](QDBusPendingCallWatcher* finished) {
                    finished->deleteLater();
                    if (finished->isError())
                        emit failed(finished->error());
                    else
                        guarded([&] { then(*finished); });
                });
    }

    // What the helper sends is checked when it is converted; a row that cannot be is its fault.
    template <typename Step>
    void guarded(const Step& step) noexcept
    {
        try {
            step();
        } catch (const Error& error) {
            stop();
            emit failed(QDBusError(QDBusError::InvalidArgs, error.what()));
        }
    }

    // The next page is asked for before this one is read: the helper writes it meanwhile.
    void readPage(qulonglong first)
    {
        await(m_proxy->Snapshot(first, kPageRows), [this](const QDBusPendingCall& call) {
            const Page page = call;
            const PageEnd end = endOfPage(page.reply());
            m_read += end.rows;
            const bool isLast = end.rows == 0 || m_read >= page.template argumentAt<1>();
            if (!isLast)
                readPage(end.lastSerial + 1);
            takePage({page.template argumentAt<0>(), page.template argumentAt<2>(), {}});
            if (isLast)
                complete();
        });
    }

    void takePage(const Change& page)
    {
        apply(m_reading, page);
        for (const Change& change : m_missed) {
            if (change.revision > page.revision)
                apply(m_reading, change);
        }
    }

    void complete()
    {
        m_rows = std::exchange(m_reading, {});
        m_missed.clear();
        m_isComplete = true;
        emit changed();
    }

    void takeChange(const Change& change)
    {
        guarded([&] {
            if (m_isComplete) {
                apply(m_rows, change);
                emit changed();
            } else {
                apply(m_reading, change);
                m_missed.push_back(change);
            }
        });
    }

    Proxy* m_proxy = nullptr;
    std::unique_ptr<QObject> m_context; // what waits for the proxy ends with it
    Rows m_rows;
    Rows m_reading;
    std::vector<Change> m_missed;
    qulonglong m_read = 0;
    bool m_isComplete = false;
};

} // namespace onggi
