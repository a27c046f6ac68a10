"""Giving each person one key in all three versions of a case, and each key one person (ADR 21).

After it a key means the same in all of them, so that what is merged key by key is merged person by
person. Everything here gives the same answer whichever of the two sides is called ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, count
from typing import TYPE_CHECKING

from skolemiljo_cli.model import ids
from skolemiljo_cli.model.derived.likeness import same_name, unlike
from skolemiljo_cli.store.merge.party_keys import Everybody, Side
from skolemiljo_cli.store.merge.persons import PARTIES, People, former_keys, in_json, match
from skolemiljo_cli.store.merge.rekey import Rekeying, Version, rekeyed

if TYPE_CHECKING:
    from skolemiljo_cli.model.derived.party_references import Reference
    from skolemiljo_cli.store.merge.persons import Mention, Person, Values


@dataclass(frozen=True, slots=True)
class NewKey:
    """A person who got another key by the merge, and where new words about them now have it.

    `is_moved` tells that the other side gave this person the key; else somebody else has `before`.
    """

    before: str
    key: str
    touched: tuple[str, ...] = ()
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Disputed:
    """A party that may be two people: which of its keys say so, and each side's new words."""

    keys: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """The three versions with one key for each person, and what somebody must be told of it.

    `doubles` are pairs of new parties, one of each side, that may be one person: by their keys.
    """

    base: Version | None
    ours: Version
    theirs: Version
    new_keys: tuple[NewKey, ...] = ()
    doubles: tuple[tuple[str, str], ...] = ()
    disputed: Mapping[str, Disputed] = field(default_factory=dict)


def align(base: Version | None, ours: Version, theirs: Version) -> Aligned:
    """Return the versions with one key for each person; without a base both began the file."""
    before = People(base.values if base else {})
    people = (People(ours.values), People(theirs.values))
    known = match(before, *people, is_first=base is None)
    first, second = (
        Side.of(side, keys, before) for side, keys in zip(people, known[1:], strict=True)
    )
    everybody = Everybody(before, known.base, (first, second))
    minted = _minted(everybody)
    united = _united(everybody)
    versions = (
        rekeyed(base, _rekeying_of_base(everybody, united)) if base else None,
        rekeyed(ours, _rekeying(everybody, first, minted, united)),
        rekeyed(theirs, _rekeying(everybody, second, minted, united)),
    )
    return Aligned(
        *versions,
        tuple(_new_keys(everybody)),
        tuple(_doubles(everybody)),
        dict(_disputed(everybody, *versions)),
    )


def _united(everybody: Everybody) -> dict[str, str]:
    """Return the new keys of parties that a side found to be another one (`party unite`)."""
    return {
        old: everybody.key[side.keys[key]]
        for side in everybody.sides
        for key, party in side.people.parties.items()
        for old in former_keys(party)
        if old in everybody.before and old not in side.keys
    }


def _rekeying_of_base(everybody: Everybody, united: Mapping[str, str]) -> Rekeying:
    new = {old: everybody.key[person] for old, person in everybody.before.items()}
    references = _references(everybody.base.mentions, {**new, **united})
    return Rekeying(_changed(new), {}, tuple(references))


def _rekeying(
    everybody: Everybody, side: Side, minted: Mapping[Person, str], united: Mapping[str, str]
) -> Rekeying:
    """Return what a side must change.

    What stands as it stood in the base is about whom it was about there, while that person is in
    the case; all else is about the person whom this side means by the key.
    """
    before = {
        old: everybody.key[person]
        for old, person in everybody.before.items()
        if person in everybody.kept
    }
    own = {key: everybody.key[person] for key, person in side.keys.items()}
    old = [mention for mention in side.people.mentions if mention.spot in everybody.base.spots]
    same = {
        old: key
        for old, key in united.items()
        if side.keys.get(old) in (None, everybody.before[old])
    }
    references = (
        *_references(old, {**own, **before, **same}),
        *_references(side.new, {**before, **own, **same}),
    )
    new_ids = {
        everybody.key[person]: minted[person] for person in side.keys.values() if person in minted
    }
    return Rekeying(_changed(own), new_ids, references)


def _changed(new: Mapping[str, str]) -> dict[str, str]:
    return {key: now for key, now in new.items() if key != now}


def _references(
    mentions: Iterable[Mention], new: Mapping[str, str]
) -> Iterator[tuple[Reference, Mapping[str, str]]]:
    changed = _changed(new)
    for mention in mentions:
        if mention.reference.keys & changed.keys():
            yield mention.reference, changed


def _minted(everybody: Everybody) -> dict[Person, str]:
    """Return ids for people who need one: without it nobody could tell them apart next time.

    They follow from what is known of the person, so that two clones give the same.
    """
    taken = {
        own
        for version in (everybody.base, *(side.people for side in everybody.sides))
        for key in version.parties
        if (own := version.id_of(key))
    }
    found: dict[Person, str] = {}
    for person in sorted(everybody.added, key=lambda person: everybody.key[person]):
        if person in everybody.contended and person[0] != "id":
            told = in_json([everybody.key[person], *everybody.description(person)])
            found[person] = next(new for new in _ids_from(told) if new not in taken)
            taken.add(found[person])
    for person in everybody.kept:
        both = {
            own for side in everybody.sides
            if (key := side.key_of(person)) and (own := side.people.id_of(key))
        }  # fmt: skip
        if len(both) > 1:
            found[person] = min(both)
    return found


def _ids_from(words: str) -> Iterator[str]:
    for number in count():
        digest = hashlib.sha256(f"{number} {words}".encode()).digest()
        tail = "".join(ids.ALPHABET[byte % len(ids.ALPHABET)] for byte in digest[:4])
        yield f"{ids.PERSON}-{tail}"


def _new_keys(everybody: Everybody) -> Iterator[NewKey]:
    """Yield the people who have another key now than a side wrote, and where it was exchanged."""
    for side in everybody.sides:
        for key, person in side.keys.items():
            now = everybody.key[person]
            touched = _units(everybody, side, person)
            if now != key and (touched or person in everybody.added):
                yield NewKey(key, now, touched, is_moved=person not in everybody.added)


def _units(everybody: Everybody, side: Side, person: Person) -> tuple[str, ...]:
    """Return the entries, sections and parties where a side has new words about a person."""
    found = {mention.unit for mention in side.about(person)}
    keys = {key: everybody.key[there] for key, there in side.keys.items()}
    return tuple(sorted(keys.get(unit, unit) for unit in found))


def _doubles(everybody: Everybody) -> Iterator[tuple[str, str]]:
    """Yield pairs of people whom the two sides added, and who may be one: name and role are."""
    for person, other in combinations(everybody.added, 2):
        first, second = ([side.key_of(who) for side in everybody.sides] for who in (person, other))
        if any(mine and theirs for mine, theirs in zip(first, second, strict=True)):
            continue  # both are on one side: somebody told them apart there
        party, another = (_party(everybody, who) for who in (person, other))
        names = [str(one.get("navn") or "") for one in (party, another)]
        is_alike = all(names) and same_name(*names) and not unlike(party, another)
        is_same_place = person in everybody.contended and everybody.wanted(
            person
        ) == everybody.wanted(other)
        if is_alike or (is_same_place and not unlike(party, another)):
            low, high = sorted((everybody.key[person], everybody.key[other]))
            yield low, high


def _party(everybody: Everybody, person: Person) -> Values:
    return next(
        side.people.parties[key] for side in everybody.sides if (key := side.key_of(person))
    )


def _disputed(everybody: Everybody, *versions: Version | None) -> Iterator[tuple[str, Disputed]]:
    """Yield the parties that a side made another person of, while there are new words about it."""
    for person, key in everybody.key.items():
        before, ours, theirs = (_at(version, key) for version in versions)
        if ours is None or theirs is None or not (keys := unlike(ours, theirs)):
            continue
        mine, others = (_units(everybody, side, person) for side in everybody.sides)
        changed = [
            any(side.get(k) != (before or {}).get(k) for k in keys) for side in (ours, theirs)
        ]
        if (changed[0] and others) or (changed[1] and mine):
            yield key, Disputed(keys, mine, others)


def _at(version: Version | None, key: str) -> Values | None:
    parties = version.values.get(PARTIES) if version else None
    found = parties.get(key) if isinstance(parties, dict) else None
    return found if isinstance(found, dict) else None
