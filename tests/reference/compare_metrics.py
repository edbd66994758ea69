#!/usr/bin/python3
"""Holds `topictree eval --json` against another program's figures for the same tree and corpus.

    compare_metrics.py METRICS.py CORPUS.jsonl TREE.json [PROGRAM]

METRICS.py is a module with load_labels(corpus) -> ids, levels, paths and tree_scores(ids, levels, root, ntrip); PROGRAM is
topictree unless given.  Every number that both report must agree to 1e-6; exit 1 where one does not.
"""
import importlib.util
import json
import math
import subprocess
import sys

sys.dont_write_bytecode = True  # leave no trace beside METRICS.py
TOLERANCE = 1e-6


def theirs(path, corpus, tree):
    spec = importlib.util.spec_from_file_location("metrics", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.setrecursionlimit(10 ** 6)
    with open(tree, encoding="utf-8") as file:
        root = json.load(file)
    ids, levels, _ = module.load_labels(corpus)
    return json.loads(json.dumps(module.tree_scores(ids, levels, root.get("tree", root), 0), default=float))


def ours(program, corpus, tree):
    done = subprocess.run([program, "eval", tree, corpus, "--json", "--quiet"], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def pairs(a, b, where=""):
    """(where, a's number, b's number) for everything that both have; lists must be of one length"""
    if isinstance(a, dict):
        for key in a.keys() & b.keys():
            yield from pairs(a[key], b[key], f"{where}.{key}" if where else key)
    elif isinstance(a, list):
        yield where + ".length", len(a), len(b)
        for i, (x, y) in enumerate(zip(a, b)):
            yield from pairs(x, y, f"{where}[{i}]")
    else:
        yield where, a, b


def differs(a, b):
    missing = [x is None or math.isnan(x) for x in (a, b)]
    return missing[0] != missing[1] if any(missing) else abs(a - b) > TOLERANCE


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    metrics, corpus, tree = sys.argv[1:4]
    program = sys.argv[4] if len(sys.argv) == 5 else "topictree"
    found = sorted(pairs(ours(program, corpus, tree), theirs(metrics, corpus, tree)))
    wrong = [(where, a, b) for where, a, b in found if differs(a, b)]
    for where, a, b in wrong:
        print(f"{where}: {a} instead of {b}")
    print(f"{len(found) - len(wrong)} figures agree, {len(wrong)} differ")
    sys.exit(bool(wrong) or not any("dp" in where for where, _, _ in found))


if __name__ == "__main__":
    main()
