// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The jobs that ask a registry for images. A pull may be stopped at any point and done again, which
// goes on from the spool; that is all that pausing it is.

#include "helper/service/image_jobs.h"

#include <functional>
#include <utility>

#include "engine/registry/client.h"
#include "engine/store/layer_fetch.h"
#include "engine/store/pull_plan.h"
#include "engine/store/pull_tags.h"
#include "helper/api/convert.h"
#include "helper/auth/actions.h"
#include "helper/service/candidates.h"

namespace onggi {

namespace {

RegistryOptions clientOptions(const PullRequest& request)
{
    RegistryOptions options = registryOptions(request.registry);
    options.firstAnswerTimeout = request.firstAnswerTimeout;
    return options;
}

PullOptions pullOptions(const PullRequest& request, const JobContext& context,
                        const Reference& reference)
{
    PullOptions options;
    options.platform = request.platform;
    options.uid = context.owner.uid;
    options.mayTakeTags =
        request.registry.tlsVerify && request.registry.access->get()->isVouchedFor(reference);
    options.policy = request.policy;
    return options;
}

QVariantMap resultOf(const Reference& reference, const PullResult& pulled)
{
    QVariantMap result{
        {QStringLiteral("reference"), toText(reference.text())},
        {QStringLiteral("image"), static_cast<qulonglong>(pulled.image)},
        {QStringLiteral("id"), toText(pulled.id.text())},
        {QStringLiteral("digest"), toText(pulled.digest.text())},
        {QStringLiteral("isNew"), pulled.isNew},
        {QStringLiteral("downloaded"), static_cast<qulonglong>(pulled.downloaded.count())}};
    if (pulled.movedFrom)
        result.insert(QStringLiteral("movedFrom"), toText(pulled.movedFrom->text()));
    if (pulled.keptBecause)
        result.insert(QStringLiteral("warning"), toText(pulled.keptBecause->message()));
    return result;
}

QVariantMap resultOf(const PulledTags& pulled)
{
    wire::Serials serials;
    QStringList ids;
    QStringList tags;
    bool isNew = false;
    Bytes downloaded;
    for (const PulledTag& tag : pulled.tags) {
        serials.append(tag.result.image);
        ids.append(toText(tag.result.id.text()));
        tags.append(toText(tag.reference.text()));
        isNew = isNew || tag.result.isNew;
        downloaded += tag.result.downloaded;
    }
    return {{QStringLiteral("images"), QVariant::fromValue(serials)},
            {QStringLiteral("ids"), ids},
            {QStringLiteral("tags"), tags},
            {QStringLiteral("skipped"), toTexts(pulled.skipped)},
            {QStringLiteral("isNew"), isNew},
            {QStringLiteral("downloaded"), static_cast<qulonglong>(downloaded.count())}};
}

QVariantMap resultOf(const Reference& reference, const PullPlan& plan, Bytes free)
{
    const auto bytes = [](Bytes count) { return static_cast<qulonglong>(count.count()); };
    wire::PlannedLayers items;
    for (const PlannedLayer& layer : plan.layers)
        items.append({toText(layer.diffId.text()),
                      toText(layer.blob.digest.text()),
                      bytes(layer.blob.size),
                      layer.isPresent,
                      {}});
    QVariantMap result{{QStringLiteral("reference"), toText(reference.text())},
                       {QStringLiteral("id"), toText(plan.fetched.manifest.config.digest.text())},
                       {QStringLiteral("digest"), toText(plan.fetched.topDigest().text())},
                       {QStringLiteral("items"), QVariant::fromValue(items)},
                       {QStringLiteral("present"), bytes(plan.present())},
                       {QStringLiteral("download"), bytes(plan.download())},
                       {QStringLiteral("disk"), bytes(plan.disk())},
                       {QStringLiteral("free"), bytes(free)}};
    if (plan.movesFrom)
        result.insert(QStringLiteral("movesFrom"), toText(plan.movesFrom->text()));
    return result;
}

// Between two tags a job can still be cancelled, though the first ones stay.
class NeverTooLate final : public ProgressSink {
public:
    explicit NeverTooLate(std::shared_ptr<ProgressSink> sink)
        : m_sink(std::move(sink))
    {
    }
    void stepBegan(std::uint64_t id, std::uint64_t parent, StepKind kind, std::string_view subject,
                   Bytes total) noexcept override
    {
        m_sink->stepBegan(id, parent, kind, subject, total);
    }
    void stepAdvanced(std::uint64_t id, Bytes done, Bytes total) noexcept override
    {
        m_sink->stepAdvanced(id, done, total);
    }
    void stepEnded(std::uint64_t id) noexcept override { m_sink->stepEnded(id); }

private:
    std::shared_ptr<ProgressSink> m_sink;
};

JobRequest newJob(const char* kind, const PullRequest& request)
{
    JobRequest job;
    job.kind = QLatin1String(kind);
    job.title = toText(Reference::parse(request.text).familiar());
    job.permissions = [access = request.registry.access, text = request.text] {
        const std::string names = namesOf(access->get()->candidates(text));
        return std::vector<Permission>{{action::kImagesPull, toText(names)}};
    };
    return job;
}

// The pull of one candidate, with a policy of its own.
using PullCandidate = std::function<QVariantMap(const Reference& candidate, PullPolicy policy)>;

// What is here of any candidate is found before a registry is asked for the first of them.
QVariantMap pullByPolicy(const std::vector<Reference>& candidates, const PullRequest& request,
                         const PullCandidate& pull)
{
    const bool isMissing = request.policy == PullPolicy::Missing;
    if (!asksAboutPresent(request.policy)) {
        for (const Reference& candidate : candidates) {
            try {
                return pull(candidate, PullPolicy::Never);
            } catch (const Error& error) {
                if (error.code() != Code::StoreNotFound)
                    throw;
            }
        }
        if (!isMissing)
            throw Error(Code::StoreNotFound, request.text, "it was not to be pulled");
    }
    const PullPolicy policy = isMissing ? PullPolicy::Always : request.policy;
    return firstOf(candidates, request.text,
                   [&](const Reference& candidate) { return pull(candidate, policy); });
}

} // namespace

JobRequest pullJob(Engine& engine, PullRequest request)
{
    JobRequest job = newJob("pull", request);
    job.isPausable = true;
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, clientOptions(request));
        const auto pull = [&](const Reference& reference, PullPolicy policy) {
            PullOptions options = pullOptions(request, context, reference);
            options.policy = policy;
            Progress progress(context.sink, StepKind::Pull, reference.text());
            return resultOf(reference,
                            engine.puller.pull(client, reference, options, progress, context.stop));
        };
        return pullByPolicy(request.registry.access->get()->candidates(request.text), request,
                            pull);
    };
    return job;
}

JobRequest pullAllTagsJob(Engine& engine, PullRequest request)
{
    JobRequest job = newJob("pull", request);
    job.title = toText(Reference::parse(request.text).repository());
    job.isPausable = true;
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, clientOptions(request));
        // Only the list may come from elsewhere: tags of two registries are never mixed.
        const auto list = [&](const Reference& candidate) {
            return std::pair(candidate, tagsToPull(client, candidate, context.stop));
        };
        const auto [repository, tags] =
            firstOf(request.registry.access->get()->candidates(request.text), request.text, list);
        Progress progress(std::make_shared<NeverTooLate>(context.sink), StepKind::Pull,
                          repository.repository());
        return resultOf(pullTags(engine.puller, client, repository, tags,
                                 pullOptions(request, context, repository), progress,
                                 context.stop));
    };
    return job;
}

JobRequest planPullJob(Engine& engine, PullRequest request)
{
    JobRequest job = newJob("plan-pull", request);
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, clientOptions(request));
        const auto plan = [&](const Reference& reference) {
            const Progress progress(context.sink, StepKind::Pull, reference.text());
            const PullPlan pull =
                planPull(engine.store, client, reference, request.platform, context.stop);
            // The pull will empty the spool of others if it has to.
            return resultOf(reference, pull,
                            freeSpaceAt(engine.store.paths().root()).usable +
                                engine.store.unusedSpool());
        };
        return firstOf(request.registry.access->get()->candidates(request.text), request.text,
                       plan);
    };
    return job;
}

} // namespace onggi
