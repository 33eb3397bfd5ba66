// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An image of what a container has written, made in the window beside the real helper.

#include "gui/dialogs/commit_dialog.h"

#include <algorithm>

#include <QCheckBox>
#include <QLineEdit>
#include <QTest>

#include "gui/pages/containers_page.h"
#include "gui/widgets/command_line.h"
#include "gui/widgets/error_bar.h"
#include "helper/api/names.h"
#include "tests/support/shop_window.h"

using namespace onggi;
using namespace onggi::test;

class TestCommitDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<ShopWindow>(QStringList{"web", "db"}); }
    void cleanupTestCase() { m_shop.reset(); }
    void init() { m_shop->open(); }
    void cleanup() { m_shop->close(); }

    void pictures_data() { addPictures("commit-"); }
    void pictures()
    {
        m_shop->picture([this]() -> QWidget& { return open("web"); });
    }

    void onlyARunningContainerIsPaused()
    {
        QVERIFY(open("web").findChild<QCheckBox*>()->isEnabled());
        close();
        QVERIFY(!open("db").findChild<QCheckBox*>()->isEnabled());
    }

    void saysWhatItMadeOfTheTagAndOfTheCommand()
    {
        CommitDialog& dialog = open("web");
        QVERIFY(labelTexts(dialog).contains("Make an image of web"));
        QVERIFY(labelTexts(dialog).contains("Without a tag, it is found by its id alone."));
        field(dialog, "Tag").setText("Web");
        QVERIFY(labelTexts(dialog).contains("The name of an image is in lower case."));
        QVERIFY(!buttonNamed(dialog, "Commit")->isEnabled());
        field(dialog, "Tag").setText("localhost/snap:1");
        field(dialog, "Note").setText("as it's now");
        field(dialog, "Author").setText("me");
        dialog.findChild<QCheckBox*>()->setChecked(false);
        QCOMPARE(dialog.findChild<CommandLine*>()->command(),
                 QString("onggictl commit -m 'as it'\\''s now' -a me --pause=false web "
                         "localhost/snap:1"));
        QVERIFY(buttonNamed(dialog, "Commit")->isEnabled());
    }

    void makesAnImageAndShowsIt()
    {
        CommitDialog& dialog = open("web");
        field(dialog, "Tag").setText("localhost/snap:2");
        field(dialog, "Note").setText("the second");
        QTest::keyClick(&field(dialog, "Tag"), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(dialog, "Show image"), 60'000);
        QVERIFY(takePicture(dialog, "commit-done-en-light"));
        QTest::mouseClick(buttonNamed(dialog, "Show image"), Qt::LeftButton);
        QTRY_VERIFY(m_shop->imageTagged("localhost/snap:2").isValid());
        QCOMPARE(m_shop->window().currentPage(), &m_shop->images());
        QTRY_COMPARE(
            m_shop->images().currentImage(),
            m_shop->imageTagged("localhost/snap:2").data(ImageTree::SerialRole).toULongLong());
        const auto& images = m_shop->store().images;
        const auto made =
            std::ranges::find(images, m_shop->images().currentImage(), &ImageRow::serial);
        QVERIFY(made != images.end());
        QCOMPARE(made->provenance.kind, ProvenanceKind::Committed);
    }

    void aContainerThatGoesMeanwhileIsSaid()
    {
        m_shop->shop().addContainer("brief", "localhost/shop/web:2", false);
        QTRY_COMPARE(m_shop->store().containers.size(), 3U);
        CommitDialog& dialog = open("brief");
        m_shop->shop().run(bus::kContainers, "Remove", {QString("brief"), QVariantMap()});
        QTRY_VERIFY(labelTexts(dialog).contains("This container is gone."));
        QVERIFY(!buttonNamed(dialog, "Commit")->isEnabled());
    }

    void aRefusalIsToldAlsoWhereTheDialogIsClosed()
    {
        m_shop->bus().setRules("YES", {{"org.onggi.containers.manage-others", "NO"}});
        m_shop->open(65'534);
        CommitDialog& dialog = open("web");
        QTest::mouseClick(buttonNamed(dialog, "Commit"), Qt::LeftButton);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        const ErrorBar& errors = m_shop->application().containers().errors();
        QTRY_VERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("No image could be made of the container"));
        m_shop->bus().setRules("YES");
    }

private:
    CommitDialog& open(const std::string& name)
    {
        ContainersPage& page = m_shop->application().containers();
        m_shop->window().showPage(&page);
        const auto& containers = m_shop->store().containers;
        page.selectContainer(std::ranges::find(containers, name, &ContainerRow::name)->serial);
        actionOf(page, Qt::CTRL | Qt::Key_M)->trigger();
        auto* dialog = m_shop->window().findChild<CommitDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        return *dialog;
    }
    void close()
    {
        QTest::keyClick(m_shop->window().findChild<CommitDialog*>(), Qt::Key_Escape);
        QTRY_VERIFY(!m_shop->window().findChild<CommitDialog*>());
    }
    static QLineEdit& field(const CommitDialog& dialog, const QString& name)
    {
        return fieldNamed<QLineEdit>(dialog, name);
    }

    std::unique_ptr<ShopWindow> m_shop;
};

QTEST_MAIN(TestCommitDialog)
#include "tst_commit_dialog.moc"
