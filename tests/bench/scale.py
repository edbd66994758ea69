#!/usr/bin/env python3
"""What a build costs as the corpus grows: seconds a stage and memory for 10,000, 100,000 and 1,000,000 documents.

    make bench-scale [BENCH_SIZES="10000 100000 1000000"] [BENCH_LIMIT=3600]        10000000 on request: an input of 11 GB

Whole processes on all processors, nothing set but the input.  A run that takes more than the limit (in seconds, for a million
documents and more; a tenth of it for a hundred thousand, a hundredth for fewer) is stopped and told as such.  Corpora are made
beforehand, kept for the next time, and taken away with `make clean`.
"""
import os
import sys

sys.dont_write_bytecode = True
import common  # noqa: E402


def limit_of(args, documents):
    return args.limit if documents >= 1000000 else args.limit / 10 if documents >= 100000 else args.limit / 100


def stage_rows(runs):
    """A row a stage of any run, in the order of the largest that came to its end; seconds."""
    names = []
    for run in reversed([r for r in runs if r]):
        names += [s["stage"] for s in run["stages"] if s["stage"] not in names]
    names.sort(key="total".__eq__)
    seconds = [{s["stage"]: s["seconds"] for s in r["stages"]} if r else {} for r in runs]
    return [[name + ", s"] + [s.get(name, "-") for s in seconds] for name in names]


def row(name, runs, value):
    return [name] + [value(r) if r else "-" for r in runs]


def main():
    parser = common.arguments(__doc__)
    parser.add_argument("--sizes", default="10000 100000 1000000")
    parser.add_argument("--limit", type=float, default=3600)
    args = parser.parse_args()
    sizes, runs, megabytes = [int(s) for s in args.sizes.split()], [], []
    print(common.machine() + "\n", flush=True)
    for documents in sizes:
        path = common.corpus(args, documents)
        megabytes.append(os.path.getsize(path) * 1e-6)
        runs.append(common.build(args, path, limit=limit_of(args, documents)))
        print("%s documents: %s" % (common.number(documents), "%s s" % common.number(runs[-1]["wall"]) if runs[-1] else "stopped"), flush=True)
    print()
    tokens = [r["done"]["tokens"] * 1e-6 if r else 0 for r in runs]
    rows = [["input, MB", *megabytes], row("words, million", runs, lambda r: r["done"]["tokens"] * 1e-6),
            row("terms", runs, lambda r: r["done"]["terms"]), row("leaf topics", runs, lambda r: r["done"]["topics"]), *stage_rows(runs),
            row("CPU, s", runs, lambda r: r["cpu"]), row("peak, MB", runs, lambda r: r["peak"])]
    for name, key in (("s a million words", "wall"), ("CPU s a million words", "cpu"), ("MB a million words", "peak")):
        rows.append([name] + [r[key] / t if r else "-" for r, t in zip(runs, tokens)])
    rows.append(["limit, s"] + [limit_of(args, s) if r else "over %g" % limit_of(args, s) for s, r in zip(sizes, runs)])
    common.table(["documents"] + [common.number(s) for s in sizes], rows)


if __name__ == "__main__":
    main()
