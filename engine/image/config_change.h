// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The instructions of a Dockerfile that change nothing but an image's config: what `--change` of
// `import` and `commit` takes. Dockerfile reference; OCI image specification config.md.
#pragma once

#include <span>
#include <string>

#include "engine/core/json.h"

namespace onggi {

// CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR, in
// this order, on the "config" object of an image's config. An ENTRYPOINT drops the CMD that was
// there, unless one of `changes` before it has set that. Throws Error(ApiInvalidArgument) naming
// the change that cannot be read, or with which they add more than a config may have.
void applyChanges(Json& config, std::span<const std::string> changes);

// Throws what applyChanges() would, for changes on their own.
void checkChanges(std::span<const std::string> changes);

} // namespace onggi
