# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The cases of what is done with images that are there: save, load, commit, prune, list. Sourced by `inside`.

archive=$store/archive.tar
many_images=${BENCH_PRUNED:-200} # in the archive of prune and list

# Each image that is saved and loaded: the bytes of the archive are in memory, those of the stores are not.
measure_save() {
    local image round engine
    for image in base dev; do
        for engine in "${engines[@]}"; do pull "$engine" "$image"; done
        for ((round = 0; round < rounds; round++)); do
            for engine in $(order $round); do
                rm -f "$archive"
                drop_caches
                save_command "$engine" "$image"
                row save "$image" "$engine" 1 "${command[@]}"
            done
        done
        rm -f "$archive"
        for engine in "${engines[@]}"; do cold "$engine"; done
    done
}

measure_load() {
    local image round engine
    for image in base dev; do
        rm -f "$archive"
        skopeo copy -q --src-tls-verify=false "docker://$registry/$image:1" \
            "docker-archive:$archive:localhost/bench/$image:1" || die "cannot make the archive of $image"
        for ((round = 0; round < rounds; round++)); do
            for engine in $(order $round); do
                fresh "$engine"
                cat "$archive" >/dev/null
                load_command "$engine" "$image"
                row load "$image" "$engine" 1 "${command[@]}"
                cold "$engine"
            done
        done
    done
    rm -f "$archive"
}

# 200 MB that do not compress, written by a container.
measure_commit() {
    local round engine
    for engine in "${engines[@]}"; do
        can_commit "$engine" || continue
        pull "$engine" small
        write_command "$engine" small 200
        "${command[@]}" >/dev/null 2>&1 || die "$engine runs no container to commit"
    done
    for ((round = 0; round < rounds; round++)); do
        for engine in $(order $round); do
            can_commit "$engine" || continue
            drop_caches
            commit_command "$engine" "bench-commit:$round"
            row commit small "$engine" 1 "${command[@]}"
        done
    done
    for engine in "${engines[@]}"; do cold "$engine"; done
}

make_many_archive() {
    "$root/build/release/bin/onggi-bench-archive" "$many_images" >"$archive" || die "cannot make the archive"
}

load_many() { # ENGINE
    load_command "$1" bench
    "${command[@]}" >/dev/null 2>&1 || die "$1 cannot load $many_images images"
}

measure_prune() {
    local round engine
    make_many_archive
    for ((round = 0; round < rounds; round++)); do
        for engine in $(order $round); do
            has_images "$engine" || continue
            cold "$engine"
            load_many "$engine"
            sync
            prune_command "$engine"
            row prune "$many_images" "$engine" 1 "${command[@]}"
            cold "$engine"
        done
    done
    rm -f "$archive"
}

measure_list() {
    local round engine
    make_many_archive
    for engine in "${engines[@]}"; do
        ! has_images "$engine" || load_many "$engine"
    done
    for ((round = 0; round < rounds; round++)); do
        for engine in $(order $round); do
            has_images "$engine" || continue
            list_command "$engine"
            quietly "${command[@]}" # not the first one
            row list "$many_images" "$engine" 3 "${command[@]}"
        done
    done
    rm -f "$archive"
    for engine in "${engines[@]}"; do cold "$engine"; done
}
