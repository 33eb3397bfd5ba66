// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a blob comes into a repository: it is there, the registry takes it over from another
// repository, or it is uploaded.

#include "engine/core/cancel.h"
#include "engine/registry/client.h"
#include "engine/registry/places.h"
#include "engine/registry/upload.h"

namespace onggi {

namespace {

// An upload that was offered instead of a mount and is not wanted. Registries end forgotten ones in
// time, so that a failure does not matter.
void abandon(Endpoint& endpoint, Endpoint::Question question, const HttpHead& answer,
             const std::stop_token& stop)
{
    const auto location = endpoint.locationOf(question, answer);
    if (!location)
        return;
    question.method = "DELETE";
    question.body.reset();
    question.url = *location;
    (void)askForHead(endpoint, question, stop);
}

} // namespace

bool RegistryClient::hasBlob(const Reference& repository, const Descriptor& blob,
                             std::stop_token stop)
{
    const Place place = m_places->destination(repository);
    return onggi::hasBlob(*place.endpoint, place.reference, blob, stop);
}

bool RegistryClient::mountBlob(const Reference& repository, const Descriptor& blob,
                               const Reference& from, std::stop_token stop)
{
    const Place place = m_places->destination(repository);
    const Place other = m_places->destination(from);
    if (other.reference.domain != place.reference.domain)
        return false;
    Endpoint& endpoint = *place.endpoint;
    Endpoint::Question asked;
    asked.path = "/v2/" + place.reference.path +
                 "/blobs/uploads/?mount=" + percentEncoded(blob.digest.text()) +
                 "&from=" + percentEncoded(other.reference.path);
    asked.scope = pushScope(place.reference.path, other.reference.path);
    asked.subject = blob.digest.text() + " for " + repository.repository();
    asked.method = "POST";
    asked.body = "";
    const auto answer = askForHead(endpoint, asked, stop);
    throwIfCancelled(stop);
    if (!answer)
        return false; // an upload will say what is wrong, if anything is
    if (answer->status == 201) {
        const auto digest = answer->find("Docker-Content-Digest");
        return !digest || *digest == blob.digest.text();
    }
    abandon(endpoint, std::move(asked), *answer, stop);
    return false;
}

void RegistryClient::pushBlob(const Reference& repository, const Descriptor& blob,
                              const BlobReader& reader, Progress& progress, std::stop_token stop)
{
    const Place place = m_places->destination(repository);
    Upload(*place.endpoint, place.reference, blob, reader, progress).run(stop);
}

} // namespace onggi
