#!/usr/bin/python3
"""What people do without topictree: a topic tree by scikit-learn and SciPy, from JSON Lines to JSON.

    peer.py CORPUS TOPICS TREE.json

TF-IDF, a hundred latent dimensions, k-means, average linkage of the centroids by cosine.
"""
import json
import sys

import numpy
from scipy.cluster.hierarchy import linkage, to_tree
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize


def read(path):
    with open(path, encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [d["id"] for d in documents], [d["title"] + "\n" + d["text"] for d in documents]


def nested(node, members):
    if node.is_leaf():
        return {"size": len(members[node.id]), "documents": members[node.id]}
    children = [nested(node.left, members), nested(node.right, members)]
    return {"size": sum(c["size"] for c in children), "height": node.dist, "children": children}


def main():
    path, topics, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    ids, texts = read(path)
    x = TfidfVectorizer(sublinear_tf=True, min_df=3, max_df=.5, stop_words="english", dtype=numpy.float32).fit_transform(texts)
    rank = min(100, x.shape[0] - 1, x.shape[1] - 1)
    y = normalize(TruncatedSVD(rank, random_state=1).fit_transform(x))
    found = KMeans(topics, n_init=1, random_state=1).fit(y)
    members = [[] for _ in range(topics)]
    for name, label in zip(ids, found.labels_):
        members[label].append(name)
    tree = to_tree(linkage(normalize(found.cluster_centers_), "average", metric="cosine"))
    with open(out, "w", encoding="utf-8") as file:
        json.dump(nested(tree, members), file)


if __name__ == "__main__":
    main()
