"""Measure how the package is laid out: lines per room, longest file and function, circles.

    python benchmarks/structure.py [CHECKOUT]

Imports for types alone count as imports. A room is a folder of the package.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import grimp

PACKAGE = "skolemiljo_cli"


def tracked(root: Path, *folders: str) -> list[Path]:
    asked = ["git", "ls-files", "-z", *folders]
    names = subprocess.run(asked, cwd=root, check=True, capture_output=True, text=True).stdout
    return [root / name for name in names.split("\0") if name]


def line_count(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def functions(path: Path) -> list[tuple[int, str]]:
    """Return the length of each function of a module, in lines from `def` to its end."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [((node.end_lineno or 0) - node.lineno + 1, node.name) for node in found]


def circles(graph: grimp.ImportGraph) -> list[set[str]]:
    """Return the sets of modules that import each other, directly or round about."""
    modules = {name for name in graph.modules if not graph.find_children(name)}
    reached: dict[str, set[str]] = {}
    for module in modules:
        seen, left = set(), [module]
        while left:
            for target in graph.find_modules_directly_imported_by(left.pop()):
                if target not in seen:
                    seen.add(target)
                    left.append(target)
        reached[module] = seen
    rings = {
        frozenset(other for other in reached[module] if module in reached.get(other, ()))
        for module in modules
        if module in reached[module]
    }
    return [set(ring) for ring in rings]


def main() -> None:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    sys.path.insert(0, str(root))
    files = tracked(root, PACKAGE, "templates")
    print(f"lines of {PACKAGE} and templates: {sum(map(line_count, files))}")

    modules = [path for path in files if path.suffix == ".py"]
    lengths = Counter({path.relative_to(root).as_posix(): line_count(path) for path in modules})
    (longest, length), median = (
        lengths.most_common(1)[0],
        sorted(lengths.values())[len(lengths) // 2],
    )
    print(f"modules: {len(modules)}; median {median} lines; longest {length}: {longest}")
    size, name = max(found for path in modules for found in functions(path))
    print(f"longest function: {size} lines, its signature included: {name}")

    rooms: dict[str, list[Path]] = {}
    for path in files:
        rooms.setdefault(path.parent.relative_to(root).as_posix(), []).append(path)
    print("\nroom, files, lines")
    for room, members in sorted(rooms.items()):
        print(f"{room}, {len(members)}, {sum(map(line_count, members))}")

    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    found = circles(graph)
    print(f"\ncircles: {len(found)}")
    for ring in found:
        print("  " + ", ".join(sorted(ring)))


if __name__ == "__main__":
    main()
