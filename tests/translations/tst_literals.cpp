// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person reads is written in tr(): no call that shows a text is given a bare literal. Read
// as text, statement by statement, as a person would look for it.

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

// Calls whose text is seen or read aloud.
constexpr auto kShowing =
    "\\b(setText|setPlainText|setTitle|setWindowTitle|setToolTip|setStatusTip|setWhatsThis|"
    "setPlaceholderText|setAccessibleName|setAccessibleDescription|setInformativeText|setLabel|"
    "setEmptyText|setState|setSuffix|setPrefix|addAction|addMenu|addSection|addButton|addItem|"
    "addRow|addTab|showMessage|drawText|new Q(PushButton|Label|Menu|CheckBox|Action|GroupBox))\\(";
// Calls inside them whose literals are no texts: what is translated already, icons, keys of maps.
constexpr auto kSilent = "\\b(tr|namedIcon|value|insert|QKeySequence|fromTheme)\\(";
// Names are the same in every language.
const QStringList kNames{"Onggi", "root"};

// Where the parenthesis that opens at `open` closes; literals are skipped. -1: nowhere.
qsizetype closing(const QString& code, qsizetype open)
{
    int depth = 0;
    for (qsizetype at = open; at < code.size(); ++at) {
        if (code[at] == u'"' && code[at - 1] != u'\'') {
            for (++at; at < code.size() && code[at] != u'"'; ++at)
                at += code[at] == u'\\' ? 1 : 0;
        } else if (code[at] == u'(') {
            ++depth;
        } else if (code[at] == u')' && --depth == 0) {
            return at;
        }
    }
    return -1;
}

QString withoutSilent(QString arguments)
{
    static const QRegularExpression silent(kSilent);
    for (auto call = silent.match(arguments); call.hasMatch(); call = silent.match(arguments)) {
        const qsizetype end = closing(arguments, call.capturedEnd() - 1);
        if (end < 0)
            break;
        arguments.replace(call.capturedStart(), end + 1 - call.capturedStart(),
                          QStringLiteral("0"));
    }
    return arguments;
}

// The words that stand in literals there.
QStringList wordsIn(const QString& arguments)
{
    static const QRegularExpression literal("\"((?:[^\"\\\\]|\\\\.)*)\"");
    static const QRegularExpression word("\\p{L}{2,}");
    QStringList words;
    auto literals = literal.globalMatch(withoutSilent(arguments));
    while (literals.hasNext()) {
        QString text = literals.next().captured(1);
        text.remove(QRegularExpression("\\\\[a-z]|%L?\\d"));
        auto all = word.globalMatch(text);
        while (all.hasNext()) {
            const QString found = all.next().captured();
            if (!kNames.contains(found))
                words << found;
        }
    }
    return words;
}

// "line N: setText(…)" for each call with bare words.
QStringList bareTexts(const QString& code)
{
    static const QRegularExpression showing(kShowing);
    QStringList faults;
    auto calls = showing.globalMatch(code);
    while (calls.hasNext()) {
        const auto call = calls.next();
        const qsizetype end = closing(code, call.capturedEnd() - 1);
        if (end < 0)
            continue;
        const QString arguments = code.mid(call.capturedEnd(), end - call.capturedEnd());
        if (wordsIn(arguments).isEmpty())
            continue;
        faults << QStringLiteral("line %1: %2%3)")
                      .arg(code.left(call.capturedStart()).count(u'\n') + 1)
                      .arg(call.captured(), arguments.simplified());
    }
    return faults;
}

} // namespace

class TestLiterals : public QObject {
    Q_OBJECT

private slots:
    // The test of the test: what it would miss would be missed for ever.
    void findsBareTexts_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("isBare");
        QTest::newRow("bare") << R"c(m_title->setText("Images");)c" << true;
        QTest::newRow("in a macro") << R"c(setWindowTitle(QStringLiteral("Close"));)c" << true;
        QTest::newRow("beside a translation")
            << R"c(b->setToolTip(tr("A") + " and more");)c" << true;
        QTest::newRow("over lines") << "menu->addAction(icon,\n    \"Delete…\");" << true;
        QTest::newRow("at birth") << R"c(auto* b = new QPushButton("Close");)c" << true;
        QTest::newRow("in Korean") << R"c(b->setText("이미지");)c" << true;
        QTest::newRow("translated")
            << R"c(m_title->setText(tr("Images (%1)").arg(count()));)c" << false;
        QTest::newRow("an icon") << R"c(menu->addAction(namedIcon("edit-find"), tr("Find"));)c"
                                 << false;
        QTest::newRow("placeholders")
            << R"c(b->setText(QStringLiteral("%1 (%2)").arg(a, b));)c" << false;
        QTest::newRow("a name") << R"c(i.setToolTip(QStringLiteral("Onggi: ") + state());)c"
                                << false;
    }
    void findsBareTexts()
    {
        QFETCH(QString, code);
        QFETCH(bool, isBare);
        QCOMPARE(bareTexts(code).size(), isBare ? 1 : 0);
    }

    void theWindowHasNone()
    {
        QStringList faults;
        int files = 0;
        QDirIterator all(ONGGI_SOURCE "/gui", {"*.cpp", "*.h"}, QDir::Files,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            for (const QString& fault : bareTexts(QString::fromUtf8(file.readAll())))
                faults << file.fileName() + ", " + fault;
        }
        QVERIFY(files > 0);
        QVERIFY2(faults.isEmpty(), qPrintable("\n" + faults.join('\n')));
    }
};

QTEST_GUILESS_MAIN(TestLiterals)
#include "tst_literals.moc"
