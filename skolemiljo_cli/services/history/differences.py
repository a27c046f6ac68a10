"""What one version of a case has that those before it had not, record by record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.services.history.record_rules import KEPT
from skolemiljo_cli.services.history.records import Leaves, Written, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skolemiljo_cli.services.history.record_rules import Leaf, Record
    from skolemiljo_cli.store.yaml.values import Path

Version: TypeAlias = dict["Record", Written]


@dataclass(slots=True)
class Difference:
    """How one record differs from what it was in the versions before.

    `changed` has the old and the new value. Only a merge has the last two: `chosen` are values
    that one side has and the other has otherwise, with what was left, and `dropped` those that
    one side has and the merge has not.
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
    """Yield the records that are not in `now` as they are in every version before.

    Several versions before are the sides of a merge.
    """
    seen: set[Record] = set()
    for version in (now, *before):
        for record in version:
            if record not in seen:
                seen.add(record)
                yield from _of_record(record, before, now)


def _of_record(record: Record, before: Sequence[Version], now: Version) -> Iterator[Difference]:
    there = now.get(record)
    sides = [one.get(record) for one in before]
    if there and sides and all(one and one.own == there.own for one in sides):
        return
    place = next(one.place for one in (there, *sides) if one)
    found = Difference(record, place, is_new=not any(sides), is_gone=there is None)
    new = leaves(there.own) if there else {}
    old = [leaves(one.own) if one else {} for one in sides]
    for leaf in {leaf: None for one in (new, *old) for leaf in one}:
        _of_leaf(found, leaf, [one.get(leaf) for one in old], new.get(leaf))
    if any((found.added, found.removed, found.changed, found.chosen, found.dropped)):
        yield found


def _of_leaf(found: Difference, leaf: Leaf, old: Sequence[str | None], new: str | None) -> None:
    had = [one for one in old if one is not None]
    if new is None:
        (found.removed if len(had) == len(old) else found.dropped)[leaf] = had[0]
    elif not had:
        found.added[leaf] = new
    elif new not in had:
        found.changed[leaf] = (had[0], new)
    else:
        other = next((one for one in had if one != new), None)
        if other is not None:
            found.chosen[leaf] = (other, new)


def keeps(record: Record, before: Version, now: Version) -> bool:
    """Tell whether what stood in the record before has been laid in its list of earlier ones."""
    place = KEPT.get(record)
    old = before.get(record)
    if place is None or old is None:
        return False
    stood = leaves(old.own)
    return any(leaves(one.own) == stood for one in _new_entries(place, before, now))


def _new_entries(place: Record, before: Version, now: Version) -> Iterator[Written]:
    for record, one in now.items():
        if record[:-1] == place and record not in before:
            yield one


def new_entries(place: Record, before: Version, now: Version) -> list[Leaves]:
    """Return what the entries say that have come to the list."""
    return [leaves(one.own) for one in _new_entries(place, before, now)]
