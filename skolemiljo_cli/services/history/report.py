"""What is asked of the history: findings over a ledger, and the whole course of one case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.services.history import findings, versions
from skolemiljo_cli.services.history.differences import differences
from skolemiljo_cli.services.history.follow import Slag
from skolemiljo_cli.store.cases.ledger import case_ids
from skolemiljo_cli.store.cases.parallel import Watch, unwatched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.services.history.differences import Difference, Version
    from skolemiljo_cli.services.history.follow import CaseHistory, Event
    from skolemiljo_cli.services.history.versions import Archive
    from skolemiljo_cli.store.cases.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Report:
    """What the history of some cases says.

    `before` counts what had happened long before the history began; when it was recorded, git
    cannot say. `unrecorded` are the cases that are not as the last commit has them.
    """

    archive: Archive
    histories: tuple[CaseHistory, ...]
    findings: tuple[Finding, ...]
    before: int
    unrecorded: tuple[str, ...]

    @property
    def commits(self) -> int:
        """Return how many commits made a difference to the cases."""
        steps = self.archive.versions.steps
        return len({step.commit for one in self.histories for step in steps[one.sak]})

    @property
    def begins(self) -> int | None:
        """Return when the first of these commits was made, in seconds since 1970."""
        known = self.archive.versions
        times = [
            known.commits[step.commit].recorded
            for one in self.histories
            for step in known.steps[one.sak]
        ]
        return min(times, default=None)

    @property
    def unreadable(self) -> int:
        """Return how many cases cannot be read in their newest version.

        An older one that cannot is a finding like others: it will never be otherwise.
        """
        known = self.archive.versions
        links = {(sak, known.steps[sak][-1].commit) for sak in (one.sak for one in self.histories)}
        return sum(one.is_unreadable for one in self.histories) + len(links & {*known.links})


def report(ledger: Ledger, parts: Sequence[str], watch: Watch = unwatched) -> Report:
    """Return what the history says of the cases named by their id or a part of it, or of all.

    Raises:
        NotFound: the ledger, or a case that was named, is not recorded in git.
        UsageFault: a part of an id means several cases.
        Unreadable: git cannot read the history.
    """
    archive = versions.archive(ledger)
    cases = versions.chosen(archive, parts)
    told = versions.histories(archive, cases, watch)
    known = archive.versions
    days = ledger.oppsett.historikk.sent_etter_dager
    went = versions.went_to(archive)
    found = [one for history in told for one in findings.findings(history, known, days, went)]
    touched = {step.commit: one for one in reversed(cases) for step in known.steps[one]}
    present = cases if parts else case_ids(ledger)
    return Report(
        archive,
        told,
        (*found, *findings.links(known, cases), *findings.backwards(known, touched)),
        sum(findings.before_history(one, known, days) for one in told),
        tuple(one for one in present if versions.unrecorded(archive, one) is not None),
    )


def not_yet_recorded(archive: Archive, case: str) -> tuple[Difference, ...] | None:
    """Return how the file on disk differs from what git has; None when it cannot be read."""
    data = versions.unrecorded(archive, case)
    if data is None:
        return ()
    blob = archive.versions.now.get(case)
    read = versions.Reading(archive.ledger.root, [blob] if blob else [])
    now = versions.read_version(data)
    return None if now is None else tuple(differences([_before(read, blob)], now))


def _before(read: versions.Reading, blob: str | None) -> Version:
    return (read.version(blob) if blob else None) or {}


def last_version(archive: Archive, case: str) -> Version:
    """Return the last version of a case that can be read: who its parties are."""
    blobs = [step.blob for step in archive.versions.steps[case] if step.blob]
    read = versions.Reading(archive.ledger.root, blobs[-5:])
    return next((found for blob in reversed(blobs[-5:]) if (found := read.version(blob))), {})


LOST = frozenset({Slag.ENDRET, Slag.FJERNET, Slag.SAK_FJERNET})
"""What takes something away that was recorded, without leaving it to be seen."""


def in_order(archive: Archive, history: CaseHistory) -> list[Event]:
    """Return the events of a case in the order they were recorded."""
    known = archive.versions.commits
    return sorted(history.events, key=lambda one: known[one.commit].recorded)
