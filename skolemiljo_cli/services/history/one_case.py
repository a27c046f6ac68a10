"""Follow one case through its history: what came, what was changed or removed, in which commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.services.history import allowed
from skolemiljo_cli.services.history.differences import differences
from skolemiljo_cli.services.history.tables import HAPPENED, general

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from skolemiljo_cli.services.history.differences import Difference, Version
    from skolemiljo_cli.services.history.tables import Leaf, Record
    from skolemiljo_cli.store.git.log import Commit
    from skolemiljo_cli.store.git.versions import Step
    from skolemiljo_cli.store.values import Path


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
    `unreadable` are the commits whose version cannot be read as a case.
    """

    sak: str
    events: list[Event] = field(default_factory=list)
    first: dict[tuple[Record, Leaf, str], list[str]] = field(default_factory=dict)
    places: dict[Record, Path] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


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
    walk = _Walk(CaseHistory(sak), commits, read, {one.commit: one for one in steps})
    for step in steps:
        walk.step(step, came_from.get(step.commit))
    return walk.history


@dataclass(slots=True)
class _Walk:
    """The way through one case: what was taken away so far, and which versions are looked past."""

    history: CaseHistory
    commits: Mapping[str, Commit]
    read: Reader
    steps: Mapping[str, Step]
    taken: set[tuple[Record, Leaf]] = field(default_factory=set)
    instead: dict[str, str | None] = field(default_factory=dict)
    last_gone: str | None = None

    def step(self, step: Step, moved: str | None) -> None:
        """Note what one commit did with the case."""
        if step.blob is None:
            self.case_gone(step)
            return
        if step.blob not in self.instead and self.read(step.blob) is None:
            self.history.unreadable.append(step.commit)
            self.instead[step.blob] = next((one for one in step.parents if one), None)
        if step.blob in self.instead:
            return
        parents: tuple[str | None, ...] = step.parents
        if parents and not any(parents):
            if len(parents) > 1:  # a whole case that neither side had
                self.history.events.append(Event(Slag.TILFOYD, step.commit, (), (), (), True))
            parents = (moved or self.last_gone,)
        self.compare(step, [self.version(one) for one in parents], self.version(step.blob))

    def version(self, blob: str | None) -> Version:
        """Return the version in a blob, or in the last one before it that could be read."""
        while blob in self.instead:
            blob = self.instead[blob]
        return (self.read(blob) if blob else None) or {}

    def case_gone(self, step: Step) -> None:
        """Note that the folder is not there any longer, unless an earlier commit took it away."""
        is_merge = len(step.parents) > 1
        if is_merge and not all(step.parents) and self.last_gone:
            return
        self.last_gone = next((one for one in step.parents if one), None)
        made = self.steps.get(self.undone_by(step.commit) or "")
        undone = made is not None and made.blob == self.last_gone and not any(made.parents)
        slag = Slag.ANGRET if undone else Slag.SAK_FJERNET
        self.history.events.append(Event(slag, step.commit, (), (), (), is_merge))

    def undone_by(self, commit: str) -> str | None:
        """Return the commit that this one takes back, when it does so within a day."""
        one = self.commits[commit]
        other = self.commits.get(one.undoes or "")
        if other is None or len(one.parents) > 1 or len(other.parents) > 1:
            return None
        return other.id if 0 <= one.recorded - other.recorded <= allowed.DAY_AND_NIGHT else None

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
        fine = allowed.allowed(one, before, now)
        if touched and self.is_undone(step, one):
            self.lost(Slag.ANGRET, step, one, touched)
        else:
            self.lost(Slag.ERSTATTET, step, one, touched & fine)
            self.lost(Slag.ENDRET, step, one, touched - fine)
        slag = Slag.NY if one.is_new else Slag.LAGT_TIL
        words = {leaf[:-1] for leaf in touched if "[]" in leaf}
        self.came(slag, step, one, {a: b for a, b in one.added.items() if a[:-1] not in words})
        self.dated(step, one, (leaf for leaf in one.changed if leaf in fine), one.added)

    def joined(self, step: Step, one: Difference, sides: Sequence[Version]) -> None:
        """Note what a merge did with a record beyond taking what one of its sides has."""
        free = allowed.may_change(one)
        left = {leaf for leaf in one.dropped if (one.record, leaf) not in self.taken}
        self.lost(Slag.ENDRET, step, one, {*one.changed, *one.removed, *left} - free)
        self.lost(Slag.VALGT, step, one, frozenset(one.chosen) - free)
        new = {leaf: text for leaf, text in one.added.items() if leaf not in free}
        if new and not allowed.kept_from_a_side(one, sides):
            self.came(Slag.TILFOYD, step, one, new)
        self.dated(step, one, (), one.added)

    def is_undone(self, step: Step, one: Difference) -> bool:
        """Tell whether the commit takes back what an earlier one of the same day had done."""
        made = self.steps.get(self.undone_by(step.commit) or "")
        if made is None:
            return False
        before = self.version(made.parents[0] if made.parents else None)
        return allowed.takes_back(one, before, self.version(made.blob))

    def lost(self, slag: Slag, step: Step, one: Difference, which: AbstractSet[Leaf]) -> None:
        """Note values that are not there any longer, or are others."""
        gone = {**one.removed, **one.dropped}
        pairs = {**one.changed, **one.chosen, **{leaf: (text, None) for leaf, text in gone.items()}}
        values = tuple((leaf, *pairs[leaf]) for leaf in sorted(which))
        if not values:
            return
        self.taken.update((one.record, leaf) for leaf in which)
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
