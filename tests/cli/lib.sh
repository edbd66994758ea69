# What command-line cases may use; $ROOT is the project's top folder, $BUILD the folder with the program.
set -e
unset MAKEFLAGS MFLAGS MAKELEVEL # a make that a case starts is nobody's child

# docs N: the first N documents of the bundled sample, as JSON Lines.
docs() { head -n "$1" "$ROOT/tests/data/sample.jsonl"; }

# as FORMAT [TARGET]: JSON Lines on standard input in another format on standard output, or in the folder TARGET.
as() { python3 "$ROOT/tests/cli/convert.py" "$@"; }

# same_files A B: every file of folder A is in B with the same bytes, and the other way round.
same_files() { diff -r "$1" "$2"; }

# shuffled SEED: standard input with its lines in another order, the same for the same seed.
shuffled() { awk -v seed="$1" 'BEGIN { srand(seed) } { printf "%.9f\t%s\n", rand(), $0 }' | sort | cut -f 2-; }

# listed DIR: the ids of documents.csv, sorted.
listed() { tree '"\n".join(sorted(d["id"] for d in documents()))' "$1"; }

skip() { exit 77; }

# as_nobody COMMAND...: root may read and write everything; run as somebody who may not.
# The program itself may lie where nobody may not go: use a copy beside the input.
as_nobody() {
    [ "$(id -u)" -eq 0 ] || { "$@"; return; }
    command -v setpriv > /dev/null || skip
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# tree EXPRESSION [DIR]: a Python expression over t, the tree.json of DIR (output), and nodes(), leaves(), level(n) and
# documents(), the rows of its documents.csv.
tree() { python3 "$ROOT/tests/cli/tree.py" "$1" "${2-output}"; }
