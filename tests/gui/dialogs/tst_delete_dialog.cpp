// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Deleting and tagging from the images page, beside the real helper: the plan is shown before, it
// is what is done, and what has changed meanwhile is said.

#include "gui/dialogs/delete_dialog.h"

#include <csignal>

#include <QLineEdit>
#include <QPointer>
#include <QScreen>
#include <QTest>

#include "engine/lineage/sizes.h"
#include "gui/dialogs/deletion_list.h"
#include "gui/dialogs/tag_dialog.h"
#include "gui/models/format.h"
#include "gui/models/running_job.h"
#include "gui/widgets/destructive_button.h"
#include "gui/widgets/error_bar.h"
#include "tests/support/shop_window.h"
#include "tests/support/stopped.h"

using namespace onggi;
using namespace onggi::test;

class TestDeleteDialog : public QObject {
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

    void pictures_data() { addPictures("delete-"); }
    void pictures()
    {
        m_shop->picture([this]() -> QWidget& {
            return deleteDialog({"localhost/shop/web:1", "docker.io/library/nginx:1.29",
                                 "localhost/devbox:1", "localhost/lesson/a:1"});
        });
    }

    void keepsWhatIsNeededAndSaysByWhom()
    {
        DeleteDialog& dialog =
            deleteDialog({"localhost/shop/web:1", "docker.io/library/nginx:1.29"});
        const QStringList texts = labelTexts(dialog);
        QVERIFY(texts.contains("Delete 2 images"));
        QVERIFY(texts.contains("1 can be deleted now, 1 is kept because something needs it."));
        QVERIFY(texts.contains("kept: base of shop/web:2 (running: web)"));
        QVERIFY(texts.contains("untag and delete 1 layer, pulled just now"));
        QVERIFY(buttonNamed(dialog, "Delete 1 image"));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_shop->window().findChild<DeleteDialog*>());
        QVERIFY(m_shop->imageTagged("localhost/shop/web:1").isValid());
    }

    void deletesWhatItShowed()
    {
        m_shop->addImage("goes:1");
        const Bytes before =
            storeTotals(m_shop->store(), m_shop->application().store().forest()).layersDisk;
        DeleteDialog& dialog = deleteDialog({"localhost/goes:1"});
        const Bytes freed = dialog.plan().removal.freed;
        QVERIFY(freed > Bytes());
        QVERIFY(labelTexts(dialog).contains(sizeText(freed) + " on disk will be freed"));
        click(buttonNamed(dialog, "Delete 1 image"));
        QTRY_VERIFY(!m_shop->imageTagged("localhost/goes:1").isValid());
        QTRY_VERIFY(!m_shop->window().findChild<DeleteDialog*>());
        QCOMPARE(storeTotals(m_shop->store(), m_shop->application().store().forest()).layersDisk,
                 before - freed);
    }

    void aTagGoesAndTheImageStays()
    {
        DeletionTarget tag{m_shop->store().images.front().serial, {}};
        for (const ImageRow& image : m_shop->store().images) {
            if (image.tags.size() > 1)
                tag = {image.serial, "localhost/shop/web:latest"};
        }
        DeleteDialog dialog(m_shop->application().link(), m_shop->application().store(), {tag});
        dialog.open();
        QVERIFY(labelTexts(dialog).contains("untag; the image stays under its other tags"));
        QCOMPARE(dialog.plan().removal.freed, Bytes());
    }

    void includesWhatKeepsAnImageAndStopsIt()
    {
        m_shop->addImage("below:1");
        m_shop->shop().addContainer("busy", "localhost/below:1", true);
        QTRY_COMPARE(m_shop->store().containers.size(), 2U);
        DeleteDialog& dialog = deleteDialog({"localhost/below:1"});
        auto* button = dialog.findChild<DestructiveButton*>();
        QVERIFY(!button->isEnabled());
        click(buttonNamed(dialog, "Stop and include"));
        QVERIFY(labelTexts(dialog).contains("Removed before, with what they have written: busy"));
        QVERIFY(button->isEnabled());
        click(button);
        QTRY_VERIFY_WITH_TIMEOUT(!m_shop->imageTagged("localhost/below:1").isValid(), 20'000);
        QTRY_COMPARE(m_shop->store().containers.size(), 1U);
    }

    void theCommandDoesTheSame()
    {
        DeleteDialog& dialog = deleteDialog({"localhost/shop/web:1"});
        click(buttonNamed(dialog, "Show as command"));
        auto* line = dialog.findChild<QLineEdit*>();
        QVERIFY(line->isVisible());
        QCOMPARE(line->text(), QString("onggictl rmi localhost/shop/web:1"));
    }

    void whatSomebodyElseDoesMeanwhileIsShown()
    {
        m_shop->addImage("parent:1");
        DeleteDialog& dialog = deleteDialog({"localhost/parent:1"});
        QVERIFY(dialog.findChild<DestructiveButton*>()->isEnabled());
        m_shop->shop().addContainer("late", "localhost/parent:1", false);
        QTRY_VERIFY(!dialog.findChild<DestructiveButton*>()->isEnabled());
        QVERIFY(labelTexts(dialog).contains("kept: used by late"));
        click(buttonNamed(dialog, "Include"));
        click(dialog.findChild<DestructiveButton*>());
        QTRY_VERIFY_WITH_TIMEOUT(!m_shop->imageTagged("localhost/parent:1").isValid(), 20'000);
    }

    void theKeyboardStaysWithItsRow()
    {
        DeleteDialog& dialog = deleteDialog({"docker.io/library/nginx:1.29"});
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        const QPointer<QPushButton> before = buttonNamed(dialog, "Stop and include");
        QVERIFY(before);
        before->setFocus();
        QTRY_VERIFY(before->hasFocus());
        m_shop->addImage("meanwhile:1");
        QTRY_VERIFY(!before);
        auto* now = qobject_cast<QPushButton*>(dialog.focusWidget());
        QVERIFY(now);
        QCOMPARE(now->text(), QString("Stop and include"));
        QVERIFY(now->hasFocus());
        QTest::keyClick(now, Qt::Key_Space);
        // Nothing is left to be included.
        QTRY_VERIFY(dialog.findChild<DeletionList*>()->hasFocus());
        m_shop->shop().removeTag("localhost/meanwhile:1");
    }

    void aLargeFontDoesNotPushItOffTheScreen()
    {
        setTheme(false, 80);
        const DeletionList list;
        setTheme(false);
        QVERIFY(list.minimumWidth() < list.screen()->availableSize().width());
    }

    void waitsForAHelperThatHasDied()
    {
        DeleteDialog& dialog = deleteDialog({"localhost/shop/web:1"});
        m_shop->bus().kill("org.onggi.Helper1", SIGKILL);
        QTRY_VERIFY(m_shop->application().link().state() != HelperLink::State::Present);
        QTRY_VERIFY(!dialog.findChild<DestructiveButton*>()->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->application().store().isLive(), 20'000);
        QTRY_VERIFY(dialog.findChild<DestructiveButton*>()->isEnabled());
        QVERIFY(!dialog.findChild<ErrorBar*>()->isVisible());
    }

    void aFailureIsToldOnThePageToWhoeverHasClosedTheDialog()
    {
        m_shop->bus().setRules("YES", {{"org.onggi.images.remove-others", "NO"}}); // root's
        m_shop->open(65534);
        const ErrorBar& errors = m_shop->images().errors();
        {
            const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
            DeleteDialog& dialog = deleteDialog({"localhost/lesson/a:1"});
            click(dialog.findChild<DestructiveButton*>());
            QTest::keyClick(&dialog, Qt::Key_Escape);
            QTRY_VERIFY(!m_shop->window().findChild<DeleteDialog*>());
            QVERIFY(!errors.isVisible());
        }
        QTRY_VERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("The images could not be deleted"));
        QVERIFY(errors.message().details.startsWith("org.onggi.Error.AuthDenied"));
        QVERIFY(m_shop->imageTagged("localhost/lesson/a:1").isValid());
    }

    void aFailureIsStillToldOnceTheHelperIsBack()
    {
        const ErrorBar& errors = m_shop->images().errors();
        {
            const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
            DeleteDialog& dialog = deleteDialog({"localhost/lesson/a:1"});
            click(dialog.findChild<DestructiveButton*>());
            QTest::keyClick(&dialog, Qt::Key_Escape);
            m_shop->bus().kill("org.onggi.Helper1", SIGKILL);
        }
        QTRY_VERIFY(errors.isVisible());
        QTRY_VERIFY(m_shop->application().store().isLive());
        QVERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("The images could not be deleted"));
    }

    void aTagThatIsRefusedIsToldOnThePageToWhoeverHasClosedTheDialog()
    {
        m_shop->bus().setRules("YES", {{"org.onggi.images.tag", "NO"}});
        m_shop->open(65534);
        const ErrorBar& errors = m_shop->images().errors();
        {
            const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
            TagDialog& dialog = tagDialog("localhost/lesson/a:1");
            dialog.findChild<QLineEdit*>()->setText("localhost/lesson/a:refused");
            click(buttonNamed(dialog, "Tag"));
            QTest::keyClick(&dialog, Qt::Key_Escape);
            QTRY_VERIFY(!m_shop->window().findChild<TagDialog*>());
            QVERIFY(!errors.isVisible());
        }
        QTRY_VERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("The image could not be tagged"));
        QVERIFY(errors.message().details.startsWith("org.onggi.Error.AuthDenied"));
    }

    void aTagThatSomebodyCancelsMayBeGivenAgain()
    {
        const QPointer<TagDialog> dialog = &tagDialog("localhost/lesson/a:1");
        dialog->findChild<QLineEdit*>()->setText("localhost/lesson/a:again");
        connect(dialog.data(), &TagDialog::begun, dialog.data(),
                [](RunningJob* job) { job->cancel(); });
        {
            const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
            click(buttonNamed(*dialog, "Tag"));
            QVERIFY(!buttonNamed(*dialog, "Tag")->isEnabled());
        }
        // Or it came too late, and the dialog has closed itself.
        QTRY_VERIFY(!dialog || !dialog->isVisible() || buttonNamed(*dialog, "Tag")->isEnabled());
    }

    void aLongTagWidensNothing()
    {
        TagDialog& dialog = tagDialog("localhost/lesson/a:1");
        const int before = dialog.minimumSizeHint().width();
        const QString tag = "localhost/" + QString(120, 'n') + ':' + QString(120, 't');
        dialog.findChild<QLineEdit*>()->setText(tag);
        QVERIFY(labelTexts(dialog).contains(tag));
        QCOMPARE(dialog.minimumSizeHint().width(), before);
        QVERIFY(buttonNamed(dialog, "Tag")->isEnabled());
    }

    void aTagIsGivenByKeyboard()
    {
        TagDialog* const dialog = &tagDialog("localhost/lesson/a:1");
        auto* field = dialog->findChild<QLineEdit*>();
        QCOMPARE(field->text(), QString("lesson/a:1"));
        field->setText("Lesson A");
        QVERIFY(labelTexts(*dialog).contains("The name of an image has no spaces."));
        QVERIFY(!buttonNamed(*dialog, "Tag")->isEnabled());
        field->setText("localhost/lesson/a:best");
        QVERIFY(takePicture(*dialog, "tag-en-light"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(m_shop->imageTagged("localhost/lesson/a:best").isValid());
        QTRY_VERIFY(!m_shop->window().findChild<TagDialog*>());
        m_shop->shop().removeTag("localhost/lesson/a:best");
    }

private:
    // Selects these images with the mouse and presses Delete.
    DeleteDialog& deleteDialog(const QStringList& tags)
    {
        m_shop->table().clearSelection();
        for (const QString& tag : tags)
            m_shop->clickImage(m_shop->imageTagged(tag),
                               tag == tags.front() ? Qt::NoModifier : Qt::ControlModifier);
        QTest::keyClick(&m_shop->table(), Qt::Key_Delete);
        auto* dialog = m_shop->window().findChild<DeleteDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        return *dialog;
    }
    TagDialog& tagDialog(const QString& tag)
    {
        m_shop->clickImage(m_shop->imageTagged(tag));
        QTest::keyClick(&m_shop->table(), Qt::Key_F2);
        auto* dialog = m_shop->window().findChild<TagDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        return *dialog;
    }
    static void click(QPushButton* button)
    {
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<ShopWindow> m_shop;
};

QTEST_MAIN(TestDeleteDialog)
#include "tst_delete_dialog.moc"
