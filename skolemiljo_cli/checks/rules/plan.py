"""Rules on the written plan: the five points of opplæringslova § 12-4 third paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.five_points import lacks_of_plan
from skolemiljo_cli.checks.subject import Hit, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.checks.subject import Subject

_PLAN = "aktivitetsplan"


def no_problem(subject: Subject) -> Iterator[Hit]:
    """a) A plan that does not say which problems the measures shall solve."""
    plan = subject.sak.aktivitetsplan
    unclear = subject.is_faulty(_PLAN, "problem")
    if plan and not unclear and "a" in lacks_of_plan(plan):
        remedy = "Skriv under «problem» hvilke problemer tiltakene skal løse."
        yield Hit((_PLAN, "problem"), f"Planen mangler punkt a. {remedy}")


def no_measures(subject: Subject) -> Iterator[Hit]:
    """b) A plan without measures, or a measure that does not say what is to be done."""
    plan = subject.sak.aktivitetsplan
    if plan and not plan.tiltak and not subject.is_faulty(_PLAN, "tiltak"):
        remedy = "Legg til minst ett tiltak under «tiltak»."
        yield Hit((_PLAN, "tiltak"), f"Planen mangler punkt b. {remedy}")
    yield from _lacking(subject, "b", ("tiltak",), "Skriv under «tiltak» hva skolen skal gjøre.")


def no_time(subject: Subject) -> Iterator[Hit]:
    """c) A measure that does not say when; how often is an answer, and no end date is needed."""
    remedy = "Skriv når det gjennomføres: «fra», «til» eller «hyppighet»."
    yield from _lacking(subject, "c", ("fra", "til", "hyppighet"), remedy)


def nobody_to_do_it(subject: Subject) -> Iterator[Hit]:
    """d) A measure that does not say who carries it out."""
    remedy = "Skriv under «gjennomfores_av» hvem som skal gjennomføre det, for eksempel a1."
    yield from _lacking(subject, "d", ("gjennomfores_av",), remedy)


def no_evaluation_date(subject: Subject) -> Iterator[Hit]:
    """e) A measure that does not say when it is evaluated."""
    remedy = "Skriv under «evalueres» datoen det skal evalueres."
    yield from _lacking(subject, "e", ("evalueres",), remedy)


def _lacking(subject: Subject, point: str, keys: tuple[str, ...], remedy: str) -> Iterator[Hit]:
    """Yield the measures that lack the point; a value that cannot be used is not lacking."""
    plan = subject.sak.aktivitetsplan
    if plan is None:
        return
    for place, one in entries(subject, (_PLAN, "tiltak"), plan.tiltak):
        alone = plan.model_copy(update={"tiltak": (one,)})
        unclear = any(subject.is_faulty(*place, key) for key in keys)
        if not unclear and point in lacks_of_plan(alone):
            message = f"Tiltaket {one.id} mangler punkt {point}. {remedy}"
            yield Hit((*place, keys[0]), message)
