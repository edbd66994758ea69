#!/usr/bin/python3
"""Writes the OPTIONS of `topictree build` into the man page, from what the program says of them.

    scripts/manual.py PROGRAM [--check]      # --check: exit status 1 where the man page is not up to date
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "src", "cli", "topictree.1")
BEGIN, END = '.\\" The options of build: scripts/manual.py writes them.\n', '.\\" End of the options of build.\n'


def escaped(text):
    return text.replace("\\", "\\\\").replace("-", "\\-")


def options(program):
    """(spelling, help) of each option, (heading, None) of each group, in the order of the help."""
    lines = subprocess.run([program, "build", "--help"], capture_output=True, text=True, check=True).stdout.split("\n")
    start = next(i for i, line in enumerate(lines) if line == "input")
    found = []
    for line in lines[start:]:
        if line == "examples":
            break
        option = re.match(r" {2,}((?:-\w, +)?--[\w-]+(?: \S+)?)(?: {1,}(.*))?$", line)
        if option:
            found.append([option.group(1), option.group(2) or ""])
        elif line.startswith("   ") and found:
            found[-1][1] = line.strip()
        elif line:
            found.append([line, None])
    return found


def section(program):
    out = [".SH OPTIONS OF BUILD\n", "Defaults stand in parentheses.\n"]
    for spelling, text in options(program):
        if text is None:
            out.append(f".SS {spelling}\n")
        else:
            out.append(f".TP\n.B {escaped(spelling)}\n{escaped(text)}\n")
    return "".join(out)


def main():
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    head, rest = page.split(BEGIN)
    new = head + BEGIN + section(sys.argv[1]) + END + rest.split(END)[1]
    if "--check" in sys.argv:
        sys.exit(0 if new == page else "the man page is not up to date: scripts/manual.py writes it")
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(new)


main()
