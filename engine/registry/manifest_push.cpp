// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Storing a manifest: the last step of a push, which makes it visible.

#include "engine/registry/client.h"
#include "engine/registry/places.h"
#include "engine/registry/upload.h"

namespace onggi {

void RegistryClient::pushManifest(const Reference& reference, const FetchedDocument& manifest,
                                  std::stop_token stop)
{
    const Place place = m_places->destination(reference);
    Endpoint& endpoint = *place.endpoint;
    Endpoint::Question asked;
    asked.path = "/v2/" + place.reference.path + "/manifests/" +
                 (reference.tag.empty() ? manifest.digest.text() : reference.tag);
    asked.scope = pushScope(place.reference.path);
    asked.subject = reference.text();
    asked.method = "PUT";
    asked.headers = {"Content-Type: " + manifest.mediaType};
    asked.body = manifest.bytes;
    Retry retry(endpoint.retryPolicy());
    for (;;) {
        const auto answer = askForHead(endpoint, asked, stop);
        if (!answer) {
            endpoint.awaitRetry(retry, answer.error(), stop);
            continue;
        }
        const auto digest = answer->find("Docker-Content-Digest");
        if (digest && *digest != manifest.digest.text()) {
            throw Error(Code::RegistryDigestMismatch, reference.text(),
                        "the registry has stored " + std::string(*digest) + " for " +
                            manifest.digest.text());
        }
        return;
    }
}

} // namespace onggi
