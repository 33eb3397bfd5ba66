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
#include <QSettings>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

#include <unistd.h>

#include "engine/lineage/lookup.h"
#include "gui/application.h"
#include "gui/dialogs/port_rows.h"
#include "gui/main_window.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/images_page.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/fold_group.h"
#include "gui/widgets/label.h"
#include "tests/support/bus_client.h"
#include "tests/support/private_bus.h"
#include "tests/support/shop_store.h"
#include "tests/support/themes.h"

using namespace onggi;
using namespace onggi::test;

class TestRunDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        QCoreApplication::setOrganizationName("onggi-test");
        QCoreApplication::setApplicationName("tst_run_dialog");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        setTheme(false);
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->error().isEmpty(), qPrintable(m_bus->error()));
        m_helper = std::make_unique<QDBusConnection>(m_bus->connect(0));
        m_shop = std::make_unique<ShopStore>(*m_helper);
        m_shop->addContainer("web", "localhost/shop/web:2", true);
        QSettings().setValue("language", "en");
        m_application = std::make_unique<Application>(m_bus->connect(0));
        m_application->window().resize(1280, 800);
        QVERIFY(QTest::qWaitForWindowActive(&m_application->window()));
        QTRY_COMPARE_WITH_TIMEOUT(m_application->images().count(), ShopStore::kImages, 20'000);
        QTRY_VERIFY(m_application->store().isLive());
    }

    void cleanupTestCase()
    {
        m_application.reset();
        for (const wire::Container& row : onTheBus())
            finish("Remove", {row.id, QVariantMap{{"force", true}}});
        m_shop.reset();
        m_bus.reset();
    }

    void init()
    {
        m_application->window().showPage(&m_application->images());
        m_application->images().selectImage(imageOf("localhost/shop/web:2"));
        m_application->window().activateWindow(); // as a window manager does
        QTRY_COMPARE(QApplication::activeWindow(), static_cast<QWidget*>(&m_application->window()));
        QTest::keyClick(&m_application->images(), Qt::Key_R, Qt::ControlModifier);
        m_dialog = m_application->window().findChild<RunDialog*>();
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
        QCOMPARE(m_application->window().currentPage(), &m_application->containers());
        QTRY_COMPARE(m_application->containers().currentContainer(), row("made").serial);
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

    void picturesOfBothLanguagesAndThemes_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isDark");
        QTest::newRow("run-en-light") << "en" << false;
        QTest::newRow("run-en-dark") << "en" << true;
        QTest::newRow("run-ko-light") << "ko" << false;
        QTest::newRow("run-ko-dark") << "ko" << true;
    }
    void picturesOfBothLanguagesAndThemes()
    {
        QFETCH(QString, language);
        QFETCH(bool, isDark);
        setTheme(isDark);
        m_application->language().choose(language);
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(*m_dialog, QTest::currentDataTag()));
        for (auto* group : m_dialog->findChildren<FoldGroup*>())
            group->setOpen(true);
        QTest::qWait(50);
        QVERIFY(takePicture(*m_dialog, QString(QTest::currentDataTag()) + "-open"));
        m_application->language().choose("en");
        setTheme(false);
    }

private:
    Serial imageOf(const std::string& tag) const
    {
        const StoreView& view = m_application->store().view();
        return view.images[findImage(view, tag).image].serial;
    }
    wire::Containers onTheBus() const
    {
        const QDBusMessage reply =
            callHelper(*m_helper, bus::kContainers, "Snapshot", {0ULL, 100U});
        return qdbus_cast<wire::Containers>(reply.arguments().value(2));
    }
    wire::Container row(const QString& name) const
    {
        for (const wire::Container& found : onTheBus()) {
            if (found.name == name)
                return found;
        }
        return {};
    }
    void finish(const QString& method, const QVariantList& arguments) const
    {
        finishJob(*m_helper, callHelper(*m_helper, bus::kContainers, method, arguments));
    }

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
    QPushButton* button(const QString& text) const
    {
        for (auto* found : m_dialog->findChildren<QPushButton*>()) {
            if (found->text() == text)
                return found;
        }
        return nullptr;
    }
    QStringList texts() const
    {
        QStringList texts;
        for (const auto* label : m_dialog->findChildren<Label*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }
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
            if (found->accessibleName() == "Do not publish this port")
                QTest::mouseClick(found, Qt::LeftButton);
        }
        QCOMPARE(ports(), 0);
    }

    QTemporaryDir m_settings;
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<QDBusConnection> m_helper;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Application> m_application;
    QPointer<RunDialog> m_dialog;
};

QTEST_MAIN(TestRunDialog)
#include "tst_run_dialog.moc"
