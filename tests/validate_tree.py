#!/usr/bin/python3
"""Check tree.json files: against the project's JSON Schema, and for what a schema cannot say (sums, levels, unique ids).

usage: validate_tree.py FILE...      prints one line a problem; exit status 1 if there was any
"""
import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parent.parent / "include/topictree/tree.schema.json"


def unique_keys(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError(f"a key stands twice in one object: {keys}")
    return dict(pairs)


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def topic_problems(topic, level, ids):
    if topic["id"] in ids:
        yield f"id {topic['id']} is not unique"
    ids.add(topic["id"])
    if topic["level"] != level:
        yield f"{topic['id']}: level {topic['level']} at depth {level}"
    children = topic.get("children", [])
    if children and topic["size"] != sum(child["size"] for child in children):
        yield f"{topic['id']}: size {topic['size']} is not the sum of its children's"
    if not children and (topic["value"] != topic["size"] or len(topic["documents"]) > topic["size"]):
        yield f"{topic['id']}: a leaf's value and list of documents do not fit its size"
    if any(child["height"] > topic["height"] for child in children):
        yield f"{topic['id']}: lower than one of its children"
    if topic.get("outliers") and (level != 1 or children):
        yield f"{topic['id']}: outliers stand in a leaf directly under the root"
    if sum(child.get("outliers", False) for child in children) > 1:
        yield f"{topic['id']}: more than one leaf of outliers"
    if len({child["name"] for child in children}) < len(children):
        yield f"{topic['id']}: two of its children share a name"
    for child in children:
        yield from topic_problems(child, level + 1, ids)


def listed_in_leaves(topic):
    children = topic.get("children", [])
    if not children:
        yield from (document["id"] for document in topic["documents"])
    for child in children:
        yield from listed_in_leaves(child)


def problems(path):
    try:
        with open(path, encoding="utf-8") as file:
            tree = json.load(file, object_pairs_hook=unique_keys, parse_constant=refuse_constant)
        jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(tree)
    except (OSError, ValueError, jsonschema.ValidationError) as error:
        return [getattr(error, "message", str(error))]
    listed = list(listed_in_leaves(tree["tree"]))
    twice = [] if len(set(listed)) == len(listed) else ["a document is listed in two leaves"]
    return list(topic_problems(tree["tree"], 0, set())) + twice


def main():
    sys.setrecursionlimit(100000)
    found = [f"{path}: {problem}" for path in sys.argv[1:] for problem in problems(path)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
