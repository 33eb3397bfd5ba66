// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How far a job has come, for people: redrawn lines on a terminal, plain lines elsewhere.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "helper/api/wire.h"

namespace onggi::ctl {

struct JobProgress {
    std::uint64_t done = 0;        // bytes
    std::uint64_t total = 0;       // 0: not known
    double rate = 0;               // bytes a second
    std::vector<wire::Step> steps; // that are new or changed
};

// "[=====>     ]", with `width` columns between the brackets.
std::string progressBar(std::uint64_t done, std::uint64_t total, std::size_t width);
// "34.1 MB of 84.8 MB, 12.0 MB/s, 4 seconds left", as much of it as is known.
std::string totalText(const JobProgress& progress);

// What is shown of a job's steps: downloads, uploads, checks, merges; a layer is unpacked while it
// comes, so that its download stands for both.
class ProgressView {
public:
    virtual ~ProgressView() = default;
    virtual void update(const JobProgress& progress) = 0;
    // Before anything else is written, and at the end.
    virtual void finish() = 0;
};

using Write = std::function<void(const std::string&)>;

// A line per step and a total line, redrawn in place. `columns` and `rows` are asked at each
// drawing: of more lines than fit, the last ones are shown.
class TerminalView : public ProgressView {
public:
    struct Size {
        std::size_t columns = 80;
        std::size_t rows = 24;
    };
    TerminalView(Write write, std::function<Size()> size);
    void update(const JobProgress& progress) override;
    void finish() override;

private:
    std::string stepLine(const wire::Step& step, std::size_t columns) const;

    Write m_write;
    std::function<Size()> m_size;
    std::map<std::uint64_t, wire::Step> m_steps;
    std::size_t m_drawn = 0; // lines that the cursor stands below
};

// A line when a step has ended.
class PlainView : public ProgressView {
public:
    explicit PlainView(Write write);
    void update(const JobProgress& progress) override;
    void finish() override {}

private:
    Write m_write;
    std::map<std::uint64_t, bool> m_told;
};

// Shows nothing.
class SilentView : public ProgressView {
public:
    void update(const JobProgress&) override {}
    void finish() override {}
};

} // namespace onggi::ctl
