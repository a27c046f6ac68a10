"""No module of `cli` or `services` needs itself by way of others, not even for its types."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator

import pytest
from test_doorways import MODULES, imported

NAMES = {
    "skolemiljo_cli." + path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
    for path in MODULES
}


def needs(path: str) -> Iterator[str]:
    for name in imported(MODULES[path]):
        module = name if name in NAMES else name.rpartition(".")[0]
        if module in NAMES and NAMES[module] != path:
            yield NAMES[module]


@pytest.mark.parametrize("room", ["cli", "services"])
def test_no_room_has_a_circle(room):
    arrows = {path: {*needs(path)} for path in MODULES if path.startswith(f"{room}/")}
    assert len(arrows) > 20
    graphlib.TopologicalSorter(arrows).prepare()  # names the circle it finds


def test_the_corridors_of_the_command_line_have_no_circle():
    arrows: dict[str, set[str]] = {}
    for path in MODULES:
        corridor, inner, _ = path.removeprefix("cli/").partition("/")
        if path.startswith("cli/") and inner:
            others = (need.split("/")[1] for need in needs(path) if need.count("/") > 1)
            arrows.setdefault(corridor, set()).update({*others} - {corridor})
    assert {"asking", "changing", "framework", "output"} <= set(arrows)
    graphlib.TopologicalSorter(arrows).prepare()
