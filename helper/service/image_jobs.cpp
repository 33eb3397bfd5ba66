// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether others use an image is looked up when the job is authorised, and bound to what is done
// then: the store looks again, and refuses what has become somebody else's meanwhile.

#include "helper/service/image_jobs.h"

#include <algorithm>

#include "engine/archive/load.h"
#include "engine/registry/client.h"
#include "engine/registry/sign_in.h"
#include "helper/api/convert.h"
#include "helper/auth/actions.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxNamed = 8; // more things than that are only counted in a prompt

QString nameOf(const ImageRow& image)
{
    const QString digest = toText(image.id.shortHex());
    return image.tags.empty() ? digest
                              : QStringLiteral("%1 (%2)").arg(toText(image.tags.front()), digest);
}

bool isUsedByOthers(const ImageDetails& image, std::uint32_t uid)
{
    return std::ranges::any_of(image.claims,
                               [uid](const Claim& claim) { return claim.uid != uid; });
}

QString listOf(const QStringList& names)
{
    if (names.size() <= static_cast<qsizetype>(kMaxNamed))
        return names.join(QLatin1String(", "));
    return QStringLiteral("%1 … (%2)")
        .arg(names.mid(0, kMaxNamed).join(QLatin1String(", ")))
        .arg(names.size());
}

bool isGranted(const JobContext& context, QLatin1String action)
{
    return std::ranges::any_of(context.granted, [action](const Permission& permission) {
        return permission.action == action;
    });
}

std::vector<Permission> removalPermissions(const Store& store, const RemovalPlan& plan,
                                           std::uint32_t uid)
{
    QStringList names;
    QStringList others;
    for (const RemovalItem& item : plan.items) {
        const ImageDetails image = store.imageDetails(item.image);
        names.append(nameOf(image.row));
        if (isUsedByOthers(image, uid))
            others.append(nameOf(image.row));
    }
    if (others.isEmpty())
        return {{action::kImagesRemove, listOf(names)}};
    return {{action::kImagesRemoveOthers, listOf(others)}};
}

QVariantMap resultOf(const RemovalOutcome& outcome)
{
    QStringList tags;
    for (const RemovedTag& tag : outcome.tags)
        tags.append(toText(tag.tag));
    const auto texts = [](const std::vector<Digest>& digests) {
        QStringList all;
        for (const Digest& digest : digests)
            all.append(toText(digest.text()));
        return all;
    };
    return {{QStringLiteral("freedBytes"), static_cast<qulonglong>(outcome.freed.count())},
            {QStringLiteral("untagged"), tags},
            {QStringLiteral("deleted"), texts(outcome.images)},
            {QStringLiteral("layers"), texts(outcome.layers)}};
}

QVariantMap resultOf(const std::vector<LoadedImage>& images)
{
    wire::Serials serials;
    QStringList ids;
    QStringList tags;
    QStringList moved;
    QStringList nameless;
    for (const LoadedImage& image : images) {
        serials.append(image.published.image);
        ids.append(toText(image.published.id.text()));
        tags += toTexts(image.tags);
        if (image.tags.empty())
            nameless.append(ids.last());
        for (const MovedTag& tag : image.published.movedTags)
            moved.append(toText(tag.tag));
    }
    return {{QStringLiteral("images"), QVariant::fromValue(serials)},
            {QStringLiteral("ids"), ids},
            {QStringLiteral("tags"), tags},
            {QStringLiteral("movedTags"), moved},
            {QStringLiteral("nameless"), nameless}};
}

} // namespace

JobRequest signInJob(Engine& engine, SignInRequest request)
{
    JobRequest job;
    job.kind = QStringLiteral("sign-in");
    job.title = toText(request.scope);
    job.weight = JobWeight::Light;
    job.permissions = [title = job.title] {
        return std::vector<Permission>{{action::kImagesSignIn, title}};
    };
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        verifySignIn(engine.transfer, registryOptions(request.registry), request.scope,
                     context.stop);
        return QVariantMap();
    };
    return job;
}

JobRequest loadJob(Engine& engine, Fd archive, const std::string& name)
{
    JobRequest job;
    job.kind = QStringLiteral("load");
    job.title = toText(name);
    job.permissions = [title = job.title] {
        return std::vector<Permission>{{action::kImagesLoad, title}};
    };
    job.work = [&engine, archive = std::make_shared<Fd>(std::move(archive)),
                name](const JobContext& context) {
        LoadOptions options;
        options.name = name;
        options.uid = context.owner.uid;
        options.requireAllowed = [policy = systemPolicy(), name](std::string_view transport) {
            if (policy)
                policy->requireLoadable(transport, name);
        };
        Progress progress(context.sink, StepKind::Load, name);
        return resultOf(
            loadArchive(engine.store, engine.unpacker, *archive, options, progress, context.stop));
    };
    return job;
}

JobRequest tagJob(Engine& engine, const ImageRow& image, const Reference& reference,
                  std::uint32_t uid)
{
    JobRequest job;
    job.kind = QStringLiteral("tag");
    job.title = toText(reference.text());
    job.weight = JobWeight::Light;
    job.permissions = [&engine, image, reference, uid] {
        const auto moved = engine.store.tryFindImage(reference.text());
        const bool isOthers = moved && moved->serial != image.serial &&
                              isUsedByOthers(engine.store.imageDetails(moved->serial), uid);
        const QString subject =
            QStringLiteral("%1 → %2").arg(toText(reference.text()), nameOf(image));
        return std::vector<Permission>{
            {isOthers ? action::kImagesRemoveOthers : action::kImagesTag, subject}};
    };
    job.work = [&engine, serial = image.serial, reference](const JobContext& context) {
        QVariantMap result;
        const bool mayTakeTag = isGranted(context, action::kImagesRemoveOthers);
        if (const auto from = engine.store.tag(serial, reference, context.owner.uid, mayTakeTag))
            result.insert(QStringLiteral("movedFrom"), toText(from->text()));
        return result;
    };
    return job;
}

JobRequest removeJob(Engine& engine, RemovalPlan plan, std::uint32_t uid)
{
    JobRequest job;
    job.kind = QStringLiteral("remove");
    job.title = toText(plan.items.front().name);
    if (plan.items.size() > 1)
        job.title += QStringLiteral(" … (%1)").arg(plan.items.size());
    job.permissions = [&engine, plan, uid] { return removalPermissions(engine.store, plan, uid); };
    job.work = [&engine, plan](const JobContext& context) {
        const bool isAdmin =
            context.owner.uid == 0 || isGranted(context, action::kImagesRemoveOthers);
        return resultOf(engine.store.removePlan(plan, {context.owner.uid, isAdmin}));
    };
    return job;
}

} // namespace onggi
