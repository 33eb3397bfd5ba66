// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a crash can leave behind, by place: in layers/ and blobs/ files of a publication that never
// committed, or of a removal that committed and did not come to unlink; in spool/ whatever a job
// had in hand. A row without its file is no leftover of ours but damage, which is for check to
// find.

#include "engine/store/sweep.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <sys/stat.h>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/store/state_directory.h"

namespace onggi {

namespace {

std::vector<std::string> namesIn(const std::string& directory)
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error))
        names.push_back(entry.path().filename().string());
    if (error)
        throw systemError(error.value(), directory, "readdir");
    std::sort(names.begin(), names.end());
    return names;
}

std::set<Digest> digestsOf(Database& database, std::string_view sql)
{
    std::set<Digest> digests;
    Statement rows(database, sql);
    while (rows.step())
        digests.insert(rows.digest(0));
    return digests;
}

// "<64 digits><suffix>"
std::optional<Digest> digestOfName(std::string_view name, std::string_view suffix)
{
    if (!name.ends_with(suffix))
        return std::nullopt;
    return Digest::fromHex(name.substr(0, name.size() - suffix.size()));
}

std::optional<Digest> digestOfLayerFile(std::string_view name)
{
    const std::optional<Digest> tar = digestOfName(name, ".tar");
    return tar ? tar : digestOfName(name, ".erofs");
}

class Sweep {
public:
    Sweep(const StatePaths& paths, Database& database)
        : m_paths(paths)
        , m_database(database)
    {
    }

    SweepReport run()
    {
        for (const std::string& name : namesIn(m_paths.spoolJobs()))
            removeTree(m_paths.spoolJobs() + '/' + name);
        sweepLayers();
        sweepStaged();
        sweepBlobs();
        sweepChains();
        listStrayContainers();
        Statement(m_database, "DELETE FROM leases WHERE holder NOT IN (SELECT id FROM containers)")
            .run();
        for (const std::string& name : m_report.dropped)
            log(LogLevel::Info, "swept", {{"file", name}});
        return std::move(m_report);
    }

private:
    void drop(const std::string& directory, const std::string& name)
    {
        const std::string path = directory + '/' + name;
        removeTree(path);
        m_report.dropped.push_back(path.substr(m_paths.root().size() + 1));
    }

    void sweepLayers()
    {
        const std::set<Digest> published = digestsOf(m_database, "SELECT diff_id FROM layers");
        const std::set<Digest> staged = digestsOf(m_database, "SELECT diff_id FROM staged");
        for (const std::string& name : namesIn(m_paths.layers())) {
            const std::optional<Digest> diffId = digestOfLayerFile(name);
            if (diffId && published.contains(*diffId))
                continue;
            if (diffId && staged.contains(*diffId)) {
                renameFile(m_paths.layers() + '/' + name, m_paths.spoolLayers() + '/' + name);
                m_report.returned.push_back("layers/" + name);
            } else {
                drop(m_paths.layers(), name);
            }
        }
    }

    bool isWhole(const Digest& diffId, std::uint64_t tarBytes) const
    {
        struct stat tar;
        struct stat index;
        return ::stat(m_paths.stagedTar(diffId).c_str(), &tar) == 0 &&
               ::stat(m_paths.stagedIndex(diffId).c_str(), &index) == 0 &&
               static_cast<std::uint64_t>(tar.st_size) == (tarBytes + 511) / 512 * 512;
    }

    void sweepStaged()
    {
        std::set<Digest> whole;
        std::vector<Digest> broken;
        {
            Statement rows(m_database, "SELECT diff_id, tar_bytes FROM staged");
            while (rows.step()) {
                const Digest diffId = rows.digest(0);
                if (isWhole(diffId, rows.number(1)))
                    whole.insert(diffId);
                else
                    broken.push_back(diffId);
            }
        }
        for (const Digest& diffId : broken)
            Statement(m_database, "DELETE FROM staged WHERE diff_id = ?").bind(diffId).run();
        for (const std::string& name : namesIn(m_paths.spoolLayers())) {
            const std::optional<Digest> diffId = digestOfLayerFile(name);
            if (!diffId || !whole.contains(*diffId))
                drop(m_paths.spoolLayers(), name);
        }
    }

    void sweepBlobs()
    {
        const std::set<Digest> named =
            digestsOf(m_database, "SELECT id FROM images UNION SELECT digest FROM manifests");
        for (const std::string& name : namesIn(m_paths.blobs())) {
            const std::optional<Digest> digest = Digest::fromHex(name);
            if (!digest || !named.contains(*digest))
                drop(m_paths.blobs(), name);
        }
    }

    void sweepChains()
    {
        const std::set<Digest> named = digestsOf(m_database, "SELECT chain FROM chains");
        for (const std::string& name : namesIn(m_paths.chains())) {
            const std::optional<Digest> chain = digestOfName(name, ".erofs");
            if (!chain || !named.contains(*chain))
                drop(m_paths.chains(), name);
        }
    }

    void listStrayContainers()
    {
        std::set<std::string> known;
        Statement rows(m_database, "SELECT id FROM containers");
        while (rows.step())
            known.insert(rows.text(0));
        for (const std::string& name : namesIn(m_paths.containers())) {
            if (!known.contains(name))
                m_report.strayContainers.push_back(name);
        }
    }

    const StatePaths& m_paths;
    Database& m_database;
    SweepReport m_report;
};

} // namespace

SweepReport sweepStore(const StatePaths& paths, Database& database)
{
    return Sweep(paths, database).run();
}

} // namespace onggi
