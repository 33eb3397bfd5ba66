// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/tree.h"

#include <limits>

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

class TestTree : public QObject {
    Q_OBJECT

private slots:
    void startsAsAnImpliedRoot()
    {
        const Tree tree;
        QCOMPARE(tree.liveCount(), std::size_t(1));
        QVERIFY(tree[kRootNode].directory->isImplied);
        QVERIFY(tree.find("") == kRootNode);
        QVERIFY(tree.find("/./") == kRootNode);
    }

    void findsByPathAndFollowsNothing()
    {
        Tree tree;
        const NodeId directory = tree.add(kRootNode, "d", NodeType::Directory);
        const NodeId file = tree.add(directory, "f", NodeType::Regular);
        const NodeId link = tree.add(kRootNode, "l", NodeType::Symlink);
        tree[link].target = "d";
        QVERIFY(tree.find("/d//./f") == file);
        QVERIFY(!tree.find("l/f"));
        QVERIFY(!tree.find("d/f/x"));
        QVERIFY(!tree.find("nothing"));
    }

    void aNodeLivesAsLongAsItHasAName()
    {
        Tree tree;
        const NodeId file = tree.add(kRootNode, "a", NodeType::Regular);
        tree.link(kRootNode, "b", file);
        tree.unlink(kRootNode, "a");
        QCOMPARE(tree[file].links, 1u);
        QCOMPARE(tree.liveCount(), std::size_t(2));
        tree.unlink(kRootNode, "b");
        QCOMPARE(tree.liveCount(), std::size_t(1));
    }

    void aNameForWhatHasItAlreadyChangesNothing()
    {
        Tree tree;
        const NodeId file = tree.add(kRootNode, "a", NodeType::Regular);
        tree[file].size = 5;
        tree.link(kRootNode, "a", file);
        QCOMPARE(tree[file].links, 1u);
        QCOMPARE(tree[*tree.find("a")].size, std::uint64_t(5));
    }

    void aDirectoryTakesWhatIsInItAlong()
    {
        Tree tree;
        const NodeId top = tree.add(kRootNode, "t", NodeType::Directory);
        const NodeId file =
            tree.add(tree.add(top, "d", NodeType::Directory), "f", NodeType::Regular);
        tree.link(kRootNode, "kept", file);
        tree.unlink(kRootNode, "t");
        QCOMPARE(tree.liveCount(), std::size_t(2));
        QCOMPARE(tree[*tree.find("kept")].links, 1u);
    }

    void placesOfTheGoneAreUsedAgain()
    {
        Tree tree(3);
        for (int i = 0; i < 100; ++i)
            tree.add(kRootNode, "same", NodeType::Regular);
        tree.add(kRootNode, "other", NodeType::Regular);
        try {
            tree.add(kRootNode, "third", NodeType::Regular);
            QFAIL("the limit was not kept");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::LayerTooLarge);
        }
    }

    void contentCountsAHardLinkOnce()
    {
        Tree tree;
        const NodeId file = tree.add(kRootNode, "a", NodeType::Regular);
        tree[file].size = 7;
        tree.link(kRootNode, "b", file);
        tree[tree.add(kRootNode, "c", NodeType::Regular)].size = 3;
        QCOMPARE(tree.contentBytes(), std::uint64_t(10));
        tree.unlink(kRootNode, "c");
        QCOMPARE(tree.contentBytes(), std::uint64_t(7));
    }

    void contentDoesNotOverflow()
    {
        Tree tree;
        for (const char* name : {"a", "b", "c"})
            tree[tree.add(kRootNode, name, NodeType::Regular)].size = std::uint64_t(1) << 62;
        QCOMPARE(tree.contentBytes(), std::uint64_t(std::numeric_limits<std::int64_t>::max()));
    }
};

QTEST_APPLESS_MAIN(TestTree)
#include "tst_tree.moc"
