"""Who is the same person in three versions of a case, whatever the keys are (ADR 21)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from skolemiljo_cli.model import ids
from skolemiljo_cli.model.derived.likeness import unlike
from skolemiljo_cli.model.derived.party_references import Form, Reference, references
from skolemiljo_cli.store.merge.identity import identities
from skolemiljo_cli.store.yaml.entries import entries

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value

Values: TypeAlias = "dict[str, Value]"
Person: TypeAlias = tuple[str, ...]
"""A person in any of the versions: what tells this person from the others."""

Spot: TypeAlias = tuple[object, ...]
"""Where a party is mentioned, by ids instead of positions, and ending with the words there: the
same in two versions means that nobody has changed them."""

PARTIES = "parter"
_PERSON_ID = ids.entry_pattern(ids.PERSON)


class Mention(NamedTuple):
    """A reference to a party, and its spot."""

    reference: Reference
    spot: Spot

    @property
    def unit(self) -> str:
        """Return the id of the innermost entry it is in, else the party or section of the case."""
        steps = [step for step in self.spot if isinstance(step, tuple) and step[:1] == ("id",)]
        if steps:
            return str(steps[-1][1])
        return str(self.spot[1] if self.spot[0] == PARTIES else self.spot[0])


class People:
    """The parties of one version, and where they are mentioned."""

    def __init__(self, values: Values) -> None:
        self.values = values
        written = values.get(PARTIES)
        parties = written if isinstance(written, dict) else {}
        self.parties: dict[str, Values] = {
            key: party if isinstance(party, dict) else {} for key, party in parties.items()
        }
        self._ids = Counter(
            party_id
            for party in self.parties.values()
            if isinstance(party_id := party.get("id"), str) and _PERSON_ID.fullmatch(party_id)
        )

    def id_of(self, key: str) -> str | None:
        """Return the id of a party; None when it has none, or shares it with another."""
        found = self.parties.get(key, {}).get("id")
        return found if isinstance(found, str) and self._ids[found] == 1 else None

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Return every mention of a party; the keys of `parter` itself are none."""
        return tuple(_mentions(self.values))

    @cached_property
    def spots(self) -> frozenset[Spot]:
        """Return where parties are mentioned."""
        return frozenset(mention.spot for mention in self.mentions)

    def new(self, base: People) -> Iterator[Mention]:
        """Yield the mentions that the base does not have."""
        return (mention for mention in self.mentions if mention.spot not in base.spots)


def _mentions(values: Values) -> Iterator[Mention]:
    steps: dict[tuple[str | int, ...], Sequence[object]] = {}
    for reference in references(values):
        if reference.place[:1] == (PARTIES,) and len(reference.place) == 2:
            continue
        yield Mention(reference, _spot(values, reference, steps))


def _spot(
    values: Values, reference: Reference, known: dict[tuple[str | int, ...], Sequence[object]]
) -> Spot:
    """Return the spot of a reference; a list of words is one statement, so all are part of it."""
    spot: list[object] = []
    here: Value = values
    for number, step in enumerate(reference.place):
        if isinstance(here, list) and isinstance(step, int):
            above = reference.place[:number]
            if above not in known:
                known[above] = identities(here)
            here = here[step]
            is_word = isinstance(here, str)
            spot.append(tuple(map(str, known[above])) if is_word else known[above][step])
        elif isinstance(here, dict):
            spot.append(step)
            here = here[str(step)]
    return (*spot, reference.said if reference.form is not Form.KEY else reference.form)


def units(values: Values) -> dict[str, str]:
    """Return the content of each entry, party and section by its name, as `Mention.unit` has it."""
    written = values.get(PARTIES)
    parties = written.items() if isinstance(written, dict) else ()
    found = (entry for entry in entries(values) if entry[1][:1] != (PARTIES,))
    return {
        **{section: in_json(value) for section, value in values.items()},
        **{key: in_json(party) for key, party in parties},
        **{entry_id: in_json(entry) for entry_id, _, entry in found},
    }


Keys: TypeAlias = Mapping[str, Person]
"""The person behind each key of one version."""


class Matched(NamedTuple):
    """The person behind each key, in the three versions."""

    base: Keys
    ours: Keys
    theirs: Keys


def match(base: People, ours: People, theirs: People, *, is_first: bool) -> Matched:
    """Return who is who. With `is_first` both sides began the file, and base is empty.

    Ids decide; without them the key goes on with its person, and a new party on both sides is one
    person only when nothing in it differs and it has a name.
    """
    before: dict[str, Person] = {key: ("base", key) for key in base.parties}
    sides: list[dict[str, Person]] = []
    for name, side in (("ours", ours), ("theirs", theirs)):
        known = continued(base, side)
        sides.append(
            {
                key: before[known[key]] if key in known else _new_person(name, side, key)
                for key in side.parties
            }
        )
    for key in sides[0].keys() & sides[1].keys():
        if _is_one_new_person(base, ours, theirs, key, sides, is_first=is_first):
            sides[0][key] = sides[1][key] = ("both", key)
    return Matched(before, *sides)


def _new_person(name: str, side: People, key: str) -> Person:
    own = side.id_of(key)
    return ("id", own) if own else (name, key)


def continued(base: People, side: People) -> dict[str, str]:
    """Return, by the side's key, the base's key of each person who was there before.

    By id first; then who has the old key and a name like the old one, who has another key now, who
    has the old key and is not unlike, and last who has the old key, whoever it is. Under a key that
    got an id meanwhile, only a like name is the old person.
    """
    by_id = {own: key for key in base.parties if (own := base.id_of(key))}
    found = {key: by_id[own] for key in side.parties if (own := side.id_of(key)) in by_id}
    for known in (_like_named, _moved, _alike, _same_key):
        found |= known(base, side, found)
    return found


def _open(
    base: People, side: People, found: Mapping[str, str]
) -> tuple[list[str], Callable[[str, str], bool]]:
    """Return the base's keys that are left, and whether a key of the side may be one of them."""
    left = [key for key in base.parties if key not in found.values()]

    def may_be(key: str, old: str) -> bool:
        has_ids = side.id_of(key) and base.id_of(old)
        return key in side.parties and key not in found and not has_ids

    return left, may_be


def _like_named(base: People, side: People, found: Mapping[str, str]) -> dict[str, str]:
    left, may_be = _open(base, side, found)
    return {
        old: old
        for old in left
        if may_be(old, old)
        and base.parties[old].get("navn")
        and side.parties[old].get("navn")
        and not unlike(base.parties[old], side.parties[old])
    }


def _alike(base: People, side: People, found: Mapping[str, str]) -> dict[str, str]:
    return {
        key: old
        for key, old in _same_key(base, side, found).items()
        if not unlike(base.parties[old], side.parties[key])
    }


def _moved(base: People, side: People, found: Mapping[str, str]) -> dict[str, str]:
    left, may_be = _open(base, side, found)

    def is_moved(key: str, old: str) -> bool:
        before, after = base.parties[old], side.parties[key]
        return _is_moved(before, after) or (_has_new_id(base, side, old) and before == after)

    twins = {
        old: [key for key in side.parties if may_be(key, old) and is_moved(key, old)]
        for old in left
    }
    return {keys[0]: old for old, keys in twins.items() if len(keys) == 1}


def _same_key(base: People, side: People, found: Mapping[str, str]) -> dict[str, str]:
    left, may_be = _open(base, side, found)
    return {old: old for old in left if may_be(old, old) and not _has_new_id(base, side, old)}


def _has_new_id(base: People, side: People, key: str) -> bool:
    """Tell whether a key got an id that was not there: then a command made a new party of it."""
    return bool(side.id_of(key)) and not base.id_of(key)


def _is_moved(before: Values, after: Values) -> bool:
    """Tell whether a party without an id is one that had another key: same name and role."""
    keys = ("navn", "rolle")
    return bool(before.get("navn")) and all(before.get(key) == after.get(key) for key in keys)


def _is_one_new_person(
    base: People,
    ours: People,
    theirs: People,
    key: str,
    sides: Sequence[Mapping[str, Person]],
    *,
    is_first: bool,
) -> bool:
    """Tell whether a key that both sides made, and no id tells about, is one person."""
    if (sides[0][key], sides[1][key]) != (("ours", key), ("theirs", key)):
        return False
    if ours.parties[key] != theirs.parties[key]:
        return False
    if is_first or ours.parties[key].get("navn"):
        return True
    return bool(_about(ours, base, key) & _about(theirs, base, key))  # an entry taken over whole


def _about(side: People, base: People, key: str) -> set[Spot]:
    """Return where a side has new words about a party."""
    return {mention.spot for mention in side.new(base) if key in mention.reference.keys}


def former_keys(party: Values) -> list[str]:
    """Return the keys that turned out to be of this party too (`party unite`)."""
    written = party.get("tidligere_nokler")
    return [key for key in written if isinstance(key, str)] if isinstance(written, list) else []


def in_json(value: Value) -> str:
    """Return a value as a text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
