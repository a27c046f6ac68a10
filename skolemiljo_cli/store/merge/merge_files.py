"""Merging three versions of a case file into one that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.model.ids import is_case_id
from skolemiljo_cli.model.validation.validate import Fault, parse_case
from skolemiljo_cli.store.merge import text
from skolemiljo_cli.store.merge.align import Aligned, NewKey, align
from skolemiljo_cli.store.merge.identity import display_name, identities
from skolemiljo_cli.store.merge.rekey import Version
from skolemiljo_cli.store.merge.values import MISSING, Conflict, Maybe, Merged, Values, merge
from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.entries import entries

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value

_FaultKey = tuple[tuple[str, ...], str]
_MAX_REPAIRS = 20
_WHOLE_FILE = Conflict((), MISSING, MISSING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The merged file and the conflicts.

    `aside` is a whole file that is not part of the result; `other_case` is its id when it turned
    out to be another case. `new_keys` are people who got another key, and `doubles` the keys of
    new parties that may be one person.
    """

    data: bytes
    conflicts: tuple[Conflict, ...] = ()
    aside: bytes | None = None
    other_case: str | None = None
    new_keys: tuple[NewKey, ...] = ()
    doubles: tuple[tuple[str, str], ...] = ()


def merge_files(base: bytes, ours: bytes, theirs: bytes) -> Outcome:
    """Merge three versions of a file; an empty `base` means that both sides made the file.

    The result can be read if one of the sides can, and has only faults that a side already had.
    """
    if ours == base or theirs in (base, ours):
        return Outcome(theirs if ours == base else ours)
    mine, other, before = _read(ours), _read(theirs), _read(base)
    if mine is None or other is None:
        kept, aside = (theirs, ours) if mine is None and other is not None else (ours, theirs)
        return Outcome(kept, (_WHOLE_FILE,), aside)
    if before is None and not is_same_case(mine, other):
        return Outcome(ours, (_WHOLE_FILE,), theirs)
    for kept, now, aside, others in ((ours, mine, theirs, other), (theirs, other, ours, mine)):
        if before is not None and _is_another_case(before, now):
            return Outcome(kept, (_WHOLE_FILE,), aside, _id(others))
    who = align(
        None if before is None else Version(base, before),
        Version(ours, mine),
        Version(theirs, other),
    )
    return _merged(who) or Outcome(ours, (_WHOLE_FILE,), theirs)


def _merged(who: Aligned) -> Outcome | None:
    """Merge versions in which a key is one person; None when no valid case comes of it."""
    before, ours, theirs = who.base, who.ours, who.theirs
    meant = {key: (found.ours, found.theirs) for key, found in who.disputed.items()}
    value = merge(before.values if before else {}, ours.values, theirs.values, meant)
    merged = _without_new_faults(value, ours.values, theirs.values)
    if merged is None:
        return None
    data = text.write(before.data if before else None, ours.data, theirs.data, merged.value)
    return Outcome(data, merged.conflicts, new_keys=who.new_keys, doubles=who.doubles)


def is_same_case(ours: Values, theirs: Values) -> bool:
    """Tell whether two files are certainly versions of one case, not two cases with the same id.

    Texts about two children must never be merged, so the answer is False when it is uncertain.
    """
    mine = _report_identity(ours)
    return mine == _report_identity(theirs) and all(mine) and ours.get("id") == theirs.get("id")


def _is_another_case(before: Values, now: Values) -> bool:
    """Tell whether a side is another case than the base that git compares it with.

    When one case is removed and a new one made, git may take it for a renamed folder, since the
    files are similar. Merging would put text about the first child into the second child's case.
    """
    if now.get("id") == before.get("id") or _entry_ids(now) & _entry_ids(before):
        return False
    identity = _report_identity(before)
    return not all(identity) or identity != _report_identity(now)


def _entry_ids(case: Values) -> set[str]:
    """Return the ids of all entries; an id is never used for two entries."""
    return {entry_id for entry_id, _, _ in entries(case)}


def _id(case: Values) -> str | None:
    found = case.get("id")
    return found if isinstance(found, str) and is_case_id(found) else None


def _report_identity(case: Values) -> tuple[object, ...]:
    """Return what identifies a report: its pupils by name (None when unknown), day and text."""
    parties, found = case.get("parter"), case.get("melding")
    report = found if isinstance(found, dict) else {}
    pupils = {
        key: party.get("navn")
        for key, party in (parties.items() if isinstance(parties, dict) else ())
        if isinstance(party, dict) and party.get("rolle") == "elev"
    }
    known = pupils if all(pupils.values()) else None
    return known, report.get("dato"), report.get("beskrivelse")


def _read(data: bytes) -> Values | None:
    try:
        return reader.read(data)
    except Unreadable:
        return None


def _without_new_faults(merged: Merged, ours: Values, theirs: Values) -> Merged | None:
    """Return the merged case without faults that no side had; None when that is not possible.

    Where both sides' changes together are invalid, ours is kept and theirs becomes a conflict.
    """
    value, conflicts = merged.value, list(merged.conflicts)
    known: set[_FaultKey] | None = None
    for _ in range(_MAX_REPAIRS):
        found = _faults(value)
        if found and known is None:
            known = {key for side in (ours, theirs) for key, _ in _faults(side)}
        new = [fault for key, fault in found if key not in (known or ())]
        if not new:
            return Merged(value, tuple(conflicts))
        conflict = _restore_ours(value, ours, theirs, new[0])
        if conflict is None:
            return None
        conflicts.append(conflict)
    return None


def _faults(value: Values) -> list[tuple[_FaultKey, Fault]]:
    """Return the faults, each with its place and message as key: messages alone are not unique."""
    faults = parse_case(value).faults
    return [((_with_ids(value, [*fault.place]), fault.message), fault) for fault in faults]


def _restore_ours(value: Values, ours: Values, theirs: Values, fault: Fault) -> Conflict | None:
    """Restore our version of the smallest part with the fault that differs from both sides."""
    steps = list(fault.place)
    while steps:
        place = _with_ids(value, steps)
        mine, other, now = (find(values, place) for values in (ours, theirs, value))
        if now not in (mine, other):
            _replace(value, place, mine)
            return Conflict(place, mine, other)
        steps.pop()
    return None


def _with_ids(value: Value, steps: list[str | int]) -> tuple[str, ...]:
    """Return a path with ids instead of list positions."""
    place: list[str] = []
    for step in steps:
        if isinstance(value, list) and isinstance(step, int):
            place.append(display_name(identities(value)[step]))
            value = value[step]
        elif isinstance(value, dict):
            place.append(str(step))
            value = value.get(str(step))
    return tuple(place)


def find(value: Maybe, place: tuple[str, ...]) -> Maybe:
    """Return the value at a place, where a list item is named by its id; `MISSING` if none is."""
    for step in place:
        if isinstance(value, dict):
            value = value.get(step, MISSING)
        elif isinstance(value, list):
            value = next((item for item in value if _has_id(item, step)), MISSING)
        else:
            return MISSING
    return value


def _has_id(item: Value, entry_id: str) -> bool:
    return isinstance(item, dict) and item.get("id") == entry_id


def _replace(value: Value, place: tuple[str, ...], new: Maybe) -> None:
    parent, last = find(value, place[:-1]), place[-1]
    if isinstance(parent, dict):
        parent.pop(last, None)
        if new is not MISSING:
            parent[last] = new  # type: ignore[assignment]
    elif isinstance(parent, list):
        number = next(n for n, item in enumerate(parent) if _has_id(item, last))
        parent[number : number + 1] = [] if new is MISSING else [new]  # type: ignore[list-item]
