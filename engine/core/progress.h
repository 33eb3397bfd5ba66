// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long work says how far it has come.
//
// A Progress is a step: a scope with a kind, a subject, and bytes done of a total. It may have
// child steps; its destructor ends it. The receiver is a ProgressSink. All of it may be used from
// any thread; one Progress object belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"

namespace onggi {

enum class StepKind {
    Pull,     // subject: reference
    Download, // subject: digest of the blob
    Unpack,   // subject: that of the layer's download; its diffID where there is none
    Load,     // subject: name of the archive
    Merge,    // subject: chainID
    Remove,   // subject: image
    Start,    // subject: container
    Check,    // subject: what is checked
    Export,   // subject: container
    Save,     // subject: the first image
    Import,   // subject: name of the archive
    Commit,   // subject: container
    Push,     // subject: the reference
    Upload,   // subject: digest of the blob
    Repair,   // subject: what is repaired
    Present,  // subject: digest of a blob that the registry has already
    Mounted,  // subject: digest of a blob that it takes over from another repository
    Compress, // subject: diffID
};

std::string_view stepKindName(StepKind kind) noexcept;

// Called from whichever thread makes progress, possibly from several at once; must not throw.
class ProgressSink {
public:
    virtual ~ProgressSink() = default;
    // `parent` is 0 for the outermost step. `total` is 0 while it is not known.
    virtual void stepBegan(std::uint64_t id, std::uint64_t parent, StepKind kind,
                           std::string_view subject, Bytes total) noexcept = 0;
    // Totals never shrink, and done never exceeds a total that is known.
    virtual void stepAdvanced(std::uint64_t id, Bytes done, Bytes total) noexcept = 0;
    virtual void stepEnded(std::uint64_t id) noexcept = 0;
    // From here on a cancellation would come too late.
    virtual void passedPointOfNoReturn() noexcept {}
};

class Progress {
public:
    // Tells nobody.
    Progress() = default;
    Progress(std::shared_ptr<ProgressSink> sink, StepKind kind, std::string_view subject,
             Bytes total = {});
    Progress(Progress&& other) noexcept;
    Progress& operator=(Progress&& other) noexcept;
    ~Progress();

    Progress child(StepKind kind, std::string_view subject, Bytes total = {}) const;

    // Grows the total; a smaller one is ignored.
    void setTotal(Bytes total);
    void advance(Bytes more);
    void passPointOfNoReturn();

private:
    Progress(std::shared_ptr<ProgressSink> sink, std::uint64_t parent, StepKind kind,
             std::string_view subject, Bytes total);
    void end() noexcept;

    std::shared_ptr<ProgressSink> m_sink;
    std::uint64_t m_id = 0;
    Bytes m_done;
    Bytes m_total;
};

} // namespace onggi
