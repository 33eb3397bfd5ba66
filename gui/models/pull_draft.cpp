// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/pull_draft.h"

#include <algorithm>

#include "engine/image/platform.h"
#include "gui/models/typed_reference.h"
#include "helper/api/convert.h"
#include "helper/registries/access_options.h"

namespace onggi {
namespace {

// Somebody sits and waits: a registry that is silent for so long is taken as absent.
constexpr uint kPatience = 20'000; // milliseconds

QVariantMap commonOptions(const PullDraft& draft, const PullAccess& access)
{
    QVariantMap options = access.options;
    options.insert(QStringLiteral("first-answer-timeout"), kPatience);
    if (!draft.platform.isEmpty())
        options.insert(QStringLiteral("platform"), draft.platform);
    return options;
}

bool isHere(const PullDraft& draft, const StoreView& view)
{
    const auto reference = readReference(draft.reference).reference;
    if (!reference)
        return false;
    const std::string platform =
        draft.platform.isEmpty() ? Platform::host().text() : draft.platform.toStdString();
    const std::string name = reference->text();
    return std::ranges::any_of(view.images, [&](const ImageRow& image) {
        return image.platform == platform &&
               (std::ranges::find(image.tags, name) != image.tags.end() ||
                std::ranges::find(image.digests, name) != image.digests.end());
    });
}

} // namespace

PullAccess readAccess(const PullDraft& draft)
{
    AccessOptions access;
    access.isTlsVerified = !draft.isInsecure;
    const std::string text = draft.reference.toStdString();
    const AccessDocument document = access.gather({text});
    PullAccess read{access.wireDocument(document), false, {}};
    const Reference reference = Reference::parse(text);
    if (const Credentials* known = findCredentials(document.credentials, reference.repository())) {
        read.isSignedIn = true;
        read.user = toText(known->username);
    }
    return read;
}

QVariantMap pullOptions(const PullDraft& draft, const PullAccess& access)
{
    QVariantMap options = commonOptions(draft, access);
    if (!draft.policy.isEmpty())
        options.insert(QStringLiteral("policy"), draft.policy);
    return options;
}

QVariantMap lookUpOptions(const PullDraft& draft, const PullAccess& access)
{
    QVariantMap options = commonOptions(draft, access);
    options.insert(QStringLiteral("dry-run"), true);
    return options;
}

bool asksTheRegistry(const PullDraft& draft, const StoreView& view)
{
    if (draft.policy == QLatin1String("never"))
        return false;
    return draft.policy != QLatin1String("missing") || !isHere(draft, view);
}

QString pullCommand(const PullDraft& draft)
{
    QString command = QStringLiteral("onggictl pull ");
    if (!draft.platform.isEmpty())
        command += QStringLiteral("--platform ") + draft.platform + QLatin1Char(' ');
    if (!draft.policy.isEmpty())
        command += QStringLiteral("--policy ") + draft.policy + QLatin1Char(' ');
    if (draft.isInsecure)
        command += QStringLiteral("--tls-verify=false ");
    return command + draft.reference;
}

} // namespace onggi
