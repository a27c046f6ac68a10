"""Comparing a version of a case with the versions before it, record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.services.history.record_rules import KEPT, Leaf, Record
from skolemiljo_cli.services.history.records import Leaves, Written, leaves

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Path

Version: TypeAlias = dict["Record", Written]

Reader: TypeAlias = "Callable[[str], Version | None]"
"""Returns the version of a case in a blob; None when it cannot be read."""


@dataclass(slots=True)
class Difference:
    """How a record differs from the versions before.

    `changed` has the old and the new value. Only merges have the last two: `chosen` has the value
    the merge left out and the one it took, where its sides differ; `dropped` has values that only
    some of the sides have and the merge has not.
    """

    record: Record
    place: Path
    is_new: bool
    is_gone: bool
    added: Leaves = field(default_factory=dict)
    removed: Leaves = field(default_factory=dict)
    changed: dict[Leaf, tuple[str, str]] = field(default_factory=dict)
    chosen: dict[Leaf, tuple[str, str]] = field(default_factory=dict)
    dropped: Leaves = field(default_factory=dict)


def differences(before: Sequence[Version], now: Version) -> Iterator[Difference]:
    """Yield the records that differ from a version before; several are the sides of a merge."""
    seen: set[Record] = set()
    for version in (now, *before):
        for record in version:
            if record not in seen:
                seen.add(record)
                yield from _compare_record(record, before, now)


def _compare_record(
    record: Record, before: Sequence[Version], now: Version
) -> Iterator[Difference]:
    present = now.get(record)
    sides = [version.get(record) for version in before]
    if present and sides and all(side and side.own == present.own for side in sides):
        return
    place = next(written.place for written in (present, *sides) if written)
    found = Difference(record, place, is_new=not any(sides), is_gone=present is None)
    new = leaves(present.own) if present else {}
    old = [leaves(side.own) if side else {} for side in sides]
    for leaf in {leaf: None for values in (new, *old) for leaf in values}:
        _compare_leaf(found, leaf, [values.get(leaf) for values in old], new.get(leaf))
    if any((found.added, found.removed, found.changed, found.chosen, found.dropped)):
        yield found


def _compare_leaf(
    found: Difference, leaf: Leaf, old: Sequence[str | None], new: str | None
) -> None:
    values = [text for text in old if text is not None]
    if new is None:
        (found.removed if len(values) == len(old) else found.dropped)[leaf] = values[0]
    elif not values:
        found.added[leaf] = new
    elif new not in values:
        found.changed[leaf] = (values[0], new)
    else:
        other = next((text for text in values if text != new), None)
        if other is not None:
            found.chosen[leaf] = (other, new)


def is_kept_in_list(record: Record, before: Version, now: Version) -> bool:
    """Tell whether the old content of a replaced record was added to its list of earlier ones."""
    earlier = KEPT.get(record)
    old = before.get(record)
    if earlier is None or old is None:
        return False
    return leaves(old.own) in new_entries(earlier, before, now)


def new_entries(place: Record, before: Version, now: Version) -> list[Leaves]:
    """Return the values of each entry that was added to a list."""
    return [
        leaves(written.own)
        for record, written in now.items()
        if record[:-1] == place and record not in before
    ]
