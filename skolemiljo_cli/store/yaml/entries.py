"""Finding the entries of a case file: every mapping below the top that has an id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Path, Value


def entries(value: Value, place: Path = ()) -> Iterator[tuple[str, Path, Value]]:
    """Yield the id, the path and the value of each entry; the case itself is not one."""
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from entries(inner, (*place, number))
    elif isinstance(value, dict):
        own = value.get("id")
        if place and isinstance(own, str):
            yield own, place, value
        for key, inner in value.items():
            yield from entries(inner, (*place, key))
