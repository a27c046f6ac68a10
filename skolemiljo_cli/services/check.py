"""Check cases: can the file be read, and does what it says hang together by the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.registry import Subject, run_checks
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.store import reader
from skolemiljo_cli.store.findings import findings_of_reading
from skolemiljo_cli.store.ledger import case_ids, load, resolve
from skolemiljo_cli.store.many import Watch, each, unwatched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, over how many cases, and whether some could not be read at all."""

    findings: tuple[Finding, ...]
    cases: int
    unreadable: int

    @property
    def has_errors(self) -> bool:
        """Tell whether any finding is an error."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def check(
    ledger: Ledger, today: date, parts: Sequence[str], watch: Watch = unwatched
) -> CheckReport:
    """Return the findings in the cases named by their id or a part of it, or in all cases."""
    chosen = [resolve(ledger, part) for part in parts] if parts else case_ids(ledger)
    once = list(dict.fromkeys(chosen))
    found = list(watch(each(check_one, ledger, once, today), len(once)))
    of_cases = tuple(one for findings, _ in found for one in findings)
    return CheckReport(
        (*ledger.findings, *of_cases), len(found), sum(not readable for _, readable in found)
    )


def check_one(ledger: Ledger, case_id: str, today: date) -> tuple[tuple[Finding, ...], bool]:
    """Return the findings in one case, and whether its file could be read as a case at all."""
    case = load(ledger, case_id)
    if case.sak is None:
        return findings_of_reading(case), False
    subject = Subject(case.sak, case.values or {}, today, case.faults)
    line_of = reader.line_finder(case.data)
    found = run_checks(subject, file=case.file, line_of=line_of, dotted=reader.dotted)
    return tuple(found), True
