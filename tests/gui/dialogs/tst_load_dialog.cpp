// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loading from the window, beside the real helper: what is in an archive is told before anything is
// sent, and what comes of it is what was told.

#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QTest>

#include "engine/lineage/lookup.h"
#include "gui/drop_area.h"
#include "gui/pages/activity_page.h"
#include "gui/widgets/command_line.h"
#include "gui/widgets/error_bar.h"
#include "tests/support/load_window.h"

using namespace onggi;
using namespace onggi::test;

class TestLoadDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<LoadWindow>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void init() { m_shop->open(); }
    void cleanup() { m_shop->close(); }

    void tellsWhatIsInADroppedArchiveAndLoadsIt()
    {
        const QString path =
            m_shop->saved("dropped", {"localhost/dropped:1", "localhost/dropped:latest"});
        const StoreView before = m_shop->store();
        drop({QUrl::fromLocalFile(path)});
        LoadDialog& dialog = m_shop->asking();
        QVERIFY(saysOne(dialog, "1 image: 1 layer here (12.0 MB), 1 new layer (2.0 MB)"));
        QCOMPARE(wordsOf(dialog),
                 (QStringList{"dropped:1, dropped:latest|new image",
                              "|here: debian:13 and 10 more images", "|new", "2 layers|"}));
        QCOMPARE(m_shop->store().images.size(), before.images.size());
        QVERIFY(buttonNamed(dialog, "Load")->isDefault());

        QTest::keyClick(&dialog, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(dialog, "Show image"), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->imageTagged("localhost/dropped:1").isValid(), 30'000);
        const StoreView after = m_shop->store();
        QCOMPARE(after.images.size(), before.images.size() + 1);
        QCOMPARE(after.layers.size(), before.layers.size() + 1);
        const ImageRow& image = after.images[findImage(after, "localhost/dropped:1").image];
        QVERIFY(image.id == m_shop->lastSaved().id());
        QVERIFY(image.provenance.kind == ProvenanceKind::Loaded);
        QCOMPARE(image.provenance.from, std::string("dropped.tar"));
        QTest::qWait(300); // what is told ten times a second
        QVERIFY(takePicture(dialog, "load-done-en-light"));
        QTest::mouseClick(buttonNamed(dialog, "Show image"), Qt::LeftButton);
        QTRY_COMPARE(m_shop->images().currentImage(), image.serial);
    }

    void opensWhatIsChosenInTheFileDialog()
    {
        const QString path = m_shop->saved("chosen", {"localhost/chosen:1"});
        QTest::keyClick(&m_shop->window(), Qt::Key_O, Qt::ControlModifier);
        auto* files = m_shop->window().findChild<QFileDialog*>();
        QVERIFY(files);
        auto* field = files->findChild<QLineEdit*>("fileNameEdit");
        QVERIFY(field);
        field->setText(path);
        QTest::keyClick(field, Qt::Key_Return);
        LoadDialog& dialog = m_shop->asking();
        QCOMPARE(dialog.findChild<CommandLine*>()->command(), "onggictl load -i '" + path + "'");
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->imageTagged("localhost/chosen:1").isValid(), 30'000);
    }

    // Two archives that somebody starts the program with come one after the other.
    void opensWhatTheProgramWasStartedWith()
    {
        const QString first = m_shop->saved("first", {"localhost/first:1"});
        const QString second = m_shop->saved("second", {"localhost/second:1"});
        m_shop->start({first, second});
        LoadDialog& dialog = m_shop->asking();
        QVERIFY(labelTexts(dialog).contains("first.tar"));
        QVERIFY(labelTexts(dialog).join('\n').contains("1 of 2"));
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(dialog, "Next archive"), 30'000);
        QVERIFY(buttonNamed(dialog, "Next archive")->isDefault());
        QTest::keyClick(&dialog, Qt::Key_Return);
        m_shop->asking();
        QVERIFY(labelTexts(dialog).contains("second.tar"));
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->imageTagged("localhost/second:1").isValid(), 30'000);
        QVERIFY(m_shop->imageTagged("localhost/first:1").isValid());
        QVERIFY(!buttonNamed(dialog, "Next archive"));
    }

    void anotherStartAddsToTheDialogThatIsOpen()
    {
        m_shop->start({m_shop->saved("here", {"localhost/here:1"})});
        LoadDialog& dialog = m_shop->asking();
        m_shop->start({m_shop->saved("there", {"localhost/there:1"})});
        QCOMPARE(m_shop->window().findChildren<LoadDialog*>().size(), 1);
        QVERIFY(labelTexts(dialog).join('\n').contains("1 of 2"));
        QTest::mouseClick(buttonNamed(dialog, "Next archive"), Qt::LeftButton);
        m_shop->asking();
        QVERIFY(labelTexts(dialog).contains("there.tar"));
    }

    void saysWhichTagMovesBeforeItDoes()
    {
        const StoreView before = m_shop->store();
        const ImageRow& old = before.images[findImage(before, "localhost/lesson/a:1").image];
        const QString id = QString::fromStdString(old.id.shortHex());
        m_shop->start({m_shop->saved("moves", {"localhost/lesson/a:1"})});
        LoadDialog& dialog = m_shop->asking();
        QVERIFY(saysOne(dialog, "Moves tags: lesson/a:1 from " + id));
        QCOMPARE(wordsOf(dialog).first(), QString("lesson/a:1|new image, moves 1 tag"));
        QVERIFY(takePicture(dialog, "load-moves-en-light"));
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(buttonNamed(dialog, "Show image"), 30'000);
        QVERIFY(labelTexts(dialog).join('\n').contains("Tags that other images had: lesson/a:1"));
        const auto holder = [&]() -> const ImageRow& {
            const StoreView& view = m_shop->store();
            return view.images[findImage(view, "localhost/lesson/a:1").image];
        };
        QTRY_VERIFY(holder().id == m_shop->lastSaved().id());
        // Loaded once more, nothing is new.
        m_shop->start({m_shop->filePath("moves.tar")});
        QTest::mouseClick(buttonNamed(dialog, "Next archive"), Qt::LeftButton);
        m_shop->asking();
        QVERIFY(saysOne(dialog, "1 image: everything is here already"));
    }

    // What somebody else claims is not taken, and the dialog says so.
    void aRefusalOfTheHelperStaysInTheDialog()
    {
        m_shop->bus().setRules("YES");
        m_shop->open(65534);
        m_shop->start({m_shop->saved("taken", {"localhost/shop/web:2"})});
        LoadDialog& dialog = m_shop->asking();
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 30'000);
        QCOMPARE(errors->message().happened, QString("taken.tar was not loaded"));
        QVERIFY(errors->message().details.startsWith("org.onggi.Error.StoreNotOwned"));
        QVERIFY(buttonNamed(dialog, "Load")->isEnabled());
    }

    void aRefusalIsToldAlsoWhereTheDialogIsClosed()
    {
        m_shop->bus().setRules("YES");
        m_shop->open(65534);
        m_shop->start({m_shop->saved("late", {"localhost/shop/web:2"})});
        LoadDialog& dialog = m_shop->asking();
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        const ErrorBar& errors = m_shop->images().errors();
        QTRY_VERIFY(errors.isVisible());
        QCOMPARE(errors.message().happened, QString("The archive could not be loaded"));
        QVERIFY(errors.message().details.startsWith("org.onggi.Error.StoreNotOwned"));
    }

    void theStoreIsFollowedWhileTheDialogIsOpen()
    {
        m_shop->start({m_shop->saved("live", {"localhost/live:1"})});
        LoadDialog& dialog = m_shop->asking();
        QCOMPARE(wordsOf(dialog).first(), QString("live:1|new image"));
        m_shop->shop().addImage("live:1");
        QTRY_COMPARE_WITH_TIMEOUT(wordsOf(dialog).first(), QString("live:1|new image, moves 1 tag"),
                                  30'000);
    }

    void aBrokenArchiveIsSaidAndNothingIsSent_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        const std::string whole = archive({{"localhost/broken:1"}, {layerWith("a", 90'000)}});
        const auto bytes = [](const std::string& text) { return QByteArray::fromStdString(text); };
        QTest::newRow("text") << "notes.txt" << bytes(std::string(5000, 'x'))
                              << "This is no image archive, or not a whole one: it is no tar "
                                 "archive, or it is damaged.";
        QTest::newRow("cut") << "cut.tar" << bytes(whole.substr(0, 40'000))
                             << "This is no image archive, or not a whole one: it has neither a "
                                "manifest.json nor an index.json.";
        QTest::newRow("empty") << "empty.tar" << QByteArray()
                               << "This is no image archive, or not a whole one: it is empty.";
    }
    void aBrokenArchiveIsSaidAndNothingIsSent()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        writeFile(m_shop->filePath(name), bytes.toStdString());
        const auto jobs = m_shop->application().store().jobs().size();
        m_shop->start({m_shop->filePath(name)});
        LoadDialog& dialog = m_shop->opened();
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 30'000);
        QCOMPARE(errors->message().happened, name + " cannot be loaded");
        QCOMPARE(errors->message().cause, said);
        QVERIFY(!buttonNamed(dialog, "Load"));
        QVERIFY(buttonNamed(dialog, "Close")->isDefault());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_shop->window().findChild<LoadDialog*>());
        QCOMPARE(m_shop->application().store().jobs().size(), jobs);
        m_shop->activate();
        m_shop->window().showPage(&m_shop->application().activity());
        QCOMPARE(m_shop->window().currentPage(), &m_shop->application().activity());
    }

    // What cannot be loaded does not keep the next one from it.
    void aBrokenArchiveIsPassedOver()
    {
        writeFile(m_shop->filePath("broken.tar"), "x");
        m_shop->start(
            {m_shop->filePath("broken.tar"), m_shop->saved("behind", {"localhost/behind:1"})});
        LoadDialog& dialog = m_shop->opened();
        QTRY_VERIFY_WITH_TIMEOUT(dialog.findChild<ErrorBar*>()->isVisible(), 30'000);
        QTest::keyClick(&dialog, Qt::Key_Return);
        m_shop->asking();
        QVERIFY(!dialog.findChild<ErrorBar*>()->isVisible());
    }

    void loadsWhatOtherToolsSave_data()
    {
        QTest::addColumn<QString>("script"); // makes a.tar from docker://$NAME
        const QString copy = "skopeo copy -q --src-tls-verify=false docker://$NAME ";
        QTest::newRow("skopeo, docker-archive") << copy + "docker-archive:a.tar:example.org/$T:1";
        QTest::newRow("skopeo, oci-archive, gzip")
            << copy + "oci-archive:b.tar:example.org/$T:1 && gzip -c b.tar >a.tar";
        QTest::newRow("skopeo, docker-archive, zstd")
            << copy + "docker-archive:b.tar:example.org/$T:1 && zstd -q b.tar -o a.tar";
        QTest::newRow("skopeo, docker-archive, xz")
            << copy + "docker-archive:b.tar:example.org/$T:1 && xz -0 -c b.tar >a.tar";
        QTest::newRow("skopeo, docker-archive, bzip2")
            << copy + "docker-archive:b.tar:example.org/$T:1 && bzip2 -c b.tar >a.tar";
        QTest::newRow("umoci")
            << copy + "oci:dir:1 && umoci config --image dir:1 --author somebody && jq "
                      "'.manifests[0].annotations[\"org.opencontainers.image.ref.name\"]=\"example."
                      "org/'$T':1\"' dir/index.json >new && mv new dir/index.json && "
                      "tar -C dir -cf a.tar .";
    }
    void loadsWhatOtherToolsSave()
    {
        QFETCH(QString, script);
        const int row = static_cast<int>(m_rows++);
        const std::string name = "tool" + std::to_string(row);
        Registry& registry = m_shop->shop().registry();
        registry.pushImage(name, "1", {layerWith(name, 70'000), layerWith("top", 3'000)});
        runShell("NAME=" + registry.domain() + "/" + name + ":1 T=" + name + "; " +
                     script.toStdString(),
                 m_shop->filePath(".").toStdString());
        m_shop->start({m_shop->filePath("a.tar")});
        LoadDialog& dialog = m_shop->asking();
        const QString tag = "example.org/" + QString::fromStdString(name) + ":1";
        QVERIFY2(wordsOf(dialog).first().startsWith(tag), qPrintable(wordsOf(dialog).join('\n')));
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->imageTagged(tag).isValid(), 30'000);
    }

    void aLoadGoesOnWhenTheDialogIsClosed()
    {
        m_shop->start({m_shop->saved("closed", {"localhost/closed:1"})});
        LoadDialog& dialog = m_shop->asking();
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        QVERIFY(buttonNamed(dialog, "Close")->isDefault());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_shop->window().findChild<LoadDialog*>());
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->imageTagged("localhost/closed:1").isValid(), 30'000);
    }

    void aFileThatChangesMeanwhileIsReadAgain()
    {
        m_shop->start({m_shop->saved("changing", {"localhost/before:1"})});
        LoadDialog& dialog = m_shop->asking();
        m_shop->saved("changing", {"localhost/after:1"});
        QTest::mouseClick(buttonNamed(dialog, "Load"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(wordsOf(dialog).first(), QString("after:1|new image"), 30'000);
        QVERIFY(!m_shop->imageTagged("localhost/before:1").isValid());
    }

    void textThatIsDraggedIsNoArchive()
    {
        QMimeData data;
        data.setText("nginx");
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        enter.setAccepted(false);
        QApplication::sendEvent(&m_shop->window(), &enter);
        QVERIFY(!enter.isAccepted());
        QVERIFY(!m_shop->window().findChild<DropArea*>()->isVisible());
    }

    void pictures_data() { addPictures(); }
    void pictures()
    {
        m_shop->dress();
        const QString tag = QTest::currentDataTag();
        const QString path = savedShop();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&m_shop->window(), &enter);
        QVERIFY(m_shop->window().findChild<DropArea*>()->isVisible());
        QTest::qWait(100); // what is painted late
        QVERIFY(takePicture(m_shop->window(), "images-with-load-" + tag));
        QDragLeaveEvent leave;
        QApplication::sendEvent(&m_shop->window(), &leave);
        QVERIFY(!m_shop->window().findChild<DropArea*>()->isVisible());

        m_shop->start({path});
        LoadDialog& dialog = m_shop->opened();
        QTRY_VERIFY_WITH_TIMEOUT(dialog.findChild<LoadTable*>()->isVisible(), 30'000);
        QTest::qWait(50);
        QVERIFY(takePicture(dialog, "load-" + tag));
        dialog.close();
        QTRY_VERIFY(!m_shop->window().findChild<LoadDialog*>());
        writeFile(m_shop->filePath("backup.tar.gz"), "\x1f\x8b" + std::string(500, 'x'));
        m_shop->start({m_shop->filePath("backup.tar.gz")});
        LoadDialog& broken = m_shop->opened();
        QTRY_VERIFY_WITH_TIMEOUT(broken.findChild<ErrorBar*>()->isVisible(), 30'000);
        QTest::qWait(50);
        QVERIFY(takePicture(broken, "load-broken-" + tag));
        setTheme(false);
    }

private:
    // The bytes of an archive of one image.
    static std::string archive(const SavedImage& image)
    {
        return dockerArchive({image}).finished();
    }
    QString savedShop()
    {
        const LayerBlob base = m_shop->baseLayer();
        const LayerBlob site = layerWith("site", 3'200'000);
        const QString path = m_shop->filePath("shop-2026-11.tar");
        writeFile(path, dockerArchive({{{"localhost/shop/web:2"}, {base, site}},
                                       {{"localhost/shop/mail:1", "localhost/shop/mail:latest"},
                                        {base, site, layerWith("mail", 900'000)}}})
                            .finished());
        return path;
    }
    void drop(const QList<QUrl>& urls)
    {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&m_shop->window(), &enter);
        QVERIFY(enter.isAccepted());
        QVERIFY(m_shop->window().findChild<DropArea*>()->isVisible());
        QDropEvent event(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&m_shop->window(), &event);
        QVERIFY(event.isAccepted());
        QVERIFY(!m_shop->window().findChild<DropArea*>()->isVisible());
    }
    // Name and state of each row, from above.
    static QStringList wordsOf(LoadDialog& dialog)
    {
        QStringList words;
        auto* table = dialog.findChild<LoadTable*>();
        const QAbstractItemModel* model = table->model();
        const auto add = [&](const QModelIndex& row, bool hasName) {
            words << (hasName ? row.data().toString() : QString()) + '|' +
                         row.siblingAtColumn(LoadTable::StateColumn).data().toString();
        };
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex image = model->index(row, 0);
            add(image, true);
            for (int layer = 0; layer < model->rowCount(image); ++layer)
                add(model->index(layer, 0, image), false);
        }
        return words;
    }
    static bool saysOne(const LoadDialog& dialog, QString text)
    {
        const QStringList said = labelTexts(dialog);
        QStringList plain;
        for (QString line : said)
            plain << line.replace(QChar(0xa0), ' ');
        if (!plain.contains(text))
            qWarning("%s", qPrintable(plain.join('\n')));
        return plain.contains(text);
    }

    std::unique_ptr<LoadWindow> m_shop;
    std::size_t m_rows = 0;
};

QTEST_MAIN(TestLoadDialog)
#include "tst_load_dialog.moc"
