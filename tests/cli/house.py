"""What holds between the files of the project.  One check a call: house.py CHECK ROOT [LIBRARY...]; prints what is wrong, line by line."""
import os
import re
import subprocess
import sys
import tempfile


def floors(root):
    """The floors, bottom up, as the Makefile lists them."""
    with open(os.path.join(root, "Makefile"), encoding="utf-8") as file:
        line = re.search(r"^FLOORS\s*:=\s*(.*)$", file.read(), re.M).group(1)
    return [name for name in line.split() if "/" not in name]


def sources(root, folder, ends=(".c", ".h")):
    for path, _, files in os.walk(os.path.join(root, folder)):
        for name in sorted(files):
            if name.endswith(ends):
                yield os.path.relpath(os.path.join(path, name), root)


def text_of(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def includes(root, path):
    return re.findall(r'^#include "([^"]+)"', text_of(root, path), re.M)


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)


def check_floors(root):
    """No file includes a higher floor; the program includes public headers and its own alone."""
    order = {name: i for i, name in enumerate(floors(root))}
    for path in sources(root, "src"):
        here = path.split("/")[1]
        for included in includes(root, path):
            there = included.split("/")[0]
            if here == "cli":
                if not (included.startswith("topictree") or os.path.exists(os.path.join(root, "src/cli", included))):
                    yield f"{path} includes {included}: the program sees public headers alone"
            elif there == "topictree":
                floor = os.path.basename(included)[:-2]
                if order.get(floor, -1) > order.get(here, 99):
                    yield f"{path} includes {included}: a higher floor"
            elif there not in order:
                yield f"{path} includes {included}: no floor"
            elif order[there] > order[here]:
                yield f"{path} includes {included}: a higher floor"


def check_circles(root):
    """No header includes another one that includes it, directly or by way of others."""
    graph = {}
    for path in list(sources(root, "src", (".h",))) + list(sources(root, "include", (".h",))):
        name = path.split("/", 1)[1]
        base = os.path.dirname(name)
        graph[name] = [i if "/" in i else os.path.join(base, i) for i in includes(root, path)]
    done, active = set(), []

    def visit(name):
        if name in active:
            yield " -> ".join(active[active.index(name):] + [name])
        elif name not in done:
            active.append(name)
            for other in graph.get(name, []):
                yield from visit(other)
            active.pop()
            done.add(name)

    for name in graph:
        yield from visit(name)


def check_names(root):
    """No two files of src have one name; private names carry their floor."""
    seen = {}
    for path in sources(root, "src"):
        name = os.path.splitext(os.path.basename(path))[0] + os.path.splitext(path)[1]
        if name in seen:
            yield f"{path} and {seen[name]} have the same name"
        seen[name] = path
    allowed = re.compile("tt__(" + "|".join(floors(root)) + r")(_|\b)")
    for path in sources(root, "src"):
        for name in sorted(set(re.findall(r"\btt__\w+", without_comments(text_of(root, path))))):
            if not allowed.match(name):
                yield f"{path}: {name} does not say its floor"


def declared(root):
    names = set()
    for path in sources(root, "include", (".h",)):
        names |= set(re.findall(r"TT_API[^;{]*?\b(tt_\w+)\(", without_comments(text_of(root, path))))
    return names


def check_symbols(root, *libraries):
    """The shared libraries export the functions that the public headers declare, and nothing else."""
    exported = set()
    for library in libraries:
        out = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
        exported |= {line.split()[2].split("@")[0] for line in out.splitlines()}
    for name in sorted(exported - declared(root)):
        yield f"{name} is exported and declared nowhere"
    for name in sorted(declared(root) - exported):
        yield f"{name} is declared and not exported"


# What a process has once, and why two callers in two threads may share it.
ONCE = {
    ("memory.o", "allowed"),  # the tests' limit of allocations: atomic
    ("blas.o", "lock"),  # BLAS is for one caller at a time
    ("dot.o", "lock"),  # Graphviz likewise
    ("dot.o", "last_error"),  # under that lock
    ("dot.o", "only"),  # under that lock
    ("graphml.o", "once"),  # starts libxml2: pthread_once
}


def check_state(root, *archives):
    """The library has no data that all its objects in a process share, a lock included, but those of ONCE."""
    for path in sources(root, "src"):
        if re.search(r"#pragma omp critical", without_comments(text_of(root, path))):
            yield f"{path}: a critical section is one for all callers in a process"
    for archive in archives:
        table = subprocess.run(["objdump", "-t", archive], capture_output=True, text=True, check=True).stdout
        member = ""
        for line in table.splitlines():
            named = re.match(r"(\S+):\s+file format", line)
            member = os.path.basename(named.group(1)) if named else member
            # .data.rel.ro is written by the loader alone, .tbss and .tdata are a thread's own
            held = re.match(r"\S+ .{7} (?:\.bss|\.data|\.data\.rel|\.data\.rel\.local|\*COM\*)\s+(\S+)\s+(\S+)$", line)
            if held and int(held.group(1), 16) > 0 and not held.group(2).endswith(".reduction.var"):  # clang's, of OpenMP
                name = re.sub(r"^.*\.(?=[a-z])|\.\d+$", "", held.group(2))  # only.2 of gcc, gv_context.only of clang
                if (member, name) not in ONCE:
                    yield f"{member}: {name} is shared by all callers in a process"


def compile_text(root, text, compiler, flags):
    packages = "gsl lapacke openblas libcjson libarchive icu-uc icu-i18n libcgraph libgvc sqlite3 libxml-2.0 zlib".split()
    system = subprocess.run(["pkg-config", "--cflags"] + packages, capture_output=True, text=True, check=True).stdout.split()
    with tempfile.NamedTemporaryFile("w", suffix=".c" if "c11" in flags[0] else ".cc") as file:
        file.write(text)
        file.flush()
        return subprocess.run([compiler, *flags, "-D_POSIX_C_SOURCE=200809L", "-fsyntax-only", "-fopenmp", "-Wall", "-Wextra",
                               "-Wpedantic", "-Werror", "-Iinclude", "-Isrc"] + [f.replace("-I", "-isystem") for f in system] +
                              [file.name], cwd=root, capture_output=True, text=True, check=False).stderr


def check_headers(root):
    """Each header compiles alone, public ones in C++ too; all of them compile together."""
    private = [p.split("/", 1)[1] for p in sources(root, "src", (".h",)) if not p.startswith("src/cli/")]
    public = [p.split("/", 1)[1] for p in sources(root, "include", (".h",))]
    for header in private + public:
        wrong = compile_text(root, f'#include "{header}"\nextern int none;\n', "cc", ["-std=c11"])
        if wrong:
            yield f"{header} alone in C11:\n{wrong}"
    for header in public:
        wrong = compile_text(root, f'#include "{header}"\n', "c++", ["-std=c++17"])
        if wrong:
            yield f"{header} alone in C++17:\n{wrong}"
    wrong = compile_text(root, "".join(f'#include "{h}"\n' for h in private + public), "cc", ["-std=c11"])
    if wrong:
        yield f"all headers together:\n{wrong}"


def check_format(root):
    """Every file is as clang-format leaves it."""
    files = [p for f in ("src", "include", "tests") for p in sources(root, f) if not p.endswith("english.h")]
    out = subprocess.run(["clang-format", "--dry-run"] + files, cwd=root, capture_output=True, text=True, check=False).stderr
    yield from sorted(set(re.findall(r"^(\S+?):\d+:\d+: warning", out, re.M)))


def main():
    wrong = list(globals()["check_" + sys.argv[1]](*sys.argv[2:]))
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


main()
