"""Rules on the evaluations: held on time, with the pupil, and followed by action."""

from collections.abc import Iterator
from datetime import date

from skolemiljo_cli.calendar import plan_rules
from skolemiljo_cli.calendar.facts import facts_of
from skolemiljo_cli.checks.file_position import Place
from skolemiljo_cli.checks.phrases import listed
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject, is_blank, sound
from skolemiljo_cli.checks.when import is_over
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.heard import HEARING, corrections
from skolemiljo_cli.model.derived.measures import in_force, rounds
from skolemiljo_cli.model.derived.phase import last_closing, last_evaluation
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.sak.plan import Evaluering
from skolemiljo_cli.model.vocab import Grad, Rolle, Svar, Utgang, Videre

_ROUNDS = ("aktivitetsplan", "evalueringer")

OUTSIDE_HELP_FROM = 4
"""From this round on, help from outside should have been considered (forms.md 3.6)."""


@rule(
    "evaluering-uteblitt",
    Severity.ERROR,
    Kind.LOV,
    about="Tiltakene skal evalueres når planen selv sier det.",
    remedy="Evaluer med eleven, og før hva dere kom til.",
    provision=Hjemmel.PLAN,
    lints=("L06",),
    points=(15,),
    reads=("aktivitetsplan", "avslutninger", "gjenapninger"),
)
def evaluation_passed(subject: Subject) -> Iterator[Hit]:
    """An evaluation with a date in the plan and no record that it was held; one hit for all."""
    if last_closing(subject.sak):
        return
    late = _measures_passed(subject)
    for place, measure_id in _by_id(subject, late):
        word = "tiltaket" if len(late) == 1 else "tiltakene"
        what = f"Evalueringen av {word} {listed(late)} skulle vært holdt {late[measure_id]}."
        yield Hit((*place, "evalueres"), f"{what} Evaluer med «skolemiljo evaluate SAK».")
        return
    latest = last_evaluation(subject.sak)
    for place, round_ in _sound_rounds(subject):
        if round_ is latest and round_.neste and is_over(subject, round_.neste):
            what = f"Neste evaluering skulle vært holdt {round_.neste}."
            yield Hit((*place, "neste"), f"{what} Evaluer med «skolemiljo evaluate SAK».")


def _measures_passed(subject: Subject) -> dict[str, date]:
    frister = plan_rules.tiltak_evaluering(facts_of(subject.sak, subject.oppsett))
    late = (frist for frist in frister if is_over(subject, frist.dato))
    return {frist.gjelder: frist.dato for frist in late if frist.gjelder}


def _by_id(subject: Subject, wanted: dict[str, date]) -> Iterator[tuple[Place, str]]:
    plan = subject.sak.aktivitetsplan
    for place, measure in sound(subject, ("aktivitetsplan", "tiltak"), plan.tiltak if plan else ()):
        if measure.id in wanted:
            yield place, measure.id


def _sound_rounds(subject: Subject) -> Iterator[tuple[Place, Evaluering]]:
    plan = subject.sak.aktivitetsplan
    yield from sound(subject, _ROUNDS, plan.evalueringer if plan else ())


@rule(
    "evaluering-uten-elevens-svar",
    Severity.ERROR,
    Kind.LOV,
    about="Eleven har rett til å bli hørt, og bare eleven kan si om det er blitt bedre.",
    remedy="Spør eleven, og skriv svaret.",
    provision=Hjemmel.MEDVIRKNING,
    lints=("L08",),
    points=(15,),
    reads=("aktivitetsplan.evalueringer", "logg", "parter"),
)
def pupil_not_asked(subject: Subject) -> Iterator[Hit]:
    """A round without the pupil's own answer, given in it or in a talk since the round before."""
    sak = subject.sak
    for place, round_ in _sound_rounds(subject):
        if is_blank(round_.elevens_svar) and not _was_heard_between_rounds(sak, round_):
            what = f"Evalueringen {round_.id} mangler elevens eget svar."
            remedy = "Spør eleven, og før svaret med «skolemiljo log SAK --type elevsamtale»."
            yield Hit((*place, "elevens_svar"), f"{what} {remedy}")


def _was_heard_between_rounds(sak: Sak, round_: Evaluering) -> bool:
    """Tell whether the pupil was heard after the round before this one.

    An answer that comes after the last round counts too: that is how the lack is put right.
    """
    days = [evaluation.dato for evaluation in rounds(sak)]
    earlier = max((day for day in days if day < round_.dato), default=None)
    later = min((day for day in days if day > round_.dato), default=None)
    victims = {key for key, part in sak.parter.items() if part.rolle is Rolle.ELEV}
    corrected = corrections(sak)
    return any(
        entry.type in HEARING
        and entry.id not in corrected
        and victims.intersection(entry.med)
        and (earlier is None or day_of(entry.tid) > earlier)
        and (later is None or day_of(entry.tid) < later)
        for entry in sak.logg
    )


@rule(
    "evaluering-uten-nytt-tiltak",
    Severity.ERROR,
    Kind.LOV,
    about="Når tiltakene ikke virker, skal skolen rette opp situasjonen med andre.",
    remedy="Sett inn nye tiltak, eller endre dem som er.",
    provision=Hjemmel.RETTE_OPP,
    lints=("L07",),
    points=(15,),
    reads=("aktivitetsplan", "avslutninger", "gjenapninger"),
)
def no_effect_no_change(subject: Subject) -> Iterator[Hit]:
    """A last round in which nothing had any effect, and no new measure since."""
    sak = subject.sak
    latest = last_evaluation(sak)
    if latest is None or not is_over(subject, latest.dato) or last_closing(sak):
        return
    effects = {judged.effekt for judged in latest.tiltak.values()}
    safe = latest.trygt_og_godt is Svar.JA
    if safe or effects != {Grad.NEI} or _something_new(sak, latest):
        return
    for place, round_ in _sound_rounds(subject):
        if round_ is latest:
            what = f"Evalueringen {round_.id} fant ingen virkning, og ingen nye tiltak er satt inn."
            remedy = "Sett inn andre tiltak med «skolemiljo measure add SAK» eller «change»."
            yield Hit((*place, "tiltak"), f"{what} {remedy}")


def _something_new(sak: Sak, round_: Evaluering) -> bool:
    judged = set(round_.tiltak)
    return any(
        measure.id not in judged
        and (
            measure.erstatter in judged or max(_days(measure.opprettet, measure.fra)) >= round_.dato
        )
        for measure in in_force(sak)
    )


def _days(*days: date | None) -> tuple[date, ...]:
    return tuple(day for day in days if day) or (date.min,)


@rule(
    "neste-evaluering-mangler",
    Severity.WARNING,
    Kind.PRAKSIS,
    about="Tiltak som fortsetter, må ha en ny dato for evaluering.",
    remedy="Skriv datoen under «neste».",
    provision=Hjemmel.PLAN,
    lints=("L05",),
    points=(15,),
    reads=("aktivitetsplan", "avslutninger", "gjenapninger"),
)
def no_next_date(subject: Subject) -> Iterator[Hit]:
    """A last round in which measures continue, without a date for the next evaluation."""
    sak = subject.sak
    latest = last_evaluation(sak)
    if latest is None or last_closing(sak) or latest.neste or latest.utgang is Utgang.AVSLUTTES:
        return
    ahead = any(measure.evalueres and measure.evalueres > latest.dato for measure in in_force(sak))
    goes_on = any(judged.videre is not Videre.SLUTTER for judged in latest.tiltak.values())
    if ahead or not (goes_on or latest.trygt_og_godt is not Svar.JA):
        return
    for place, round_ in _sound_rounds(subject):
        if round_ is latest:
            what = f"Evalueringen {round_.id} sier ikke når neste evaluering er."
            yield Hit((*place, "neste"), f"{what} Skriv datoen under «neste».")


@rule(
    "hjelp-utenfra",
    Severity.INFO,
    Kind.RAD,
    about="Etter flere runder uten at eleven har det trygt, bør hjelp utenfra være vurdert.",
    remedy="Skriv hva som er vurdert, under «ekstern_bistand».",
    provision=Hjemmel.RETTE_OPP,
    points=(15,),
    reads=("aktivitetsplan.evalueringer",),
)
def no_outside_help(subject: Subject) -> Iterator[Hit]:
    """Many rounds without the pupil being safe, and nothing on help from outside."""
    held = rounds(subject.sak)
    considered = any(not is_blank(round_.ekstern_bistand) for round_ in held)
    if len(held) < OUTSIDE_HELP_FROM or held[-1].trygt_og_godt is Svar.JA or considered:
        return
    for place, round_ in _sound_rounds(subject):
        if round_ is held[-1]:
            what = f"Dette er runde {len(held)}, og det står ikke om hjelp utenfra er vurdert."
            remedy = "Skriv det med «skolemiljo evaluate SAK --ekstern-bistand» neste gang."
            yield Hit((*place, "ekstern_bistand"), f"{what} {remedy}")
