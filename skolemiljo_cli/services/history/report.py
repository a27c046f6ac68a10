"""Reports on a history: findings in some cases or all, and the events of one case in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.services.history import findings, versions
from skolemiljo_cli.services.history.differences import Difference, Version, differences
from skolemiljo_cli.services.history.follow import CaseHistory, Event, Slag
from skolemiljo_cli.store.cases.ledger import Ledger, case_ids
from skolemiljo_cli.store.cases.parallel import Watch, unwatched

if TYPE_CHECKING:
    from skolemiljo_cli.errors import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """The histories and findings of some cases.

    `before` counts what happened long before the history began: git cannot say when it was
    recorded. `unrecorded` are the cases that differ from the last commit.
    """

    archive: versions.Archive
    histories: tuple[CaseHistory, ...]
    findings: tuple[Finding, ...]
    before: int
    unrecorded: tuple[str, ...]

    @property
    def commits(self) -> int:
        """Return how many commits changed the cases."""
        steps = self.archive.versions.steps
        return len({step.commit for history in self.histories for step in steps[history.sak]})

    @property
    def begins(self) -> int | None:
        """Return when the first of these commits was made, in seconds since 1970."""
        known = self.archive.versions
        times = [
            known.commits[step.commit].recorded
            for history in self.histories
            for step in known.steps[history.sak]
        ]
        return min(times, default=None)

    @property
    def unreadable(self) -> int:
        """Return how many cases cannot be read in their newest version.

        An older version that cannot be read is an ordinary finding: it can never be repaired.
        """
        known = self.archive.versions
        newest = {(case.sak, known.steps[case.sak][-1].commit) for case in self.histories}
        unreadable = sum(history.is_unreadable for history in self.histories)
        return unreadable + len(newest & {*known.links})


def report(ledger: Ledger, parts: Sequence[str], watch: Watch = unwatched) -> Report:
    """Report on the cases named by their ids or parts of ids, or on all.

    Raises:
        NotFound: the ledger, or a case that was named, is not recorded in git.
        UsageFault: a part of an id means several cases.
        Unreadable: git cannot read the history.
    """
    archive = versions.archive(ledger)
    cases = versions.resolve_cases(archive, parts)
    histories = versions.histories(archive, cases, watch)
    known = archive.versions
    days = ledger.oppsett.historikk.sent_etter_dager
    new_names = versions.new_folder_names(archive)
    found = [
        finding
        for history in histories
        for finding in findings.findings(history, known, days, new_names)
    ]
    touched = {step.commit: case for case in reversed(cases) for step in known.steps[case]}
    present = cases if parts else case_ids(ledger)
    return Report(
        archive,
        histories,
        (*found, *findings.links(known, cases), *findings.backwards(known, touched)),
        sum(findings.before_history(history, known, days) for history in histories),
        tuple(case for case in present if versions.unrecorded(archive, case) is not None),
    )


def not_yet_recorded(archive: versions.Archive, case: str) -> tuple[Difference, ...] | None:
    """Return how the file on disk differs from the last commit; None when it cannot be read."""
    data = versions.unrecorded(archive, case)
    if data is None:
        return ()
    blob = archive.versions.now.get(case)
    read = versions.Reading(archive.ledger.root, [blob] if blob else [])
    now = versions.read_version(data)
    before = (read.version(blob) if blob else None) or {}
    return None if now is None else tuple(differences([before], now))


def last_version(archive: versions.Archive, case: str) -> Version:
    """Return the newest readable version among the last five of a case; empty when none is."""
    blobs = [step.blob for step in archive.versions.steps[case] if step.blob][-5:]
    read = versions.Reading(archive.ledger.root, blobs)
    return next((version for blob in reversed(blobs) if (version := read.version(blob))), {})


LOST = frozenset({Slag.ENDRET, Slag.FJERNET, Slag.SAK_FJERNET})
"""Events after which something recorded can no longer be seen in the case."""


def in_order(archive: versions.Archive, history: CaseHistory) -> list[Event]:
    """Return the events of a case in the order they were recorded."""
    known = archive.versions.commits
    return sorted(history.events, key=lambda event: known[event.commit].recorded)
