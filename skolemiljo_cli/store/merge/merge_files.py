"""Three files become one that can be read, and what could not stand in it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.model.ids import is_case_id
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.merge import text
from skolemiljo_cli.store.merge.identity import identities, spoken
from skolemiljo_cli.store.merge.values import MISSING, Conflict, Merged, merge
from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.entries import entries

if TYPE_CHECKING:
    from skolemiljo_cli.model.validation.validate import Fault
    from skolemiljo_cli.store.merge.values import Maybe
    from skolemiljo_cli.store.yaml.values import Value

Values = dict[str, "Value"]
_Known = tuple[tuple[str, ...], str]
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """The merged file, and the conflicts; `aside` is a whole side that is not in it.

    `other_case` is the id of the case that was put aside, where it is another one than the file's.
    """

    data: bytes
    conflicts: tuple[Conflict, ...] = ()
    aside: bytes | None = None
    other_case: str | None = None


def merge_files(base: bytes, ours: bytes, theirs: bytes) -> Outcome:
    """Return one file of three versions; an empty `base` means that both sides made the file.

    It can always be read when one of the sides can, and says nothing that breaks the model unless
    a side did.
    """
    if theirs in (base, ours):
        return Outcome(ours)
    if ours == base:
        return Outcome(theirs)
    mine, other, before = _read(ours), _read(theirs), _read(base)
    if mine is None or other is None:
        kept, aside = (theirs, ours) if mine is None and other is not None else (ours, theirs)
        return Outcome(kept, (_whole(),), aside)
    if before is None and not is_same_case(mine, other):
        return Outcome(ours, (_whole(),), theirs)
    for kept, its, aside, others in ((ours, mine, theirs, other), (theirs, other, ours, mine)):
        if before is not None and _became_another(before, its):
            return Outcome(kept, (_whole(),), aside, _id(others))
    return _united(base, ours, theirs, (before, mine, other))


def _united(
    base: bytes, ours: bytes, theirs: bytes, read: tuple[Values | None, Values, Values]
) -> Outcome:
    before, mine, other = read
    merged = _valid(merge(before or {}, mine, other), mine, other)
    if merged is None:
        return Outcome(ours, (_whole(),), theirs)
    data = text.write(base if before is not None else None, ours, theirs, merged.value)
    return Outcome(data, merged.conflicts)


def is_same_case(ours: Values, theirs: Values) -> bool:
    """Tell whether two files are plainly versions of one case, not two that got the same id.

    Texts about two children must never stand in one file: what is not known is not the same.
    """
    mine = _told(ours)
    return mine == _told(theirs) and all(mine) and ours.get("id") == theirs.get("id")


def _became_another(before: Values, now: Values) -> bool:
    """Tell whether a side is not the case that git took it for.

    Where one case went and a new one came, git may see a folder that got another name, for they
    look much alike; what the other side wrote about the first child would stand in the second's.
    """
    if now.get("id") == before.get("id") or _ids_in(now) & _ids_in(before):
        return False
    told = _told(before)
    return not all(told) or told != _told(now)


def _ids_in(case: Values) -> set[str]:
    """Return the ids of all entries: they are never used again."""
    return {one for one, _, _ in entries(case)}


def _id(case: Values) -> str | None:
    found = case.get("id")
    return found if isinstance(found, str) and is_case_id(found) else None


def _told(case: Values) -> tuple[object, ...]:
    """Return what makes a report itself: the pupils with their names, the day and the words."""
    parties, report = case.get("parter"), case.get("melding")
    told = report if isinstance(report, dict) else {}
    pupils = {
        key: one.get("navn")
        for key, one in (parties.items() if isinstance(parties, dict) else ())
        if isinstance(one, dict) and one.get("rolle") == "elev"
    }
    known = pupils if all(pupils.values()) else None
    return known, told.get("dato"), told.get("beskrivelse")


def _read(data: bytes) -> Values | None:
    try:
        return reader.read(data)
    except Unreadable:
        return None


def _whole() -> Conflict:
    return Conflict((), MISSING, MISSING)


def _valid(merged: Merged, ours: Values, theirs: Values) -> Merged | None:
    """Return the merged case without faults that no side had; None when that cannot be had.

    Where the two together say what cannot be, ours stands and theirs is told as set aside.
    """
    value, conflicts = merged.value, list(merged.conflicts)
    known: set[_Known] | None = None
    for _ in range(_ROUNDS):
        found = _faults(value)
        if found and known is None:
            known = {one for side in (ours, theirs) for one, _ in _faults(side)}
        new = [fault for one, fault in found if one not in (known or ())]
        if not new:
            return Merged(value, tuple(conflicts))
        conflict = _back_to_ours(value, ours, theirs, new[0])
        if conflict is None:
            return None
        conflicts.append(conflict)
    return None


def _faults(value: Values) -> list[tuple[_Known, Fault]]:
    """Return the faults, each known by its place and its words: the words alone say too little."""
    faults = parse_case(value).faults
    return [((_named(value, [*one.place]), one.message), one) for one in faults]


def _back_to_ours(value: Values, ours: Values, theirs: Values, fault: Fault) -> Conflict | None:
    """Put back our version of the smallest part that holds a fault and is no side's own."""
    steps = list(fault.place)
    while steps:
        place = _named(value, steps)
        mine, other, now = (_at(one, place) for one in (ours, theirs, value))
        if now not in (mine, other):
            _put(value, place, mine)
            return Conflict(place, mine, other)
        steps.pop()
    return None


def _named(value: Value, steps: list[str | int]) -> tuple[str, ...]:
    """Return a path with the items of lists named by their ids."""
    place: list[str] = []
    for step in steps:
        if isinstance(value, list) and isinstance(step, int):
            place.append(spoken(identities(value)[step]))
            value = value[step]
        elif isinstance(value, dict):
            place.append(str(step))
            value = value.get(str(step))
    return tuple(place)


def _at(value: Maybe, place: tuple[str, ...]) -> Maybe:
    for step in place:
        if isinstance(value, dict):
            value = value.get(step, MISSING)
        elif isinstance(value, list):
            value = next((one for one in value if _is(one, step)), MISSING)
        else:
            return MISSING
    return value


def _is(item: Value, step: str) -> bool:
    return isinstance(item, dict) and item.get("id") == step


def _put(value: Value, place: tuple[str, ...], new: Maybe) -> None:
    holder, last = _at(value, place[:-1]), place[-1]
    if isinstance(holder, dict):
        holder.pop(last, None)
        if new is not MISSING:
            holder[last] = new  # type: ignore[assignment]
    elif isinstance(holder, list):
        number = next(n for n, one in enumerate(holder) if _is(one, last))
        holder[number : number + 1] = [] if new is MISSING else [new]  # type: ignore[list-item]
