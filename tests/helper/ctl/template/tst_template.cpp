// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/template/template.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "helper/ctl/grammar.h"

using namespace onggi::ctl;

namespace {

const OrderedJson& sample()
{
    static const OrderedJson kSample{
        {"ID", "3f9a"},
        {"Name", "web"},
        {"Empty", ""},
        {"Count", 3},
        {"Big", 12345678901},
        {"Ratio", 1.5},
        {"On", true},
        {"Off", false},
        {"None", nullptr},
        {"Words", {"one", "two", "three"}},
        {"Nothing", OrderedJson::array()},
        {"Labels", {{"team", "shop"}, {"a.b", "dotted"}}},
        {"Items", OrderedJson::array({OrderedJson{{"N", 1}, {"Tags", {"x", "y"}}},
                                      OrderedJson{{"N", 2}, {"Tags", OrderedJson::array()}}})},
    };
    return kSample;
}

QString applied(const QString& text)
{
    try {
        return QString::fromStdString(Template(text.toStdString()).apply(sample()));
    } catch (const UsageError& error) {
        return QString("refused: ") + error.what();
    }
}

struct Case {
    const char* name;
    const char* text;
    const char* result;
};

constexpr Case kCases[] = {
    {"text alone", "plain } text { here", "plain } text { here"},
    {"field", "{{.ID}}", "3f9a"},
    {"fields and text", "<{{.ID}}: {{.Name}}>", "<3f9a: web>"},
    {"deep field", "{{.Labels.team}}", "shop"},
    {"missing deep field", "{{.Labels.colour}}", "<no value>"},
    {"field of nothing", "{{.None.What.Ever}}", "<no value>"},
    {"dot of literal braces", "{{\"{{\"}}{{`}}`}}", "{{}}"},
    {"numbers", "{{.Count}} {{.Big}} {{.Ratio}} {{-7}}", "3 12345678901 1.5 -7"},
    {"booleans", "{{.On}} {{.Off}} {{true}}", "true false true"},
    {"list", "{{.Words}}", "[one two three]"},
    {"map in order of its keys", "{{.Labels}}", "map[a.b:dotted team:shop]"},
    {"trim before", "a \n {{- .ID}}", "a3f9a"},
    {"trim behind", "{{.ID -}} \n b", "3f9ab"},
    {"trim both", "a {{- .ID -}} b", "a3f9ab"},
    {"minus is no trim", "{{-3}}", "-3"},
    {"comment", "a{{/* nothing }} here */}}b", "ab"},
    {"trimming comment", "a {{- /* x */ -}} b", "ab"},
    {"escapes", "{{\"a\\t\\\"b\\\"\\n\"}}", "a\t\"b\"\n"},
    {"raw string", "{{`a\\tb`}}", "a\\tb"},

    {"if", "{{if .On}}yes{{end}}", "yes"},
    {"if not", "{{if .Off}}yes{{end}}", ""},
    {"else", "{{if .Empty}}yes{{else}}no{{end}}", "no"},
    {"else if", "{{if .Off}}a{{else if .On}}b{{else}}c{{end}}", "b"},
    {"else if else", "{{if .Off}}a{{else if .None}}b{{else}}c{{end}}", "c"},
    {"empty list is false", "{{if .Nothing}}a{{else}}b{{end}}", "b"},
    {"zero is false", "{{if 0}}a{{else}}b{{end}}", "b"},
    {"with", "{{with .Labels}}{{.team}}{{end}}", "shop"},
    {"with else", "{{with .Empty}}a{{else}}{{.ID}}{{end}}", "3f9a"},
    {"with a variable", "{{with $x := .Name}}{{$x}}{{$.ID}}{{end}}", "web3f9a"},

    {"range", "{{range .Words}}{{.}},{{end}}", "one,two,three,"},
    {"range else", "{{range .Nothing}}a{{else}}none{{end}}", "none"},
    {"range over nothing", "{{range .None}}a{{else}}none{{end}}", "none"},
    {"range with an element", "{{range $w := .Words}}{{$w}} {{end}}", "one two three "},
    {"range with an index", "{{range $i, $w := .Words}}{{$i}}={{$w}} {{end}}",
     "0=one 1=two 2=three "},
    {"range over a map", "{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}",
     "a.b=dotted;team=shop;"},
    {"range in range", "{{range .Items}}{{.N}}:{{range .Tags}}{{.}}{{else}}-{{end}} {{end}}",
     "1:xy 2:- "},
    {"root in range", "{{range .Items}}{{$.ID}}{{.N}} {{end}}", "3f9a1 3f9a2 "},

    {"variable", "{{$x := .ID}}{{$x}}{{$x}}", "3f9a3f9a"},
    {"variable's field", "{{$l := .Labels}}{{$l.team}}", "shop"},
    {"assignment in a block", "{{$x := 1}}{{range .Words}}{{$x = .}}{{end}}{{$x}}", "three"},
    {"scope", "{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}", "21"},

    {"json of text", "{{json .ID}}", "\"3f9a\""},
    {"json of a list", "{{json .Words}}", "[\"one\",\"two\",\"three\"]"},
    {"json of a map", "{{json .Labels}}", "{\"team\":\"shop\",\"a.b\":\"dotted\"}"},
    {"json of nothing", "{{json .None}}", "null"},
    {"join", "{{join .Words \", \"}}", "one, two, three"},
    {"join of nothing", "{{join .None \",\"}}", ""},
    {"upper and lower", "{{upper .Name}}{{lower \"ABC\"}}", "WEBabc"},
    {"title", "{{title \"two words\"}}", "Two Words"},
    {"split", "{{range split \"a,b,c\" \",\"}}<{{.}}>{{end}}", "<a><b><c>"},
    {"pad and truncate", "{{pad .Name 1 2}}|{{truncate .Name 2}}", " web  |we"},
    {"len", "{{len .Words}}{{len .Name}}{{len .Labels}}{{len .None}}", "3320"},
    {"index of a list", "{{index .Words 1}}", "two"},
    {"index of a map", "{{index .Labels \"a.b\"}}", "dotted"},
    {"index of a map's missing key", "{{index .Labels \"nope\"}}", "<no value>"},
    {"index twice", "{{index .Items 0 \"N\"}}", "1"},
    {"field of an index", "{{(index .Items 1).N}}", "2"},
    {"slice", "{{slice .ID 1 3}}{{slice .Words 2}}", "f9[three]"},
    {"print", "{{print \"a\" 1 2 \"b\"}}", "a1 2b"},
    {"println", "{{println .ID .Count}}", "3f9a 3\n"},

    {"pipe", "{{.Name | upper}}", "WEB"},
    {"pipe as the last argument", "{{.Name | printf \"%s-%s\" .ID}}", "3f9a-web"},
    {"two pipes", "{{.Words | json | len}}", "21"},
    {"parentheses", "{{upper (index .Words 0)}}", "ONE"},

    {"eq", "{{eq .Name \"web\"}}{{eq .Count 3}}{{eq .Name \"a\" \"web\"}}", "truetruetrue"},
    {"ne", "{{ne .Name \"web\"}}", "false"},
    {"order", "{{lt 1 2}}{{le 2 2}}{{gt 1 2}}{{ge .Ratio 1.5}}", "truetruefalsetrue"},
    {"order of text", "{{lt \"a\" \"b\"}}", "true"},
    {"and", "{{and .On .Name}}{{and .Empty .Name}}", "web"},
    {"or", "{{or .Empty .Name}}", "web"},
    {"not", "{{if not .Off}}a{{end}}{{if and .On (not .Empty)}}b{{end}}", "ab"},

    {"printf text", "{{printf \"%s|%5s|%-5s|%.2s\" .Name .Name .Name .Name}}",
     "web|  web|web  |we"},
    {"printf numbers", "{{printf \"%d %05d %+d %x %5d\" .Count .Count .Count 255 -3}}",
     "3 00003 +3 ff    -3"},
    {"printf reals", "{{printf \"%.2f %6.1f\" .Ratio .Ratio}}", "1.50    1.5"},
    {"printf anything", "{{printf \"%v %v %q %t\" .Words .Count .Name .On}}",
     "[one two three] 3 \"web\" true"},
    {"printf per cent", "{{printf \"100%%\"}}", "100%"},
    {"printf too few", "{{printf \"%s\"}}", "%!s(MISSING)"},
    {"printf too many", "{{printf \"a\" 1}}", "a%!(EXTRA)"},
    {"printf of another kind", "{{printf \"%d\" .Name}}", "%!d(string=web)"},
};

constexpr Case kRefusals[] = {
    {"unknown field", "{{.Nope}}", "there is no field Nope: there are ID Name"},
    {"field of text", "{{.ID.Nope}}", "no field Nope in string"},
    {"unknown function", "{{shout .ID}}", "there is no function shout"},
    {"no end of an action", "{{.ID", "an action without its }} at character 1"},
    {"no end of a string", "{{\"abc}}", "a string without its end"},
    {"no end of a comment", "{{/* abc }}", "a comment without its end"},
    {"no end of a block", "{{if .On}}a", "a block without its {{end}}"},
    {"end alone", "a{{end}}", "{{end}} without its beginning"},
    {"else alone", "{{else}}", "{{else}} without its beginning"},
    {"two elses", "{{if .On}}{{else}}{{else}}{{end}}", "a block without its {{end}}"},
    {"nothing", "{{}}", "expected a value"},
    {"arguments of no function", "{{.ID .Name}}", "only a function takes arguments"},
    {"pipe into no function", "{{.ID | .Name}}", "only a function takes what is piped"},
    {"unknown variable", "{{$x}}", "there is no variable $x"},
    {"assignment to none", "{{$x = 1}}", "there is no variable $x"},
    {"unknown character", "{{.ID # 1}}", "an unexpected #"},
    {"unknown escape", "{{\"\\q\"}}", "an unknown escape"},
    {"no number", "{{1.2.3}}", "not a number: 1.2.3"},
    {"named templates", "{{define \"x\"}}{{end}}", "define is not known here"},
    {"too few arguments", "{{join .Words}}", "join takes another number"},
    {"wrong kind", "{{upper .Count}}", "upper takes text"},
    {"beyond a list", "{{index .Words 3}}", "index 3 of a list of 3"},
    {"negative index", "{{index .Words -1}}", "index takes a number that is not negative"},
    {"unlike kinds", "{{eq .Name 3}}", "cannot compare string with number"},
    {"range over text", "{{range .Name}}{{end}}", "range over string"},
    {"huge width", "{{printf \"%99999d\" 1}}", "printf with a width beyond"},
    {"per cent at the end", "{{printf \"%\"}}", "printf with a per cent sign at the end"},
    {"unknown verb", "{{printf \"%y\" 1}}", "printf does not know %y"},
};

} // namespace

class TestTemplate : public QObject {
    Q_OBJECT

private slots:
    void writesWhatGoWrites_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        for (const Case& row : kCases)
            QTest::newRow(row.name) << QString(row.text) << QString(row.result);
    }
    void writesWhatGoWrites()
    {
        QFETCH(QString, text);
        QFETCH(QString, result);
        QCOMPARE(applied(text), result);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        for (const Case& row : kRefusals)
            QTest::newRow(row.name) << QString(row.text) << QString(row.result);
    }
    void saysWhatIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const QString answer = applied(text);
        QVERIFY2(answer.startsWith("refused: wrong template: ") && answer.contains(said),
                 qPrintable(answer));
    }

    void boundsNesting()
    {
        const auto nested = [](int depth, const QString& open, const QString& close) {
            return applied(open.repeated(depth) + close.repeated(depth));
        };
        QVERIFY(!nested(20, "{{if true}}", "{{end}}").startsWith("refused"));
        QVERIFY(nested(200, "{{if true}}", "{{end}}").contains("too much nesting"));
        const QString groups =
            "{{" + QString("(").repeated(5000) + "1" + QString(")").repeated(5000);
        QVERIFY(applied(groups + "}}").contains("too much nesting"));
        const QString chain = QString("{{else if false}}").repeated(1000);
        QVERIFY(applied("{{if false}}" + chain + "{{end}}").contains("too much nesting"));
    }

    void boundsTheText() { QVERIFY(applied(QString(70'000, 'x')).contains("longer than 64 KiB")); }

    void boundsWhatARunDoesAndWrites()
    {
        OrderedJson data{{"L", OrderedJson::array()}};
        for (int i = 0; i < 20; ++i)
            data["L"].push_back(i);
        const auto run = [&data](const std::string& body, int depth) -> QString {
            std::string text = body;
            for (int i = 0; i < depth; ++i)
                text = "{{range $.L}}" + text + "{{end}}";
            try {
                return QString::number(Template(text).apply(data).size());
            } catch (const UsageError& error) {
                return error.what();
            }
        };
        QCOMPARE(run("x", 2), QString("400"));
        QVERIFY(run("", 8).contains("too much"));
        QVERIFY(run(std::string(50'000, 'x'), 3).contains("it writes too much"));
    }
};

QTEST_APPLESS_MAIN(TestTemplate)
#include "tst_template.moc"
