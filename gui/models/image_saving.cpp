// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A disk may be another machine's that does not answer, so no thread of the window's touches it.

#include "gui/models/image_saving.h"

#include <utility>

#include <QDBusUnixFileDescriptor>
#include <QFile>

#include "gui/models/aside.h"
#include "images_interface.h"

namespace onggi {
namespace {

// What is left of it goes, there.
void discard(HelperLink& link, const std::shared_ptr<std::unique_ptr<WholeFile>>& file)
{
    runAside(
        &link, [file] { file->reset(); }, [] {}, [](const QDBusError&) {});
}

} // namespace

ImageSaving::ImageSaving(HelperLink& link, wire::SaveItems images, const QString& path,
                         const QVariantMap& options)
    : QObject(&link)
    , m_link(link)
    , m_images(std::move(images))
    , m_options(options)
{
    const std::string name = QFile::encodeName(path).toStdString();
    // The link's, so that a file which nobody wants by then is not left to this thread.
    runAside(
        &link, [file = m_file, name] { *file = std::make_unique<WholeFile>(name); },
        [self = QPointer(this), &link, file = m_file] {
            if (self && !self->m_hasEnded)
                self->ask();
            else
                discard(link, file);
        },
        [self = QPointer(this)](const QDBusError& error) {
            if (self)
                self->fail(error);
        });
}

ImageSaving::~ImageSaving()
{
    if (m_job)
        m_job->cancel();
}

void ImageSaving::ask()
{
    m_isMaking = false;
    if (m_link.state() != HelperLink::State::Present) {
        fail(m_link.error());
        return;
    }
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor((*m_file)->takeDescriptor());
    m_job = new RunningJob(m_link, m_link.images().Save(m_images, descriptor, m_options), this);
    connect(m_job, &RunningJob::succeeded, this, [this](const QVariantMap& result) {
        m_result = result;
        publish();
    });
    connect(m_job, &RunningJob::failed, this, &ImageSaving::fail);
    connect(m_job, &RunningJob::cancelled, this, [this] {
        if (end())
            emit cancelled();
    });
    emit begun(m_job);
}

void ImageSaving::publish()
{
    runAside(
        this, [file = m_file] { (*file)->publish(); }, [this] { succeed(); },
        [this](const QDBusError& error) { fail(error); });
}

void ImageSaving::succeed()
{
    if (end())
        emit succeeded(m_result);
}

void ImageSaving::fail(const QDBusError& error)
{
    if (end())
        emit failed(error);
}

void ImageSaving::cancel()
{
    if (m_job)
        m_job->cancel();
    else if (m_result.isEmpty() && end())
        emit cancelled();
}

bool ImageSaving::end()
{
    if (std::exchange(m_hasEnded, true))
        return false;
    // One that is still being made goes once it is.
    if (!m_isMaking)
        discard(m_link, m_file);
    deleteLater();
    return true;
}

} // namespace onggi
