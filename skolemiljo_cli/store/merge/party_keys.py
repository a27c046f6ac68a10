"""Which key each person has after a merge: the same whichever of the two sides is called ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from skolemiljo_cli.store.merge.persons import People, Person, former_keys, in_json, units

if TYPE_CHECKING:
    from skolemiljo_cli.store.merge.persons import Keys, Mention


class Side(NamedTuple):
    """One side of a merge: its people, who is behind its keys, and what is new in it."""

    people: People
    keys: Keys
    new: tuple[Mention, ...]
    changed: frozenset[str]

    @classmethod
    def of(cls, people: People, keys: Keys, base: People) -> Side:
        """Compare a side with the base."""
        before = units(base.values).items()
        changed = frozenset(name for name, _ in units(people.values).items() - before)
        return cls(people, keys, tuple(people.new(base)), changed)

    def about(self, person: Person) -> list[Mention]:
        """Return the new mentions of a person."""
        return [mention for mention in self.new if self._is_of(mention, person)]

    def key_of(self, person: Person) -> str | None:
        """Return the key that a person has on this side; None when it is not there."""
        return next((key for key, there in self.keys.items() if there == person), None)

    def has_written_about(self, person: Person) -> bool:
        """Tell whether the side has new words about a person, or changed an entry with old ones."""
        return any(
            mention.unit in self.changed and self._is_of(mention, person)
            for mention in self.people.mentions
        )

    def _is_of(self, mention: Mention, person: Person) -> bool:
        return any(self.keys.get(key) == person for key in mention.reference.keys)


@dataclass(frozen=True)  # no slots: what is worked out is kept
class Everybody:
    """The people of three versions, and the key that each shall have in all of them."""

    base: People
    before: Keys
    sides: tuple[Side, Side]

    @cached_property
    def kept(self) -> frozenset[Person]:
        """Return the people of the base who are in the case still."""
        return frozenset(
            person for old, person in self.before.items() if self._is_kept(old, person)
        )

    def _is_kept(self, old: str, person: Person) -> bool:
        """Tell whether no side removed a person, or the other side goes on with them."""
        with_them = [side for side in self.sides if side.key_of(person)]
        if len(with_them) != 1:
            return bool(with_them)
        (side,) = with_them
        party = side.people.parties[side.key_of(person) or ""]
        return party != self.base.parties[old] or side.has_written_about(person)

    @cached_property
    def added(self) -> tuple[Person, ...]:
        """Return the people that a side added."""
        both = dict.fromkeys(person for side in self.sides for person in side.keys.values())
        return tuple(person for person in both if person not in self.before.values())

    def wanted(self, person: Person) -> str:
        """Return the key a person would have alone: what a side changed it to, else the old one."""
        there = sorted({key for side in self.sides if (key := side.key_of(person))})
        old = next((key for key, known in self.before.items() if known == person), None)
        return next((key for key in there if key != old), old or "")

    @cached_property
    def contended(self) -> frozenset[Person]:
        """Return the people who would have a key that somebody else would have too."""
        stay = (*self.kept, *self.added)
        claims = Counter(map(self.wanted, stay))
        return frozenset(person for person in stay if claims[self.wanted(person)] > 1)

    @cached_property
    def key(self) -> dict[Person, str]:
        """Return the key of each person: who had it before keeps it, then the smallest id."""
        everybody = dict.fromkeys((*self.before.values(), *self.added))
        used, held = self._used(), self._held_by_words()
        given: dict[Person, str] = {}
        for person in sorted(everybody, key=self._turn):
            key = self.wanted(person)
            if key in given.values() or (person in self.added and key in held):
                key = _next_free(key, used.union(given.values()))
            given[person] = key
        return given

    def _turn(self, person: Person) -> tuple[int, str, tuple[str, ...]]:
        """Return what decides whose turn it is to get a key."""
        if person in self.added:
            rank, own = 2, person[1] if person[0] == "id" else ""
        elif person in self.kept:
            rank, own = int(self.before.get(self.wanted(person)) != person), ""
        else:
            rank, own = 3, ""
        return rank, own, self.description(person)

    def description(self, person: Person) -> tuple[str, ...]:
        """Return what tells a person from others where no id does: all that is new about them."""
        told = (
            in_json({"part": side.people.parties[key], "ord": [repr(m.spot) for m in mentions]})
            for side in self.sides
            if (key := side.key_of(person))
            for mentions in [sorted(side.about(person), key=lambda m: repr(m.spot))]
        )
        return tuple(sorted(told))

    def _used(self) -> frozenset[str]:
        """Return every key that stands, or once stood, somewhere in one of the versions."""
        people = (self.base, *(side.people for side in self.sides))
        return frozenset(
            key
            for version in people
            for keys in (
                version.parties,
                *(former_keys(party) for party in version.parties.values()),
                *(mention.reference.keys for mention in version.mentions),
            )
            for key in keys
        )

    def _held_by_words(self) -> frozenset[str]:
        """Return the keys that a side has new words about, without having such a party."""
        return frozenset(
            key
            for side in self.sides
            for mention in side.new
            for key in mention.reference.keys
            if key not in side.people.parties and key not in self.base.parties
        )


def _next_free(key: str, taken: Iterable[str]) -> str:
    """Return the first key with the same letters that is not taken."""
    letters, known = re.sub(r"[^a-z]", "", key), frozenset(taken)
    return next(new for n in range(1, 1000) if (new := f"{letters}{n}") not in known)
