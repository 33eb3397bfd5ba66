// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The jobs that ask a registry for images. A pull may be stopped at any point and done again, which
// goes on from the spool; that is all that pausing it is.

#include "helper/service/image_jobs.h"

#include "engine/registry/client.h"
#include "engine/store/layer_fetch.h"
#include "engine/store/pull_plan.h"
#include "engine/store/pull_tags.h"
#include "helper/api/convert.h"
#include "helper/auth/actions.h"

namespace onggi {

namespace {

RegistryOptions registryOptions(const PullRequest& request)
{
    RegistryOptions options;
    options.tlsVerify = request.tlsVerify;
    options.firstAnswerTimeout = request.firstAnswerTimeout;
    return options;
}

PullOptions pullOptions(const PullRequest& request, const JobContext& context)
{
    PullOptions options;
    options.platform = request.platform;
    options.uid = context.owner.uid;
    options.mayTakeTags = request.tlsVerify;
    options.policy = request.policy;
    return options;
}

QVariantMap resultOf(const PullResult& pulled)
{
    QVariantMap result{
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

QVariantMap resultOf(const PullPlan& plan, Bytes free)
{
    const auto bytes = [](Bytes count) { return static_cast<qulonglong>(count.count()); };
    wire::PlannedLayers items;
    for (const PlannedLayer& layer : plan.layers)
        items.append({toText(layer.diffId.text()),
                      toText(layer.blob.digest.text()),
                      bytes(layer.blob.size),
                      layer.isPresent,
                      {}});
    QVariantMap result{{QStringLiteral("id"), toText(plan.fetched.manifest.config.digest.text())},
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

JobRequest newJob(const char* kind, const std::string& name, const std::string& title)
{
    JobRequest job;
    job.kind = QLatin1String(kind);
    job.title = toText(title);
    job.permissions = [name = toText(name)] {
        return std::vector<Permission>{{action::kImagesPull, name}};
    };
    return job;
}

} // namespace

JobRequest pullJob(Engine& engine, PullRequest request)
{
    JobRequest job = newJob("pull", request.reference.text(), request.reference.familiar());
    job.isPausable = true;
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, registryOptions(request));
        Progress progress(context.sink, StepKind::Pull, request.reference.text());
        return resultOf(engine.puller.pull(client, request.reference, pullOptions(request, context),
                                           progress, context.stop));
    };
    return job;
}

JobRequest pullAllTagsJob(Engine& engine, PullRequest request)
{
    const std::string repository = request.reference.repository();
    JobRequest job = newJob("pull", repository, repository);
    job.isPausable = true;
    job.work = [&engine, request = std::move(request), repository](const JobContext& context) {
        RegistryClient client(engine.transfer, registryOptions(request));
        Progress progress(std::make_shared<NeverTooLate>(context.sink), StepKind::Pull, repository);
        return resultOf(pullAllTags(engine.puller, client, request.reference,
                                    pullOptions(request, context), progress, context.stop));
    };
    return job;
}

JobRequest planPullJob(Engine& engine, PullRequest request)
{
    JobRequest job = newJob("plan-pull", request.reference.text(), request.reference.familiar());
    job.work = [&engine, request = std::move(request)](const JobContext& context) {
        RegistryClient client(engine.transfer, registryOptions(request));
        const Progress progress(context.sink, StepKind::Pull, request.reference.text());
        const PullPlan plan =
            planPull(engine.store, client, request.reference, request.platform, context.stop);
        return resultOf(plan, freeSpaceAt(engine.store.paths().root()).usable);
    };
    return job;
}

} // namespace onggi
