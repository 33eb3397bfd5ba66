# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What cannot be beaten: each stage of a pull on its own, fed from memory, and an overlay mount with the bare
# runtime for a start. Sourced. The bound of a pull is the sum of its stages, spread over all cores.

# make_bundle: the command of `work/bare_run` runs "true" in a bundle over an overlay.
make_bundle() {
    local bundle=$store/bundle
    mkdir -p "$bundle"/{lower,upper,work,rootfs}
    cp -a "$bench/work/small/root/." "$bundle/lower/"
    (cd "$bundle" && rm -f config.json && crun spec &&
        jq '.process.terminal = false | .process.args = ["true"] | .process.env = ["PATH=/bin"]
            | del(.process.rlimits) | .root.readonly = false' config.json >"$bench/work/config.json")
    cat >"$bench/work/bare_run" <<END
#!/bin/sh -e
d=\$(mktemp -d "$store/bare.XXXXXX")
mkdir "\$d/upper" "\$d/work" "\$d/rootfs"
mount -t overlay overlay -o "lowerdir=$bundle/lower,upperdir=\$d/upper,workdir=\$d/work" "\$d/rootfs"
cp "$bench/work/config.json" "\$d/"
crun --cgroup-manager=cgroupfs run -b "\$d" "bare-\$\$"
umount "\$d/rootfs"
rm -rf "\$d"
END
    chmod +x "$bench/work/bare_run"
}

measure_limits() {
    local memory=$bench/work/memory image round digest urls
    mkdir -p "$memory"
    mount -t tmpfs -o size=8G tmpfs "$memory" # gone with this namespace
    for image in $images; do
        rm -f "$memory"/*
        urls=()
        for digest in $(manifest_of "$image" | jq -r '.layers[].digest'); do
            urls+=("http://$registry/v2/$image/blobs/$digest")
            http "${urls[-1]}" >>"$memory/all.gz"
        done
        igzip -dc "$memory/all.gz" >"$memory/all.tar"
        printf -- '-o /dev/null\nurl = "%s"\n' "${urls[@]}" >"$memory/urls"
        for ((round = 0; round < rounds; round++)); do
            rm -f "$store/written" && sync -f "$store"
            row limits "$image" read 1 curl -fs --noproxy '*' -K "$memory/urls"
            row limits "$image" inflate 1 sh -c "igzip -dc '$memory/all.gz' >/dev/null"
            row limits "$image" sha256-gz 1 openssl dgst -sha256 "$memory/all.gz"
            row limits "$image" sha256-tar 1 openssl dgst -sha256 "$memory/all.tar"
            row limits "$image" write 1 cp "$memory/all.tar" "$store/written"
        done
        rm -f "$store/written"
    done
    umount "$memory"
}
