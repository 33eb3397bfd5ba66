// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which proxies containers.conf says, and that the environment counts over it.

#include "engine/registry/proxy_variables.h"

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

namespace {

ProxyVariables variablesOf(const std::vector<std::string>& texts)
{
    std::vector<NamedText> files;
    for (const std::string& text : texts)
        files.push_back({"file " + std::to_string(files.size() + 1), text});
    return readProxyVariables(files);
}

std::string env(const std::string& list)
{
    return "[engine]\nenv = [" + list + "]\n";
}

Proxies proxiesOf(const std::map<std::string, std::string>& environment,
                  const ProxyVariables& variables)
{
    const auto lookup = [&](const char* name) -> std::optional<std::string> {
        const auto found = environment.find(name);
        return found == environment.end() ? std::nullopt : std::optional(found->second);
    };
    return Proxies::fromEnvironment(withVariables(lookup, variables));
}

} // namespace

class TestProxyVariables : public QObject {
    Q_OBJECT

private slots:
    void nothingButProxiesIsTaken()
    {
        const ProxyVariables found =
            variablesOf({"[containers]\nenv = ['https_proxy=no']\nhttp_proxy = true\n" +
                         env("'https_proxy=http://p:1', 'NO_PROXY=a,b=c', 'TMPDIR=/x', "
                             "'Http_Proxy=x', 'all_proxy'")});
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found.at("https_proxy"), std::string("http://p:1"));
        QCOMPARE(found.at("NO_PROXY"), std::string("a,b=c"));
        QVERIFY(variablesOf({}).empty());
        QVERIFY(variablesOf({"", "[engine]\nruntime = 'crun'\n"}).empty());
    }

    void aLaterListStandsInsteadOfAnEarlierOne()
    {
        const std::string first = env("'http_proxy=a', 'https_proxy=b'");
        const std::string second = env("'http_proxy=c'");
        const ProxyVariables replaced = variablesOf({first, second});
        QCOMPARE(replaced.size(), std::size_t(1));
        QCOMPARE(replaced.at("http_proxy"), std::string("c"));
        QVERIFY(variablesOf({first, env("")}).empty());
        QCOMPARE(variablesOf({first, "[engine]\n"}).size(), std::size_t(2));

        const ProxyVariables appended = variablesOf({first, env("'http_proxy=c', {append=true}")});
        QCOMPARE(appended.at("http_proxy"), std::string("c"));
        QCOMPARE(appended.at("https_proxy"), std::string("b"));
        const std::string appending = env("{append=true}");
        QCOMPARE(variablesOf({first, appending, second}).size(), std::size_t(2));
        QCOMPARE(variablesOf({first, appending, env("'http_proxy=c', {append=false}")}).size(),
                 std::size_t(1));
    }

    void whatCannotBeUnderstoodIsSaidWithoutItsValue_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char* name, const char* text, const char* subject) {
            QTest::newRow(name) << text << subject;
        };
        row("no TOML", "[engine]\nenv = = 1\n", "file 1, line 2");
        row("no table", "engine = 'secret'\n", "file 1, line 1");
        row("no list", "[engine]\nenv = 'https_proxy=secret'\n", "file 1, line 2");
        row("no text", "[engine]\nenv = [\n'https_proxy=secret',\n3]\n", "file 1, line 4");
    }
    void whatCannotBeUnderstoodIsSaidWithoutItsValue()
    {
        QFETCH(QString, text);
        QFETCH(QString, subject);
        try {
            variablesOf({text.toStdString()});
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::DocumentInvalid);
            QCOMPARE(QString::fromStdString(error.subject()), subject);
            QVERIFY(error.message().find("secret") == std::string::npos);
        }
    }

    void theEnvironmentCountsOverTheFiles()
    {
        const ProxyVariables files{
            {"http_proxy", "file-http"}, {"https_proxy", "file-https"}, {"no_proxy", "file.io"}};
        const Proxies alone = proxiesOf({}, files);
        QCOMPARE(alone.http, std::string("file-http"));
        QCOMPARE(alone.https, std::string("file-https"));
        QCOMPARE(alone.no, std::string("file.io"));

        const Proxies one = proxiesOf({{"HTTPS_PROXY", "mine"}}, files);
        QCOMPARE(one.http, std::string("file-http"));
        QCOMPARE(one.https, std::string("mine"));

        const Proxies none = proxiesOf({{"https_proxy", ""}, {"NO_PROXY", "my.io"}}, files);
        QCOMPARE(none.https, std::string());
        QCOMPARE(none.no, std::string("my.io"));

        const Proxies all = proxiesOf({{"ALL_PROXY", "mine"}}, files);
        QCOMPARE(all.http, std::string("mine"));
        QCOMPARE(all.https, std::string("mine"));
        QCOMPARE(all.no, std::string("file.io"));
    }
};

QTEST_GUILESS_MAIN(TestProxyVariables)
#include "tst_proxy_variables.moc"
