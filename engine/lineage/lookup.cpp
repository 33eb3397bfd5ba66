// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order in which a name is tried: tag, manifest digest, id; where it may be a container's too,
// names of either come before ids of either.

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

std::vector<std::size_t> imagesById(const StoreView& view, std::string_view text)
{
    const std::string_view digits = digitsOf(text);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < view.images.size() && !digits.empty(); ++i) {
        if (view.images[i].id.beginsWith(digits))
            found.push_back(i);
    }
    return found;
}

std::string imageName(const ImageRow& image)
{
    return image.id.shortHex() + (image.tags.empty() ? "" : " (" + image.tags.front() + ')');
}

std::optional<std::size_t> containerByName(const StoreView& view, std::string_view text)
{
    for (std::size_t i = 0; i < view.containers.size(); ++i) {
        if (view.containers[i].name == text || view.containers[i].id == text)
            return i;
    }
    return std::nullopt;
}

std::vector<std::size_t> containersById(const StoreView& view, std::string_view text)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < view.containers.size() && !text.empty(); ++i) {
        if (view.containers[i].id.starts_with(text))
            found.push_back(i);
    }
    return found;
}

std::string containerName(const ContainerRow& container)
{
    return container.id.substr(0, 12) + " (" + container.name + ')';
}

bool isReference(const StoreView& view, std::string_view text)
{
    try {
        return byReference(view, Reference::parse(text)).has_value();
    } catch (const Error&) {
        return false;
    }
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
    const std::vector<std::size_t> found = imagesById(view, text);
    if (!found.empty()) {
        return {onlyOne(found, text, [&view](std::size_t i) { return imageName(view.images[i]); }),
                {}};
    }
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
    if (const auto named = containerByName(view, text))
        return *named;
    const std::vector<std::size_t> found = containersById(view, text);
    if (found.empty())
        throw Error(Code::ContainerNotFound, std::string(text));
    return onlyOne(found, text,
                   [&view](std::size_t i) { return containerName(view.containers[i]); });
}

FoundThing findThing(const StoreView& view, std::string_view text)
{
    if (const auto named = containerByName(view, text))
        return {true, *named};
    std::vector<std::size_t> found = containersById(view, text);
    if (found.empty() || isReference(view, text))
        return {false, findImage(view, text).image};
    // Images are counted behind the containers.
    const std::size_t containers = view.containers.size();
    for (const std::size_t image : imagesById(view, text))
        found.push_back(containers + image);
    const std::size_t only = onlyOne(found, text, [&](std::size_t i) {
        return i < containers ? "container " + containerName(view.containers[i])
                              : "image " + imageName(view.images[i - containers]);
    });
    return {true, only};
}

} // namespace onggi
