"""DendroPy reads the newick format.  usage: dendropy_tree.py tree.json tree.nwk"""
import json
import sys

import dendropy


def topics(topic):
    yield topic
    for child in topic.get("children", []):
        yield from topics(child)


with open(sys.argv[1], encoding="utf-8") as file:
    expected = list(topics(json.load(file)["tree"]))
tree = dendropy.Tree.get(path=sys.argv[2], schema="newick", rooting="force-rooted")
nodes = list(tree.preorder_node_iter())
assert len(nodes) == len(expected)
for node, topic in zip(nodes, expected):
    label = node.taxon.label if node.is_leaf() else node.label
    assert label.startswith(topic["name"]) or not topic["name"].isprintable(), (label, topic["name"])
    assert len(node.child_nodes()) == len(topic.get("children", []))
    assert abs(node.distance_from_root() - (expected[0]["height"] - topic["height"])) < 1e-4 * expected[0]["height"] + 1e-9
print(f"DendroPy {dendropy.__version__}: {len(nodes)} topics, {len(tree.leaf_nodes())} leaves")
