// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Filters hold together, several globs for one another, as with other engines. A glob is compared
// with what people are shown and with the full reference, each with and without the tag; a star
// does not reach across a slash.

#include "helper/ctl/image_query.h"

#include <algorithm>

#include <fnmatch.h>

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/image/reference.h"
#include "engine/lineage/lookup.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/text.h"
#include "helper/ctl/time_text.h"

namespace onggi::ctl {

namespace {

bool isMatch(const std::string& glob, const std::string& name)
{
    return ::fnmatch(glob.c_str(), name.c_str(), FNM_PATHNAME) == 0;
}

// What may stand on a line of the query's repository.
class NameFilter {
public:
    explicit NameFilter(const ImageQuery& query)
        : m_globs(query.globs)
    {
        if (query.repository.empty())
            return;
        const Reference wanted = Reference::parse(query.repository);
        const std::size_t slash = query.repository.rfind('/');
        const std::size_t colon = query.repository.rfind(':');
        const bool hasTag =
            colon != std::string::npos && (slash == std::string::npos || colon > slash);
        (hasTag ? m_tag : m_repository) =
            hasTag ? wanted.repository() + ":" + wanted.tag : wanted.repository();
    }

    bool isOpen() const { return m_globs.empty() && m_tag.empty() && m_repository.empty(); }

    bool accepts(const std::string& tag) const
    {
        if (!m_tag.empty() && tag != m_tag)
            return false;
        if (!m_repository.empty() && repositoryOf(tag) != m_repository)
            return false;
        if (m_globs.empty())
            return true;
        const std::string familiar = familiarName(tag);
        return std::any_of(m_globs.begin(), m_globs.end(), [&](const std::string& glob) {
            return isMatch(glob, familiar) || isMatch(glob, repositoryOf(familiar)) ||
                   isMatch(glob, tag) || isMatch(glob, repositoryOf(tag));
        });
    }

private:
    const std::vector<std::string>& m_globs;
    std::string m_tag;
    std::string m_repository;
};

class ImageFilter {
public:
    ImageFilter(const StoreView& view, const Forest& forest, const ImageQuery& query,
                const LabelsOfImage& labelsOfImage)
        : m_view(view)
        , m_forest(forest)
        , m_query(query)
        , m_labelsOfImage(labelsOfImage)
    {
        if (!query.before.empty())
            m_before = findImage(view, query.before).image;
        if (!query.since.empty())
            m_since = findImage(view, query.since).image;
    }

    bool accepts(std::size_t image) const
    {
        const ImageRow& row = m_view.images[image];
        if (m_query.isDangling && *m_query.isDangling != row.tags.empty())
            return false;
        if (!m_query.isAll && isMereStep(image))
            return false;
        if (m_before && !(age(image) < age(*m_before)))
            return false;
        if (m_since && !(age(*m_since) < age(image)))
            return false;
        if (m_query.until && row.created >= *m_query.until)
            return false;
        return m_query.labels.empty() || hasLabels(image);
    }

private:
    // Of two that were made in the same second, the one that came first.
    std::pair<std::int64_t, Serial> age(std::size_t image) const
    {
        return {m_view.images[image].created, m_view.images[image].serial};
    }

    // An untagged image that another one is made on is a mere step of that.
    bool isMereStep(std::size_t image) const
    {
        const auto node = m_forest.nodeOfImage(image);
        return m_view.images[image].tags.empty() && node &&
               !m_forest.nodes()[*node].children.empty();
    }

    bool hasLabels(std::size_t image) const
    {
        const Labels labels = m_labelsOfImage(image);
        return std::all_of(
            m_query.labels.begin(), m_query.labels.end(), [&labels](const std::string& wanted) {
                const std::size_t equals = wanted.find('=');
                const auto label = labels.find(wanted.substr(0, equals));
                return label != labels.end() &&
                       (equals == std::string::npos || label->second == wanted.substr(equals + 1));
            });
    }

    const StoreView& m_view;
    const Forest& m_forest;
    const ImageQuery& m_query;
    const LabelsOfImage& m_labelsOfImage;
    std::optional<std::size_t> m_before;
    std::optional<std::size_t> m_since;
};

} // namespace

std::string repositoryOf(const std::string& tag)
{
    const std::size_t colon = tag.rfind(':');
    const std::size_t slash = tag.rfind('/');
    const bool hasTag = colon != std::string::npos && (slash == std::string::npos || colon > slash);
    return hasTag ? tag.substr(0, colon) : tag;
}

std::string tagOf(const std::string& tag)
{
    const std::size_t length = repositoryOf(tag).size();
    return length < tag.size() ? tag.substr(length + 1) : std::string();
}

void addName(ImageQuery& query, const std::string& name)
{
    try {
        Reference::parse(name);
        query.repository = name;
    } catch (const Error&) {
        // Not asked first: "[::1]:5000/x" names a registry.
        if (name.find_first_of("*?[") == std::string::npos)
            throw;
        query.globs.push_back(name);
    }
}

void addFilter(ImageQuery& query, const std::string& filter, std::int64_t now)
{
    const std::size_t equals = filter.find('=');
    const std::string name = filter.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : filter.substr(equals + 1);
    const auto refuse = [&filter](const char* expected) {
        throw UsageError("wrong filter: " + printable(filter) + ": expected " + expected);
    };
    if (value.empty())
        refuse("NAME=VALUE");
    if (name == "dangling" && (value == "true" || value == "1"))
        query.isDangling = true;
    else if (name == "dangling" && (value == "false" || value == "0"))
        query.isDangling = false;
    else if (name == "dangling")
        refuse("true or false");
    else if (name == "reference")
        query.globs.push_back(value);
    else if (name == "label")
        query.labels.push_back(value);
    else if (name == "before")
        query.before = value;
    else if (name == "since")
        query.since = value;
    else if (name == "until")
        query.until = parsePointInTime(value, now);
    else
        refuse("dangling, reference, label, before, since or until");
}

std::vector<ImageLine> selectLines(const StoreView& view, const Forest& forest,
                                   const ImageQuery& query, const LabelsOfImage& labelsOfImage)
{
    const NameFilter names(query);
    const ImageFilter images(view, forest, query, labelsOfImage);
    std::vector<std::size_t> order(view.images.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, [&view](std::size_t a, std::size_t b) {
        return view.images[a].created > view.images[b].created;
    });
    std::vector<ImageLine> lines;
    for (const std::size_t image : order) {
        std::vector<ImageLine> mine;
        for (const std::string& tag : view.images[image].tags) {
            if (names.isOpen() || names.accepts(tag))
                mine.push_back({image, tag});
        }
        if (view.images[image].tags.empty() && names.isOpen())
            mine.push_back({image, {}});
        if (!mine.empty() && images.accepts(image))
            lines.insert(lines.end(), mine.begin(), mine.end());
    }
    return lines;
}

} // namespace onggi::ctl
