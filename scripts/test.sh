#!/bin/sh
# Installs what is missing, builds without a warning under gcc and clang, runs every test.
# The last line is "N passed, N failed"; the exit status is 0 when nothing failed.
set -eu
cd "$(dirname "$0")/.."
jobs=$(nproc 2> /dev/null || echo 2)

sh scripts/setup.sh --tests
make -s -j"$jobs" WERROR=1 all unit
make -s -j"$jobs" WERROR=1 CC=clang BUILD=output/build-clang all
exec make -s test
