// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A disk may be another machine's that does not answer, so no thread of the window's touches it.

#include "gui/models/image_saving.h"

#include <utility>

#include <QDBusUnixFileDescriptor>
#include <QFile>
#include <QThread>

namespace onggi {
namespace {

// A thread that goes by itself, once it has been started and has ended.
QThread* makeThread(std::function<void()> work)
{
    QThread* thread = QThread::create(std::move(work));
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    return thread;
}

} // namespace

ImageSaving::ImageSaving(HelperLink& link, wire::SaveItems images, const QString& path,
                         const QVariantMap& options)
    : QObject(&link)
    , m_link(link)
    , m_images(std::move(images))
    , m_options(options)
{
    workOn([name = QFile::encodeName(path).toStdString()](
               Place& place) { place.file = std::make_unique<WholeFile>(name); },
           &ImageSaving::ask);
}

ImageSaving::~ImageSaving()
{
    if (m_job)
        m_job->cancel();
}

void ImageSaving::workOn(const std::function<void(Place&)>& work, void (ImageSaving::*then)())
{
    const auto place = m_place;
    QThread* thread = makeThread([place, work] {
        try {
            work(*place);
        } catch (const Error& error) {
            place->error = std::make_unique<Error>(error);
        } catch (const std::exception& error) {
            place->error = std::make_unique<Error>(Code::SystemLimit, "the file", error.what());
        }
    });
    connect(thread, &QThread::finished, this, [this, place, then] {
        if (m_hasEnded)
            return;
        if (!place->error) {
            (this->*then)();
            return;
        }
        end();
        emit refused(*place->error);
    });
    thread->start();
}

void ImageSaving::ask()
{
    if (m_link.state() != HelperLink::State::Present) {
        end();
        emit failed(m_link.error());
        return;
    }
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor(m_place->file->takeDescriptor());
    m_job = new RunningJob(m_link, m_link.images().Save(m_images, descriptor, m_options), this);
    connect(m_job, &RunningJob::succeeded, this, [this](const QVariantMap& result) {
        m_result = result;
        publish();
    });
    connect(m_job, &RunningJob::failed, this, [this](const QDBusError& error) {
        if (end())
            emit failed(error);
    });
    connect(m_job, &RunningJob::cancelled, this, [this] {
        if (end())
            emit cancelled();
    });
    emit begun(m_job);
}

void ImageSaving::publish()
{
    workOn([](Place& place) { place.file->publish(); }, &ImageSaving::succeed);
}

void ImageSaving::succeed()
{
    end();
    emit succeeded(m_result);
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
    // What is left of the file goes with it, there.
    makeThread([place = std::exchange(m_place, nullptr)]() mutable { place.reset(); })->start();
    deleteLater();
    return true;
}

} // namespace onggi
