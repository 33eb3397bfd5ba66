# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A registry on loopback, filled from an OCI image layout. Sourced.

# fill_registry LAYOUT STORE: lays the images of resources/samples/make_samples out as docker-registry
# keeps them (github.com/distribution/distribution, registry/storage/paths.go).
fill_registry() {
    local layout=$1 store=$2/docker/registry/v2 line digest name repository tag blob
    while read -r line; do
        [[ $line =~ \"digest\":\"sha256:([0-9a-f]{64})\".*ref\.name\":\"([a-z/]+:[0-9]+)\" ]] || continue
        digest=${BASH_REMATCH[1]} name=${BASH_REMATCH[2]}
        repository=$store/repositories/${name%:*} tag=${name##*:}
        registry_link "$repository/_manifests/revisions/sha256/$digest" "$digest"
        registry_link "$repository/_manifests/tags/$tag/current" "$digest"
        registry_link "$repository/_manifests/tags/$tag/index/sha256/$digest" "$digest"
        registry_blob "$layout" "$store" "$digest"
        for blob in $(grep -o 'sha256:[0-9a-f]\{64\}' "$layout/blobs/sha256/$digest"); do
            registry_link "$repository/_layers/sha256/${blob#sha256:}" "${blob#sha256:}"
            registry_blob "$layout" "$store" "${blob#sha256:}"
        done
    done <"$layout/index.json"
}

registry_link() { mkdir -p "$1" && printf 'sha256:%s' "$2" >"$1/link"; }

registry_blob() {
    local directory=$2/blobs/sha256/${3:0:2}/$3
    mkdir -p "$directory" && cp "$1/blobs/sha256/$3" "$directory/data"
}

# start_registry DIRECTORY: serves DIRECTORY/store on a free port of 127.0.0.1. Sets $registry, its process,
# and $registry_host, "127.0.0.1:PORT".
start_registry() {
    local i
    cat >"$1/registry.yml" <<END
version: 0.1
log: {level: info, formatter: text, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $1/store}}
http: {addr: "127.0.0.1:0"}
END
    # It takes every variable that begins with REGISTRY for a part of its configuration.
    env -u REGISTRY_AUTH_FILE docker-registry serve "$1/registry.yml" >"$1/registry.log" 2>&1 </dev/null &
    registry=$!
    for ((i = 0; i < 100; i++)); do
        registry_host=$(sed -n 's/.*listening on \(127\.0\.0\.1:[0-9]*\)".*/\1/p' "$1/registry.log")
        [ -z "$registry_host" ] || return 0
        kill -0 "$registry" 2>/dev/null || break
        sleep 0.1
    done
    tail -3 "$1/registry.log" >&2
    die "docker-registry does not start"
}
