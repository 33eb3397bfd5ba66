# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The parts that sandbox_inside puts together: what is placed, the bus, and how each thing is ended.
# Sourced; uses the variables that sandbox_inside sets.

# gone TENTHS PID…: waits until all are gone (or zombies); false after that many tenths of a second.
gone() {
    local tenths=$1 pid alive
    shift
    while :; do
        alive=no
        for pid in "$@"; do is_alive "$pid" && alive=yes; done
        [ $alive = yes ] || return 0
        [ "$tenths" -gt 0 ] || return 1
        tenths=$((tenths - 1))
        sleep 0.1
    done
}

# stat_field PID N: field N of /proc/PID/stat, counted from the state, which is 3 (proc(5)).
stat_field() {
    local line fields
    line=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    read -ra fields <<<"${line##*) }"
    printf '%s\n' "${fields[$2 - 3]}"
}

is_alive() {
    local process_state
    process_state=$(stat_field "$1" 3) && [ "$process_state" != Z ]
}

# reaped TENTHS PID: the helper ends as a child of PID 1, which on some machines takes its time.
reaped() {
    local tenths=$1
    while [ -e "/proc/$2" ] && [ "$tenths" -gt 0 ]; do
        tenths=$((tenths - 1))
        sleep 0.1
    done
}

# A state directory of our own lies on a disk, where an overlay's upper directory may stand; in a machine
# whose own root is an overlay, in memory.
place_state() {
    if [ -z "$state" ]; then
        if [ "$mounts" = private ] && [ "$(stat -f -c %T /var/tmp)" = overlayfs ]; then
            state=$base/state
        else
            state=$(mktemp -d /var/tmp/onggi-sandbox.XXXXXX)
            made_state=$state
        fi
    fi
    (umask 077 && mkdir -p "$state") || die "cannot make the state directory $state"
    state=$(cd "$state" && pwd -P)
    mkdir -m 700 "$run"
    : >"$log"
}

# Copies: other users may not be able to enter the checkout, and a build may replace what runs.
place_programs() {
    local name
    mkdir "$base/bin" "$base/libexec" "$base/services"
    for name in onggictl onggi; do
        [ ! -x "$programs/$name" ] || install -m 755 "$programs/$name" "$base/bin/"
    done
    for name in "$programs"/onggi-*; do install -m 755 "$name" "$base/libexec/"; done
}

# polkit_rules POLICY: treats every user but root as an active local one, by what POLICY says of these.
polkit_rules() {
    printf 'polkit.addRule(function (action, subject) {\n    var active = {\n'
    sed -n -e 's/.*<action id="\([^"]*\)".*/id \1/p' \
        -e 's/.*<allow_active>\(.*\)<\/allow_active>.*/active \1/p' "$1" |
        while read -r what value; do
            case $what in
            id) id=$value ;;
            active) printf '        "%s": polkit.Result.%s,\n' "$id" "${value^^}" ;;
            esac
        done
    printf '    };\n    if (subject.user != "root" && action.id in active)\n'
    printf '        return active[action.id];\n    return polkit.Result.NOT_HANDLED;\n});\n'
}

# polkitd looks in fixed places. With private mounts these are covered by copies; without, the files are
# placed under a name of this sandbox's own, and removed at the end.
place_polkit() {
    local actions=/usr/share/polkit-1/actions rules=/etc/polkit-1/rules.d policy name
    [ -d $actions ] && [ -d $rules ] || return 0
    name=${base##*/og.}
    if [ "$mounts" = private ]; then
        mkdir "$base/actions" "$base/rules"
        cp -a $actions/. "$base/actions" && cp -a $rules/. "$base/rules"
        chmod 755 "$base/actions" "$base/rules"
        chown root:root "$base/actions" "$base/rules"
        mount --bind "$base/actions" $actions
        mount --bind "$base/rules" $rules
    fi
    for policy in "$root"/packaging/polkit/*.policy; do
        [ -e "$policy" ] || continue
        placed+=("$actions/onggi-$name-${policy##*/}" "$rules/90-onggi-$name-${policy##*/}.rules")
        install -m 644 "$policy" "$actions/onggi-$name-${policy##*/}"
        polkit_rules "$policy" >"$rules/90-onggi-$name-${policy##*/}.rules"
    done
}

place_subids() {
    local file
    for file in /etc/subuid /etc/subgid; do
        [ -e $file ] || : >$file
        install -m 644 $file "$base/${file##*/}"
        mount --bind "$base/${file##*/}" $file
    done
}

# Root's own bus: it starts the helper, and polkitd, when somebody asks for them, as root. Neither sees the
# caller's environment: proxies, for one, are handed over by the client.
start_bus() {
    local name variables=()
    sed "s|@DIRECTORY@|$base|g" "$root/packaging/lib/bus.conf.in" >"$base/bus.conf"
    mkdir "$base/policies"
    for name in "$root"/packaging/dbus/*.conf; do
        [ ! -e "$name" ] || install -m 644 "$name" "$base/policies/"
    done
    service org.onggi.Helper1 "$base/libexec/onggi-helper"
    service org.freedesktop.PolicyKit1 "/usr/lib/polkit-1/polkitd --no-debug"

    for name in $(compgen -e); do
        case $name in
        ONGGI_STATE_DIRECTORY | ONGGI_RUNTIME_DIRECTORY) ;;
        ONGGI_* | *SAN_OPTIONS) variables+=("$name=${!name}") ;;
        esac
    done
    # In a session of its own, so that the terminal's interrupt does not reach it.
    exec {ready}< <(exec setsid env -i "${variables[@]}" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
        DBUS_SYSTEM_BUS_ADDRESS="unix:path=$bus" \
        ONGGI_STATE_DIRECTORY="$state" ONGGI_RUNTIME_DIRECTORY="$run" \
        dbus-daemon --config-file="$base/bus.conf" --nofork --nopidfile --print-address=3 \
        3>&1 1>>"$log" 2>&1 </dev/null)
    daemon=$!
    read -r -t 10 -u "$ready" _ || { cat "$log" >&2; die "the bus does not start"; }
    exec {ready}<&-
}

service() { printf '[D-BUS Service]\nName=%s\nExec=%s\nUser=root\n' "$1" "$2" >"$base/services/$1.service"; }

# Where a user called, what ends that call ends the sandbox.
watch_caller() {
    setsid bash -c 'read -r _ <"$0"; kill -TERM "$1"' "$caller/alive" $$ </dev/null >/dev/null 2>&1 &
    watcher=$!
}

# began_before PID FILE: whether the process is older than the file, so that the file may mean it and not
# one that got the same number later. Start times are ticks since boot (proc(5), field 22).
began_before() {
    local ticks up now hertz
    ticks=$(stat_field "$1" 22) || return 1
    hertz=$(getconf CLK_TCK)
    read -r up _ </proc/uptime
    now=$(date +%s)
    [ $((now - ${up%.*} + ticks / hertz)) -le $(($(stat -c %Y "$2") + 2)) ]
}

# Containers outlive the helper, so they are found by what conmon wrote. A container's end is left to
# conmon and the helper first, who record it and take its network and mounts down.
end_containers() {
    local file pid child monitors=()
    for file in "$state"/containers/*/conmon.pid; do
        [ -s "$file" ] && pid=$(cat "$file") || continue
        [[ $pid =~ ^[0-9]+$ ]] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = conmon ] || continue
        began_before "$pid" "$file" || continue
        monitors+=("$pid")
        for child in $(cat "/proc/$pid/task/$pid/children"); do kill -KILL "$child" 2>/dev/null; done
    done
    [ ${#monitors[@]} -gt 0 ] || return 0
    gone 100 "${monitors[@]}" || kill -KILL "${monitors[@]}" 2>/dev/null
    timeout 10 env DBUS_SYSTEM_BUS_ADDRESS="unix:path=$bus" "$base/bin/onggictl" ps -q >/dev/null 2>&1
}

helper_pid() {
    DBUS_SYSTEM_BUS_ADDRESS="unix:path=$bus" timeout 5 dbus-send --system --print-reply=literal \
        --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID "string:$1" 2>/dev/null |
        awk '{ print $NF }'
}

end_helper() {
    local name pid
    for name in org.onggi.Helper1 org.freedesktop.PolicyKit1; do
        pid=$(helper_pid "$name")
        [ -n "$pid" ] || continue
        kill -TERM "$pid" 2>/dev/null
        gone 50 "$pid" || kill -KILL "$pid" 2>/dev/null
        [ "$name" != org.onggi.Helper1 ] || helper=$pid
    done
}

# Whatever else lives in our mount namespace has come from here: what CMD left behind, for one.
end_rest() {
    local own process pids round
    own=$(readlink /proc/self/ns/mnt)
    for round in 1 2 3; do
        pids=()
        for process in /proc/[0-9]*; do
            [ "$(readlink "$process/ns/mnt" 2>/dev/null)" = "$own" ] || continue
            [ "${process#/proc/}" = $$ ] || ! is_alive "${process#/proc/}" || pids+=("${process#/proc/}")
        done
        [ ${#pids[@]} -gt 0 ] || return 0
        kill -KILL "${pids[@]}" 2>/dev/null
        gone 20 "${pids[@]}"
    done
}

# unmount_below DIR…: the deepest first.
unmount_below() {
    local directory target
    for directory in "$@"; do
        awk -v below="$directory/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo | tac |
            while read -r target; do umount -l "$(printf '%b' "$target")" 2>/dev/null; done
    done
}
