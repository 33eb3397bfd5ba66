// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/core/progress.h"

#include <QTest>

using namespace onggi;

namespace {

class Recorder : public ProgressSink {
public:
    void stepBegan(std::uint64_t id, std::uint64_t parent, StepKind kind, std::string_view subject,
                   Bytes total) noexcept override
    {
        parents[id] = parent;
        lines << QString("+%1 %2 %3")
                     .arg(QString::fromUtf8(stepKindName(kind).data()),
                          QString::fromStdString(std::string(subject)))
                     .arg(total.count());
    }
    void stepAdvanced(std::uint64_t, Bytes done, Bytes total) noexcept override
    {
        lines << QString("%1/%2").arg(done.count()).arg(total.count());
    }
    void stepEnded(std::uint64_t id) noexcept override { ended << id; }

    QStringList lines;
    QList<quint64> ended;
    std::map<std::uint64_t, std::uint64_t> parents;
};

} // namespace

class TestProgress : public QObject {
    Q_OBJECT

private slots:
    void tellsBeginAdvanceAndEnd()
    {
        const auto sink = std::make_shared<Recorder>();
        {
            Progress pull(sink, StepKind::Pull, "x", Bytes(10));
            Progress layer = pull.child(StepKind::Download, "y");
            layer.setTotal(Bytes(4));
            layer.advance(Bytes(3));
        }
        QCOMPARE(sink->lines, (QStringList{"+pull x 10", "+download y 0", "0/4", "3/4"}));
        QCOMPARE(sink->ended.size(), 2);
        QCOMPARE(sink->parents[sink->ended[0]], sink->ended[1]);
    }

    void totalNeverShrinksAndDoneNeverExceedsIt()
    {
        const auto sink = std::make_shared<Recorder>();
        Progress step(sink, StepKind::Load, "x", Bytes(4));
        step.setTotal(Bytes(2));
        step.advance(Bytes(6));
        QCOMPARE(sink->lines, (QStringList{"+load x 4", "0/4", "6/6"}));
    }

    void movedStepEndsOnce()
    {
        const auto sink = std::make_shared<Recorder>();
        {
            Progress first(sink, StepKind::Load, "x");
            Progress second = std::move(first);
        }
        QCOMPARE(sink->ended.size(), 1);
    }

    void withoutASinkNothingHappens()
    {
        Progress silent;
        silent.advance(Bytes(1));
        Progress child = silent.child(StepKind::Load, "x");
        child.setTotal(Bytes(1));
    }
};

QTEST_APPLESS_MAIN(TestProgress)
#include "tst_progress.moc"
