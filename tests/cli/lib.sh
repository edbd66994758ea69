# What command-line cases may use; $ROOT is the project's top folder, $BUILD the folder with the program.
set -e
unset MAKEFLAGS MFLAGS MAKELEVEL # a make that a case starts is nobody's child

# docs N: the first N documents of the bundled sample, as JSON Lines.
docs() { head -n "$1" "$ROOT/tests/data/sample.jsonl"; }

# as FORMAT [TARGET]: JSON Lines on standard input in another format on standard output, or in the folder TARGET.
as() { python3 "$ROOT/tests/cli/convert.py" "$@"; }

# same_files A B: every file of folder A is in B with the same bytes, and the other way round.
same_files() { diff -r "$1" "$2"; }

# same_trees A B: the same but for the options in tree.json (and in model.tt, which has them too).
same_trees() {
    for folder in "$1" "$2"; do
        rm -rf "$folder.plain"
        cp -r "$folder" "$folder.plain"
        rm -f "$folder.plain/model.tt"
        sed -i '/^ "asked":/d; /^ "resolved":/d' "$folder.plain/tree.json"
    done
    same_files "$1.plain" "$2.plain"
}

# shuffled SEED: standard input with its lines in another order, the same for the same seed.
shuffled() { awk -v seed="$1" 'BEGIN { srand(seed) } { printf "%.9f\t%s\n", rand(), $0 }' | sort | cut -f 2-; }

# listed DIR: the ids of documents.csv, sorted.
listed() { tree '"\n".join(sorted(d["id"] for d in documents()))' "$1"; }

# skip REASON: the case cannot run here.
skip() {
    echo "$*" >&2
    exit 77
}

# npm_packages: the clients that come from npm, in output/clients; a skip where they cannot be had.
npm_packages() { why=$(sh "$ROOT/tests/clients/install.sh") || skip "$why"; }

# in_browser DIR: use DIR/report.html in a headless Chromium and compare it with DIR/tree.json.
in_browser() {
    chromium=$(command -v chromium || command -v chromium-browser) || skip "chromium is missing"
    [ -f "$ROOT/output/clients/installed" ] || skip "npm's packages are missing"
    node "$ROOT/output/clients/page.mjs" "$chromium" "$1/tree.json" "$1/report.html"
}

# exports FILE...: the sample's tree and one of hostile texts, each in a folder of its own with the named files.
exports() {
    topictree build "$ROOT/tests/data/sample.jsonl" --also "$(echo "$*" | tr ' ' ,)" --out sample --quiet
    mkdir hostile
    cp "$ROOT/tests/data/hostile-tree.json" hostile/tree.json
    for file; do topictree export hostile --to "$file" --out "hostile/$file"; done
}

# clients SCRIPT FILE...: run a script of tests/clients on these files of both trees.
clients() {
    client=$1
    shift
    case $client in
    *.py)
        run="/usr/bin/python3 $ROOT/tests/clients/$client"
        /usr/bin/python3 -c "import ${client%_*}" 2> /dev/null || skip "python3-${client%_*} is missing"
        ;;
    *)
        run="node $ROOT/output/clients/$client"
        [ -f "$ROOT/output/clients/installed" ] || skip "npm's packages are missing"
        ;;
    esac
    for t in sample hostile; do (cd $t && $run tree.json "$@"); done
}

# as_nobody COMMAND...: root may read and write everything; run as somebody who may not.
# The program itself may lie where nobody may not go: use a copy beside the input.
as_nobody() {
    [ "$(id -u)" -eq 0 ] || { "$@"; return; }
    command -v setpriv > /dev/null || skip "setpriv is missing"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# tree EXPRESSION [DIR]: a Python expression over t, the tree.json of DIR (output), and nodes(), leaves(), level(n) and
# documents(), the rows of its documents.csv.
tree() { python3 "$ROOT/tests/cli/tree.py" "$1" "${2-output}"; }

# rare N: N documents of one of a hundred subjects each, with 36 rare words that are in four documents each.
rare() {
    awk -v n="$1" 'function word(w) { return "x" substr(l, w % 20 + 1, 1) substr(l, int(w / 20) % 20 + 1, 1) substr(l, int(w / 400) % 20 + 1, 1) \
            substr(l, int(w / 8000) % 20 + 1, 1) substr(l, int(w / 160000) + 1, 1) }
        BEGIN { l = "abcdefghijklmnopqrst"
            for (i = 0; i < n; i++) {
                printf "{\"id\": \"d%07d\", \"text\": \"", i
                for (w = 0; w < 12; w++) printf "%s ", word(3000000 + i % 100 * 20 + (int(i / 100) + w * 3) % 20)
                for (w = 0; w < 36; w++) printf "%s ", word((i * 36 + w) % (n * 9))
                print "\"}"
            } }'
}
