// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The Run dialog in its window, beside the real helper: what is written becomes a container, the
// command beside it follows, and what goes wrong is said beside the field that it is about.

#include "gui/dialogs/run_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

#include "gui/dialogs/port_rows.h"
#include "gui/pages/containers_page.h"
#include "gui/widgets/content_area.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/fold_group.h"
#include "tests/support/shop_window.h"
#include "tests/support/stopped.h"

using namespace onggi;
using namespace onggi::test;

class TestRunDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_shopWindow = std::make_unique<ShopWindow>(QStringList{"web"});
        m_shopWindow->open();
        QTRY_VERIFY(m_shopWindow->application().store().isLive());
    }
    void cleanupTestCase() { m_shopWindow.reset(); }

    void init()
    {
        ImagesPage& images = m_shopWindow->images();
        m_shopWindow->window().showPage(&images);
        m_shopWindow->clickImage(m_shopWindow->imageTagged("localhost/shop/web:2"));
        m_shopWindow->activate();
        QTest::keyClick(&images, Qt::Key_R, Qt::ControlModifier);
        m_dialog = m_shopWindow->window().findChild<RunDialog*>();
        QVERIFY(m_dialog);
        QTRY_COMPARE_WITH_TIMEOUT(ports(), 1, 20'000);
        QTRY_VERIFY(field("Port of this machine"));
    }

    void cleanup()
    {
        if (m_dialog)
            m_dialog->reject();
        QTRY_VERIFY(!m_dialog);
    }

    void theDialogKnowsTheImage()
    {
        QCOMPARE(m_dialog->findChild<QComboBox*>()->currentText(), QString("localhost/shop/web:2"));
        QCOMPARE(field("Name")->text(), QString("web-2"));
        QCOMPARE(field("Port of the container")->text(), QString("80/tcp"));
        QVERIFY(field("Port of this machine")->text().toInt() >= 8080);
        QVERIFY(texts().contains("2 from the image"));
        QVERIFY(texts().contains("/bin/sleep 1000"));
        QVERIFY(texts().contains("no limits"));
        QVERIFY(texts().contains("Asks for no permission"));
    }

    void theCommandFollowsEachKeystroke()
    {
        withoutPorts();
        write(field("Name"), "pot");
        QCOMPARE(m_dialog->commandText(),
                 QString("onggictl run -d --name pot localhost/shop/web:2"));
        QTest::keyClick(field("Name"), Qt::Key_S);
        QCOMPARE(m_dialog->commandText(),
                 QString("onggictl run -d --name pots localhost/shop/web:2"));
        open("Resources");
        write(field("Memory, at most"), "64m");
        QVERIFY(texts().contains("memory 67.1\u00a0MB"));
        open("Environment");
        for (auto* text : m_dialog->findChildren<QPlainTextEdit*>()) {
            if (text->accessibleName() == "Environment variables")
                QTest::keyClicks(text, "A=b c");
        }
        QCOMPARE(m_dialog->commandText(), QString("onggictl run -d --name pots -e 'A=b c' "
                                                  "--memory 64m localhost/shop/web:2"));
        for (auto* button : m_dialog->findChildren<QToolButton*>()) {
            if (button->accessibleName() == "Copy the command")
                button->click();
        }
        QCOMPARE(QApplication::clipboard()->text(), m_dialog->commandText());
    }

    void aContainerRunsAndIsSelected()
    {
        network("none");
        write(field("Name"), "made");
        open("Command");
        write(field("Command"), "sleep 2000");
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog, 30'000);
        QCOMPARE(row("made").state, QString("running"));
        QCOMPARE(row("made").command, QString("sleep 2000"));
        QCOMPARE(row("made").imageName, QString("localhost/shop/web:2"));
        QCOMPARE(m_shopWindow->window().currentPage(), &m_shopWindow->application().containers());
        QTRY_COMPARE(m_shopWindow->application().containers().currentContainer(),
                     row("made").serial);
    }

    void aNameThatIsTakenIsSaidBesideIt()
    {
        write(field("Name"), "web");
        QVERIFY(texts().contains("taken"));
        QVERIFY(!button("Run")->isEnabled());
        write(field("Name"), "w");
        QVERIFY(!texts().contains("taken"));
        QVERIFY(!button("Run")->isEnabled());
        write(field("Name"), "fine");
        QVERIFY(button("Run")->isEnabled());
        write(field("Name"), "");
        QVERIFY(texts().contains("one is made up"));
        QVERIFY(button("Run")->isEnabled());
    }

    void aPortInUseIsSaidBesideIt()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::Any));
        write(field("Port of this machine"), QString::number(server.serverPort()));
        QVERIFY(texts().contains("in use by another program"));
        QVERIFY(!button("Run")->isEnabled());
        write(field("Port of this machine"), "70000");
        QVERIFY(texts().contains("a number from 1 to 65535"));
        write(field("Port of this machine"), "80");
        QVERIFY(texts().contains("Asks an administrator: it reaches beyond its confinement"));
        server.close();
    }

    void aPortThatIsTakenMeanwhileIsSaidBesideItAndNothingStays()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::Any));
        const quint16 port = server.serverPort();
        server.close();
        write(field("Name"), "late");
        write(field("Port of this machine"), QString::number(port));
        QVERIFY(button("Run")->isEnabled());
        QVERIFY(server.listen(QHostAddress::Any, port));
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(texts().contains("in use by another program"), 30'000);
        QVERIFY(m_dialog);
        QTRY_VERIFY_WITH_TIMEOUT(row("late").id.isEmpty(), 30'000);
        QTRY_COMPARE(field("Name")->text(), QString("late"));
        QTRY_VERIFY(!texts().contains("taken"));
    }

    void aPortThatIsTypedBeforeTheImageIsReadStays()
    {
        {
            const Stopped helper(m_shopWindow->bus().pidOf("org.onggi.Helper1"));
            m_dialog->setImage(m_shopWindow->images().currentImage(), "localhost/shop/web:2");
            QCOMPARE(ports(), 0);
            QTest::mouseClick(button("Add port"), Qt::LeftButton);
            QTRY_VERIFY(field("Port of the container"));
            write(field("Port of the container"), "9000");
        }
        QTRY_COMPARE(ports(), 2);
        QCOMPARE(field("Port of the container")->text(), QString("9000"));
    }

    void imagesComeAndGoWhileItIsOpen()
    {
        auto* images = m_dialog->findChild<QComboBox*>();
        m_shopWindow->addImage("later:1");
        QTRY_VERIFY(images->findText("localhost/later:1") >= 0);
        QCOMPARE(images->currentText(), QString("localhost/shop/web:2"));
        QCOMPARE(ports(), 1);
        images->setCurrentText("localhost/later:1");
        m_shopWindow->shop().removeTag("localhost/later:1");
        QTRY_VERIFY(texts().contains("This image is no longer there."));
        QVERIFY(images->findText("localhost/later:1") < 0);
        QVERIFY(!button("Run")->isEnabled());
    }

    void aLongNameOfAnImageWidensNothing()
    {
        const auto widthNow = [this] {
            return m_dialog->findChild<ContentArea*>()->widget()->minimumSizeHint().width();
        };
        const int before = widthNow();
        m_dialog->reject();
        QTRY_VERIFY(!m_dialog);
        const QString name = QString(120, 'n') + ":1";
        m_shopWindow->addImage(name);
        init();
        QTRY_COMPARE(widthNow(), before);
        auto* images = m_dialog->findChild<QComboBox*>();
        images->setCurrentText("localhost/" + name);
        QTRY_COMPARE(images->toolTip(), "localhost/" + name);
        m_shopWindow->shop().removeTag("localhost/" + name.toStdString());
    }

    void whatCannotStartIsSaidAndNothingStays()
    {
        network("none");
        write(field("Name"), "broken");
        open("Command");
        write(field("Entry point"), "/no/such");
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        auto* errors = m_dialog->findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 30'000);
        QCOMPARE(errors->message().happened, QString("The container was not started"));
        QVERIFY(errors->message().cause.contains("/no/such"));
        QTRY_VERIFY_WITH_TIMEOUT(row("broken").id.isEmpty(), 30'000);
        QTRY_VERIFY(button("Run")->isEnabled());
    }

    void everyControlHasAName()
    {
        for (const char* group :
             {"Command", "Environment", "Network", "Resources", "When it has ended", "Security"})
            open(group);
        for (auto* widget : m_dialog->findChildren<QWidget*>()) {
            const bool isControl = qobject_cast<QLineEdit*>(widget) ||
                                   qobject_cast<QComboBox*>(widget) ||
                                   qobject_cast<QPlainTextEdit*>(widget);
            if (isControl && widget->isVisible())
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            if (auto* button = qobject_cast<QAbstractButton*>(widget);
                button && button->isVisible() && !qobject_cast<QToolButton*>(widget))
                QVERIFY(!button->text().isEmpty());
        }
    }

    void theDialogGrowsWithTheFont()
    {
        const QSize before = m_dialog->size();
        m_dialog->reject();
        QTRY_VERIFY(!m_dialog);
        QFont large = QApplication::font();
        large.setPixelSize(26);
        QApplication::setFont(large);
        init();
        QVERIFY(m_dialog->height() > before.height());
        QVERIFY(takePicture(*m_dialog, "run-large"));
        setTheme(false);
    }

    void picturesOfBothLanguagesAndThemes_data() { addPictures("run-"); }
    void picturesOfBothLanguagesAndThemes()
    {
        m_shopWindow->dress();
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(*m_dialog, QTest::currentDataTag()));
        for (auto* group : m_dialog->findChildren<FoldGroup*>())
            group->setOpen(true);
        QTest::qWait(50);
        QVERIFY(takePicture(*m_dialog, QString(QTest::currentDataTag()) + "-open"));
        m_shopWindow->application().language().choose("en");
        setTheme(false);
    }

private:
    wire::Container row(const QString& name) const { return m_shopWindow->shop().container(name); }
    int ports() const
    {
        return static_cast<int>(m_dialog->findChild<PortRows*>()->drafts().size());
    }
    // The first one of this name that can be seen.
    QLineEdit* field(const QString& name) const
    {
        for (auto* found : m_dialog->findChildren<QLineEdit*>()) {
            if (found->accessibleName() == name && found->isVisible())
                return found;
        }
        return nullptr;
    }
    QPushButton* button(const QString& text) const { return buttonNamed(*m_dialog, text); }
    QStringList texts() const { return labelTexts(*m_dialog); }
    static void write(QLineEdit* field, const QString& text)
    {
        QVERIFY(field);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Backspace);
        QTest::keyClicks(field, text);
    }
    void open(const QString& title) const
    {
        for (auto* group : m_dialog->findChildren<FoldGroup*>()) {
            if (group->button().text() == title && !group->isOpen())
                QTest::keyClick(&group->button(), Qt::Key_Space);
        }
        QCoreApplication::processEvents();
    }
    void network(const QString& text) const
    {
        open("Network");
        for (auto* box : m_dialog->findChildren<QComboBox*>()) {
            if (box->accessibleName() == "Network")
                box->setCurrentText(text);
        }
    }
    void withoutPorts() const
    {
        for (auto* found : m_dialog->findChildren<QToolButton*>()) {
            if (found->toolTip() == "Do not publish this port")
                QTest::mouseClick(found, Qt::LeftButton);
        }
        QCOMPARE(ports(), 0);
    }

    std::unique_ptr<ShopWindow> m_shopWindow;
    QPointer<RunDialog> m_dialog;
};

QTEST_MAIN(TestRunDialog)
#include "tst_run_dialog.moc"
