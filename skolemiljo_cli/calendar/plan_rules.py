"""Deadlines that the plan itself sets: measures that begin, evaluations that fall due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.deadline import Frist, Fristtype, Grunnlag
from skolemiljo_cli.calendar.responsible import of_parties, owner_of_case
from skolemiljo_cli.model.derived.measures import carried_out, in_force
from skolemiljo_cli.model.derived.phase import last_evaluation
from skolemiljo_cli.model.law import Hjemmel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.calendar.facts import Facts


def tiltak_start(facts: Facts) -> Iterator[Frist]:
    """Each measure in force is to begin on its own date, until someone says it was done.

    A shared one begins in the case it is written in.
    """
    sak = facts.sak
    done = carried_out(sak)
    for tiltak in in_force(sak):
        if tiltak.fra and tiltak.id not in done and not tiltak.felles:
            yield facts.frist(
                Fristtype.TILTAK_START,
                tiltak.fra,
                tiltak.fra,
                Grunnlag.PLAN,
                Hjemmel.PLAN,
                of_parties(sak, tiltak.gjennomfores_av),
                gjelder=tiltak.id,
            )


def tiltak_evaluering(facts: Facts) -> Iterator[Frist]:
    """Each measure in force is evaluated on its own date."""
    sak = facts.sak
    rounds = sak.aktivitetsplan.evalueringer if sak.aktivitetsplan else ()
    evaluated = {key for round_ in rounds for key in round_.tiltak}
    for tiltak in in_force(sak):
        if tiltak.evalueres and tiltak.id not in evaluated:
            yield facts.frist(
                Fristtype.TILTAK_EVALUERING,
                tiltak.fra or tiltak.evalueres,
                tiltak.evalueres,
                Grunnlag.PLAN,
                Hjemmel.PLAN,
                owner_of_case(sak),
                gjelder=tiltak.id,
            )


def neste_evaluering(facts: Facts) -> Iterator[Frist]:
    """The next round that the last evaluation set."""
    latest = last_evaluation(facts.sak)
    if latest and latest.neste:
        yield facts.frist(
            Fristtype.NESTE_EVALUERING,
            latest.dato,
            latest.neste,
            Grunnlag.PLAN,
            Hjemmel.PLAN,
            owner_of_case(facts.sak),
            gjelder=latest.id,
        )
