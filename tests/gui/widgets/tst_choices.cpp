// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/choices.h"

#include <QSignalSpy>
#include <QTest>

using namespace onggi;

class TestChoices : public QObject {
    Q_OBJECT

private slots:
    void whatIsThereStaysChosen()
    {
        QComboBox box;
        setChoices(box, {{"b", 2}, {"d", 4}});
        QCOMPARE(box.currentIndex(), 0);
        box.setCurrentIndex(1);
        const QSignalSpy changed(&box, &QComboBox::currentIndexChanged);
        const QSignalSpy reset(box.model(), &QAbstractItemModel::modelReset);
        setChoices(box, {{"a", 1}, {"c", 3}, {"d", 4}, {"e", 5}});
        QCOMPARE(texts(box), (QStringList{"a", "c", "d", "e"}));
        QCOMPARE(box.currentText(), QString("d"));
        QCOMPARE(box.currentData().toInt(), 4);
        QVERIFY(changed.isEmpty());
        QVERIFY(reset.isEmpty());
    }

    void whereTheChoiceHasGoneNothingIsChosen()
    {
        QComboBox box;
        setChoices(box, {{"a", 1}, {"b", 2}, {"c", 3}});
        box.setCurrentIndex(1);
        setChoices(box, {{"a", 1}, {"b", 7}, {"c", 3}});
        QCOMPARE(texts(box), (QStringList{"a", "b", "c"}));
        QCOMPARE(box.currentIndex(), -1);
        setChoices(box, {{"c", 3}, {"d", 4}});
        QCOMPARE(box.currentIndex(), -1);
    }

    void theOrderIsThatOfTheLastCall()
    {
        QComboBox box;
        setChoices(box, {{"a", 1}, {"b", 2}, {"c", 3}});
        setChoices(box, {{"c", 3}, {"a", 1}, {"b", 2}});
        QCOMPARE(texts(box), (QStringList{"c", "a", "b"}));
        setChoices(box, {});
        QCOMPARE(box.count(), 0);
    }

private:
    static QStringList texts(const QComboBox& box)
    {
        QStringList texts;
        for (int row = 0; row < box.count(); ++row)
            texts << box.itemText(row);
        return texts;
    }
};

QTEST_MAIN(TestChoices)
#include "tst_choices.moc"
