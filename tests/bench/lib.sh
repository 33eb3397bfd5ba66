# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What both halves of the benchmark share: places, processes, the registry, measuring. Sourced.
# Everything lies below $bench; whatever listens does so on 127.0.0.1 or on a socket there.
. "$(dirname "${BASH_SOURCE[0]}")/../../packaging/lib/common.sh"

export LC_ALL=C
bench=$root/build/bench
store=$bench/store
images='small base many dev'
group=onggi-bench
measure=$root/build/release/bin/onggi-bench-measure
mkdir -p "$bench"/{run,log,results,work}

# v1's cpuacct, or v2: one group an engine, so that a daemon's work is counted with its client's.
group_root() { if [ -f /sys/fs/cgroup/cgroup.controllers ]; then echo /sys/fs/cgroup; else echo /sys/fs/cgroup/cpuacct; fi; }
group_of() { echo "$(group_root)/$group/$1"; }
enter_group() { mkdir -p "$(group_of "$1")" && echo "$BASHPID" >"$(group_of "$1")/cgroup.procs"; }
# What runs in the groups was started here, all of it.
end_groups() {
    local i signal=TERM pids
    for ((i = 0; i < 50; i++)); do
        pids=$(find "$(group_root)/$group" -name cgroup.procs -exec cat {} + 2>/dev/null | grep -vx "$$" || true)
        [ -n "$pids" ] || break
        [ $i -lt 40 ] || signal=KILL
        kill -$signal $pids 2>/dev/null || true
        sleep 0.1
    done
}
# In every hierarchy: containers' groups are made in all of them.
remove_groups() { find /sys/fs/cgroup{,/*}/"$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; }

# spawn ENGINE NAME COMMAND…: in the background, in the engine's group; its pid is noted.
spawn() {
    local engine=$1 name=$2
    shift 2
    (enter_group "$engine" && exec setsid "$@" >"$bench/log/$name.log" 2>&1 </dev/null) &
    echo $! >"$bench/run/$name.pid"
}

# stop NAME: what spawn() started, and nothing else.
stop() {
    local file=$bench/run/$1.pid pid i
    [ -s "$file" ] || return 0
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || true
    for ((i = 0; i < 100; i++)); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
    rm -f "$file"
}

wait_for() {
    local i
    for ((i = 0; i < 200; i++)); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.1
    done
    return 1
}

http() { curl -fs --noproxy '*' "$@"; }
manifest_of() { http -H 'Accept: application/vnd.oci.image.manifest.v1+json' "http://$registry/v2/$1/manifests/1"; }

quietly() { "$@" >/dev/null 2>&1 || true; }

# Waits, at most BENCH_CALM seconds (20), until the rest of the machine is idle.
calm() {
    local i a b
    for ((i = 0; i < ${BENCH_CALM:-20} * 3; i++)); do
        read -ra a </proc/stat
        sleep 0.3
        read -ra b </proc/stat
        local busy=$((b[1] + b[3] - a[1] - a[3])) idle=$((b[4] + b[5] - a[4] - a[5]))
        [ $((busy * 100)) -ge $(((busy + idle) * 12)) ] || return 0
    done
    # The table shows what others used meanwhile.
}

# row CASE IMAGE ENGINE RUNS COMMAND…: a line for each run in results/CASE.tsv.
row() {
    local case=$1 image=$2 engine=$3 runs=$4 line
    shift 4
    mkdir -p "$(group_of "$engine")"
    calm
    "$measure" "$(group_of "$engine")" "$bench/log/last-$case-$engine.log" "$store" "$runs" "$@" |
        while read -r line; do
            printf '%s\t%s\t%s\t%s\n' "$case" "$image" "$engine" "$line" | tee -a "$bench/results/$case.tsv" >&2
        done
}
