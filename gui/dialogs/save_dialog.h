// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Saving images into one archive: its form, the bytes that go into it, and then which file.
#pragma once

#include <QPointer>

#include "gui/dialogs/job_dialog.h"
#include "gui/models/image_saving.h"
#include "helper/api/wire.h"

class QComboBox;

namespace onggi {

class Label;

class SaveDialog : public JobDialog {
    Q_OBJECT

public:
    // Each image with the tags that the archive has of it. Both must outlive the dialog.
    SaveDialog(HelperLink& link, LiveStore& store, wire::SaveItems images,
               QWidget* parent = nullptr);
    ~SaveDialog() override;

    // As if this file had been chosen; one that is there is replaced.
    void saveTo(const QString& path);

signals:
    // It goes on, whatever becomes of the dialog.
    void begun(onggi::ImageSaving* saving);

protected:
    Words words() const override;
    void translateQuestion() override;
    void begin() override;
    void cancelJob() override;
    // The file has to get its name yet.
    void takeResult(const QVariantMap&) override {}
    void takeFailure(const QDBusError&) override {}

private:
    QWidget* makeQuestion();
    void showBytes();
    QString subject() const;
    QString title(bool isComplete) const;
    QString fileName() const;
    QString command() const;
    QVariantMap options() const;

    wire::SaveItems m_images;
    QPointer<ImageSaving> m_saving;

    Label* m_title = nullptr;
    Label* m_formatName = nullptr;
    QComboBox* m_format = nullptr;
    Label* m_compressionName = nullptr;
    QComboBox* m_compression = nullptr;
    Label* m_readers = nullptr; // who reads the format
    Label* m_bytes = nullptr;
};

} // namespace onggi
