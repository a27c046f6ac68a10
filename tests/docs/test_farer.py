"""docs/farer.md is true: each hazard has its row, its module and a test that there is."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "farer.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if re.match(r"\| [0-9]+ \|", line)
]
COLUMNS = 5


def test_every_hazard_has_one_row_in_order():
    assert [int(row[0].strip("| ")) for row in ROWS] == list(range(1, 31))
    assert {len(row) for row in ROWS} == {COLUMNS}


def quoted(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("| "))
def test_the_modules_and_tests_of_a_row_are_there(row):
    _, hazard, defence, modules, tests = row
    assert hazard
    assert defence
    assert quoted(modules)
    for one in quoted(modules):
        assert (ROOT / "skolemiljo_cli" / one).is_file(), one
    assert quoted(tests)
    for one in quoted(tests):
        assert is_a_test(one), one


def test_every_test_named_outside_the_table_is_there():
    named = {one for one in quoted(PAGE) if "::" in one}
    assert len(named) > 30
    assert all(is_a_test(one) for one in named)


def is_a_test(named: str) -> bool:
    """Tell whether the file has a test with that name that asserts something and is run."""
    file, _, name = named.partition("::")
    path = ROOT / "tests" / file
    if not path.is_file():
        return False
    functions = functions_of(path)
    if name not in functions:
        return False
    marks = [ast.unparse(one) for one in functions[name].decorator_list]
    helpers = [functions[one] for one in called(functions[name]) if one in functions]
    return any(map(asserts, (functions[name], *helpers))) and not any(
        "mark.skip(" in one or "xfail" in one for one in marks
    )


@cache
def functions_of(path: Path) -> dict[str, ast.FunctionDef]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}


def called(node: ast.AST) -> set[str]:
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return {one.id for one in calls if isinstance(one, ast.Name)}


def asserts(node: ast.AST) -> bool:
    return any(
        isinstance(one, ast.Assert)
        or (isinstance(one, ast.Attribute) and one.attr in ("raises", "fail"))
        for one in ast.walk(node)
    )


def test_a_test_that_is_not_there_would_be_seen():
    assert is_a_test("store/test_hazards.py::test_limits_hold_at_their_edges")
    assert not is_a_test("store/test_hazards.py::test_limits_hold")
    assert not is_a_test("store/test_borte.py::test_limits_hold_at_their_edges")


def test_what_does_not_apply_is_kept_so_by_a_test():
    for row in ROWS:
        if "Gjelder ikke" in row[2]:
            assert "architecture/test_absent.py" in row[4], row[0]


def test_the_page_has_no_place_of_a_machine():
    assert not re.search(r"/(home|tmp|work|Users)/", PAGE)
