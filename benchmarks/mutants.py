"""Break the code of some rooms in seeded ways, run the room's tests, and say what nobody noticed.

`python benchmarks/mutants.py [ROOM ...] [--count N] [--seed S]`: N mutants of each room. A mutant
stands in a copy of the repository in a temporary folder; the fast lane of the room's tests is asked
before the slow ones, and the tests that call the broken function before the others. Those in
`mutants_equivalent.txt` have been looked at, and change nothing one could see.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "skolemiljo_cli"
ROOMS = {
    "calendar": ("tests/calendar",),
    "checks": ("tests/checks",),
    "sharing": ("tests/sharing", "tests/apart", "tests/docs/test_innsyn*.py"),
    "model": ("tests/model",),
    "store/merge": ("tests/store/test_merge*.py",),
}
EQUIVALENT = Path(__file__).with_name("mutants_equivalent.txt")
AT_ONCE = 2
NO_TESTS = 5  # so pytest ends when there are none
LEFT_OUT = {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
STEPS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
WORDS_ONLY = {"annotation", "returns", "decorator_list", "msg", "exc"}
"""Fields of a syntax tree that say something and do nothing, or make a message."""


@dataclass(frozen=True)
class Site:
    """One thing in a syntax tree that can be changed, and what may stand there instead."""

    parent: ast.AST
    name: str
    index: int | None
    node: ast.AST
    new: ast.AST
    statement: ast.AST
    function: int

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.name, node)
        else:
            getattr(self.parent, self.name)[self.index] = node


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed, and how that is told."""

    path: str
    line: int
    function: int
    change: str
    source: str


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand instead of a part of the code."""
    yield from (*other_truths(node), *other_values(node))


def other_truths(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARED:
            yield ast.Compare(node.left, [COMPARED[type(operator)]()], node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
            for left_out in range(len(node.values)):
                rest = [one for at, one in enumerate(node.values) if at != left_out]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.If() | ast.IfExp():
            turned = copy.copy(node)
            turned.test = ast.UnaryOp(ast.Not(), node.test)
            yield turned
        case ast.comprehension(ifs=[_, *rest]):
            yield ast.comprehension(node.target, node.iter, rest, node.is_async)


def other_values(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            yield ast.Constant(node.value + 1)
        case ast.BinOp() if type(node.op) in STEPS:
            yield ast.BinOp(node.left, STEPS[type(node.op)](), node.right)
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            yield ast.Call(ast.Name(CALLED[name], ast.Load()), node.args, node.keywords)
        case ast.Call(func=ast.Name(id="sorted"), keywords=[]):
            reverse = ast.keyword("reverse", ast.Constant(True))
            yield ast.Call(node.func, node.args, [reverse])
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) not in ("None", "False"):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()


def sites(node: ast.AST, statement: ast.AST, function: int = 0) -> Iterator[Site]:
    """All sites below a node, in the order of the text."""
    if isinstance(node, ast.FunctionDef):
        function = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    for name, value in ast.iter_fields(node):
        children = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, child in [] if name in WORDS_ONLY else children:
            if isinstance(child, ast.AST) and not is_for_types(child):
                inner = child if isinstance(child, ast.stmt) else statement
                for new in changes(child):
                    yield Site(node, name, index, child, new, inner, function)
                yield from sites(child, inner, function)


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def made(path: Path, tree: ast.Module, site: Site) -> Mutant:
    before = told(site, site.node)
    site.put(site.new)
    ast.fix_missing_locations(tree)
    source, after = ast.unparse(tree), told(site, site.new)
    site.put(site.node)
    line = getattr(site.node, "lineno", getattr(site.statement, "lineno", 0))
    where = path.relative_to(ROOT).as_posix()
    return Mutant(where, line, site.function, f"{before} -> {after}", source)


def told(site: Site, node: ast.AST) -> str:
    """The statement as it is now, in one line; the part alone where that is long or has a body."""
    whole = node if site.node is site.statement else site.statement
    lines = ast.unparse(whole).splitlines()
    if len(lines) > 1 and site.node is site.statement:
        return lines[0]
    return lines[0] if len(lines) == 1 and len(lines[0]) < 160 else ast.unparse(node).strip()


def drawn(room: str, count: int, seed: str) -> list[Mutant]:
    """So many mutants of the room, drawn by the seed from all there are."""
    found = []
    for path in sorted((ROOT / PACKAGE / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [(path, tree, site) for site in sites(tree, tree)]
    dice = random.Random(f"{seed} {room}")
    return [made(*one) for one in dice.sample(found, min(count, len(found)))]


class Copy:
    """A copy of the repository to break and run tests in."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        shutil.copytree(ROOT, folder, ignore=lambda _, names: LEFT_OUT & set(names))

    def run(self, room: str, seconds: float | None, *lane: str, **more: str) -> tuple[int, str]:
        """Run tests of the room; answer how they ended, and with what words."""
        tests = [str(one) for name in ROOMS[room] for one in sorted(self.root.glob(name))]
        env = {**os.environ, **more, "PYTHONPATH": f"{self.root}:{self.root / 'benchmarks'}"}
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider",
                 "-p", "mutants_order", *lane, *tests]  # fmt: skip
        ran = subprocess.run(words, cwd=self.root, env=env, timeout=seconds, capture_output=True,
                             text=True, check=False)  # fmt: skip
        return ran.returncode, ran.stdout[-2000:]

    def notices(self, mutant: Mutant, room: str, seconds: float, plan: Path) -> bool:
        path = self.root / mutant.path
        whole = path.read_bytes()
        first = f"{mutant.path}:{mutant.function}"
        lanes, more = (("--fast",), ("-m", "slow")), {"MUTANTS_PLAN": str(plan)}
        try:
            write(path, mutant.source.encode())
            return any(
                self.run(room, seconds, *lane, **more, MUTANTS_FIRST=first)[0] not in (0, NO_TESTS)
                for lane in lanes
            )
        except subprocess.TimeoutExpired:
            return True
        finally:
            write(path, whole)


def write(path: Path, data: bytes) -> None:
    """Write a module and forget what was compiled of it: two versions may be of the same second."""
    path.write_bytes(data)
    Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def tried(room: str, mutants: list[Mutant], scratch: Path) -> list[Mutant]:
    """Those of the mutants that the tests of the room do not notice."""
    copies: Queue[Copy] = Queue()
    for number in range(AT_ONCE):
        copies.put(Copy(scratch / f"{number}"))
    plan = scratch / "plan.json"
    begun = time.monotonic()
    code, said = copies.queue[0].run(room, None, MUTANTS_PLAN=str(plan))
    if code:
        sys.exit(f"the tests of {room} fail without a mutant:\n{said}")
    seconds = 60 + 2 * (time.monotonic() - begun)  # it is slow: what each test calls is noted

    def survives(mutant: Mutant) -> bool:
        copy_ = copies.get()
        try:
            return not copy_.notices(mutant, room, seconds, plan)
        finally:
            copies.put(copy_)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(survives, mutants))
    return [mutant for mutant, left in zip(mutants, answers, strict=True) if left]


def equivalents() -> dict[str, str]:
    """The changes that change nothing, each with the reason: `room: before -> after # reason`."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    rows = (line.rpartition(" # ") for line in lines if line and not line.startswith("#"))
    return {change.strip(): reason for change, _, reason in rows}


def main(rooms: list[str], count: int, seed: str) -> int:
    known, noticed, whole = equivalents(), 0, 0
    for room in rooms:
        mutants = drawn(room, count, seed)
        with tempfile.TemporaryDirectory() as scratch:
            left = tried(room, mutants, Path(scratch))
        same = [one for one in left if f"{room}: {one.change}" in known]
        meant = len(mutants) - len(same)
        found = len(mutants) - len(left)
        print(f"{room}: {found} of {meant} noticed, {found / max(meant, 1):.0%}"
              f" ({len(same)} known to change nothing)", flush=True)  # fmt: skip
        for one in left:
            if one not in same:
                print(f"  {one.path}:{one.line}: {one.change}", flush=True)
        noticed, whole = noticed + found, whole + meant
    print(f"seed {seed}: {noticed} of {whole} noticed, {noticed / max(whole, 1):.0%}")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--count", type=int, default=40, help="mutants of each room")
    parser.add_argument("--seed", default="20261123")
    asked = parser.parse_args()
    if unknown := set(asked.rooms) - set(ROOMS):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    sys.exit(main(asked.rooms or list(ROOMS), asked.count, asked.seed))
