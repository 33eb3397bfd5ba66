// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Saves images into a file: made here with the person's rights, written by the helper, and there
// under its name when it is whole. It belongs to the link, so that it goes on without the dialog
// that asked for it, and deletes itself after its one end; whoever ends the program before ends
// the job too. Files are made and renamed on threads of their own. GUI thread only.
#pragma once

#include <functional>
#include <memory>

#include <QDBusError>
#include <QObject>
#include <QPointer>

#include "engine/core/error.h"
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
    void refused(const onggi::Error& error); // the file cannot be made, or cannot get its name
    void failed(const QDBusError& error);
    void cancelled();

private:
    // What came of work on the file.
    struct Place {
        std::unique_ptr<WholeFile> file;
        std::unique_ptr<Error> error;
    };

    void workOn(const std::function<void(Place&)>& work, void (ImageSaving::*then)());
    void ask();
    void publish();
    void succeed();
    // Whether it was still going on.
    bool end();

    HelperLink& m_link;
    wire::SaveItems m_images;
    QVariantMap m_options;
    QVariantMap m_result;
    std::shared_ptr<Place> m_place = std::make_shared<Place>();
    QPointer<RunningJob> m_job;
    bool m_hasEnded = false;
};

} // namespace onggi
