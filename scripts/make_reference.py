#!/usr/bin/python3
"""Writes tests/reference/*.txt: numbers that the unit tests hold topictree against, computed with NumPy, SciPy and scikit-learn.

    /usr/bin/python3 scripts/make_reference.py        (apt-get install python3-numpy python3-scipy python3-sklearn)

The files are committed, so the tests run without Python; run this again only to add to them.  Every draw has a fixed seed.
"""
import os
import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import linkage
from scipy.sparse.linalg import svds
from sklearn import metrics
from sklearn.feature_extraction.text import TfidfTransformer

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "reference")


def write(name, about, rows):
    """rows: sequences of numbers, one a line; floats are written so that they read back exactly"""
    with open(os.path.join(FOLDER, name), "w", encoding="ascii") as out:
        out.write("# made by scripts/make_reference.py: %s\n" % about)
        for row in rows:
            out.write(" ".join(repr(float(x)) if isinstance(x, (float, np.floating)) else str(int(x)) for x in row) + "\n")


# ---- singular values ----

def svd_reference(n=60, v=45, d=6, seed=1):
    rng = np.random.default_rng(seed)
    x = sparse.random(n, v, density=0.15, random_state=seed, format="csr", data_rvs=lambda size: rng.integers(1, 9, size) / 4.0)
    x.sort_indices()
    left, values, right = svds(x.astype(float), k=d, random_state=seed)
    order = np.argsort(-values)
    right = right[order].T
    peaks = right[np.abs(right).argmax(axis=0), np.arange(d)]
    right, left = right * np.sign(peaks), left[:, order] * np.sign(peaks)
    write("svd.txt", "n v d nnz; row pointers; columns; values of X; singular values; left (n x d); right (v x d) [scipy.sparse.linalg.svds]",
          [[n, v, d, x.nnz], x.indptr, x.indices, x.data, values[order], *left, *right])


# ---- TF-IDF ----

def plain_weights(counts, power):
    """(1 + ln tf) ln(n / df)^power; scikit-learn has no such form"""
    tf = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0)
    weights = tf * np.log(len(counts) / np.maximum((counts > 0).sum(axis=0), 1)) ** power
    return weights / np.linalg.norm(weights, axis=1, keepdims=True)


def tfidf_reference(n=24, v=15, seed=4):
    rng = np.random.default_rng(seed)
    counts = np.maximum(rng.poisson(1.5, (n, v)) - 1, 0)
    counts[np.arange(n), rng.integers(0, v, n)] += 1
    rows = []
    for tf, idf in [(0, 1), (1, 1), (0, 2), (1, 2)]:  # logarithm or raw, smooth or none, as in tt_tf and tt_idf
        transformer = TfidfTransformer(norm="l2", use_idf=idf == 1, smooth_idf=True, sublinear_tf=tf == 0)
        rows += [[tf, idf, 1.0], transformer.fit_transform(counts).toarray().ravel()]
    for power in (1.0, 1.5):
        rows += [[0, 0, power], plain_weights(counts, power).ravel()]
    write("tfidf.txt", "n v cases; counts; per case: tf idf power; weights [sklearn TfidfTransformer; the last two NumPy]",
          [[n, v, len(rows) // 2], counts.ravel(), *rows])


# ---- agglomeration ----

def linkage_reference(seed=5):
    rng = np.random.default_rng(seed)
    rows = []
    for n, d in [(2, 3), (12, 5), (70, 9)]:
        x = np.where(rng.random((n, d)) < 0.6, rng.random((n, d)), 0)
        x[:, 0] += 0.01  # no zero row
        x = (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32)
        mean = x.astype(float).mean(axis=0)
        above = x.astype(float) - mean / 2
        distance = 1 - above @ above.T - 0.75 * mean @ mean
        rows += [[n, d], x.astype(float).ravel()] + [list(merge) for merge in linkage(distance[np.triu_indices(n, 1)], "average")]
    write("linkage.txt", "per case: n d; unit rows; n - 1 merges: left right height size [scipy.cluster.hierarchy.linkage, average,"
          " products less half the mean row]", rows)


# ---- two partitions ----

def purity(truth, found):
    table = metrics.cluster.contingency_matrix(truth, found)
    return table.max(axis=0).sum() / table.sum()


def agreement(truth, found):
    return [len(set(found)), len(set(truth)), float(metrics.v_measure_score(truth, found)),
            float(metrics.adjusted_rand_score(truth, found)), float(purity(truth, found)), float(purity(found, truth)),
            float(metrics.homogeneity_score(truth, found)), float(metrics.completeness_score(truth, found))]


def agreement_cases(seed=2):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 5, 200)
    noisy = np.where(rng.random(200) < 0.6, truth, rng.integers(0, 7, 200))
    yield truth, noisy
    yield truth, rng.integers(0, 9, 200)               # independent
    yield truth, truth * 3 - 7                         # equal but for the names
    yield truth, np.arange(200)                        # every document alone
    yield truth, np.zeros(200, int)                    # all together
    yield np.zeros(30, int), np.zeros(30, int)
    yield rng.zipf(1.6, 300) % 40, rng.zipf(1.9, 300) % 11  # skewed
    yield np.array([4]), np.array([9])


def agreement_reference():
    rows = []
    for truth, found in agreement_cases():
        rows += [[len(truth)], truth, found, agreement(truth, found)]
    write("agreement.txt", "per case: n; truth; found; clusters classes nmi ari purity inverse_purity homogeneity completeness [sklearn.metrics]", rows)


# ---- a tree against known labels: every figure from its definition, pair by pair and node by node ----

class Tree:
    """parent[0] = -1, nodes in preorder; at[i] = node of document i, 0 for one that the tree lacks"""

    def __init__(self, parent, height, leaf_of):
        self.parent, self.height = list(parent), list(height)
        missing = [i for i, v in enumerate(leaf_of) if v < 0]
        self.missing, self.at = set(missing), [max(v, 0) for v in leaf_of]
        if len(parent) == 1 and missing:  # the root was a leaf: its documents get a node of their own
            self.parent.append(0), self.height.append(0.0)
            self.at = [0 if i in self.missing else 1 for i in range(len(leaf_of))]
        self.m = len(self.parent)
        self.up = [self.way_up(v) for v in range(self.m)]
        self.depth = [len(way) - 1 for way in self.up]
        self.below = [[i for i, u in enumerate(self.at) if v in self.up[u]] for v in range(self.m)]
        self.children = [[u for u in range(self.m) if self.parent[u] == v] for v in range(self.m)]

    def way_up(self, v):
        way = [v]
        while self.parent[way[-1]] >= 0:
            way.append(self.parent[way[-1]])
        return way

    def meet(self, i, j):
        return next(v for v in self.up[self.at[i]] if v in self.up[self.at[j]])

    def cut(self, k):
        front, opened = [0], []
        clusters = lambda: len(front) + sum(any(self.at[i] == v for i in self.missing) for v in opened)
        while clusters() < k and any(self.children[v] for v in front):
            v = max((v for v in front if self.children[v]), key=lambda u: (self.height[u], -u))
            front.remove(v), opened.append(v)
            front += [u for u in self.children[v] if self.below[u]]
        return [next((v for v in self.up[u] if v in front), u) for u in self.at]

    def at_depth(self, d):
        return [self.up[u][max(self.depth[u] - d, 0)] for u in self.at]


def purity_reference(tree, labels):
    share = {}
    for i in range(len(labels)):
        for j in range(i):
            if labels[i] == labels[j]:
                below = tree.below[tree.meet(i, j)]
                share.setdefault(labels[i], []).append(sum(labels[x] == labels[i] for x in below) / len(below))
    every = [x for values in share.values() for x in values]
    chance = sum(len(values) * labels.count(c) for c, values in share.items()) / len(labels)
    return [sum(every) / len(every), sum(sum(v) / len(v) for v in share.values()) / len(share), chance / len(every)]


def tree_f(tree, labels):
    total = 0.0
    for c in sorted(set(labels)):
        size = labels.count(c)
        best = max(2 * sum(labels[i] == c for i in below) / (len(below) + size) for below in tree.below)
        total += best * size / len(labels)
    return total


def label_levels(paths):
    levels = []
    for d in range(max(map(len, paths))):
        level = [repr(path[:d + 1]) for path in paths]
        if not levels or len(set(level)) != len(set(levels[-1])):
            levels.append(level)
    return levels


def level_reference(tree, labels):
    depths = range(1, min(max(tree.depth), 30) + 1)
    best = max(((agreement(labels, tree.at_depth(d))[2], d) for d in depths), default=(0.0, 0))
    return [*purity_reference(tree, labels), tree_f(tree, labels), *agreement(labels, tree.at),
            *agreement(labels, tree.cut(len(set(labels)))), *best]


def random_tree(rng, m):
    """m nodes in preorder; heights in steps, so that some are alike, never below a child's"""
    parent, way = [-1], [0]
    for v in range(1, m):
        del way[rng.integers(1, len(way) + 1):]
        parent.append(way[-1]), way.append(v)
    height = [0.0] * m
    for v in range(m - 1, 0, -1):
        height[parent[v]] = max(height[parent[v]], height[v] + rng.integers(0, 3) / 4)
    return parent, height


def tree_case(rng, m, n, missing, depth):
    parent, height = random_tree(rng, m)
    leaves = [v for v in range(m) if v not in parent]
    leaf_of = [-1 if rng.random() < missing else int(rng.choice(leaves)) for _ in range(n)]
    paths = [[int(leaf_of[i] if rng.random() < .5 else rng.integers(m)) // 3 ** (depth - 1 - d) % (d + 4) for d in range(depth)]
             for i in range(n)]
    paths = [path[:rng.integers(1, depth + 1)] if rng.random() < .1 else path for path in paths]
    tree, levels = Tree(parent, height, leaf_of), label_levels(paths)
    yield [m, n, depth, len(levels)]
    yield parent
    yield height
    yield leaf_of
    for path in paths:
        yield path + [-1] * (depth - len(path))
    for level in levels:
        yield level_reference(tree, level)


def tree_reference(seed=3):
    rng = np.random.default_rng(seed)
    cases = [(40, 90, 0, 3), (60, 70, .2, 2), (25, 120, .05, 4), (1, 20, 0, 1), (1, 20, .3, 2), (90, 40, .1, 1)]
    write("trees.txt", "per case: m n depth n_levels; parents; heights; leaf of each document (-1: not in the tree); a path a document "
          "(-1: ended); per level: dendrogram purity, macro, chance, tree F; agreement of the leaves, of the cut; best NMI at a depth, the depth",
          [row for case in cases for row in tree_case(rng, *case)])


def main():
    svd_reference()
    tfidf_reference()
    linkage_reference()
    agreement_reference()
    tree_reference()


if __name__ == "__main__":
    main()
