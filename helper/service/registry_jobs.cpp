// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading from a registry asks for what pulling asks for: the helper goes to a place that the
// caller names. Results stay far below what the bus carries in one message.

#include "helper/service/registry_jobs.h"

#include <variant>

#include "engine/core/error.h"
#include "engine/image/manifest.h"
#include "engine/registry/client.h"
#include "engine/store/push.h"
#include "helper/api/convert.h"
#include "helper/auth/actions.h"

namespace onggi {

namespace {

constexpr Bytes kMaxDocuments{1 << 20}; // of one result

JobRequest jobOf(const char* kind, const QString& title, QLatin1String action)
{
    JobRequest job;
    job.kind = QLatin1String(kind);
    job.title = title;
    job.permissions = [action, title] { return std::vector<Permission>{{action, title}}; };
    return job;
}

// The sum of what several pushes did.
class PushReport {
public:
    void add(const Reference& target, const PushResult& pushed)
    {
        m_digest = toText(pushed.digest.text());
        m_pushed.append(toText(target.text()) + '@' + m_digest);
        m_uploaded += pushed.uploaded;
        for (const Digest& blob : pushed.mounted) {
            if (const QString text = toText(blob.text()); !m_mounted.contains(text))
                m_mounted.append(text);
        }
    }
    QVariantMap result() const
    {
        return {{QStringLiteral("digest"), m_digest},
                {QStringLiteral("pushed"), m_pushed},
                {QStringLiteral("uploaded"), static_cast<qulonglong>(m_uploaded.count())},
                {QStringLiteral("mounted"), m_mounted}};
    }

private:
    QString m_digest;
    QStringList m_pushed;
    Bytes m_uploaded;
    QStringList m_mounted;
};

QVariantMap resultOf(const std::vector<FoundRepository>& found)
{
    wire::FoundRepositories rows;
    for (const FoundRepository& one : found)
        rows.append(wire::FoundRepository{toText(one.repository), toText(one.description),
                                          one.stars, one.isOfficial});
    QVariantMap result;
    result.insert(QStringLiteral("rows"), QVariant::fromValue(rows));
    return result;
}

QStringList platformsOf(const FetchedDocument& document)
{
    QStringList platforms;
    const ManifestDocument parsed =
        parseManifest(document.bytes, document.mediaType, "the manifest");
    if (const auto* index = std::get_if<Index>(&parsed)) {
        for (const Descriptor& entry : index->manifests) {
            // Attestations and the like say that they are for no platform.
            if (entry.platform && entry.platform->os != "unknown")
                platforms.append(toText(entry.platform->text()));
        }
    }
    return platforms;
}

QVariantMap resultOf(const FetchedDocument& top)
{
    return {{QStringLiteral("digest"), toText(top.digest.text())},
            {QStringLiteral("mediaType"), toText(top.mediaType)},
            {QStringLiteral("document"), toByteArray(top.bytes)},
            {QStringLiteral("platforms"), platformsOf(top)}};
}

void requireShort(Bytes size, const Reference& reference)
{
    if (size > kMaxDocuments) {
        throw Error(Code::RegistryTooLarge, reference.text(),
                    "what describes it has " + humanSize(size));
    }
}

QVariantMap inspect(RegistryClient& client, const InspectRequest& request,
                    const std::stop_token& stop)
{
    if (request.isRaw) {
        const FetchedDocument top = client.fetchTopDocument(request.reference, stop);
        requireShort(Bytes(top.bytes.size()), request.reference);
        return resultOf(top);
    }
    const FetchedManifest fetched = client.fetchManifest(request.reference, request.platform, stop);
    const FetchedDocument& top = fetched.documents.front();
    const FetchedDocument& own = fetched.documents.back();
    requireShort(Bytes(top.bytes.size()) + Bytes(own.bytes.size()) + fetched.manifest.config.size,
                 request.reference);
    QVariantMap result = resultOf(top);
    result.insert(QStringLiteral("manifestDigest"), toText(own.digest.text()));
    result.insert(QStringLiteral("manifest"), toByteArray(own.bytes));
    result.insert(QStringLiteral("config"), toByteArray(client.fetchConfig(
                                                request.reference, fetched.manifest.config, stop)));
    return result;
}

} // namespace

std::vector<PushedImage> imagesWithTagsOf(const StoreView& view, const std::string& repository)
{
    std::vector<PushedImage> images;
    for (const ImageRow& image : view.images) {
        for (const std::string& tag : image.tags) {
            Reference reference = Reference::parse(tag);
            if (reference.repository() == repository)
                images.push_back({image.serial, std::move(reference)});
        }
    }
    if (images.empty())
        throw Error(Code::StoreNotFound, repository, "no image has a tag of this repository");
    return images;
}

JobRequest pushJob(Engine& engine, PushRequest request)
{
    JobRequest job = jobOf("push", request.subject, action::kImagesPush);
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, registryOptions(request.registry));
        Pusher pusher(engine.store);
        PushReport report;
        const auto push = [&](const PushedImage& one, Progress& progress) {
            report.add(one.target, pusher.push(client, one.image, one.target, {request.compression},
                                               progress, context.stop));
        };
        Progress whole(context.sink, StepKind::Push, request.images.front().target.text());
        if (request.images.size() == 1) {
            push(request.images.front(), whole);
            return report.result();
        }
        for (const PushedImage& one : request.images) {
            Progress part = whole.child(StepKind::Push, one.target.text());
            push(one, part);
        }
        return report.result();
    };
    return job;
}

JobRequest searchJob(Engine& engine, SearchRequest request)
{
    const QString title =
        toText(request.term.empty() ? request.domain : request.term + " (" + request.domain + ")");
    JobRequest job = jobOf("search", title, action::kImagesPull);
    job.weight = JobWeight::Light;
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, registryOptions(request.registry));
        return resultOf(client.search(request.domain, request.term, request.limit, context.stop));
    };
    return job;
}

JobRequest tagsJob(Engine& engine, TagsRequest request)
{
    JobRequest job = jobOf("tags", toText(request.repository.repository()), action::kImagesPull);
    job.weight = JobWeight::Light;
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, registryOptions(request.registry));
        QVariantMap result;
        result.insert(QStringLiteral("tags"),
                      toTexts(client.fetchTags(request.repository, request.limit, context.stop)));
        return result;
    };
    return job;
}

JobRequest inspectRemoteJob(Engine& engine, InspectRequest request)
{
    JobRequest job = jobOf("inspect", toText(request.reference.text()), action::kImagesPull);
    job.weight = JobWeight::Light;
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, registryOptions(request.registry));
        return inspect(client, request, context.stop);
    };
    return job;
}

} // namespace onggi
