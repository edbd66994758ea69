#!/bin/sh
# Do two versions of the program write the same bytes?  For a change that must not change any result.
#
#   sh scripts/compare_bytes.sh OLD_PROGRAM NEW_PROGRAM DATA_FOLDER [quick]
#
# Every corpus of the folder (.jsonl.gz, .jsonl.zst, .txt) is built by both programs with each of the option sets below,
# and every file that the old one wrote is compared byte for byte: tree.json, tree.dot, documents.csv, report.html and
# the other text formats (--also).  Version strings ("topictree 1.2.3") are the one thing that is not compared.  A build
# that both programs refuse with the same exit status and message is the same.  A file that the new program writes in
# addition is named and is no difference.
#
# quick (or QUICK=1 in the environment): corpora of less than 2 MB (as they are stored) and three option sets, about a
# minute.  Without it all corpora and option sets take some minutes.  ONLY="bbc seeds" restricts the corpora by name.
#
# The set "hashed" asks for many topics within less memory than they need, so that rare terms share columns.  The
# limit is searched for with the old program: 9/10, 8/10, ... of what it says that it needs, until it says that terms
# share columns.  Where it never does (few terms), the set is left out of the count, and the line says so.
#
# One line a corpus and option set: "same", or the files that differ, each with its first differing byte (and line).
# The last line counts.  Exit status: 0 all the same, 1 something differs, 2 wrong usage or nothing to compare.
set -u
LC_ALL=C
export LC_ALL

if [ $# -lt 3 ] || [ $# -gt 4 ] || [ "${4:-quick}" != quick ]; then
    echo "usage: compare_bytes.sh OLD_PROGRAM NEW_PROGRAM DATA_FOLDER [quick]" >&2
    exit 2
fi
old=$1 new=$2 data=$3
[ $# -eq 4 ] && QUICK=1
for program in "$old" "$new"; do
    if [ ! -x "$program" ] || [ -d "$program" ]; then
        echo "compare_bytes.sh: $program is not a program" >&2
        exit 2
    fi
done

also=d3,echarts,plotly,vega,csv,graphml,newick,markdown,svg
few="default|
levels|--levels 6,20
hashed|"
all="default|
topics|--topics 20
levels|--levels 6,20
words|--boilerplate keep --stem
lsa|--lsa 20
outliers|--outliers auto
hashed|"

work=$(mktemp -d "${TMPDIR:-/tmp}/compare-bytes-XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
same=0 differ=0 skipped=0

# build SIDE PROGRAM CORPUS OPTION...: into $work/SIDE, with messages and exit status beside it
build() {
    side=$1 program=$2 input=$3
    shift 3
    rm -rf "${work:?}/$side"
    "$program" build "$input" --out "$work/$side" --also $also --progress none "$@" > "$work/$side.out" 2> "$work/$side.err"
    echo $? > "$work/$side.status"
    mkdir -p "$work/$side"
}

without_version() {
    sed 's/topictree [0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*/topictree VERSION/g' "$1"
}

# What "topictree: ..." lines say, which is all that a refused build leaves.
complaint() {
    echo "exit $(cat "$work/$1.status"): $(sed -n 's/^topictree: //p' "$work/$1.err" | head -n 1)"
}

# compare_file FILE: "" or the place of the first difference
compare_file() {
    if [ ! -f "$work/new/$1" ]; then
        echo "$1 (not written)"
        return
    fi
    without_version "$work/old/$1" > "$work/a"
    without_version "$work/new/$1" > "$work/b"
    cmp "$work/a" "$work/b" > "$work/cmp" 2>&1 && return
    place=$(sed -n -e 's/.*differ: [a-z]* \([0-9]*\), line \([0-9]*\).*/byte \1, line \2/p' \
        -e 's/.*EOF on .*/one ends where the other goes on/p' "$work/cmp")
    echo "$1 ($place)"
}

# compare: "" or what differs between the two builds; what is new goes to $work/more
compare() {
    : > "$work/more"
    if [ "$(complaint old)" != "$(complaint new)" ]; then
        echo "old: $(complaint old) | new: $(complaint new)"
        return
    fi
    for path in "$work"/old/*; do
        [ -f "$path" ] && compare_file "${path##*/}"
    done
    for path in "$work"/new/*; do
        [ -f "$path" ] && [ ! -f "$work/old/${path##*/}" ] && echo "${path##*/}" >> "$work/more"
    done
}

# hashing CORPUS: the bytes at which the old program makes rare terms share columns, and its build; 1 where it never does
hashing() {
    build old "$old" "$1" --topics "$topics"
    need=$(sed -n 's/^needs about \([0-9.]*\) \([KMG]\)B of memory.*/\1 \2/p' "$work/old.err" |
        awk '{ printf "%.0f", $1 * ($2 == "K" ? 1024 : $2 == "M" ? 1048576 : 1073741824) }')
    [ -n "$need" ] || return 1
    for tenths in 9 8 7 6 5 4; do
        limit=$((need / 10 * tenths))
        build old "$old" "$1" --topics "$topics" --max-memory $limit
        grep -q 'share columns' "$work/old.err" && return 0
        [ "$(cat "$work/old.status")" -eq 0 ] || return 1
    done
    return 1
}

# one CORPUS NAME OPTION...
one() {
    corpus=$1 name=$2
    shift 2
    label=$(printf '%-18s %-9s' "$(basename "$corpus" | sed 's/\.jsonl\..*//')" "$name")
    if [ "$name" = hashed ]; then
        topics=300
        if ! hashing "$corpus"; then
            skipped=$((skipped + 1))
            echo "$label -    no limit makes terms share columns"
            return
        fi
        set -- --topics $topics --max-memory "$limit"
    else
        build old "$old" "$corpus" "$@"
    fi
    build new "$new" "$corpus" "$@"
    found=$(compare | paste -s -d ';' - | sed 's/;/; /g')
    note=
    [ -s "$work/more" ] && note="  (new: $(paste -s -d ' ' "$work/more"))"
    if [ -z "$found" ]; then
        same=$((same + 1))
        [ "$(cat "$work/old.status")" -eq 0 ] || note="$note  (both refused, $(complaint old))"
        echo "$label same$note"
    else
        differ=$((differ + 1))
        echo "$label DIFFER $found$note"
    fi
}

wanted() {
    [ -f "$1" ] || return 1
    if [ -n "${ONLY:-}" ]; then
        case " $ONLY " in *" $(basename "$1" | sed 's/\..*//') "*) ;; *) return 1 ;; esac
    fi
    [ -z "${QUICK:-}" ] || [ "$(wc -c < "$1")" -lt 2000000 ]
}

sets=$all
[ -z "${QUICK:-}" ] || sets=$few
for corpus in "$data"/*.jsonl.gz "$data"/*.jsonl.zst "$data"/*.txt; do
    wanted "$corpus" || continue
    echo "$sets" > "$work/sets"
    while IFS='|' read -r name options; do
        one "$corpus" "$name" $options < /dev/null
    done < "$work/sets"
done

echo "$same same, $differ differ, $skipped left out"
[ $((same + differ)) -gt 0 ] || exit 2
[ $differ -eq 0 ]
