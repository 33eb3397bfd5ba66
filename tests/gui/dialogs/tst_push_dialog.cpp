// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pushing from the window, beside the real helper and registries of the test's own.

#include "gui/dialogs/push_dialog.h"

#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QTest>

#include "gui/dialogs/sign_in_dialog.h"
#include "gui/models/format.h"
#include "gui/models/layer_sum.h"
#include "gui/widgets/command_line.h"
#include "gui/widgets/error_bar.h"
#include "tests/support/shop_window.h"

using namespace onggi;
using namespace onggi::test;

class TestPushDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<ShopWindow>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void init() { m_shop->open(); }
    void cleanup() { m_shop->close(); }

    void pictures_data() { addPictures("push-"); }
    void pictures()
    {
        m_shop->picture([this]() -> QWidget& { return open("localhost/shop/web:1"); });
    }

    void theTagIsTheDestinationUntilAnotherIsWritten()
    {
        PushDialog& dialog = open("localhost/shop/web:1");
        QCOMPARE(field(dialog).text(), QString("localhost/shop/web:1"));
        QCOMPARE(dialog.findChild<CommandLine*>()->command(),
                 QString("onggictl push localhost/shop/web:1"));
        const LayerSum sum = sumLayers(m_shop->store(), {m_shop->images().currentImage()});
        QVERIFY(labelTexts(dialog).contains(QString("At most %1 layers, %2 before compression")
                                                .arg(sum.layers)
                                                .arg(sizeText(sum.tar))));
        field(dialog).setText("ghcr.io/me/web:1");
        QVERIFY(labelTexts(dialog).contains("ghcr.io/me/web:1"));
        QCOMPARE(dialog.findChild<CommandLine*>()->command(),
                 QString("onggictl push localhost/shop/web:1 ghcr.io/me/web:1"));
    }

    void whatIsNoDestinationIsSaid_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("said");
        QTest::newRow("no name") << "my image"
                                 << "The name of an image has no spaces.";
        QTest::newRow("nothing") << QString() << "A name such as ghcr.io/owner/app:2.";
        QTest::newRow("digest") << "ghcr.io/o/app@sha256:" + QString(64, 'a')
                                << "An image is pushed under a tag, not under a digest.";
    }
    void whatIsNoDestinationIsSaid()
    {
        QFETCH(QString, typed);
        QFETCH(QString, said);
        PushDialog& dialog = open("localhost/shop/web:1");
        field(dialog).setText(typed);
        QVERIFY(labelTexts(dialog).contains(said));
        QVERIFY(!buttonNamed(dialog, "Push")->isEnabled());
    }

    void sendsWhatTheRegistryDoesNotHave()
    {
        const Registry registry;
        const QString destination = QString::fromStdString(registry.domain()) + "/web:1";
        push(open("localhost/shop/web:1"), destination);
        PushDialog& first = dialog();
        QTRY_VERIFY_WITH_TIMEOUT(hasLine(first, "Pushed: " + destination), 60'000);
        QVERIFY(!labelTexts(first).contains("there already"));
        QVERIFY(takePicture(first, "push-done-en-light"));
        QTest::mouseClick(buttonNamed(first, "Close"), Qt::LeftButton);
        QTRY_VERIFY(!m_shop->window().findChild<PushDialog*>());
        m_shop->activate();

        push(open("localhost/shop/web:1"), destination);
        QTRY_VERIFY_WITH_TIMEOUT(hasLine(dialog(), "Pushed: " + destination), 60'000);
        QTRY_VERIFY(labelTexts(dialog()).contains("there already"));
        QVERIFY(takePicture(dialog(), "push-again-en-light"));
    }

    void whoeverIsNotSignedInIsToldAndSignsIn()
    {
        const Registry registry(Registry::Tls::No, Registry::SignIn::Needed);
        const QString domain = QString::fromStdString(registry.domain());
        PushDialog& dialog = open("localhost/shop/web:1");
        push(dialog, domain + "/web:1");
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 60'000);
        QCOMPARE(errors->message().happened, QString("The image could not be pushed"));
        QCOMPARE(errors->message().cause,
                 domain + " takes this only from somebody who is signed in and may write there.");
        QVERIFY(takePicture(dialog, "push-refused-en-light"));

        QTest::mouseClick(buttonNamed(dialog, "Sign in…"), Qt::LeftButton);
        auto* signIn = dialog.findChild<SignInDialog*>();
        QVERIFY(signIn);
        const auto fields = signIn->findChildren<QLineEdit*>();
        QCOMPARE(fields.size(), 3);
        QCOMPARE(fields[0]->text(), domain);
        fields[1]->setText(Registry::kUser);
        fields[2]->setText(Registry::kPassword);
        QTest::mouseClick(buttonNamed(*signIn, "Sign in"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.findChild<SignInDialog*>(), 20'000);
        QVERIFY(!errors->isVisible());
        QTest::mouseClick(buttonNamed(dialog, "Push"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(hasLine(dialog, "Pushed: " + domain + "/web:1"), 60'000);
    }

    // The dialog has gone before its thread has found out.
    void filesThatMakeNoSenseAreToldOnThePageToWhoeverHasClosedTheDialog()
    {
        QFile file(m_shop->filePath("auth.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        PushDialog& dialog = open("localhost/shop/web:1");
        push(dialog, "127.0.0.1:1/nobody/home:1");
        QTest::keyClick(&dialog, Qt::Key_Escape);
        const ErrorBar& errors = m_shop->images().errors();
        QTRY_VERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("The image could not be pushed"));
        QTRY_VERIFY(!m_shop->window().findChild<PushDialog*>());
        QVERIFY(file.remove());
    }

    void aRegistryThatIsNotThereIsSaid()
    {
        PushDialog& dialog = open("localhost/shop/web:1");
        push(dialog, "127.0.0.1:1/nobody/home:1");
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 60'000);
        QCOMPARE(errors->message().cause,
                 QString("The registry does not answer: no network, or a misspelt name."));
        QCOMPARE(field(dialog).text(), QString("127.0.0.1:1/nobody/home:1"));
        QVERIFY(buttonNamed(dialog, "Push")->isEnabled());
    }

private:
    PushDialog& open(const QString& tag)
    {
        m_shop->clickImage(m_shop->imageTagged(tag));
        QTest::keyClick(&m_shop->table(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        return dialog();
    }
    PushDialog& dialog()
    {
        auto* found = m_shop->window().findChild<PushDialog*>();
        if (!found)
            qFatal("the dialog did not open");
        return *found;
    }
    static QLineEdit& field(const PushDialog& dialog)
    {
        return fieldNamed<QLineEdit>(dialog, "Destination");
    }
    static void push(PushDialog& dialog, const QString& destination)
    {
        field(dialog).setText(destination);
        dialog.findChild<QCheckBox*>()->setChecked(true);
        QTest::mouseClick(buttonNamed(dialog, "Push"), Qt::LeftButton);
    }

    std::unique_ptr<ShopWindow> m_shop;
};

QTEST_MAIN(TestPushDialog)
#include "tst_push_dialog.moc"
