# The command-line cases: sourced by tests/run.sh, which sets work, build, root and the counters.
#
# A *.test file holds cases:
#     == what the case shows
#     shell commands, run in a fresh folder; the functions of tests/cli/lib.sh are there
#     -- exit 2          (0 where the line is missing)
#     -- out             (standard output, line by line; empty where missing)
#     -- err             (standard error, likewise)
# In expected lines "*" stands for anything, and a line "..." for any number of lines.

# Put the cases of file $1 into folders $2/1, $2/2, ... with the files title, script, exit, out, err.
split_cases() {
    mkdir -p "$2"
    awk -v to="$2" '
        /^== / { n++; d = to "/" n; system("mkdir -p " d); print substr($0, 4) > (d "/title"); into = d "/script"; next }
        /^-- exit / { print $3 > (d "/exit"); next }
        /^-- (out|err)$/ { into = d "/" $2; next }
        n { print > into }' "$1"
}

# Does the text in file $2 match the expected lines in file $1?  Both may be missing: no lines.
matches() {
    for f in "$1" "$2"; do [ -f "$f" ] || : > "$f"; done
    awk '
        function glob(s) { gsub(/[][\\.^$+?(){}|]/, "\\\\&", s); gsub(/\*/, ".*", s); return "^" s "$" }
        NR == FNR { if ($0 != "") want[++w] = $0; next }
        $0 != "" { got[++g] = $0 }
        END {
            p = 1; loose = 0
            for (i = 1; i <= w; i++) {
                if (want[i] == "...") { loose = 1; continue }
                while (p <= g && got[p] !~ glob(want[i]) && loose) p++
                if (p > g || got[p] !~ glob(want[i])) { print "expected: " want[i]; exit 1 }
                p++; loose = 0
            }
            if (p <= g && !loose) { print "not expected: " got[p]; exit 1 }
        }' "$1" "$2"
}

# Run the case in folder $1; its name goes first on the line.
one_case() {
    want_exit=$(cat "$1/exit" 2> /dev/null || echo 0)
    mkdir "$1/work"
    (
        cd "$1/work" || exit 99
        PATH=$root/$build:$PATH ROOT=$root BUILD=$build
        export PATH ROOT BUILD
        { echo '. "$ROOT/tests/cli/lib.sh"'; cat ../script; } > ../run
        exec sh ../run > ../got.out 2> ../got.err < /dev/null
    )
    got_exit=$?
    if [ $got_exit -eq 77 ]; then
        skipped=$((skipped + 1))
        echo "skip  $2: $(tail -n 1 "$1/got.err")"
    elif [ "$got_exit" -eq "$want_exit" ] && matches "$1/out" "$1/got.out" > "$1/why" && matches "$1/err" "$1/got.err" > "$1/why"; then
        passed=$((passed + 1))
        echo "ok    $2"
    else
        failed=$((failed + 1))
        echo "FAIL  $2"
        {
            [ "$got_exit" -eq "$want_exit" ] || echo "exit $got_exit instead of $want_exit"
            cat "$1/why" 2> /dev/null
            sed 's/^/out: /' "$1/got.out" | head -n 20
            sed 's/^/err: /' "$1/got.err" | head -n 20
        } | sed 's/^/      /'
    fi
}

# All cases of file $1, or those whose title contains $ONLY.
cases() {
    name=$(basename "$1" .test)
    split_cases "$1" "$work/$name"
    i=1
    while [ -d "$work/$name/$i" ]; do
        dir=$work/$name/$i
        title=$(cat "$dir/title")
        i=$((i + 1))
        case $title in
        *"$ONLY"*) one_case "$dir" "$name: $title" ;;
        *) continue ;;
        esac
        chmod -R u+w "$dir"
        mkdir -p "$work/trees"
        find "$dir/work" \( -name '*.json' -o -name '*.dot' \) -type f | while read -r f; do
            case $f in */tree.json | */tree.dot) cp "$f" "$work/trees/$name-${dir##*/}-$(echo "${f#"$dir/work/"}" | tr / -)" ;; esac
        done
        rm -rf "$dir/work"
    done
}

# One check over all the trees the cases wrote: valid against the schema, sums right, laid out by Graphviz.
trees() {
    n=$(find "$work/trees" -name '*.json' 2> /dev/null | wc -l)
    [ "$n" -gt 0 ] || return 0
    if python3 tests/validate_tree.py "$work/trees"/*.json > "$work/why" 2>&1; then
        passed=$((passed + 1))
        echo "ok    trees: all $n tree.json are valid and add up"
    else
        failed=$((failed + 1))
        echo "FAIL  trees: tree.json"
        sed 's/^/      /' "$work/why" | tail -n 20
    fi
    bad=0
    for f in "$work/trees"/*.dot; do dot -Tsvg "$f" > /dev/null 2> "$work/why" && [ ! -s "$work/why" ] || bad=$((bad + 1)); done
    if [ $bad -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok    trees: Graphviz draws every tree.dot"
    else
        failed=$((failed + 1))
        echo "FAIL  trees: Graphviz refuses $bad tree.dot"
    fi
}
