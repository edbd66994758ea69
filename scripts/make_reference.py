#!/usr/bin/python3
"""Writes tests/reference/*.txt: numbers that the unit tests hold topictree against, computed with NumPy, SciPy and scikit-learn.

    /usr/bin/python3 scripts/make_reference.py        (apt-get install python3-numpy python3-scipy python3-sklearn)

The files are committed, so the tests run without Python; run this again only to add to them.  Every draw has a fixed seed.
"""
import os
import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds
from sklearn import metrics

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


def main():
    svd_reference()
    agreement_reference()


if __name__ == "__main__":
    main()
