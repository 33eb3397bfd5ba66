// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading answers from the store's snapshot; everything else makes a job. Arguments are checked
// before there is one.

#include "helper/service/images.h"

#include <algorithm>
#include <utility>

#include <fcntl.h>

#include "engine/image/descriptor.h"
#include "helper/api/convert.h"
#include "helper/api/names.h"
#include "helper/service/archive_jobs.h"
#include "helper/service/descriptors.h"
#include "helper/service/image_jobs.h"
#include "helper/service/jobs.h"
#include "helper/service/options.h"
#include "helper/service/pages.h"

namespace onggi {

namespace {

// Of the manifest itself, not of an index above it.
const ManifestRecord& ownManifest(const ImageDetails& image)
{
    for (const ManifestRecord& record : image.manifests) {
        const auto type = MediaType::parse(record.mediaType);
        if (type && type->kind == MediaKind::Manifest)
            return record;
    }
    throw Error(Code::StoreNotFound, "manifest of " + image.row.id.shortHex());
}

PullPolicy policyNamed(const QString& name)
{
    if (const auto policy = pullPolicyFromName(name.toStdString()))
        return *policy;
    throw Error(Code::ApiInvalidArgument, "policy", "it is always, missing, newer or never");
}

void requireNoTag(const std::string& text)
{
    const Reference reference = Reference::parse(text); // adds a tag where there is none
    if (reference.digest || text.ends_with(':' + reference.tag))
        throw Error(Code::ReferenceInvalid, text,
                    "all tags are those of a repository, which has none itself");
}

} // namespace

ImagesService::ImagesService(const QDBusConnection& connection, Engine& engine, JobQueue& jobs,
                             Idle& idle)
    : m_engine(engine)
    , m_jobs(jobs)
    , m_idle(idle)
    , m_watchers(connection, bus::kImagesPath, bus::kImages)
{
}

void ImagesService::install(Dispatcher& dispatcher, StoreFeed& feed)
{
    const auto serve = [&](const char* method, void (ImagesService::*handler)(const CallPtr&)) {
        dispatcher.serve(bus::kImages, method,
                         [this, handler](const CallPtr& call) { (this->*handler)(call); });
    };
    serve("Snapshot", &ImagesService::snapshot);
    serve("Layers", &ImagesService::layers);
    serve("Config", &ImagesService::config);
    serve("Manifest", &ImagesService::manifest);
    serve("OpenLayer", &ImagesService::openLayer);
    serve("Pull", &ImagesService::pull);
    serve("Push", &ImagesService::push);
    serve("Search", &ImagesService::search);
    serve("Tags", &ImagesService::tags);
    serve("InspectRemote", &ImagesService::inspectRemote);
    serve("SignIn", &ImagesService::signIn);
    serve("Load", &ImagesService::load);
    serve("Save", &ImagesService::save);
    serve("Import", &ImagesService::importTar);
    serve("Tag", &ImagesService::tag);
    serve("Remove", &ImagesService::remove);
    dispatcher.serve(bus::kImages, "Watch", [this](const CallPtr& call) {
        m_watchers.add(call->sender(), call->uid(), m_idle.hold());
        call->reply(static_cast<qulonglong>(m_engine.store.snapshot().revision));
    });
    dispatcher.serve(bus::kImages, "Unwatch", [this](const CallPtr& call) {
        m_watchers.remove(call->sender());
        call->reply();
    });
    feed.onChange([this](const StoreChange& change) { tell(change); });
}

void ImagesService::snapshot(const CallPtr& call)
{
    const StoreSnapshot now = m_engine.store.snapshot();
    const auto& rows = now.view->images;
    call->reply(static_cast<qulonglong>(now.revision), static_cast<qulonglong>(rows.size()),
                pageOf(rows, call->argument<qulonglong>(0), call->argument<uint>(1)));
}

void ImagesService::layers(const CallPtr& call)
{
    const StoreSnapshot now = m_engine.store.snapshot();
    const auto& rows = now.view->layers;
    call->reply(static_cast<qulonglong>(now.revision), static_cast<qulonglong>(rows.size()),
                pageOf(rows, call->argument<qulonglong>(0), call->argument<uint>(1)));
}

void ImagesService::config(const CallPtr& call)
{
    answerFromThread(call, [this](Call& answered) {
        const auto serial = answered.argument<qulonglong>(0);
        const auto image = m_engine.store.imageBySerial(serial);
        if (!image)
            throw Error(Code::StoreNotFound, "image " + std::to_string(serial));
        answered.reply(toByteArray(m_engine.store.blob(image->id)));
    });
}

void ImagesService::manifest(const CallPtr& call)
{
    answerFromThread(call, [this](Call& answered) {
        const ImageDetails image = m_engine.store.imageDetails(answered.argument<qulonglong>(0));
        const ManifestRecord& record = ownManifest(image);
        answered.reply(toByteArray(m_engine.store.blob(record.digest)), toText(record.mediaType));
    });
}

void ImagesService::openLayer(const CallPtr& call)
{
    OptionReader(call->argument<QVariantMap>(1)).finish();
    answerFromThread(call, [this](Call& answered) {
        const auto serial = answered.argument<qulonglong>(0);
        const StoreSnapshot now = m_engine.store.snapshot();
        const auto row = std::ranges::lower_bound(now.view->layers, serial, {}, &LayerRow::serial);
        if (row == now.view->layers.end() || row->serial != serial)
            throw Error(Code::StoreNotFound, "layer " + std::to_string(serial));
        const StatePaths& paths = m_engine.store.paths();
        constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
        const Fd index = openFile(paths.layerIndex(row->diffId), kFlags);
        const Fd tar = openFile(paths.layerTar(row->diffId), kFlags);
        answered.reply(QDBusUnixFileDescriptor(index.get()), QDBusUnixFileDescriptor(tar.get()));
    });
}

void ImagesService::pull(const CallPtr& call)
{
    PullRequest request;
    request.text = call->argument<QString>(0).toStdString();
    Reference::parse(request.text); // refused now if it is none
    OptionReader options(call->argument<QVariantMap>(1));
    if (const auto platform = options.text("platform"))
        request.platform = Platform::parse(platform->toStdString());
    request.registry = takeRegistryRequest(options);
    request.firstAnswerTimeout =
        std::chrono::milliseconds(options.number("first-answer-timeout").value_or(0));
    const auto policy = options.text("policy");
    const bool isAllTags = options.flag("all-tags");
    const bool isDryRun = options.flag("dry-run");
    options.finish();
    if (policy)
        request.policy = policyNamed(*policy);
    if (isDryRun && (isAllTags || policy))
        throw Error(Code::ApiInvalidArgument, "dry-run", "it goes with no policy, and one image");
    if (isAllTags)
        requireNoTag(request.text);
    replyWithJob(call, m_jobs,
                 isDryRun    ? planPullJob(m_engine, std::move(request))
                 : isAllTags ? pullAllTagsJob(m_engine, std::move(request))
                             : pullJob(m_engine, std::move(request)));
}

void ImagesService::signIn(const CallPtr& call)
{
    SignInRequest request;
    request.scope = call->argument<QString>(0).toStdString();
    // A registry, or a part of one.
    const std::string whole =
        request.scope.find('/') == std::string::npos ? request.scope + "/any" : request.scope;
    const Reference named = Reference::parse(whole);
    const bool hasTag = whole.find_first_of(":@", whole.find('/')) != std::string::npos;
    if (!request.scope.starts_with(named.domain) || hasTag)
        throw Error(Code::ReferenceInvalid, request.scope, "it is no registry");
    OptionReader options(call->argument<QVariantMap>(1));
    request.registry = takeRegistryRequest(options);
    options.finish();
    replyWithJob(call, m_jobs, signInJob(m_engine, std::move(request)));
}

void ImagesService::load(const CallPtr& call)
{
    Fd archive = takeDescriptor(call->argument<QDBusUnixFileDescriptor>(0), "archive");
    requireReadable(archive, "archive");
    OptionReader options(call->argument<QVariantMap>(1));
    const std::string name = takeArchiveName(options);
    options.finish();
    replyWithJob(call, m_jobs, loadJob(m_engine, std::move(archive), name));
}

void ImagesService::save(const CallPtr& call)
{
    SaveRequest request;
    const StoreSnapshot now = m_engine.store.snapshot();
    request.targets = saveTargets(call->argument<wire::SaveItems>(0), *now.view);
    request.output = takeDescriptor(call->argument<QDBusUnixFileDescriptor>(1), "archive");
    requireWritableFile(request.output, "archive");
    OptionReader options(call->argument<QVariantMap>(2));
    readSaveOptions(options, request.options);
    options.finish();
    replyWithJob(call, m_jobs, saveJob(m_engine, std::move(request)));
}

void ImagesService::importTar(const CallPtr& call)
{
    Fd archive = takeDescriptor(call->argument<QDBusUnixFileDescriptor>(0), "archive");
    requireReadable(archive, "archive");
    OptionReader options(call->argument<QVariantMap>(1));
    ImportOptions request;
    readImportOptions(options, request);
    options.finish();
    replyWithJob(call, m_jobs, importJob(m_engine, std::move(archive), std::move(request)));
}

void ImagesService::tag(const CallPtr& call)
{
    const auto image = m_engine.store.imageBySerial(call->argument<qulonglong>(0));
    if (!image)
        throw Error(Code::StoreNotFound, "image " + std::to_string(call->argument<qulonglong>(0)));
    const Reference reference = Reference::parse(call->argument<QString>(1).toStdString());
    if (reference.digest)
        throw Error(Code::ReferenceInvalid, reference.text(), "a tag has no digest");
    OptionReader(call->argument<QVariantMap>(2)).finish();
    replyWithJob(call, m_jobs, tagJob(m_engine, *image, reference, call->uid()));
}

void ImagesService::remove(const CallPtr& call)
{
    RemovalPlan plan =
        fromWire(call->argument<wire::PlanItems>(0), *m_engine.store.snapshot().view);
    if (plan.items.empty())
        throw Error(Code::ApiInvalidArgument, "plan", "it is empty");
    OptionReader(call->argument<QVariantMap>(1)).finish();
    replyWithJob(call, m_jobs, removeJob(m_engine, std::move(plan), call->uid()));
}

void ImagesService::tell(const StoreChange& change)
{
    if (m_watchers.isEmpty() || change.images.isEmpty())
        return;
    auto row = change.images.changed.begin();
    const auto end = change.images.changed.end();
    wire::Serials removed(change.images.removed.begin(), change.images.removed.end());
    do {
        const auto pageEnd = endOfPage(row, end, kMaxPageRows);
        wire::Images page;
        for (; row != pageEnd; ++row)
            page.append(toWire(*row));
        m_watchers.send(QStringLiteral("Changed"),
                        {static_cast<qulonglong>(change.revision), QVariant::fromValue(page),
                         QVariant::fromValue(std::exchange(removed, {}))});
    } while (row != end);
}

} // namespace onggi
