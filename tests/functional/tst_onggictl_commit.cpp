// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An image of a container shows what the container showed: both are exported and compared, name by
// name and byte by byte.

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
id=$(onggictl commit -q -a somebody -m "a note" -c "LABEL a=b" potter made:1)
onggictl exec potter echo alive
onggictl commit -q --pause=false potter >/dev/null
onggictl create --network none --name copy made:1 true >/dev/null
list() {
    onggictl export "$1" >"$1.tar"
    tar --numeric-owner --full-time --quoting-style=escape -tvf "$1.tar" | sort >"$1.list"
    tar -xOf "$1.tar" | sha256sum >"$1.bytes"
}
list potter
list copy
diff potter.list copy.list >&2
cmp potter.bytes copy.bytes
onggictl images --json >images
onggictl inspect --raw made:1 >inspected
onggictl lineage --json >lineage
onggictl check >&2
echo "$id" >id
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

} // namespace

class TestOnggictlCommit : public QObject {
    Q_OBJECT

private slots:
    void theImageShowsWhatTheContainerShowed()
    {
        SampleRegistry registry;
        const Sandbox sandbox;
        QString script = QString("WORK='%1'\n").arg(kWork) + kCommit + kNothing;
        script.replace("IMAGE", registry.reference("b"));
        const Outcome outcome = sandbox.shell(script);
        QVERIFY2(outcome.code == 0, outcome.errors + outcome.output);
        QVERIFY2(outcome.output.startsWith("alive\n"), outcome.output);

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
