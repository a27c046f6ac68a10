"""The exact changes that write one party's key for another's, wherever a case refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.checks.file_position import below
from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.derived.party_references import (
    Form,
    Reference,
    joined,
    references,
    rekeyed_anywhere,
    with_new_keys,
    word_with_new_key,
)
from skolemiljo_cli.store.yaml.writer import Put, Remove, Rename

if TYPE_CHECKING:
    from skolemiljo_cli.model.derived.party_references import Place
    from skolemiljo_cli.store.yaml.writer import Change


def rewritten_references(values: Mapping[str, Any], old: str, new: str) -> tuple[Change, ...]:
    """Return the changes after which nothing refers to `old`; the party itself is left alone.

    What is taken away comes last, from the end of the file, so that no place moves before it is
    written.

    Raises:
        UsageFault: both keys have something of their own in a place where only one can stand.
    """
    found = [ref for ref in references(values) if old in ref.keys and ref.place[:2] != _of(old)]
    words = [ref for ref in found if ref.form is not Form.KEY]
    keys = [ref for ref in found if ref.form is Form.KEY]
    twice = {ref.place for ref in words if _is_there_already(values, ref, old, new)}
    changes: list[Change] = []
    for ref in words:
        if ref.place not in twice:
            write = word_with_new_key if ref.form is Form.WORD else with_new_keys
            changes.append(Put(ref.place, write(ref.said, {old: new})))
    gone: list[Place] = [ref.place for ref in words if ref.place in twice]
    for ref in keys:
        changes += _moved(values, ref.place, old, new)
    gone += [ref.place for ref in keys if _at(values, (*ref.place[:-1], new)) is not None]
    order = {place: number for number, place in enumerate(_all_places(values, ()))}
    last_first = sorted(gone, key=lambda place: order[place], reverse=True)
    return (*changes, *(Remove(place) for place in last_first))


def _of(key: str) -> tuple[str, str]:
    return ("parter", key)


def _is_there_already(values: Mapping[str, Any], ref: Reference, old: str, new: str) -> bool:
    """Tell whether the list has the new key already, or the old one earlier."""
    last = ref.place[-1]
    if ref.form is not Form.WORD or not isinstance(last, int):
        return False
    row = _at(values, ref.place[:-1])
    there = word_with_new_key(ref.said, {old: new})
    return isinstance(row, list) and (there in row or ref.said in row[:last])


def _moved(values: Mapping[str, Any], place: Place, old: str, new: str) -> Iterator[Change]:
    """Yield the change of what stands under the key of a mapping, as a person's own view does."""
    beside = (*place[:-1], new)
    there = _at(values, beside)
    if there is None:
        yield Rename(place, new)
        return
    beside_each_other = _at(values, place[:-1])
    in_order = [beside_each_other[key] for key in beside_each_other if key in (old, new)]
    both = joined(*(rekeyed_anywhere({"": value}, {old: new})[""] for value in in_order))
    if both is None:
        raise UsageFault(
            f"Både {new} og {old} har noe under samme sted i saken, og det kan ikke slås sammen.",
            "Rett det med «skolemiljo edit» først. Ingenting er endret.",
        )
    if both != there:
        yield Put(beside, both)


def _at(values: object, place: Place) -> Any:  # noqa: ANN401 - any plain value
    for step in place:
        values = below(values, step)
    return values


def _all_places(value: object, place: Place) -> Iterator[Place]:
    yield place
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _all_places(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _all_places(inner, (*place, number))
