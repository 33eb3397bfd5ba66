// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one exception that the engine throws for what can go wrong in the world outside it.
// A broken invariant of our own is an assertion, and a cancellation is `Cancelled`, not an Error.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onggi {

// What went wrong, in groups. The names ("registry.unreachable") are part of the bus API: an
// enumerator may be added, none is ever renamed. error.cpp holds the sentence of each.
enum class Code {
    ReferenceInvalid,
    DigestInvalid,
    PlatformInvalid,
    PlatformMissing,
    DocumentInvalid,
    RegistryUnreachable,
    RegistryDenied,
    RegistryNotFound,
    RegistryRateLimited,
    RegistryForbidden,
    RegistryInsecure,
    RegistryProtocol,
    RegistryMediaType,
    RegistryTooLarge,
    RegistryDigestMismatch,
    RegistrySizeMismatch,
    LayerDigestMismatch,
    LayerTruncated,
    LayerCorrupt,
    LayerTooLarge,
    LayerUnsafeName,
    LayerUnsupported,
    ArchiveInvalid,
    StoreNotFound,
    StoreAmbiguous,
    StoreInUse,
    StoreChanged,
    StoreNotOwned,
    StoreNoSpace,
    StoreReadOnly,
    StoreCorrupt,
    StoreBusy,
    ContainerNotFound,
    ContainerNameTaken,
    ContainerState,
    NetworkFailed,
    NetworkPortTaken,
    RunUnavailable,
    RunCommandNotFound,
    RunCommandNotExecutable,
    RunUserUnknown,
    RunOptionInvalid,
    RunFailed,
    AuthDenied,
    AuthChallenge,
    AuthDismissed,
    JobNotFound,
    JobState,
    ApiInvalidArgument,
    ApiUnknownOption,
    ApiDescriptor,
    ApiLimit,
    SystemIo,
    SystemLimit,
};

// "registry.unreachable", and back.
std::string_view codeName(Code code) noexcept;
std::optional<Code> codeFromName(std::string_view name) noexcept;

class Error : public std::exception {
public:
    // `subject` is the thing: a reference, a digest, a host, a path. `detail` is the likely cause,
    // in English, for experts; left empty, the code's own likely cause stands in the message. Of
    // more than 16 KiB the rest is cut off both.
    Error(Code code, std::string subject, std::string detail = {});

    Code code() const noexcept { return m_code; }
    const std::string& subject() const noexcept { return m_subject; }
    const std::string& detail() const noexcept { return m_detail; }

    // What was being done, innermost first: "while unpacking layer 3 of 5".
    const std::vector<std::string>& frames() const noexcept { return m_frames; }
    Error& addFrame(std::string frame);

    // One line: what happened, to what, and the likely cause. Control characters that came from
    // outside are already visible escapes.
    const std::string& message() const noexcept { return m_message; }
    const char* what() const noexcept override { return m_message.c_str(); }

private:
    Code m_code;
    std::string m_subject;
    std::string m_detail;
    std::vector<std::string> m_frames;
    std::string m_message;
};

// Error of a failed system call: SystemIo, or the code that errno `number` has of its own
// (ENOSPC: StoreNoSpace, EROFS: StoreReadOnly, EMFILE and ENFILE: SystemLimit).
// `what` names the call or the action.
Error systemError(int number, std::string subject, std::string_view what);

} // namespace onggi
