"""Deadlines of the duties to report, judge, inform, investigate and plan."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from skolemiljo_cli.calendar.deadline import Grunnlag
from skolemiljo_cli.calendar.facts import Facts
from skolemiljo_cli.calendar.five_points import POINTS, lacks_of_plan
from skolemiljo_cli.calendar.responsible import Responsible, of_role, owner_of_case, whoever
from skolemiljo_cli.calendar.rule import Due, deadline
from skolemiljo_cli.calendar.workdays import add_weeks, add_workdays
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.heard import current_log
from skolemiljo_cli.model.derived.measures import in_force
from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.derived.timeline import Steg
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import Rolle, Sakstype, Svar

PLAN_WORKDAYS = 5  # practice, not law: read from the one week of oppl. § 12-6


def _reporter(sak: Sak) -> Responsible:
    return whoever(sak, sak.melding.melder)


def _investigator(sak: Sak) -> Responsible:
    return whoever(sak, sak.undersokelse.ansvarlig if sak.undersokelse else None)


def _contact_teacher(sak: Sak) -> Responsible:
    return of_role(sak, Rolle.KONTAKTLAERER, otherwise=owner_of_case(sak))


_rektor = partial(of_role, rolle=Rolle.REKTOR)


@deadline(
    "melding-rektor",
    navn="melding til rektor",
    # oppl. § 12-4 second paragraph has no time word: the number is the school's own
    grunnlag=Grunnlag.LOKAL,
    hjemmel=Hjemmel.MELDE_FRA,
    falls_on=_reporter,
    plikt=Steg.MELDE_FRA,
    kommando="receive {sak}",
)
def melding_rektor(facts: Facts) -> Iterator[Due]:
    """Rektor is to have the report the same day (local norm; § 12-5: straks, by law)."""
    sak, start = facts.sak, facts.sak.melding.dato
    if received(sak) or sak.type is Sakstype.LEDELSE:
        return
    if sak.type is Sakstype.ANSATT:
        # oppl. § 12-5 first paragraph: straks
        yield Due(start, start, grunnlag=Grunnlag.LOV, hjemmel=Hjemmel.MELDE_FRA_ANSATT)
    else:
        yield Due(start, facts.local(start, facts.normer.melding_rektor))


@deadline(
    "alvorlighet",
    navn="vurdering av alvor",
    grunnlag=Grunnlag.LOKAL,
    hjemmel=Hjemmel.SKOLEEIER_ALVORLIG,
    falls_on=_rektor,
    plikt=Steg.SKOLEEIER,
    kommando="receive {sak}",
)
def alvorlighet(facts: Facts) -> Iterator[Due]:
    """Rektor judges whether the case is serious (local norm)."""
    sak = facts.sak
    start = received(sak)
    # § 12-5: the owner is told whatever the gravity
    if start is None or sak.mottak.alvorlig or sak.type is not Sakstype.ELEV:
        return
    yield Due(start, facts.local(start, facts.normer.alvorlighet))


@deadline(
    "skoleeier",
    navn="melding til skoleeier",
    navn_i_kalender="skoleeier",
    grunnlag=Grunnlag.LOV,
    hjemmel=Hjemmel.SKOLEEIER_ALVORLIG,
    falls_on=_rektor,
    plikt=Steg.SKOLEEIER,
    kommando="receive {sak}",
)
def skoleeier(facts: Facts) -> Iterator[Due]:
    """The owner is told of serious cases and of every § 12-5 case.

    The law has no number of days; the same day is the tool's reading.
    """
    sak, notice = facts.sak, facts.sak.mottak.skoleeier
    groundless = sak.type is Sakstype.ANSATT and notice and notice.apenbart_grunnlos
    if notice and (notice.tid or groundless):
        return
    if sak.type is Sakstype.LEDELSE:
        # oppl. § 12-5 second paragraph: past rektor, directly
        start = sak.melding.dato
        provision = Hjemmel.MELDE_FRA_LEDELSE
        yield Due(start, start, hjemmel=provision, ansvarlig=_reporter(sak))
    elif sak.type is Sakstype.ANSATT:
        start = received(sak) or sak.melding.dato
        yield Due(start, start, hjemmel=Hjemmel.SKOLEEIER_ANSATT)
    elif sak.mottak.alvorlig and sak.mottak.alvorlig.vurdering:
        start = sak.mottak.alvorlig.dato or received(sak) or sak.melding.dato
        yield Due(start, start)


@deadline(
    "foresatte-informert",
    navn="foresatte informert",
    grunnlag=Grunnlag.LOKAL,
    hjemmel=Hjemmel.INFORMERE,
    falls_on=_contact_teacher,
    plikt=None,
    kommando="receive {sak}",
)
def foresatte_informert(facts: Facts) -> Iterator[Due]:
    """The guardians are told (local norm)."""
    if not _guardians_know(facts.sak):
        start = facts.sak.melding.dato
        yield Due(start, facts.local(start, facts.normer.foresatte_informert))


def _guardians_know(sak: Sak) -> bool:
    notice = sak.melding.foresatte_informert
    if notice and (notice.dato or notice.ikke_aktuelt):
        return True
    guardians = {key for key, part in sak.parter.items() if part.rolle is Rolle.FORESATT}
    raised = sak.mottak.tatt_opp_med_rektor
    if sak.melding.melder in guardians or (raised and raised.av in guardians):
        return True
    return any(guardians.intersection(entry.med) for entry in current_log(sak))


@deadline(
    "undersokelse-start",
    navn="undersøkelse startet",
    # oppl. § 12-4 second paragraph says «snarest»: the number is the school's own
    grunnlag=Grunnlag.LOKAL,
    hjemmel=Hjemmel.UNDERSOKE,
    falls_on=_investigator,
    plikt=Steg.UNDERSOKE,
    kommando="investigate {sak}",
)
def undersokelse_start(facts: Facts) -> Iterator[Due]:
    """The investigation begins (local norm for the law's snarest), or when postponed to."""
    sak, undersokelse = facts.sak, facts.sak.undersokelse
    start = received(sak)
    if start is None or (undersokelse and (undersokelse.startet or undersokelse.konklusjon)):
        return
    postponed = undersokelse.utsatt if undersokelse else None
    if postponed and postponed.til:
        yield Due(start, postponed.til, grunnlag=Grunnlag.PLAN)
    else:
        yield Due(start, facts.local(start, facts.normer.undersokelse_start))


def _plan_is_due(sak: Sak) -> bool:
    concluded = sak.undersokelse.konklusjon if sak.undersokelse else None
    if concluded and concluded.trygt_og_godt is Svar.JA:
        return False
    return bool(lacks_of_plan(sak.aktivitetsplan))


def _what_plan_lacks(sak: Sak) -> str | None:
    lacking = lacks_of_plan(sak.aktivitetsplan)
    if sak.aktivitetsplan is None or not lacking:
        return None
    return "planen mangler " + ", ".join(f"{POINTS[point]} ({point})" for point in lacking)


def _reopened_without_measures(sak: Sak) -> date | None:
    """Return the day the case was opened again, when no measure is in force since then.

    The duty lasts until the pupil has it safe and good, also after a closing.
    """
    if sak.aktivitetsplan is None or in_force(sak):
        return None
    return max((reopening.dato for reopening in sak.gjenapninger), default=None)


@deadline(
    "aktivitetsplan",
    navn="aktivitetsplan",
    grunnlag=Grunnlag.PRAKSIS,
    hjemmel=Hjemmel.PLAN,
    falls_on=owner_of_case,
    plikt=Steg.TILTAK,
    kommando="plan {sak}",
)
def aktivitetsplan(facts: Facts) -> Iterator[Due]:
    """A plan with the five points is written within five virkedager (practice)."""
    sak = facts.sak
    if sak.type is not Sakstype.ELEV and sak.koblet:
        return  # the plan follows the pupil, and stands in the pupil's own case
    reopened = _reopened_without_measures(sak)
    start = reopened or received(sak)
    if start is None or not (reopened or _plan_is_due(sak)):
        return
    note = "ingen tiltak i kraft etter gjenåpningen" if reopened else _what_plan_lacks(sak)
    yield Due(start, add_workdays(start, PLAN_WORKDAYS), merknad=note)


@deadline(
    "statsforvalter",
    navn="kan meldes til statsforvalteren",
    navn_i_kalender="statsforvalter",
    grunnlag=Grunnlag.LOV,
    hjemmel=Hjemmel.STATSFORVALTER,
    falls_on=owner_of_case,
    plikt=None,
    kommando="plan {sak}",
)
def statsforvalter(facts: Facts) -> Iterator[Due]:
    """From this day the case can be reported to statsforvalteren (law / practice)."""
    sak, raised = facts.sak, facts.sak.mottak.tatt_opp_med_rektor
    if raised is None or sak.statsforvalter or not _plan_is_due(sak):
        return
    start = day_of(raised.tid)
    week, workdays = one_week(start)
    # the school is warned from the earlier; families are told the later (law.md 2.3)
    basis = Grunnlag.LOV if week <= workdays else Grunnlag.PRAKSIS
    note = None if week == workdays else f"én uke: {week}, fem virkedager: {workdays}"
    yield Due(start, min(week, workdays), merknad=note, grunnlag=basis)


def one_week(raised: date) -> tuple[date, date]:
    """Return the week of § 12-6 second paragraph as a calendar week and as five virkedager."""
    return add_weeks(raised, 1), add_workdays(raised, PLAN_WORKDAYS)
