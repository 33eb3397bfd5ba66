// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The two translations, message by message: nothing forgotten, nothing lost on the way, and Korean
// as one writes it.

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include "tests/translations/ts_file.h"

using namespace onggi::test;

namespace {

QString pathOf(const QString& language)
{
    return QStringLiteral(ONGGI_SOURCE "/translations/onggi_%1.ts").arg(language);
}

QSet<QString> keysOf(const QList<TsMessage>& messages)
{
    QSet<QString> keys;
    for (const TsMessage& message : messages)
        keys << message.key();
    return keys;
}

// The whole matches, each once, in order.
QStringList matchesOf(const QString& pattern, const QString& text)
{
    QSet<QString> found;
    auto all = QRegularExpression(pattern).globalMatch(text);
    while (all.hasNext())
        found << all.next().captured();
    QStringList sorted = found.values();
    sorted.sort();
    return sorted;
}

QStringList placeholders(const QString& text)
{
    return matchesOf(QStringLiteral("%(L?\\d{1,2}|L?n)"), text);
}

qsizetype mnemonics(const QString& text)
{
    return QString(text).remove(QStringLiteral("&&")).count(QLatin1Char('&'));
}

// Of the glossary: what each of these words is in Korean, as far as it does not change with the
// sentence.
const struct {
    const char* english; // a regular expression for the whole word
    const char* korean;
} kGlossary[] = {
    {"base images?", "베이스 이미지"},
    {"intermediate images?", "중간 이미지"},
    {"images?", "이미지"},
    {"containers?", "컨테이너"},
    {"layers?", "레이어"},
    {"parents?", "부모"},
    {"child|children", "자식"},
    {"(un)?tag(s|ged)?", "태그"},
    {"registry|registries", "레지스트리"},
    {"repository|repositories", "저장소"},
    {"manifests?", "매니페스트"},
    {"digests?", "다이제스트"},
    {"volumes?", "볼륨"},
    {"networks?", "네트워크"},
    {"ports?", "포트"},
    {"mount(s|ed)?", "마운트"},
    {"daemons?", "데몬"},
    {"shells?", "셸"},
    {"terminals?", "터미널"},
    {"lineage", "계보"},
    {"unique", "고유"},
    {"shared", "공유"},
    {"virtual", "가상"},
    {"activity", "작업"},
    {"settings", "설정"},
    {"history", "이력"},
    {"logs?", "로그"},
    {"pull(s|ed|ing)?", "가져"},
    {"load(s|ed|ing)?", "불러"},
    {"push(ed|es|ing)?", "올리"},
    {"import(s|ed|ing)?", "들여"},
    {"start(s|ed|ing)?", "시작"},
    {"stop(s|ped|ping)?", "중지"},
    {"kill(s|ed|ing)?", "강제 종료"},
    {"pause[sd]?", "일시 중지"},
    {"delet(e|es|ed|ing|ion)", "삭제"},
};

// What the glossary forbids, and what marks a sentence that was not turned around.
const char* const kNever[] = {"콘테이너", "기지 이미지", "꼬리표", "레지스터리",
                              "쉘",       "프룬",        "점검점", "을(를)",
                              "이(가)",   "은(는)",      "와(과)", "(으)로"};

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const char* language : {"en", "ko"}) {
            m_messages[language] = readTs(pathOf(language));
            QVERIFY(!m_messages[language].isEmpty());
        }
        m_korean = m_messages["ko"];
        QVERIFY(m_korean.size() > m_messages["en"].size()); // which holds plurals alone
    }
    void init() { m_faults.clear(); }
    void cleanup() { QVERIFY2(m_faults.isEmpty(), qPrintable("\n" + m_faults.join('\n'))); }

    void everyMessageIsFinished_data() { languages(); }
    void everyMessageIsFinished()
    {
        for (const TsMessage& message : messages()) {
            if (!message.type.isEmpty())
                fault(message, message.type);
            for (const QString& form : message.forms) {
                if (form.trimmed().isEmpty())
                    fault(message, "empty");
            }
        }
    }

    void everyPluralHasItsForms_data() { languages(); }
    void everyPluralHasItsForms()
    {
        QFETCH(QString, language);
        for (const TsMessage& message : messages()) {
            const qsizetype expected = message.isPlural && language == "en" ? 2 : 1;
            if (message.forms.size() != expected)
                fault(message, QStringLiteral("%1 forms").arg(message.forms.size()));
        }
    }

    // As the target update-translations does it, into a copy.
    void theSourcesHaveNoOtherTexts_data() { languages(); }
    void theSourcesHaveNoOtherTexts()
    {
        QFETCH(QString, language);
        const QTemporaryDir folder;
        const QString copy = folder.filePath("onggi_" + language + ".ts");
        QVERIFY(QFile::copy(pathOf(language), copy));
        QStringList arguments = QString(ONGGI_LUPDATE_OPTIONS).split('|');
        if (language == "en")
            arguments << "-pluralonly";
        arguments << ONGGI_SOURCE "/gui"
                  << "-ts" << copy;
        QProcess lupdate;
        lupdate.setProcessChannelMode(QProcess::MergedChannels);
        lupdate.start(ONGGI_LUPDATE, arguments);
        QVERIFY(lupdate.waitForFinished(60'000));
        const QByteArray said = lupdate.readAll();
        QVERIFY2(lupdate.exitCode() == 0, said.constData());

        const QList<TsMessage> updated = readTs(copy);
        const QSet<QString> here = keysOf(messages());
        const QSet<QString> there = keysOf(updated);
        for (const QString& key : there - here)
            m_faults << "not in the translation: " + key;
        for (const QString& key : here - there)
            m_faults << "no longer in the sources: " + key;
        for (const TsMessage& message : updated) {
            if (here.contains(message.key()) && !message.type.isEmpty())
                fault(message, "changed in the sources");
        }
    }

    // Qt puts figures into whatever placeholders a form has, and warns of those that are missing.
    // English's first form alone may go without %n: it stands for exactly one ("one layer"),
    // whereas Korean's only form stands for every number.
    void placeholdersAreKept_data() { languages(); }
    void placeholdersAreKept()
    {
        QFETCH(QString, language);
        for (const TsMessage& message : messages()) {
            const QStringList expected = placeholders(message.source);
            for (qsizetype at = 0; at < message.forms.size(); ++at) {
                QStringList found = placeholders(message.forms[at]);
                const bool isOne = language == "en" && message.isPlural && at == 0;
                if (isOne && expected.contains("%n") && !found.contains("%n"))
                    found << "%n";
                found.sort();
                if (found != expected)
                    fault(message, message.forms[at]);
            }
        }
    }

    // A letter underlined in one language only would be pressed in vain in the other; an ellipsis
    // says that something is asked first; spaces and line ends at the border are part of a layout.
    void mnemonicsEndsAndBordersAreKept_data() { languages(); }
    void mnemonicsEndsAndBordersAreKept()
    {
        static const QRegularExpression border("^(\\s*).*?(\\s*)$",
                                               QRegularExpression::DotMatchesEverythingOption);
        for (const TsMessage& message : messages()) {
            const auto own = border.match(message.source);
            for (const QString& form : message.forms) {
                const auto there = border.match(form);
                if (mnemonics(form) != mnemonics(message.source))
                    fault(message, "mnemonic: " + form);
                if (form.endsWith(u'…') != message.source.endsWith(u'…') || form.contains("..."))
                    fault(message, "ellipsis: " + form);
                if (own.captured(1) != there.captured(1) || own.captured(2) != there.captured(2))
                    fault(message, "spaces: " + form);
            }
        }
    }

    // Which particle it is depends on the sound before it, and that is not known there.
    void noParticleFollowsAPlaceholder()
    {
        static const QRegularExpression particle(
            "%(L?\\d{1,2}|L?n)(은|는|이|가|을|를|와|과|로|으로|이나|나|이라|라|아|야)(?![가-힣])");
        for (const TsMessage& message : m_korean) {
            for (const QString& form : message.forms) {
                if (form.contains(particle))
                    fault(message, form);
            }
        }
    }

    void koreanHasTheWordsOfTheGlossary()
    {
        for (const TsMessage& message : m_korean) {
            for (const auto& [english, korean] : kGlossary) {
                // But for the names of files.
                const QRegularExpression word(QStringLiteral("\\b(%1)\\b(?!\\.json)").arg(english),
                                              QRegularExpression::CaseInsensitiveOption);
                if (message.source.contains(word) && !message.forms.join(' ').contains(korean))
                    fault(message, message.forms.join(" | ") + " lacks " + korean);
            }
        }
    }

    void koreanHasNoForbiddenWords()
    {
        for (const TsMessage& message : m_korean) {
            for (const char* word : kNever) {
                if (message.forms.join(' ').contains(word))
                    fault(message, message.forms.join(" | "));
            }
        }
    }

    // Nothing was left in English; what has no words needs none, and "ID" is written so.
    void koreanIsKorean()
    {
        static const QRegularExpression hangul("[가-힣]");
        static const QRegularExpression word("[A-Za-z]{2,}");
        for (const TsMessage& message : m_korean) {
            for (QString form : message.forms) {
                form.remove(QRegularExpression("%(L?\\d{1,2}|L?n)")).remove("ID");
                if (form.contains(word) && !form.contains(hangul))
                    fault(message, form);
            }
        }
    }

    // "1 layer(s)" would be what is read.
    void englishPluralsAreWords()
    {
        for (const TsMessage& message : m_messages["en"]) {
            for (const QString& form : message.forms) {
                if (form.contains(QRegularExpression("\\(e?s\\)")))
                    fault(message, form);
            }
        }
    }

private:
    void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("Korean") << "ko";
    }
    const QList<TsMessage>& messages()
    {
        QFETCH(QString, language);
        return m_messages[language];
    }
    void fault(const TsMessage& message, const QString& what)
    {
        m_faults << QStringLiteral("%1 → %2").arg(message.key(), what);
    }

    QMap<QString, QList<TsMessage>> m_messages;
    QList<TsMessage> m_korean;
    QStringList m_faults; // all that the case has found
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
