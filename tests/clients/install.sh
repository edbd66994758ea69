#!/bin/sh
# Puts the npm packages that the clients need, at the versions of package-lock.json, into output/clients beside the scripts.
# Quick when they are there.  Exit 1 with a line that says why where they cannot be had.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=$here/../../output/clients
command -v npm > /dev/null 2>&1 || { echo "there is no npm"; exit 1; }
mkdir -p "$to"
cp "$here"/*.mjs "$here/package.json" "$to"
cmp -s "$here/package-lock.json" "$to/installed" && exit 0
cp "$here/package-lock.json" "$to"
# Node brings certificates of its own; behind a proxy it is the system's that count.
system=/etc/ssl/certs/ca-certificates.crt
[ -n "${NODE_EXTRA_CA_CERTS-}" ] || [ ! -f $system ] || export NODE_EXTRA_CA_CERTS=$system
npm ci --prefix "$to" --ignore-scripts --no-audit --no-fund --fetch-retries 2 --fetch-timeout 60000 > "$to/log" 2>&1 ||
    { echo "npm cannot install the clients: $(grep -m 1 -E 'reason|code' "$to/log" || tail -n 1 "$to/log")"; exit 1; }
cp "$here/package-lock.json" "$to/installed"
