// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/tar_writer.h"

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/layer_maker.h"

using namespace onggi;
using namespace onggi::test;

class TestTarWriter : public QObject {
    Q_OBJECT

private slots:
    // What is written is read back as it was, by the scanner.
    void writesWhatTheScannerReads_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < static_cast<int>(entries().size()); ++i)
            QTest::newRow(entries()[static_cast<std::size_t>(i)].path.substr(0, 30).c_str()) << i;
    }
    void writesWhatTheScannerReads()
    {
        QFETCH(int, which);
        const TarEntry entry = entries()[static_cast<std::size_t>(which)];
        const std::string content(entry.size, 'c');
        std::string tar;
        TarWriter writer([&](std::span<const std::byte> bytes) {
            tar.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        });
        writer.entry(entry);
        writer.data(std::as_bytes(std::span(content)));
        writer.entry({.path = "hard", .target = entry.path, .isHardLink = true});
        writer.finish();
        QCOMPARE(tar.size() % 512, std::size_t(0));
        const Tree tree = scan(tar);
        const auto id = tree.find(entry.path);
        QVERIFY(id.has_value());
        const Node& node = tree[*id];
        QVERIFY(node.type == entry.type);
        QVERIFY(node.meta == entry.meta);
        QCOMPARE(node.size, entry.size);
        QCOMPARE(node.major, entry.major);
        QCOMPARE(node.minor, entry.minor);
        QCOMPARE(node.target, entry.target);
        QVERIFY(tree.find("hard") == id);
        if (entry.size > 0)
            QCOMPARE(tar.substr(node.extents.at(0).offset, entry.size), content);
    }

    void writesDirectoriesAndTheRoot()
    {
        std::string tar;
        TarWriter writer([&](std::span<const std::byte> bytes) {
            tar.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        });
        writer.entry({.path = "", .type = NodeType::Directory, .meta = {.mode = 0700}});
        writer.entry({.path = "a/b", .type = NodeType::Directory, .meta = {.mode = 01777}});
        writer.finish();
        QCOMPARE(describe(scan(tar)), " d 700 0:0\n/a d 755 0:0 implied\n/a/b d 1777 0:0\n");
    }

    void writesSparseFiles_data()
    {
        QTest::addColumn<QString>("pieces"); // offset+length …
        QTest::addColumn<qulonglong>("size");
        QTest::newRow("in the middle") << "4096+1024" << 1'000'000ULL;
        QTest::newRow("at both ends") << "0+512 99488+512" << 100'000ULL;
        QTest::newRow("nothing at all") << "" << 5'000'000'000ULL;
        QTest::newRow("far out") << "10000000000+700" << 10'000'000'700ULL;
    }
    void writesSparseFiles()
    {
        QFETCH(QString, pieces);
        QFETCH(qulonglong, size);
        std::vector<TarPiece> list;
        std::string content;
        for (const QString& piece : pieces.split(' ', Qt::SkipEmptyParts)) {
            const QStringList numbers = piece.split('+');
            list.push_back({numbers[0].toULongLong(), numbers[1].toULongLong()});
            content += std::string(list.back().length, static_cast<char>('a' + list.size()));
        }
        std::string tar;
        TarWriter writer([&](std::span<const std::byte> bytes) {
            tar.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        });
        const std::string path = "\xed\x95\x9c/" + std::string(120, 'n');
        writer.sparseFile({.path = path, .meta = {.mode = 0600, .uid = 7}, .size = size}, list);
        writer.data(std::as_bytes(std::span(content)));
        writer.entry({.path = "after"});
        writer.finish();
        QVERIFY(tar.size() < 10'000);
        const Tree tree = scan(tar);
        const auto id = tree.find(path);
        QVERIFY(id.has_value());
        QVERIFY(tree.find("after").has_value());
        QVERIFY(!tree.find("GNUSparseFile.0").has_value());
        const Node& node = tree[*id];
        QCOMPARE(node.size, std::uint64_t(size));
        QCOMPARE(node.meta.mode, 0600u);
        QCOMPARE(node.meta.uid, 7u);
        std::string found;
        for (const Extent& extent : node.extents)
            found += tar.substr(extent.offset, extent.length);
        QCOMPARE(found.size(), content.size());
        QCOMPARE(found, content);
    }

    void refusesSockets()
    {
        TarWriter writer([](std::span<const std::byte>) {});
        QVERIFY_EXCEPTION_THROWN(writer.entry({.path = "s", .type = NodeType::Socket}), Error);
    }

private:
    static std::vector<TarEntry> entries()
    {
        const std::string longName = std::string(90, 'd') + "/" + std::string(200, 'n');
        return {
            {.path = "plain",
             .meta = {.mode = 0644, .uid = 1, .gid = 2, .modified = {1700000000, 0}},
             .size = 513},
            {.path = "empty"},
            {.path = "\xed\x95\x9c\xea\xb8\x80/\xff", .size = 512},
            {.path = longName, .size = 1},
            {.path = "nanoseconds", .meta = {.modified = {1700000000, 1}}},
            {.path = "before 1970", .meta = {.modified = {-2, 750000000}}},
            {.path = "long before 1970", .meta = {.modified = {-100, 0}}},
            {.path = "far future", .meta = {.modified = {1'000'000'000'000, 5}}},
            {.path = "large ids", .meta = {.uid = 4'000'000'000, .gid = 3'000'000}},
            {.path = "attributes",
             .meta = {.xattrs = {{"user.a", std::string("\0\n=x", 4)}, {"user.b", ""}}}},
            {.path = "link", .type = NodeType::Symlink, .target = "/etc/passwd"},
            {.path = "long link", .type = NodeType::Symlink, .target = std::string(4000, 't')},
            {.path = "korean link", .type = NodeType::Symlink, .target = "\xed\x95\x9c"},
            {.path = "character", .type = NodeType::CharacterDevice, .major = 1, .minor = 3},
            {.path = "block", .type = NodeType::BlockDevice, .major = 4095, .minor = 1048575},
            {.path = "fifo", .type = NodeType::Fifo},
        };
    }
};

QTEST_APPLESS_MAIN(TestTarWriter)
#include "tst_tar_writer.moc"
