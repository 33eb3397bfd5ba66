// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Users' files of containers-common on the command line: a registry that asks for a sign-in over
// TLS with a certificate of its own, asked through login, auth files, a credential helper and
// mirrors. One sandbox runs everything; what each command said is looked at afterwards.

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/support/sample_registry.h"

using namespace onggi::test;

namespace {

// step NAME COMMAND…: leaves $0/NAME.out, $0/NAME.err and $0/NAME.code. REGISTRY and CERTIFICATE
// are replaced.
constexpr const char* kScript = R"script(
step() {
    name=$1
    shift
    "$@" >"$0/$name.out" 2>"$0/$name.err"
    echo $? >"$0/$name.code"
}
# What the programs of this sandbox show to others: their log, arguments and environments.
shown() {
    programs=$(command -v onggictl)
    programs=${programs%/bin/onggictl}
    cat "$programs/log"
    for process in /proc/[0-9]*; do
        case $(readlink "$process/exe") in
        "$programs"/*) cat "$process/cmdline" "$process/environ" ;;
        esac
    done | tr '\0' '\n'
}
# The same as step, and looks at that meanwhile and afterwards.
watched() {
    step "$@" &
    until [ -s "$0/$1.code" ]; do shown; done >>"$0/shown" 2>/dev/null
    wait
    shown >>"$0/shown" 2>/dev/null
}
export HOME="$0/home"
unset XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_CACHE_HOME DOCKER_CONFIG REGISTRY_AUTH_FILE
unset DBUS_SESSION_BUS_ADDRESS
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
conf="$HOME/.config/containers"
auth="$conf/auth.json"
mkdir -p "$conf/certs.d/REGISTRY" "$HOME/.docker" "$0/programs"

step untrusted onggictl pull -q REGISTRY/samples/a:1
cp CERTIFICATE "$conf/certs.d/REGISTRY/ca.crt"
step stranger onggictl pull -q REGISTRY/samples/a:1
printf 'wrong' | step wrong onggictl login -u bob --password-stdin REGISTRY
step nothing test -e "$auth"
printf 'open sesame\n' >"$0/password"
watched login sh -c "onggictl login -u bob --password-stdin REGISTRY <'$0/password'"
step mode stat -c %a "$auth"
step who onggictl login --get-login REGISTRY
watched pull onggictl pull -q REGISTRY/samples/a:1
step looked grep -am1 /libexec/onggi-helper "$0/shown"
coded=$(printf 'bob:open sesame' | base64)
step secrets grep -rlE "open sesame|$coded" "$0/state" "$0/shown"
step logout onggictl logout REGISTRY
step again onggictl logout REGISTRY
step signedout onggictl pull -q REGISTRY/samples/b:1

cat >"$0/programs/docker-credential-jar" <<'END'
#!/bin/sh
read -r server
[ "$1" = get ] || exit 1
[ "$server" = REGISTRY ] || { echo 'credentials not found in native keychain'; exit 1; }
echo '{"ServerURL": "x", "Username": "bob", "Secret": "open sesame"}'
END
chmod 755 "$0/programs/docker-credential-jar"
PATH="$0/programs:$PATH"
echo '{"credHelpers": {"REGISTRY": "jar"}}' >"$HOME/.docker/config.json"
step helper onggictl pull -q REGISTRY/samples/b:1

cat >"$conf/registries.conf" <<'END'
[[registry]]
prefix = "REGISTRY"
location = "127.0.0.1:1"
END
step push onggictl push -q REGISTRY/samples/b:1 REGISTRY/copies/b:1
step catalog onggictl search --registry REGISTRY copies

cat >"$conf/registries.conf" <<'END'
unqualified-search-registries = ["127.0.0.1:1", "jars.example"]
[aliases]
"crock" = "jars.example/samples/base"
[[registry]]
prefix = "jars.example"
location = "REGISTRY"
[[registry.mirror]]
location = "127.0.0.1:1"
[[registry]]
prefix = "jars.example/samples"
location = "REGISTRY/samples"
[[registry.mirror]]
location = "127.0.0.1:1/samples"
[[registry]]
location = "broken.example"
blocked = true
END
step mirror onggictl pull -q jars.example/samples/a:1
step alias onggictl pull crock:1
step search onggictl pull samples/b:1
step missing onggictl pull samples/none:1
step blocked onggictl pull broken.example/x:1
step images onggictl images --json

echo '{"default": [{"type": "insecureAcceptAnything"}],
       "transports": {"docker": {"jars.example": [{"type": "reject"}],
                                 "REGISTRY": [{"type": "signedBy", "keyType": "GPGKeys"}]}}}' \
    >"$conf/policy.json"
step reject onggictl pull jars.example/samples/a:1
step signed onggictl pull REGISTRY/samples/a:1
rm "$conf/policy.json"
echo 'unqualified-search-registries = "docker.io"' >"$conf/registries.conf"
step damaged onggictl pull REGISTRY/samples/a:1
)script";

} // namespace

class TestOnggictlLogin : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const SampleRegistry registry(Registry::Tls::SelfSigned, Registry::SignIn::Needed);
        m_domain = QString::fromStdString(registry.domain());
        QString script = QString::fromLatin1(kScript);
        script.replace("REGISTRY_AUTH_FILE", "AUTH_FILE_VARIABLE")
            .replace("REGISTRY", m_domain)
            .replace("AUTH_FILE_VARIABLE", "REGISTRY_AUTH_FILE")
            .replace("CERTIFICATE", QString::fromStdString(registry.certificateFile()));
        const Outcome outcome = m_sandbox.shell(script);
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
    }

    void saysWhatEachCommandCameTo_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* step, int code, const QString& said) {
            QTest::newRow(step) << QString(step) << code << said;
        };
        row("untrusted", 125, "no safe connection to");
        row("stranger", 125, "access denied to");
        row("wrong", 125, "the user name or the password is wrong");
        row("nothing", 1, "");
        row("login", 0, "signed in to " + m_domain + " as bob");
        row("mode", 0, "600");
        row("who", 0, "bob\n");
        row("pull", 0, "sha256:");
        row("looked", 0, "/libexec/onggi-helper");
        row("secrets", 1, "");
        row("logout", 0, "signed out of");
        row("again", 125, "nobody is signed in");
        row("signedout", 125, "access denied to");
        row("helper", 0, "sha256:");
        row("push", 0, "sha256:");
        row("catalog", 0, m_domain + "/copies/b");
        row("mirror", 0, "sha256:");
        row("alias", 0, "jars.example/samples/base:1");
        row("search", 0, "jars.example/samples/b:1");
        row("missing", 125, "127.0.0.1:1/samples/none:1: ");
        row("blocked", 125, "not allowed on this machine: ");
        row("reject", 125, "docker scope \"jars.example\": reject");
        row("signed", 125, "signedBy asks for a signature");
        row("damaged", 125, "registries.conf, line 1");
    }
    void saysWhatEachCommandCameTo()
    {
        QFETCH(QString, step);
        QFETCH(int, code);
        QFETCH(QString, said);
        const QString all = read(step + ".out") + read(step + ".err");
        QVERIFY2(read(step + ".code").trimmed() == QString::number(code), qPrintable(all));
        QVERIFY2(all.contains(said), qPrintable(all));
    }

    void imagesKeepTheNamesThatTheyWereAskedFor()
    {
        QStringList tags;
        for (const QJsonValue& image :
             QJsonDocument::fromJson(read("images.out").toUtf8()).array()) {
            for (const QJsonValue& tag : image.toObject()["tags"].toArray())
                tags.append(tag.toString());
        }
        tags.sort();
        QStringList expected{m_domain + "/samples/a:1", m_domain + "/samples/b:1",
                             "jars.example/samples/a:1", "jars.example/samples/b:1",
                             "jars.example/samples/base:1"};
        expected.sort();
        QCOMPARE(tags, expected);
    }

private:
    QString read(const QString& name) const
    {
        QFile file(m_sandbox.scratch() + '/' + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    const Sandbox m_sandbox;
    QString m_domain;
};

QTEST_GUILESS_MAIN(TestOnggictlLogin)
#include "tst_onggictl_login.moc"
