// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The id alone goes to standard output, as with other engines: scripts read it.

#include "helper/ctl/commands/made_image.h"

#include "engine/core/printable.h"
#include "helper/api/convert.h"
#include "helper/ctl/output.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

void addMadeImageOptions(Syntax syntax, MadeImageOptions& options)
{
    syntax.list("-c,--change", options.changes,
                "a Dockerfile's instruction, such as 'CMD [\"/bin/sh\"]' or 'ENV A=1': CMD, "
                "ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, "
                "WORKDIR",
                "INSTRUCTION");
    syntax.value("-m,--message", options.message, "a note for the image's history", "TEXT");
    syntax.flag("-q,--quiet", options.isQuiet, "show no progress");
}

QVariantMap toWire(const MadeImageOptions& options)
{
    QVariantMap wire;
    if (!options.reference.empty())
        wire.insert("reference", toText(options.reference));
    if (!options.message.empty())
        wire.insert("message", toText(options.message));
    if (!options.changes.empty())
        wire.insert("changes", toTexts(options.changes));
    return wire;
}

void printMadeImage(const QVariantMap& result, const MadeImageOptions& options)
{
    print(printable(result.value("id").toString().toStdString()) + "\n");
    if (result.contains("movedFrom"))
        printError(printable(familiarName(options.reference)) +
                   ": the tag has moved from another image\n");
}

} // namespace onggi::ctl
