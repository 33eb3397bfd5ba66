# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What each engine is asked, and what it cannot be. Sourced. The *_command functions leave a command line in
# `command`.

can_run() { [[ $1 != skopeo* ]]; }
can_commit() { [[ $1 != ctr* && $1 != skopeo* ]]; }
has_images() { [[ $1 != skopeo* ]]; }

pull_command() { # ENGINE IMAGE
    local from=$registry/$2:1 to=$store/$1/$2
    client_of "$1"
    case $1 in
    docker*) command=("${client[@]}" pull -q "$from") ;;
    podman* | onggi) command=("${client[@]}" pull -q --tls-verify=false "$from") ;;
    ctr*) command=("${client[@]}" images pull --plain-http "$from") ;;
    skopeo*) # neither of the two does all of it
        command=("${client[@]}" sh -c "skopeo copy -q --src-tls-verify=false 'docker://$from' 'oci:$to:1' &&
            { [ -d '$to.bundle' ] || umoci unpack --image '$to:1' '$to.bundle'; }")
        ;;
    esac
}

pull() {
    pull_command "$1" "$2"
    "${command[@]}" >/dev/null 2>&1 || die "$1 cannot pull $2"
}

remove_command() { # ENGINE IMAGE
    client_of "$1"
    case $1 in
    docker* | podman* | onggi) command=("${client[@]}" rmi "$registry/$2:1") ;;
    ctr*) command=("${client[@]}" images rm --sync "$registry/$2:1") ;;
    skopeo*) command=("${client[@]}" rm -rf "$store/$1/$2" "$store/$1/$2.bundle") ;;
    esac
}

run_command() { # ENGINE IMAGE: "true" in a container without a network
    local image=$registry/$2:1
    client_of "$1"
    case $1 in
    docker* | onggi) command=("${client[@]}" run --rm --network none "$image" true) ;;
    podman*) command=("${client[@]}" run --rm --network none --cgroup-parent "/$group/$1" "$image" true) ;;
    ctr*) command=("${client[@]}" run --rm --cgroup "/$group/$1/run" "$image" run true) ;;
    esac
}

save_command() { # ENGINE IMAGE: to $archive, which is not there yet
    local image=$registry/$2:1
    client_of "$1"
    case $1 in
    docker* | onggi) command=("${client[@]}" save -o "$archive" "$image") ;;
    podman*) command=("${client[@]}" save -q -o "$archive" "$image") ;;
    ctr*) command=("${client[@]}" images export "$archive" "$image") ;;
    skopeo*) command=("${client[@]}" skopeo copy -q "oci:$store/$1/$2:1" "docker-archive:$archive:$image") ;;
    esac
}

load_command() { # ENGINE NAME: from $archive
    client_of "$1"
    case $1 in
    docker* | podman* | onggi) command=("${client[@]}" load -q -i "$archive") ;;
    ctr*) command=("${client[@]}" images import "$archive") ;;
    skopeo*) command=("${client[@]}" skopeo copy -q "docker-archive:$archive" "oci:$store/$1/$2:1") ;;
    esac
}

write_command() { # ENGINE IMAGE MB: leaves the container bench-writer
    local image=$registry/$2:1 named=(--name bench-writer --network none) program
    program=(/bin/busybox dd if=/dev/urandom of=/data bs=1M "count=$3")
    client_of "$1"
    case $1 in
    docker* | onggi) command=("${client[@]}" run "${named[@]}" "$image" "${program[@]}") ;;
    podman*) command=("${client[@]}" run "${named[@]}" --cgroup-parent "/$group/$1" "$image" "${program[@]}") ;;
    esac
}

commit_command() { # ENGINE NAME
    client_of "$1"
    case $1 in
    docker* | onggi) command=("${client[@]}" commit bench-writer "$2") ;;
    podman*) command=("${client[@]}" commit -q bench-writer "$2") ;;
    esac
}

prune_command() { # ENGINE
    client_of "$1"
    case $1 in
    docker* | podman*) command=("${client[@]}" image prune -af) ;;
    ctr*) command=("${client[@]}" images rm --sync $("${client[@]}" images ls -q)) ;; # it has no prune
    onggi) command=("${client[@]}" prune -af) ;;
    esac
}

list_command() { # ENGINE
    client_of "$1"
    case $1 in
    docker* | podman* | onggi) command=("${client[@]}" images) ;;
    ctr*) command=("${client[@]}" images ls) ;;
    esac
}
