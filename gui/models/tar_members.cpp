// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// KTar keeps the first of two members of one name, where tar means the last: such an archive could
// show one thing and be another, so it is refused. The count tells: KTar goes behind each file that
// it finds, kept or not.

#include "gui/models/tar_members.h"

#include <vector>

#include <KTar>
#include <QFile>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "gui/models/tar_guard.h"

namespace onggi {
namespace {

std::string bytesOf(const QString& name)
{
    return QFile::encodeName(name).toStdString();
}

} // namespace

TarMembers::TarMembers(TarDevice& device, std::string name, const std::stop_token& stop)
    : ArchiveMembers(std::move(name))
    , m_device(device)
    , m_stop(stop)
{
    collect();
}

void TarMembers::collect()
{
    const auto fail = [this](const char* why) -> Error {
        throwIfCancelled(m_stop);
        return Error(Code::ArchiveInvalid, name(), why);
    };
    TarGuard guard;
    m_device.setGuard(&guard);
    KTar tar(&m_device);
    const bool isOpen = tar.open(QIODevice::ReadOnly);
    const qsizetype seeks = m_device.seeks();
    m_device.setGuard(nullptr);
    if (guard.refusal())
        throw fail(guard.refusal());
    if (!isOpen)
        throw fail("it is no tar archive, or it is damaged");

    struct Folder {
        const KArchiveDirectory* directory;
        std::string path;
    };
    std::vector<Folder> pending{{tar.directory(), {}}};
    while (!pending.empty()) {
        const Folder folder = std::move(pending.back());
        pending.pop_back();
        for (const QString& entryName : folder.directory->entries()) {
            if (entryName == QLatin1String(".."))
                throw fail("a name in it leads out of it");
            const KArchiveEntry* entry = folder.directory->entry(entryName);
            const std::string path = folder.path + bytesOf(entryName);
            if (!entry)
                throw fail("a name in it is none");
            if (entry->isDirectory()) {
                pending.push_back({static_cast<const KArchiveDirectory*>(entry), path + '/'});
                continue;
            }
            const auto* file = static_cast<const KArchiveFile*>(entry);
            File found{file->position(), file->size(), std::nullopt};
            if (!file->symLinkTarget().isEmpty() && file->size() == 0)
                found.target = bytesOf(file->symLinkTarget());
            m_files.emplace(path, std::move(found));
        }
    }
    if (static_cast<qsizetype>(m_files.size()) != seeks)
        throw fail("it has two files of one name, so what is in it cannot be told");
    tar.close(); // and the device with it
    m_device.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

std::optional<ArchiveMembers::Entry> TarMembers::entry(std::string_view path) const
{
    const auto found = m_files.find(path);
    if (found == m_files.end())
        return std::nullopt;
    const File& file = found->second;
    if (file.target)
        return Entry{{}, pathOfLink(found->first, *file.target)};
    if (file.size < 0 || file.size > m_device.end() - file.place)
        throw Error(Code::ArchiveInvalid, name(), "it is cut short");
    return Entry{
        {static_cast<std::uint64_t>(file.place), Bytes(static_cast<std::uint64_t>(file.size))},
        std::nullopt};
}

// KTar does not tell hard links, whose targets begin at the archive's root, from symbolic ones.
std::string TarMembers::pathOfLink(const std::string& path, const std::string& target) const
{
    const std::string beside = path.substr(0, path.rfind('/') + 1) + target;
    return !m_files.contains(beside) && m_files.contains(target) ? '/' + target : target;
}

std::string TarMembers::readWhole(const ArchiveMember& member) const
{
    std::string text(member.size.count(), '\0');
    const auto size = static_cast<qint64>(text.size());
    const bool isThere = m_device.seek(static_cast<qint64>(member.id));
    if (!isThere || m_device.read(text.data(), size) != size) {
        throwIfCancelled(m_stop);
        throw Error(Code::ArchiveInvalid, name(),
                    "it is cut short, or its compressed data are damaged");
    }
    return text;
}

} // namespace onggi
