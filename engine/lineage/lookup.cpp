// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order in which a name is tried: tag, manifest digest, id.

#include "engine/lineage/lookup.h"

#include <algorithm>
#include <optional>

#include "engine/core/error.h"
#include "engine/image/reference.h"

namespace onggi {

namespace {

std::optional<FoundImage> byReference(const StoreView& view, const Reference& reference)
{
    const std::string tag =
        reference.tag.empty() ? std::string() : reference.repository() + ":" + reference.tag;
    const std::string digest =
        reference.digest ? reference.repository() + "@" + reference.digest->text() : std::string();
    for (std::size_t i = 0; i < view.images.size(); ++i) {
        const ImageRow& image = view.images[i];
        const auto has = [](const std::vector<std::string>& names, const std::string& name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };
        // With both, the digest decides: the tag may have moved since.
        if (!digest.empty() ? has(image.digests, digest) : has(image.tags, tag))
            return FoundImage{i, digest.empty() ? tag : std::string()};
    }
    return std::nullopt;
}

std::string candidatesText(const StoreView& view, const std::vector<std::size_t>& images)
{
    constexpr std::size_t kShown = 10;
    std::string text = "it could be ";
    for (std::size_t i = 0; i < std::min(images.size(), kShown); ++i) {
        const ImageRow& image = view.images[images[i]];
        text += (i == 0 ? "" : ", ") + image.id.shortHex();
        if (!image.tags.empty())
            text += " (" + image.tags.front() + ')';
    }
    return text + (images.size() > kShown ? " and others" : "");
}

// The digits of a whole digest or of its beginning; empty for other text.
std::string_view digitsOf(std::string_view text)
{
    constexpr std::string_view kAlgorithm = "sha256:";
    if (text.starts_with(kAlgorithm))
        text.remove_prefix(kAlgorithm.size());
    const bool isHex =
        text.size() <= 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return isHex ? text : std::string_view();
}

std::optional<FoundImage> byId(const StoreView& view, std::string_view text)
{
    const std::string_view digits = digitsOf(text);
    if (digits.empty())
        return std::nullopt;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < view.images.size(); ++i) {
        if (view.images[i].id.hex().starts_with(digits))
            found.push_back(i);
    }
    if (found.empty())
        return std::nullopt;
    if (found.size() > 1)
        throw Error(Code::StoreAmbiguous, std::string(text), candidatesText(view, found));
    return FoundImage{found.front(), {}};
}

} // namespace

FoundImage findImage(const StoreView& view, std::string_view text)
{
    std::optional<Error> notReference;
    try {
        if (const auto found = byReference(view, Reference::parse(text)))
            return *found;
    } catch (const Error& error) {
        notReference = error;
    }
    if (const auto found = byId(view, text))
        return *found;
    if (notReference && !text.starts_with("sha256:"))
        throw *notReference;
    throw Error(Code::StoreNotFound, std::string(text));
}

std::size_t findLayer(const StoreView& view, std::string_view text)
{
    const std::string_view digits = digitsOf(text);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < view.layers.size() && !digits.empty(); ++i) {
        if (!view.layers[i].diffId.hex().starts_with(digits))
            continue;
        if (found)
            throw Error(Code::StoreAmbiguous, std::string(text));
        found = i;
    }
    if (!found)
        throw Error(Code::StoreNotFound, std::string(text), "no image and no layer is called so");
    return *found;
}

std::size_t findContainer(const StoreView& view, std::string_view text)
{
    for (std::size_t i = 0; i < view.containers.size(); ++i) {
        if (view.containers[i].name == text || view.containers[i].id == text)
            return i;
    }
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < view.containers.size() && !text.empty(); ++i) {
        if (!view.containers[i].id.starts_with(text))
            continue;
        if (found)
            throw Error(Code::StoreAmbiguous, std::string(text));
        found = i;
    }
    if (!found)
        throw Error(Code::ContainerNotFound, std::string(text));
    return *found;
}

} // namespace onggi
