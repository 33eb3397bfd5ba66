// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The methods of org.onggi.Images1 that lead to jobs of registry_jobs.h.

#include <algorithm>

#include "engine/core/error.h"
#include "helper/api/convert.h"
#include "helper/service/images.h"
#include "helper/service/jobs.h"
#include "helper/service/options.h"
#include "helper/service/registry_jobs.h"

namespace onggi {

namespace {

constexpr uint kMaxTags = 10'000;
constexpr uint kMaxFound = 1000;
constexpr uint kDefaultFound = 25;
constexpr qsizetype kMaxTerm = 256;

std::optional<Compression> takeCompression(OptionReader& options)
{
    const auto name = options.text("compress");
    if (!name)
        return std::nullopt;
    if (*name == QLatin1String("gzip"))
        return Compression::Gzip;
    if (*name == QLatin1String("zstd"))
        return Compression::Zstd;
    throw Error(Code::ApiInvalidArgument, "compress", "it is neither gzip nor zstd");
}

std::size_t takeLimit(OptionReader& options, uint fallback, uint most)
{
    const uint limit = options.number("limit").value_or(fallback);
    if (limit == 0 || limit > most)
        throw Error(Code::ApiInvalidArgument, "limit", "it is not 1 to " + std::to_string(most));
    return limit;
}

// A registry's host, as references spell it.
std::string domainOf(const QString& text)
{
    const std::string domain = text.toStdString();
    if (Reference::parse(domain + "/x").domain != domain)
        throw Error(Code::ApiInvalidArgument, "registry", "it is no host of a registry");
    return domain;
}

} // namespace

void ImagesService::push(const CallPtr& call)
{
    const auto serial = call->argument<qulonglong>(0);
    const Reference target = Reference::parse(call->argument<QString>(1).toStdString());
    if (target.digest)
        throw Error(Code::ReferenceInvalid, target.text(), "a push goes to a tag");
    OptionReader options(call->argument<QVariantMap>(2));
    PushRequest request;
    request.compression = takeCompression(options);
    request.registry = takeRegistryRequest(options);
    const bool isAllTags = options.flag("all-tags");
    options.finish();
    if (isAllTags && serial != 0)
        throw Error(Code::ApiInvalidArgument, "image", "all-tags names the images");
    const StoreSnapshot now = m_engine.store.snapshot();
    if (isAllTags) {
        request.images = imagesWithTagsOf(*now.view, target.repository());
        request.subject = toText(target.repository());
    } else {
        const auto image = m_engine.store.imageBySerial(serial);
        if (!image)
            throw Error(Code::StoreNotFound, "image " + std::to_string(serial));
        request.images.push_back({serial, target});
        request.subject =
            QStringLiteral("%1 (%2)").arg(toText(target.text()), toText(image->id.shortHex()));
    }
    replyWithJob(call, m_jobs, pushJob(m_engine, std::move(request)));
}

void ImagesService::search(const CallPtr& call)
{
    const auto term = call->argument<QString>(0);
    if (term.size() > kMaxTerm)
        throw Error(Code::ApiInvalidArgument, "term", "it is too long");
    OptionReader options(call->argument<QVariantMap>(1));
    SearchRequest request;
    request.term = term.toStdString();
    request.domain = domainOf(options.text("registry").value_or(QStringLiteral("docker.io")));
    request.limit = takeLimit(options, kDefaultFound, kMaxFound);
    request.registry = takeRegistryRequest(options);
    options.finish();
    if (request.term.empty() && request.domain == "docker.io")
        throw Error(Code::ApiInvalidArgument, "term", "it is empty");
    replyWithJob(call, m_jobs, searchJob(m_engine, std::move(request)));
}

void ImagesService::tags(const CallPtr& call)
{
    TagsRequest request{Reference::parse(call->argument<QString>(0).toStdString()), 0, {}};
    OptionReader options(call->argument<QVariantMap>(1));
    request.limit = takeLimit(options, kMaxTags, kMaxTags);
    request.registry = takeRegistryRequest(options);
    options.finish();
    replyWithJob(call, m_jobs, tagsJob(m_engine, std::move(request)));
}

void ImagesService::inspectRemote(const CallPtr& call)
{
    InspectRequest request{.reference = Reference::parse(call->argument<QString>(0).toStdString())};
    OptionReader options(call->argument<QVariantMap>(1));
    if (const auto platform = options.text("platform"))
        request.platform = Platform::parse(platform->toStdString());
    request.isRaw = options.flag("raw");
    request.registry = takeRegistryRequest(options);
    options.finish();
    replyWithJob(call, m_jobs, inspectRemoteJob(m_engine, std::move(request)));
}

} // namespace onggi
