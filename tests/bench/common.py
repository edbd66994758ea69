"""What bench.py and scale.py share: generated corpora, runs of programs with their time and memory, tables."""
import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time


def arguments(text):
    """The arguments of both scripts, which `make` fills in."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="output/build", help="where the programs are")
    parser.add_argument("--dir", default="output/bench", help="where corpora and results go")
    parser.add_argument("--words", type=int, default=145, help="of a document, about")
    parser.add_argument("--topics", default="10,100,1000", help="planted, on each level from the top")
    parser.add_argument("--seed", type=int, default=1)
    return parser


def corpus(args, documents):
    """The generated corpus of so many documents: made where it is missing, or older than its generator."""
    generator = os.path.join(args.build, "tests/bench/generate")
    name = "%d-%d-%s-%d.jsonl" % (documents, args.words, args.topics.replace(",", "x"), args.seed)
    path = os.path.join(args.dir, name)
    os.makedirs(args.dir, exist_ok=True)
    if os.path.exists(path) and os.path.getmtime(path) > os.path.getmtime(generator):
        return path
    with open(path + ".part", "wb") as out:
        subprocess.run([generator, "--documents", str(documents), "--words", str(args.words), "--topics", args.topics,
                        "--seed", str(args.seed)], check=True, stdout=out)
    os.replace(path + ".part", path)
    return path


def measured(command, limit=None):
    """Run a program: wall and CPU seconds, peak MB, what it wrote to both outputs.  None where it went over the limit."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    errors, late = [], threading.Event()
    reader = threading.Thread(target=lambda: errors.extend(child.stderr))
    reader.start()
    timer = threading.Timer(limit or 0, lambda: (late.set(), os.kill(child.pid, signal.SIGKILL)))
    if limit:
        timer.start()
    out = child.stdout.read()
    reader.join()
    _, status, usage = os.wait4(child.pid, 0)
    timer.cancel()
    child.returncode = status
    if late.is_set():
        return None
    if status:
        sys.exit("%s failed:\n%s" % (" ".join(command), "".join(errors[-20:])))
    return {"wall": time.monotonic() - start, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024,
            "out": out, "err": errors}


def build(args, path, options=(), limit=None):
    """Run topictree build: what measured() gives, with "stages" (a list, the total last) and "done", the closing event."""
    tool = os.path.join(args.build, "topictree")
    run = measured([tool, "build", path, "--out", os.path.join(args.dir, "tree"), "--timings", "--progress", "json", *options], limit)
    if run:
        events = [json.loads(line) for line in run["err"] if line.startswith("{")]
        run["stages"] = [e for e in events if e["event"] == "timing"]
        run["done"] = next(e for e in events if e["event"] == "done")
    return run


def number(x):
    """Three digits that count: 0.0123, 4.56, 789, 12,345."""
    if isinstance(x, str):
        return x
    if isinstance(x, int) or x == 0 or x >= 100:
        return format(round(x), ",d")
    digits = 2
    while x * 10 ** digits < 100 and digits < 9:
        digits += 1
    return "%.*f" % (1 if x >= 10 else digits, x)


def table(head, rows):
    """Columns as wide as what stands in them; the first to the left, and those without a heading, all others to the right."""
    lines = [list(head)] + [[number(x) for x in row] for row in rows]
    widths = [max(len(line[c]) for line in lines) for c in range(len(head))]
    for line in lines:
        print("  ".join(x.rjust(w) if c and head[c] else x.ljust(w) for c, (x, w) in enumerate(zip(line, widths))).rstrip(), flush=True)
    print(flush=True)


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown processor")
    return "%s, %d processors" % (model, len(os.sched_getaffinity(0)))
