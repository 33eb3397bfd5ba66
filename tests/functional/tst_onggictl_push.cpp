// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the command line says to registries and of them, beside what skopeo says of the same. All
// commands run in one sandbox; the cases look at what they left.

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/support/sample_registry.h"

using namespace onggi::test;

namespace {

// $S, $T and $A are the registries; the last one asks for a sign-in. Output, errors and exit code
// of one command each, by name.
constexpr const char* kCommands = R"sh(
    run() { n=$1; shift; "$@" >"$0/$n.out" 2>"$0/$n.err"; echo $? >"$0/$n.code"; }
    export HOME="$0/home"; mkdir "$HOME"
    unset XDG_RUNTIME_DIR XDG_CONFIG_HOME DOCKER_CONFIG REGISTRY_AUTH_FILE
    unset DBUS_SESSION_BUS_ADDRESS
    for i in base a b; do onggictl pull -q $W $S/samples/$i:1 >/dev/null || exit 1; done
    run same onggictl push $W $S/samples/b:1
    run mounted onggictl push $W $S/samples/b:1 $S/copies/b:1
    run sent onggictl push $W $S/samples/b:1 $T/team/b:1
    run again onggictl push -q $W $S/samples/b:1 $T/team/b:2
    onggictl images --json >"$0/images.out"
    onggictl tag $S/samples/a:1 $T/many/x:1; onggictl tag $S/samples/base:1 $T/many/x:2
    run all onggictl push --all-tags $W $T/many/x
    run zstd onggictl push -q $W --compress zstd $S/samples/a:1 $T/team/z:1
    run tags sh -c "onggictl tags $W $T/many/x | sort"
    run tagsjson onggictl tags $W --json --limit 1 $T/many/x
    run format sh -c "onggictl tags $W --format '{{.Name}} has {{.Tag}}' $T/many/x | sort"
    run searchformat onggictl search $W --registry $T --format '{{.Name}}' TEAM
    run searchplain onggictl search $W --registry $T -f is-official=false --format '{{.Name}}' TEAM
    run searchstars onggictl search $W --registry $T -f stars=1 --format '{{.Name}}' TEAM
    run remoteformat onggictl inspect --remote $W --format '{{.Os}}/{{len .LayersData}}' $T/team/b:1
    run search onggictl search $W --registry $T TEAM
    run searchjson onggictl search $W --json $T/team
    run remote onggictl inspect --remote $W $T/team/b:1
    run manifest onggictl inspect --remote --manifest $W $T/team/b:1
    run config onggictl inspect --remote --raw $W $T/team/b:1
    run skopeo skopeo inspect --tls-verify=false docker://$T/team/b:1
    run skopeoraw skopeo inspect --raw --tls-verify=false docker://$T/team/b:1
    run denied onggictl push $W $S/samples/b:1 $A/me/b:1
    printf 'open sesame' | onggictl login -u bob --password-stdin $W --authfile "$0/auth.json" $A >/dev/null
    run signed onggictl push -q $W --authfile "$0/auth.json" $S/samples/b:1 $A/me/b:1
    run signedtags onggictl tags $W --authfile "$0/auth.json" $A/me/b
    run byid onggictl push $W "$(onggictl images -q $S/samples/b:1)"
    run nobody onggictl push $W nosuchimage:1
    run digest onggictl push $W $S/samples/b:1 "$T/x@sha256:$(printf '%064d' 0)"
    run plain onggictl push $S/samples/b:1 $T/team/b:1
    run alltags onggictl push --all-tags $W $T/many/x:1
    run two onggictl push --all-tags $W $T/many/x $T/other
    run compress onggictl push $W --compress rar $S/samples/b:1 $T/x:1
    run missing onggictl inspect --remote $W $T/no/such:1
    run notags onggictl tags $W $T/no/such
    run limit onggictl tags $W --limit 10001 $T/many/x
    run nothing onggictl search
    run local onggictl inspect --platform linux/arm64 $S/samples/b:1
    HOME=/nonexistent runuser -u nobody -- onggictl push -q $W $S/samples/b:1 $T/team/nobody:1 \
        >"$0/user.out" 2>&1
    echo $? >"$0/user.code"
)sh";

} // namespace

class TestOnggictlPush : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_source = std::make_unique<SampleRegistry>();
        m_target = std::make_unique<Registry>();
        m_closed = std::make_unique<Registry>(Registry::Tls::No, Registry::SignIn::Needed);
        m_sandbox = std::make_unique<Sandbox>();
        const QString here = QString::fromStdString(m_source->domain());
        const QString there = QString::fromStdString(m_target->domain());
        const QString closed = QString::fromStdString(m_closed->domain());
        QString script = "S=" + here + " T=" + there + " A=" + closed + " W='--tls-verify=false'\n";
        script += kCommands;
        const Outcome outcome = m_sandbox->shell(script);
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
    }

    void imageGoesBackWithoutAByteSent()
    {
        QVERIFY2(code("same") == 0, err("same").constData());
        QVERIFY2(out("same").contains("already there"), out("same").constData());
        QVERIFY2(out("same").contains("sent 0 B\n"), out("same").constData());
        QVERIFY(out("same").contains("pushed " + source("b") + ": " + sourceDigest("b") + "\n"));
    }

    void otherRepositoryTakesItOver()
    {
        QCOMPARE(code("mounted"), 0);
        QVERIFY2(out("mounted").contains("sent 0 B, taken over from other repositories there: 4\n"),
                 out("mounted").constData());
        QVERIFY(out("mounted").contains(": " + sourceDigest("b") + "\n"));
    }

    void otherRegistryIsSentIt()
    {
        QVERIFY2(code("sent") == 0, err("sent").constData());
        QCOMPARE(out("sent").count(": uploaded "), 4);
        QCOMPARE(code("again"), 0);
        QVERIFY(out("sent").contains(": " + out("again")));
    }

    void pushedDigestIsListed()
    {
        const QByteArray digests = out("images");
        QVERIFY2(digests.contains(target("team/b@").toLatin1() + out("again").trimmed()),
                 digests.constData());
    }

    void allTagsOfARepositoryArePushed()
    {
        QVERIFY2(code("all") == 0, err("all").constData());
        QVERIFY(out("all").contains("pushed " + target("many/x:1").toLatin1() + ": sha256:"));
        QVERIFY(out("all").contains("pushed " + target("many/x:2").toLatin1() + ": sha256:"));
        QCOMPARE(code("zstd"), 0);
    }

    void listsTags()
    {
        QCOMPARE(out("tags"), QByteArray("1\n2\n"));
        const QJsonObject tags = QJsonDocument::fromJson(out("tagsjson")).object();
        QCOMPARE(tags["repository"].toString(), target("many/x"));
        QCOMPARE(tags["tags"].toArray().size(), 1); // the registry does not sort
        QCOMPARE(out("format"),
                 target("many/x has 1\n").toLatin1() + target("many/x has 2\n").toLatin1());
    }

    void findsRepositoriesInACatalog()
    {
        QVERIFY2(code("search") == 0, err("search").constData());
        QVERIFY2(out("search").startsWith("NAME ") &&
                     out("search").contains("\n" + target("team/b").toLatin1() + " "),
                 out("search").constData());
        QVERIFY(!out("search").contains("many/x"));
        QCOMPARE(out("searchformat"),
                 target("team/b\n").toLatin1() + target("team/z\n").toLatin1());
        QCOMPARE(out("searchplain"), out("searchformat"));
        QVERIFY2(code("searchstars") == 0, err("searchstars").constData());
        QCOMPARE(out("searchstars"), QByteArray());
        const QJsonArray rows = QJsonDocument::fromJson(out("searchjson")).array();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].toObject()["name"].toString(), target("team/b"));
        QCOMPARE(rows[1].toObject()["name"].toString(), target("team/z"));
        QCOMPARE(rows[0].toObject()["isOfficial"].toBool(true), false);
    }

    void saysOfARemoteImageWhatSkopeoSays()
    {
        QVERIFY2(code("remote") == 0, err("remote").constData());
        const QJsonObject ours = QJsonDocument::fromJson(out("remote")).array()[0].toObject();
        const QJsonObject theirs = QJsonDocument::fromJson(out("skopeo")).object();
        QVERIFY(!theirs.isEmpty());
        QCOMPARE(ours["Digest"], theirs["Digest"]);
        QCOMPARE(ours["Architecture"], theirs["Architecture"]);
        QCOMPARE(ours["Os"], theirs["Os"]);
        QJsonArray layers;
        for (const QJsonValue& layer : ours["LayersData"].toArray())
            layers.append(layer.toObject()["Digest"]);
        QCOMPARE(layers, theirs["Layers"].toArray());
        QCOMPARE(ours["Config"].toObject()["WorkingDir"].toString(), QString("/srv/b"));
        QCOMPARE(ours["RootFS"].toObject()["Layers"].toArray().size(), 3);
        QCOMPARE(out("manifest"), out("skopeoraw"));
        QCOMPARE(out("remoteformat"), QByteArray("linux/3\n"));
        const QByteArray id =
            QCryptographicHash::hash(out("config"), QCryptographicHash::Sha256).toHex();
        QCOMPARE(ours["Id"].toString().toLatin1(), "sha256:" + id);
    }

    void credentialsAreUsedAsForAPull()
    {
        QVERIFY2(code("signed") == 0, err("signed").constData());
        QCOMPARE(out("signed"), out("again"));
        QCOMPARE(out("signedtags"), QByteArray("1\n"));
    }

    void activeUserMayPush()
    {
        QVERIFY2(code("user") == 0, out("user").constData());
        QCOMPARE(out("user"), out("again"));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* words) {
            QTest::newRow(name) << QByteArray(words);
        };
        row("byid", "no destination: ");
        row("denied", "sign-in");
        row("nobody", "no such image");
        row("digest", "a push goes to a tag");
        row("plain", "plain HTTP");
        row("alltags", "name a repository without a tag");
        row("two", "wrong arguments: ");
        row("compress", "neither gzip nor zstd");
        row("missing", "no/such:1");
        row("notags", "no/such");
        row("limit", "1 to 10000");
        row("nothing", "nothing to search for: ");
        row("local", "go with --remote");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, words);
        const char* name = QTest::currentDataTag();
        QCOMPARE(code(name), 125);
        QCOMPARE(err(name).count('\n'), 1);
        QVERIFY2(err(name).startsWith("onggictl: ") && err(name).contains(words),
                 err(name).constData());
    }

    void cleanupTestCase()
    {
        m_sandbox.reset();
        m_closed.reset();
        m_target.reset();
        m_source.reset();
    }

private:
    QByteArray file(const QString& name) const
    {
        QFile file(m_sandbox->scratch() + '/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
    }
    QByteArray out(const char* name) const { return file(QString(name) + ".out"); }
    QByteArray err(const char* name) const { return file(QString(name) + ".err"); }
    int code(const char* name) const { return file(QString(name) + ".code").trimmed().toInt(); }

    QByteArray source(const QString& name) const { return m_source->reference(name).toLatin1(); }
    QString target(const QString& name) const
    {
        return QString::fromStdString(m_target->domain()) + '/' + name;
    }
    // Of the image as it was pulled.
    QByteArray sourceDigest(const QString& name) const
    {
        const QJsonArray images = QJsonDocument::fromJson(out("images")).array();
        const QString repository =
            QString::fromStdString(m_source->domain()) + "/samples/" + name + '@';
        for (const QJsonValue& image : images) {
            for (const QJsonValue& digest : image.toObject()["digests"].toArray()) {
                if (digest.toString().startsWith(repository))
                    return digest.toString().mid(repository.size()).toLatin1();
            }
        }
        return "no such image";
    }

    std::unique_ptr<SampleRegistry> m_source;
    std::unique_ptr<Registry> m_target;
    std::unique_ptr<Registry> m_closed;
    std::unique_ptr<Sandbox> m_sandbox;
};

QTEST_GUILESS_MAIN(TestOnggictlPush)
#include "tst_onggictl_push.moc"
