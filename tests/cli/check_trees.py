"""Every tree.json named must be valid against the schema, and add up: usage: check_trees.py SCHEMA TREE..."""
import json
import sys

import jsonschema


def check_node(node, level, seen, documents):
    assert node["id"] not in seen, f"id {node['id']} stands twice"
    seen.add(node["id"])
    assert node["level"] == level, f"{node['id']}: level {node['level']} instead of {level}"
    children = node.get("children", [])
    if not children:
        listed = [d["id"] for d in node["documents"]]
        assert node["value"] == node["size"], f"{node['id']}: value and size differ"
        assert len(listed) <= node["size"]
        documents.extend(listed)
        return
    assert len(children) >= 2, f"{node['id']}: one child alone"
    assert node["size"] == sum(c["size"] for c in children), f"{node['id']}: size is not the sum of its children's"
    assert len({c["name"] for c in children}) == len(children), f"{node['id']}: two children share a name"
    for child in children:
        assert child["height"] <= node["height"] + 1e-9, f"{child['id']}: higher than its parent"
        check_node(child, level + 1, seen, documents)


def check(path, validator):
    with open(path, encoding="utf-8") as file:
        tree = json.load(file)
    validator.validate(tree)
    documents = []
    check_node(tree["tree"], 0, set(), documents)
    assert len(set(documents)) == len(documents), "a document stands in two leaves"
    if "representatives" not in path:  # where a case asked for --members no
        assert len(documents) == tree["tree"]["size"], "documents are missing from the leaves"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        validator = jsonschema.Draft7Validator(json.load(file))
    bad = 0
    for path in sys.argv[2:]:
        try:
            check(path, validator)
        except (AssertionError, jsonschema.ValidationError, KeyError, ValueError) as error:
            bad += 1
            print(f"{path.rsplit('/', 1)[-1]}: {type(error).__name__}: {str(error)[:300]}")
    sys.exit(bad > 0)


main()
