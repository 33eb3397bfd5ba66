// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The helper reads the documents; what they say is said here.

#include "helper/ctl/commands/inspect_remote.h"

#include <nlohmann/json.hpp>

#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "helper/ctl/json_text.h"
#include "helper/ctl/output.h"
#include "helper/ctl/remote_image.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

std::string bytesOf(const QVariantMap& result, const char* name)
{
    return result.value(name).toByteArray().toStdString();
}

QVariantMap ask(Session& session, const RemoteInspection& inspection, const Reference& reference,
                bool isRaw)
{
    QVariantMap options = inspection.registry.wire({reference.text()});
    if (!inspection.platform.empty())
        options.insert("platform", toText(inspection.platform));
    if (isRaw)
        options.insert("raw", true);
    return runJob(session, session.images().InspectRemote(toText(reference.text()), options));
}

std::vector<Reference> referencesOf(const RemoteInspection& inspection)
{
    std::vector<Reference> references;
    for (const std::string& name : inspection.names)
        references.push_back(Reference::parse(candidatesOf(name).front()));
    return references;
}

} // namespace

OrderedJson remoteImages(const RemoteInspection& inspection)
{
    const std::vector<Reference> references = referencesOf(inspection);
    Session session;
    OrderedJson list = OrderedJson::array();
    for (const Reference& reference : references) {
        const QVariantMap result = ask(session, inspection, reference, false);
        RemoteImage image;
        image.reference = reference;
        image.digest = result.value("digest").toString().toStdString();
        image.mediaType = result.value("mediaType").toString().toStdString();
        image.manifestDigest = result.value("manifestDigest").toString().toStdString();
        image.manifest = bytesOf(result, "manifest");
        image.config = bytesOf(result, "config");
        image.platforms = fromTexts(result.value("platforms").toStringList());
        list.push_back(remoteImageJson(image));
    }
    return list;
}

void printRemoteDocuments(const RemoteInspection& inspection, bool areManifests)
{
    const std::vector<Reference> references = referencesOf(inspection);
    Session session;
    for (const Reference& reference : references) {
        const QVariantMap result = ask(session, inspection, reference, areManifests);
        print(bytesOf(result, areManifests ? "document" : "config"));
    }
}

} // namespace onggi::ctl
