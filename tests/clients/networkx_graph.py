"""networkx reads the graphml format.  usage: networkx_graph.py tree.json tree.graphml"""
import json
import sys

import networkx


def topics(topic, parent=None):
    yield topic, parent
    for child in topic.get("children", []):
        yield from topics(child, topic["id"])


with open(sys.argv[1], encoding="utf-8") as file:
    expected = list(topics(json.load(file)["tree"]))
graph = networkx.read_graphml(sys.argv[2])
assert networkx.is_arborescence(graph)
assert set(graph.edges) == {(parent, topic["id"]) for topic, parent in expected if parent}
for topic, _ in expected:
    node = graph.nodes[topic["id"]]
    assert (node["size"], node["level"]) == (topic["size"], topic["level"])
    assert topic["cohesion"] is None or abs(node["cohesion"] - topic["cohesion"]) < 1e-9
    assert "".join(node["name"].split()) in "".join(topic["name"].split()) or not topic["name"].isprintable()
    below = sum(graph.nodes[child]["size"] for child in graph.successors(topic["id"]))
    assert below in (0, topic["size"])
print(f"networkx {networkx.__version__}: {len(graph)} topics, {graph.nodes[expected[0][0]['id']]['size']} documents")
