// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/progress_view.h"

#include <QTest>

using namespace onggi;
using namespace onggi::ctl;

namespace {

wire::Step step(qulonglong id, const QString& kind, const QString& subject, qulonglong done,
                qulonglong total, bool hasEnded = false)
{
    return {id, id == 1 ? 0ULL : 1ULL, kind, subject, done, total, hasEnded, {}};
}

const QString kDigest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

} // namespace

class TestProgressView : public QObject {
    Q_OBJECT

private slots:
    void drawsBars()
    {
        QCOMPARE(progressBar(0, 100, 10), std::string("[>         ]"));
        QCOMPARE(progressBar(50, 100, 10), std::string("[=====>    ]"));
        QCOMPARE(progressBar(100, 100, 10), std::string("[==========]"));
        QCOMPARE(progressBar(101, 100, 10), std::string("[==========]"));
        QCOMPARE(progressBar(5, 0, 10), std::string());
    }

    void saysAsMuchAsIsKnown()
    {
        QCOMPARE(totalText({1000, 0, 0, {}}), std::string("1.0 kB"));
        QCOMPARE(totalText({1000, 5000, 0, {}}), std::string("1.0 kB of 5.0 kB"));
        QCOMPARE(totalText({1000, 5000, 1000, {}}),
                 std::string("1.0 kB of 5.0 kB, 1.0 kB/s, 4 seconds left"));
        QCOMPARE(totalText({5000, 5000, 1000, {}}), std::string("5.0 kB of 5.0 kB, 1.0 kB/s"));
        QCOMPARE(totalText({1, 5'000'000'000'000, 1, {}}), std::string("1 B of 5.00 TB, 1 B/s"));
    }

    void tellsEachStepOnceInPlainLines()
    {
        std::string text;
        PlainView view([&text](const std::string& more) { text += more; });
        view.update({0,
                     0,
                     0,
                     {step(1, "pull", "x:1", 0, 0), step(2, "download", kDigest, 5, 10),
                      step(3, "unpack", kDigest, 0, 0)}});
        QCOMPARE(text, std::string());
        view.update({10, 10, 0, {step(2, "download", kDigest, 10, 10, true)}});
        view.update({10, 10, 0, {step(2, "download", kDigest, 10, 10, true)}});
        QCOMPARE(text, std::string("0123456789ab: downloaded 10 B\n"));
    }

    void whatStoppedShortIsNotDone()
    {
        std::string text;
        PlainView view([&text](const std::string& more) { text += more; });
        view.update({5, 10, 0, {step(2, "download", kDigest, 5, 10, true)}});
        QCOMPARE(text, std::string("0123456789ab: stopped at 5 B of 10 B\n"));
    }

    void redrawsALinePerLayerAndATotal()
    {
        std::string text;
        TerminalView view([&text](const std::string& more) { text = more; },
                          [] {
                              return TerminalView::Size{80, 24};
                          });
        view.update(
            {5, 20, 0, {step(2, "download", kDigest, 5, 10), step(4, "download", "옹기", 0, 10)}});
        QCOMPARE(text, std::string("\r0123456789ab  downloading          5 B of 10 B  "
                                   "[=============>            ]\x1b[K\n"
                                   "\r옹기          downloading          0 B of 10 B  [>           "
                                   "              ]\x1b[K\n"
                                   "\rtotal         5 B of 20 B\x1b[K\n\x1b[J"));
        view.update({10, 20, 0, {step(2, "download", kDigest, 10, 10, true)}});
        QVERIFY(QByteArray::fromStdString(text).startsWith("\x1b[3A\r0123456789ab  downloaded"));
    }

    void neverDrawsMoreLinesThanTheTerminalHas()
    {
        std::string text;
        TerminalView view([&text](const std::string& more) { text = more; },
                          [] {
                              return TerminalView::Size{40, 10};
                          });
        JobProgress progress{0, 0, 0, {}};
        for (qulonglong i = 2; i < 100; ++i)
            progress.steps.push_back(step(i, "download", QString::number(i), 1, 2));
        view.update(progress);
        QCOMPARE(QByteArray::fromStdString(text).count('\n'), 8);
        QVERIFY(text.find("\r99 ") != std::string::npos);
        for (const QString& line :
             QString::fromStdString(text).remove("\x1b[K").remove("\x1b[J").split('\n'))
            QVERIFY(line.size() <= 40);
    }

    void showsHostileSubjectsAsText()
    {
        std::string text;
        PlainView view([&text](const std::string& more) { text += more; });
        view.update({0, 0, 0, {step(2, "load", "a\x1b[2J", 0, 0, true)}});
        QCOMPARE(text, std::string("a\\x1b[2J: loaded\n"));
    }
};

QTEST_APPLESS_MAIN(TestProgressView)
#include "tst_progress_view.moc"
