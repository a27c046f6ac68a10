"""The sides of a merge with the keys that it gives people: a new key is no change (ADR 21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.services.history.record_rules import PARTY
from skolemiljo_cli.services.history.records import records
from skolemiljo_cli.store.merge import rekey
from skolemiljo_cli.store.merge.align import align
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.services.history.differences import Version
    from skolemiljo_cli.services.history.lineage import Lineage
    from skolemiljo_cli.store.git.case_versions import Step
    from skolemiljo_cli.store.git.log import Commit
    from skolemiljo_cli.store.yaml.values import Value

Aligner: TypeAlias = "Callable[[Step, list[Version]], list[Version]]"
"""Returns the versions that a commit builds on, with the keys that a merge gives people."""


@dataclass(frozen=True, slots=True)
class MergedPeople:
    """Does again what a merge did about people; `data` returns the content of a blob."""

    steps: Sequence[Step]
    commits: Mapping[str, Commit]
    lineage: Lineage
    data: Callable[[str], bytes | None]

    def sides(self, step: Step, versions: list[Version]) -> list[Version]:
        """Return the versions that a commit builds on; of a merge with one key for each person."""
        is_merge = len(step.parents) == len(versions) == 2
        if not is_merge or _parties(versions[0]) == _parties(versions[1]):
            return versions
        read = [_read(self.data, blob) for blob in (self._parted(step), *step.parents)]
        base, ours, theirs = read
        if base is None or ours is None or theirs is None:
            return versions
        found = align(base, ours, theirs)
        return [records(found.ours.values), records(found.theirs.values)]

    def _parted(self, step: Step) -> str | None:
        """Return the last blob that both parents of a merge build on."""
        parents = self.commits[step.commit].parents
        for made in reversed(self.steps[: self.steps.index(step)]):
            if all(self.lineage.builds_on(parent, made.commit) for parent in parents):
                return made.blob
        return None


def _read(data: Callable[[str], bytes | None], blob: str | None) -> rekey.Version | None:
    content = data(blob) if blob else None
    try:
        return rekey.Version(content, reader.read(content)) if content else None
    except Unreadable:
        return None


def _parties(version: Version) -> dict[tuple[str, ...], Mapping[str, Value]]:
    return {place: written.own for place, written in version.items() if place[:1] == PARTY[:1]}
