"""Check cases: can the file be read, and does what it says hang together by the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from skolemiljo_cli.checks.registry import CHECKS, Subject, run_counted
from skolemiljo_cli.checks.rule_ids import words
from skolemiljo_cli.checks.rules.shielding import WRONG_LEDGER
from skolemiljo_cli.errors import NotFound, Severity
from skolemiljo_cli.model.law import NEW_ACT_IN_FORCE, hjemmel
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.services.shielding import others
from skolemiljo_cli.sharing.shared_measures import filled
from skolemiljo_cli.store.cases.findings import findings_of_reading
from skolemiljo_cli.store.cases.ledger import case_ids, load, resolve
from skolemiljo_cli.store.cases.parallel import Watch, each, unwatched
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from skolemiljo_cli.checks.registry import Check, Kind
    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.store.cases.ledger import Ledger

_OLD_ACT = NEW_ACT_IN_FORCE - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, over how many cases, and whether some could not be read at all.

    `left_out` counts the findings that the cases do without, for a written reason.
    """

    findings: tuple[Finding, ...]
    cases: int
    unreadable: int
    left_out: int = 0

    @property
    def has_errors(self) -> bool:
        """Tell whether any finding is an error."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def joined(reports: Iterable[CheckReport]) -> CheckReport:
    """Return what was found in several ledgers as one report."""
    several = list(reports)
    return CheckReport(
        tuple(finding for one in several for finding in one.findings),
        sum(one.cases for one in several),
        sum(one.unreadable for one in several),
        sum(one.left_out for one in several),
    )


class OneCase(NamedTuple):
    """What was found in one case, whether it could be read, and how much it does without."""

    findings: tuple[Finding, ...]
    readable: bool
    left_out: int


def check(
    ledger: Ledger, today: date, parts: Sequence[str], watch: Watch = unwatched
) -> CheckReport:
    """Return the findings in the cases named by their id or a part of it, or in all cases."""
    chosen = [resolve(ledger, part) for part in parts] if parts else case_ids(ledger)
    once = list(dict.fromkeys(chosen))
    look = check_one if parts else _among_all
    found = list(watch(each(look, ledger, once, today), len(once)))
    of_cases = tuple(finding for one in found for finding in one.findings)
    return CheckReport(
        (*ledger.findings, *of_cases),
        len(found),
        sum(not one.readable for one in found),
        sum(one.left_out for one in found),
    )


def check_one(ledger: Ledger, case_id: str, today: date) -> OneCase:
    """Return the findings in one case, and whether its file could be read as a case at all."""
    case = load(ledger, case_id)
    if case.sak is None:
        return OneCase(findings_of_reading(case), readable=False, left_out=0)
    find = others(ledger)
    sak = filled(case.sak, find)
    subject = Subject(sak, case.values or {}, today, case.faults, ledger.oppsett, find)
    line_of = reader.line_finder(case.data)
    found = run_counted(subject, file=case.file, line_of=line_of, dotted=reader.dotted)
    return OneCase(found.findings, readable=True, left_out=found.left_out)


def _among_all(ledger: Ledger, case_id: str, today: date) -> OneCase:
    """Return what a list of all cases says of one: of a case that lies wrong, only that.

    What else is found in it tells why it should lie elsewhere.
    """
    one = check_one(ledger, case_id, today)
    wrong = tuple(finding for finding in one.findings if finding.rule == WRONG_LEDGER)
    return one._replace(findings=wrong) if wrong else one


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule in words: why it is there, what to do, and where it comes from."""

    regel: str
    alvor: Severity
    slag: Kind
    hvorfor: str
    gjor: str
    hjemmel: str | None
    hjemmel_for_2024: str | None
    lint: tuple[str, ...]
    punkter: tuple[int, ...]
    kan_unntas: bool


def explain(words_given: Sequence[str]) -> tuple[Explained, ...]:
    """Return the rules that the ids (`tiltak-generelt`) and lint numbers (`L11`) stand for.

    Raises:
        NotFound: there is no such rule; the nearest one is suggested.
    """
    wanted = [check for word in words_given for check in _named(word)]
    return tuple(_explained(check) for check in dict.fromkeys(wanted))


def _named(word: str) -> list[Check]:
    found = [check for check in CHECKS if check.is_called(word)]
    if found:
        return found
    meant = closest(word, words())
    hint = f"Mente du «{meant}»?" if meant else "Reglene står i docs/regler.md."
    raise NotFound("Det finnes ingen slik regel.", hint)


def _explained(one: Check) -> Explained:
    return Explained(
        regel=one.rule,
        alvor=one.severity,
        slag=one.kind,
        hvorfor=one.about,
        gjor=one.remedy,
        hjemmel=hjemmel(one.provision, NEW_ACT_IN_FORCE) if one.provision else None,
        hjemmel_for_2024=hjemmel(one.provision, _OLD_ACT) if one.provision else None,
        lint=one.lints,
        punkter=one.points,
        kan_unntas=one.can_be_left_out,
    )
