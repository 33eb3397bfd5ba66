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

std::vector<RemovalTarget> targetsOf(const StoreView& view, const Document& document)
{
    std::map<Digest, std::size_t> imageOfId;
    for (std::size_t i = 0; i < view.images.size(); ++i)
        imageOfId.emplace(view.images[i].id, i);
    std::vector<RemovalTarget> targets;
    for (const Digest& id : document.order) {
        const Said& said = document.images.at(id);
        const auto found = imageOfId.find(id);
        if (found == imageOfId.end())
            throw Error(Code::StoreChanged, said.name, "the image is gone");
        const std::vector<std::string>& tags = view.images[found->second].tags;
        for (const std::string& tag : said.tags) {
            if (std::find(tags.begin(), tags.end(), tag) == tags.end())
                throw Error(Code::StoreChanged, said.name, "it no longer has the tag " + tag);
        }
        if (said.action == RemovalAction::Delete) {
            if (tags.size() != said.tags.size())
                throw Error(Code::StoreChanged, said.name, "it has got another tag");
            targets.push_back({found->second, {}});
            continue;
        }
        const bool isEveryTag = tags.size() == said.tags.size();
        for (const std::string& tag : said.tags)
            targets.push_back(
                {found->second, tag, isEveryTag ? UntagEnough::Always : UntagEnough::Never});
    }
    return targets;
}

void requireSame(const RemovalItem& item, const Said& said)
{
    if (item.action == RemovalAction::Keep) {
        std::string why = "something needs it now";
        if (!item.blockers.empty()) {
            const Blocker& first = item.blockers.front();
            why = (first.kind == BlockerKind::Container ? "container " : "image ") + first.name +
                  " needs it now";
        }
        throw Error(Code::StoreChanged, said.name, why);
    }
    if (item.action != said.action)
        throw Error(Code::StoreChanged, said.name, "it would be removed whole now");
    if (item.freed != said.freed) {
        throw Error(Code::StoreChanged, said.name,
                    "it would free " + humanSize(item.freed) + " now, not " +
                        humanSize(said.freed));
    }
}

} // namespace

RemovalPlan planFromJson(const StoreView& view, const Forest& forest, std::string_view text,
                         const std::string& file)
{
    const Document document = parse(text, file);
    RemovalPlan plan = planRemoval(view, forest, targetsOf(view, document));
    for (const RemovalItem& item : plan.items)
        requireSame(item, document.images.at(item.id));
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
