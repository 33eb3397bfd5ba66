# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How each engine is started, emptied and ended. Sourced. An engine's name is its program's, with what tells
# it from others of that program after a dash; by that name go its socket, its group and its part of the disk.
# All stores lie on the same disk; no engine touches the firewall or makes a bridge.

docker_client=$(dirname "$(command -v dockerd || echo /usr/sbin/dockerd)")/../bin/docker

# client_of ENGINE: what its programs are started with, in `within`, and what it is asked with, in `client`.
client_of() {
    within=()
    ! has_newest "$1" || within=(chroot "$newest")
    client=("${within[@]}")
    case $1 in
    docker) client=("$docker_client" -H "unix://$bench/run/$1.sock") ;;
    docker-*) client+=(docker -H "unix://$bench/run/$1.sock") ;;
    podman*) client+=(podman --root "$store/$1/root" --runroot "$store/$1/run" --tmpdir "$store/$1/tmp"
        --storage-driver overlay --cgroup-manager cgroupfs --events-backend file) ;;
    ctr*)
        client+=(ctr -a "$bench/run/$1.sock" -n bench)
        [[ $1 != *-erofs ]] || client=(env CONTAINERD_SNAPSHOTTER=erofs "${client[@]}")
        ;;
    skopeo*) ;; # each command line begins with one of two programs
    onggi) client+=(onggictl) ;;
    esac
}

version_of() { # ENGINE
    local program version
    client_of "$1"
    case $1 in
    docker*) program=(dockerd --version) ;;
    podman*) program=(podman --version) ;;
    ctr*) program=(containerd --version) ;;
    skopeo*) program=(sh -c 'skopeo --version; umoci --version') ;;
    onggi) program=(onggictl version) ;;
    esac
    version=$("${within[@]}" "${program[@]}" | grep -oE '[0-9]+(\.[0-9]+)+') || die "$1 tells no version"
    case $1 in
    skopeo*) echo "${version/$'\n'/ + umoci }" ;;
    *) echo "${version%%$'\n'*}" ;;
    esac
}

start_docker() { # ENGINE
    client_of "$1"
    spawn "$1" "$1" "${within[@]}" dockerd --data-root "$store/$1/data" --exec-root "$store/$1/exec" \
        --pidfile "$store/$1/pid" -H "unix://$bench/run/$1.sock" --storage-driver overlay2 \
        --cgroup-parent "/$group/$1" --bridge none --iptables=false --ip6tables=false --ip-forward=false
    wait_for "${client[@]}" version || die "$1 does not answer: $(tail -1 "$bench/log/$1.log")"
}

start_ctr() { # ENGINE
    mkdir -p "$store/$1"
    cat >"$bench/work/$1.toml" <<END
version = 2
root = "$store/$1/root"
state = "$store/$1/state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime"]
[grpc]
address = "$bench/run/$1.sock"
[ttrpc]
address = "$bench/run/$1.ttrpc"
END
    [[ $1 != *-erofs ]] || cat >>"$bench/work/$1.toml" <<END
[plugins."io.containerd.service.v1.diff-service"]
default = ["erofs", "walking"]
[plugins."io.containerd.differ.v1.erofs"]
mkfs_options = ["-T0", "--mkfs-time", "--sort=none"]
[[plugins."io.containerd.transfer.v1.local".unpack_config]]
platform = "linux"
snapshotter = "erofs"
differ = "erofs"
END
    client_of "$1"
    spawn "$1" "$1" "${within[@]}" containerd -c "$bench/work/$1.toml"
    wait_for "${client[@]}" version || die "$1 does not answer: $(tail -1 "$bench/log/$1.log")"
    [[ $1 != *-erofs ]] || "${client[@]}" plugins ls | grep -E 'snapshotter.* erofs .* ok' >/dev/null ||
        die "$1: this containerd, or this kernel, has no EROFS"
}

start_podman() { # ENGINE
    mkdir -p "$store/$1"/{root,run,tmp} "$(group_of "$1")"
    # It lowers its own limit of processes, and a root without CAP_SYS_RESOURCE cannot raise it again.
    export CONTAINERS_CONF=$bench/work/containers.conf
    cat >"$CONTAINERS_CONF" <<END
[containers]
default_ulimits = ["nofile=$(ulimit -Hn):$(ulimit -Hn)", "nproc=32768:32768"]
[engine]
runtime = "crun"
END
}

start_skopeo() { mkdir -p "$store/$1" "$(group_of "$1")"; } # ENGINE

start_onggi() {
    command -v onggictl >/dev/null || die "onggictl is not built"
    onggictl info >/dev/null || die "the helper does not answer"
}

stop_engines() {
    local engine
    for engine in "${engines[@]}"; do stop "$engine"; done
}

# The engine has nothing in its store.
cold() { # ENGINE
    local list
    client_of "$1"
    case $1 in
    docker*)
        list=$("${client[@]}" ps -aq)
        [ -z "$list" ] || quietly "${client[@]}" rm -f $list
        quietly "${client[@]}" system prune -af
        ;;
    podman*) quietly "${client[@]}" rm -af && quietly "${client[@]}" rmi -af ;;
    ctr*)
        list=$("${client[@]}" images ls -q)
        [ -z "$list" ] || quietly "${client[@]}" images rm --sync $list
        quietly "${client[@]}" content prune references
        ;;
    skopeo*) rm -rf "${store:?}/$1"/* ;;
    onggi)
        list=$(onggictl ps -aq)
        [ -z "$list" ] || quietly onggictl rm -f $list
        quietly onggictl prune -af
        ;;
    esac
}

warm_programs() {
    local program engine
    for program in "$docker_client" podman ctr skopeo umoci crun runc conmon unpigz onggictl; do
        program=$(command -v "$program" || true)
        [ -z "$program" ] || cat "$program" >/dev/null
    done
    ! has_newest "${engines[*]}" || warm_newest
    for engine in "${engines[@]}"; do
        [[ $engine != skopeo* ]] || continue # no daemon to ask
        client_of "$engine"
        quietly "${client[@]}" version
    done
}
