// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Freeing so many bytes, beside the real helper: the plan is there at once, and it is what is done.

#include "gui/dialogs/free_dialog.h"

#include <algorithm>
#include <csignal>

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QScreen>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include "engine/lineage/sizes.h"
#include "gui/models/format.h"
#include "gui/pages/lineage_page.h"
#include "gui/widgets/destructive_button.h"
#include "gui/widgets/error_bar.h"
#include "tests/support/shop_window.h"
#include "tests/support/stopped.h"

using namespace onggi;
using namespace onggi::test;

class TestFreeDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<ShopWindow>(QStringList{"web"}); }
    void cleanupTestCase() { m_shop.reset(); }
    void init() { m_shop->open(); }
    void cleanup()
    {
        m_shop->close();
        m_shop->bus().setRules("YES");
    }

    void pictures_data() { addPictures("free-"); }
    void pictures()
    {
        m_shop->picture([this]() -> QWidget& { return open(); });
    }

    void isOfferedBesideWhatCouldBeFreed()
    {
        QToolButton* button = statusButton();
        QVERIFY(button);
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(m_shop->window().findChild<FreeDialog*>());
        m_shop->window().findChild<FreeDialog*>()->reject();
        m_shop->window().showPage(&m_shop->application().lineage());
        QVERIFY(!button->isVisible());
    }

    void showsWhatGoesForAnAmount()
    {
        FreeDialog& dialog = open();
        const Bytes most = answer(dialog).freeing.most;
        QCOMPARE(most,
                 storeTotals(m_shop->store(), m_shop->application().store().forest()).reclaimable);
        QVERIFY(labelTexts(dialog).contains("of " + sizeText(most)));
        dialog.setWanted(Bytes(1));
        const FreeingAnswer& least = answer(dialog);
        QVERIFY(least.deletion.removal.freed >= Bytes(1));
        QVERIFY(labelTexts(dialog).contains(sizeText(least.deletion.removal.freed) +
                                            " on disk will be freed"));
        QVERIFY(least.freeing.isBest);
        QVERIFY(
            labelTexts(dialog).contains("No choice of images frees enough and less than this."));
        QVERIFY(labelTexts(dialog).contains("3 images stay for these containers: web"));
    }

    void theAmountIsTypedOrDragged()
    {
        FreeDialog& dialog = open();
        dialog.findChild<QDoubleSpinBox*>()->setValue(2.5);
        QCOMPARE(answer(dialog).wish.bytes, Bytes(2'500'000));
        auto* slider = dialog.findChild<QSlider*>();
        slider->setValue(slider->maximum());
        QCOMPARE(answer(dialog).wish.bytes, answer(dialog).freeing.most);
        QCOMPARE(answer(dialog).deletion.removal.freed, answer(dialog).freeing.most);
        slider->setValue(0);
        QVERIFY(answer(dialog).deletion.rows.empty());
        QVERIFY(!button(dialog).isEnabled());
    }

    void moreThanThereIsIsSaid()
    {
        FreeDialog& dialog = open();
        dialog.setWanted(Bytes(1'000'000'000'000));
        const Bytes most = answer(dialog).freeing.most;
        QVERIFY(labelTexts(dialog).contains("That is not enough: no more than " + sizeText(most) +
                                            " can be freed."));
        QVERIFY(button(dialog).isEnabled());
    }

    void tagsCanBeSpared()
    {
        FreeDialog& dialog = open();
        dialog.findChild<QCheckBox*>()->setChecked(true);
        for (const DeletionRow& row : answer(dialog).deletion.rows)
            QVERIFY(row.item.tags.empty());
    }

    void itStaysAsLargeAsSomebodyHasMadeIt()
    {
        FreeDialog& dialog = open();
        const QSize made(dialog.width() + 40, dialog.screen()->availableSize().height());
        // The window manager may have still to answer to the size that it opened with.
        const auto staysLarge = [&] {
            dialog.resize(made);
            QTest::qWait(300);
            return dialog.size() == made;
        };
        QTRY_VERIFY_WITH_TIMEOUT(staysLarge(), 20'000);
        dialog.setWanted(Bytes(1));
        answer(dialog);
        QCOMPARE(dialog.size(), made);
    }

    void whatSomebodyElseDoesMeanwhileIsShown()
    {
        m_shop->addImage("late:1");
        FreeDialog& dialog = open();
        dialog.setWanted(answer(dialog).freeing.most);
        const std::size_t before = answer(dialog).deletion.rows.size();
        const QString changed = "The images have changed meanwhile. This is what would go now.";
        QVERIFY(!labelTexts(dialog).contains(changed));
        m_shop->shop().addContainer("late", "localhost/late:1", false);
        QTRY_VERIFY(labelTexts(dialog).contains(changed));
        QVERIFY(answer(dialog).deletion.rows.size() < before);
        dialog.setWanted(Bytes(1));
        answer(dialog);
        QVERIFY(!labelTexts(dialog).contains(changed));
    }

    void aHelperThatIsAwayIsWaitedFor()
    {
        FreeDialog& dialog = open();
        answer(dialog);
        QVERIFY(button(dialog).isEnabled());
        m_shop->bus().kill("org.onggi.Helper1", SIGKILL);
        QTRY_VERIFY(!button(dialog).isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->application().store().isLive(), 20'000);
        QTRY_VERIFY(button(dialog).isEnabled());
    }

    void aFailureIsToldOnThePageToWhoeverHasClosedTheDialog()
    {
        m_shop->bus().setRules("YES", {{"org.onggi.images.remove-others", "NO"}}); // root's
        m_shop->open(65534);
        const ErrorBar& errors = m_shop->images().errors();
        {
            const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
            FreeDialog& dialog = open();
            QVERIFY(button(dialog).isEnabled());
            QTest::mouseClick(&button(dialog), Qt::LeftButton);
            QTest::keyClick(&dialog, Qt::Key_Escape);
            QTRY_VERIFY(!m_shop->window().findChild<FreeDialog*>());
            QVERIFY(!errors.isVisible());
        }
        QTRY_VERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("The images could not be deleted"));
        QVERIFY(errors.message().details.startsWith("org.onggi.Error.AuthDenied"));
    }

    // The last one: the shop has less afterwards.
    void deletesWhatItShowed()
    {
        const Bytes before = disk();
        FreeDialog& dialog = open();
        dialog.setWanted(Bytes(1));
        const FreeingAnswer shown = answer(dialog);
        QTest::mouseClick(&button(dialog), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_shop->window().findChild<FreeDialog*>(), 20'000);
        QTRY_COMPARE(disk(), before - shown.deletion.removal.freed);
        for (const DeletionRow& row : shown.deletion.rows) {
            const auto& images = m_shop->store().images;
            QVERIFY(std::ranges::find(images, row.item.image, &ImageRow::serial) == images.end());
        }
    }

private:
    FreeDialog& open()
    {
        actionOf(m_shop->images(), Qt::CTRL | Qt::SHIFT | Qt::Key_Delete)->trigger();
        auto* dialog = m_shop->window().findChild<FreeDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        answer(*dialog);
        return *dialog;
    }
    // To what is wanted now.
    const FreeingAnswer& answer(FreeDialog& dialog)
    {
        if (!QTest::qWaitFor([&] { return dialog.isAnswered(); }, 20'000))
            qFatal("there is no answer");
        return *dialog.answer();
    }
    static DestructiveButton& button(const FreeDialog& dialog)
    {
        return *dialog.findChild<DestructiveButton*>();
    }
    QToolButton* statusButton()
    {
        for (auto* found : m_shop->window().findChildren<QToolButton*>()) {
            if (found->text() == "Free space…")
                return found;
        }
        return nullptr;
    }
    Bytes disk()
    {
        return storeTotals(m_shop->store(), m_shop->application().store().forest()).layersDisk;
    }

    std::unique_ptr<ShopWindow> m_shop;
};

QTEST_MAIN(TestFreeDialog)
#include "tst_free_dialog.moc"
