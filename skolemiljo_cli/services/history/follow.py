"""Follow one case through its history: what came, what was changed or removed, in which commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.services.history import permitted
from skolemiljo_cli.services.history.differences import differences
from skolemiljo_cli.services.history.lineage import Lineage
from skolemiljo_cli.services.history.record_rules import (
    HAPPENED,
    OUT_OF_USE,
    PARTY,
    TOLD_ONCE,
    WHO,
    general,
)
from skolemiljo_cli.services.history.records import leaves, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from skolemiljo_cli.services.history.differences import Difference, Version
    from skolemiljo_cli.services.history.record_rules import Leaf, Record
    from skolemiljo_cli.services.history.records import Leaves
    from skolemiljo_cli.store.git.case_versions import Step
    from skolemiljo_cli.store.git.log import Commit
    from skolemiljo_cli.store.yaml.values import Path


class Slag(StrEnum):
    """What became of a record in a commit."""

    NY = "ny"
    LAGT_TIL = "lagt_til"
    ENDRET = "endret"
    FJERNET = "fjernet"
    ERSTATTET = "erstattet"
    ANGRET = "angret"
    VALGT = "valgt"
    TILFOYD = "tilfoyd"
    SAK_FJERNET = "sak_fjernet"


@dataclass(frozen=True, slots=True)
class Event:
    """What one commit did with one record; the values are old and new, None where there is none.

    `is_merge` tells that it was done while two branches were joined, and `is_gone` that the whole
    record went away.
    """

    slag: Slag
    commit: str
    record: Record
    place: Path
    values: tuple[tuple[Leaf, str | None, str | None], ...] = ()
    is_merge: bool = False
    is_gone: bool = False


@dataclass(slots=True)
class CaseHistory:
    """All that happened to a case, in the order of the history.

    `first` has, for each day that a record says of itself, the commits that brought it.
    `later` has what came to an entry that was told already: the value, after the entry's own day.
    `unreadable` are the commits whose version cannot be read as a case, and `is_unreadable` tells
    that the newest one is among them.
    """

    sak: str
    events: list[Event] = field(default_factory=list)
    first: dict[tuple[Record, Leaf, str], list[str]] = field(default_factory=dict)
    later: dict[tuple[Record, Leaf, str, str], list[str]] = field(default_factory=dict)
    places: dict[Record, Path] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    is_unreadable: bool = False


Reader: TypeAlias = "Callable[[str], Version | None]"
"""Gives the version of a case that is in a blob; None when it cannot be read."""


def follow(
    sak: str,
    steps: Sequence[Step],
    commits: Mapping[str, Commit],
    read: Reader,
    came_from: Mapping[str, str],
) -> CaseHistory:
    """Return what happened to a case.

    `came_from` has, for a commit in which the folder got another name, the blob it had there.
    """
    by_commit = {one.commit: one for one in steps}
    walk = _Walk(CaseHistory(sak), commits, read, by_commit, Lineage(commits))
    for step in steps:
        walk.step(step, came_from.get(step.commit))
    return walk.history


@dataclass(slots=True)
class _Walk:
    """The way through one case: what was taken away or replaced so far, and by which commits.

    `instead` has the version that is looked at where one cannot be read.
    """

    history: CaseHistory
    commits: Mapping[str, Commit]
    read: Reader
    steps: Mapping[str, Step]
    lineage: Lineage
    taken: dict[tuple[Record, Leaf], list[str]] = field(default_factory=dict)
    instead: dict[str, str | None] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    last_gone: str | None = None

    def step(self, step: Step, moved: str | None) -> None:
        """Note what one commit did with the case."""
        self.history.is_unreadable = False
        if step.blob is None:
            self.case_gone(step)
            return
        if self.read(step.blob) is None:
            # anew each time: the same bytes may hide another version the next time they come
            self.instead[step.blob] = self.readable(
                next((one for one in step.parents if one), None)
            )
            self.history.unreadable.append(step.commit)
            self.history.is_unreadable = True
            return
        parents: tuple[str | None, ...] = step.parents
        if parents and not any(parents):
            if len(parents) > 1:  # a whole case that neither side had
                self.history.events.append(Event(Slag.TILFOYD, step.commit, (), (), (), True))
            parents = (moved or self.last_gone,)
        self.compare(step, [self.version(one) for one in parents], self.version(step.blob))

    def version(self, blob: str | None) -> Version:
        """Return the version in a blob, or in the last one before it that could be read."""
        readable = self.readable(blob)
        return (self.read(readable) if readable else None) or {}

    def readable(self, blob: str | None) -> str | None:
        """Return the blob, or the last one before it that could be read."""
        return self.instead.get(blob, blob) if blob else None

    def case_gone(self, step: Step) -> None:
        """Note that the folder is not there any longer, unless an earlier commit took it away."""
        is_merge = len(step.parents) > 1
        if is_merge and self.is_one_side_s(step, self.gone, [one is None for one in step.parents]):
            return
        self.gone.append(step.commit)
        self.last_gone = next((one for one in step.parents if one), None)
        undone = any(
            made.blob == self.last_gone and not any(made.parents)
            for made in self.undone_by(step.commit)
        )
        slag = Slag.ANGRET if undone else Slag.SAK_FJERNET
        self.history.events.append(Event(slag, step.commit, (), (), (), is_merge))

    def is_one_side_s(self, step: Step, done: Iterable[str], sides: Sequence[bool]) -> bool:
        """Tell whether one of the commits `done` was made on those sides of a merge alone."""
        parents = self.commits[step.commit].parents
        some = [one for one, is_among in zip(parents, sides, strict=True) if is_among]
        return self.lineage.only_behind(done, some, [one for one in parents if one not in some])

    def undone_by(self, commit: str) -> list[Step]:
        """Return what this commit takes back, when it does so within a day.

        A rebase gives the commits other names and leaves the message: what it names is then none
        that is known, and what it takes back may be any that changed the case that day.
        """
        one = self.commits[commit]
        if one.undoes is None or len(one.parents) > 1:
            return []
        named = [one.undoes] if one.undoes in self.commits else [*self.steps]
        known = (self.steps[name] for name in named if name in self.steps and name != commit)
        return [made for made in known if self.is_soon_after(one, self.commits[made.commit])]

    def is_soon_after(self, one: Commit, other: Commit) -> bool:
        """Tell whether a commit was made within a day of another, and after it."""
        is_soon = 0 <= one.recorded - other.recorded <= permitted.DAY_AND_NIGHT
        return is_soon and len(other.parents) <= 1 and self.lineage.builds_on(one.id, other.id)

    def compare(self, step: Step, sides: Sequence[Version], now: Version) -> None:
        """Note how each record came out of a commit."""
        found = list(differences(sides, now))
        gone = {one.record for one in found if one.is_gone and general(one.record)[-1:] == ("*",)}
        for one in found:
            self.history.places.setdefault(one.record, one.place)
            if any(one.record[:length] in gone for length in range(1, len(one.record))):
                continue  # an agreement goes with its entry
            if len(sides) > 1:
                self.joined(step, one, sides)
            else:
                self.changed(step, one, sides[0] if sides else {}, now)

    def changed(self, step: Step, one: Difference, before: Version, now: Version) -> None:
        """Note what a commit of its own did with a record."""
        touched = frozenset((*one.changed, *one.removed))
        fine = permitted.allowed(one, before, now)
        if touched and self.is_undone(step, one):
            self.lost(Slag.ANGRET, step, one, touched)
        else:
            self.lost(Slag.ERSTATTET, step, one, touched & fine)
            self.lost(Slag.ENDRET, step, one, touched - fine)
        self.lost(Slag.ENDRET, step, one, hiding(one))
        slag = Slag.NY if one.is_new else Slag.LAGT_TIL
        words = {leaf[:-1] for leaf in touched if "[]" in leaf}
        self.came(slag, step, one, {a: b for a, b in one.added.items() if a[:-1] not in words})
        self.dated(step, one, (leaf for leaf in one.changed if leaf in fine), one.added)
        self.told_again(step, one, before)

    def joined(self, step: Step, one: Difference, sides: Sequence[Version]) -> None:
        """Note what a merge did with a record beyond taking what one of its sides has."""
        free = permitted.may_change(one)
        has = [leaves(side[one.record].own) if one.record in side else {} for side in sides]
        left = {leaf for leaf in one.dropped if not self.was_taken(step, one, leaf, has)}
        back = {
            leaf
            for leaf in one.chosen
            if is_who(one, leaf) or self.is_put_back(step, one, leaf, has)
        }
        self.lost(Slag.ENDRET, step, one, {*one.changed, *one.removed, *left, *back} - free)
        self.lost(Slag.VALGT, step, one, one.chosen.keys() - back - free)
        new = {leaf: text for leaf, text in one.added.items() if leaf not in free}
        if new and not permitted.kept_from_a_side(one, sides):
            self.came(Slag.TILFOYD, step, one, new)
        self.dated(step, one, (), one.added)

    def was_taken(self, step: Step, one: Difference, leaf: Leaf, has: Sequence[Leaves]) -> bool:
        """Tell whether the sides without a value took it away, and the others had not seen it."""
        done = self.taken.get((one.record, leaf), ())
        return self.is_one_side_s(step, done, [leaf not in side for side in has])

    def is_put_back(self, step: Step, one: Difference, leaf: Leaf, has: Sequence[Leaves]) -> bool:
        """Tell whether a merge has what only one side had replaced: no choice, but a change."""
        done = self.taken.get((one.record, leaf), ())
        old = [side.get(leaf) == one.chosen[leaf][1] for side in has]
        new = [not is_old for is_old in old]
        return self.is_one_side_s(step, done, new) and not self.is_one_side_s(step, done, old)

    def is_undone(self, step: Step, one: Difference) -> bool:
        """Tell whether the commit takes back what an earlier one of the same day had done."""
        return any(
            permitted.takes_back(one, self.before(made), self.version(made.blob))
            for made in self.undone_by(step.commit)
        )

    def before(self, step: Step) -> Version:
        """Return the version that a commit of its own began from."""
        return self.version(step.parents[0] if step.parents else None)

    def lost(self, slag: Slag, step: Step, one: Difference, which: AbstractSet[Leaf]) -> None:
        """Note values that are not there any longer, or are others."""
        gone = {**one.removed, **one.dropped}
        pairs: dict[Leaf, tuple[str | None, str | None]] = {**one.changed, **one.chosen}
        pairs |= {leaf: (text, None) for leaf, text in gone.items()}
        pairs |= {leaf: (None, text) for leaf, text in one.added.items()}
        values = tuple((leaf, *pairs[leaf]) for leaf in sorted(which))
        if not values:
            return
        for leaf in which:
            self.taken.setdefault((one.record, leaf), []).append(step.commit)
        replaced = {leaf[:-1] for leaf in one.added if "[]" in leaf}
        all_gone = all(leaf in gone and leaf[:-1] not in replaced for leaf in which)
        if slag is Slag.ENDRET and (one.is_gone or all_gone):
            slag = Slag.FJERNET
        is_merge = len(step.parents) > 1
        event = Event(slag, step.commit, one.record, one.place, values, is_merge, one.is_gone)
        self.history.events.append(event)

    def came(self, slag: Slag, step: Step, one: Difference, new: Mapping[Leaf, str]) -> None:
        """Note values that were not there before."""
        if new:
            values = tuple((leaf, None, text) for leaf, text in new.items())
            is_merge = len(step.parents) > 1
            event = Event(slag, step.commit, one.record, one.place, values, is_merge)
            self.history.events.append(event)

    def dated(
        self, step: Step, one: Difference, replaced: Iterable[Leaf], added: Mapping[Leaf, str]
    ) -> None:
        """Note when what a record says of its own time was recorded."""
        new = {**added, **{leaf: one.changed[leaf][1] for leaf in replaced}}
        for key in HAPPENED.get(general(one.record), ()):
            if (text := new.get((key,))) is not None:
                self.history.first.setdefault((one.record, (key,), text), []).append(step.commit)

    def told_again(self, step: Step, one: Difference, before: Version) -> None:
        """Note what came to an entry that had been told already: it is told at the entry's day."""
        entry = one.record[:2]
        if general(entry) not in TOLD_ONCE or entry not in before:
            return
        own = before[entry].own
        day = next((text for key in HAPPENED[general(entry)] if (text := own.get(key))), None)
        days_of_its_own = HAPPENED.get(general(one.record), ())
        for leaf in one.added:
            if isinstance(day, str) and leaf[0] not in days_of_its_own:
                told = (one.record, () if one.is_new else leaf, plain(day), one.added[leaf])
                self.history.later.setdefault(told, []).append(step.commit)


def hiding(one: Difference) -> frozenset[Leaf]:
    """Return what came to a record that was there, and takes another record out of use."""
    return frozenset() if one.is_new else frozenset(one.added) & OUT_OF_USE


def is_who(one: Difference, leaf: Leaf) -> bool:
    """Tell whether a value says who a party is: of two people under one key, one takes the other's.

    All that a side wrote of its party is then read as about somebody else.
    """
    return general(one.record) == PARTY and leaf in WHO
