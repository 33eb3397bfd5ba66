// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Draws with three controls only: carriage return, "erase to the end of the line" and "cursor up"
// (ECMA-48 EL, CUU), which every terminal that is still met knows.

#include "helper/ctl/progress_view.h"

#include <algorithm>

#include "engine/core/bytes.h"
#include "engine/core/printable.h"
#include "helper/api/step_state.h"
#include "helper/ctl/output.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

bool isShown(const wire::Step& step)
{
    return step.parent != 0 && step.kind != "unpack";
}

const char* verbOf(const wire::Step& step)
{
    if (hasStopped(step))
        return "stopped at";
    struct Verb {
        const char* kind;
        const char* now;
        const char* done;
    };
    constexpr Verb kVerbs[] = {{"download", "downloading", "downloaded"},
                               {"load", "loading", "loaded"},
                               {"merge", "merging", "merged"},
                               {"remove", "removing", "removed"},
                               {"start", "starting", "started"},
                               {"check", "checking", "checked"},
                               {"push", "pushing", "pushed"},
                               {"present", "already there", "already there"},
                               {"mounted", "taken over", "taken over"},
                               {"compress", "compressing", "compressed"},
                               {"upload", "uploading", "uploaded"}};
    for (const Verb& verb : kVerbs) {
        if (step.kind == QLatin1String(verb.kind))
            return step.hasEnded ? verb.done : verb.now;
    }
    return step.hasEnded ? "done" : "working";
}

std::string subjectOf(const wire::Step& step)
{
    const std::string subject = printable(step.subject.toStdString());
    return subject.starts_with("sha256:") ? subject.substr(7, 12) : subject;
}

std::string amountOf(const wire::Step& step)
{
    const std::string done = humanSize(Bytes(step.done));
    if ((step.hasEnded && !hasStopped(step)) || step.total == 0)
        return step.done == 0 ? std::string() : done;
    return done + " of " + humanSize(Bytes(step.total));
}

std::string padded(const std::string& text, std::size_t width)
{
    const std::size_t has = displayWidth(text);
    return has < width ? text + std::string(width - has, ' ') : text;
}

} // namespace

std::string progressBar(std::uint64_t done, std::uint64_t total, std::size_t width)
{
    if (total == 0)
        return {};
    const double part = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    const auto filled = static_cast<std::size_t>(part * static_cast<double>(width));
    std::string bar(filled, '=');
    if (filled < width)
        bar += '>';
    bar.resize(width, ' ');
    return "[" + bar + "]";
}

std::string totalText(const JobProgress& progress)
{
    std::string text = humanSize(Bytes(progress.done));
    if (progress.total > 0)
        text += " of " + humanSize(Bytes(progress.total));
    if (progress.rate >= 1) {
        text += ", " + humanSize(Bytes(static_cast<std::uint64_t>(progress.rate))) + "/s";
        if (progress.total > progress.done) {
            const double left = static_cast<double>(progress.total - progress.done) / progress.rate;
            // Beyond a week it is no estimate.
            if (left < 7 * 86400)
                text += ", " + durationText(static_cast<std::int64_t>(left)) + " left";
        }
    }
    return text;
}

TerminalView::TerminalView(Write write, std::function<Size()> size)
    : m_write(std::move(write))
    , m_size(std::move(size))
{
}

void TerminalView::update(const JobProgress& progress)
{
    for (const wire::Step& step : progress.steps) {
        if (isShown(step))
            m_steps[step.id] = step;
    }
    const Size size = m_size();
    // The cursor's own line, and one that stays free.
    const std::size_t room = std::max<std::size_t>(size.rows, 4) - 3;
    std::vector<std::string> lines;
    const std::size_t skipped = m_steps.size() > room ? m_steps.size() - room : 0;
    std::size_t i = 0;
    for (const auto& [id, step] : m_steps) {
        if (i++ >= skipped)
            lines.push_back(stepLine(step, size.columns));
    }
    lines.push_back("total         " + totalText(progress));
    std::string text;
    if (m_drawn > 0)
        text += "\x1b[" + std::to_string(m_drawn) + "A";
    const std::size_t width = size.columns > 1 ? size.columns - 1 : 1;
    for (const std::string& line : lines)
        text += "\r" + shortened(line, width, !isUnicodeOutput()) + "\x1b[K\n";
    // Fewer lines than before (a smaller window): what is left of them is erased.
    text += "\x1b[J";
    m_drawn = lines.size();
    m_write(text);
}

void TerminalView::finish()
{
    m_drawn = 0;
    m_steps.clear();
}

std::string TerminalView::stepLine(const wire::Step& step, std::size_t columns) const
{
    std::string line = padded(subjectOf(step), 12) + "  " + verbOf(step);
    const std::string amount = amountOf(step);
    if (amount.empty())
        return line;
    line =
        padded(line, 26) + std::string(amount.size() < 20 ? 20 - amount.size() : 0, ' ') + amount;
    const std::size_t width = displayWidth(line);
    if (!step.hasEnded && columns > width + 16) {
        const std::size_t bar = std::min<std::size_t>(columns - width - 6, 26);
        line += "  " + progressBar(step.done, step.total, bar);
    }
    return line;
}

PlainView::PlainView(Write write)
    : m_write(std::move(write))
{
}

void PlainView::update(const JobProgress& progress)
{
    for (const wire::Step& step : progress.steps) {
        if (!isShown(step) || !step.hasEnded || m_told[step.id])
            continue;
        m_told[step.id] = true;
        const std::string amount = amountOf(step);
        m_write(subjectOf(step) + ": " + verbOf(step) + (amount.empty() ? "" : " " + amount) +
                "\n");
    }
}

} // namespace onggi::ctl
