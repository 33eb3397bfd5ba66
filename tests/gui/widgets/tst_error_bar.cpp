// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/error_bar.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDBusMessage>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"

using namespace onggi;

class TestErrorBar : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_page = std::make_unique<QWidget>();
        m_bar = new ErrorBar;
        auto* layout = new QVBoxLayout(m_page.get());
        layout->addWidget(m_bar);
        layout->addStretch(1);
        m_page->resize(900, 300);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void nothingIsThereUntilThereIsAnError()
    {
        QVERIFY(!m_bar->isVisible());
        m_bar->show({"It failed", "Because", "org.x: y", "Try again"});
        QVERIFY(m_bar->isVisible());
        QCOMPARE(m_bar->accessibleName(), QString("It failed"));
        QCOMPARE(m_bar->accessibleDescription(), QString("Because"));
        button("Close")->click();
        QVERIFY(!m_bar->isVisible());
        QVERIFY(m_bar->message().happened.isEmpty());
    }

    void isReadOutAsAnAlert()
    {
        m_bar->show({"It failed", "Because", {}, {}});
        QAccessibleInterface* told = QAccessible::queryAccessibleInterface(m_bar);
        QVERIFY(told);
        QCOMPARE(told->role(), QAccessible::AlertMessage);
        QCOMPARE(told->text(QAccessible::Name), QString("It failed"));
        QCOMPARE(told->text(QAccessible::Description), QString("Because"));
    }

    void onlyWhatThereIsIsOffered()
    {
        m_bar->show({"It failed", {}, {}, {}});
        QVERIFY(!button("Details"));
        QVERIFY(!button("Try again"));
        QVERIFY(button("Copy"));
        m_bar->show({"It failed", "Because", "org.x: y", "Try again"});
        QVERIFY(button("Details"));
        QVERIFY(button("Try again"));
    }

    void theActionIsAskedFor()
    {
        QSignalSpy asked(m_bar, &ErrorBar::actionRequested);
        m_bar->show({"It failed", {}, {}, "Try again"});
        button("Try again")->click();
        QCOMPARE(asked.count(), 1);
    }

    void whatOnlyTellsOutlivesAnOffer()
    {
        m_bar->show({"It failed", {}, {}, "Try again"});
        m_bar->withdrawOffer();
        QVERIFY(!m_bar->isVisible());
        m_bar->show({"It failed", {}, {}, {}});
        m_bar->withdrawOffer();
        QVERIFY(m_bar->isVisible());
    }

    void detailsAreFoldedOut()
    {
        m_bar->show({"It failed", "Because", "org.x: y", {}});
        auto* details = m_bar->findChild<QPlainTextEdit*>();
        QVERIFY(!details->isVisible());
        button("Details")->click();
        QVERIFY(details->isVisible());
        QCOMPARE(details->toPlainText(), QString("org.x: y"));
        m_bar->clear();
        m_bar->show({"Another", {}, "org.x: z", {}});
        QVERIFY(!details->isVisible());
    }

    void theWholeMessageIsCopied()
    {
        m_bar->show({"It failed", {}, "org.x: y", {}});
        button("Copy")->click();
        QCOMPARE(QApplication::clipboard()->text(), QString("It failed\norg.x: y"));
    }

    // What a registry says is not ours to format.
    void wordsFromOutsideArePlainText()
    {
        m_bar->show({"<b>x</b>", "<img src='/etc/passwd'>", "<i>d</i>", {}});
        for (const auto* label : m_bar->findChildren<Label*>())
            QVERIFY(label->textFormat() == Qt::PlainText);
        QCOMPARE(m_bar->findChild<QPlainTextEdit*>()->toPlainText(), QString("<i>d</i>"));
    }

    void inANarrowPlaceTheButtonsStandBelowTheWords()
    {
        m_bar->show({"It failed", "Because of something that takes a few words to tell", "d", {}});
        auto* words = m_bar->findChild<Label*>();
        QTRY_VERIFY(button("Copy")->geometry().left() > words->geometry().right());
        m_page->resize(360, 300);
        QTRY_VERIFY(button("Copy")->geometry().top() > words->geometry().bottom());
        QVERIFY(m_bar->rect().contains(button("Copy")->geometry()));
        m_page->resize(900, 300);
        QTRY_VERIFY(button("Copy")->geometry().left() > words->geometry().right());
    }

    void anErrorOfTheBusIsToldToAPerson_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("cause");
        QTest::newRow("refused") << "org.onggi.Error.AuthDenied"
                                 << "polkit rule";
        QTest::newRow("nobody asks") << "org.onggi.Error.AuthChallenge"
                                     << "administrator";
        QTest::newRow("helper gone") << "org.freedesktop.DBus.Error.NoReply"
                                     << "helper";
        QTest::newRow("the bus refuses") << "org.freedesktop.DBus.Error.AccessDenied"
                                         << "system bus";
        QTest::newRow("unknown here") << "org.example.Odd"
                                      << "what was said";
    }
    void anErrorOfTheBusIsToldToAPerson()
    {
        QFETCH(QString, name);
        QFETCH(QString, cause);
        const QDBusMessage reply = QDBusMessage::createError(name, QStringLiteral("what was said"));
        const ErrorBar::Message message = errorMessage("It failed", QDBusError(reply));
        QCOMPARE(message.happened, QString("It failed"));
        QVERIFY2(message.cause.contains(cause), qPrintable(message.cause));
        QCOMPARE(message.details, name + ": what was said");
    }

private:
    // A visible one by its text, or by its tool tip where it has none.
    QAbstractButton* button(const QString& text) const
    {
        for (auto* found : m_bar->findChildren<QAbstractButton*>()) {
            if (found->isVisible() && (found->text() == text || found->toolTip() == text))
                return found;
        }
        return nullptr;
    }

    std::unique_ptr<QWidget> m_page;
    ErrorBar* m_bar = nullptr;
};

QTEST_MAIN(TestErrorBar)
#include "tst_error_bar.moc"
