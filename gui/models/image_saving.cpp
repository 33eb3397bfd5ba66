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

ImageSaving::ImageSaving(HelperLink& link, wire::SaveItems images, const QString& path,
                         const QVariantMap& options)
    : QObject(&link)
    , m_link(link)
    , m_images(std::move(images))
    , m_options(options)
{
    const std::string name = QFile::encodeName(path).toStdString();
    runAside(
        this, [file = m_file, name] { *file = std::make_unique<WholeFile>(name); },
        [this] {
            m_isMaking = false;
            ask();
        },
        [this](const QDBusError& error) {
            m_isMaking = false;
            fail(error);
        });
}

ImageSaving::~ImageSaving()
{
    if (m_job)
        m_job->cancel();
}

void ImageSaving::ask()
{
    if (m_hasEnded)
        return;
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
    // What is left of the file goes with it, there; one that is still being made goes with the
    // thread that makes it.
    const auto file = std::exchange(m_file, nullptr);
    if (!m_isMaking)
        runAside(
            &m_link, [file] { file->reset(); }, [] {}, [](const QDBusError&) {});
    deleteLater();
    return true;
}

} // namespace onggi
