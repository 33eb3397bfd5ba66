// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulling from the window, beside the real helper and a registry: what was typed is understood, how
// far it is is shown, and everybody's jobs stand in Activity.

#include "gui/dialogs/pull_dialog.h"

#include <csignal>

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

#include "gui/pages/activity_page.h"
#include "gui/pages/job_table_view.h"
#include "gui/widgets/command_line.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/job_view.h"
#include "gui/widgets/page_list.h"
#include "tests/support/made_layer.h"
#include "tests/support/memory_registry.h"
#include "tests/support/shop_window.h"
#include "tests/support/small_shop.h"

using namespace onggi;
using namespace onggi::test;

class TestPullDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<ShopWindow>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void init() { m_shop->open(); }
    void cleanup()
    {
        m_shop->close();
        m_server.reset();
    }

    void saysWhatItMadeOfTheName_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("said");
        QTest::addColumn<bool>("canBePulled");
        QTest::newRow("short") << "nginx"
                               << "docker.io/library/nginx:latest" << true;
        QTest::newRow("whole") << "ghcr.io/o/app:2"
                               << "ghcr.io/o/app:2" << true;
        QTest::newRow("space") << "my image"
                               << "The name of an image has no spaces." << false;
        QTest::newRow("capitals") << "Nginx"
                                  << "The name of an image is in lower case." << false;
        QTest::newRow("address")
            << "https://ghcr.io/o/app"
            << "The name of an image begins with the registry, without https://." << false;
        QTest::newRow("digest") << "nginx@sha256:12"
                                << "A digest is “sha256:” and 64 digits or letters from a to f."
                                << false;
    }
    void saysWhatItMadeOfTheName()
    {
        QFETCH(QString, typed);
        QFETCH(QString, said);
        QFETCH(bool, canBePulled);
        PullDialog& dialog = open(typed);
        QVERIFY2(labelTexts(dialog).contains(said), qPrintable(labelTexts(dialog).join('\n')));
        QCOMPARE(buttonNamed(dialog, "Pull")->isEnabled(), canBePulled);
    }

    void pullsAndShowsTheImage()
    {
        Registry& registry = m_shop->shop().registry();
        registry.pushImage("offered", "1", {layerWith("a", 3'000'000), layerWith("b", 40'000)});
        const QString reference = QString::fromStdString(registry.domain() + "/offered:1");
        PullDialog& dialog = open(reference);
        insecure(dialog).click();
        QCOMPARE(dialog.findChild<CommandLine*>()->command(),
                 "onggictl pull --tls-verify=false " + reference);
        QTest::keyClick(dialog.findChild<QLineEdit*>(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(dialog, "Show image"), 20'000);
        QVERIFY(labelTexts(dialog).contains("The image is here."));
        QTest::mouseClick(buttonNamed(dialog, "Show image"), Qt::LeftButton);
        QTRY_VERIFY(m_shop->imageTagged(reference).isValid());
        QTRY_COMPARE(m_shop->table().currentIndex().siblingAtColumn(0),
                     m_shop->imageTagged(reference).siblingAtColumn(0));
    }

    void aRunningPullMayBeClosedAndStandsInActivity()
    {
        const QString reference = slowReference();
        PullDialog& dialog = open(reference);
        insecure(dialog).click();
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        QTRY_VERIFY(buttonNamed(dialog, "Cancel transfer"));
        QTRY_VERIFY(transfers().isVisible());
        QTRY_VERIFY(m_shop->application().activity().count() == 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->bytesSent() >= 3'000'000, 20'000);
        QTest::qWait(300); // what is told ten times a second
        QVERIFY(takePicture(dialog, "pull-running-en-light"));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_shop->window().findChild<PullDialog*>());
        m_shop->activate();
        QTest::mouseClick(&transfers(), Qt::LeftButton);
        QCOMPARE(m_shop->window().currentPage(), &m_shop->application().activity());
        QVERIFY(m_shop->application().activity().currentJob() != 0);
        QTRY_VERIFY(buttonNamed(activity(), "Cancel"));
        QTRY_VERIFY(!labelTexts(activity()).filter(QRegularExpression("^[0-9a-f]{12}$")).isEmpty());
        QTest::qWait(50); // what is painted late
        QVERIFY(takePicture(m_shop->window(), "activity-running-en-light"));
        QVERIFY(buttonNamed(activity(), "Cancel")->isEnabled());
        QTest::keyClick(&activityTable(), Qt::Key_Delete);
        QTRY_COMPARE_WITH_TIMEOUT(stateOfNewest(), QString("cancelled"), 20'000);
        QTRY_VERIFY(!transfers().isVisible());
    }

    void aRegistryThatDoesNotAnswerIsSaidInTheDialog()
    {
        PullDialog& dialog = open("127.0.0.1:1/nobody/home:1");
        insecure(dialog).click();
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 30'000);
        QCOMPARE(errors->message().happened, QString("The image could not be pulled"));
        QCOMPARE(errors->message().cause,
                 QString("The registry does not answer: no network, or a misspelt name."));
        QVERIFY(buttonNamed(dialog, "Pull")->isEnabled());
        QVERIFY(takePicture(dialog, "pull-failed-en-light"));
    }

    void aFailureIsToldOnThePageToWhoeverHasClosedTheDialog()
    {
        PullDialog& dialog = open("127.0.0.1:1/nobody/home:1");
        insecure(dialog).click();
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        const ErrorBar& errors = m_shop->images().errors();
        QTRY_VERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("The image could not be pulled"));
        QCOMPARE(errors.message().cause,
                 QString("The registry does not answer: no network, or a misspelt name."));
    }

    void aRegistryThatIsSilentIsSaidInTheDialog()
    {
        m_server = std::make_unique<FaultServer>([](const FaultRequest&) {
            FaultReply reply;
            reply.isSilent = true;
            return reply;
        });
        const QString reference = QString::fromStdString(m_server->domain() + "/nobody/home:1");
        PullDialog& dialog = open(reference);
        insecure(dialog).click();
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 60'000);
        QCOMPARE(errors->message().cause,
                 QString("The registry does not answer: no network, or a misspelt name."));
        QCOMPARE(dialog.findChild<QLineEdit*>()->text(), reference);
    }

    void anUnsafeRegistryIsOnlyAskedOnRequest()
    {
        Registry& registry = m_shop->shop().registry();
        registry.pushImage("unsafe", "1", {layerWith("unsafe", 1'000)});
        PullDialog& dialog = open(QString::fromStdString(registry.domain() + "/unsafe:1"));
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 60'000);
        insecure(dialog).click();
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(dialog, "Show image"), 20'000);
        QVERIFY(!errors->isVisible());
    }

    void aRefusalSaysWhoCanChangeIt()
    {
        m_shop->bus().setRules("YES", {{"org.onggi.images.pull", "NO"}});
        m_shop->open(65534);
        PullDialog& dialog = open("nginx:1.29");
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 20'000);
        QCOMPARE(errors->message().cause,
                 QString("The policy of this machine does not allow it. An administrator can "
                         "change that with a polkit rule."));
        QVERIFY(errors->message().details.startsWith("org.onggi.Error.AuthDenied"));
        QVERIFY(buttonNamed(dialog, "Pull")->isEnabled());
        m_shop->bus().setRules("YES");
    }

    void aSlowPullIsCancelledAndItsNameStays()
    {
        const QString reference = slowReference("cancelled");
        PullDialog& dialog = open(reference);
        insecure(dialog).click();
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->bytesSent() >= 3'000'000, 20'000);
        QVERIFY(buttonNamed(dialog, "Close")->isDefault());
        QTest::mouseClick(buttonNamed(dialog, "Cancel transfer"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(labelTexts(dialog).contains("The transfer was cancelled"), 20'000);
        QCOMPARE(dialog.findChild<QLineEdit*>()->text(), reference);
        QVERIFY(buttonNamed(dialog, "Pull")->isEnabled());
        QVERIFY(!dialog.findChild<ErrorBar*>()->isVisible());
    }

    void completesNamesThatTheStoreKnows()
    {
        PullDialog& dialog = open("postg");
        auto* field = dialog.findChild<QLineEdit*>();
        QAbstractItemView* names = field->completer()->popup();
        QTRY_VERIFY(names->isVisible());
        QTest::keyClick(names, Qt::Key_Down);
        QTest::keyClick(names, Qt::Key_Return);
        QCOMPARE(field->text(), QString("postgres:17"));
        QVERIFY(buttonNamed(dialog, "Pull"));
    }

    void anImageThatIsNotThereIsSaid()
    {
        const std::string domain = m_shop->shop().registry().domain();
        PullDialog& dialog = open(QString::fromStdString(domain + "/nobody/has:1"));
        insecure(dialog).click();
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 30'000);
        QCOMPARE(errors->message().cause,
                 QString("The registry has no such image, or does not show it to everybody."));
    }

    void aFailedJobKeepsItsWholeErrorInActivity()
    {
        m_shop->window().showPage(&m_shop->application().activity());
        QTRY_COMPARE(stateOfNewest(), QString("failed"));
        activityTable().setCurrentIndex(activityTable().model()->index(0, 0));
        auto* error = activity().findChild<ErrorBar*>();
        QTRY_VERIFY(error->isVisible());
        QVERIFY(error->message().details.contains("org.onggi.Error.RegistryNotFound"));
    }

    void whatAnotherClientPullsAppears()
    {
        m_shop->window().showPage(&m_shop->application().activity());
        const int before = activityTable().model()->rowCount();
        m_shop->shop().addImage("theirs:1");
        QTRY_VERIFY(activityTable().model()->rowCount() > before);
        QTest::keyClick(&activityTable(), Qt::Key_F, Qt::ControlModifier);
        auto* field = activity().findChild<QLineEdit*>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, "no such thing");
        QTRY_COMPARE(activityTable().model()->rowCount(), 0);
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_VERIFY(activityTable().model()->rowCount() > before);
    }

    void aDiskThatFillsIsSaid()
    {
        Registry& registry = m_shop->shop().registry();
        registry.pushImage("large", "1", {madeLayer("head -c 60M /dev/urandom >data")});
        SmallShop full;
        PullDialog& dialog = full.openPull(QString::fromStdString(registry.domain() + "/large:1"));
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 60'000);
        QCOMPARE(errors->message().cause,
                 QString("The disk is full. Deleting images that nothing uses makes room."));
        QVERIFY(buttonNamed(dialog, "Pull")->isEnabled());
        QVERIFY(full.store().images.empty());
    }

    void aHelperThatDiesMeanwhileIsSaid()
    {
        PullDialog& dialog = open(slowReference("dies"));
        insecure(dialog).click();
        QTest::mouseClick(buttonNamed(dialog, "Pull"), Qt::LeftButton);
        QTRY_VERIFY(m_shop->application().activity().count() == 1);
        m_shop->bus().kill("org.onggi.Helper1", SIGKILL);
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 20'000);
        QCOMPARE(errors->message().cause,
                 QString("The helper has ended meanwhile. It is being started again."));
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->application().store().isLive(), 20'000);
        QTRY_VERIFY(buttonNamed(dialog, "Pull")->isEnabled());
    }

    void pictures_data() { addPictures(); }
    void pictures()
    {
        m_shop->dress();
        const QString tag = QTest::currentDataTag();
        m_shop->window().showPage(&m_shop->application().activity());
        QTest::qWait(100); // what is painted late
        QVERIFY(takePicture(m_shop->window(), "activity-" + tag));
        m_shop->application().take({StartRequest::Kind::Pull, {"golang:1.25"}});
        auto* dialog = m_shop->window().findChild<PullDialog*>();
        QVERIFY(dialog);
        QTest::qWait(50);
        QVERIFY(takePicture(*dialog, "pull-" + tag));
        setTheme(false);
    }

    void picturesOfARunningPull_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<int>("pixels"); // of the font
        QTest::newRow("en-dark") << "en" << true << 13;
        QTest::newRow("ko-light") << "ko" << false << 13;
        QTest::newRow("ko-dark") << "ko" << true << 13;
        QTest::newRow("ko-large") << "ko" << false << 26;
    }
    void picturesOfARunningPull()
    {
        QFETCH(QString, language);
        QFETCH(bool, isDark);
        QFETCH(int, pixels);
        const QString tag = QTest::currentDataTag();
        setTheme(isDark);
        QFont font = QApplication::font();
        font.setPixelSize(pixels);
        QApplication::setFont(font);
        m_shop->application().language().choose(language);
        PullDialog& dialog = open(slowReference(tag.toStdString()));
        insecure(dialog).click();
        QTest::keyClick(dialog.findChild<QLineEdit*>(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->bytesSent() >= 3'000'000, 20'000);
        QTest::qWait(300); // what is told ten times a second
        QVERIFY(takePicture(dialog, "pull-running-" + tag));
        QVERIFY(dialog.findChild<JobView*>()->isVisible());
        setTheme(false);
    }

private:
    PullDialog& open(const QString& reference)
    {
        QTest::keyClick(&m_shop->window(), Qt::Key_P, Qt::ControlModifier);
        auto* dialog = m_shop->window().findChild<PullDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        dialog->findChild<QLineEdit*>()->clear();
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), reference);
        return *dialog;
    }
    static QAbstractButton& insecure(PullDialog& dialog) { return *dialog.findChild<QCheckBox*>(); }
    // Of an image whose layers stop to come in the middle. What has come of a layer is not sent
    // again: another name has other layers.
    QString slowReference(const std::string& name = {})
    {
        const std::vector<LayerBlob> layers{layerWith("base" + name, 4'000'000),
                                            layerWith("a" + name, 2'500'000),
                                            layerWith("b" + name, 900'000)};
        MemoryRegistry registry;
        for (const LayerBlob& layer : layers)
            registry.addBlob(layer.bytes);
        const ImageDocuments image = makeImage(layers);
        registry.addBlob(image.config);
        registry.addManifest("1", image.mediaType, image.manifest);
        m_server = std::make_unique<FaultServer>(registry);
        m_server->holdBlobsAfter(3'000'000);
        return QString::fromStdString(m_server->domain() + "/slow/image:1");
    }

    ActivityPage& activity() { return m_shop->application().activity(); }
    JobTableView& activityTable() { return *activity().findChild<JobTableView*>(); }
    QString stateOfNewest()
    {
        return activityTable().model()->index(0, JobTable::StateColumn).data().toString();
    }
    QToolButton& transfers()
    {
        for (auto* button : m_shop->window().findChildren<QToolButton*>()) {
            if (button->toolTip() == "Show the activity")
                return *button;
        }
        qFatal("no transfers in the top bar");
    }

    std::unique_ptr<ShopWindow> m_shop;
    std::unique_ptr<FaultServer> m_server;
};

QTEST_MAIN(TestPullDialog)
#include "tst_pull_dialog.moc"
