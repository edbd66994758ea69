"""JSON Lines on standard input to another format: convert.py FORMAT [TARGET] (csv tsv semicolon json wrapped lines listing folder)."""
import csv
import json
import os
import sys

FIELDS = ["id", "title", "text"]


def table(documents, delimiter):
    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows([d[f] for f in FIELDS] for d in documents)


def folder(documents, target):
    """One file a document, in two folders; the name is the document's id."""
    for i, d in enumerate(documents):
        place = os.path.join(target, "even" if i % 2 == 0 else "odd")
        os.makedirs(place, exist_ok=True)
        with open(os.path.join(place, d["id"] + ".txt"), "w", encoding="utf-8") as file:
            file.write(d["title"] + "\n\n" + d["text"] + "\n")


def main():
    documents = [json.loads(line) for line in sys.stdin]
    shape = sys.argv[1]
    if shape in ("csv", "tsv", "semicolon"):
        table(documents, {"csv": ",", "tsv": "\t", "semicolon": ";"}[shape])
    elif shape == "json":
        json.dump(documents, sys.stdout, indent=1, ensure_ascii=False)
    elif shape == "wrapped":
        json.dump({"count": len(documents), "items": documents}, sys.stdout)
    elif shape == "lines":
        print("\n".join(d["title"] + ". " + d["text"] for d in documents))
    elif shape == "listing":
        print("new\n\nTrending this week\n\nSubscribe\n")
        print("\n\n".join(d["title"] + "\n\n" + d["text"] for d in documents))
    elif shape == "folder":
        folder(documents, sys.argv[2])
    else:
        sys.exit("no such format: " + shape)


main()
