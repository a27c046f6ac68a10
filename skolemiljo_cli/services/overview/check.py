"""Check cases: whether the file can be read, and whether its content follows the law."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from skolemiljo_cli.checks.registry import CHECKS, Check, Kind, Subject, run_counted
from skolemiljo_cli.checks.rule_ids import words
from skolemiljo_cli.checks.rules.shielding import WRONG_LEDGER
from skolemiljo_cli.errors import Finding, NotFound, Severity
from skolemiljo_cli.model.law import NEW_ACT_IN_FORCE, hjemmel
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.services.changes.changed_people import since_recorded
from skolemiljo_cli.services.shielding import others
from skolemiljo_cli.sharing.shared_measures import filled
from skolemiljo_cli.store.cases.findings import findings_of_reading
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, Ledger, case_ids, load, resolve
from skolemiljo_cli.store.cases.parallel import Watch, each, unwatched
from skolemiljo_cli.store.git.merge_state import undecided_cases
from skolemiljo_cli.store.yaml import reader

_OLD_ACT = NEW_ACT_IN_FORCE - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, over how many cases, and whether some could not be read at all.

    `left_out` counts the findings that the cases are exempt from, for a written reason.
    """

    findings: tuple[Finding, ...]
    cases: int
    unreadable: int
    left_out: int = 0

    @property
    def has_errors(self) -> bool:
        """Tell whether any finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def joined(reports: Iterable[CheckReport]) -> CheckReport:
    """Return what was found in several ledgers as one report."""
    several = list(reports)
    return CheckReport(
        tuple(finding for report in several for finding in report.findings),
        sum(report.cases for report in several),
        sum(report.unreadable for report in several),
        sum(report.left_out for report in several),
    )


class OneCase(NamedTuple):
    """What was found in one case, whether it could be read, and how many findings are exempt."""

    findings: tuple[Finding, ...]
    readable: bool
    left_out: int


def check(
    ledger: Ledger, today: date, parts: Sequence[str], watch: Watch = unwatched
) -> CheckReport:
    """Return the findings in the cases named by their id or a part of it, or in all cases."""
    chosen = [resolve(ledger, part) for part in parts] if parts else case_ids(ledger)
    unique = list(dict.fromkeys(chosen))
    check_case = check_one if parts else _in_list
    checked = list(watch(each(check_case, ledger, unique, today), len(unique)))
    findings = tuple(finding for case in checked for finding in case.findings)
    undecided = undecided_cases(ledger.root)
    of_git = (
        *(_undecided(case) for case in unique if case in undecided),
        *since_recorded(ledger, [case for case in unique if case not in undecided]),
    )
    return CheckReport(
        (*ledger.findings, *of_git, *findings),
        len(checked),
        sum(not case.readable for case in checked),
        sum(case.left_out for case in checked),
    )


def _undecided(case_id: str) -> Finding:
    text = (
        "Saken er ikke ferdig slått sammen: to versjoner sier ulike ting, og den ene står i filen. "
        "Se hva det gjelder, og gjør det ferdig: skolemiljo sync"
    )
    file = f"{CASES}/{case_id}/{CASE_FILE}"
    return Finding("sammenslaing", Severity.ERROR, text, sak=case_id, file=file)


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


def _in_list(ledger: Ledger, case_id: str, today: date) -> OneCase:
    """Return what a list of all cases says about one: only that it is misplaced, if it is.

    Its other findings could reveal why it belongs in the shielded ledger.
    """
    checked = check_one(ledger, case_id, today)
    misplaced = tuple(finding for finding in checked.findings if finding.rule == WRONG_LEDGER)
    return checked._replace(findings=misplaced) if misplaced else checked


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule in words: why it exists, what to do, and its legal basis."""

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


def _explained(check: Check) -> Explained:
    return Explained(
        regel=check.rule,
        alvor=check.severity,
        slag=check.kind,
        hvorfor=check.about,
        gjor=check.remedy,
        hjemmel=hjemmel(check.provision, NEW_ACT_IN_FORCE) if check.provision else None,
        hjemmel_for_2024=hjemmel(check.provision, _OLD_ACT) if check.provision else None,
        lint=check.lints,
        punkter=check.points,
        kan_unntas=check.can_be_left_out,
    )
