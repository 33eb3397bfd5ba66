// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Archives from the command line, one way and back: everything in one sandbox, which prints what it
// found.

#include <QTest>

#include "tests/support/sandbox.h"

using namespace onggi::test;

namespace {

// Makes two images of one layer, and puts the first one's id into $id.
constexpr const char* kImport = R"SH(set -e
umask 022
cd "$0"
mkdir -p r/etc r/bin
echo jar >r/etc/hostname
head -c 300000 /dev/urandom >r/bin/tool
ln r/bin/tool r/bin/tool2
tar -C r -cf root.tar .
id=$(onggictl import -q -m note -c 'CMD ["/bin/tool"]' -c 'ENV A=1' root.tar jar:1)
gzip -c root.tar | onggictl import -q - jar:2 >/dev/null
onggictl inspect --raw jar:1 | grep -q note
)SH";

constexpr const char* kRoundTrips = R"SH(
back() {
    onggictl rmi jar:1 >/dev/null
    onggictl load -q "$@"
    [ "$(onggictl images -q --no-trunc jar | grep -c "$id")" = 1 ]
}
onggictl save -q -o a.tar jar:1
stat -c %a a.tar
onggictl save jar:1 >b.tar
cmp a.tar b.tar
onggictl save jar:1 | cat >b.tar
cmp a.tar b.tar
onggictl save jar:1 >/dev/null
back -i a.tar
for compress in gzip zstd;
do
    onggictl save -q --compress $compress -o c.tar jar:1
    back -i c.tar
    onggictl save -q --format oci-archive --compress $compress -o c.tar jar:1
    back -i c.tar
done
onggictl save -q --format oci-archive -o o.tar jar:1
onggictl rmi jar:1 >/dev/null
onggictl load -q <o.tar
mkdir layout unpacked
tar -C layout -xf o.tar
tar -C unpacked -xf a.tar
back -i layout
back -i unpacked/
)SH";

constexpr const char* kSeveral = R"SH(
onggictl save -q -o both.tar jar:1 jar:2
tar -tf both.tar | grep -c '^[0-9a-f]*[.]tar$'
onggictl rmi jar:1 jar:2 >/dev/null
onggictl load -q -i both.tar
two=$(onggictl images -q --no-trunc jar:2)
onggictl save -q -o mixed.tar jar:1 "$two"
onggictl load -q -i mixed.tar | sed "s/$two/the other/"
)SH";

// Three images of two layers: every kind of archive gives back all names and ids.
constexpr const char* kKinds = R"SH(
echo more >r/etc/more
tar -C r -cf more.tar .
onggictl import -q --platform linux/arm64 more.tar jar:3 >/dev/null
[ "$(onggictl inspect --format '{{.Architecture}}' jar:3)" = arm64 ]
list() {
    onggictl images --sort image --no-trunc --format '{{.Repository}}:{{.Tag}} {{.ID}}' jar
}
list >all
[ "$(wc -l <all)" = 3 ]
for format in docker-archive oci-archive;
do
    for compress in '' '--compress gzip' '--compress zstd';
    do
        onggictl save -q --format $format $compress -o file.tar jar:1 jar:2 jar:3
        onggictl save --format $format $compress jar:1 jar:2 jar:3 | cat >pipe.tar
        for archive in file.tar pipe.tar;
        do
            onggictl rmi jar:1 jar:2 jar:3 >/dev/null
            onggictl load -q -i $archive >/dev/null
            list | diff all - >&2
        done
    done
done
)SH";

// A repository's name alone, where docker would take all of its tags.
constexpr const char* kLatest = R"SH(
if onggictl save -q -o none.tar jar 2>/dev/null; then exit 8; fi
onggictl tag jar:2 jar
onggictl save jar | tar -xOf - manifest.json | grep -o '"RepoTags":[^]]*]'
onggictl save --help | grep -o 'means :latest'
)SH";

constexpr const char* kFailures = R"SH(
echo old >keep
if onggictl save -q -o keep jar:none 2>/dev/null; then exit 9; fi
if onggictl save -q --format x jar:1 2>/dev/null >keep2; then exit 10; fi
cat keep
ls keep.* 2>/dev/null || :
mkdir empty
# Nothing of it is sent: not even the bus is asked.
if DBUS_SYSTEM_BUS_ADDRESS=unix:path=$PWD/none onggictl load -q -i empty 2>errors; then exit 11; fi
grep -c 'empty.*neither a manifest.json nor an index.json' errors
if onggictl import -q -c 'RUN x' root.tar 2>errors; then exit 12; fi
grep -c RUN errors
mkdir programs
printf '#!/bin/sh\n%s "$@"\nexit 2\n' "$(command -v tar)" >programs/tar
chmod +x programs/tar
if PATH=$PWD/programs:$PATH onggictl load -q -i layout 2>errors; then exit 13; fi
grep -c 'could not read all of it' errors
onggictl check >&2
)SH";

} // namespace

class TestOnggictlArchives : public QObject {
    Q_OBJECT

private slots:
    void whatIsSavedIsLoadedAgain()
    {
        const Sandbox sandbox;
        const Outcome outcome =
            sandbox.shell(QString(kImport) + kRoundTrips + kSeveral + kKinds + kLatest + kFailures);
        QVERIFY2(outcome.code == 0, outcome.errors + outcome.output);
        const QByteArray one("loaded jar:1\n");
        QCOMPARE(outcome.output, "644\n" + one.repeated(8) + "1\n" + one + "loaded jar:2\n" + one +
                                     "loaded the other\n" +
                                     R"("RepoTags":["docker.io/library/jar:latest"])" +
                                     "\nmeans :latest\n" + "old\n1\n1\n" + one + "1\n");
    }
};

QTEST_GUILESS_MAIN(TestOnggictlArchives)
#include "tst_onggictl_archives.moc"
