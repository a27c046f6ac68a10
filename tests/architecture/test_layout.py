"""How the package is laid out: no circle of imports, and no folder too wide to look over."""

from __future__ import annotations

from collections import Counter
from graphlib import CycleError, TopologicalSorter

import grimp
from test_doorways import MODULES, PACKAGE

WIDEST = 15
"""Modules side by side in one folder."""
WIDER = {"cli/commands": "one module for each command, and none imports another"}


def imports(*, exclude_type_checking_imports: bool) -> dict[str, set[str]]:
    graph = grimp.build_graph(
        PACKAGE.name,
        exclude_type_checking_imports=exclude_type_checking_imports,
        cache_dir=None,
    )
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def circle(of: dict[str, set[str]]) -> list[str]:
    """A circle in the graph, its first module again at the end; empty when there is none."""
    try:
        TopologicalSorter(of).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_modules_import_one_another_in_a_circle_not_even_for_types():
    found = imports(exclude_type_checking_imports=False)
    assert len(found) >= len(MODULES)
    assert circle(found) == []


def test_imports_for_types_are_among_those_looked_at():
    with_types = imports(exclude_type_checking_imports=False)
    assert with_types != imports(exclude_type_checking_imports=True)


def test_a_circle_would_be_seen():
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})) == {"a", "b", "c"}


def test_no_folder_but_the_named_has_too_many_modules_side_by_side():
    modules = (name for name in MODULES if not name.endswith("__init__.py"))
    width = Counter(name.rpartition("/")[0] for name in modules)
    assert {folder for folder, count in width.items() if count > WIDEST} == set(WIDER)
