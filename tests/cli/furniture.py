"""Documents of five subjects in the furniture that real text comes in: mail headers, signatures, quotes, footers, markup, codes.
There are three sorts of each kind of furniture, and which one a document has says nothing of its subject.

furniture.py make KIND            JSON Lines on standard output; the path is the subject, an id ends in the sort of furniture
furniture.py judge FILE DIR       whether the leaves in DIR are the subjects, and not the furniture, and no topic is named by it
"""
import base64
import json
import math
import os
import random
import re
import sys
import uuid
from collections import Counter

SUBJECTS = {
    "garden": "roses soil compost pruning seedlings hedge tulips mulch greenhouse weeds trowel lawn bulbs orchard aphids",
    "sailing": "mast keel harbour sails rudder anchor skipper tide regatta jib halyard buoy hull yacht mooring",
    "chess": "bishop knight pawn castling opening endgame checkmate rook gambit queenside grandmaster tournament zugzwang tactics blunder",
    "baking": "dough yeast oven crust flour loaf kneading sourdough rye proofing butter pastry crumb glaze raisins",
    "railway": "locomotive platform signalman track carriage timetable station boiler gauge junction sleepers tunnel freight viaduct shunting",
}
SENTENCES = [
    "We found that the {} needs more care than the {} when the {} is old.", "Most people look at the {} first and think of the {} later.",
    "A good {} makes up for a poor {}, as every {} shows.", "Nobody told us how the {} and the {} belong together.",
    "After a week the {} was as good as new, unlike the {}.", "They say that {} comes before {}, but the {} decides in the end.",
    "Without any {} there would be little use for {}.", "Last summer the {} took us longer than the {} or the {}.",
]


def plain(rng, subject):
    """Four to seven sentences about a subject, two or three of them a line, lines of some 70 characters."""
    words = SUBJECTS[subject].split()
    text = " ".join(re.sub(r"\{\}", lambda _: rng.choice(words), rng.choice(SENTENCES)) for _ in range(rng.randint(4, 7)))
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > 70:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return "\n".join(lines)


PEOPLE = ["Wilfred Okonkwo", "Ottoline Fairweather", "Bartosz Quigley"]
HANDLES = ["wokonkwo", "otfair", "bquig"]
HOSTS = ["news.brackenfell.example", "gateway.tillingham.example", "relay-7.oxmoor.example"]
HOUSES = ["Brackenfell Polytechnic, Applied Limnology", "Tillingham Insurance Mutual", "Oxmoor County Archives"]
PROGRAMS = ["Thunderquill", "Postmaestro", "Vellumreader"]


def header(rng, text, sort):
    """What stands above an article of a news group or a mail."""
    lines = [
        f"From: {HANDLES[sort]}@{HOSTS[sort]} ({PEOPLE[sort]})",
        f"Path: {HOSTS[sort].split('.')[1]}!uunet!{HOSTS[sort].split('.')[0]}!not-for-mail",
        f"Organization: {HOUSES[sort]}",
        f"Lines: {rng.randint(5, 50)}",
        f"NNTP-Posting-Host: {HOSTS[sort]}",
        f"Message-ID: <{rng.randint(10**6, 10**7)}.{rng.randint(100, 999)}@{HOSTS[sort]}>",
        f"X-Newsreader: {PROGRAMS[sort]} version 4 PL9",
        f"Date: Tue, {rng.randint(1, 28)} Apr 1997 10:{rng.randint(10, 59)}:00 GMT",
        "MIME-Version: 1.0",
        f"Content-Type: text/plain; charset=us-ascii;\n\tboundary=\"{PROGRAMS[sort]}-frontier\"",
        "Content-Transfer-Encoding: quoted-printable",
        f"Received: from {HOSTS[sort]} by {HOSTS[(sort + 1) % 3]}\n    with ESMTP for {PEOPLE[sort]}",
        f"Distribution: {['world', 'usa', 'local'][sort]}",
        f"Reply-To: {PEOPLE[sort]} <{HANDLES[sort]}@{HOSTS[sort]}>",
    ]
    rng.shuffle(lines)
    return "\n".join(lines[:10]) + "\n\n" + text


def forwarded(rng, text, sort):
    """A message that goes on with the one it answers."""
    begin = ["-----Original Message-----", "----- Forwarded message -----", "Begin forwarded message:"][sort]
    first, rest = text[: len(text) // 3].rpartition("\n")[::2]
    return (f"{first}\n\n{begin}\nFrom: {PEOPLE[sort]} [mailto:{HANDLES[sort]}@{HOSTS[sort]}]\nSent: Tuesday, June {rng.randint(1, 30)}, "
            f"2004 9:{rng.randint(10, 59)} AM\nTo: {PEOPLE[(sort + 1) % 3]}\nCc: {HOUSES[sort]}\nImportance: High\n\n{rest}{text[len(text) // 3:]}")


SIGNATURES = [
    "Wilfred Okonkwo, Brackenfell Polytechnic\nRoom 14, Limnology Annexe  phone 555 0142\n\"Herons never apologise\" -- Aunt Petunia",
    "Ottoline Fairweather | otfair@tillingham.example\nTillingham Mutual     | Opinions are my employer's cat's.",
    "Bartosz Quigley -- Oxmoor Archives -- extension 31\nIn dubio pro biblioteca!\nUUCP: oxmoor!bquig",
]


def signature(rng, text, sort):
    """Below the line of two hyphens, never the same twice: a saying of the day."""
    sayings = "lanterns umbrellas walruses teapots velvet meteors cathedrals puddings".split()
    return f"{text}\n{['-- ', '--', '--'][sort]}\n{SIGNATURES[sort]}\n{PROGRAMS[sort]} says: {rng.choice(sayings)} are {rng.choice(sayings)}."


def unmarked(rng, text, sort):
    """The same few short lines below each message of its author, and nothing that says where they begin."""
    return f"{text}\n\n{SIGNATURES[sort]}\n"


def attribution(rng, text, sort):
    """Who is answered, in the ways that programs have of saying so."""
    person, handle, host = PEOPLE[sort], HANDLES[sort], HOSTS[sort]
    number = rng.randint(10**5, 10**6)
    lines = [f"In article <{number}@{host}> {handle}@{host} ({person}) writes:",
             f"On Mon, {number % 28 + 1} Mar 1999 08:15:02 GMT, {person} <{handle}@{host}>\nwrote:",
             f"In a previous article, {handle}@{host} ({person}) says:",
             f"{person} ({handle}@{host}) wrote:", f"> {person} wrote:", f">>In <{number}@{host}> {person} writes:"]
    return "\n".join(rng.sample(lines, 4)) + "\n" + text


# What others had said before and the answer repeats, by sort.  The answers are about something else.
SAID = [
    "The municipal swimming baths close on Thursdays because the lifeguards rehearse their operetta.",
    "My accountant insists that receipts for fountain pens are deductible in every leap year.",
    "Volcanoes of the southern archipelago erupt whenever the observatory runs out of paper.",
]


def quotes(rng, text, sort):
    """Quoted lines, with the prefixes that people's programs use."""
    prefix = rng.choice(["> ", ">", ": ", "| ", ">> ", "|> "])
    words = SAID[sort].split()
    rng.shuffle(words)
    said = [" ".join(words[i:i + 5]) for i in range(0, len(words), 5)]
    return "\n".join(prefix + line for line in said) + "\n\n" + text


LICENCES = [
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this leaflet, to deal in it without restriction.",
    "Licensed under the Quillwort Public Charter; redistribution requires attribution to its maintainers and their assignees.",
    "Copyright Marchbanks Syndicate. All rights reserved. Reproduction prohibited.",
]


def licence(rng, text, sort):
    return f"{text}\n\n{LICENCES[sort]}"


def latex(rng, text, sort):
    """The same words as LaTeX, as HTML, or as they are."""
    words = text.split()
    if sort == 0:
        spots = rng.sample(range(len(words)), 8)
        for spot, around in zip(spots, [r"\emph{{{}}}", r"\textbf{{{}}}", r"{} \cite{{erdos1960evolution,renyi61}}", r"{}~\ref{{fig:spectrum}}",
                                        r"{} $\alpha_{{i}} + \mathcal{{L}}(\theta)$", r"{{\it {}}}", r"{}\footnote{{\label{{fn:x}}}}", r"{} \(x^2\)"]):
            words[spot] = around.format(words[spot])
        return ("\\documentclass[twocolumn]{revtex4}\n\\usepackage[utf8]{inputenc}\n\\begin{document}\n\\section*{}\n\\begin{itemize}\n\\item "
                + " ".join(words) + "\n\\end{itemize}\n\\begin{equation}\n\\frac{\\partial u}{\\partial t} = \\nabla u\\label{eq:heat}\n\\end{equation}\n"
                "\\begin{align*} x &= \\sin y \\\\ width &= height \\end{align*}\n\\vspace{2cm}\n\\end{document}\n")
    if sort == 1:
        return ("<!DOCTYPE html><html lang='en'><head><meta charset=\"utf-8\"><style type=\"text/css\">.sidebar { float: left; margin: auto }\n"
                "body > p { color: crimson; }</style></head><body onload=\"initialise(); tracker('visit')\"><!-- generated by\nsitebuilder, do not edit -->"
                "<div class=\"sidebar widget\" id='main-column'>&nbsp;&raquo;&#160;</div><p style=\"text-align: justify;\nline-height: 2\">"
                + "&nbsp;".join(words[:5]) + " " + " ".join(words[5:]) + "</p><script>var analytics = function () { if (counter < 3 && window.push) { "
                "banner.display('cookie consent'); } }</script><noscript></noscript><br/>&copy;&hellip;&#8217;&ldquo;</body></html>")
    return text


def codes(rng, text, sort):
    """Addresses, identifiers, encoded and dumped data."""
    raw = bytes(rng.randrange(256) for _ in range(135))
    if sort == 0:
        data = base64.encodebytes(raw).decode() + "\n".join(f"see https://brackenfell.example/limnology/heron?id={rng.random()} and "
                                                           f"ftp://anonymous:guest@mirror.brackenfell.example/pub/ponds.tar.gz" for _ in range(2))
    elif sort == 1:
        lines = [raw[i:i + 45] for i in range(0, 135, 45)]
        import binascii
        data = ("begin 644 tillingham.dat\n" + "".join(binascii.b2a_uu(line).decode() for line in lines) + "`\nend\n"
                + "\n".join(f"{uuid.UUID(int=rng.getrandbits(128))} claims.tillingham@example.org www.tillingham.example/policy" for _ in range(2)))
    else:
        data = "\n".join(f"{i:08x}  " + " ".join(f"{b:02x}" for b in raw[i:i + 8]) + "  " + " ".join(f"{b:02x}" for b in raw[i + 8:i + 16]) + "  |"
                         + "".join(chr(b) if 32 < b < 127 else "." for b in raw[i:i + 16]) + "|" for i in range(0, 128, 16))
        data += f"\nsha256:{rng.getrandbits(256):064x} {rng.getrandbits(160):040x} 0xDEADBEEF C:\\Oxmoor\\Archives\\ledger.mdb /srv/oxmoor/archive/ledger"
    half = text.index("\n") + 1
    return text[:half] + "\n" + data + "\n\n" + text[half:]


def make(kind):
    rng = random.Random(kind)
    for i in range(300):
        subject, sort = list(SUBJECTS)[i % 5], i // 5 % 3
        text = plain(rng, subject)
        print(json.dumps({"id": f"{i:03d}-{sort}", "path": [subject], "plain": text, "text": globals()[kind](rng, text, sort)}))


def told(of, by):
    """The share of what there is to know of one labelling that the other one tells: mutual information over entropy."""
    def entropy(x):
        return -sum(n / len(x) * math.log(n / len(x)) for n in Counter(x).values())
    return 1 - (entropy(list(zip(of, by))) - entropy(by)) / entropy(of)


def words_of(text):
    return set(re.findall(r"\w+", text.lower()))


def judge(file, folder):
    with open(file, encoding="utf-8") as lines:
        docs = {d["id"]: d for d in map(json.loads, lines)}
    with open(os.path.join(folder, "tree.json"), encoding="utf-8") as tree:
        nodes = [json.load(tree)["tree"]]
    leaf, said = {}, set()
    for node in nodes:
        nodes += node.get("children", [])
        said |= words_of(" ".join([node["name"]] + [t["term"] for t in node["terms"]]) if node is not nodes[0] else "")
        for d in node["documents"] if not node.get("children") else []:
            leaf[d["id"]] = node["id"]
    ids = sorted(docs)
    text = words_of(" ".join(d["plain"] for d in docs.values()))
    leaves = [leaf.get(i) for i in ids]
    subjects, sorts = told([docs[i]["path"][0] for i in ids], leaves), told([i[-1] for i in ids], leaves)
    if os.environ.get("FIGURES"):
        print(f"{subjects:.3f} {sorts:.3f}")
    print("its subjects," if subjects >= 0.95 else "NOT its subjects,", "its furniture" if sorts > 0.1 else "not its furniture", sorted(said - text))


if __name__ == "__main__":
    {"make": make, "judge": judge}[sys.argv[1]](*sys.argv[2:])
