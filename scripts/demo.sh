#!/bin/sh
# One command from a fresh clone to a topic tree: installs what is missing, builds, runs on the bundled sample.
set -eu
cd "$(dirname "$0")/.."

sh scripts/setup.sh
echo "building topictree ..."
make -s -j"$(nproc 2> /dev/null || echo 2)"
topictree=output/build/topictree
sample=tests/data/sample.jsonl

echo
echo "\$ topictree build $sample"
$topictree build $sample
echo
echo "\$ topictree show"
$topictree show output
echo
echo "\$ topictree eval output $sample"
$topictree eval output $sample
echo
echo "files in output/:"
for file in output/*.*; do
    [ "$file" = output/README.md ] || echo "  $file  $(wc -c < "$file") bytes"
done
echo
echo "your own documents: output/build/topictree build FILE-OR-FOLDER  (output/build/topictree --help tells more)"
