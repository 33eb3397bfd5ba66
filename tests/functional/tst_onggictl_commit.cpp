// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An image of a container shows what the container showed: both are exported and compared, name by
// name and byte by byte. While it is made, the container stands still.

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/support/sample_registry.h"

using namespace onggi::test;

namespace {

// Of everything that an upper directory can say.
constexpr const char* kWork = R"SH(
rm /etc/group
rm -r /home/jar && mkdir /home/jar && echo again >/home/jar/new
mkdir -p /srv/a/b && echo hi >/srv/a/f && ln /srv/a/f /srv/a/g && ln -s f /srv/a/s
mkfifo /srv/pipe
chown 5:6 /srv/a/f && chmod 4711 /srv/a/f && chmod 1777 /srv/a
touch -d "2001-02-03 04:05:06" /srv/a/b
truncate -s 5M /srv/sparse && echo end >>/srv/sparse
echo x >"/srv/$(printf "\355\225\234 \377")"
rmdir /var && echo file >/var
echo done
sleep 600
)SH";

constexpr const char* kCommit = R"SH(set -e
cd "$0"
onggictl run -d --name potter --tls-verify=false --network none -e B=2 IMAGE sh -c "$WORK" >/dev/null
until onggictl logs potter | grep -q done; do sleep 0.1; done
root=/proc/$(onggictl inspect --format '{{.State.Pid}}' potter)/root
setfattr -n user.jar -v kimchi "$root/srv/a/f"
setfattr -n user.of -v clay "$root/srv/a/b"
id=$(onggictl commit -q -a somebody -m "a note" -c "LABEL a=b" potter made:1)
onggictl exec potter echo alive
onggictl commit -q --pause=false potter >/dev/null
onggictl create --network none --name copy made:1 true >/dev/null
list() {
    onggictl export "$1" >"$1.tar"
    tar --numeric-owner --full-time --quoting-style=escape -tvf "$1.tar" | sort >"$1.list"
    tar -xOf "$1.tar" | sha256sum >"$1.bytes"
    python3 -c 'import sys, tarfile
for entry in tarfile.open(sys.argv[1], encoding="utf-8", errors="surrogateescape"):
    for key, value in sorted(entry.pax_headers.items()):
        if key.startswith("SCHILY.xattr."):
            print(entry.name.lstrip("./"), key[13:], value)' "$1.tar" >"$1.xattrs"
}
same() {
    list copy
    diff potter.list copy.list >&2
    cmp potter.bytes copy.bytes
    diff potter.xattrs copy.xattrs >&2
}
list potter
same
cat potter.xattrs
onggictl images --json >images
onggictl inspect --raw made:1 >inspected
onggictl lineage --json >lineage
onggictl check >&2
echo "$id" >id
)SH";

constexpr const char* kThereAndBack = R"SH(
onggictl rm copy >/dev/null
onggictl save -q -o made.tar made:1
onggictl rmi made:1 >/dev/null
onggictl load -q -i made.tar >/dev/null
onggictl create --network none --name copy made:1 true >/dev/null
same
)SH";

// Not even started: there is nothing in it.
constexpr const char* kNothing = R"SH(
onggictl create --network none --name idle made:1 true >/dev/null
onggictl commit -q idle idle:1 >/dev/null
onggictl stop -t 0 potter >/dev/null
onggictl commit -q potter stopped:1 >/dev/null
onggictl rm potter copy idle >/dev/null
onggictl check >&2
)SH";

// What writes first one file and then the other, without an end. They are read in the same order,
// with a large one between them.
constexpr const char* kStandsStill = R"SH(set -e
cd "$0"
onggictl run -d --name writer --tls-verify=false --network none IMAGE sh -c '
    mkdir /still
    dd if=/dev/zero of=/still/m bs=1M count=16 2>/dev/null
    echo >>/still/a; echo >>/still/z
    echo begun
    while :; do echo >>/still/a; echo >>/still/z; done' >/dev/null
until onggictl logs writer | grep -q begun; do sleep 0.1; done
# By how many lines the second file is ahead in an image that was made with these options.
ahead() {
    onggictl commit -q "$@" writer still:1 >/dev/null
    onggictl cat still:1 /still/a >first
    onggictl cat still:1 /still/z >second
    onggictl rmi still:1 >/dev/null
    [ -s first ] && echo $(($(wc -l <second) - $(wc -l <first)))
}
for i in 1 2 3; do
    lines=$(ahead)
    case $lines in
    0 | -1) ;;
    *) echo "$lines lines were written meanwhile" >&2 && exit 7 ;;
    esac
done
# It goes on, and this would be seen.
tries=20
until [ "$(ahead --pause=false)" -gt 1 ]; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || exit 8
done
onggictl rm -f writer >/dev/null
)SH";

} // namespace

class TestOnggictlCommit : public QObject {
    Q_OBJECT

private slots:
    void theImageShowsWhatTheContainerShowed()
    {
        SampleRegistry registry;
        const Sandbox sandbox;
        QString script = QString("WORK='%1'\n").arg(kWork) + kCommit + kThereAndBack + kNothing;
        script.replace("IMAGE", registry.reference("b"));
        const Outcome outcome = sandbox.shell(script);
        QVERIFY2(outcome.code == 0, outcome.errors + outcome.output);
        const QByteArray shown("alive\nsrv/a/b user.of clay\nsrv/a/f user.jar kimchi\n");
        QVERIFY2(outcome.output.startsWith(shown), outcome.output);

        QFile idFile(sandbox.scratch() + "/id");
        QVERIFY(idFile.open(QIODevice::ReadOnly));
        const QString id = QString::fromUtf8(idFile.readAll().trimmed());
        const QJsonObject image = imageOf(document(sandbox, "images").array(), id);
        QCOMPARE(image["tags"].toArray().size(), 1);
        QCOMPARE(image["layers"].toArray().size(), 4);
        const QByteArray inspected = document(sandbox, "inspected").toJson(QJsonDocument::Compact);
        for (const char* said : {"a note", "somebody", "B=2", "\"a\":\"b\""})
            QVERIFY2(inspected.contains(said), said);
        const QByteArray lineage = document(sandbox, "lineage").toJson(QJsonDocument::Compact);
        QVERIFY(lineage.contains("committed"));
        QVERIFY(lineage.contains("potter"));
    }

    void theContainerStandsStillMeanwhile()
    {
        SampleRegistry registry;
        const Sandbox sandbox;
        const Outcome outcome =
            sandbox.shell(QString(kStandsStill).replace("IMAGE", registry.reference("b")));
        QVERIFY2(outcome.code == 0, outcome.errors + outcome.output);
    }

private:
    static QJsonDocument document(const Sandbox& sandbox, const char* name)
    {
        QFile json(sandbox.scratch() + '/' + name);
        return json.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(json.readAll())
                                              : QJsonDocument();
    }

    static QJsonObject imageOf(const QJsonArray& images, const QString& id)
    {
        for (const QJsonValue& image : images) {
            if (image.toObject()["id"].toString() == id)
                return image.toObject();
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(TestOnggictlCommit)
#include "tst_onggictl_commit.moc"
