#!/bin/sh
# Installs what building (and with --tests: testing) topictree needs and the system lacks.
# Debian and its kin: through apt, by package name, as root or through sudo.  Elsewhere: names what is missing.
# Quick when nothing is missing: asks dpkg, touches no network.
set -eu

build="gcc make pkg-config libc6-dev libgsl-dev liblapacke-dev libopenblas-serial-dev libcjson-dev libarchive-dev libcsv-dev
       libicu-dev libstemmer-dev libgraphviz-dev graphviz zlib1g-dev node-d3-hierarchy node-d3-color libsqlite3-dev libxml2-dev"
tests="libcmocka-dev g++ clang-format binutils valgrind python3 python3-jsonschema python3-numpy python3-cffi zstd xz-utils bzip2 gzip zip tar clang libomp-dev
       sqlite3 python3-networkx python3-dendropy chromium"
# Node's own packages bring npm with node, Debian's do not.
command -v npm > /dev/null 2>&1 || tests="$tests nodejs npm"

case "${1-}" in
'') wanted=$build ;;
--tests) wanted="$build $tests" ;;
*) echo "usage: sh scripts/setup.sh [--tests]" >&2; exit 2 ;;
esac

# Without dpkg only the programs and libraries themselves can be looked for.
missing_elsewhere() {
    for program in gcc make pkg-config dot; do
        command -v $program > /dev/null 2>&1 || echo $program
    done
    for library in gsl lapacke openblas libcjson libarchive icu-uc icu-i18n libcgraph libgvc sqlite3 libxml-2.0 zlib; do
        pkg-config --exists $library 2> /dev/null || echo $library
    done
    [ "$wanted" = "$build" ] || for program in python3 zstd xz bzip2 gzip zip tar valgrind clang; do
        command -v $program > /dev/null 2>&1 || echo $program
    done
    [ "$wanted" = "$build" ] || pkg-config --exists cmocka 2> /dev/null || echo cmocka
}

missing_packages() {
    for package in $wanted; do
        dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || echo "$package"
    done
}

if ! command -v dpkg-query > /dev/null 2>&1 || ! command -v apt-get > /dev/null 2>&1; then
    missing=$(missing_elsewhere | tr '\n' ' ')
    [ -n "$missing" ] || exit 0
    echo "setup: there is no apt here; please install with your own package manager: $missing" >&2
    echo "setup: and the headers of libcsv and libstemmer, which no pkg-config file tells of" >&2
    exit 1
fi

missing=$(missing_packages | tr '\n' ' ')
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    sudo=
elif command -v sudo > /dev/null 2>&1; then
    sudo="sudo env"
else
    echo "setup: neither root nor sudo; please have these packages installed: $missing" >&2
    exit 1
fi

echo "setup: installing $missing" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { $sudo ${sudo:+DEBIAN_FRONTEND=noninteractive} apt-get -qq "$@" > "$log" 2>&1 < /dev/null; }
failed() {
    tail -n 20 "$log" >&2
    echo "setup: apt could not install: $missing" >&2
    exit 1
}
apt update || failed
# shellcheck disable=SC2086
apt install -y --no-install-recommends $missing || failed
