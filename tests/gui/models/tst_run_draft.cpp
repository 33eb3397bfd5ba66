// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/run_draft.h"

#include <QProcess>
#include <QTest>

#include "tests/support/drawn_store.h"

Q_DECLARE_METATYPE(onggi::RunDraft)

using namespace onggi;

namespace {

RunDraft draft()
{
    RunDraft draft;
    draft.image = "localhost/shop/web:2";
    draft.name = "web-2";
    draft.ports = {{"80", "8081"}, {"443", "8443"}};
    return draft;
}

QString commandOf(const RunDraft& draft)
{
    return runCommandText(draft.image, readDraft(draft).options);
}

} // namespace

class TestRunDraft : public QObject {
    Q_OBJECT

private slots:
    void theCommandIsWhatTheDialogDoes()
    {
        QCOMPARE(commandOf(draft()), QString("onggictl run -d --name web-2 -p 8081:80 -p 8443:443 "
                                             "localhost/shop/web:2"));
    }

    void everyOptionIsWritten()
    {
        RunDraft all = draft();
        all.ports = {{"53/udp", "127.0.0.1:5353"}, {"80", ""}};
        all.command = "sh -c 'echo \"$HOME\"'";
        all.entrypoint = "/init";
        all.environment = "A=b c\n\nEMPTY=\n";
        all.directory = "/srv";
        all.user = "1000:1000";
        all.hostname = "pot";
        all.memory = "512m";
        all.cpus = "1.5";
        all.processes = "100";
        all.isInteractive = all.hasTerminal = all.isReadOnly = all.isRemovedAtEnd = true;
        const ReadDraft read = readDraft(all);
        QVERIFY(read.problems.empty());
        QCOMPARE(runCommandText(all.image, read.options),
                 QString("onggictl run -d -i -t --rm --name web-2 --hostname pot "
                         "-p 127.0.0.1:5353:53/udp -p 80 -e 'A=b c' -e EMPTY= -w /srv -u 1000:1000 "
                         "--entrypoint /init --memory 512m --cpus 1.5 --pids-limit 100 --read-only "
                         "localhost/shop/web:2 sh -c 'echo \"$HOME\"'"));
    }

    void withoutABridgeThereAreNoPorts()
    {
        RunDraft host = draft();
        host.network = NetworkMode::Host;
        QCOMPARE(commandOf(host),
                 QString("onggictl run -d --name web-2 --network host localhost/shop/web:2"));
    }

    void whatIsWrongIsSaidWhereItStands_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<RunDraft>("wrong");
        const auto add = [](const char* name, RunField field, const auto& change) {
            RunDraft wrong = draft();
            change(wrong);
            QTest::newRow(name) << static_cast<int>(field) << wrong;
        };
        add("name", RunField::Name, [](RunDraft& to) { to.name = "a b"; });
        add("short name", RunField::Name, [](RunDraft& to) { to.name = "a"; });
        add("port", RunField::Ports, [](RunDraft& to) { to.ports[1].host = "70000"; });
        add("port word", RunField::Ports, [](RunDraft& to) { to.ports[1].container = "http"; });
        add("range", RunField::Ports, [](RunDraft& to) { to.ports[1] = {"1-2", "1-2"}; });
        add("quote", RunField::Command, [](RunDraft& to) { to.command = "echo 'a"; });
        add("directory", RunField::Command, [](RunDraft& to) { to.directory = "srv"; });
        add("variable", RunField::Environment, [](RunDraft& to) { to.environment = "A"; });
        add("host name", RunField::Network, [](RunDraft& to) { to.hostname = "-a"; });
        add("memory", RunField::Resources, [](RunDraft& to) { to.memory = "1k"; });
        add("processors", RunField::Resources, [](RunDraft& to) { to.cpus = "many"; });
        add("processes", RunField::Resources, [](RunDraft& to) { to.processes = "1.5"; });
    }
    void whatIsWrongIsSaidWhereItStands()
    {
        QFETCH(int, field);
        QFETCH(RunDraft, wrong);
        const ReadDraft read = readDraft(wrong);
        QCOMPARE(read.problems.size(), 1U);
        QCOMPARE(static_cast<int>(read.problems[0].field), field);
        QCOMPARE(read.problems[0].row, field == static_cast<int>(RunField::Ports) ? 1 : 0);
        QVERIFY(!read.problems[0].text.isEmpty());
    }

    void wordsAreThoseOfAShell_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("plain") << "sh -c true";
        QTest::newRow("single") << "echo 'a  b' c";
        QTest::newRow("double") << "echo \"a \\\" b\" \"c\\d\"";
        QTest::newRow("backslash") << "echo a\\ b";
        QTest::newRow("joined") << "echo a'b'\"c\"";
        QTest::newRow("empty word") << "echo '' x";
        QTest::newRow("spaces") << "  echo   x  ";
    }
    void wordsAreThoseOfAShell()
    {
        QFETCH(QString, line);
        QProcess shell;
        shell.start("sh", {"-c", "for w in " + line + "; do printf '%s\\n' \"$w\"; done"});
        QVERIFY(shell.waitForFinished());
        const auto words = splitWords(line);
        QVERIFY(words);
        QString printed;
        for (const std::string& word : *words)
            printed += QString::fromStdString(word) + '\n';
        QCOMPARE(printed, QString::fromUtf8(shell.readAllStandardOutput()));
    }

    void anOpenQuoteIsNoLine()
    {
        QVERIFY(!splitWords("echo 'a"));
        QVERIFY(!splitWords("echo \"a"));
        QVERIFY(splitWords("")->empty());
    }

    void aShellReadsWhatWasQuoted_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("space") << QByteArray("a b");
        QTest::newRow("quote") << QByteArray("it's");
        QTest::newRow("dollar") << QByteArray("$(rm -rf /)`x`");
        QTest::newRow("Hangul") << QByteArray("항아리 하나");
        QTest::newRow("newline") << QByteArray("a\nb");
        QTest::newRow("no text") << QByteArray("a\xff'\\");
        QTest::newRow("escape") << QByteArray("\x1b[31m");
    }
    void aShellReadsWhatWasQuoted()
    {
        QFETCH(QByteArray, word);
        const QString quoted = shellQuoted(word.toStdString());
        for (const QChar c : quoted)
            QVERIFY(c.category() != QChar::Other_Control);
        QProcess shell;
        shell.start("bash", {"-c", "printf '%s' " + quoted});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), word);
    }

    void onlyWhatReachesOutAsksAnAdministrator()
    {
        QVERIFY(!asksAdministrator(readDraft(draft()).options));
        RunDraft low = draft();
        low.ports[0].host = "80";
        QVERIFY(asksAdministrator(readDraft(low).options));
        RunDraft host = draft();
        host.network = NetworkMode::Host;
        QVERIFY(asksAdministrator(readDraft(host).options));
    }

    void aNameIsSuggestedThatIsFree()
    {
        const DrawnStore store("localhost/shop/web:2 = a\nweb @ localhost/shop/web:2\n");
        QCOMPARE(suggestedName(store.view(), "localhost/shop/web:2"), QString("web-2"));
        QCOMPARE(suggestedName(store.view(), "redis:8"), QString("redis"));
        QCOMPARE(suggestedName(store.view(), "localhost:5000/_x@sha256:00"), QString("container"));
        QVERIFY(isNameTaken(store.view(), "web"));
        QVERIFY(!isNameTaken(store.view(), "we"));
    }
};

QTEST_GUILESS_MAIN(TestRunDraft)
#include "tst_run_draft.moc"
