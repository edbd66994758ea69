"""Print a Python expression over a tree.json: tree.py EXPRESSION DIR."""
import csv
import json
import os
import sys


def nodes(node=None):
    node = node or t["tree"]
    yield node
    for child in node.get("children", []):
        yield from nodes(child)


def leaves():
    return [n for n in nodes() if not n.get("children")]


def level(n):
    return [x for x in nodes() if x["level"] == n]


def documents():
    with open(os.path.join(sys.argv[2], "documents.csv"), encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


with open(os.path.join(sys.argv[2], "tree.json"), encoding="utf-8") as file:
    t = json.load(file)
print(eval(sys.argv[1]))
