// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/registry/retry.h"

#include <thread>

#include <QTest>

#include "engine/core/cancel.h"

using namespace onggi;
using namespace std::chrono_literals;

class TestRetry : public QObject {
    Q_OBJECT

private slots:
    void givesUpAfterTheLastTry()
    {
        Retry retry({3, 10ms, 1s, 1min});
        QVERIFY(retry.afterFailure());
        QVERIFY(retry.afterFailure());
        QVERIFY(!retry.afterFailure());
    }

    void progressCountsAnew()
    {
        Retry retry({2, 10ms, 1s, 1min});
        for (int i = 0; i < 10; ++i) {
            QVERIFY(retry.afterFailure());
            retry.progressed();
        }
        QVERIFY(retry.afterFailure());
        QVERIFY(!retry.afterFailure());
    }

    void delaysDoubleUpToTheLongest()
    {
        for (int round = 0; round < 100; ++round) {
            Retry retry({100, 100ms, 500ms, 1min});
            for (const auto longest : {100ms, 200ms, 400ms, 500ms, 500ms}) {
                const auto delay = retry.afterFailure();
                QVERIFY(delay && *delay >= longest / 2 && *delay <= longest);
            }
            for (int i = 0; i < 90; ++i)
                QVERIFY(retry.afterFailure() <= 500ms);
        }
    }

    void registrysWishIsGrantedUpToABound()
    {
        Retry retry({10, 1ms, 2ms, 1min});
        QVERIFY(retry.afterFailure(59s) == 59s);
        QVERIFY(retry.afterFailure(0ms) >= 1ms);
        QVERIFY(!retry.afterFailure(61s));
    }

    void retryAfterIsSecondsOrADate()
    {
        // Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110 §5.6.7.
        const auto now = std::chrono::system_clock::from_time_t(784111777);
        QVERIFY(parseRetryAfter("120", now) == 120s);
        QVERIFY(parseRetryAfter("0", now) == 0s);
        QVERIFY(parseRetryAfter("Sun, 06 Nov 1994 08:50:37 GMT", now) == 60s);
        QVERIFY(parseRetryAfter("Sun, 06 Nov 1994 08:48:37 GMT", now) == 0s);
        QVERIFY(parseRetryAfter("99999999999999999999999", now) > 24h);
        QVERIFY(parseRetryAfter("9223372036854775807", now) > 24h);
        QVERIFY(!parseRetryAfter("", now));
        QVERIFY(!parseRetryAfter("soon", now));
        QVERIFY(!parseRetryAfter("-5", now));
    }

    void someStatusesPass()
    {
        for (const long status : {408, 429, 500, 502, 503, 504})
            QVERIFY(isTransientStatus(status));
        for (const long status : {200, 301, 400, 401, 403, 404, 501, 505})
            QVERIFY(!isTransientStatus(status));
    }

    void sleepEndsWhenStopped()
    {
        std::stop_source stop;
        const std::jthread stopper([&] { stop.request_stop(); });
        bool isCancelled = false;
        try {
            sleepFor(1h, stop.get_token()); // the test's time-out is far shorter
        } catch (const Cancelled&) {
            isCancelled = true;
        }
        QVERIFY(isCancelled);
    }
};

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
