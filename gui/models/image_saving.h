// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Saves images into a file: made here with the person's rights, written by the helper, and there
// under its name when it is whole. It belongs to the link, so that it goes on without the dialog
// that asked for it, and deletes itself after its one end; whoever ends the program before ends
// the job too. GUI thread only.
#pragma once

#include <memory>

#include <QDBusError>
#include <QObject>
#include <QPointer>

#include "gui/models/helper_link.h"
#include "gui/models/running_job.h"
#include "helper/api/whole_file.h"
#include "helper/api/wire.h"

namespace onggi {

class ImageSaving : public QObject {
    Q_OBJECT

public:
    // `options` are those of Images1.Save. Begins at once; its first signal comes later.
    ImageSaving(HelperLink& link, wire::SaveItems images, const QString& path,
                const QVariantMap& options);
    ~ImageSaving() override;

    void cancel();

signals:
    // The file is there, the helper is asked.
    void begun(onggi::RunningJob* job);

    // One of these is the last signal. Where it is not the first one, nothing is left of the file.
    void succeeded(const QVariantMap& result);
    void failed(const QDBusError& error); // the job, or what had to be done with the file
    void cancelled();

private:
    void ask();
    void publish();
    void succeed();
    void fail(const QDBusError& error);
    // Whether it was still going on.
    bool end();

    HelperLink& m_link;
    wire::SaveItems m_images;
    QVariantMap m_options;
    QVariantMap m_result;
    // Made, renamed and removed by other threads, one after the other.
    std::shared_ptr<std::unique_ptr<WholeFile>> m_file =
        std::make_shared<std::unique_ptr<WholeFile>>();
    QPointer<RunningJob> m_job;
    bool m_isMaking = true; // the file
    bool m_hasEnded = false;
};

} // namespace onggi
