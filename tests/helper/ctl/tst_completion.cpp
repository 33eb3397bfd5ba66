// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/completion.h"

#include <QTest>

using namespace onggi::ctl;

class TestCompletion : public QObject {
    Q_OBJECT

private slots:
    void knowsEveryCommandInEveryShell_data()
    {
        QTest::addColumn<QString>("shell");
        for (const char* shell : {"bash", "zsh", "fish"})
            QTest::newRow(shell) << shell;
    }
    void knowsEveryCommandInEveryShell()
    {
        QFETCH(QString, shell);
        const QString text =
            QString::fromStdString(completionText(shell.toStdString(), Grammar(commands())));
        for (const Command& command : commands())
            QVERIFY2(text.contains(command.name) || shell == "fish", command.name);
        QVERIFY(text.contains("no-trunc"));
        QVERIFY(text.contains("onggictl ps -a"));
        QVERIFY(text.endsWith('\n'));
    }

    void listsTheOptionsOfACommand()
    {
        const QString text = QString::fromStdString(completionText("bash", Grammar(commands())));
        QVERIFY(text.contains("'lineage') words='-h --help --json --dot' ;;"));
        QVERIFY(text.contains(
            "'image ls') words='-h --help -a --all -q --quiet -f --filter --sort --tree --digests "
            "--format --json --no-trunc' ;;"));
    }

    void knowsNoOtherShell() { QVERIFY(completionText("tcsh", Grammar(commands())).empty()); }
};

QTEST_APPLESS_MAIN(TestCompletion)
#include "tst_completion.moc"
