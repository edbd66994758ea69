#!/bin/sh
# Packs the page of report.html into one C array on standard output: the template with its style, its scripts and the D3
# modules it needs, and with the hashes that its Content-Security-Policy allows.
# usage: sh src/export/page/pack.sh FOLDER     where FOLDER holds d3-hierarchy/ and d3-color/ as Debian installs them
set -eu
LC_ALL=C
export LC_ALL
d3=$1
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp style.css "$work/style"
{
    cat third-party.js
    for module in hierarchy color; do sed '/^\/\/# sourceMappingURL/d' "$d3/d3-$module/dist/d3-$module.min.js"; done
    echo '(() => {'
    echo '"use strict";'
    cat tree.js dom.js documents.js colour.js scene.js labels.js paint.js picture.js listing.js panel.js search.js table.js main.js
    echo '})();'
} > "$work/script"

# sha256-... of a file: the digest's hexadecimal pairs become octal escapes for printf, and those bytes base64.
hash_of() {
    octal=$(sha256sum "$1" | cut -c 1-64 | awk '{
        for (i = 1; i < 64; i += 2) {
            n = (index("0123456789abcdef", substr($0, i, 1)) - 1) * 16 + index("0123456789abcdef", substr($0, i + 1, 1)) - 1
            printf "\\%o%o%o", n / 64, n % 64 / 8, n % 8
        }
    }')
    # shellcheck disable=SC2059
    echo "sha256-$(printf "$octal" | base64)"
}

awk -v style="$work/style" -v script="$work/script" -v style_hash="$(hash_of "$work/style")" -v script_hash="$(hash_of "$work/script")" '
    function include(file, line) { while ((getline line < file) > 0) print line }
    { gsub(/@STYLE_HASH@/, style_hash); gsub(/@SCRIPT_HASH@/, script_hash) }
    match($0, /@STYLE@|@SCRIPT@/) {
        printf "%s", substr($0, 1, RSTART - 1)
        include(substr($0, RSTART, RLENGTH) == "@STYLE@" ? style : script)
        $0 = substr($0, RSTART + RLENGTH)
    }
    { print }' page.html > "$work/page"

echo '#include "export/page/page.h"'
echo 'const char tt__export_page[] = {'
od -An -v -tu1 "$work/page" | awk '{ for (i = 1; i <= NF; i++) printf "%d,", ($i > 127 ? $i - 256 : $i); print "" }'
echo '0};'
