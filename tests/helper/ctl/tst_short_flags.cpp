// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/short_flags.h"

#include <QTest>

using namespace onggi::ctl;

namespace {

std::optional<KnownOption> findOption(const std::string& name)
{
    if (name == "-i" || name == "--interactive")
        return KnownOption{false, "--interactive"};
    if (name == "-t" || name == "--tty")
        return KnownOption{false, "--tty"};
    if (name == "-x")
        return KnownOption{false, ""};
    if (name == "-e" || name == "--env")
        return KnownOption{true, "--env"};
    return std::nullopt;
}

QString speltOut(const QString& line, bool takesRest)
{
    std::vector<std::string> words;
    for (const QString& word : line.split(' '))
        words.push_back(word.toStdString());
    QStringList spelt;
    for (const std::string& word : spellOutFlags(words, takesRest, findOption))
        spelt.append(QString::fromStdString(word));
    return spelt.join(' ');
}

} // namespace

class TestShortFlags : public QObject {
    Q_OBJECT

private slots:
    void spellsOutFlagsAlone_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("spelt");
        const auto row = [](const char* line, const char* spelt) {
            QTest::newRow(line) << line << spelt;
        };
        const auto same = [&](const char* line) { row(line, line); };
        row("-t=false", "--tty=false");
        row("-t=perhaps a", "--tty=perhaps a"); // the parser judges
        row("-it=false", "-i --tty=false");
        row("a -t=true b", "a --tty=true b");
        row("-e A=b -t=false", "-e A=b --tty=false");
        row("-ie A=b -t=false", "-ie A=b --tty=false");
        row("--env=A=b -t=false", "--env=A=b --tty=false");
        same("-it");
        same("-t=");
        same("-x=false"); // has no other name
        same("-eA=b");
        same("-e=A=b");
        same("-ieA=b");
        same("-n=false");
        same("-tn=false");
        same("-=false");
        same("--tty=false");
        same("-e -t=false");
        same("--env -t=false");
        same("-ie -t=false");
        same("a -- -t=false");
    }
    void spellsOutFlagsAlone()
    {
        QFETCH(QString, line);
        QFETCH(QString, spelt);
        QCOMPARE(speltOut(line, false), spelt);
    }

    void leavesTheRestAlone()
    {
        QCOMPARE(speltOut("-t=false -e b image -t=false", true),
                 QString("--tty=false -e b image -t=false"));
        QCOMPARE(speltOut("- -t=false", true), QString("- -t=false"));
    }
};

QTEST_APPLESS_MAIN(TestShortFlags)
#include "tst_short_flags.moc"
