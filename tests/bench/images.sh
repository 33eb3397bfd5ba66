# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The images, and the registry on loopback that has them. Sourced. What is there is kept.
#   small  busybox alone                     base  Debian's minimal root
#   dev    base and two layers of compilers  many  busybox and 60 layers, 2,000 small files in three of them

start_registry() {
    local i
    : >"$bench/log/registry.log"
    cat >"$bench/work/registry.yml" <<END
version: 0.1
log: {level: info, formatter: text, accesslog: {disabled: true}}
storage:
  cache: {blobdescriptor: inmemory}
  filesystem: {rootdirectory: $bench/registry}
http: {addr: "127.0.0.1:0"}
END
    spawn registry registry docker-registry serve "$bench/work/registry.yml"
    for ((i = 0; i < 100; i++)); do
        registry=$(sed -n 's/.*listening on \(127\.0\.0\.1:[0-9]*\)".*/\1/p' "$bench/log/registry.log")
        [ -z "$registry" ] || return 0
        sleep 0.1
    done
    die "the registry does not start: $(tail -1 "$bench/log/registry.log")"
}

make_images() {
    local image
    for image in $images; do
        ! manifest_of "$image" >/dev/null || continue
        say "making the image $image"
        "make_$image" >"$bench/log/make-$image.log" 2>&1 || die "cannot make the image $image: see $bench/log/make-$image.log"
    done
}

buildah_() { buildah --root "$bench/buildah/root" --runroot "$bench/buildah/run" --storage-driver overlay "$@"; }

# build_image NAME CONTEXT, the Dockerfile on stdin.
build_image() {
    cat >"$bench/work/$1.Dockerfile"
    buildah_ bud --layers --isolation chroot --network host -f "$bench/work/$1.Dockerfile" -t "bench/$1" "$2" &&
        buildah_ push -q --tls-verify=false "bench/$1" "docker://$registry/$1:1"
}

make_small() {
    local tree=$bench/work/small/root name
    rm -rf "$tree" && mkdir -p "$tree"/{bin,etc,tmp,proc,sys,dev,root}
    cp "$(command -v busybox)" "$tree/bin/busybox"
    for name in sh true false echo cat ls sleep; do ln -s busybox "$tree/bin/$name"; done
    echo 'root:x:0:0:root:/root:/bin/sh' >"$tree/etc/passwd"
    echo 'root:x:0:' >"$tree/etc/group"
    build_image small "$bench/work/small" <<'END'
FROM scratch
COPY root/ /
ENV PATH=/bin
CMD ["/bin/sh"]
END
}

# The mirror that this machine's package manager uses.
mirror() {
    awk '$1 == "URIs:" { print $2; exit } $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^http/) { print $i; exit } }' \
        /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null
}

make_base() {
    local work=$bench/work/base
    rm -rf "$work" && mkdir -p "$work"
    debootstrap --variant=minbase bookworm "$work/root" "$(mirror)" &&
        rm -rf "$work"/root/var/cache/apt/archives/*.deb "$work"/root/var/lib/apt/lists/* &&
        tar -C "$work/root" --numeric-owner --sort=name --exclude='./dev/*' -cf "$work/base.tar" . &&
        rm -rf "$work/root" && build_image base "$work" <<'END'
FROM scratch
ADD base.tar /
CMD ["/bin/bash"]
END
}

make_dev() {
    local install='apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends'
    local clean='apt-get clean && rm -rf /var/lib/apt/lists/*'
    mkdir -p "$bench/work/dev"
    build_image dev "$bench/work/dev" <<END
FROM localhost/bench/base
RUN $install build-essential cmake git gdb python3-dev clang llvm-dev && $clean
RUN $install golang-go rustc cargo && $clean
CMD ["/bin/bash"]
END
}

# Written as an OCI layout by hand: no builder is needed for 61 layers.
make_many() {
    local work=$bench/work/many number file
    layers=() diff_ids=()
    rm -rf "$work" && mkdir -p "$work/oci/blobs/sha256"
    add_layer "$work" "$bench/work/small/root"
    for ((number = 1; number <= 60; number++)); do
        rm -rf "$work/root" && mkdir -p "$work/root/opt/$number"
        echo "layer $number" >"$work/root/opt/$number/id"
        if [ $((number % 20)) = 0 ]; then
            for ((file = 0; file < 2000; file++)); do echo "$number $file" >"$work/root/opt/$number/$file"; done
        fi
        add_layer "$work" "$work/root"
    done
    jq -n '{architecture: "amd64", os: "linux", config: {Env: ["PATH=/bin"], Cmd: ["/bin/sh"]},
        rootfs: {type: "layers", diff_ids: $ARGS.positional}}' --args "${diff_ids[@]}" >"$work/config"
    printf '%s\n' "${layers[@]}" | jq -s --argjson config "$(add_blob "$work" "$work/config" config)" \
        '{schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", config: $config, layers: .}' >"$work/manifest"
    jq -n --argjson manifest "$(add_blob "$work" "$work/manifest" manifest)" '{schemaVersion: 2, manifests:
        [$manifest + {annotations: {"org.opencontainers.image.ref.name": "1"}}]}' >"$work/oci/index.json"
    echo '{"imageLayoutVersion":"1.0.0"}' >"$work/oci/oci-layout"
    skopeo copy -q --dest-tls-verify=false "oci:$work/oci:1" "docker://$registry/many:1" && rm -rf "$work"
}

add_layer() { # WORK TREE
    tar -C "$2" --numeric-owner --owner=0 --group=0 --sort=name --mtime=@1700000000 -cf "$1/layer.tar" .
    diff_ids+=("sha256:$(sha256sum <"$1/layer.tar" | cut -c1-64)")
    gzip -nc6 "$1/layer.tar" >"$1/layer.gz"
    layers+=("$(add_blob "$1" "$1/layer.gz" layer)")
}

# add_blob WORK FILE KIND: the file as a blob of the layout; prints its descriptor.
add_blob() {
    local type hex
    case $3 in
    config) type=application/vnd.oci.image.config.v1+json ;;
    manifest) type=application/vnd.oci.image.manifest.v1+json ;;
    layer) type=application/vnd.oci.image.layer.v1.tar+gzip ;;
    esac
    hex=$(sha256sum <"$2" | cut -c1-64)
    cp "$2" "$1/oci/blobs/sha256/$hex"
    printf '{"mediaType":"%s","digest":"sha256:%s","size":%d}' "$type" "$hex" "$(stat -c %s "$2")"
}
