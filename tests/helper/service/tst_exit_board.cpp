// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whoever waits for a container hears of its end, once, whenever the question came.

#include <QTest>

#include "helper/service/exit_board.h"

using namespace onggi;

namespace {

ContainerRow container(ContainerState state, int exitCode = 0)
{
    ContainerRow row;
    row.id = "id";
    row.name = "web";
    row.state = state;
    row.exitCode = exitCode;
    return row;
}

} // namespace

class TestExitBoard : public QObject {
    Q_OBJECT

private slots:
    void answersAtOnceWhatDoesNotRun()
    {
        ExitBoard board;
        std::vector<int> codes;
        const auto note = [&codes](int code) { codes.push_back(code); };
        QVERIFY(board.wait("web", container(ContainerState::Stopped, 3), false, "c", note));
        QVERIFY(board.wait("web", container(ContainerState::Created), false, "c", note));
        QCOMPARE(codes, (std::vector<int>{3, 0}));
    }

    void answersWhenItEnds()
    {
        ExitBoard board;
        std::vector<int> codes;
        const auto running = container(ContainerState::Running);
        QVERIFY(board.wait("web", running, false, "c", [&](int code) { codes.push_back(code); }));
        board.note(running, false);
        QVERIFY(codes.empty());
        board.note(container(ContainerState::Stopped, 7), false);
        board.note(container(ContainerState::Stopped, 7), true);
        QCOMPARE(codes, std::vector<int>{7});
    }

    void waitsForRemovalWhereThatIsAskedFor()
    {
        ExitBoard board;
        std::vector<int> codes;
        const auto stopped = container(ContainerState::Stopped, 7);
        QVERIFY(board.wait("web", stopped, true, "c", [&](int code) { codes.push_back(code); }));
        board.note(stopped, false);
        QVERIFY(codes.empty());
        board.note(stopped, true);
        QCOMPARE(codes, std::vector<int>{7});
    }

    void remembersTheRemoved()
    {
        ExitBoard board(2);
        int last = -1;
        const auto note = [&last](int code) { last = code; };
        board.note(container(ContainerState::Stopped, 9), true);
        QVERIFY(board.wait("id", {}, true, "c", note));
        QCOMPARE(last, 9);
        QVERIFY(board.wait("web", {}, false, "c", note));
        for (int i = 0; i < 2; ++i) {
            ContainerRow other = container(ContainerState::Stopped);
            other.id = other.name = std::to_string(i);
            board.note(other, true);
        }
        QVERIFY(!board.wait("id", {}, false, "c", note));
    }

    void waitsForARemovalThatIsStillOnItsWay()
    {
        ExitBoard board;
        std::vector<int> codes;
        board.note(container(ContainerState::Running), false);
        const auto note = [&codes](int code) { codes.push_back(code); };
        QVERIFY(board.wait("id", {}, true, "c", note));
        QVERIFY(board.wait("web", {}, false, "c", note));
        QVERIFY(codes.empty());
        board.note(container(ContainerState::Stopped, 5), false);
        board.note(container(ContainerState::Stopped, 5), true);
        QCOMPARE(codes, (std::vector<int>{5, 5}));
    }

    void unknownContainersAreUnknown()
    {
        ExitBoard board;
        QVERIFY(!board.wait("none", {}, false, "c", [](int) { QFAIL("no such container"); }));
    }

    void clientThatHasGoneIsNotAnswered()
    {
        ExitBoard board;
        int answers = 0;
        const auto running = container(ContainerState::Running);
        board.wait("web", running, false, "gone", [&](int) { ++answers; });
        board.wait("web", running, false, "here", [&](int) { ++answers; });
        board.dropClient("gone");
        board.note(container(ContainerState::Stopped), false);
        QCOMPARE(answers, 1);
    }
};

QTEST_APPLESS_MAIN(TestExitBoard)
#include "tst_exit_board.moc"
