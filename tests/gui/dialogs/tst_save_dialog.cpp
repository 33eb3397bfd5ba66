// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Saving from the window, beside the real helper: the file is there when it is whole, and nothing
// of it where that fails.

#include "gui/dialogs/save_dialog.h"

#include <csignal>

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QTest>

#include "gui/models/archive_table.h"
#include "gui/models/format.h"
#include "gui/models/layer_sum.h"
#include "gui/pages/lineage_page.h"
#include "gui/widgets/command_line.h"
#include "gui/widgets/error_bar.h"
#include "tests/support/shop_window.h"
#include "tests/support/stopped.h"

using namespace onggi;
using namespace onggi::test;

class TestSaveDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<ShopWindow>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void init()
    {
        m_shop->open();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup()
    {
        m_shop->close();
        m_shop->bus().setRules("YES");
    }

    void pictures_data() { addPictures("save-"); }
    void pictures()
    {
        m_shop->picture([this]() -> QWidget& { return open({"localhost/shop/web:1"}); });
    }

    void tellsTheBytesBefore()
    {
        SaveDialog& dialog = open({"localhost/shop/web:1", "docker.io/library/nginx:1.29"});
        const LayerSum sum = sumLayers(m_shop->store(), {serialOf("localhost/shop/web:1"),
                                                         serialOf("docker.io/library/nginx:1.29")});
        const QString all = QString("%1 layers, %2").arg(sum.layers).arg(sizeText(sum.tar));
        QVERIFY(labelTexts(dialog).contains("Save 2 images"));
        QVERIFY(labelTexts(dialog).contains(all + " will be written"));
        choice(dialog, "Compression").setCurrentText("zstd");
        QVERIFY(labelTexts(dialog).contains(all + " before compression"));
        QCOMPARE(dialog.findChild<CommandLine*>()->command(),
                 QString("onggictl save --compress zstd -o images.tar.zst "
                         "docker.io/library/nginx:1.29 localhost/shop/web:1"));
    }

    void savesWhatIsSelected_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("compression");
        for (const char* format : {"docker-archive", "oci-archive"}) {
            for (const char* compression : {"none", "gzip", "zstd"})
                QTest::addRow("%s, %s", format, compression)
                    << QString(format) << QString(compression);
        }
    }
    void savesWhatIsSelected()
    {
        QFETCH(QString, format);
        QFETCH(QString, compression);
        SaveDialog& dialog = open({"localhost/shop/web:1", "localhost/lesson/a:1"});
        choice(dialog, "Format").setCurrentText(format);
        choice(dialog, "Compression").setCurrentText(compression);
        dialog.saveTo(path("saved.tar"));
        QTRY_VERIFY_WITH_TIMEOUT(hasLine(dialog, "Written, before compression: "), 60'000);
        QCOMPARE(files(), QStringList{"saved.tar"});
        QCOMPARE(tagsIn("saved.tar"),
                 (QStringList{"localhost/lesson/a:1", "localhost/shop/web:1"}));
    }

    void asksForTheFile()
    {
        SaveDialog& dialog = open({"localhost/lesson/a:1"});
        choice(dialog, "Compression").setCurrentText("gzip");
        QTest::mouseClick(buttonNamed(dialog, "Save…"), Qt::LeftButton);
        auto* chooser = dialog.findChild<QFileDialog*>();
        QVERIFY(chooser);
        auto* field = chooser->findChild<QLineEdit*>("fileNameEdit");
        QVERIFY(field);
        QCOMPARE(field->text(), QString("lesson-a-1.tar.gz"));
        field->setText(path("chosen.tar.gz"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(files(), QStringList{"chosen.tar.gz"}, 60'000);
    }

    void savesWhatIsSelectedInTheLineage()
    {
        LineagePage& page = m_shop->application().lineage();
        m_shop->window().showPage(&page);
        page.selectImage(serialOf("localhost/shop/web:2"));
        QAction* save = actionOf(page, QKeySequence::Save);
        QTRY_VERIFY(save->isEnabled());
        save->trigger();
        auto* dialog = m_shop->window().findChild<SaveDialog*>();
        QVERIFY(dialog);
        dialog->saveTo(path("node.tar"));
        QTRY_COMPARE_WITH_TIMEOUT(files(), QStringList{"node.tar"}, 60'000);
        QCOMPARE(tagsIn("node.tar"),
                 (QStringList{"localhost/shop/web:2", "localhost/shop/web:latest"}));
    }

    void anImageThatGoesMeanwhileIsSaid()
    {
        m_shop->addImage("going:1");
        SaveDialog& dialog = open({"localhost/going:1", "localhost/lesson/a:1"});
        QVERIFY(buttonNamed(dialog, "Save…")->isEnabled());
        m_shop->shop().removeTag("localhost/going:1");
        QTRY_VERIFY_WITH_TIMEOUT(labelTexts(dialog).contains("One of these images is gone."),
                                 20'000);
        QVERIFY(!buttonNamed(dialog, "Save…")->isEnabled());
        QVERIFY(dialog.findChild<CommandLine*>()->command().isEmpty());
    }

    void goesOnWithoutTheDialog()
    {
        {
            const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
            SaveDialog& dialog = open({"localhost/lesson/a:1"});
            dialog.saveTo(path("closed.tar"));
            QTRY_COMPARE(files().size(), 1); // under another name
            QVERIFY(files() != QStringList{"closed.tar"});
            QTest::keyClick(&dialog, Qt::Key_Escape);
            QTRY_VERIFY(!m_shop->window().findChild<SaveDialog*>());
        }
        QTRY_COMPARE_WITH_TIMEOUT(files(), QStringList{"closed.tar"}, 60'000);
        QCOMPARE(tagsIn("closed.tar"), QStringList{"localhost/lesson/a:1"});
    }

    void aFileThatCannotBeMadeIsSaid()
    {
        SaveDialog& dialog = open({"localhost/lesson/a:1"});
        dialog.saveTo(path("no/such/folder.tar"));
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY(errors->isVisible());
        QCOMPARE(errors->message().happened, QString("The images could not be saved"));
        QVERIFY(errors->message().cause.contains(path("no/such/folder.tar")));
        QVERIFY(buttonNamed(dialog, "Save…")->isEnabled());
    }

    void aRefusalLeavesNothing()
    {
        m_shop->bus().setRules("YES", {{"org.onggi.images.save", "NO"}});
        m_shop->open(65534);
        SaveDialog& dialog = open({"localhost/lesson/a:1"});
        dialog.saveTo(path("refused.tar"));
        auto* errors = dialog.findChild<ErrorBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), 20'000);
        QVERIFY(errors->message().details.startsWith("org.onggi.Error.AuthDenied"));
        QTRY_COMPARE(files(), QStringList());
    }

    void aHelperThatDiesLeavesTheFileOfBefore()
    {
        QFile before(path("before.tar"));
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write("before");
        before.close();
        SaveDialog& dialog = open({"localhost/lesson/a:1"});
        {
            const Stopped helper(m_shop->bus().pidOf("org.onggi.Helper1"));
            dialog.saveTo(path("before.tar"));
            QTRY_COMPARE(files().size(), 2);
            m_shop->bus().kill("org.onggi.Helper1", SIGKILL);
        }
        QTRY_VERIFY_WITH_TIMEOUT(dialog.findChild<ErrorBar*>()->isVisible(), 20'000);
        QTRY_COMPARE(files(), QStringList{"before.tar"});
        QCOMPARE(QFileInfo(path("before.tar")).size(), qint64(6));
        QTRY_VERIFY_WITH_TIMEOUT(m_shop->application().store().isLive(), 20'000);
        QTRY_VERIFY(buttonNamed(dialog, "Save…")->isEnabled());
    }

private:
    // Selects these images with the mouse and presses Ctrl+S.
    SaveDialog& open(const QStringList& tags)
    {
        m_shop->table().clearSelection();
        for (const QString& tag : tags)
            m_shop->clickImage(m_shop->imageTagged(tag),
                               tag == tags.front() ? Qt::NoModifier : Qt::ControlModifier);
        QTest::keyClick(&m_shop->table(), Qt::Key_S, Qt::ControlModifier);
        auto* dialog = m_shop->window().findChild<SaveDialog*>();
        if (!dialog)
            qFatal("the dialog did not open");
        return *dialog;
    }
    static QComboBox& choice(const SaveDialog& dialog, const QString& name)
    {
        return fieldNamed<QComboBox>(dialog, name);
    }
    Serial serialOf(const QString& tag)
    {
        return m_shop->imageTagged(tag).data(ImageTree::SerialRole).toULongLong();
    }

    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::NoDotAndDotDot);
    }
    QStringList tagsIn(const QString& name) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QStringList tags;
        for (const ArchiveImage& image : readArchiveTable(file, name.toStdString(), {}).images) {
            for (const std::string& tag : image.tags)
                tags << QString::fromStdString(tag);
        }
        tags.sort();
        return tags;
    }

    std::unique_ptr<ShopWindow> m_shop;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(TestSaveDialog)
#include "tst_save_dialog.moc"
