// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/whiteout.h"

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

class TestWhiteout : public QObject {
    Q_OBJECT

private slots:
    void namesMean_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("hidden");
        const auto row = [](const char* name, TarName::Kind kind, const char* hidden) {
            QTest::newRow(name) << QByteArray(name) << static_cast<int>(kind) << QByteArray(hidden);
        };
        row("file", TarName::Kind::Ordinary, "file");
        row(".wh", TarName::Kind::Ordinary, ".wh");
        row("x.wh.file", TarName::Kind::Ordinary, "x.wh.file");
        row(".wh.file", TarName::Kind::Whiteout, "file");
        row(".wh..hidden", TarName::Kind::Whiteout, ".hidden");
        row(".wh....", TarName::Kind::Whiteout, "...");
        row(".wh..wh..opq", TarName::Kind::Opaque, "");
        row(".wh..wh.plnk", TarName::Kind::Ignored, "");
    }
    void namesMean()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, kind);
        QFETCH(QByteArray, hidden);
        const TarName parsed =
            parseTarName({name.constData(), static_cast<std::size_t>(name.size())});
        QCOMPARE(static_cast<int>(parsed.kind), kind);
        QCOMPARE(QByteArray(parsed.name.data(), static_cast<qsizetype>(parsed.name.size())),
                 hidden);
    }

    void whiteoutsOfNoFileAreRefused()
    {
        for (const char* name : {".wh.", ".wh..", ".wh..."})
            QVERIFY_EXCEPTION_THROWN(parseTarName(name), Error);
    }

    void resolvingHidesOnlyWhatIsBelow()
    {
        Tree tree;
        tree.add(kRootNode, "file", NodeType::Regular);
        tree.add(kRootNode, "directory", NodeType::Directory);
        tree[*tree.find("directory")].directory->isImplied = true;
        tree[kRootNode].directory->whiteouts = {"file", "directory", "gone"};
        resolveWhiteouts(tree);
        QVERIFY(tree[*tree.find("file")].type == NodeType::Regular);
        QVERIFY(tree[*tree.find("directory")].directory->isOpaque);
        // It is new, listed or not: what is below says nothing of it.
        QVERIFY(!tree[*tree.find("directory")].directory->isImplied);
        QVERIFY(tree[*tree.find("gone")].type == NodeType::Whiteout);
        QVERIFY(tree[kRootNode].directory->whiteouts.empty());
    }
};

QTEST_APPLESS_MAIN(TestWhiteout)
#include "tst_whiteout.moc"
