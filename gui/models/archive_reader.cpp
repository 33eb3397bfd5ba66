// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/archive_reader.h"

#include <cerrno>
#include <memory>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QFileInfo>
#include <QThread>

#include "engine/core/cancel.h"

namespace onggi {
namespace {

qint64 changeOf(int fd)
{
    struct stat status = {};
    if (::fstat(fd, &status) < 0)
        return -1;
    return status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec;
}

// A pipe would wait for somebody, and can be read only once.
void requireFile(int fd, const std::string& name)
{
    struct stat status = {};
    if (::fstat(fd, &status) < 0)
        throw systemError(errno, name, "stat");
    if (!S_ISREG(status.st_mode))
        throw Error(Code::ArchiveInvalid, name, "it is no file");
}

OpenArchive openArchive(const QString& path, const std::stop_token& stop)
{
    const std::string name = QFile::encodeName(QFileInfo(path).fileName()).toStdString();
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!descriptor.isValid())
        throw systemError(errno, name, "open");
    requireFile(descriptor.fileDescriptor(), name);
    const qint64 changed = changeOf(descriptor.fileDescriptor());
    QFile file;
    file.open(descriptor.fileDescriptor(), QIODevice::ReadOnly, QFileDevice::DontCloseHandle);
    return {readArchiveTable(file, name, stop), descriptor, changed};
}

// What reading has come to.
struct Outcome {
    std::optional<OpenArchive> archive;
    std::optional<Error> error;
};

Outcome outcomeOf(const QString& path, const std::stop_token& stop)
{
    try {
        return {openArchive(path, stop), std::nullopt};
    } catch (const Error& error) {
        return {std::nullopt, error};
    } catch (const Cancelled&) {
        return {};
    } catch (const std::exception& error) {
        return {std::nullopt, Error(Code::SystemLimit, path.toStdString(), error.what())};
    }
}

} // namespace

ArchiveReader::ArchiveReader(QObject* parent)
    : QObject(parent)
{
}

ArchiveReader::~ArchiveReader()
{
    m_stop.request_stop();
}

void ArchiveReader::read(const QString& path)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    const std::stop_token token = m_stop.get_token();
    const auto outcome = std::make_shared<Outcome>();
    QThread* thread =
        QThread::create([path, token, outcome] { *outcome = outcomeOf(path, token); });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    connect(thread, &QThread::finished, this, [this, token, outcome] {
        if (token.stop_requested())
            return; // of an archive that nobody waits for any more
        if (outcome->archive)
            emit succeeded(*outcome->archive);
        else if (outcome->error)
            emit failed(*outcome->error);
    });
    thread->start();
}

bool ArchiveReader::isUnchanged(const OpenArchive& archive)
{
    return changeOf(archive.file.fileDescriptor()) == archive.changed;
}

} // namespace onggi
