// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `tag`.

#include "helper/ctl/commands/declare.h"

#include "engine/lineage/lookup.h"
#include "helper/api/convert.h"
#include "helper/ctl/job.h"
#include "images_interface.h"

namespace onggi::ctl {

namespace {

int tag(const std::string& image, const std::string& reference)
{
    Session session;
    const StoreView view = session.readStore();
    const Serial serial = view.images[findImage(view, image).image].serial;
    runJob(session, session.images().Tag(serial, toText(reference), {}));
    return 0;
}

} // namespace

Action declareTag(Syntax syntax)
{
    const auto names = std::make_shared<std::pair<std::string, std::string>>();
    syntax.argument("IMAGE", names->first);
    syntax.argument("REFERENCE", names->second);
    return [names] { return tag(names->first, names->second); };
}

} // namespace onggi::ctl
