"""Three versions of what a case says become one: entries united, true disagreements told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from skolemiljo_cli.store.merge.identity import by_identity, ordered, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.store.values import Value


class _Missing:
    """Stands for what is not there."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
Maybe: TypeAlias = "Value | _Missing"
Place: TypeAlias = tuple[str, ...]
"""Keys on the way to a value; an item of a list is named by its id."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same value changed on both sides: `kept` stands in the result, `aside` does not."""

    place: Place
    kept: Maybe
    aside: Maybe

    @property
    def key(self) -> str:
        """Return the place as people read it: `logg.h-7k3q.tekst`; empty for the whole file."""
        return ".".join(self.place)


@dataclass(frozen=True, slots=True)
class Merged:
    """What the two sides say together, and where they disagree."""

    value: dict[str, Value]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(slots=True)
class _Work:
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: dict[str, Value], ours: dict[str, Value], theirs: dict[str, Value]) -> Merged:
    """Return what the two sides say together.

    A value that one side changed is taken from it. Where both did, ours is kept and the conflict
    told; what one side changed is never removed because the other removed it.
    """
    work = _Work()
    value = _mapping(work, base, ours, theirs, ())
    _keep_mentioned_parties(value, ours, theirs)
    return Merged(value, tuple(work.conflicts))


def _one(
    work: _Work, base: Maybe, ours: Maybe, theirs: Maybe, place: Place, *, in_list: bool = False
) -> Maybe:
    if _same(ours, theirs) or _same(theirs, base):
        return theirs if ours is MISSING and _same(ours, theirs) else ours
    if _same(ours, base):
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _mapping(work, base if isinstance(base, dict) else {}, ours, theirs, place)
    if isinstance(ours, list) and isinstance(theirs, list):
        return _list(work, base if isinstance(base, list) else [], ours, theirs, place)
    kept, aside = (theirs, ours) if _empty(ours) else (ours, theirs)
    if _empty(aside) and isinstance(kept, dict | list) and not in_list:
        only_new = _added_to_removed(base, kept, place)
        if only_new is not None:
            return only_new
    work.conflicts.append(Conflict(place, kept, aside))
    return kept


def _added_to_removed(base: Maybe, kept: Value, place: Place) -> Maybe | None:
    """Return what one side added to what the other removed; None when it changed that too."""
    work = _Work()
    rest: Value = None
    if isinstance(base, dict) and isinstance(kept, dict):
        rest = _mapping(work, base, kept, {}, place)
    elif isinstance(base, list) and isinstance(kept, list):
        rest = _list(work, base, kept, [], place)
    if work.conflicts or rest is None:
        return None
    return rest or MISSING


def _same(one: Maybe, other: Maybe) -> bool:
    """Tell whether two values say the same; a key without a value says as little as no key."""
    return one == other or (_empty(one) and _empty(other))


def _empty(value: Maybe) -> bool:
    return value is None or value is MISSING


def _mapping(
    work: _Work,
    base: dict[str, Value],
    ours: dict[str, Value],
    theirs: dict[str, Value],
    place: Place,
) -> dict[str, Value]:
    result: dict[str, Value] = {}
    for key in (*ours, *(key for key in theirs if key not in ours)):
        value = _one(
            work,
            base.get(key, MISSING),
            ours.get(key, MISSING),
            theirs.get(key, MISSING),
            (*place, key),
        )
        if not isinstance(value, _Missing):
            result[key] = value
    return result


def _list(
    work: _Work, base: list[Value], ours: list[Value], theirs: list[Value], place: Place
) -> list[Value]:
    before, mine, others = by_identity(base), by_identity(ours), by_identity(theirs)
    kept: dict[object, Value] = {}
    for one in (*mine, *(one for one in others if one not in mine)):
        value = _one(
            work,
            before.get(one, MISSING),
            mine.get(one, MISSING),
            others.get(one, MISSING),
            (*place, spoken(one)),
            in_list=True,
        )
        if not isinstance(value, _Missing):
            kept[one] = value
    return [kept[one] for one in ordered(list(before), mine, others, [*kept])]  # type: ignore[list-item]


def _keep_mentioned_parties(
    value: dict[str, Value], ours: dict[str, Value], theirs: dict[str, Value]
) -> None:
    """Put back a party that one side removed and the other has written about since."""
    parties = value.get("parter")
    if not isinstance(parties, dict):
        return
    for side, remover in ((ours, theirs), (theirs, ours)):
        there = side.get("parter")
        for key, party in there.items() if isinstance(there, dict) else ():
            if key not in parties and _mentions(value, key) and not _mentions(remover, key):
                parties[key] = party


def _mentions(value: Value, party: str) -> bool:
    written = re.compile(r"\{" + re.escape(party) + r"\}")
    return any(text == party or written.search(text) for text in _texts(value))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
