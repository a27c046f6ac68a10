"""Deadlines that the plan itself sets: measures that begin, evaluations that fall due."""

from collections.abc import Iterator

from skolemiljo_cli.calendar.deadline import Grunnlag
from skolemiljo_cli.calendar.facts import Facts
from skolemiljo_cli.calendar.responsible import of_parties, owner_of_case
from skolemiljo_cli.calendar.rule import Due, deadline
from skolemiljo_cli.model.derived.measures import carried_out, in_force
from skolemiljo_cli.model.derived.phase import last_evaluation
from skolemiljo_cli.model.derived.timeline import Steg
from skolemiljo_cli.model.law import Hjemmel


@deadline(
    "tiltak-start",
    navn="tiltak starter",
    grunnlag=Grunnlag.PLAN,
    hjemmel=Hjemmel.PLAN,
    falls_on=owner_of_case,
    plikt=Steg.TILTAK,
    kommando="measure done {sak}",
)
def tiltak_start(facts: Facts) -> Iterator[Due]:
    """Each measure in force is to begin on its own date, until someone says it was done.

    A shared one begins in the case it is written in.
    """
    sak = facts.sak
    done = carried_out(sak)
    for tiltak in in_force(sak):
        if tiltak.fra and tiltak.id not in done and not tiltak.felles:
            who = of_parties(sak, tiltak.gjennomfores_av)
            yield Due(tiltak.fra, tiltak.fra, gjelder=tiltak.id, ansvarlig=who)


@deadline(
    "tiltak-evaluering",
    navn="tiltak evalueres",
    grunnlag=Grunnlag.PLAN,
    hjemmel=Hjemmel.PLAN,
    falls_on=owner_of_case,
    plikt=Steg.EVALUERING,
    kommando="evaluate {sak}",
)
def tiltak_evaluering(facts: Facts) -> Iterator[Due]:
    """Each measure in force is evaluated on its own date."""
    sak = facts.sak
    rounds = sak.aktivitetsplan.evalueringer if sak.aktivitetsplan else ()
    evaluated = {key for round_ in rounds for key in round_.tiltak}
    for tiltak in in_force(sak):
        if tiltak.evalueres and tiltak.id not in evaluated:
            yield Due(tiltak.fra or tiltak.evalueres, tiltak.evalueres, gjelder=tiltak.id)


@deadline(
    "neste-evaluering",
    navn="neste evaluering",
    grunnlag=Grunnlag.PLAN,
    hjemmel=Hjemmel.PLAN,
    falls_on=owner_of_case,
    plikt=Steg.EVALUERING,
    kommando="evaluate {sak}",
)
def neste_evaluering(facts: Facts) -> Iterator[Due]:
    """The next round that the last evaluation set."""
    latest = last_evaluation(facts.sak)
    if latest and latest.neste:
        yield Due(latest.dato, latest.neste, gjelder=latest.id)
