// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which file of an archive a name means, and how much of it is read.

#include "engine/archive/archive_members.h"

#include <map>

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/archive/archived_image.h"
#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/core/sha256.h"

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

// Files with what is in them, by path.
class WrittenMembers final : public ArchiveMembers {
public:
    explicit WrittenMembers(std::map<std::string, std::string> files)
        : ArchiveMembers("written.tar")
        , m_files(files.begin(), files.end())
    {
    }

protected:
    std::optional<Entry> entry(std::string_view path) const override
    {
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            if (m_files[i].first == path)
                return Entry{{i, Bytes(m_files[i].second.size())}, std::nullopt};
        }
        return std::nullopt;
    }
    std::string readWhole(const ArchiveMember& member) const override
    {
        return m_files[member.id].second;
    }

private:
    std::vector<std::pair<std::string, std::string>> m_files;
};

std::string blobPath(const std::string& bytes)
{
    return "blobs/sha256/" + Sha256::of(bytes).hex();
}

Json described(const std::string& type, const std::string& bytes)
{
    return {{"mediaType", "application/vnd.oci.image." + type + ".v1+json"},
            {"digest", Sha256::of(bytes).text()},
            {"size", bytes.size()}};
}

// An image without layers in both tables; Docker's gives it these names.
WrittenMembers namedImage(const Json& tags)
{
    const std::string config = Json{{"os", "linux"},
                                    {"architecture", "amd64"},
                                    {"rootfs", {{"type", "layers"}, {"diff_ids", Json::array()}}}}
                                   .dump();
    const std::string manifest = Json{
        {"schemaVersion", 2},
        {"config", described("config", config)},
        {"layers", Json::array()}}.dump();
    const Json index{{"schemaVersion", 2},
                     {"manifests", Json::array({described("manifest", manifest)})}};
    const Json image{{"Config", blobPath(config)}, {"RepoTags", tags}, {"Layers", Json::array()}};
    return WrittenMembers({{"oci-layout", R"({"imageLayoutVersion":"1.0.0"})"},
                           {"index.json", index.dump()},
                           {"manifest.json", Json::array({image}).dump()},
                           {blobPath(config), config},
                           {blobPath(manifest), manifest}});
}

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

    // One by one, this would take longer than a test may.
    void namesOfAnImageAreNotComparedWithEachOther()
    {
        constexpr std::size_t kMany = 350'000;
        Json tags = Json::array({"again", "again"});
        for (std::size_t i = 0; i < kMany; ++i)
            tags.push_back('a' + std::to_string(i));
        const std::vector<ArchivedImage> images =
            readArchivedImages(namedImage(tags), Platform::parse("linux/amd64"));
        QCOMPARE(images.size(), std::size_t(1));
        QCOMPARE(images.front().manifests.size(), std::size_t(1));
        QCOMPARE(images.front().tags.size(), kMany + 1);
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
