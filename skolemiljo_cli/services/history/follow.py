"""Following one case through its history: what each commit added, changed or removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.services.history import permitted
from skolemiljo_cli.services.history import record_rules as rules
from skolemiljo_cli.services.history.differences import Difference, Reader, Version, differences
from skolemiljo_cli.services.history.lineage import Lineage
from skolemiljo_cli.services.history.record_rules import Leaf, Record, general
from skolemiljo_cli.services.history.records import Leaves, leaves, plain

if TYPE_CHECKING:
    from skolemiljo_cli.services.history.merged_people import Aligner
    from skolemiljo_cli.store.git.case_versions import Step
    from skolemiljo_cli.store.git.log import Commit
    from skolemiljo_cli.store.yaml.values import Path


class Slag(StrEnum):
    """What a commit did to a record."""

    NY = "ny"
    LAGT_TIL = "lagt_til"
    ENDRET = "endret"
    FJERNET = "fjernet"
    ERSTATTET = "erstattet"
    ANGRET = "angret"
    VALGT = "valgt"
    TILFOYD = "tilfoyd"
    SAK_FJERNET = "sak_fjernet"


Values: TypeAlias = "tuple[tuple[Leaf, str | None, str | None], ...]"


@dataclass(frozen=True, slots=True)
class Event:
    """What one commit did to one record.

    `values` are leaves with the old and the new value, None where there is none. `is_merge` is
    True for a merge commit, `is_gone` when the whole record was removed.
    """

    slag: Slag
    commit: str
    record: Record
    place: Path
    values: Values = ()
    is_merge: bool = False
    is_gone: bool = False


@dataclass(slots=True)
class CaseHistory:
    """All that happened to a case, in the order of the history.

    `first` has the commits that added each day on which a record says that it happened: by record,
    leaf and day. `later` has the commits that added values to an entry after it was written: by
    record, leaf, the entry's day and the value. `unreadable` are the commits whose version cannot
    be read as a case; `is_unreadable` is True when the newest one cannot.
    """

    sak: str
    events: list[Event] = field(default_factory=list)
    first: dict[tuple[Record, Leaf, str], list[str]] = field(default_factory=dict)
    later: dict[tuple[Record, Leaf, str, str], list[str]] = field(default_factory=dict)
    places: dict[Record, Path] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    is_unreadable: bool = False


def follow(
    sak: str,
    steps: Sequence[Step],
    commits: Mapping[str, Commit],
    read: Reader,
    came_from: Mapping[str, str],
    align: Aligner,
) -> CaseHistory:
    """Return what happened to a case.

    `came_from` has, for each commit that renamed the case's folder, the blob under the old name.
    """
    by_commit = {step.commit: step for step in steps}
    follower = _Follower(CaseHistory(sak), commits, read, align, by_commit, Lineage(commits))
    for step in steps:
        follower.add_step(step, came_from.get(step.commit))
    return follower.history


@dataclass(slots=True)
class _Follower:
    """Builds the history of one case, step by step.

    `taken` has the commits that removed or replaced each value so far, `gone` those that removed
    the folder, with `last_gone` its last blob. `instead` has, for an unreadable blob, the readable
    one that is used in its place.
    """

    history: CaseHistory
    commits: Mapping[str, Commit]
    read: Reader
    align: Aligner
    steps: Mapping[str, Step]
    lineage: Lineage
    taken: dict[tuple[Record, Leaf], list[str]] = field(default_factory=dict)
    instead: dict[str, str | None] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    last_gone: str | None = None

    def add_step(self, step: Step, moved: str | None) -> None:
        """Add what one commit did to the case; `moved` is its blob under the folder's old name."""
        self.history.is_unreadable = False
        if step.blob is None:
            self.add_removal_of_case(step)
            return
        if self.read(step.blob) is None:
            # Set for each step: the same unreadable bytes may later follow another version.
            before = next((blob for blob in step.parents if blob), None)
            self.instead[step.blob] = self.readable(before)
            self.history.unreadable.append(step.commit)
            self.history.is_unreadable = True
            return
        parents: tuple[str | None, ...] = step.parents
        if parents and not any(parents):
            if len(parents) > 1:  # a merge that adds a whole case that no side has
                self.history.events.append(Event(Slag.TILFOYD, step.commit, (), (), (), True))
            parents = (moved or self.last_gone,)
        sides = self.align(step, [self.version(blob) for blob in parents])
        self.compare(step, sides, self.version(step.blob))

    def version(self, blob: str | None) -> Version:
        """Return the version in a blob, or in the last readable blob before it."""
        readable = self.readable(blob)
        return (self.read(readable) if readable else None) or {}

    def readable(self, blob: str | None) -> str | None:
        """Return the blob, or the last readable blob before it."""
        return self.instead.get(blob, blob) if blob else None

    def add_removal_of_case(self, step: Step) -> None:
        """Add that the folder was removed, unless a side of the merge had removed it."""
        is_merge = len(step.parents) > 1
        if is_merge and self.is_only_on(step, [blob is None for blob in step.parents], self.gone):
            return
        self.gone.append(step.commit)
        self.last_gone = next((blob for blob in step.parents if blob), None)
        is_undo = any(
            made.blob == self.last_gone and not any(made.parents)
            for made in self.undone_by(step.commit)
        )
        slag = Slag.ANGRET if is_undo else Slag.SAK_FJERNET
        self.history.events.append(Event(slag, step.commit, (), (), (), is_merge))

    def is_only_on(self, step: Step, sides: Sequence[bool], commits: Iterable[str]) -> bool:
        """Tell whether one of `commits` was made on the marked sides of a merge, and no other."""
        parents = self.commits[step.commit].parents
        heads = [parent for parent, is_marked in zip(parents, sides, strict=True) if is_marked]
        others = [parent for parent in parents if parent not in heads]
        return self.lineage.any_only_in(commits, heads, others)

    def undone_by(self, commit: str) -> list[Step]:
        """Return the steps that this commit may undo, if it does so within a day.

        After a rebase the commit it names no longer exists. Then it may undo any commit that
        changed the case that day.
        """
        undo = self.commits[commit]
        if undo.undoes is None or len(undo.parents) > 1:
            return []
        named = [undo.undoes] if undo.undoes in self.commits else [*self.steps]
        known = (self.steps[name] for name in named if name in self.steps and name != commit)
        return [made for made in known if self.is_soon_after(undo, self.commits[made.commit])]

    def is_soon_after(self, commit: Commit, other: Commit) -> bool:
        """Tell whether a commit builds on another, not a merge, and was made within a day of it."""
        is_soon = 0 <= commit.recorded - other.recorded <= permitted.UNDO_SECONDS
        return is_soon and len(other.parents) <= 1 and self.lineage.builds_on(commit.id, other.id)

    def compare(self, step: Step, sides: Sequence[Version], now: Version) -> None:
        """Add what a commit did to each record."""
        sides = [permitted.as_united(side, now) for side in sides]
        found = list(differences(sides, now))
        gone = {
            difference.record
            for difference in found
            if difference.is_gone and general(difference.record)[-1:] == ("*",)
        }
        for difference in found:
            record = difference.record
            self.history.places.setdefault(record, difference.place)
            if any(record[:length] in gone for length in range(1, len(record))):
                continue  # the records inside a removed entry are part of its removal
            if len(sides) > 1:
                self.add_merged(step, difference, sides, now)
            else:
                self.add_changed(step, difference, sides[0] if sides else {}, now)

    def add_changed(
        self, step: Step, difference: Difference, before: Version, now: Version
    ) -> None:
        """Add what an ordinary commit did to a record."""
        touched = frozenset((*difference.changed, *difference.removed))
        allowed = permitted.allowed(difference, before, now)
        if touched and self.is_undo(step, difference):
            self.add_lost(Slag.ANGRET, step, difference, touched)
        else:
            self.add_lost(Slag.ERSTATTET, step, difference, touched & allowed)
            self.add_lost(Slag.ENDRET, step, difference, touched - allowed)
        self.add_lost(Slag.ENDRET, step, difference, permitted.invalidating(difference))
        slag = Slag.NY if difference.is_new else Slag.LAGT_TIL
        changed_lists = {leaf[:-1] for leaf in touched if "[]" in leaf}
        new = {
            leaf: text for leaf, text in difference.added.items() if leaf[:-1] not in changed_lists
        }
        self.add_new(slag, step, difference, new)
        self.add_days(step, difference, (leaf for leaf in difference.changed if leaf in allowed))
        self.add_later(step, difference, before)

    def add_merged(
        self, step: Step, difference: Difference, sides: Sequence[Version], now: Version
    ) -> None:
        """Add what a merge did to a record, beyond taking the value of one of its sides."""
        free = permitted.may_change(difference)
        record = difference.record
        values = [leaves(side[record].own) if record in side else {} for side in sides]
        lost = {
            leaf
            for leaf in difference.dropped
            if not self.was_removed_by_a_side(step, record, leaf, values)
        }
        restored = {
            leaf
            for leaf in difference.chosen
            if (
                permitted.is_who(difference, leaf)
                and not permitted.is_kept_by_party(difference, leaf, now)
            )
            or self.is_restored(step, difference, leaf, values)
        }
        changed = {*difference.changed, *difference.removed, *lost, *restored}
        self.add_lost(Slag.ENDRET, step, difference, changed - free)
        self.add_lost(Slag.VALGT, step, difference, difference.chosen.keys() - restored - free)
        new = {leaf: text for leaf, text in difference.added.items() if leaf not in free}
        if not permitted.is_kept_from_a_side(difference, sides):
            self.add_new(Slag.TILFOYD, step, difference, new)
        self.add_days(step, difference, ())

    def was_removed_by_a_side(
        self, step: Step, record: Record, leaf: Leaf, values: Sequence[Leaves]
    ) -> bool:
        """Tell whether the sides without a value removed it, and the others do not know of that."""
        removed = self.taken.get((record, leaf), ())
        return self.is_only_on(step, [leaf not in side for side in values], removed)

    def is_restored(
        self, step: Step, difference: Difference, leaf: Leaf, values: Sequence[Leaves]
    ) -> bool:
        """Tell whether a merge took a value that only the other side had replaced.

        That is not a choice between two new values, but undoes a change.
        """
        replaced = self.taken.get((difference.record, leaf), ())
        old = [side.get(leaf) == difference.chosen[leaf][1] for side in values]
        new = [not is_old for is_old in old]
        return self.is_only_on(step, new, replaced) and not self.is_only_on(step, old, replaced)

    def is_undo(self, step: Step, difference: Difference) -> bool:
        """Tell whether the commit only undoes what an earlier commit did within a day."""
        return any(
            permitted.is_undo(difference, self.before(made), self.version(made.blob))
            for made in self.undone_by(step.commit)
        )

    def before(self, step: Step) -> Version:
        """Return the version that an ordinary commit changed."""
        return self.version(step.parents[0] if step.parents else None)

    def add_lost(
        self, slag: Slag, step: Step, difference: Difference, which: AbstractSet[Leaf]
    ) -> None:
        """Add values that were removed or changed."""
        gone = {**difference.removed, **difference.dropped}
        pairs = {
            **difference.changed,
            **difference.chosen,
            **{leaf: (text, None) for leaf, text in gone.items()},
            **{leaf: (None, text) for leaf, text in difference.added.items()},
        }
        values = tuple((leaf, *pairs[leaf]) for leaf in sorted(which))
        if not values:
            return
        for leaf in which:
            self.taken.setdefault((difference.record, leaf), []).append(step.commit)
        replaced = {leaf[:-1] for leaf in difference.added if "[]" in leaf}
        all_gone = all(leaf in gone and leaf[:-1] not in replaced for leaf in which)
        if slag is Slag.ENDRET and (difference.is_gone or all_gone):
            slag = Slag.FJERNET
        self.add_event(slag, step, difference, values, is_gone=difference.is_gone)

    def add_new(
        self, slag: Slag, step: Step, difference: Difference, new: Mapping[Leaf, str]
    ) -> None:
        """Add values that were added."""
        if new:
            values = tuple((leaf, None, text) for leaf, text in new.items())
            self.add_event(slag, step, difference, values)

    def add_event(
        self,
        slag: Slag,
        step: Step,
        difference: Difference,
        values: Values,
        *,
        is_gone: bool = False,
    ) -> None:
        """Add an event to the history."""
        is_merge = len(step.parents) > 1
        record, place = difference.record, difference.place
        event = Event(slag, step.commit, record, place, values, is_merge, is_gone)
        self.history.events.append(event)

    def add_days(self, step: Step, difference: Difference, replaced: Iterable[Leaf]) -> None:
        """Add the commit to the days on which the record says that it happened."""
        new = {**difference.added, **{leaf: difference.changed[leaf][1] for leaf in replaced}}
        for key in rules.HAPPENED.get(general(difference.record), ()):
            if (text := new.get((key,))) is not None:
                day = (difference.record, (key,), text)
                self.history.first.setdefault(day, []).append(step.commit)

    def add_later(self, step: Step, difference: Difference, before: Version) -> None:
        """Add values that were added to an entry after it was written, with the entry's day."""
        entry = difference.record[:2]
        if general(entry) not in rules.WRITTEN_ONCE or entry not in before:
            return
        own = before[entry].own
        day = next((text for key in rules.HAPPENED[general(entry)] if (text := own.get(key))), None)
        day_keys = rules.HAPPENED.get(general(difference.record), ())
        for leaf, text in difference.added.items():
            if isinstance(day, str) and leaf[0] not in day_keys:
                key = (difference.record, () if difference.is_new else leaf, plain(day), text)
                self.history.later.setdefault(key, []).append(step.commit)
