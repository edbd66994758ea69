#!/usr/bin/python3
"""How good the topics are: labelled corpora x (bar, topictree's mean over seeds and its spread, the best peer), as a table in Markdown.

    scripts/quality.py FOLDER [--seeds 5] [--peers] [--labels LABELS.py] [--only bbc,arxiv] [--tool output/build/topictree]

FOLDER holds the corpora as NAME.jsonl, .jsonl.gz or .jsonl.zst (fields id, title, text, path); those of CORPORA that it lacks are
left out.  Agreement with the labels (NMI, ARI) is what `topictree eval` says of a build with --topics K, K the number of deepest
labels.  --peers runs scikit-learn's two usual recipes on the same seeds (apt-get install python3-sklearn; minutes on the large
corpora).  --labels names a judge of labels, run as LABELS.py CORPUS TREE --baseline --json on the default shape: its figures for
topictree's labels and for a baseline's on the same tree make a second table.
"""
import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile

# name: deepest labels; NMI and ARI to reach; the best peer that --peers does not run, as measured on the same corpus
CORPORA = {
    "bbc": (5, .885, .91, "gensim LSI .900"),
    "20news": (20, .725, .60, "faiss k-means .630"),
    "reuters21578": (82, .525, .095, "full average linkage .546 (1.1 GiB)"),
    "searchsnippets": (8, .62, .60, ""),
    "stackoverflow20": (20, .735, .70, ""),
    "agnews_test": (4, .57, .60, ""),
    "arxiv": (143, .515, .185, ""),
}
LABEL_CORPORA = ("20news", "arxiv", "debtags", "bbc")
PEERS = {"k-means": 0, "LSA-100 + k-means": 100}  # name: latent dimensions


def find(folder, name):
    for ending in (".jsonl", ".jsonl.gz", ".jsonl.zst"):
        path = os.path.join(folder, name + ending)
        if os.path.exists(path):
            return path
    return None


def unpacked(path, folder):
    """The corpus as plain JSON Lines, for programs that read nothing else."""
    if path.endswith(".jsonl"):
        return path
    plain = os.path.join(folder, os.path.basename(path).rsplit(".", 1)[0])
    with open(plain, "wb") as out:
        if path.endswith(".gz"):
            out.write(gzip.open(path).read())
        else:
            subprocess.run(["zstd", "-dc", path], stdout=out, check=True)
    return plain


def agreement(tool, tree, corpus):
    done = subprocess.run([tool, "eval", tree, corpus, "--json", "-q"], check=True, capture_output=True)
    leaf = json.loads(done.stdout)["levels"][-1]["leaf"]
    return leaf["nmi"], leaf["ari"]


def ours(tool, corpus, k, seeds, folder):
    scores = []
    for seed in seeds:
        subprocess.run([tool, "build", corpus, "--topics", str(k), "--seed", str(seed), "--out", folder, "-q"], check=True)
        scores.append(agreement(tool, folder, corpus))
    return scores


def peer(corpus, k, seeds, rank):
    """scikit-learn: sublinear TF-IDF, latent dimensions or not, k-means++ and Lloyd."""
    from sklearn import cluster, decomposition, feature_extraction, metrics, preprocessing
    documents = [json.loads(line) for line in open(corpus, encoding="utf-8") if line.strip()]
    truth = ["/".join(map(str, d.get("path") or ["?"])) for d in documents]
    texts = [(d.get("title") or "") + "\n" + (d.get("text") or "") for d in documents]
    x = feature_extraction.text.TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=.5, stop_words="english").fit_transform(texts)
    scores = []
    for seed in seeds:
        y = preprocessing.normalize(decomposition.TruncatedSVD(rank, random_state=seed).fit_transform(x)) if rank else x
        found = cluster.KMeans(k, n_init=1, random_state=seed).fit(y).labels_
        scores.append((metrics.normalized_mutual_info_score(truth, found), metrics.adjusted_rand_score(truth, found)))
    return scores


def mean(scores, which):
    return statistics.mean(s[which] for s in scores)


def leaf_row(args, name, folder):
    k, nmi_bar, ari_bar, other = CORPORA[name]
    corpus, seeds = unpacked(find(args.folder, name), folder), range(1, args.seeds + 1)
    scores = ours(args.tool, corpus, k, seeds, os.path.join(folder, "tree"))
    peers = {p: peer(corpus, k, seeds, rank) for p, rank in PEERS.items()} if args.peers else {}
    best = max(peers, key=lambda p: mean(peers[p], 0), default=None)
    low, high = min(s[0] for s in scores), max(s[0] for s in scores)
    reached = mean(scores, 0) >= nmi_bar and mean(scores, 1) >= ari_bar and high - low <= .03
    beside = "%s %.3f; %.3f" % (best, mean(peers[best], 0), mean(peers[best], 1)) if best else ""
    return "| %s (%d) | %.3f; %.3f | **%.3f**; **%.3f** | %.3f-%.3f | %s | %s |" % (
        name, k, nmi_bar, ari_bar, mean(scores, 0), mean(scores, 1), low, high,
        ", ".join(filter(None, (beside, other))), "yes" if reached else "no")


def label_row(args, name, folder):
    corpus, tree = unpacked(find(args.folder, name), folder), os.path.join(folder, "tree")
    subprocess.run([args.tool, "build", corpus, "--out", tree, "-q"], check=True)
    judge = [sys.executable, args.labels, corpus, os.path.join(tree, "tree.json"), "--baseline", "--json", "--docs", "4000"]
    found = json.loads(subprocess.run(judge, check=True, capture_output=True).stdout)
    mine, base = found["labels"], found["c-TF-IDF"]
    pairs = ["%.3f / %.3f" % (mine[f], base[f]) for f in ("exact", "node", "npmi")]
    return "| %s (%d) | %s | %.3f | %.3f | %d | %d | %.4f |" % (
        name, found["tree"]["leaves"], " | ".join(pairs), mine["siblings"], mine["parent_differs"],
        mine["same_name"], mine["one_child"], mine["debris"])


def table(head, rows):
    print("| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
    for row in rows:
        print(row, flush=True)
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--labels")
    parser.add_argument("--only", default="")
    parser.add_argument("--tool", default="output/build/topictree")
    args = parser.parse_args()
    wanted = lambda names: [n for n in names if find(args.folder, n) and (not args.only or n in args.only.split(","))]
    with tempfile.TemporaryDirectory() as folder:
        table(["corpus (K)", "bar: NMI; ARI", "topictree, mean of %d seeds" % args.seeds, "NMI, least to greatest", "best peer", "reached"],
              (leaf_row(args, name, folder) for name in wanted(CORPORA)))
        if args.labels:
            table(["corpus (leaves)", "exact, topictree / c-TF-IDF", "node", "npmi", "siblings", "parent_differs", "same_name",
                   "one_child", "debris"], (label_row(args, name, folder) for name in wanted(LABEL_CORPORA)))


if __name__ == "__main__":
    main()
