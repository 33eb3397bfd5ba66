// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The delete simulator, forward: what would go, what would stay and why, and the bytes that come
// back. Nothing is deleted here; what deletes takes the plan and does exactly that.
#pragma once

#include <string>
#include <vector>

#include "engine/lineage/forest.h"

namespace onggi {

enum class RemovalAction {
    Untag,  // a tag goes, the image stays: under another, or untagged
    Delete, // all of the image's tags, the image, and its layers that nothing else needs
    Keep,   // nothing, because of the blockers
};
const char* removalActionName(RemovalAction action) noexcept;

// What plans call an image: its first tag, or its short id.
std::string planName(const ImageRow& image);

enum class BlockerKind { ChildImage, Container };

struct Blocker {
    BlockerKind kind;
    std::string name; // a tag or short id; a container's name
};

struct RemovalItem {
    Serial image = 0;
    Digest id;
    std::string name; // a tag or short id
    RemovalAction action = RemovalAction::Keep;
    std::vector<std::string> tags; // that go
    std::vector<Serial> layers;    // that go with this item
    Bytes freed;                   // disk bytes of those layers
    std::vector<Blocker> blockers; // what the image stays for; empty where it can go
};

struct RemovalPlan {
    std::vector<RemovalItem> items; // in the order of the targets
    Bytes freed; // in all; a layer counts once, with the last image that needs it
};

// Where something needs the image, whether its last tags go all the same and it stays untagged.
enum class UntagEnough {
    Never,
    ForChildren, // of images alone: as an intermediate image it is none the worse
    Always,      // of containers too, which then run what has no name any more
};

// One thing to remove: an image with all its tags, or a single tag of it (the image goes with its
// last).
struct RemovalTarget {
    std::size_t image = 0; // index into StoreView::images
    std::string tag;       // full reference, or empty for the whole image
    UntagEnough untagEnough = UntagEnough::Never;
};

// An image is kept while a container uses it, or while an image that stays is
// made on top of it. Targets may be each other's children: all are judged together.
RemovalPlan planRemoval(const StoreView& view, const Forest& forest,
                        const std::vector<RemovalTarget>& targets);

// What `prune` looks at: images without a tag, with `all` also tagged ones.
std::vector<RemovalTarget> pruneTargets(const StoreView& view, bool all);

// What `prune` would take: images without a tag, with `all` also tagged ones, that no container and
// no image that stays needs. Images that are kept are not listed.
RemovalPlan planPrune(const StoreView& view, const Forest& forest, bool all);

} // namespace onggi
