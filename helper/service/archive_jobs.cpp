// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a caller says is measured before there is a job: texts end up in a config, which everybody
// reads who lists images.

#include "helper/service/archive_jobs.h"

#include <algorithm>
#include <climits>
#include <map>
#include <memory>
#include <utility>

#include "engine/archive/archived_image.h"
#include "engine/image/config_change.h"
#include "helper/api/convert.h"
#include "helper/auth/actions.h"
#include "helper/service/options.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxText = 64 << 10;
constexpr std::size_t kMaxChanges = 1000;

std::string shortText(OptionReader& options, const char* name)
{
    std::string text = options.text(name).value_or(QString()).toStdString();
    if (text.size() > kMaxText)
        throw Error(Code::ApiInvalidArgument, name, "it is too long");
    return text;
}

std::vector<std::string> changes(OptionReader& options)
{
    const QStringList texts = options.texts("changes").value_or(QStringList());
    std::vector<std::string> changes;
    for (const QString& text : texts)
        changes.push_back(text.toStdString());
    if (changes.size() > kMaxChanges ||
        std::ranges::any_of(changes, [](const auto& text) { return text.size() > kMaxText; }))
        throw Error(Code::ApiInvalidArgument, "changes", "they are too long");
    checkChanges(changes);
    return changes;
}

// The full reference of a tag, or empty.
std::string tagText(OptionReader& options)
{
    const auto text = options.text("reference");
    if (!text || text->isEmpty())
        return {};
    const Reference reference = Reference::parse(text->toStdString());
    if (reference.digest)
        throw Error(Code::ReferenceInvalid, reference.text(), "a tag has no digest");
    return reference.text();
}

QString titleOf(const ImageRow& image)
{
    return image.tags.empty() ? toText(image.id.shortHex())
                              : toText(Reference::parse(image.tags.front()).familiar());
}

QString titleOf(const SaveRequest& request)
{
    const SaveTarget& first = request.targets.front();
    const QString title = first.tags.empty()
                              ? titleOf(first.image)
                              : toText(Reference::parse(first.tags.front()).familiar());
    return request.targets.size() == 1
               ? title
               : QStringLiteral("%1 … (%2)").arg(title).arg(request.targets.size());
}

} // namespace

std::string takeArchiveName(OptionReader& options)
{
    const std::string path = options.bytes("name").value_or("archive").toStdString();
    std::string name = path.substr(path.find_last_of('/') + 1);
    if (name.size() > NAME_MAX)
        throw Error(Code::ApiInvalidArgument, "name", "no file has so long a name");
    return name;
}

void readSaveOptions(OptionReader& options, SaveOptions& request)
{
    const QString format = options.text("format").value_or(QStringLiteral("docker-archive"));
    if (format == QLatin1String("oci-archive"))
        request.format = ArchiveFormat::Oci;
    else if (format != QLatin1String("docker-archive"))
        throw Error(Code::ApiInvalidArgument, "format",
                    "it is neither docker-archive nor oci-archive");
    const QString compress = options.text("compress").value_or(QString());
    if (compress == QLatin1String("gzip"))
        request.compression = Compression::Gzip;
    else if (compress == QLatin1String("zstd"))
        request.compression = Compression::Zstd;
    else if (!compress.isEmpty())
        throw Error(Code::ApiInvalidArgument, "compress", "it is neither gzip nor zstd");
}

void readImportOptions(OptionReader& options, ImportOptions& request)
{
    request.name = takeArchiveName(options);
    request.tag = tagText(options);
    request.message = shortText(options, "message");
    request.changes = changes(options);
    if (const auto platform = options.text("platform"))
        request.platform = Platform::parse(platform->toStdString());
}

void readCommitOptions(OptionReader& options, CommitOptions& request)
{
    request.tag = tagText(options);
    request.message = shortText(options, "message");
    request.author = shortText(options, "author");
    request.changes = changes(options);
    request.isPaused = options.choice("pause").value_or(true);
}

std::vector<SaveTarget> saveTargets(const wire::SaveItems& items, const StoreView& view)
{
    if (items.isEmpty())
        throw Error(Code::ApiInvalidArgument, "images", "none is named");
    if (items.size() > static_cast<qsizetype>(kMaxArchivedImages))
        throw Error(Code::ApiInvalidArgument, "images", "they are too many for an archive");
    struct Named {
        std::size_t target;
        std::map<std::string, bool> tags; // of the image: whether it is saved under that
    };
    std::vector<SaveTarget> targets;
    std::map<Serial, Named> known;
    for (const wire::SaveItem& item : items) {
        const auto image = std::ranges::lower_bound(view.images, item.image, {}, &ImageRow::serial);
        if (image == view.images.end() || image->serial != item.image)
            throw Error(Code::StoreNotFound, "image " + std::to_string(item.image));
        const auto [named, isNew] = known.try_emplace(item.image, Named{targets.size(), {}});
        if (isNew) {
            targets.push_back({*image, {}});
            for (const std::string& tag : image->tags)
                named->second.tags.emplace(tag, false);
        }
        for (const QString& text : item.tags) {
            const auto tag = named->second.tags.find(text.toStdString());
            if (tag == named->second.tags.end())
                throw Error(Code::StoreNotFound, text.toStdString(), "the image has no such tag");
            if (!std::exchange(tag->second, true))
                targets[named->second.target].tags.push_back(tag->first);
        }
    }
    return targets;
}

JobRequest saveJob(Engine& engine, SaveRequest request)
{
    JobRequest job;
    job.kind = QStringLiteral("save");
    job.title = titleOf(request);
    job.permissions = [title = job.title] {
        return std::vector<Permission>{{action::kImagesSave, title}};
    };
    job.work = [&engine, title = job.title.toStdString(),
                request =
                    std::make_shared<SaveRequest>(std::move(request))](const JobContext& context) {
        Progress progress(context.sink, StepKind::Save, title);
        const SavedArchive saved = saveArchive(engine.store, request->targets, request->output,
                                               request->options, progress, context.stop);
        return QVariantMap{
            {QStringLiteral("layers"), static_cast<qulonglong>(saved.count)},
            {QStringLiteral("bytes"), static_cast<qulonglong>(saved.layers.count())}};
    };
    return job;
}

JobRequest importJob(Engine& engine, Fd archive, ImportOptions request)
{
    JobRequest job;
    job.kind = QStringLiteral("import");
    job.title = toText(request.name);
    job.permissions = [title = job.title] {
        return std::vector<Permission>{{action::kImagesLoad, title}};
    };
    job.work = [&engine, archive = std::make_shared<Fd>(std::move(archive)),
                request = std::move(request)](const JobContext& context) {
        ImportOptions bound = request;
        bound.uid = context.owner.uid;
        Progress progress(context.sink, StepKind::Import, bound.name);
        return resultOfMadeImage(
            importTar(engine.store, engine.unpacker, *archive, bound, progress, context.stop));
    };
    return job;
}

QVariantMap resultOfMadeImage(const PublishedImage& image)
{
    QVariantMap result{{QStringLiteral("image"), static_cast<qulonglong>(image.image)},
                       {QStringLiteral("id"), toText(image.id.text())},
                       {QStringLiteral("isNew"), image.isNew}};
    if (!image.movedTags.empty())
        result.insert(QStringLiteral("movedFrom"), toText(image.movedTags.front().from.text()));
    return result;
}

} // namespace onggi
