"""A plugin of pytest for `mutants.py`: which tests call which functions, and those tests first."""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from pathlib import Path

import pytest

PLAN = Path(os.environ.get("MUTANTS_PLAN", "plan.json"))
FIRST = os.environ.get("MUTANTS_FIRST", "")
HERE = f"{Path(__file__).resolve().parents[1]}{os.sep}"
PACKAGE = f"{HERE}skolemiljo_cli{os.sep}"
calls: dict[str, list[tuple[float, str]]] = defaultdict(list)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    """Note the functions of the package that a test calls, once, when nothing is broken yet."""
    if FIRST:
        return (yield)
    seen = set()

    def note(frame, event, _):
        if event == "call":
            seen.add(frame.f_code)

    sys.setprofile(note)
    try:
        return (yield)
    finally:
        sys.setprofile(None)
        ours = [one for one in seen if one.co_filename.startswith(PACKAGE)]
        for one in ours:
            place = Path(one.co_filename).relative_to(HERE).as_posix()
            calls[f"{place}:{one.co_firstlineno}"].append((len(seen), item.nodeid))


def pytest_sessionfinish() -> None:
    if not FIRST:
        PLAN.write_text(json.dumps(calls), encoding="utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that call the broken function first, the smallest of them before the others."""
    if FIRST:
        callers = json.loads(PLAN.read_text(encoding="utf-8")).get(FIRST, [])
        rank = {test: at for at, (_, test) in enumerate(sorted(callers))}
        items.sort(key=lambda item: rank.get(item.nodeid, len(rank)))
