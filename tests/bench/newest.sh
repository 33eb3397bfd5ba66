# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The newer peers: those of Debian's testing, in a root of their own, on this kernel. Sourced. Testing, since
# the containerd of Debian 13 has no EROFS snapshotter. Their names have "-new" in them.

newest=$bench/newest
suite=${BENCH_SUITE:-forky}

has_newest() { [[ $1 == *-new* ]]; } # ENGINE, or several

# Made once; another suite or another list of packages makes it anew.
make_newest() {
    local packages wanted
    packages=$(grep -v '^#' "$root/packaging/lib/packages/newest")
    wanted=$(printf '%s\n' "$suite" "$packages")
    [ "$(cat "$newest/made" 2>/dev/null)" != "$wanted" ] || return 0
    say "making the root of the newer peers"
    # In a namespace, with which whatever is mounted meanwhile goes.
    unshare --mount --propagation slave "$root/tests/bench/make_newest" "$newest" "$suite" "$(mirror)" $packages \
        >"$bench/log/make-newest.log" 2>&1 ||
        die "cannot make the root of the newer peers: see $bench/log/make-newest.log"
    echo "$wanted" >"$newest/made"
}

warm_newest() {
    local program
    for program in docker podman ctr skopeo umoci crun runc conmon unpigz igzip mkfs.erofs; do
        cat "$newest/usr/bin/$program" >/dev/null || die "$program is not in the root of the newer peers"
    done
}

# In the mount namespace of `inside`: the root gets this system's devices and groups, and what the engines are
# given has the same path in it. A command within is started by chroot(1), which costs about a millisecond.
enter_newest() {
    local place
    mount --bind "$newest" "$newest" # a container's pivot_root(2) wants a mount there
    for place in /proc /sys /dev; do mount --rbind $place "$newest$place"; done
    for place in /run /tmp; do mount -t tmpfs tmpfs "$newest$place"; done
    mkdir -p "$newest$bench"
    for place in "$bench" "$store"; do mount --bind "$place" "$newest$place"; done
}
