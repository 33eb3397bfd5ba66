// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What of a layer's extended attributes is kept, and in which form.

#include "engine/layer/tar_xattrs.h"

#include <algorithm>
#include <map>
#include <optional>

#include <archive.h>
#include <archive_entry.h>

#include "engine/layer/erofs_format.h"

namespace onggi {

namespace {

// include/uapi/linux/posix_acl_xattr.h
constexpr std::uint32_t kAclVersion = 2;
constexpr std::size_t kAclHeader = 4;
constexpr std::size_t kAclEntry = 8;
enum AclTag : std::uint16_t {
    AclUserObj = 0x01,
    AclUser = 0x02,
    AclGroupObj = 0x04,
    AclGroup = 0x08,
    AclMask = 0x10,
    AclOther = 0x20,
};
constexpr std::uint32_t kNoId = 0xffffffff;

struct AclItem {
    std::uint16_t tag = 0;
    std::uint16_t permissions = 0;
    std::uint32_t id = kNoId;
};

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

void append(std::string& out, auto value)
{
    std::array<std::byte, sizeof value> raw;
    erofs::store(std::span<std::byte>(raw), 0, value);
    out.append(reinterpret_cast<const char*>(raw.data()), raw.size());
}

bool isWellFormedAcl(std::string_view value)
{
    return value.size() >= kAclHeader && (value.size() - kAclHeader) % kAclEntry == 0 &&
           erofs::load<std::uint32_t>(bytesOf(value), 0) == kAclVersion;
}

// Whether an index may have it under this name.
bool isKept(std::string_view name)
{
    if (name.starts_with("trusted.overlay.") || name.starts_with("user.overlay.") ||
        name.starts_with("trusted.onggi."))
        return false;
    for (const erofs::XattrPrefix& prefix : erofs::kXattrPrefixes) {
        if (!name.starts_with(prefix.text))
            continue;
        const std::size_t rest = name.size() - std::string_view(prefix.text).size();
        // Linux takes 255 bytes for the whole name.
        return (rest == 0) == prefix.isWhole && name.size() <= erofs::kMaxName;
    }
    return false;
}

// Nothing where Linux would refuse the value.
std::optional<std::string> normalised(std::string_view name, std::string_view value)
{
    if (value.size() > erofs::kMaxXattrValue)
        return std::nullopt;
    if (name == "security.capability") {
        std::string capability = capabilityVersion2(value);
        if (capability.empty())
            return std::nullopt;
        return capability;
    }
    if (name.starts_with("system.posix_acl_") && !isWellFormedAcl(value))
        return std::nullopt;
    return std::string(value);
}

std::uint16_t tagOf(int tag)
{
    switch (tag) {
    case ARCHIVE_ENTRY_ACL_USER_OBJ:
        return AclUserObj;
    case ARCHIVE_ENTRY_ACL_USER:
        return AclUser;
    case ARCHIVE_ENTRY_ACL_GROUP_OBJ:
        return AclGroupObj;
    case ARCHIVE_ENTRY_ACL_GROUP:
        return AclGroup;
    case ARCHIVE_ENTRY_ACL_MASK:
        return AclMask;
    case ARCHIVE_ENTRY_ACL_OTHER:
        return AclOther;
    default:
        return 0;
    }
}

std::string encodeAcl(std::vector<AclItem> items)
{
    std::ranges::stable_sort(items, [](const AclItem& a, const AclItem& b) {
        return std::pair(a.tag, a.id) < std::pair(b.tag, b.id);
    });
    std::string out;
    append(out, kAclVersion);
    for (const AclItem& item : items) {
        append(out, item.tag);
        append(out, item.permissions);
        append(out, item.id);
    }
    return out;
}

std::optional<std::string> aclOfEntry(archive_entry* entry, int kind)
{
    if (archive_entry_acl_reset(entry, kind) == 0)
        return std::nullopt;
    std::vector<AclItem> items;
    int type = 0;
    int permissions = 0;
    int tag = 0;
    int id = 0;
    const char* name = nullptr;
    while (archive_entry_acl_next(entry, kind, &type, &permissions, &tag, &id, &name) == 0) {
        AclItem item{tagOf(tag), static_cast<std::uint16_t>(permissions & 7), kNoId};
        if (item.tag == 0)
            return std::nullopt;
        if (item.tag == AclUser || item.tag == AclGroup) {
            if (id < 0)
                return std::nullopt;
            item.id = static_cast<std::uint32_t>(id);
        }
        items.push_back(item);
    }
    return encodeAcl(std::move(items));
}

} // namespace

std::string capabilityVersion2(std::string_view value)
{
    constexpr std::uint32_t kRevisionMask = 0xff000000;
    constexpr std::uint32_t kRevision1 = 0x01000000;
    constexpr std::uint32_t kRevision2 = 0x02000000;
    constexpr std::uint32_t kRevision3 = 0x03000000;
    if (value.size() < 4)
        return {};
    const auto magic = erofs::load<std::uint32_t>(bytesOf(value), 0);
    const std::uint32_t revision = magic & kRevisionMask;
    const bool isWellFormed = (revision == kRevision1 && value.size() == 12) ||
                              (revision == kRevision2 && value.size() == 20) ||
                              (revision == kRevision3 && value.size() == 24);
    if (!isWellFormed)
        return {};
    std::string out(20, '\0'); // version 1 has no upper half
    erofs::store(std::as_writable_bytes(std::span(out)), 0, (magic & ~kRevisionMask) | kRevision2);
    std::ranges::copy(value.substr(4, revision == kRevision1 ? 8 : 16), out.begin() + 4);
    return out;
}

std::vector<Xattr> xattrsOfEntry(archive_entry* entry)
{
    std::map<std::string, std::string> kept;
    const char* name = nullptr;
    const void* data = nullptr;
    std::size_t size = 0;
    archive_entry_xattr_reset(entry);
    while (archive_entry_xattr_next(entry, &name, &data, &size) == ARCHIVE_OK) {
        if (!isKept(name))
            continue;
        const auto value = normalised(name, {static_cast<const char*>(data), size});
        // libarchive puts the latest first, and that is the one that counts.
        if (value)
            kept.try_emplace(name, *value);
    }
    const std::pair<int, const char*> acls[] = {
        {ARCHIVE_ENTRY_ACL_TYPE_ACCESS, "system.posix_acl_access"},
        {ARCHIVE_ENTRY_ACL_TYPE_DEFAULT, "system.posix_acl_default"}};
    for (const auto& [kind, attribute] : acls) {
        if (const auto acl = aclOfEntry(entry, kind))
            kept.try_emplace(attribute, *acl);
    }
    std::vector<Xattr> xattrs;
    xattrs.reserve(kept.size());
    for (auto& [key, value] : kept)
        xattrs.push_back({key, std::move(value)});
    return xattrs;
}

} // namespace onggi
