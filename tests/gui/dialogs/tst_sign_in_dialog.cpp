// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Signing in at a registry that asks for it, beside the real helper: what it does not take is not
// kept, what is kept is the user's alone and goes along with the next pull.

#include "gui/dialogs/sign_in_dialog.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QTest>

#include "gui/dialogs/pull_dialog.h"
#include "gui/widgets/error_bar.h"
#include "tests/support/made_layer.h"
#include "tests/support/shop_places.h"

using namespace onggi;
using namespace onggi::test;

class TestSignInDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_shop = std::make_unique<ShopWindow>();
        m_locked = std::make_unique<Registry>(Registry::Tls::No, Registry::SignIn::Needed);
        m_locked->pushImage("private", "1", {layerWith("private", 20'000)});
    }
    void cleanupTestCase()
    {
        m_locked.reset();
        m_shop.reset();
    }
    void init()
    {
        QFile::remove(keptIn());
        m_shop->open();
    }
    void cleanup() { m_shop->close(); }

    void whatTheRegistryDoesNotTakeIsNotKept()
    {
        SignInDialog& dialog = open();
        QTRY_VERIFY(labelTexts(dialog).contains("Nobody is signed in there."));
        QVERIFY(!buttonNamed(dialog, "Sign in")->isEnabled());
        QVERIFY(!buttonNamed(dialog, "Sign out")->isEnabled());
        signIn(dialog, "opensesame");
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 20'000);
        QCOMPARE(errors->message().happened, QString("Signing in failed"));
        QCOMPARE(errors->message().cause,
                 QString("The registry does not take this user name with this password."));
        QVERIFY2(!errors->message().details.contains("opensesame"),
                 qPrintable(errors->message().details));
        QVERIFY(!QFile::exists(keptIn()));
        QVERIFY(takePicture(dialog, "sign-in-failed-en-light"));
    }

    // The look-up that the work has stopped.
    void whoIsSignedInIsSaidAlsoAfterAnEarlyFailure()
    {
        SignInDialog& dialog = open();
        signIn(dialog, "wrong");
        QVERIFY(!labelTexts(dialog).contains("Nobody is signed in there."));
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 20'000);
        QTRY_VERIFY(labelTexts(dialog).contains("Nobody is signed in there."));
        QCOMPARE(errors->message().happened, QString("Signing in failed"));
    }

    void credentialsAreKeptForTheUserAloneUntilTheSignOut()
    {
        SignInDialog& dialog = open();
        signIn(dialog, Registry::kPassword);
        QTRY_VERIFY_WITH_TIMEOUT(!m_shop->window().findChild<SignInDialog*>(), 20'000);
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                                          QFile::WriteOther | QFile::ExeOwner;
        QVERIFY(QFile::exists(keptIn()));
        QCOMPARE(QFileInfo(keptIn()).permissions() & others, QFile::Permissions());

        m_shop->activate();
        SignInDialog& again = open();
        QTRY_VERIFY(labelTexts(again).contains("Signed in as bob."));
        QVERIFY(labelTexts(again).contains(
            "Kept for this user alone, where podman, skopeo and onggictl look too."));
        QTest::mouseClick(buttonNamed(again, "Sign out"), Qt::LeftButton);
        QTRY_VERIFY(labelTexts(again).contains("Signed out."));
        QVERIFY(!buttonNamed(again, "Sign out")->isEnabled());
        QFile file(keptIn());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(m_locked->domain().c_str()));
    }

    // The registry has taken them by then, and nobody else knows that they are not kept.
    void whatCannotBeKeptIsToldAlsoWhereTheDialogIsClosed()
    {
        QFile file(keptIn());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no JSON");
        file.close();
        SignInDialog& dialog = open();
        connect(&dialog, &SignInDialog::begun, &dialog, &QDialog::reject);
        signIn(dialog, Registry::kPassword);
        const ErrorBar& errors = m_shop->images().errors();
        QTRY_VERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("Signing in failed"));
        QTRY_VERIFY(!m_shop->window().findChild<SignInDialog*>());
    }

    void aRefusedPullLeadsToTheSignIn()
    {
        const QString domain = QString::fromStdString(m_locked->domain());
        QTest::keyClick(&m_shop->window(), Qt::Key_P, Qt::ControlModifier);
        auto* pull = m_shop->window().findChild<PullDialog*>();
        QVERIFY(pull);
        pull->findChild<QCheckBox*>()->click();
        pull->setReference(domain + "/private:1");
        QTRY_VERIFY_WITH_TIMEOUT(labelTexts(*pull).contains("Anonymous at " + domain), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            labelTexts(*pull).contains("The registry lets nobody have this without signing in."),
            20'000);
        QTest::mouseClick(buttonNamed(*pull, "Pull"), Qt::LeftButton);
        auto* errors = pull->findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 20'000);
        QCOMPARE(errors->message().action, QString("Sign in…"));
        emit errors->actionRequested();
        auto* dialog = pull->findChild<SignInDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QLineEdit*>()->text(), domain);
        QVERIFY(dialog->findChild<QCheckBox*>()->isChecked());
        signIn(*dialog, Registry::kPassword);
        QTRY_VERIFY_WITH_TIMEOUT(!pull->findChild<SignInDialog*>(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(labelTexts(*pull).contains("bob at " + domain), 20'000);
        QVERIFY(!errors->isVisible());
        QTest::mouseClick(buttonNamed(*pull, "Pull"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(*pull, "Show image"), 20'000);
    }

    void pictures_data() { addPictures("sign-in-"); }
    void pictures()
    {
        m_shop->picture([this]() -> QWidget& {
            QWidget* dialog = openSignIn(*m_shop);
            if (!dialog)
                qFatal("the dialog did not open");
            return *dialog;
        });
    }

private:
    QString keptIn() const { return m_shop->filePath("auth.json"); }
    SignInDialog& open()
    {
        auto* dialog = qobject_cast<SignInDialog*>(openSignIn(*m_shop));
        if (!dialog)
            qFatal("the dialog did not open");
        dialog->setRegistry(QString::fromStdString(m_locked->domain()), true);
        return *dialog;
    }
    static void signIn(SignInDialog& dialog, const QString& password)
    {
        const auto fields = dialog.findChildren<QLineEdit*>();
        QCOMPARE(fields.size(), 3);
        fields[1]->setText(Registry::kUser);
        fields[2]->setText(password);
        QTest::mouseClick(buttonNamed(dialog, "Sign in"), Qt::LeftButton);
    }

    std::unique_ptr<ShopWindow> m_shop;
    std::unique_ptr<Registry> m_locked;
};

QTEST_MAIN(TestSignInDialog)
#include "tst_sign_in_dialog.moc"
