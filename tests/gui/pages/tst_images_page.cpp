// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The images page in its window, beside the real helper: rows and figures are those of the bus,
// what another client does appears, mouse and keyboard do what they say, in both languages.

#include "gui/pages/images_page.h"

#include <csignal>
#include <set>

#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

#include "engine/image/reference.h"
#include "engine/lineage/sizes.h"
#include "gui/application.h"
#include "gui/main_window.h"
#include "gui/models/format.h"
#include "gui/pages/detail_table.h"
#include "gui/pages/image_details.h"
#include "gui/pages/image_overview.h"
#include "gui/pages/image_view.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/label.h"
#include "tests/support/shop_window.h"
#include "tests/support/stopped.h"

using namespace onggi;
using namespace onggi::test;

class TestImagesPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_shopWindow = std::make_unique<ShopWindow>(QStringList{"web", "api", "cache", "db"});
    }

    void cleanupTestCase() { m_shopWindow.reset(); }

    void init() { m_shopWindow->open(); }
    void cleanup() { m_shopWindow->close(); }

    void rowsAndFiguresAreThoseOfTheBus()
    {
        const StoreView& store = application().store().view();
        const Forest& forest = application().store().forest();
        int seen = 0;
        for (std::size_t image = 0; image < store.images.size(); ++image) {
            const QModelIndex row = rowOf(store.images[image].serial);
            QVERIFY(row.isValid());
            const ImageSizes sizes = imageSizes(store, forest, image);
            QCOMPARE(text(row, ImageTree::VirtualColumn), sizeText(sizes.virtualSize));
            QCOMPARE(text(row, ImageTree::UniqueColumn), sizeText(sizes.unique));
            QCOMPARE(row.siblingAtColumn(ImageTree::VirtualColumn).data(Qt::ToolTipRole).toString(),
                     exactSizeText(sizes.virtualSize));
            ++seen;
        }
        QCOMPARE(seen, page().count());
        QCOMPARE(seen, ShopStore::kImages);
    }

    void theStatusSaysWhatTheStoreHolds()
    {
        const StoreTotals totals =
            storeTotals(application().store().view(), application().store().forest());
        const PageStatus status = page().status();
        QCOMPARE(status.facts.first(),
                 QString("%1 images, %2 layers").arg(ShopStore::kImages).arg(totals.layers));
        QCOMPARE(status.important, QString("%1 could be freed").arg(sizeText(totals.reclaimable)));
    }

    void aClickShowsWhatTheImageIsMadeOf()
    {
        click(tagged("localhost/shop/web:2"));
        QCOMPARE(details().image(), page().currentImage());
        QVERIFY(labels(details()).contains("shop/web:2"));
        QVERIFY(labels(details()).contains("also tagged: latest"));
        QVERIFY(labels(details()).contains("running ×1"));
        QVERIFY(labels(details()).contains("kept: web is running on it"));
        QCOMPARE(page().status().selection,
                 QString("1 selected: 0\u00a0B freed if deleted, kept by web (running)"));
    }

    void theKeyboardMovesThroughTheTable()
    {
        click(tagged("localhost/shop/web:2"));
        const Serial before = page().currentImage();
        QTest::keyClick(view().viewport(), Qt::Key_Down);
        QVERIFY(page().currentImage() != before);
        QCOMPARE(details().image(), page().currentImage());
        QTest::keyClick(view().viewport(), Qt::Key_Up);
        QCOMPARE(page().currentImage(), before);
        QTest::keyClick(view().viewport(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(page().selectedImages().size(), 2U);
    }

    void controlFFindsByTyping()
    {
        QTest::keyClick(&view(), Qt::Key_F, Qt::ControlModifier);
        auto* field = page().findChild<QLineEdit*>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, "worker");
        QCOMPARE(visibleRows(), QStringList{"localhost/shop/worker:2.4"});
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(visibleRows().size() > 10);
        QVERIFY(view().hasFocus());
    }

    void chipsAndRegistryNarrowTheTable()
    {
        button("In use")->click();
        QCOMPARE(visibleRows().size(), 4);
        button("In use")->click();
        button("Dangling")->click();
        QCOMPARE(visibleRows(), QStringList{"<none>"});
        button("Dangling")->click();
        auto* registry = page().findChild<QComboBox*>();
        QTest::keyClick(registry, Qt::Key_Down);
        QCOMPARE(registry->currentText(), QString("docker.io"));
        QCOMPARE(visibleRows().size(), 7);
    }

    void anImageThatIsToBeShownTakesTheFilterOff()
    {
        const Serial web =
            tagged("localhost/shop/web:2").data(ImageTree::SerialRole).toULongLong();
        button("Dangling")->click();
        auto* registry = page().findChild<QComboBox*>();
        QTest::keyClick(registry, Qt::Key_Down);
        QTest::keyClicks(page().findChild<QLineEdit*>(), "postgres");
        QVERIFY(!tagged("localhost/shop/web:2").isValid());
        page().selectImage(web);
        QCOMPARE(page().currentImage(), web);
        QCOMPARE(registry->currentIndex(), 0);
        QVERIFY(visibleRows().size() > 10);
    }

    void aFilterStaysWhereItHidesNothing()
    {
        QTest::keyClicks(page().findChild<QLineEdit*>(), "web");
        page().selectImage(
            tagged("localhost/shop/web:2").data(ImageTree::SerialRole).toULongLong());
        QCOMPARE(page().findChild<QLineEdit*>()->text(), QString("web"));
    }

    void theRegistriesHaveRoomForTheirNames()
    {
        application().window().resize(1280, 800);
        const auto* registry = page().findChild<QComboBox*>();
        const auto hasRoom = [&] { return registry->sizeHint().width() <= registry->width(); };
        QTRY_VERIFY(hasRoom());
        const int before = registry->width();
        const QString name = "registry.with-a-longer-name.example";
        const std::string tag = name.toStdString() + "/web:2";
        const QModelIndex image = tagged("localhost/shop/web:2");
        m_shopWindow->shop().tag(image.data(ImageTree::SerialRole).toULongLong(), tag);
        QTRY_VERIFY_WITH_TIMEOUT(registry->findText(name) >= 0, 30'000);
        QTRY_VERIFY(hasRoom());
        QVERIFY(registry->width() > before);
        m_shopWindow->shop().removeTag(tag);
        QTRY_VERIFY_WITH_TIMEOUT(registry->findText(name) < 0, 30'000);
        QTRY_VERIFY(hasRoom());
    }

    void aHeaderSortsAndIsRemembered()
    {
        QHeaderView* header = view().header();
        const QPoint unique(header->sectionViewportPosition(ImageTree::UniqueColumn) + 20,
                            header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, unique);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, unique);
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        QCOMPARE(visibleRows().first(), QString("docker.io/library/postgres:17"));
        view().setColumnHidden(ImageTree::PlatformColumn, false);
        m_shopWindow->reopen();
        QCOMPARE(visibleRows().first(), QString("docker.io/library/postgres:17"));
        QVERIFY(!view().isColumnHidden(ImageTree::PlatformColumn));
    }

    void idsAndNamesAreCopied()
    {
        click(tagged("localhost/shop/web:2"));
        QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), QString("localhost/shop/web:2"));
        QTest::keyClick(&view(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 QString::fromStdString(rowOfStore(page().currentImage()).id.text()));
    }

    void theContextMenuOffersWhatTheKeyboardDoes()
    {
        auto* run = new QAction("Run…", &application());
        page().addImageAction(run, ImagesPage::Place::Pane);
        QVERIFY(page().actions().contains(run));
        const QModelIndex row = tagged("localhost/shop/web:2");
        click(row);
        QTRY_VERIFY(button("Run…"));
        emit view().customContextMenuRequested(view().visualRect(row).center());
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QVERIFY(menu->actions().contains(run));
        for (QAction* action : menu->actions())
            QVERIFY(action->isSeparator() || page().actions().contains(action));
        menu->close();
    }

    void tabsTellLayersHistoryAndConfiguration()
    {
        click(tagged("localhost/shop/web:2"));
        auto* tabs = details().findChild<QTabBar*>();
        tabs->setCurrentIndex(1);
        QCOMPARE(table("Layers of the image")->model()->rowCount(), 3);
        QCOMPARE(table("Layers of the image")->model()->index(0, 0).data().toString(),
                 QString("COPY site/ /srv/"));
        tabs->setCurrentIndex(2);
        QTRY_COMPARE(table("History of the image")->model()->rowCount(), 3);
        QCOMPARE(table("History of the image")->model()->index(2, 0).data().toString(),
                 QString("ADD rootfs.tar in /"));
        tabs->setCurrentIndex(3);
        QTRY_VERIFY(table("Configuration of the image")->model()->rowCount() > 3);
        QCOMPARE(table("Configuration of the image")->model()->index(0, 1).data().toString(),
                 QString("/bin/sleep 1000"));
    }

    void whatADeadHelperDidNotTellIsAskedAgain()
    {
        click(tagged("localhost/shop/web:2"));
        {
            const Stopped helper(m_shopWindow->bus().pidOf("org.onggi.Helper1"));
            details().findChild<QTabBar*>()->setCurrentIndex(2);
            m_shopWindow->bus().kill("org.onggi.Helper1", SIGKILL);
        }
        QTRY_COMPARE(table("History of the image")->model()->rowCount(), 3);
    }

    void whatAnotherClientDoesAppears()
    {
        click(tagged("localhost/shop/web:2"));
        const Serial selected = page().currentImage();
        m_shopWindow->addImage("another:1");
        QCOMPARE(page().currentImage(), selected);
        m_shopWindow->shop().removeTag("localhost/another:1");
        QTRY_VERIFY(!tagged("localhost/another:1").isValid());
        QCOMPARE(page().currentImage(), selected);
    }

    void theLanguageChangesWithoutARestart()
    {
        application().language().choose("ko");
        QCOMPARE(page().title(), QString("이미지"));
        QCOMPARE(view().model()->headerData(0, Qt::Horizontal).toString(), QString("저장소"));
        QTRY_VERIFY(button("사용 중"));
        click(tagged("localhost/shop/web:2"));
        QVERIFY(labels(details()).contains("유지됨: web 실행 중"));
        application().language().choose("en");
        QTRY_VERIFY(button("In use"));
        QCOMPARE(QSettings().value("language").toString(), QString("en"));
    }

    void aNarrowWindowOpensThePaneWithEnter()
    {
        application().window().resize(960, 600);
        QTRY_VERIFY(!details().isVisible());
        click(tagged("localhost/shop/web:2"));
        QTest::keyClick(&view(), Qt::Key_Return);
        QVERIFY(details().isVisible());
        QVERIFY(takePicture(application().window(), "images-narrow"));
        QTest::keyClick(&view(), Qt::Key_Escape);
        QVERIFY(!details().isVisible());
        application().window().resize(1280, 800);
        QTRY_VERIFY(details().isVisible());
    }

    // Also of an image that was chosen while nobody saw what is shown of it.
    void thePaneIsAsHighAsWhatItShows()
    {
        application().window().resize(960, 600);
        QTRY_VERIFY(!details().isVisible());
        const auto* overview = details().findChild<ImageOverview*>();
        const QWidget& content = *overview->widget();
        const auto needed = [&] {
            return qMax(overview->viewport()->height(), content.heightForWidth(content.width()));
        };
        std::set<int> heights;
        for (const char* tag : {"localhost/shop/worker:2.4", "localhost/shop/web:2",
                                "docker.io/library/debian:13", "localhost/shop/web:2"}) {
            click(tagged(tag));
            QTest::keyClick(&view(), Qt::Key_Return);
            QVERIFY(details().isVisible());
            QTRY_COMPARE(content.height(), needed());
            heights.insert(content.height());
            QTest::keyClick(&view(), Qt::Key_Escape);
            QVERIFY(!details().isVisible());
        }
        QVERIFY(heights.size() > 1); // or nothing was compared
    }

    void aDeadHelperIsSaidAndComesBack()
    {
        QTRY_VERIFY(application().store().isLive());
        m_shopWindow->bus().kill("org.onggi.Helper1", SIGKILL);
        auto* errors = application().window().findChild<ErrorBar*>();
        QTRY_VERIFY(errors->isVisible());
        QCOMPARE(errors->message().happened, QString("The helper has ended unexpectedly"));
        QCOMPARE(page().count(), ShopStore::kImages); // what was last seen stays
        QTRY_VERIFY_WITH_TIMEOUT(application().store().isLive(), 20'000);
        QTRY_VERIFY(!errors->isVisible());
    }

    void picturesOfBothLanguagesAndThemes_data() { addPictures("images-"); }
    void picturesOfBothLanguagesAndThemes()
    {
        m_shopWindow->picture([this]() -> QWidget& {
            click(tagged("localhost/shop/web:2"));
            return application().window();
        });
    }

private:
    Application& application() const { return m_shopWindow->application(); }
    ImagesPage& page() const { return m_shopWindow->images(); }
    ImageView& view() const { return m_shopWindow->table(); }
    ImageDetails& details() const { return *application().window().findChild<ImageDetails*>(); }
    QPushButton* button(const QString& text) const { return buttonNamed(page(), text); }
    static QStringList labels(const QWidget& widget) { return labelTexts(widget); }
    DetailTable* table(const char* name) const { return &fieldNamed<DetailTable>(details(), name); }
    QModelIndex tagged(const QString& tag) const { return m_shopWindow->imageTagged(tag); }
    void click(const QModelIndex& row) { m_shopWindow->clickImage(row); }
    QModelIndex rowOf(Serial image) const
    {
        return m_shopWindow->findImage([&](const QModelIndex& row) {
            return row.data(ImageTree::SerialRole).toULongLong() == image;
        });
    }
    const ImageRow& rowOfStore(Serial image) const
    {
        return *std::ranges::find(application().store().view().images, image, &ImageRow::serial);
    }
    static QString text(const QModelIndex& row, int column)
    {
        return row.siblingAtColumn(column).data().toString();
    }
    // Images only, by their first tag.
    QStringList visibleRows() const
    {
        QStringList rows;
        m_shopWindow->findImage([&](const QModelIndex& row) {
            if (row.data(ImageTree::SerialRole).toULongLong() != 0)
                rows << row.data(ImageTree::TagsRole).toStringList().value(0, "<none>");
            return false;
        });
        return rows;
    }

    std::unique_ptr<ShopWindow> m_shopWindow;
};

QTEST_MAIN(TestImagesPage)
#include "tst_images_page.moc"
