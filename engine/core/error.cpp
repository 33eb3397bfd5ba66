// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The names and sentences of the error codes. A sentence says what happened to the subject; the
// likely cause behind the colon is the detail that the thrower knew, else the general one of the
// table.

#include "engine/core/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/core/printable.h"

namespace onggi {

namespace {

// More than anybody reads, and than the bus is told. A parser quotes what it does not understand,
// which may be megabytes; jobs that failed are kept for a while, and stand in the log.
constexpr std::size_t kMaxText = 16 << 10;

std::string shortened(std::string text)
{
    return text.size() <= kMaxText ? std::move(text) : text.substr(0, kMaxText) + "…";
}

struct Entry {
    Code code;
    std::string_view name;
    std::string_view before; // the sentence up to the subject
    std::string_view after;  // and behind it
    std::string_view cause;  // the likely cause where no detail is known
};

// In the order of the enumerators.
constexpr Entry kEntries[] = {
    {Code::ReferenceInvalid, "reference.invalid", "not an image reference: ", "",
     "expected [host[:port]/]name[:tag][@digest], in lower case"},
    {Code::DigestInvalid, "digest.invalid", "not a digest: ", "",
     "expected sha256: and 64 hexadecimal digits"},
    {Code::PlatformInvalid, "platform.invalid", "not a platform: ", "",
     "expected os/architecture[/variant]"},
    {Code::PlatformMissing, "platform.missing", "no image for this platform in ", "",
     "the publisher does not build it"},
    {Code::DocumentInvalid, "document.invalid", "cannot understand ", "",
     "it is damaged, or no document of this kind"},
    {Code::RegistryUnreachable, "registry.unreachable", "cannot reach ", "",
     "no network, a wrong name, or the registry is down"},
    {Code::RegistryDenied, "registry.denied", "access denied to ", "",
     "it does not exist, or needs a sign-in"},
    {Code::RegistryNotFound, "registry.not-found", "not in the registry: ", "",
     "a misspelt name or tag"},
    {Code::RegistryRateLimited, "registry.rate-limited", "too many requests for ", "",
     "the registry limits how often it may be asked"},
    {Code::RegistryForbidden, "registry.forbidden", "not allowed on this machine: ", "",
     "a policy, or the configuration of registries, refuses it"},
    {Code::RegistryInsecure, "registry.insecure", "no safe connection to ", "",
     "it speaks plain HTTP, or its certificate does not verify"},
    {Code::RegistryProtocol, "registry.protocol", "unexpected answer from ", "",
     "not a registry, or a proxy in between"},
    {Code::RegistryMediaType, "registry.media-type", "unknown media type in ", "",
     "not an image that can be run"},
    {Code::RegistryTooLarge, "registry.too-large", "too large: ", "",
     "longer than its kind may be"},
    {Code::RegistryDigestMismatch, "registry.digest-mismatch", "wrong digest: ", "",
     "the registry sent other bytes than it announced"},
    {Code::RegistrySizeMismatch, "registry.size-mismatch", "wrong size: ", "",
     "the registry sent another length than it announced"},
    {Code::LayerDigestMismatch, "layer.digest-mismatch", "layer does not match its diffID: ", "",
     "the image was made wrongly, or tampered with"},
    {Code::LayerTruncated, "layer.truncated", "layer ends too early: ", "",
     "the archive was cut short when it was made"},
    {Code::LayerCorrupt, "layer.corrupt", "layer is damaged: ", "", "not a valid archive"},
    {Code::LayerTooLarge, "layer.too-large", "layer is too large: ", "",
     "beyond the limits of this store"},
    {Code::LayerUnsafeName, "layer.unsafe-name", "layer has an unsafe file name: ", "",
     "it would reach outside the layer"},
    {Code::LayerUnsupported, "layer.unsupported", "layer has an unsupported entry: ", "",
     "made by an unknown tool"},
    {Code::ArchiveInvalid, "archive.invalid", "not an image archive: ", "",
     "expected what `docker save` writes, or an OCI layout"},
    {Code::StoreNotFound, "store.not-found", "no such image: ", "",
     "a misspelt name, or it was removed"},
    {Code::StoreAmbiguous, "store.ambiguous", "ambiguous: ", "", "several ids begin like this"},
    {Code::StoreInUse, "store.in-use", "in use: ", "", "something needs it"},
    {Code::StoreChanged, "store.changed", "the store has changed: ", "",
     "somebody else pulled or removed something"},
    {Code::StoreNotOwned, "store.not-owned", "may not remove ", "", "somebody else uses it too"},
    {Code::StoreNoSpace, "store.no-space", "no space left for ", "",
     "the disk of the store is full"},
    {Code::StoreReadOnly, "store.read-only", "cannot change ", "",
     "the store is on a read-only file system"},
    {Code::StoreCorrupt, "store.corrupt", "the store is damaged: ", "", "run `onggictl check`"},
    {Code::StoreBusy, "store.busy", "the store is busy: ", "", "another helper has it open"},
    {Code::ContainerNotFound, "container.not-found", "no such container: ", "",
     "a misspelt name, or it was removed"},
    {Code::ContainerNameTaken, "container.name-taken", "the name is taken: ", "",
     "another container has it"},
    {Code::ContainerState, "container.state", "cannot do this to container ", "",
     "it is in the wrong state"},
    {Code::NetworkFailed, "network.failed", "cannot connect the container to network ", "",
     "netavark failed"},
    {Code::NetworkPortTaken, "network.port-taken", "port is taken: ", "",
     "another program listens there"},
    {Code::RunUnavailable, "run.unavailable", "no container can run here: ", "",
     "this machine forbids mounts or namespaces"},
    {Code::RunCommandNotFound, "run.command-not-found", "command not found in the image: ", "",
     "a misspelt name, or another image is meant"},
    {Code::RunCommandNotExecutable, "run.command-not-executable",
     "command cannot be executed: ", "", "no program, or of another architecture"},
    {Code::RunUserUnknown, "run.user-unknown", "no such user in the image: ", "",
     "its /etc/passwd and /etc/group do not name it"},
    {Code::RunOptionInvalid, "run.option-invalid", "wrong option: ", "", "see onggictl run --help"},
    {Code::RunFailed, "run.failed", "cannot start container ", "", "the runtime refused"},
    {Code::AuthDenied, "auth.denied", "not allowed: ", "",
     "the policy of this machine forbids it to you"},
    {Code::AuthChallenge, "auth.challenge", "not allowed: ", "",
     "an administrator must confirm it, and nobody could be asked"},
    {Code::AuthDismissed, "auth.dismissed", "not confirmed: ", "", "the question was closed"},
    {Code::JobNotFound, "job.not-found", "no such job: ", "", "it ended a while ago"},
    {Code::JobState, "job.state", "cannot do this to job ", "", "it is in the wrong state"},
    {Code::ApiInvalidArgument, "api.invalid-argument", "invalid argument: ", "",
     "client and helper differ in version"},
    {Code::ApiUnknownOption, "api.unknown-option", "unknown option: ", "",
     "client and helper differ in version"},
    {Code::ApiDescriptor, "api.descriptor", "descriptor refused: ", "",
     "not a kind that is accepted here"},
    {Code::ApiLimit, "api.limit", "too many at once: ", "", "wait for others to end"},
    {Code::SystemIo, "system.io", "", " failed", "the system refused"},
    {Code::SystemLimit, "system.limit", "a limit of the system is reached: ", "",
     "too many open files or processes"},
};

const Entry& entryOf(Code code) noexcept
{
    return kEntries[static_cast<std::size_t>(code)];
}

consteval bool isInOrder()
{
    for (std::size_t i = 0; i < std::size(kEntries); ++i) {
        if (static_cast<std::size_t>(kEntries[i].code) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder());
static_assert(std::size(kEntries) == static_cast<std::size_t>(Code::SystemLimit) + 1);

std::string sentence(Code code, std::string_view subject, std::string_view detail)
{
    const Entry& entry = entryOf(code);
    std::string text(entry.before);
    text += printable(subject);
    text += entry.after;
    text += ": ";
    text += detail.empty() ? std::string(entry.cause) : printable(detail);
    return text;
}

} // namespace

std::string_view codeName(Code code) noexcept
{
    return entryOf(code).name;
}

std::optional<Code> codeFromName(std::string_view name) noexcept
{
    for (const Entry& entry : kEntries) {
        if (entry.name == name)
            return entry.code;
    }
    return std::nullopt;
}

Error::Error(Code code, std::string subject, std::string detail)
    : m_code(code)
    , m_subject(shortened(std::move(subject)))
    , m_detail(shortened(std::move(detail)))
    , m_message(sentence(m_code, m_subject, m_detail))
{
}

Error& Error::addFrame(std::string frame)
{
    m_frames.push_back(std::move(frame));
    return *this;
}

Error systemError(int number, std::string subject, std::string_view what)
{
    const std::string detail = std::string(what) + ": " + std::strerror(number);
    switch (number) {
    case ENOSPC:
    case EDQUOT:
        return Error(Code::StoreNoSpace, std::move(subject), detail);
    case EROFS:
        return Error(Code::StoreReadOnly, std::move(subject), detail);
    case EMFILE:
    case ENFILE:
        return Error(Code::SystemLimit, std::move(subject), detail);
    default:
        return Error(Code::SystemIo, std::move(subject), detail);
    }
}

} // namespace onggi
