# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How each engine is started, emptied and asked. Sourced. The *_command functions leave a command line in
# `command`. All stores lie on the same disk; no engine touches the firewall or makes a bridge.

docker_socket=unix://$bench/run/docker.sock
docker_client=$(dirname "$(command -v dockerd || echo /usr/sbin/dockerd)")/../bin/docker
docker=("$docker_client" -H "$docker_socket")
podman=(podman --root "$store/podman/root" --runroot "$store/podman/run" --tmpdir "$store/podman/tmp"
    --storage-driver overlay --cgroup-manager cgroupfs --events-backend file)
ctr=(ctr -a "$bench/run/containerd.sock" -n bench)

start_docker() {
    spawn docker dockerd dockerd --data-root "$store/docker/data" --exec-root "$store/docker/exec" \
        --pidfile "$store/docker/pid" -H "$docker_socket" --storage-driver overlay2 \
        --cgroup-parent "/$group/docker" --bridge none --iptables=false --ip-forward=false
    wait_for "${docker[@]}" version || die "dockerd does not answer: $(tail -1 "$bench/log/dockerd.log")"
}

start_ctr() {
    mkdir -p "$store/containerd"
    cat >"$bench/work/containerd.toml" <<END
version = 2
root = "$store/containerd/root"
state = "$store/containerd/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
address = "$bench/run/containerd.sock"
[ttrpc]
address = "$bench/run/containerd.ttrpc"
END
    spawn ctr containerd containerd -c "$bench/work/containerd.toml"
    wait_for "${ctr[@]}" version || die "containerd does not answer: $(tail -1 "$bench/log/containerd.log")"
}

start_podman() {
    mkdir -p "$store"/podman/{root,run,tmp} "$(group_of podman)"
    # It lowers its own limit of processes, and a root without CAP_SYS_RESOURCE cannot raise it again.
    export CONTAINERS_CONF=$bench/work/containers.conf
    cat >"$CONTAINERS_CONF" <<END
[containers]
default_ulimits = ["nofile=$(ulimit -Hn):$(ulimit -Hn)", "nproc=32768:32768"]
[engine]
runtime = "crun"
END
    # crun refuses a hybrid cgroup tree whose v2 side offers controllers: hidden in this namespace alone.
    local controllers=/sys/fs/cgroup/unified/cgroup.controllers
    [ -z "$(cat $controllers 2>/dev/null)" ] || mount --bind /dev/null $controllers
}

start_skopeo() { mkdir -p "$store/oci" "$(group_of skopeo)"; }

start_onggi() {
    command -v onggictl >/dev/null || die "onggictl is not built"
    onggictl info >/dev/null || die "the helper does not answer"
}

stop_engines() {
    stop dockerd
    stop containerd
}

# The engine has nothing in its store.
cold() {
    local list
    case $1 in
    docker)
        list=$("${docker[@]}" ps -aq)
        [ -z "$list" ] || quietly "${docker[@]}" rm -f $list
        quietly "${docker[@]}" system prune -af
        ;;
    podman) quietly "${podman[@]}" rm -af && quietly "${podman[@]}" rmi -af ;;
    ctr)
        list=$("${ctr[@]}" images ls -q)
        [ -z "$list" ] || quietly "${ctr[@]}" images rm --sync $list
        quietly "${ctr[@]}" content prune references
        ;;
    skopeo) rm -rf "${store:?}"/oci/* ;;
    onggi)
        list=$(onggictl ps -aq)
        [ -z "$list" ] || quietly onggictl rm -f $list
        quietly onggictl prune -af
        ;;
    esac
}

warm_programs() {
    local program
    for program in "$docker_client" podman ctr skopeo umoci crun runc conmon unpigz onggictl; do
        program=$(command -v "$program" || true)
        [ -z "$program" ] || cat "$program" >/dev/null
    done
    quietly "${podman[@]}" version
    quietly "${docker[@]}" version
    quietly onggictl version
}

pull_command() { # ENGINE IMAGE
    local from=$registry/$2:1 to=$store/oci/$2
    case $1 in
    docker) command=("${docker[@]}" pull -q "$from") ;;
    podman) command=("${podman[@]}" pull -q --tls-verify=false "$from") ;;
    ctr) command=("${ctr[@]}" images pull --plain-http "$from") ;;
    onggi) command=(onggictl pull -q --tls-verify=false "$from") ;;
    skopeo) # neither of the two does all of it
        command=(sh -c "skopeo copy -q --src-tls-verify=false 'docker://$from' 'oci:$to:1' &&
            { [ -d '$to.bundle' ] || umoci unpack --image '$to:1' '$to.bundle'; }")
        ;;
    esac
}

pull() {
    pull_command "$1" "$2"
    "${command[@]}" >/dev/null 2>&1 || die "$1 cannot pull $2"
}

remove_command() { # ENGINE IMAGE
    case $1 in
    docker) command=("${docker[@]}" rmi "$registry/$2:1") ;;
    podman) command=("${podman[@]}" rmi "$registry/$2:1") ;;
    ctr) command=("${ctr[@]}" images rm --sync "$registry/$2:1") ;;
    onggi) command=(onggictl rmi "$registry/$2:1") ;;
    skopeo) command=(rm -rf "$store/oci/$2" "$store/oci/$2.bundle") ;;
    esac
}

run_command() { # ENGINE IMAGE: "true" in a container without a network
    local image=$registry/$2:1
    case $1 in
    docker) command=("${docker[@]}" run --rm --network none "$image" true) ;;
    podman) command=("${podman[@]}" run --rm --network none --cgroup-parent "/$group/podman" "$image" true) ;;
    ctr) command=("${ctr[@]}" run --rm --cgroup "/$group/ctr/run" "$image" run true) ;;
    onggi) command=(onggictl run --rm --network none "$image" true) ;;
    esac
}

save_command() { # ENGINE IMAGE: to $archive, which is not there yet
    local image=$registry/$2:1
    case $1 in
    docker) command=("${docker[@]}" save -o "$archive" "$image") ;;
    podman) command=("${podman[@]}" save -q -o "$archive" "$image") ;;
    ctr) command=("${ctr[@]}" images export "$archive" "$image") ;;
    onggi) command=(onggictl save -o "$archive" "$image") ;;
    skopeo) command=(skopeo copy -q "oci:$store/oci/$2:1" "docker-archive:$archive:$image") ;;
    esac
}

load_command() { # ENGINE NAME: from $archive
    case $1 in
    docker) command=("${docker[@]}" load -q -i "$archive") ;;
    podman) command=("${podman[@]}" load -q -i "$archive") ;;
    ctr) command=("${ctr[@]}" images import "$archive") ;;
    onggi) command=(onggictl load -q -i "$archive") ;;
    skopeo) command=(skopeo copy -q "docker-archive:$archive" "oci:$store/oci/$2:1") ;;
    esac
}

can_commit() { [ "$1" != ctr ] && [ "$1" != skopeo ]; }
has_images() { [ "$1" != skopeo ]; }

write_command() { # ENGINE IMAGE MB: leaves the container bench-writer
    local image=$registry/$2:1 named=(--name bench-writer --network none) program
    program=(/bin/busybox dd if=/dev/urandom of=/data bs=1M "count=$3")
    case $1 in
    docker) command=("${docker[@]}" run "${named[@]}" "$image" "${program[@]}") ;;
    podman) command=("${podman[@]}" run "${named[@]}" --cgroup-parent "/$group/podman" "$image" "${program[@]}") ;;
    onggi) command=(onggictl run "${named[@]}" "$image" "${program[@]}") ;;
    esac
}

commit_command() { # ENGINE NAME
    case $1 in
    docker) command=("${docker[@]}" commit bench-writer "$2") ;;
    podman) command=("${podman[@]}" commit -q bench-writer "$2") ;;
    onggi) command=(onggictl commit bench-writer "$2") ;;
    esac
}

prune_command() {
    case $1 in
    docker) command=("${docker[@]}" image prune -af) ;;
    podman) command=("${podman[@]}" image prune -af) ;;
    ctr) command=("${ctr[@]}" images rm --sync $("${ctr[@]}" images ls -q)) ;; # it has no prune
    onggi) command=(onggictl prune -af) ;;
    esac
}

list_command() {
    case $1 in
    docker) command=("${docker[@]}" images) ;;
    podman) command=("${podman[@]}" images) ;;
    ctr) command=("${ctr[@]}" images ls) ;;
    onggi) command=(onggictl images) ;;
    esac
}
