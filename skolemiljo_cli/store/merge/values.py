"""Three versions of what a case says become one: entries united, true disagreements told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from skolemiljo_cli.store.merge.identity import by_identity, identities, ordered, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.store.merge.identity import Identity
    from skolemiljo_cli.store.yaml.values import Value


class _Missing:
    """Stands for what is not there."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
Maybe: TypeAlias = "Value | _Missing"
_PARTIES = "parter"
Place: TypeAlias = tuple[str, ...]
"""Keys on the way to a value; an item of a list is named by its id."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same value changed on both sides: `kept` stands in the result, `aside` does not.

    `meant` is where the other side has written about a party of the same key that was put aside.
    """

    place: Place
    kept: Maybe
    aside: Maybe
    meant: tuple[str, ...] = ()

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
    if parties := _mentioned_parties(value, base, ours, theirs):
        there = value.get(_PARTIES)
        value[_PARTIES] = {**(there if isinstance(there, dict) else {}), **parties}
    return Merged(value, tuple(_with_meant(one, base, theirs) for one in work.conflicts))


def _with_meant(conflict: Conflict, base: dict[str, Value], theirs: dict[str, Value]) -> Conflict:
    """Return a conflict of two new parties of one key with where theirs is spoken of.

    Those places stand in the result, and would be read as about the party that was kept.
    """
    there = base.get(_PARTIES)
    if conflict.place[:1] != (_PARTIES,) or len(conflict.place) != 2:
        return conflict
    key = conflict.place[1]
    if isinstance(there, dict) and key in there:
        return conflict
    mentions = (place for place in _mentions(theirs, key) if place[:2] != conflict.place)
    return replace(conflict, meant=tuple(sorted({_where(place) for place in mentions})))


def _where(place: tuple[object, ...]) -> str:
    """Return the id of the innermost entry on the way, else the part of the case."""
    names = [one[1] for one in place if isinstance(one, tuple) and one[:1] == ("id",)]
    return str(names[-1]) if names else str(place[0])


def _one(
    work: _Work, base: Maybe, ours: Maybe, theirs: Maybe, place: Place, *, is_unit: bool = False
) -> Maybe:
    """Merge one value; `is_unit` says that it is about one event or one person."""
    if _same(ours, theirs) or _same(theirs, base):
        return theirs if ours is MISSING and _same(ours, theirs) else ours
    if _same(ours, base):
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if is_unit and not isinstance(base, dict):
            return _two_new(work, ours, theirs, place)
        return _mapping(work, base if isinstance(base, dict) else {}, ours, theirs, place)
    if isinstance(ours, list) and isinstance(theirs, list):
        return _list(work, base if isinstance(base, list) else [], ours, theirs, place)
    return _disagreed(work, base, ours, theirs, place)


def _disagreed(work: _Work, base: Maybe, ours: Maybe, theirs: Maybe, place: Place) -> Maybe:
    """Keep one of two that cannot both stand: ours, unless ours is that it is gone."""
    kept, aside = (theirs, ours) if _empty(ours) else (ours, theirs)
    if _empty(aside) and _holds_entries_only(base):
        only_new = _added_to_removed(base, kept, place)
        if only_new is not None:
            return only_new
    work.conflicts.append(Conflict(place, kept, aside))
    return kept


def _two_new(
    work: _Work, ours: dict[str, Value], theirs: dict[str, Value], place: Place
) -> dict[str, Value]:
    """Unite what both sides made under one name, unless it is two events or two people.

    One person's words must never be read as about another.
    """
    attempt = _Work()
    value = _mapping(attempt, {}, ours, theirs, place)
    if not attempt.conflicts:
        return value
    work.conflicts.append(Conflict(place, ours, theirs))
    return ours


def _holds_entries_only(value: Maybe) -> bool:
    """Tell whether a value is a list, or keys with lists: what is left of it can stand alone."""
    if isinstance(value, dict):
        return all(_holds_entries_only(inner) for inner in value.values())
    return isinstance(value, list)


def _added_to_removed(base: Maybe, kept: Maybe, place: Place) -> Maybe | None:
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
            is_unit=place == (_PARTIES,),
        )
        if not isinstance(value, _Missing):
            result[key] = value
    return result


def _list(
    work: _Work, base: list[Value], ours: list[Value], theirs: list[Value], place: Place
) -> list[Value]:
    before, mine, others = by_identity(base), by_identity(ours), by_identity(theirs)
    kept: dict[Identity, Value] = {}
    for one in (*mine, *(one for one in others if one not in mine)):
        value = _one(
            work,
            before.get(one, MISSING),
            mine.get(one, MISSING),
            others.get(one, MISSING),
            (*place, spoken(one)),
            is_unit=True,
        )
        if not isinstance(value, _Missing):
            kept[one] = value
    return [kept[one] for one in ordered(list(before), mine, others, kept)]


def _mentioned_parties(
    value: dict[str, Value],
    base: dict[str, Value],
    ours: dict[str, Value],
    theirs: dict[str, Value],
) -> dict[str, Value]:
    """Return the parties that one side removed and the other has written about since."""
    there = value.get(_PARTIES)
    left = there if isinstance(there, dict) else {}
    found: dict[str, Value] = {}
    for side, remover in ((ours, theirs), (theirs, ours)):
        parties = side.get(_PARTIES)
        for key, party in parties.items() if isinstance(parties, dict) else ():
            if key in left:
                continue
            written = _mentions(side, key) - _mentions(base, key)
            if written or (_mentions(value, key) and not _mentions(remover, key)):
                found[key] = party
    return found


def _mentions(value: Value, party: str) -> set[tuple[object, ...]]:
    """Return where a text is a party's key or names it in braces, and the text, for each."""
    written = re.compile(r"\{" + re.escape(party) + r"\}")
    return {one for one in _texts(value, ()) if one[-1] == party or written.search(str(one[-1]))}


def _texts(value: Value, place: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    """Yield every text, and every key: a view is written under the key of whose it is."""
    if isinstance(value, str):
        yield (*place, value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*place, key)
            yield from _texts(inner, (*place, key))
    elif isinstance(value, list):
        words = tuple(
            one for one in value if isinstance(one, str)
        )  # who a text is about: one statement
        for name, inner in zip(identities(value), value, strict=True):
            yield from _texts(inner, (*place, words, name))
