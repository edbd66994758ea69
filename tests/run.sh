#!/bin/sh
# Runs unit tests (programs) and command-line cases (*.test files), a line each; ends with "N passed, N failed".
# usage: sh tests/run.sh BUILD FILE...         WRAP="valgrind ..." goes before every unit test
build=$1
shift
work=$(mktemp -d "${TMPDIR:-/tmp}/topictree-tests-XXXXXX") || exit 1
chmod 755 "$work" # cases that run as nobody must get in
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
passed=0 failed=0 skipped=0
root=$(pwd)
. tests/cli/runner.sh

# A unit test speaks TAP; what its plan promises and does not say "ok" has failed, a crash included.
unit() {
    CMOCKA_MESSAGE_OUTPUT=TAP $WRAP "$1" > "$work/tap" 2> "$work/err"
    status=$?
    plan=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' "$work/tap" | awk '{ n += $1 } END { print n + 0 }')
    skip=$(grep -c '# SKIP' "$work/tap") # "ok" for some versions of cmocka, "not ok" for others
    ok=$(grep '^ok ' "$work/tap" | grep -vc '# SKIP')
    bad=$((plan - ok - skip))
    [ $status -eq 0 ] || [ $bad -gt 0 ] || bad=1 # a leak that valgrind found, or a crash after the last test
    if [ $bad -eq 0 ]; then
        echo "ok    ${1##*/}: $ok"
    else
        echo "FAIL  ${1##*/}: $bad of $plan (exit $status)"
        grep -v '^ok ' "$work/tap" | sed 's/^/      /'
        sed 's/^/      /' "$work/err" | tail -n 40
    fi
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
}

for file; do
    case $file in
    *.test) cases "$file" ;;
    *) unit "$file" ;;
    esac
done
trees
[ $skipped -eq 0 ] || echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
