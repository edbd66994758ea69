#!/usr/bin/python3
"""Runs the commands of README's tour and puts what they print in the place of what stands there.

    scripts/readme.py            # writes README.md; the program must be built (make)

A command is an indented line that begins with "$ "; its output are the indented lines behind it.  Where the last of these is
"...", as many lines of the new output are shown.  Pictures: tests/data/sample.svg is drawn anew, too.
"""
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INDENT = "    "


def output_of(command):
    env = dict(os.environ, PATH=os.path.join(ROOT, "output", "build") + os.pathsep + os.environ["PATH"], COLUMNS="80")
    done = subprocess.run(["sh", "-c", command + " 2>&1"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command}: exit status {done.returncode}\n{done.stdout}")
    return [(INDENT + line).rstrip() for line in done.stdout.rstrip("\n").split("\n")]


def end_of_block(lines, start):
    """Behind the indented lines from start on; blank lines within the block belong to it."""
    end = start
    while end < len(lines) and (lines[end].startswith(INDENT) or not lines[end]):
        if lines[end].startswith(INDENT + "$ "):
            break
        end += 1
    while end > start and not lines[end - 1]:
        end -= 1
    return end


def renewed(lines):
    out, i = [], 0
    while i < len(lines):
        out.append(lines[i])
        command = re.match(r" {4}\$ (.*)", lines[i])
        i += 1
        if not command:
            continue
        end = end_of_block(lines, i)
        new = output_of(command.group(1))
        if end > i and lines[end - 1].strip() == "...":
            new = new[:end - i - 2] + ["", INDENT + "..."]
        out += new
        i = end
    return out


def main():
    path = os.path.join(ROOT, "README.md")
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(renewed(lines)))
    output_of("topictree build tests/data/sample.jsonl --quiet && topictree export output --to svg -o tests/data/sample.svg")


main()
