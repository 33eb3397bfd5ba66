// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/removal_text.h"

#include <QLocale>
#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// Two images on one base, and one that stands alone; web runs on the one, job has run on the other.
StoreView shop()
{
    StoreView view = DrawnStore("base:1  = a b\n"
                                "web:1   = a b c\n"
                                "job:1   = a b d\n"
                                "alone:1 alone:2 = e f\n"
                                "<none>  = g\n"
                                "web @ web:1\n"
                                "job @ job:1\n"
                                "other @ job:1\n")
                         .view();
    view.containers[0].state = ContainerState::Running;
    view.containers[1].state = ContainerState::Stopped;
    return view;
}
enum Image : std::size_t { Base, Web, Job, Alone, Untagged };

RemovalItem itemOf(const StoreView& view, const RemovalTarget& target)
{
    return planRemoval(view, Forest(view), {target}).items.front();
}

} // namespace

class TestRemovalText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void oneImageIsToldInAFewWords_data()
    {
        QTest::addColumn<int>("image");
        QTest::addColumn<QString>("text");
        QTest::newRow("runs") << int(Web) << "kept: web is running on it";
        QTest::newRow("used") << int(Job) << "kept: used by job and 1 more";
        QTest::newRow("a base") << int(Base) << "kept: base of web:1 and 1 more (running: web)";
        QTest::newRow("goes") << int(Alone) << "4.0\u00a0kB on disk come back";
    }
    void oneImageIsToldInAFewWords()
    {
        QFETCH(int, image);
        const StoreView view = shop();
        QTEST(removalText(view, Forest(view), static_cast<std::size_t>(image)), "text");
    }

    void anItemOfAPlanSaysWhatHappensToIt_data()
    {
        QTest::addColumn<int>("image");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("one of its tags") << int(Alone) << "alone:1"
                                         << "untag; the image stays under its other tags"
                                         << "";
        QTest::newRow("tags and layers") << int(Alone) << ""
                                         << "untag and delete 2 layer(s)"
                                         << "";
        QTest::newRow("layers") << int(Untagged) << ""
                                << "delete 1 layer(s)"
                                << "";
        QTest::newRow("kept by what runs") << int(Web) << ""
                                           << "kept: web is running on it"
                                           << "web is running on it";
        QTest::newRow("kept by what has run") << int(Job) << ""
                                              << "kept: used by job and 1 more"
                                              << "used by job and 1 more";
        QTest::newRow("kept by what is made on it")
            << int(Base) << ""
            << "kept: base of web:1 and 1 more (running: web)"
            << "base of web:1 and 1 more, running: web";
    }
    void anItemOfAPlanSaysWhatHappensToIt()
    {
        QFETCH(int, image);
        QFETCH(QString, tag);
        const StoreView view = shop();
        const RemovalItem item = itemOf(view, {static_cast<std::size_t>(image), tag.toStdString()});
        QTEST(itemText(view, item), "text");
        QTEST(reasonText(view, item), "reason");
    }

    void layersThatOthersNeedStay()
    {
        const StoreView view = DrawnStore("one:1 = a\n"
                                          "two:1 = a b\n"
                                          "same:1 = a b\n")
                                   .view();
        QCOMPARE(itemText(view, itemOf(view, {1, {}})),
                 QString("delete; all its layers are shared and stay"));
    }

    void aBaseWithoutContainersIsKeptByItsChildren()
    {
        const StoreView view = DrawnStore("base:1 = a\n"
                                          "<none> = a b\n")
                                   .view();
        const QString text = removalText(view, Forest(view), 0);
        QCOMPARE(text, "kept: base of <none> " +
                           QString::fromStdString(view.images[1].id.hex().substr(0, 12)));
    }

    void severalAreToldAsOneSum()
    {
        const StoreView view = shop();
        const Forest forest(view);
        QCOMPARE(selectionText(view, forest, {}), QString());
        QCOMPARE(selectionText(view, forest, {Alone, Untagged}),
                 QString("2 selected: 6.0\u00a0kB freed if deleted"));
        QCOMPARE(selectionText(view, forest, {Alone, Web}),
                 QString("2 selected: 4.0\u00a0kB freed if deleted, kept by web (running)"));
        QCOMPARE(
            selectionText(view, forest, {Web, Job}),
            QString("2 selected: 0\u00a0B freed if deleted, kept by web (running) and 2 more"));
    }
};

QTEST_GUILESS_MAIN(TestRemovalText)
#include "tst_removal_text.moc"
