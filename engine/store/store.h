// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The store: a state directory (state_paths.h) and the database in it.
//
// Thread-safe. Changes happen one after another, each in one durable transaction; readers see a
// snapshot and never wait for a writer. An image becomes visible whole or not at all. All changing
// calls throw Error(StoreReadOnly) on a read-only store, and Error(StoreNoSpace) where the disk is
// full; deleting still works there.
//
// The life of a layer: ingested in a job's directory, *staged* below spool/ (whole and verified,
// kept for the next try if this one ends early), *published* into layers/ together with the first
// image that has it, removed with the last.
#pragma once

#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/image/reference.h"
#include "engine/lineage/removal.h"
#include "engine/run/container_records.h"
#include "engine/store/change.h"
#include "engine/store/records.h"
#include "engine/store/state_paths.h"

namespace onggi {

struct IngestedLayer; // engine/layer/ingest.h
class Store;
struct StoreState;

struct StoreSnapshot {
    Revision revision = 0;
    std::shared_ptr<const StoreView> view;
};

// While it lives, the layer does not go away: it is published or staged, and a removal of its last
// image stages it again. Must not outlive the store.
class LayerHold {
public:
    LayerHold(LayerHold&& other) noexcept;
    LayerHold& operator=(LayerHold&& other) noexcept;
    ~LayerHold();

    const Digest& diffId() const noexcept { return m_diffId; }
    // Length of the uncompressed archive.
    Bytes tar() const noexcept { return m_tar; }

private:
    friend class Store;
    LayerHold(StoreState* state, const Digest& diffId, Bytes tar);
    void release() noexcept;

    StoreState* m_state;
    Digest m_diffId;
    Bytes m_tar;
};

// A directory below spool/ for one job's unfinished files; gone with the object, and after a crash
// with the next start.
class JobDirectory {
public:
    explicit JobDirectory(std::string path)
        : m_path(std::move(path))
    {
    }
    JobDirectory(JobDirectory&& other) noexcept
        : m_path(std::exchange(other.m_path, {}))
    {
    }
    ~JobDirectory();

    const std::string& path() const noexcept { return m_path; }

private:
    std::string m_path;
};

class Store final : public ContainerRecords {
public:
    // Makes the directory (0700) and the database where they are missing, migrates an older
    // database and sweeps. Throws Error(StoreBusy) if another process has it open,
    // Error(StoreCorrupt) if it is no store or a newer Onggi's. A state directory on a read-only
    // file system opens read-only.
    explicit Store(std::string stateDirectory);
    ~Store() override;

    const StatePaths& paths() const noexcept;
    bool isReadOnly() const noexcept;
    const SweepReport& sweepReport() const noexcept; // of the start

    StoreSnapshot snapshot() const;
    [[nodiscard]] Subscription subscribe(ChangeCallback callback);

    // --- images

    // By reference, "repository@digest", id, or the first digits of an id. Throws
    // Error(StoreNotFound), or Error(StoreAmbiguous) with the candidates.
    ImageRow findImage(std::string_view name) const;
    // Nothing instead of StoreNotFound.
    std::optional<ImageRow> tryFindImage(std::string_view name) const;
    std::optional<ImageRow> imageBySerial(Serial image) const;
    std::optional<ImageRow> imageById(const Digest& id) const;
    // The image that came by this manifest, or by this index for whatever platform it was
    // (several).
    std::vector<ImageRow> imagesByManifest(const Digest& manifest) const;
    std::vector<LayerRow> layersOf(const ImageRow& image) const; // base first
    ImageDetails imageDetails(Serial image) const;
    // Exact bytes of a config or manifest that is in the store. Throws Error(StoreCorrupt) if they
    // do not match the digest.
    std::string blob(const Digest& digest) const;
    // Nothing where it is not there, or is damaged.
    std::optional<std::string> tryBlob(const Digest& digest) const;

    // One transaction: all of them become visible, or none. Every layer must be held by the caller.
    // Throws Error(DocumentInvalid) for a config that is none, Error(SystemLimit) where an image
    // gets more tags and digests than can be told of it.
    std::vector<PublishedImage> publishImages(std::span<const ImagePublication> images);

    // The image has been pushed by this manifest, which is remembered behind those that it came by.
    // Throws Error(StoreNotFound), Error(SystemLimit) as above.
    void addPushedManifest(Serial image, const ManifestPublication& manifest);

    // Returns the image that had the tag, if another one had. Throws Error(StoreNotFound), and
    // Error(StoreNotOwned) where somebody else uses that one, unless it may be taken from them; uid
    // 0 always may.
    std::optional<Digest> tag(Serial image, const Reference& reference, std::uint32_t uid,
                              bool mayTakeTag = false);
    // Somebody uses the image.
    void claim(Serial image, std::uint32_t uid, ClaimKind kind);

    // Removes exactly what `plan` says; what it keeps is left alone. Throws Error(StoreChanged),
    // naming what changed, if the plan is no longer what would be planned now; Error(StoreNotOwned)
    // if the caller is no administrator and somebody else claims an image of it; Error(StoreInUse)
    // if it keeps everything.
    RemovalOutcome removePlan(const RemovalPlan& plan, const Caller& caller);

    // --- layers

    // Nothing if the layer is neither published nor staged.
    std::optional<LayerHold> holdLayer(const Digest& diffId);
    // Takes the files of a verified layer (renames them away).
    LayerHold stageLayer(const IngestedLayer& layer);
    // Keeps a blob's file in the spool from being trimmed.
    LayerHold holdBlob(const Digest& blob);
    // Nobody needs a blob's file in the spool any more, unless it is held.
    void dropBlob(const Digest& blob) noexcept;
    // SHA-256 of a published layer's index file.
    std::optional<Digest> layerIndexDigest(const Digest& diffId) const;
    // Looks at the allocated blocks of all layer files again: file systems may change them.
    void refreshDiskBytes();

    // --- containers. `row.serial` is given out here.

    // Throws Error(ContainerNameTaken), Error(StoreNotFound) if the image is gone. Claims the
    // image.
    Serial addContainer(const ContainerRecord& container) override;
    // By row.serial. An empty spec keeps the one there is. Throws Error(ContainerNotFound).
    void updateContainer(const ContainerRecord& container) override;
    void removeContainer(Serial container) override;
    // By name, id, or the first digits of an id. Throws Error(ContainerNotFound),
    // Error(StoreAmbiguous).
    ContainerRecord findContainer(std::string_view name) const;
    std::vector<ContainerRecord> loadContainers() override;

    // --- networks, leases, numbers

    void putNetwork(const NetworkRecord& network); // new, or changed
    std::optional<NetworkRecord> network(std::string_view name) const;
    std::vector<NetworkRecord> networks() const;
    void removeNetwork(std::string_view name);

    // The lowest free number of first…last in `pool`, now the holder's. Throws Error(SystemLimit,
    // pool) if none is free.
    std::uint64_t takeLease(std::string_view pool, std::string_view holder, std::uint64_t first,
                            std::uint64_t last);
    std::vector<Lease> leases(std::string_view pool) const;
    void releaseLeases(std::string_view holder); // in every pool

    // The next number of a counter ("job"): 1, 2, 3 …, never again the same, also over restarts. On
    // a read-only store they begin anew with every start.
    std::uint64_t nextNumber(std::string_view counter);

    // --- jobs

    JobDirectory makeJobDirectory();
    // Drops what lies in the spool unused: older than a week, or beyond a bound on all of it.
    void trimSpool() noexcept;
    // Drops all that lies in the spool unused: the disk is full.
    void emptySpool() noexcept;
    // Disk bytes of what that would drop now.
    Bytes unusedSpool() const;

private:
    friend class LayerHold;
    friend class StoreChecker;
    friend class StoreRepairer;
    RemovalOutcome removeNow(const RemovalPlan& plan, const Caller& caller);
    void removeContainerNow(Serial container);
    void updateContainerNow(const ContainerRecord& container);
    std::uint64_t nextNumberNow(std::string_view counter);
    // For changes without which nothing could be deleted on a full disk (ballast.h).
    template <typename Change>
    auto makeRoomFor(Change change);
    void trimSpoolTo(Bytes bound) noexcept;
    void trimSpoolNow(Bytes bound);

    std::unique_ptr<StoreState> m_state;
};

} // namespace onggi
