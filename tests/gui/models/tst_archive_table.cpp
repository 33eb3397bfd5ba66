// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Archives as the window reads them, and archives that nobody would write.

#include "gui/models/archive_reader.h"
#include "gui/models/archive_table.h"

#include <KCompressionDevice>

#include <QBuffer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "tests/support/image_archive.h"
#include "tests/support/made_layer.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// Two images on one base.
std::vector<SavedImage> shop()
{
    const LayerBlob base = layerWith("base", 60'000);
    return {
        {{"docker.io/library/nginx:1.29"}, {base}},
        {{"localhost/shop/web:2", "localhost/shop/web:latest"}, {base, layerWith("site", 4'000)}}};
}

std::string compressed(const std::string& bytes, KCompressionDevice::CompressionType type)
{
    QByteArray out;
    QBuffer buffer(&out);
    KCompressionDevice device(&buffer, false, type);
    if (!device.open(QIODevice::WriteOnly) ||
        device.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0)
        qFatal("cannot compress");
    device.close();
    return out.toStdString();
}

// The first of a row's names that is missing; empty where the table is that of shop().
QString differences(const ArchiveTable& table)
{
    const std::vector<SavedImage> images = shop();
    if (table.images.size() != images.size())
        return QString("%1 images").arg(table.images.size());
    for (std::size_t at = 0; at < images.size(); ++at) {
        const ArchiveImage& read = table.images[at];
        if (read.id != images[at].id() || read.tags != images[at].tags)
            return QString("image %1").arg(at);
        if (read.layers.size() != images[at].layers.size())
            return QString("layers of image %1").arg(at);
        for (std::size_t layer = 0; layer < read.layers.size(); ++layer) {
            const LayerBlob& blob = images[at].layers[layer];
            if (read.layers[layer].diffId != blob.diffId ||
                read.layers[layer].size != Bytes(blob.bytes.size()) ||
                read.layers[layer].createdBy != "ADD " + blob.diffId.shortHex())
                return QString("layer %1 of image %2").arg(layer).arg(at);
        }
    }
    return {};
}

} // namespace

class TestArchiveTable : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_path = m_directory->filePath("a.tar");
    }

    void readsWhatDockerSaves()
    {
        writeFile(m_path, dockerArchive(shop()).finished());
        const ArchiveTable table = read();
        QCOMPARE(differences(table), QString());
        QCOMPARE(table.name, std::string("a.tar"));
        QVERIFY(table.packing == TarPacking::Plain);
        QCOMPARE(table.size, Bytes(static_cast<std::uint64_t>(QFile(m_path).size())));
    }

    void readsAnOciLayout()
    {
        const SavedImage image = shop().back();
        writeFile(m_path, ociArchive(image).finished());
        const ArchiveTable table = read();
        QCOMPARE(table.images.size(), 1U);
        QVERIFY(table.images.front().id == image.id());
        QCOMPARE(table.images.front().tags, image.tags);
        QCOMPARE(table.images.front().layers.size(), 2U);
    }

    void readsWhatIsCompressed_data()
    {
        QTest::addColumn<KCompressionDevice::CompressionType>("type");
        QTest::addColumn<int>("packing");
        QTest::newRow("gzip") << KCompressionDevice::GZip << static_cast<int>(TarPacking::Gzip);
        QTest::newRow("zstd") << KCompressionDevice::Zstd << static_cast<int>(TarPacking::Zstd);
        QTest::newRow("xz") << KCompressionDevice::Xz << static_cast<int>(TarPacking::Xz);
        QTest::newRow("bzip2") << KCompressionDevice::BZip2 << static_cast<int>(TarPacking::Bzip2);
    }
    void readsWhatIsCompressed()
    {
        QFETCH(KCompressionDevice::CompressionType, type);
        QFETCH(int, packing);
        writeFile(m_path, compressed(dockerArchive(shop()).finished(), type));
        const ArchiveTable table = read();
        QCOMPARE(differences(table), QString());
        QCOMPARE(static_cast<int>(table.packing), packing);
    }

    // The layers of a compressed archive are passed over in large steps.
    void readsATableBehindALargeLayer()
    {
        const SavedImage image{{"localhost/large:1"},
                               {layerWith("a", 30'000'000), layerWith("b", 100)}};
        writeFile(m_path, compressed(dockerArchive({image}).finished(), KCompressionDevice::GZip));
        const ArchiveTable table = read();
        QVERIFY(table.images.front().id == image.id());
        QCOMPARE(table.images.front().layers.front().size,
                 Bytes(image.layers.front().bytes.size()));
    }

    void passesOverWhatExtendsAHeader()
    {
        const LayerBlob layer = layerWith("base", 900);
        const std::string name(200, 'l');
        TarBuilder tar;
        tar.addRaw({.name = "././@LongLink", .type = 'L', .content = name + '\0'});
        tar.addRaw({.name = name.substr(0, 100), .content = layer.bytes});
        tar.add(
            {.name = "c.json", .content = makeImage({layer}).config, .pax = {{"mtime", "1.5"}}});
        tar.file("manifest.json",
                 R"([{"Config":"c.json","RepoTags":null,"Layers":[")" + name + R"("]}])");
        writeFile(m_path, tar.finished());
        QCOMPARE(read().images.front().layers.front().size, Bytes(layer.bytes.size()));
    }

    void followsLinksAndDots()
    {
        const LayerBlob layer = layerWith("base", 900);
        TarBuilder tar;
        tar.dir("./").dir("./1").file("./store/layer.tar", layer.bytes);
        tar.symlink("./1/layer.tar", "../store/layer.tar").link("./hard.tar", "store/layer.tar");
        tar.file("./c.json", makeImage({layer, layer}).config);
        tar.file("./manifest.json", R"([{"Config":"c.json","RepoTags":null,)"
                                    R"("Layers":["1/layer.tar","hard.tar"]}])");
        writeFile(m_path, tar.finished());
        const ArchiveTable table = read();
        QVERIFY(table.images.front().tags.empty());
        for (const ArchiveLayer& read : table.images.front().layers)
            QCOMPARE(read.size, Bytes(layer.bytes.size()));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const std::string& bytes, const char* said) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << said;
        };
        const std::string whole = dockerArchive(shop()).finished();
        const std::string gzip = compressed(whole, KCompressionDevice::GZip);
        const auto tableOf = [](const std::string& layers) {
            return R"([{"Config":"c.json","RepoTags":null,"Layers":[)" + layers + "]}]";
        };
        const LayerBlob layer = layerWith("base", 900);
        const std::string config = makeImage({layer}).config;
        const auto with = [&](const std::string& table) {
            return TarBuilder().file("c.json", config).file("manifest.json", table);
        };
        row("empty", "", "it is empty");
        row("text", std::string(4000, 'x'), "it is no tar archive");
        row("another tar", TarBuilder().file("x", "y").finished(),
            "neither a manifest.json nor an index.json");
        row("cut in a layer", whole.substr(0, 20'000), "neither a manifest.json");
        row("cut behind the table",
            with(tableOf("\"l.tar\"")).file("l.tar", layer.bytes).finished().substr(0, 3500),
            "it is cut short");
        row("cut, compressed", gzip.substr(0, gzip.size() / 2), "a.tar");
        row("damaged, compressed", gzip.substr(0, 200) + std::string(400, 'x'), "a.tar");
        row("missing layer", with(tableOf("\"l.tar\"")).finished(), "l.tar is missing");
        row("layer outside", with(tableOf("\"../../etc/passwd\"")).finished(), "is missing");
        row("link that climbs",
            with(tableOf("\"k.tar\"")).symlink("k.tar", "../../etc/passwd").finished(),
            "k.tar is missing");
        row("link in a circle", with(tableOf("\"k.tar\"")).symlink("k.tar", "k.tar").finished(),
            "k.tar is missing");
        row("climbing name", TarBuilder().file("../../x", "y").finished(), "leads out of it");
        row("two tables", with("[]").file("manifest.json", tableOf("")).finished(),
            "two files of one name");
        row("no JSON", with("[{").finished(), "manifest.json in a.tar");
        row("large table", with(std::string(5'000'000, ' ')).finished(), "too large");
        row("layers missing in the table", with(tableOf("")).finished(), "lists 0 layers");
        row("bad tag",
            with(R"([{"Config":"c.json","RepoTags":["Not A Tag"],"Layers":[]}])").finished(),
            "Not A Tag");
        row("long name without an end",
            TarBuilder()
                .addRaw({.name = "././@LongLink", .type = 'L', .size = 0x7ffffff})
                .finished(),
            "a name in it is too long");
        std::string deep;
        for (int at = 0; at < 30'000; ++at)
            deep += "a/";
        row("folders without an end",
            TarBuilder()
                .addRaw({.name = "././@LongLink", .type = 'L', .content = deep + '\0'})
                .addRaw({.name = "a", .type = '5'})
                .finished(),
            "a name in it is too long");
        // What KTar understands otherwise than the helper.
        const char* other = "it uses a form of tar that is not read here";
        row("negative size", TarBuilder().file("x", "y").finished().replace(124, 11, "-0000001000"),
            other);
        row("size in base 256", TarBuilder().file("x", "y").finished().replace(124, 1, "\x80"),
            other);
        row("name in an extended header",
            TarBuilder()
                .add({.name = "x", .content = "y", .pax = {{"path", "manifest.json"}}})
                .finished(),
            other);
        row("size in an extended header",
            TarBuilder().add({.name = "x", .content = "y", .pax = {{"size", "1"}}}).finished(),
            other);
        row("large extended header",
            TarBuilder().add({.name = "x", .pax = {{"comment", std::string(600, 'c')}}}).finished(),
            other);
        row("header without a name behind a long name",
            TarBuilder()
                .addRaw({.name = "././@LongLink", .type = 'L', .content = std::string("name\0", 5)})
                .addRaw({.name = "", .content = "y"})
                .finished(),
            other);
        row("long name of another name",
            TarBuilder().addRaw({.name = "n", .type = 'L', .content = "name"}).finished(), other);
        row("extended header behind a long name",
            TarBuilder()
                .addRaw({.name = "././@LongLink", .type = 'L', .content = std::string("name\0", 5)})
                .add({.name = "x", .pax = {{"comment", "c"}}})
                .finished(),
            other);
        row("type of another tar",
            TarBuilder().addRaw({.name = "x", .type = 'S', .content = "y"}).finished(), other);
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        writeFile(m_path, bytes.toStdString());
        try {
            read();
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(said), error.what());
        }
    }

    void aListWithoutEndIsNotReadToTheEnd()
    {
        TarBuilder tar;
        for (int at = 0; at < 70'000; ++at)
            tar.dir(std::to_string(at));
        writeFile(m_path, tar.finished());
        try {
            read();
            QFAIL("it was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("too many files"), error.what());
        }
    }

    void aStopEndsIt()
    {
        writeFile(m_path, dockerArchive(shop()).finished());
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(read(stop.get_token()), Cancelled);
    }

    void whatIsReadCanBeSent()
    {
        writeFile(m_path, compressed(dockerArchive(shop()).finished(), KCompressionDevice::GZip));
        ArchiveReader reader;
        std::optional<OpenArchive> archive;
        connect(&reader, &ArchiveReader::succeeded, this,
                [&](const OpenArchive& read) { archive = read; });
        reader.read(m_path);
        QTRY_VERIFY_WITH_TIMEOUT(archive, 30'000);
        QCOMPARE(differences(archive->table), QString());
        QCOMPARE(::lseek(archive->file.fileDescriptor(), 0, SEEK_CUR), 0);
        QCOMPARE(::fcntl(archive->file.fileDescriptor(), F_GETFL) & O_ACCMODE, O_RDONLY);
        QVERIFY(ArchiveReader::isUnchanged(*archive));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("x");
        file.close();
        QVERIFY(!ArchiveReader::isUnchanged(*archive));
    }

    void whatIsNoFileIsSaid_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("missing") << "missing";
        QTest::newRow("folder") << "folder";
        QTest::newRow("pipe") << "pipe";
    }
    void whatIsNoFileIsSaid()
    {
        QFETCH(QString, kind);
        const QByteArray path = QFile::encodeName(m_path);
        if (kind == "folder")
            QCOMPARE(::mkdir(path.constData(), 0755), 0);
        else if (kind == "pipe")
            QCOMPARE(::mkfifo(path.constData(), 0644), 0);
        ArchiveReader reader;
        QString said;
        connect(&reader, &ArchiveReader::failed, this,
                [&](const Error& error) { said = error.what(); });
        reader.read(m_path);
        QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), 30'000);
        QVERIFY2(said.contains("a.tar"), qPrintable(said));
    }

private:
    ArchiveTable read(const std::stop_token& stop = {})
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot open the archive");
        return readArchiveTable(file, "a.tar", stop);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestArchiveTable)
#include "tst_archive_table.moc"
