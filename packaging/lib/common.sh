# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the commands of packaging/ share. Sourced, not run; sets `root` to the top of the checkout.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# as_root COMMAND… runs it as root, through sudo where needed.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null || die "root is needed for: $* (and there is no sudo)"
        sudo "$@"
    fi
}

# as_owner COMMAND… runs it as the person who called sudo, so that what it writes is theirs.
as_owner() {
    if [ "$(id -u)" = 0 ] && [ -n "${SUDO_UID:-}" ] && [ "${SUDO_UID}" != 0 ]; then
        setpriv --reuid="$SUDO_UID" --regid="$SUDO_GID" --init-groups \
            env HOME="$(getent passwd "$SUDO_UID" | cut -d: -f6)" "$@"
    else
        "$@"
    fi
}

# available NAME: whether the package manager could install it, or has.
available() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

is_installed() { [ "$(dpkg-query -Wf '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# need SET… installs what is missing of packaging/lib/packages/SET. A line is a package or alternatives
# "a|b", of which the first that exists is taken.
need() {
    local set line name missing=() updated=no
    command -v dpkg-query >/dev/null || die "only Debian and its derivatives are known here"
    for set in "$@"; do
        while read -r line; do
            [ -n "$line" ] && [ "${line:0:1}" != '#' ] || continue
            for name in ${line//|/ }; do is_installed "$name" && continue 2; done
            missing+=("$line")
        done <"$root/packaging/lib/packages/$set"
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local chosen=()
    for line in "${missing[@]}"; do
        for name in ${line//|/ }; do
            if ! available "$name" && [ $updated = no ]; then
                say "updating the package lists"
                as_root apt-get update -q >&2 || die "cannot update the package lists: no network?"
                updated=yes
            fi
            if available "$name"; then chosen+=("$name"); continue 2; fi
        done
        die "no package ${line//|/ or }: an unsupported release?"
    done
    [ $updated = yes ] || as_root apt-get update -q >&2 || die "cannot update the package lists: no network?"
    install_packages "${chosen[@]}"
}

install_packages() {
    say "installing $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@" >&2 \
        || die "cannot install: $*"
}

# need_karchive: installs KArchive for Qt 6, or builds it once into the person's cache where the release has no
# package of it, and then prints where.
need_karchive() {
    local karchive
    if is_installed libkf6archive-dev; then return; fi
    if available libkf6archive-dev; then
        install_packages libkf6archive-dev
        return
    fi
    karchive=$(. /etc/os-release && as_owner sh -c 'echo "${XDG_CACHE_HOME:-$HOME/.cache}/onggi/karchive-$1"' sh \
        "$ID-$VERSION_ID-$(dpkg --print-architecture)")
    if [ ! -e "$karchive" ]; then
        need karchive && as_owner "$root/packaging/lib/karchive" "$karchive" || return
    fi
    printf '%s\n' "$karchive"
}

# build PRESET [TARGET]: configures and builds into build/PRESET. Silent where nothing is to be done.
build() {
    local preset=$1 target=${2:-all} karchive
    # With what the compiler says it has read, nothing is preprocessed twice.
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    if [ ! -e "$root/build/$preset/build.ninja" ] \
        || ! grep -q '^KF6Archive_DIR:PATH=/' "$root/build/$preset/CMakeCache.txt"; then
        karchive=$(need_karchive) || die "no KArchive for Qt 6"
        (cd "$root" && as_owner cmake --preset "$preset" ${karchive:+-DCMAKE_PREFIX_PATH="$karchive"} >&2) \
            || die "cannot configure $preset"
    fi
    as_owner cmake --build "$root/build/$preset" --target "$target" >&2 || die "cannot build $preset"
}
