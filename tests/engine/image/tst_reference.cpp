// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/image/reference.h"

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

namespace {

const QString kDigest = "sha256:" + QString("0123456789abcdef").repeated(4);

} // namespace

class TestReference : public QObject {
    Q_OBJECT

private slots:
    void completesWhatIsLeftOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("whole");
        QTest::addColumn<QString>("familiar");
        const auto row = [](const char* name, const QString& text, const QString& whole,
                            const QString& familiar) {
            QTest::newRow(name) << text << whole << familiar;
        };
        row("name alone", "ubuntu", "docker.io/library/ubuntu:latest", "ubuntu:latest");
        row("name and tag", "ubuntu:24.04", "docker.io/library/ubuntu:24.04", "ubuntu:24.04");
        row("user's repository", "shop/web", "docker.io/shop/web:latest", "shop/web:latest");
        row("written-out official", "docker.io/library/redis:7", "docker.io/library/redis:7",
            "redis:7");
        row("legacy domain", "index.docker.io/redis", "docker.io/library/redis:latest",
            "redis:latest");
        row("library with a path", "library/a/b", "docker.io/library/a/b:latest",
            "library/a/b:latest");
        row("dotted domain", "ghcr.io/a/b/c:1", "ghcr.io/a/b/c:1", "ghcr.io/a/b/c:1");
        row("localhost", "localhost/x", "localhost/x:latest", "localhost/x:latest");
        row("port", "localhost:5000/x:1", "localhost:5000/x:1", "localhost:5000/x:1");
        row("name with a colon is no port", "x:5000", "docker.io/library/x:5000", "x:5000");
        row("IPv6", "[2001:db8::1]:5000/x", "[2001:db8::1]:5000/x:latest",
            "[2001:db8::1]:5000/x:latest");
        row("capital domain", "Registry/x", "Registry/x:latest", "Registry/x:latest");
        row("digest", "x@" + kDigest, "docker.io/library/x@" + kDigest, "x@" + kDigest);
        row("tag and digest", "x:1@" + kDigest, "docker.io/library/x:1@" + kDigest,
            "x:1@" + kDigest);
        row("docker.io's repository that looks like a domain's", "docker.io/a.b/c",
            "docker.io/a.b/c:latest", "docker.io/a.b/c:latest");
        row("docker.io's repository of localhost", "docker.io/localhost/c:1",
            "docker.io/localhost/c:1", "docker.io/localhost/c:1");
        row("separators", "a__b/c-d---e/f.g", "docker.io/a__b/c-d---e/f.g:latest",
            "a__b/c-d---e/f.g:latest");
    }
    void completesWhatIsLeftOut()
    {
        QFETCH(QString, text);
        QFETCH(QString, whole);
        QFETCH(QString, familiar);
        const Reference reference = Reference::parse(text.toStdString());
        QCOMPARE(QString::fromStdString(reference.text()), whole);
        QCOMPARE(QString::fromStdString(reference.familiar()), familiar);
        QVERIFY(Reference::parse(familiar.toStdString()) == reference);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("capitals") << "Ubuntu";
        QTest::newRow("image id") << kDigest.mid(7);
        QTest::newRow("empty tag") << "x:";
        QTest::newRow("empty path") << "localhost:5000/";
        QTest::newRow("leading slash") << "/x";
        QTest::newRow("double slash") << "a//b";
        QTest::newRow("parent directory") << "../x";
        QTest::newRow("three underscores") << "a___b";
        QTest::newRow("two dots") << "a..b";
        QTest::newRow("trailing separator") << "a-";
        QTest::newRow("space") << "a b";
        QTest::newRow("tag with a slash") << "x/y:1/2";
        QTest::newRow("long tag") << "x:" + QString(129, 'a');
        QTest::newRow("long name") << QString(256, 'a');
        QTest::newRow("short digest") << "x@sha256:0123";
        QTest::newRow("other algorithm") << "x@md5:" + QString(32, '0');
        QTest::newRow("two digests") << "x@" + kDigest + "@" + kDigest;
        QTest::newRow("host with a hyphen first") << "-a.b/x";
        QTest::newRow("port that is none") << "a.b:port/x";
        QTest::newRow("unclosed address") << "[::1/x";
        QTest::newRow("URL") << "https://docker.io/x";
    }
    void refuses()
    {
        QFETCH(QString, text);
        try {
            const Reference reference = Reference::parse(text.toStdString());
            QFAIL(("taken as " + reference.text()).c_str());
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::ReferenceInvalid);
            QCOMPARE(QString::fromStdString(error.subject()), text.left(510));
        }
    }
};

QTEST_APPLESS_MAIN(TestReference)
#include "tst_reference.moc"
