// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/fold_group.h"

#include <QAccessible>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace onggi;

class TestFoldGroup : public QObject {
    Q_OBJECT

private slots:
    void whatIsFoldedAwayIsHidden()
    {
        auto* content = new QLabel("content");
        FoldGroup group(content);
        QVERIFY(content->isHidden());
        QSignalSpy opened(&group, &FoldGroup::opened);
        group.button().click();
        QVERIFY(group.isOpen());
        QVERIFY(!content->isHidden());
        QCOMPARE(opened.count(), 1);
        group.button().click();
        QVERIFY(content->isHidden());
        QCOMPARE(opened.count(), 1);
    }

    void whetherItIsOpenIsReadOut()
    {
        FoldGroup group(new QLabel("content"));
        group.setTitle("Resources");
        group.setValue("no limits");
        QAccessibleInterface* told = QAccessible::queryAccessibleInterface(&group.button());
        QVERIFY(told);
        QCOMPARE(told->role(), QAccessible::Button);
        QCOMPARE(told->text(QAccessible::Name), QString("Resources"));
        QCOMPARE(told->text(QAccessible::Description), QString("no limits"));
        QVERIFY(told->state().expandable);
        QVERIFY(told->state().collapsed);
        QVERIFY(!told->state().expanded);
        QAccessibleActionInterface* actions = told->actionInterface();
        QVERIFY(actions);
        QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::pressAction()));
        actions->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(group.isOpen());
        QVERIFY(told->state().expanded);
        QVERIFY(!told->state().collapsed);
    }
};

QTEST_MAIN(TestFoldGroup)
#include "tst_fold_group.moc"
