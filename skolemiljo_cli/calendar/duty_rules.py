"""Deadlines of the duties to report, judge, inform, investigate and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.deadline import Frist, Fristtype, Grunnlag
from skolemiljo_cli.calendar.five_points import POINTS, lacks_of_plan
from skolemiljo_cli.calendar.responsible import of_role, owner_of_case, whoever
from skolemiljo_cli.calendar.workdays import add_weeks, add_workdays
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.heard import current_log
from skolemiljo_cli.model.derived.measures import in_force
from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Rolle, Sakstype, Svar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from skolemiljo_cli.calendar.facts import Facts
    from skolemiljo_cli.model.sak.case import Sak

PLAN_WORKDAYS = 5  # practice, not law: read from the one week of oppl. § 12-6


def melding_rektor(facts: Facts) -> Iterator[Frist]:
    """Rektor is to have the report the same day (local norm; § 12-5: straks, by law)."""
    sak = facts.sak
    if received(sak) or sak.type is Sakstype.LEDELSE:
        return
    start, melder = sak.melding.dato, whoever(sak, sak.melding.melder)
    if sak.type is Sakstype.ANSATT:
        # oppl. § 12-5 first paragraph: straks
        provision, basis, due = Hjemmel.MELDE_FRA_ANSATT, Grunnlag.LOV, start
    else:
        # oppl. § 12-4 second paragraph has no time word: the number is the school's own
        provision, basis = Hjemmel.MELDE_FRA, Grunnlag.LOKAL
        due = facts.local(start, facts.normer.melding_rektor)
    yield facts.frist(Fristtype.MELDING_REKTOR, start, due, basis, provision, melder)


def alvorlighet(facts: Facts) -> Iterator[Frist]:
    """Rektor judges whether the case is serious (local norm)."""
    sak = facts.sak
    start = received(sak)
    # § 12-5: the owner is told whatever the gravity
    if start is None or sak.mottak.alvorlig or sak.type is not Sakstype.ELEV:
        return
    due = facts.local(start, facts.normer.alvorlighet)
    yield facts.frist(
        Fristtype.ALVORLIGHET,
        start,
        due,
        Grunnlag.LOKAL,
        Hjemmel.SKOLEEIER_ALVORLIG,
        of_role(sak, Rolle.REKTOR),
    )


def skoleeier(facts: Facts) -> Iterator[Frist]:
    """The owner is told of serious cases and of every § 12-5 case (law, no number of days)."""
    sak, told = facts.sak, facts.sak.mottak.skoleeier
    groundless = sak.type is Sakstype.ANSATT and told and told.apenbart_grunnlos
    if told and (told.tid or groundless):
        return
    reporter = of_role(sak, Rolle.REKTOR)
    if sak.type is Sakstype.LEDELSE:
        # oppl. § 12-5 second paragraph: past rektor, directly
        start, provision = sak.melding.dato, Hjemmel.MELDE_FRA_LEDELSE
        reporter = whoever(sak, sak.melding.melder)
    elif sak.type is Sakstype.ANSATT:
        start, provision = received(sak) or sak.melding.dato, Hjemmel.SKOLEEIER_ANSATT
    else:
        alvorlig = sak.mottak.alvorlig
        if not alvorlig or not alvorlig.vurdering:
            return
        provision = Hjemmel.SKOLEEIER_ALVORLIG
        start = alvorlig.dato or received(sak) or sak.melding.dato
    # a duty by law without a number of days; the same day is the tool's reading
    yield facts.frist(Fristtype.SKOLEEIER, start, start, Grunnlag.LOV, provision, reporter)


def foresatte_informert(facts: Facts) -> Iterator[Frist]:
    """The guardians are told (local norm)."""
    sak = facts.sak
    if _guardians_know(sak):
        return
    start = sak.melding.dato
    due = facts.local(start, facts.normer.foresatte_informert)
    yield facts.frist(
        Fristtype.FORESATTE_INFORMERT,
        start,
        due,
        Grunnlag.LOKAL,
        Hjemmel.INFORMERE,
        of_role(sak, Rolle.KONTAKTLAERER, otherwise=owner_of_case(sak)),
    )


def _guardians_know(sak: Sak) -> bool:
    told = sak.melding.foresatte_informert
    if told and (told.dato or told.ikke_aktuelt):
        return True
    guardians = {key for key, part in sak.parter.items() if part.rolle is Rolle.FORESATT}
    raised = sak.mottak.tatt_opp_med_rektor
    if sak.melding.melder in guardians or (raised and raised.av in guardians):
        return True
    return any(guardians.intersection(entry.med) for entry in current_log(sak))


def undersokelse_start(facts: Facts) -> Iterator[Frist]:
    """The investigation begins (local norm for the law's snarest), or when postponed to."""
    sak, undersokelse = facts.sak, facts.sak.undersokelse
    start = received(sak)
    if start is None or (undersokelse and (undersokelse.startet or undersokelse.konklusjon)):
        return
    responsible = whoever(sak, undersokelse.ansvarlig if undersokelse else None)
    postponed = undersokelse.utsatt if undersokelse else None
    if postponed and postponed.til:
        due, basis = postponed.til, Grunnlag.PLAN
    else:
        # oppl. § 12-4 second paragraph says «snarest»: the number is the school's own
        due, basis = facts.local(start, facts.normer.undersokelse_start), Grunnlag.LOKAL
    yield facts.frist(
        Fristtype.UNDERSOKELSE_START, start, due, basis, Hjemmel.UNDERSOKE, responsible
    )


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


def _opened_again_without_measures(sak: Sak) -> date | None:
    """Return the day the case was opened again, when no measure is in force since then.

    The duty lasts until the pupil has it safe and good, also after a closing.
    """
    if sak.aktivitetsplan is None or in_force(sak):
        return None
    return max((one.dato for one in sak.gjenapninger), default=None)


def aktivitetsplan(facts: Facts) -> Iterator[Frist]:
    """A plan with the five points is written within five virkedager (practice)."""
    sak = facts.sak
    if sak.type is not Sakstype.ELEV and sak.koblet:
        return  # the plan follows the pupil, and stands in the pupil's own case
    again = _opened_again_without_measures(sak)
    start = again or received(sak)
    if start is None or not (again or _plan_is_due(sak)):
        return
    due = add_workdays(start, PLAN_WORKDAYS)
    yield facts.frist(
        Fristtype.AKTIVITETSPLAN,
        start,
        due,
        Grunnlag.PRAKSIS,
        Hjemmel.PLAN,
        owner_of_case(sak),
        merknad="ingen tiltak i kraft etter gjenåpningen" if again else _what_plan_lacks(sak),
    )


def statsforvalter(facts: Facts) -> Iterator[Frist]:
    """From this day the case can be reported to statsforvalteren (law / practice)."""
    sak, raised = facts.sak, facts.sak.mottak.tatt_opp_med_rektor
    if raised is None or sak.statsforvalter or not _plan_is_due(sak):
        return
    start = day_of(raised.tid)
    week, workdays = one_week(start)
    # the school is warned from the earlier; families are told the later (law.md 2.3)
    basis = Grunnlag.LOV if week <= workdays else Grunnlag.PRAKSIS
    merknad = None if week == workdays else f"én uke: {week}, fem virkedager: {workdays}"
    yield facts.frist(
        Fristtype.STATSFORVALTER,
        start,
        min(week, workdays),
        basis,
        Hjemmel.STATSFORVALTER,
        owner_of_case(sak),
        merknad=merknad,
    )


def one_week(raised: date) -> tuple[date, date]:
    """Return the week of § 12-6 second paragraph as a calendar week and as five virkedager."""
    return add_weeks(raised, 1), add_workdays(raised, PLAN_WORKDAYS)
