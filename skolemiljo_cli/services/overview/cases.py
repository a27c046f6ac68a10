"""Deadlines and rows of many cases: the lists of `deadlines` and `list`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from skolemiljo_cli.calendar.deadline import SOON, FristPaDag, Fristtype, Tilstand, on_day, sort_key
from skolemiljo_cli.calendar.registry import deadlines
from skolemiljo_cli.calendar.responsible import on_those_still_here
from skolemiljo_cli.errors import Finding, NotFound
from skolemiljo_cli.model.derived.phase import phase
from skolemiljo_cli.model.derived.shielding import has_hidden
from skolemiljo_cli.model.ids import PARTY_KEY
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import Fase, Rolle, Sakstype
from skolemiljo_cli.services.shielding import is_misplaced, misplaced, others
from skolemiljo_cli.sharing.shared_measures import filled
from skolemiljo_cli.store.cases.findings import findings_of_reading
from skolemiljo_cli.store.cases.ledger import CaseFile, Ledger, case_ids, load, resolve
from skolemiljo_cli.store.cases.parallel import Watch, each, unwatched
from skolemiljo_cli.store.git.merge_state import undecided_cases


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deadlines are asked for; without limits: overdue, today and soon.

    A silence is no task, so it is shown from the day it is due unless it is asked for. `within`
    counts virkedager. `responsible` are roles and keys, of which one is enough. `case` is an id or
    a part of one. A `calendar` is shared with others: cases with somebody at a protected address
    are left out of it.
    """

    within: int | None = None
    overdue: bool = False
    everything: bool = False
    kinds: tuple[Fristtype, ...] = ()
    case: str | None = None
    responsible: tuple[str, ...] = ()
    calendar: bool = False

    @property
    def horizon(self) -> int:
        """Return how many virkedager ahead counts as soon."""
        return SOON if self.within is None else self.within


@dataclass(frozen=True, slots=True)
class DueReport:
    """The deadlines asked for, in order, and what could not be read on the way."""

    frister: tuple[FristPaDag, ...]
    findings: tuple[Finding, ...]
    cases: int
    held_back: int = 0


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the table of cases.

    `fase` is None when the file cannot be read, and for a misplaced case. `undecided` tells that
    two versions of it are not yet made one.
    """

    id: str
    type: Sakstype | None
    fase: Fase | None
    trinn: str | None
    neste: FristPaDag | None
    whole: bool
    misplaced: bool = False
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class ListReport:
    """The table of cases and what could not be read on the way."""

    rows: tuple[CaseRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CaseDeadlines:
    """The deadlines of one case that are asked for, and its findings.

    `held_back` tells whether the case is left out of the calendar. `unknown` are the keys asked for
    that no party of it has.
    """

    frister: tuple[FristPaDag, ...] = ()
    findings: tuple[Finding, ...] = ()
    held_back: bool = False
    unknown: frozenset[str] = frozenset()


def _due_in(ledger: Ledger, case_id: str, today: date, wanted: Wanted) -> CaseDeadlines:
    case = load(ledger, case_id)
    findings = () if case.whole else findings_of_reading(case)
    if case.sak is None:
        return CaseDeadlines(findings=findings)
    if is_misplaced(ledger, case.sak) and (wanted.calendar or not wanted.case):
        return CaseDeadlines(findings=(misplaced(case_id),))
    unknown = frozenset(filter(PARTY_KEY.fullmatch, wanted.responsible)) - case.sak.parter.keys()
    if wanted.calendar and has_hidden(case.sak):
        return CaseDeadlines(findings=findings, held_back=True, unknown=unknown)
    frister = standing(case.sak, ledger, today, wanted.horizon)
    shown = tuple(frist for frist in frister if _is_wanted(frist, wanted))
    return CaseDeadlines(shown, findings, unknown=unknown)


def _row_of(ledger: Ledger, case_id: str, today: date) -> tuple[CaseRow, tuple[Finding, ...]]:
    case = load(ledger, case_id)
    findings = () if case.whole else findings_of_reading(case)
    if case.sak is None:
        return CaseRow(case_id, None, None, None, None, whole=False), findings
    if is_misplaced(ledger, case.sak):
        row = CaseRow(case_id, None, None, None, None, case.whole, misplaced=True)
        return row, (misplaced(case_id),)
    frister = standing(case.sak, ledger, today)
    return _row(case, case.sak, frister), findings


def standing(sak: Sak, ledger: Ledger, today: date, horizon: int = SOON) -> tuple[FristPaDag, ...]:
    """Return the deadlines of one case as they stand today, in order."""
    whole = filled(sak, others(ledger))
    closed = ledger.oppsett.closed_days()
    due = (on_those_still_here(frist, whole, today) for frist in deadlines(whole, ledger.oppsett))
    frister = (on_day(frist, today, horizon, closed) for frist in due)
    return tuple(sorted((frist for frist in frister if frist is not None), key=sort_key))


def _row(case: CaseFile, sak: Sak, frister: tuple[FristPaDag, ...]) -> CaseRow:
    neste = frister[0] if frister else None
    return CaseRow(sak.id, sak.type, phase(sak), year_of(sak), neste, case.whole)


def year_of(sak: Sak) -> str | None:
    """Return the school year of the pupils the case is for, as `5` or `5, 6`; no other words."""
    pupils = (part for part in sak.parter.values() if part.rolle is Rolle.ELEV)
    years = filter(None, (part.trinn_i_lister for part in pupils))
    return ", ".join(dict.fromkeys(years)) or None


def due(ledger: Ledger, today: date, wanted: Wanted, watch: Watch = unwatched) -> DueReport:
    """Return the deadlines asked for, over all cases or the one named.

    Raises:
        NotFound: no case has a party with a key asked for. Where one could not be read, its finding
            is the answer.
    """
    chosen = [resolve(ledger, wanted.case)] if wanted.case else case_ids(ledger)
    of_cases = list(watch(each(_due_in, ledger, chosen, today, wanted), len(chosen)))
    findings = tuple(finding for of_case in of_cases for finding in of_case.findings)
    keys = frozenset(filter(PARTY_KEY.fullmatch, wanted.responsible))
    unknown = keys.intersection(*(of_case.unknown for of_case in of_cases))
    if unknown and not findings:
        raise NotFound(
            f"Ingen sak her har en part «{min(unknown)}».",
            "Hvem som er parter i en sak, vises med: skolemiljo show SAK",
        )
    return DueReport(
        tuple(sorted((frist for of_case in of_cases for frist in of_case.frister), key=sort_key)),
        findings,
        len(chosen),
        sum(of_case.held_back for of_case in of_cases),
    )


def _is_wanted(frist_today: FristPaDag, wanted: Wanted) -> bool:
    frist = frist_today.frist
    if wanted.kinds and frist.frist not in wanted.kinds:
        return False
    who = wanted.responsible
    if who and not {*who}.intersection((*frist.ansvarlige, *frist.roller)):
        return False
    if wanted.overdue:
        return frist_today.tilstand is Tilstand.FORFALT
    if wanted.everything:
        return True
    soon = frist_today.tilstand is Tilstand.SNART
    return frist_today.tilstand in _DUE or (soon and not _is_unasked_silence(frist_today, wanted))


_DUE = (Tilstand.FORFALT, Tilstand.I_DAG)


def _is_unasked_silence(frist: FristPaDag, wanted: Wanted) -> bool:
    """Tell whether it is a future silence that nobody asked for: every open case has one."""
    asked = wanted.within is not None or bool(wanted.kinds)
    return frist.frist.frist is Fristtype.STILLE and not asked


def listing(
    ledger: Ledger, today: date, phases: Iterable[Fase] = (), watch: Watch = unwatched
) -> ListReport:
    """Return a row for each case, the oldest first; only the phases named, when any are."""
    rows: list[CaseRow] = []
    findings: list[Finding] = []
    only = frozenset(phases)
    chosen, undecided = case_ids(ledger), undecided_cases(ledger.root)
    for row, wrong in watch(each(_row_of, ledger, chosen, today), len(chosen)):
        findings.extend(wrong)
        if not only or row.fase in only or row.fase is None:
            rows.append(replace(row, undecided=row.id in undecided))
    return ListReport(tuple(rows), tuple(findings))
