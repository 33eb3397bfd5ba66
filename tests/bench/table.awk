# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# awk -v engines=a,b,c -v cores=N -f table.awk results/*.tsv: medians as Markdown. A row is
#   case image engine seconds seconds-to-sync user system peak-KiB exit-code others
# or "version", a dash, engine and its version.
# A figure is the time until the work is on the disk, that is with the sync after it; for a start, without.
# Fails where Onggi is measured and a peer's figure, or one of its own, is missing.

BEGIN {
    FS = "\t"
    count = split(engines, engine, ",")
    peers = split("docker podman ctr", peer, " ")
    for (e = 1; e <= count; e++)
        if (engine[e] ~ /-new/ && engine[e] !~ /^skopeo/) peer[++peers] = engine[e]
    # Most that Onggi may need of the time of the fastest peer of this release, by "case image".
    target["pull dev"] = 0.3
    target["pull base"] = target["pull many"] = 0.5
    target["repull base"] = 1
    target["start small"] = 0.7
    target["load base"] = target["load dev"] = 0.35
    target["commit small"] = 0.5
    target["rmi small"] = target["rmi base"] = target["rmi many"] = target["rmi dev"] = target["prune 200"] = 0.2
    # And a figure that was given: 5.4 s of containerd 2.3 with EROFS and parallel unpacking.
    given["pull dev"] = 0.7 * 5.4
    cannot["commit ctr"] = 1 # by the case and the engine's program
}

function add(list, value) { return list == "" ? value : list " " value }

function median(list,    value, n, i, j, swap) {
    n = split(list, value, " ")
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && value[j - 1] + 0 > value[j] + 0; j--) {
            swap = value[j]; value[j] = value[j - 1]; value[j - 1] = swap
        }
    return n % 2 ? value[(n + 1) / 2] : (value[n / 2] + value[n / 2 + 1]) / 2
}

$1 == "version" { version[$3] = " " $4; next }

{
    row = $1 " " $2
    key = row " " $3
    if ($1 == "limits" && !($2 in bounded)) { bounded[$2] = 1; boundedImages[++hasLimits] = $2 }
    if ($9 != 0) { failed[key]++; next }
    if ($1 != "limits" && !(row in seen)) { seen[row] = 1; rows[++rowCount] = row }
    time[key] = add(time[key], $1 == "start" || $1 == "limits" ? $4 : $4 + $5)
    wall[key] = add(wall[key], $4)
    sync[key] = add(sync[key], $5)
    cpu[key] = add(cpu[key], $6 + $7)
    peak[key] = add(peak[key], $8 / 1024)
    others[key] = add(others[key], $4 > 0 ? $10 / $4 : 0)
}

function limitOf(row,    part, stage, i, sum) {
    if ((row " limit") in time)
        return median(time[row " limit"])
    split(row, part, " ")
    if (part[1] != "pull")
        return ""
    split("read inflate sha256-gz sha256-tar write", stage, " ")
    for (i = 1; i <= 5; i++) {
        if (!(("limits " part[2] " " stage[i]) in time))
            return ""
        sum += median(time["limits " part[2] " " stage[i]])
    }
    return sum / cores
}

function seconds(value) { return value == "" ? "–" : sprintf(value < 1 ? "%.3f" : "%.2f", value) }
function ratio(value, by) { return value == "" || by == "" ? "–" : sprintf("%.2f", value / by) }

function caseOf(row,    part) { split(row, part, " "); return part[1] }

function programOf(engine,    part) { split(engine, part, "-"); return part[1] }

# The least figure of an engine that is this program, "" where none was measured.
function fastest(row, program,    e, value, best) {
    for (e = 1; e <= count; e++) {
        if (programOf(engine[e]) != program || !((row " " engine[e]) in time)) continue
        value = median(time[row " " engine[e]])
        if (best == "" || value < best) best = value
    }
    return best
}

function verdict(row, onggi, best, limit,    words, isMet, skopeo) {
    if (onggi == "")
        return ""
    isMet = 1
    skopeo = fastest(row, "skopeo")
    if (row in target) {
        words = "≤ " target[row] " × best"
        isMet = onggi <= target[row] * best
    }
    if (row == "pull dev") {
        words = words ", ≤ 1.5 × limit, ≤ 200 MB"
        isMet = isMet && (limit == "" || onggi <= 1.5 * limit) && median(peak[row " onggi"]) * 1.048576 <= 200
        words = words ", < " seconds(given[row]) " s"
        isMet = isMet && onggi < given[row]
    } else if (row ~ /^save / && skopeo != "") {
        words = "≤ 0.8 × skopeo"
        isMet = onggi <= 0.8 * skopeo
    }
    return words == "" ? "" : words (isMet ? " ✓" : " ✗")
}

# The two tables of what engines did.
function comparison(    e, r, p, key, row, value, best, bestHere, onggi, limit, part, dummy) {
    printf "| case | image |"
    for (e = 1; e <= count; e++) printf " %s%s s |", engine[e], version[engine[e]]
    printf " limit s | Onggi / best peer | Onggi / best peer of this release | Onggi / limit | target |\n|---|---|"
    for (e = 1; e <= count; e++) printf "--:|"
    print "--:|--:|--:|--:|---|"
    for (r = 1; r <= rowCount; r++) {
        row = rows[r]
        best = bestHere = ""
        for (p in peer) {
            key = row " " peer[p]
            if ((caseOf(row) " " programOf(peer[p])) in cannot) continue
            if (!(key in time)) { missing = missing "no figure of " peer[p] " for " row "\n"; continue }
            value = median(time[key])
            if (best == "" || value < best) best = value
            if (peer[p] !~ /-new/ && (bestHere == "" || value < bestHere)) bestHere = value
        }
        onggi = (row " onggi") in time ? median(time[row " onggi"]) : ""
        if (onggi == "") missing = missing "no figure of onggi for " row "\n"
        limit = limitOf(row)
        if (limit == "" && hasLimits && row ~ /^pull /) missing = missing "no limit for " row "\n"
        split(row, part, " ")
        printf "| %s | %s |", part[1], part[2]
        for (e = 1; e <= count; e++) {
            key = row " " engine[e]
            printf " %s%s |", key in time ? seconds(median(time[key])) : "–", key in failed ? " (" failed[key] " failed)" : ""
        }
        printf " %s | %s | %s | %s | %s |\n", seconds(limit), ratio(onggi, best), ratio(onggi, bestHere), \
            ratio(onggi, limit), verdict(row, onggi, bestHere, limit)
    }
    print "\n| case | image | engine | runs | command s | sync s | CPU s | peak MiB | others, cores |\n|---|---|---|--:|--:|--:|--:|--:|--:|"
    for (r = 1; r <= rowCount; r++)
        for (e = 1; e <= count; e++) {
            key = rows[r] " " engine[e]
            if (!(key in time)) continue
            split(rows[r], part, " ")
            printf "| %s | %s | %s | %d | %s | %s | %.2f | %.0f | %.1f |\n", part[1], part[2], engine[e], split(time[key], dummy, " "), \
                seconds(median(wall[key])), seconds(median(sync[key])), median(cpu[key]), median(peak[key]), median(others[key])
        }
}

END {
    if (rowCount) comparison()
    if (hasLimits)
        print "\n| limits of a pull | read s | inflate s | SHA-256 of blobs s | SHA-256 of tars s | write s | sum / " cores " s |\n|---|--:|--:|--:|--:|--:|--:|"
    for (i = 1; i <= hasLimits; i++) {
        printf "| %s |", boundedImages[i]
        split("read inflate sha256-gz sha256-tar write", stage, " ")
        for (j = 1; j <= 5; j++) {
            key = "limits " boundedImages[i] " " stage[j]
            printf " %s |", key in time ? seconds(median(time[key])) : "–"
        }
        print " " seconds(limitOf("pull " boundedImages[i])) " |"
    }
    if (missing != "" && (("," engines ",") ~ /,onggi,/ || missing ~ /no limit/)) {
        printf "%s", missing >"/dev/stderr"
        exit 1
    }
}
