// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order in which a name is tried: tag, manifest digest, id.

#include "engine/lineage/lookup.h"

#include <algorithm>
#include <functional>
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

// The only one that was found, of at least one. `nameOf` tells one of several from the others.
std::size_t onlyOne(const std::vector<std::size_t>& found, std::string_view text,
                    const std::function<std::string(std::size_t)>& nameOf)
{
    constexpr std::size_t kShown = 10;
    if (found.size() == 1)
        return found.front();
    std::string candidates = "it could be ";
    for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i)
        candidates += (i == 0 ? "" : ", ") + nameOf(found[i]);
    throw Error(Code::StoreAmbiguous, std::string(text),
                candidates + (found.size() > kShown ? " and others" : ""));
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
        if (view.images[i].id.beginsWith(digits))
            found.push_back(i);
    }
    if (found.empty())
        return std::nullopt;
    const auto nameOf = [&view](std::size_t i) {
        const ImageRow& image = view.images[i];
        return image.id.shortHex() + (image.tags.empty() ? "" : " (" + image.tags.front() + ')');
    };
    return FoundImage{onlyOne(found, text, nameOf), {}};
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
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < view.layers.size() && !digits.empty(); ++i) {
        if (view.layers[i].diffId.beginsWith(digits))
            found.push_back(i);
    }
    if (found.empty())
        throw Error(Code::StoreNotFound, std::string(text), "no image and no layer is called so");
    return onlyOne(found, text,
                   [&view](std::size_t i) { return view.layers[i].diffId.shortHex(); });
}

std::size_t findContainer(const StoreView& view, std::string_view text)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < view.containers.size(); ++i) {
        if (view.containers[i].name == text || view.containers[i].id == text)
            return i;
        if (!text.empty() && view.containers[i].id.starts_with(text))
            found.push_back(i);
    }
    if (found.empty())
        throw Error(Code::ContainerNotFound, std::string(text));
    return onlyOne(found, text, [&view](std::size_t i) {
        const ContainerRow& container = view.containers[i];
        return container.id.substr(0, 12) + " (" + container.name + ')';
    });
}

} // namespace onggi
