// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/kept_by.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

const DrawnStore& shop()
{
    static const DrawnStore store("base:1   = a\n"
                                  "api:1    = a b\n"
                                  "worker:1 = a b c\n"
                                  "<none>   = a b d\n"
                                  "other:1  = x\n"
                                  "job @ worker:1\n"
                                  "old @ other:1\n");
    return store;
}

QString said(const QStringList& images, StoreView view = shop().view())
{
    std::vector<std::size_t> indices;
    for (const QString& image : images)
        indices.push_back(shop().image(image.toStdString()));
    return keptByText(view, keptBy(view, Forest(view), indices), indices.size());
}

} // namespace

class TestKeptBy : public QObject {
    Q_OBJECT

private slots:
    void namesAContainerAndCountsTheImages()
    {
        QCOMPARE(said({"base:1"}), QString("job and 3 image(s) made from it"));
        QCOMPARE(said({"worker:1"}), QString("job"));
        QCOMPARE(said({"other:1"}), QString("old"));
    }

    void countsSeveralContainers()
    {
        QCOMPARE(said({"base:1", "other:1"}),
                 QString("2 container(s) and 3 image(s) made from them"));
    }

    void whatIsAskedAboutTooDoesNotKeepTheRest()
    {
        QCOMPARE(said({"base:1", "api:1"}), QString("job and 2 image(s) made from them"));
    }

    void nothingKeepsALeaf()
    {
        StoreView view = shop().view();
        view.containers.clear();
        QCOMPARE(said({"worker:1"}, view), QString());
        QCOMPARE(said({"api:1"}, view), QString("2 image(s) made from it"));
    }

    void whatRunsComesFirst()
    {
        StoreView view = shop().view();
        view.containers[0].state = ContainerState::Stopped;
        view.containers[1].state = ContainerState::Running;
        const KeptBy users =
            keptBy(view, Forest(view), {shop().image("worker:1"), shop().image("other:1")});
        QCOMPARE(users.containers, (std::vector<std::size_t>{1, 0}));
        QCOMPARE(keptByNames(view, users), QString("old\njob"));
    }
};

QTEST_APPLESS_MAIN(TestKeptBy)
#include "tst_kept_by.moc"
