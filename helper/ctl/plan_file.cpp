// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The document says what goes by id and tag, and what it frees; the plan is made anew from the
// store as it is and has to come out the same. Between this comparison and the removal the helper
// compares once more, in its transaction.

#include "helper/ctl/plan_file.h"

#include <algorithm>
#include <cerrno>
#include <map>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "helper/ctl/owned_fd.h"
#include "helper/ctl/usual_signals.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kMostBytes = 64 << 20;

// What the document says of one image.
struct Said {
    std::string name;
    RemovalAction action = RemovalAction::Untag;
    std::vector<std::string> tags;
    Bytes freed;
};

struct Document {
    std::vector<Digest> order; // of the images
    std::map<Digest, Said> images;
    Bytes freed;
};

void take(Document& document, const Json& item, std::string_view file)
{
    const std::string action = requireString(item, "action", file);
    const std::string name = requireString(item, "name", file);
    const Digest id = Digest::require(requireString(item, "id", file));
    if (action == removalActionName(RemovalAction::Keep))
        return;
    const auto [entry, isNew] = document.images.try_emplace(id);
    if (isNew)
        document.order.push_back(id);
    Said& said = entry->second;
    if (said.name.empty())
        said.name = name;
    // An untagged image goes by its short id, which has no colon.
    if (name.find(':') != std::string::npos)
        said.tags.push_back(name);
    said.freed += Bytes(requireUnsigned(item, "diskBytes", file));
    if (action == removalActionName(RemovalAction::Delete)) {
        said.name = name;
        said.action = RemovalAction::Delete;
    } else if (action != removalActionName(RemovalAction::Untag)) {
        throw Error(Code::DocumentInvalid, std::string(file), "unknown action " + action);
    }
}

Document parse(std::string_view text, const std::string& file)
{
    const Json json = parseJson(text, file);
    Document document;
    for (const Json& item : requireArray(json, "items", file))
        take(document, item, file);
    document.freed = Bytes(requireUnsigned(json, "freedBytes", file));
    for (auto& [id, said] : document.images)
        std::sort(said.tags.begin(), said.tags.end());
    return document;
}

// What is other than the document says.
struct Change {
    std::string subject;
    std::string what;
};
using Changes = std::vector<Change>;

// Names the first ones of many.
void requireNone(const Changes& changes)
{
    if (changes.empty())
        return;
    constexpr std::size_t kShown = 10;
    std::string all = changes.front().what;
    for (std::size_t i = 1; i < std::min(changes.size(), kShown); ++i)
        all += "; " + changes[i].subject + ": " + changes[i].what;
    if (changes.size() > kShown)
        all += "; and " + std::to_string(changes.size() - kShown) + " more";
    throw Error(Code::StoreChanged, changes.front().subject, all);
}

bool has(const std::vector<std::string>& tags, const std::string& tag)
{
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

// An image whose tags have changed is a target all the same: else what it is made on would be
// taken for needed.
void addTargets(std::vector<RemovalTarget>& targets, std::size_t image,
                const std::vector<std::string>& tags, const Said& said, Changes& changes)
{
    for (const std::string& tag : said.tags) {
        if (!has(tags, tag))
            changes.push_back({said.name, "it no longer has the tag " + tag});
        else if (said.action == RemovalAction::Untag)
            targets.push_back({image, tag, UntagEnough::Always});
    }
    if (said.action != RemovalAction::Delete)
        return;
    if (!std::all_of(tags.begin(), tags.end(),
                     [&said](const std::string& tag) { return has(said.tags, tag); }))
        changes.push_back({said.name, "it has got another tag"});
    targets.push_back({image, {}});
}

std::vector<RemovalTarget> targetsOf(const StoreView& view, const Document& document,
                                     Changes& changes)
{
    std::map<Digest, std::size_t> imageOfId;
    for (std::size_t i = 0; i < view.images.size(); ++i)
        imageOfId.emplace(view.images[i].id, i);
    std::vector<RemovalTarget> targets;
    for (const Digest& id : document.order) {
        const Said& said = document.images.at(id);
        const auto found = imageOfId.find(id);
        if (found == imageOfId.end())
            changes.push_back({said.name, "the image is gone"});
        else
            addTargets(targets, found->second, view.images[found->second].tags, said, changes);
    }
    return targets;
}

void compareActions(const RemovalItem& item, const Said& said, Changes& changes)
{
    if (item.action == RemovalAction::Keep) {
        std::string why = "something needs it now";
        if (!item.blockers.empty()) {
            const Blocker& first = item.blockers.front();
            why = (first.kind == BlockerKind::Container ? "container " : "image ") + first.name +
                  " needs it now";
        }
        changes.push_back({said.name, why});
    } else if (item.action != said.action) {
        changes.push_back({said.name, "it would be removed whole now"});
    }
}

void compareBytes(const RemovalItem& item, const Said& said, Changes& changes)
{
    if (item.freed != said.freed) {
        changes.push_back({said.name, "it would free " + humanSize(item.freed) + " now, not " +
                                          humanSize(said.freed)});
    }
}

} // namespace

RemovalPlan planFromJson(const StoreView& view, const Forest& forest, std::string_view text,
                         const std::string& file)
{
    const Document document = parse(text, file);
    Changes changes;
    RemovalPlan plan = planRemoval(view, forest, targetsOf(view, document, changes));
    for (const RemovalItem& item : plan.items)
        compareActions(item, document.images.at(item.id), changes);
    requireNone(changes);
    // With one image less, others free more: that is worth a word only where nothing else is.
    for (const RemovalItem& item : plan.items)
        compareBytes(item, document.images.at(item.id), changes);
    requireNone(changes);
    if (plan.freed != document.freed)
        throw Error(Code::StoreChanged, file, "it would free " + humanSize(plan.freed) + " now");
    return plan;
}

std::string readPlanFile(const std::string& path)
{
    const UsualSignals usual;
    OwnedFd opened;
    if (path != "-") {
        opened = OwnedFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!opened)
            throw systemError(errno, path, "open");
    }
    const int fd = path == "-" ? STDIN_FILENO : opened.get();
    std::string text;
    char buffer[65536];
    while (text.size() <= kMostBytes) {
        const ssize_t got = ::read(fd, buffer, sizeof buffer);
        if (got == 0)
            return text;
        if (got < 0 && errno != EINTR)
            throw systemError(errno, path, "read");
        if (got > 0)
            text.append(buffer, static_cast<std::size_t>(got));
    }
    throw Error(Code::DocumentInvalid, path, "it is longer than any plan");
}

} // namespace onggi::ctl
