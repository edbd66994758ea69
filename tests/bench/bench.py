#!/usr/bin/env python3
"""How fast and how large topictree is on a generated corpus: each stage by itself, the whole program, and scikit-learn beside it.

    make bench [BENCH_DOCUMENTS=40000] [BENCH_LEAVES="10000 20000"] [BENCH_THREADS="1 2"] [BENCH_RUNS=3] [BENCH_PEER=auto|no]

Stages run in a process of their own (stages.c), twice for each number of threads, in turn; the faster run counts.  The program and
scikit-learn run in turn as whole processes, BENCH_RUNS times; medians count.  CPU seconds and memory are those of the last number of threads; they hardly mind what else the machine is doing.
Agglomeration of 20,000 leaves takes 3.2 GB: BENCH_LEAVES=10000 where that is not to be had.
"""
import os
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True
import common  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # the one that Debian's packages are for
STAGE_RUNS = 2


def stage_run(args, path, threads, leaves):
    """name: seconds, CPU seconds, work, unit and peak MB of every stage."""
    program = os.path.join(args.build, "tests/bench/stages")
    out = common.measured([program, path, str(threads), str(args.k), args.dir, *leaves])["out"]
    rows = [line.split("\t") for line in out.splitlines()]
    return {name: {"wall": float(wall), "cpu": float(cpu), "work": float(work), "unit": unit, "peak": float(peak)}
            for name, wall, cpu, work, unit, peak in rows}


def stages(args, path):
    """All stages, for each number of threads: the faster of two runs; agglomeration runs once."""
    best = {t: {} for t in args.threads}
    for run in range(STAGE_RUNS):
        for t in args.threads:
            for name, found in stage_run(args, path, t, [] if run else args.leaves).items():
                if name not in best[t] or found["wall"] < best[t][name]["wall"]:
                    best[t][name] = found
    return best


def print_stages(args, best):
    head, rows = ["stage by itself", "work", ""], []
    for t in args.threads:
        head += ["s, %d thr." % t, "a second"]
    for name, first in best[args.threads[0]].items():
        row = [name, first["work"], first["unit"]]
        for t in args.threads:
            row += [best[t][name]["wall"], first["work"] / best[t][name]["wall"]]
        last = best[args.threads[-1]][name]
        rows.append(row + [last["cpu"], first["wall"] / last["wall"], last["peak"]])
    common.table(head + ["CPU s", "speed-up", "peak MB"], rows)


def median(runs, key):
    return statistics.median(key(r) for r in runs)


def whole(args, path):
    """topictree build, nothing set, for each number of threads in turn."""
    runs = {t: [] for t in args.threads}
    for _ in range(args.runs):
        for t in args.threads:
            runs[t].append(common.build(args, path, ["--threads", str(t)]))
    return runs


def print_whole(args, runs, path):
    first, last = args.threads[0], args.threads[-1]
    head, rows = ["topictree build", *("s, %d thr." % t for t in args.threads), "CPU s", "speed-up", "MB", "peak MB"], []
    for i, stage in enumerate(runs[last][0]["stages"]):
        wall = {t: median(runs[t], lambda r: r["stages"][i]["seconds"]) for t in args.threads}
        at_last = [median(runs[last], lambda r: r["stages"][i][key]) for key in ("cpu_seconds", "megabytes", "peak_megabytes")]
        rows.append([stage["stage"], *wall.values(), at_last[0], wall[first] / wall[last], *at_last[1:]])
    common.table(head, rows)
    done, megabytes = runs[last][0]["done"], os.path.getsize(path) * 1e-6
    for t in args.threads:
        wall = median(runs[t], lambda r: r["wall"])
        print("the whole process on %d: %s s, %s documents/s, %s MB/s, %s MB at most" % (
            t, *map(common.number, (wall, done["documents"] / wall, megabytes / wall, median(runs[t], lambda r: r["peak"])))))
    print("%s topics on %d levels, %s terms\n" % (common.number(done["topics"]), done["levels"], common.number(done["terms"])), flush=True)


def has_peer():
    return subprocess.run([PYTHON, "-c", "import sklearn, scipy"], stderr=subprocess.DEVNULL).returncode == 0


def beside(args, path):
    """topictree and scikit-learn in turn, as many leaf topics, all processors."""
    options = ["--topics", str(args.k)]
    pairs = [(common.build(args, path, options),
              common.measured([PYTHON, os.path.join(HERE, "peer.py"), path, str(args.k), os.path.join(args.dir, "peer.json")]))
             for _ in range(args.runs)]
    rows = []
    for key, name in (("wall", "seconds"), ("cpu", "CPU seconds"), ("peak", "peak MB")):
        rows.append([name, statistics.median(a[key] for a, _ in pairs), statistics.median(b[key] for _, b in pairs),
                     statistics.median(b[key] / a[key] for a, b in pairs)])
    common.table(["%d topics" % args.k, "topictree", "scikit-learn", "ratio"], rows)


def main():
    parser = common.arguments(__doc__)
    parser.add_argument("--documents", type=int, default=40000)
    parser.add_argument("--leaves", default="10000 20000", help="sizes at which agglomeration is measured")
    parser.add_argument("--threads", default="1 2")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--k", type=int, default=100, help="leaf topics of k-means by itself and beside scikit-learn")
    parser.add_argument("--peer", choices=("auto", "no"), default="auto")
    args = parser.parse_args()
    args.leaves, args.threads = args.leaves.split(), [int(t) for t in args.threads.split()]
    path = common.corpus(args, args.documents)
    print("%s\n%s documents of about %d words, %s MB, seed %d\n" % (
        common.machine(), common.number(args.documents), args.words, common.number(os.path.getsize(path) * 1e-6), args.seed), flush=True)
    print_stages(args, stages(args, path))
    print_whole(args, whole(args, path), path)
    if args.peer == "no":
        return
    if has_peer():
        beside(args, path)
    else:
        print("scikit-learn is not here to compare with (Debian: python3-sklearn)")


if __name__ == "__main__":
    main()
