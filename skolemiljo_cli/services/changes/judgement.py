"""A judgement that replaces an earlier one: the old is kept beside it, the rest of it follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from skolemiljo_cli.store.yaml.writer import Append, Put

if TYPE_CHECKING:
    from skolemiljo_cli.services.changes.change import Before
    from skolemiljo_cli.store.yaml.values import Path, WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

_OF_THE_ACT = frozenset({"dato", "av"})
"""When and by whom it was judged: that of the earlier one says nothing of the new."""


def kept(
    before: Before, place: Path, history: Path, value: WriteValue, *, same: bool = False
) -> Iterator[Change]:
    """Yield the changes that replace a value; the old one is appended to a list of earlier ones.

    With `same` the judgement comes out as before: what nothing new is said of is as it was.
    """
    there = before.at(*place)
    if there is not None:
        yield Append(history, there)  # type: ignore[arg-type]
    rest = _rest(there, value)
    yield Put(place, {**rest, **value} if same and isinstance(value, dict) else value)


def told(before: Before, place: Path, value: WriteValue, *, same: bool) -> Iterator[str]:
    """Yield what of the earlier judgement follows the new one, and what does not."""
    rest = ", ".join(_rest(before.at(*place), value))
    if rest and same:
        yield f"Som før: {rest}."
    elif rest:
        yield f"Den forrige vurderingen sa også noe om {rest}; det følger ikke med til den nye."


def _rest(there: object, value: WriteValue) -> dict[str, WriteValue]:
    if not isinstance(there, Mapping) or not isinstance(value, dict):
        return {}
    return {
        str(key): part for key, part in there.items() if key not in value and key not in _OF_THE_ACT
    }
