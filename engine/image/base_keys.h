// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The keys of labels and annotations by which an image says what it is made on: a reference, and
// the digest of the manifest that it named then. OCI image specification, annotations.md.
#pragma once

namespace onggi {

inline constexpr const char* kBaseNameKey = "org.opencontainers.image.base.name";
inline constexpr const char* kBaseDigestKey = "org.opencontainers.image.base.digest";

} // namespace onggi
