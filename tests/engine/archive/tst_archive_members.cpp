// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which file of an archive a name means, and how much of it is read.

#include "engine/archive/archive_members.h"

#include <map>

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

namespace {

// Files by path with their sizes, and links.
class DrawnMembers final : public ArchiveMembers {
public:
    DrawnMembers(std::map<std::string, std::uint64_t> files,
                 std::map<std::string, std::string> links = {})
        : ArchiveMembers("drawn.tar")
        , m_files(std::move(files))
        , m_links(std::move(links))
    {
    }

protected:
    std::optional<Entry> entry(std::string_view path) const override
    {
        if (const auto link = m_links.find(std::string(path)); link != m_links.end())
            return Entry{{}, link->second};
        const auto file = m_files.find(std::string(path));
        if (file == m_files.end())
            return std::nullopt;
        return Entry{{0, Bytes(file->second)}, std::nullopt};
    }
    std::string readWhole(const ArchiveMember& member) const override
    {
        return std::string(member.size.count(), ' ');
    }

private:
    std::map<std::string, std::uint64_t> m_files;
    std::map<std::string, std::string> m_links;
};

QString failureOf(const ArchiveMembers& archive, const char* path, Bytes limit)
{
    try {
        static_cast<void>(archive.read(path, limit));
        return {};
    } catch (const Error& error) {
        return QString::fromStdString(error.message());
    }
}

} // namespace

class TestArchiveMembers : public QObject {
    Q_OBJECT

private slots:
    void followsLinksWithinTheArchive_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("beside it") << "file" << true;
        QTest::newRow("up and down") << "../dir/./file" << true;
        QTest::newRow("from the top") << "/dir/file" << true;
        QTest::newRow("out of the archive") << "../../dir/file" << false;
        QTest::newRow("nowhere") << "other" << false;
        QTest::newRow("to itself") << "link" << false;
    }
    void followsLinksWithinTheArchive()
    {
        QFETCH(QString, target);
        QFETCH(bool, isFound);
        const DrawnMembers archive({{"dir/file", 3}}, {{"dir/link", target.toStdString()}});
        const std::optional<ArchiveMember> member = archive.find("dir/link");
        QCOMPARE(member.has_value(), isFound);
        QVERIFY(!member || member->size == Bytes(3));
    }

    void refusesAFileBeyondItsLimit()
    {
        const DrawnMembers archive({{"config", 11}});
        QCOMPARE(archive.read("config", Bytes(11)).size(), std::size_t(11));
        QVERIFY(failureOf(archive, "config", Bytes(10)).contains("too large"));
        QVERIFY(failureOf(archive, "nothing", Bytes(10)).contains("missing"));
    }

    void refusesOneFileNamedThousandsOfTimes()
    {
        const Bytes size(8 << 20);
        const DrawnMembers archive({{"config", size.count()}});
        for (int times = 0; times < 64; ++times)
            QCOMPARE(failureOf(archive, "config", size), QString());
        QVERIFY(failureOf(archive, "config", size).contains("in all"));
    }
};

QTEST_APPLESS_MAIN(TestArchiveMembers)
#include "tst_archive_members.moc"
