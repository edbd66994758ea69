"""Hold SVG pictures against the tree they show: nothing in them acts, and names stand there as text.

usage: check_svg.py tree.json picture.svg...      prints a line a picture; a failed assertion ends it
"""
import json
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree

SHAPES = {"svg", "g", "title", "text", "path", "polygon", "polyline", "ellipse", "a"}


def topics(topic):
    yield topic
    for child in topic.get("children", []):
        yield from topics(child)


def letters(text):
    """What is left of a text when lines are broken and marks that turn or hide text are gone."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cc"} and not c.isspace())


def inert(element):
    tag = element.tag.rpartition("}")[2]
    assert tag in SHAPES, tag
    for attribute, value in element.attrib.items():
        name = attribute.rpartition("}")[2]
        assert name != "href" and not name.startswith("on"), (tag, attribute, value)
        assert "url(" not in value.lower() or name == "title", (tag, attribute, value)


def check(names, path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert not any(unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI", "PDF", "PDI"} for c in text)
    root = ElementTree.fromstring(text)
    for element in root.iter():
        inert(element)
    nodes = [g for g in root.iter("{http://www.w3.org/2000/svg}g") if g.get("class") == "node"]
    shown = [letters("".join(t.text or "" for t in node.iter("{http://www.w3.org/2000/svg}text"))) for node in nodes]
    found = sum(any(label.startswith(letters(name)) for label in shown) for name in names)
    print(f"{path}: {len(nodes)} nodes, {found} names")


with open(sys.argv[1], encoding="utf-8") as file:
    expected = [topic["name"] for topic in topics(json.load(file)["tree"])]
for picture in sys.argv[2:]:
    check(expected, picture)
