// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/grammar.h"

#include <QTest>

#include "engine/core/error.h"
#include "helper/ctl/commands/run_options.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

QString usageErrorOf(const std::vector<std::string>& arguments)
{
    try {
        Grammar grammar(commands());
        if (grammar.parse(arguments).action)
            return "accepted";
        return "help";
    } catch (const UsageError& error) {
        return error.what();
    }
}

// What `run` understands of these words.
RunRequest requestOf(const std::vector<std::string>& arguments)
{
    static RunRequest request;
    request = {};
    const std::vector<Command> table{{"run", "", "Run", {}, [](Syntax syntax) -> Action {
                                          const auto words = std::make_shared<RunWords>();
                                          addRunOptions(syntax, *words);
                                          return [words, syntax] {
                                              request = readRunOptions(syntax, *words);
                                              return 0;
                                          };
                                      }}};
    std::vector<std::string> line{"run"};
    line.insert(line.end(), arguments.begin(), arguments.end());
    Grammar grammar(table);
    grammar.parse(line).action();
    return request;
}

using Words = std::vector<std::string>;

} // namespace

class TestGrammar : public QObject {
    Q_OBJECT

private slots:
    void acceptsWhatDockerUsersType_data()
    {
        QTest::addColumn<QStringList>("line");
        const auto row = [](const char* line) { QTest::newRow(line) << QString(line).split(' '); };
        row("pull busybox");
        row("pull -q --tls-verify=false 127.0.0.1:5000/x:1");
        row("image pull busybox");
        row("pull --policy missing busybox");
        row("pull -a --platform linux/arm64 busybox");
        row("pull --dry-run --json busybox");
        row("jobs");
        row("jobs --json");
        row("jobs pause 7");
        row("images");
        row("images -aq --no-trunc");
        row("image ls --json");
        row("images -f dangling=true --filter label=a=b --sort size:desc --digests x");
        row("images --tree");
        row("images --format {{.ID}}");
        row("ps --format json");
        row("inspect --format {{.Id}} x");
        row("inspect -f {{.Id}} x y");
        row("lineage --json");
        row("lineage --dot");
        row("search -f is-official=true --filter stars=3 --limit 50 --no-trunc jar");
        row("history busybox");
        row("history -qH --no-trunc busybox");
        row("history -H=false --format {{.Size}} busybox");
        row("image inspect busybox");
        row("image inspect --remote -f {{.Id}} busybox");
        row("container inspect -f {{.Name}} web");
        row("tag busybox pull"); // an argument that is spelt like a command
        row("rmi images run");
        row("image rm busybox");
        row("rmi -f --dry-run --json busybox");
        row("prune -af");
        row("prune --free 2GB --dry-run --json");
        row("prune --plan plan.json");
        row("image prune -f");
        row("load -i x.tar");
        row("run -it --rm busybox sh");
        row("container run -d busybox");
        row("images -q=true -a=false");
        row("image ls -aq=false");
        row("run --pull always busybox");
        row("create --pull=never busybox");
        row("stop -t 3 web");
        row("kill -s TERM web");
        row("rm -f web other");
        row("container rm web");
        row("ps -a");
        row("container ls -aq");
        row("container prune -f");
        row("logs -f --tail 5 web");
        row("exec -it web sh -c ls");
        row("export -o x.tar web");
        row("system df");
        row("df --json");
        row("df -v");
    }
    void acceptsWhatDockerUsersType()
    {
        QFETCH(QStringList, line);
        Words words;
        for (const QString& word : line)
            words.push_back(word.toStdString());
        QCOMPARE(usageErrorOf(words), QString("accepted"));
    }

    void refusesInOneSentence_data()
    {
        QTest::addColumn<QStringList>("line");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* line, const char* message) {
            QTest::newRow(line) << QString(line).split(' ') << message;
        };
        row("images --no-such", "unknown option: --no-such: see onggictl images --help");
        row("--no-such images", "unknown option: --no-such: see onggictl images --help");
        row("images -Z", "unknown option: -Z: see onggictl images --help");
        row("run --no-such busybox", "unknown option: --no-such: see onggictl run --help");
        row("run --volume /a:/b busybox", "unknown option: --volume: see onggictl run --help");
        row("container inspect --remote web",
            "unknown option: --remote: see onggictl container inspect --help");
        row("image ls a b", "too many arguments: b: see onggictl image ls --help");
        row("frobnicate", "unknown command: frobnicate: see onggictl --help");
        row("image frobnicate", "unknown command: image frobnicate: see onggictl image --help");
        row("--frobnicate", "unknown option: --frobnicate: see onggictl --help");
    }
    void refusesInOneSentence()
    {
        QFETCH(QStringList, line);
        QFETCH(QString, message);
        Words words;
        for (const QString& word : line)
            words.push_back(word.toStdString());
        QCOMPARE(usageErrorOf(words), message);
    }

    void refusesMissingArguments()
    {
        for (const Words& line : {Words{"pull"}, Words{"tag", "a"}, Words{"rmi"}, Words{"rm"}}) {
            const QString message = usageErrorOf(line);
            QVERIFY2(message.startsWith("wrong arguments: "), qPrintable(message));
            QVERIFY(!message.contains('\n'));
        }
        QVERIFY_THROWS_EXCEPTION(UsageError, requestOf({"--rm"}));
    }

    void refusesValuesOfAnotherKind()
    {
        QVERIFY(usageErrorOf({"stop", "-t", "soon", "web"}).startsWith("wrong arguments: "));
        QVERIFY(
            usageErrorOf({"pull", "--tls-verify=perhaps", "x"}).startsWith("wrong arguments: "));
    }

    void refusesWhatContradictsItself()
    {
        for (const Words& line :
             {Words{"images", "-q", "--json"}, Words{"images", "--format", "x", "--tree"},
              Words{"images", "--json", "--tree"}, Words{"images", "-q", "--format", "x"},
              Words{"df", "-v", "--format", "x"}, Words{"df", "--json", "--format", "x"},
              Words{"diff", "-l", "--json", "a", "b"}, Words{"jobs", "--json", "--format", "x"},
              Words{"history", "-q", "--json", "x"},
              Words{"history", "-q", "--format", "x", "y"}}) {
            const QString message = usageErrorOf(line);
            QVERIFY2(message.startsWith("wrong arguments: "), qPrintable(message));
            QVERIFY(message.contains("excludes"));
        }
        Grammar grammar(commands());
        const Action pause = grammar.parse({"jobs", "pause", "7", "--json"}).action;
        QVERIFY_THROWS_EXCEPTION(UsageError, pause());
    }

    void showsHostileWordsAsText()
    {
        QCOMPARE(usageErrorOf({"--a\x1b[2J"}),
                 QString("unknown option: --a\\x1b[2J: see onggictl --help"));
    }

    void readsRunOptions()
    {
        const RunRequest request = requestOf({"-it",          "--rm",      "--name",
                                              "web",          "-h",        "host",
                                              "-e",           "A=1",       "--env=B=[x,y]",
                                              "-w",           "/w",        "-u",
                                              "1000:1000",    "-p",        "127.0.0.1:8080:80",
                                              "-p",           "53:53/udp", "--network",
                                              "bridge",       "-m",        "64m",
                                              "--pids-limit", "20",        "--cpus=1.5",
                                              "--read-only",  "busybox",   "sh",
                                              "-c",           "exit 3",    "--",
                                              "--rm"});
        QCOMPARE(request.image, std::string("busybox"));
        const RunOptions& options = request.options;
        QCOMPARE(options.arguments, (Words{"sh", "-c", "exit 3", "--", "--rm"}));
        QVERIFY(options.isInteractive && options.hasTerminal && options.isRemovedAtEnd);
        QVERIFY(options.isReadOnly);
        QCOMPARE(options.name, std::string("web"));
        QCOMPARE(options.hostname, std::string("host"));
        QCOMPARE(options.environment, (Words{"A=1", "B=[x,y]"}));
        QCOMPARE(options.workingDirectory, std::string("/w"));
        QCOMPARE(options.user, std::string("1000:1000"));
        QCOMPARE(options.ports.size(), std::size_t(2));
        QCOMPARE(options.ports[1].protocol, PortProtocol::Udp);
        QCOMPARE(options.memory->count(), 64U << 20);
        QCOMPARE(*options.pidsLimit, 20);
        QCOMPARE(*options.milliCpus, 1500);
    }

    void takesValuesOfFlagsBehindTheirLetters()
    {
        const RunRequest request =
            requestOf({"-it=false", "-eA=b", "-e", "-i=false", "x", "sh", "-i=false"});
        QVERIFY(request.options.isInteractive);
        QVERIFY(!request.options.hasTerminal);
        QCOMPARE(request.options.environment, (Words{"A=b", "-i=false"}));
        QCOMPARE(request.options.arguments, (Words{"sh", "-i=false"}));
        QVERIFY_THROWS_EXCEPTION(UsageError, requestOf({"-i=perhaps", "x"}));
    }

    void takesABareVariableFromTheCaller()
    {
        qputenv("ONGGI_TEST_HERE", "a b");
        qunsetenv("ONGGI_TEST_MISSING");
        const RunRequest request =
            requestOf({"-e", "ONGGI_TEST_HERE", "-e", "ONGGI_TEST_MISSING", "x"});
        QCOMPARE(request.options.environment, (Words{"ONGGI_TEST_HERE=a b"}));
    }

    void keepsApartNoEntryPointAndAnEmptyOne()
    {
        QVERIFY(!requestOf({"x"}).options.entrypoint);
        QVERIFY(requestOf({"--entrypoint", "", "x"}).options.entrypoint->empty());
        QCOMPARE(*requestOf({"--entrypoint", "/bin/x", "x"}).options.entrypoint, (Words{"/bin/x"}));
    }

    void refusesWrongValuesOfRun()
    {
        QVERIFY_THROWS_EXCEPTION(Error, requestOf({"-p", "99999:1", "x"}));
        QVERIFY_THROWS_EXCEPTION(Error, requestOf({"--network", "nowhere", "x"}));
        QVERIFY_THROWS_EXCEPTION(Error, requestOf({"-m", "much", "x"}));
        QVERIFY_THROWS_EXCEPTION(UsageError, requestOf({"--pull", "sometimes", "x"}));
    }

    void helpsWithEveryCommandOfTheTable()
    {
        Grammar all(commands());
        const std::string root = all.parse({"--help"}).help;
        QCOMPARE(Grammar(commands()).parse({}).help, root);
        for (const Command& command : commands()) {
            Words line;
            for (const QString& word : QString(command.name).split(' '))
                line.push_back(word.toStdString());
            line.push_back("--help");
            Grammar grammar(commands());
            const QString help = QString::fromStdString(grammar.parse(line).help);
            QVERIFY2(help.startsWith(QString("Usage: onggictl %1 [OPTIONS]").arg(command.name)),
                     qPrintable(help));
            QVERIFY(help.contains(command.summary));
            for (const QString& textLine : help.split('\n'))
                QVERIFY2(textLine.size() <= 100, qPrintable(textLine));
        }
    }

    void showsTheHelpOfACommand()
    {
        Grammar grammar(commands());
        QCOMPARE(grammar.parse({"container", "rm", "--help"}).help,
                 std::string("Usage: onggictl container rm [OPTIONS] CONTAINER...\n"
                             "\n"
                             "Remove containers.\n"
                             "\n"
                             "Also: onggictl rm, onggictl container rm, onggictl container remove\n"
                             "\n"
                             "Options:\n"
                             "  -h, --help   show this help\n"
                             "  -f, --force  also those that run\n"));
    }
};

QTEST_APPLESS_MAIN(TestGrammar)
#include "tst_grammar.moc"
