// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/save_dialog.h"

#include <algorithm>
#include <utility>

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>

#include "gui/models/format.h"
#include "gui/models/layer_sum.h"
#include "gui/models/names.h"
#include "gui/widgets/choice_box.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

// As the helper calls them.
constexpr const char* kFormats[] = {"docker-archive", "oci-archive"};
constexpr const char* kCompressions[] = {"gzip", "zstd"};

std::set<Serial> serialsOf(const wire::SaveItems& images)
{
    std::set<Serial> serials;
    for (const wire::SaveItem& item : images)
        serials.insert(item.image);
    return serials;
}

// As it can be asked for again: its tags, or its id.
QStringList namesOf(const wire::SaveItem& item, const StoreView& view)
{
    if (!item.tags.isEmpty())
        return item.tags;
    const ImageRow* image = imageOf(view, item.image);
    return image ? QStringList{toText(image->id.shortHex())} : QStringList();
}

} // namespace

SaveDialog::SaveDialog(HelperLink& link, LiveStore& store, wire::SaveItems images, QWidget* parent)
    : JobDialog(link, store, QStringLiteral("save"), parent)
    , m_images(std::move(images))
{
    QWidget* const question = makeQuestion(); // makes the other argument
    setQuestion(question, m_format);
    connect(&store, &LiveStore::storeChanged, this, &SaveDialog::showBytes);
    connect(&link, &HelperLink::stateChanged, this, &SaveDialog::showBytes);
}

SaveDialog::~SaveDialog() = default;

QWidget* SaveDialog::makeQuestion()
{
    m_title = new Label(Type::PageTitle);
    m_format = new ChoiceBox;
    for (const char* format : kFormats)
        m_format->addItem(QLatin1String(format));
    m_compression = new ChoiceBox;
    m_compression->addItem(QString());
    for (const char* compression : kCompressions)
        m_compression->addItem(QLatin1String(compression));
    m_readers = new Label(Type::Secondary, Ink::Secondary);
    m_readers->setWordWrap(true);
    m_bytes = new Label(Type::PaneTitle);
    m_bytes->setWordWrap(true);
    for (QComboBox* box : {m_format, m_compression})
        connect(box, &QComboBox::currentIndexChanged, this, &SaveDialog::showBytes);

    QGridLayout* fields = makeFields();
    m_formatName = addField(*fields, *m_format, Qt::AlignLeft);
    m_compressionName = addField(*fields, *m_compression, Qt::AlignLeft);
    QVBoxLayout* column = makeColumn(*m_title);
    column->addLayout(fields);
    column->addWidget(m_readers);
    column->addSpacing(gap::kLabel);
    column->addWidget(m_bytes);
    column->addStretch(1);
    return column->parentWidget();
}

QString SaveDialog::subject() const
{
    if (m_images.size() > 1)
        return tr("%n image(s)", nullptr, static_cast<int>(m_images.size()));
    const QStringList names =
        m_images.isEmpty() ? QStringList() : namesOf(m_images.first(), store().view());
    return names.isEmpty() ? QString() : shownName(names.first().toStdString());
}

QString SaveDialog::title(bool isComplete) const
{
    if (isComplete)
        return tr("Save %1").arg(subject());
    return m_images.size() > 1 ? tr("One of these images is gone.") : tr("This image is gone.");
}

QString SaveDialog::fileName() const
{
    //: name of a file that several images are saved to
    QString name = m_images.size() > 1 ? tr("images") : subject();
    for (const char mark : {'/', ':', '@'})
        name.replace(QLatin1Char(mark), QLatin1Char('-'));
    name += QLatin1String(".tar");
    if (m_format->currentIndex() > 0)
        return name; // where its layers are what is compressed
    constexpr const char* kEnds[] = {"", ".gz", ".zst"};
    return name + QLatin1String(kEnds[std::max(0, m_compression->currentIndex())]);
}

QVariantMap SaveDialog::options() const
{
    QVariantMap options{{QStringLiteral("format"), m_format->currentText()}};
    if (m_compression->currentIndex() > 0)
        options.insert(QStringLiteral("compress"), m_compression->currentText());
    return options;
}

QString SaveDialog::command() const
{
    QString command = QStringLiteral("onggictl save ");
    if (m_format->currentIndex() > 0)
        command += QStringLiteral("--format ") + m_format->currentText() + QLatin1Char(' ');
    if (m_compression->currentIndex() > 0)
        command += QStringLiteral("--compress ") + m_compression->currentText() + QLatin1Char(' ');
    QStringList names;
    for (const wire::SaveItem& item : m_images)
        names += namesOf(item, store().view());
    return command + QStringLiteral("-o %1 %2").arg(fileName(), names.join(QLatin1Char(' ')));
}

void SaveDialog::showBytes()
{
    const LayerSum sum = sumLayers(store().view(), serialsOf(m_images));
    const QString layers = tr("%n layer(s)", nullptr, sum.layers);
    const bool isPlain = m_compression->currentIndex() <= 0;
    const QString amount = isPlain ?
                                   //: %1: "4 layers", %2: their bytes
                               tr("%1, %2 will be written")
                                   :
                                   //: %1: "4 layers", %2: their bytes
                               tr("%1, %2 before compression");
    m_bytes->setText(amount.arg(layers, sizeText(sum.tar)));
    m_bytes->setToolTip(exactSizeText(sum.tar));
    m_readers->setText(m_format->currentIndex() > 0
                           ? tr("An OCI image layout in one file, which docker, podman and "
                                "skopeo read.")
                           : tr("The form that docker, podman and skopeo read."));
    const bool isComplete = std::ranges::all_of(m_images, [this](const wire::SaveItem& item) {
        return imageOf(store().view(), item.image) != nullptr;
    });
    m_title->setText(title(isComplete));
    setReady(isComplete && link().state() == HelperLink::State::Present,
             isComplete ? command() : QString());
}

void SaveDialog::begin()
{
    auto* chooser = new QFileDialog(this, tr("Save images"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->selectFile(fileName());
    connect(chooser, &QFileDialog::fileSelected, this, &SaveDialog::saveTo);
    chooser->open();
}

void SaveDialog::saveTo(const QString& path)
{
    if (state() != State::Asking)
        return;
    const LayerSum sum = sumLayers(store().view(), serialsOf(m_images));
    work(subject(), sizeText(sum.tar));
    m_saving = new ImageSaving(link(), m_images, path, options());
    connect(m_saving, &ImageSaving::begun, this, [this](RunningJob* job) { follow(*job); });
    connect(m_saving, &ImageSaving::succeeded, this, &SaveDialog::finish);
    connect(m_saving, &ImageSaving::cancelled, this, &SaveDialog::ask);
    connect(m_saving, &ImageSaving::failed, this,
            [this](const QDBusError& error) { fail(errorMessage(words().failed, error)); });
    emit begun(m_saving);
}

void SaveDialog::cancelJob()
{
    if (m_saving)
        m_saving->cancel();
}

JobDialog::Words SaveDialog::words() const
{
    return {tr("Save images"),
            tr("Save…"),
            tr("Cancel saving"),
            {},
            tr("The images could not be saved")};
}

void SaveDialog::translateQuestion()
{
    m_formatName->setText(tr("Format"));
    m_format->setAccessibleName(tr("Format"));
    m_compressionName->setText(tr("Compression"));
    m_compression->setAccessibleName(tr("Compression"));
    //: compression
    m_compression->setItemText(0, tr("none"));
    showBytes();
}

} // namespace onggi
