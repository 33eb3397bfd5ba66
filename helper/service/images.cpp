// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading answers from the store's snapshot; everything else makes a job. Arguments are checked
// before there is one.

#include "helper/service/images.h"

#include <utility>

#include "engine/image/descriptor.h"
#include "helper/api/convert.h"
#include "helper/api/names.h"
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
    serve("Pull", &ImagesService::pull);
    serve("Push", &ImagesService::push);
    serve("Search", &ImagesService::search);
    serve("Tags", &ImagesService::tags);
    serve("InspectRemote", &ImagesService::inspectRemote);
    serve("Load", &ImagesService::load);
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

void ImagesService::pull(const CallPtr& call)
{
    PullRequest request{.reference = Reference::parse(call->argument<QString>(0).toStdString())};
    OptionReader options(call->argument<QVariantMap>(1));
    if (const auto platform = options.text("platform"))
        request.platform = Platform::parse(platform->toStdString());
    request.tlsVerify = options.choice("tls-verify").value_or(true);
    request.firstAnswerTimeout =
        std::chrono::milliseconds(options.number("first-answer-timeout").value_or(0));
    options.finish();
    replyWithJob(call, m_jobs, pullJob(m_engine, std::move(request)));
}

void ImagesService::load(const CallPtr& call)
{
    Fd archive = takeDescriptor(call->argument<QDBusUnixFileDescriptor>(0), "archive");
    requireReadable(archive, "archive");
    OptionReader options(call->argument<QVariantMap>(1));
    const std::string name = options.bytes("name").value_or("archive").toStdString();
    options.finish();
    replyWithJob(call, m_jobs, loadJob(m_engine, std::move(archive), name));
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
