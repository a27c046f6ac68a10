"""Merging the values of three versions of a case; what both sides changed becomes a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from skolemiljo_cli.store.merge.identity import (
    Identity,
    by_identity,
    display_name,
    identities,
    ordered,
)

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value


class _Missing:
    """The value of a key or item that does not exist."""

    def __repr__(self) -> str:
        return "MISSING"


Conflicts: TypeAlias = "list[Conflict]"
Values: TypeAlias = "dict[str, Value]"
MISSING: Final = _Missing()
Maybe: TypeAlias = "Value | _Missing"
_PARTIES = "parter"
Meant: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
NOBODY: Final[Mapping[str, Meant]] = MappingProxyType({})
Place: TypeAlias = tuple[str, ...]
"""The keys that lead to a value; a list item is named by its id."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that both sides changed: `kept` is in the result, `aside` is not.

    Ours is kept, unless it has nothing there and theirs has: then `is_ours` is False.
    When the party at the place may be two people, `meant` is where each side, ours first, has new
    words about its own.
    """

    place: Place
    kept: Maybe
    aside: Maybe
    is_ours: bool = True
    meant: Meant | None = None

    @property
    def key(self) -> str:
        """Return the place as people read it: `logg.h-7k3q.tekst`; empty for the whole file."""
        return ".".join(self.place)


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged case, and the conflicts."""

    value: Values
    conflicts: tuple[Conflict, ...] = ()


def merge(
    base: Values,
    ours: Values,
    theirs: Values,
    disputed: Mapping[str, Meant] = NOBODY,
) -> Merged:
    """Merge the two sides.

    A value that one side changed is taken from it. Where both did, ours is kept and there is a
    conflict. What one side changed is never lost because the other removed it. A `disputed` party
    is kept whole as one side has it: the words about it, by side, may be about two people.
    """
    conflicts: Conflicts = []
    parties = base.get(_PARTIES)
    if disputed and isinstance(parties, dict):
        known = {key: party for key, party in parties.items() if key not in disputed}
        base = {**base, _PARTIES: known}
    value = _mapping(conflicts, base, ours, theirs, ())
    if kept := _mentioned_parties(value, base, ours, theirs):
        present = value.get(_PARTIES)
        value[_PARTIES] = {**(present if isinstance(present, dict) else {}), **kept}
    return Merged(value, tuple(_with_meant(found, disputed) for found in conflicts))


def _with_meant(conflict: Conflict, disputed: Mapping[str, Meant]) -> Conflict:
    """Add to a conflict about who a party is where each side has written about it."""
    if conflict.place[:1] != (_PARTIES,) or len(conflict.place) != 2:
        return conflict
    return replace(conflict, meant=disputed.get(conflict.place[1]))


def _value(
    conflicts: Conflicts,
    base: Maybe,
    ours: Maybe,
    theirs: Maybe,
    place: Place,
    *,
    is_unit: bool = False,
) -> Maybe:
    """Merge one value; with `is_unit` it describes a single event or person."""
    if _same(ours, theirs) or _same(theirs, base):
        return theirs if ours is MISSING and _same(ours, theirs) else ours
    if _same(ours, base):
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if is_unit and not isinstance(base, dict):
            return _added_by_both(conflicts, ours, theirs, place)
        return _mapping(conflicts, base if isinstance(base, dict) else {}, ours, theirs, place)
    if isinstance(ours, list) and isinstance(theirs, list):
        return _list(conflicts, base if isinstance(base, list) else [], ours, theirs, place)
    return _conflicting(conflicts, base, ours, theirs, place)


def _conflicting(
    conflicts: Conflicts, base: Maybe, ours: Maybe, theirs: Maybe, place: Place
) -> Maybe:
    """Keep one of two conflicting values: ours, unless we removed it."""
    kept, aside = (theirs, ours) if _empty(ours) else (ours, theirs)
    if _empty(aside) and _has_only_lists(base):
        only_new = _added_to_removed(base, kept, place)
        if only_new is not None:
            return only_new
    conflicts.append(Conflict(place, kept, aside, is_ours=not _empty(ours)))
    return kept


def _added_by_both(conflicts: Conflicts, ours: Values, theirs: Values, place: Place) -> Values:
    """Merge an entry that both sides added, unless it is two events or two people.

    Text about one person must never be read as about another.
    """
    attempt: Conflicts = []
    value = _mapping(attempt, {}, ours, theirs, place)
    if not attempt:
        return value
    conflicts.append(Conflict(place, ours, theirs))
    return ours


def _has_only_lists(value: Maybe) -> bool:
    """Tell whether a value is a list, or a mapping of lists: a part of it makes sense alone."""
    if isinstance(value, dict):
        return all(_has_only_lists(inner) for inner in value.values())
    return isinstance(value, list)


def _added_to_removed(base: Maybe, kept: Maybe, place: Place) -> Maybe | None:
    """Return what one side added to a value the other removed; None if it changed the rest too."""
    conflicts: Conflicts = []
    rest: Value = None
    if isinstance(base, dict) and isinstance(kept, dict):
        rest = _mapping(conflicts, base, kept, {}, place)
    elif isinstance(base, list) and isinstance(kept, list):
        rest = _list(conflicts, base, kept, [], place)
    if conflicts or rest is None:
        return None
    return rest or MISSING


def _same(value: Maybe, other: Maybe) -> bool:
    """Tell whether two values are equal; a key without a value equals a missing key."""
    return value == other or (_empty(value) and _empty(other))


def _empty(value: Maybe) -> bool:
    return value is None or value is MISSING


def _mapping(
    conflicts: Conflicts, base: Values, ours: Values, theirs: Values, place: Place
) -> Values:
    result: Values = {}
    for key in {**ours, **theirs}:
        before, mine, other = (side.get(key, MISSING) for side in (base, ours, theirs))
        is_party = place == (_PARTIES,)
        value = _value(conflicts, before, mine, other, (*place, key), is_unit=is_party)
        if not isinstance(value, _Missing):
            result[key] = value
    return result


def _list(
    conflicts: Conflicts, base: list[Value], ours: list[Value], theirs: list[Value], place: Place
) -> list[Value]:
    before, mine, others = by_identity(base), by_identity(ours), by_identity(theirs)
    kept: dict[Identity, Value] = {}
    for identity in {**mine, **others}:
        old, own, other = (side.get(identity, MISSING) for side in (before, mine, others))
        here = (*place, display_name(identity))
        value = _value(conflicts, old, own, other, here, is_unit=True)
        if not isinstance(value, _Missing):
            kept[identity] = value
    return [kept[identity] for identity in ordered(list(before), mine, others, kept)]


def _mentioned_parties(value: Values, base: Values, ours: Values, theirs: Values) -> Values:
    """Return the parties that one side removed while the other wrote about them."""
    present = value.get(_PARTIES)
    left = present if isinstance(present, dict) else {}
    found: Values = {}
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
    """Return the places, each ending with its text, where a party's key is used or in braces."""
    in_braces = re.compile(r"\{" + re.escape(party) + r"\}")
    return {
        place
        for place in _texts(value, ())
        if place[-1] == party or in_braces.search(str(place[-1]))
    }


def _texts(value: Value, place: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    """Yield the place of every text and key, ending with it; a person's view is under their key."""
    if isinstance(value, str):
        yield (*place, value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*place, key)
            yield from _texts(inner, (*place, key))
    elif isinstance(value, list):
        # All words of a list are part of the place: a list of people is a single statement.
        words = tuple(item for item in value if isinstance(item, str))
        for identity, inner in zip(identities(value), value, strict=True):
            yield from _texts(inner, (*place, words, identity))
