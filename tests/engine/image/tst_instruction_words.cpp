// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/image/instruction_words.h"

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

namespace {

const Variables kVariables{{"HOME", "/root"}, {"EMPTY", ""}, {"A", "b c"}};

QString shown(const std::vector<std::string>& words)
{
    QString text;
    for (const std::string& word : words)
        text += '<' + QString::fromStdString(word) + '>';
    return text;
}

// Here, because moc does not read every text that stands in a class.
void addSplits()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("white space") << "  a \t b "
                                 << "<a><b>";
    QTest::newRow("double quotes") << R"(a="b c" d)"
                                   << "<a=b c><d>";
    QTest::newRow("single quotes") << R"('a $HOME' b)"
                                   << "<a $HOME><b>";
    QTest::newRow("empty quotes") << R"("" x)"
                                  << "<><x>";
    QTest::newRow("escaped space") << R"(a\ b c)"
                                   << "<a b><c>";
    QTest::newRow("escape in double quotes") << R"("a\"b\n\\")"
                                             << R"(<a"b\n\>)";
    QTest::newRow("variable") << "$HOME/x ${HOME}y"
                              << "</root/x></rooty>";
    QTest::newRow("a variable's spaces stay") << "$A"
                                              << "<b c>";
    QTest::newRow("missing variable") << "x$NONE"
                                      << "<x>";
    QTest::newRow("escaped variable") << R"(\$HOME)"
                                      << "<$HOME>";
    QTest::newRow("a dollar alone") << "5$ $"
                                    << "<5$><$>";
    QTest::newRow("for a missing one") << "${NONE:-x/$HOME} ${EMPTY:-y} ${HOME:-z}"
                                       << "<x//root><y></root>";
    QTest::newRow("for one that is there") << "${NONE:+x} ${HOME:+y}"
                                           << "<><y>";
    QTest::newRow("nested") << "${NONE:-${NO:-deep}}"
                            << "<deep>";
    QTest::newRow("Korean") << "옹기='장 독'"
                            << "<옹기=장 독>";
}

// Here, because moc does not read every text that stands in a class.
void addUnclosed()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("double quote") << "a \"b";
    QTest::newRow("single quote") << "'b";
    QTest::newRow("brace") << "${HOME";
    QTest::newRow("no name") << "${}";
    QTest::newRow("unknown operation") << "${HOME%x}";
    QTest::newRow("too deep") << QString("${X:-").repeated(100) + QString("}").repeated(100);
}

} // namespace

class TestInstructionWords : public QObject {
    Q_OBJECT

private slots:
    void splitsAsAShellWould_data() { addSplits(); }
    void splitsAsAShellWould()
    {
        QFETCH(QString, text);
        QTEST(shown(splitWords(text.toStdString(), kVariables)), "words");
    }

    void oneWordKeepsItsSpaces()
    {
        QCOMPARE(expandWord("a  b 'c' $HOME", kVariables), std::string("a  b c /root"));
    }

    void refusesWhatIsNotClosed_data() { addUnclosed(); }
    void refusesWhatIsNotClosed()
    {
        QFETCH(QString, text);
        QVERIFY_EXCEPTION_THROWN(splitWords(text.toStdString(), kVariables), Error);
    }
};

QTEST_APPLESS_MAIN(TestInstructionWords)
#include "tst_instruction_words.moc"
