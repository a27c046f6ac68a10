"""What has become of the measures, and which version of the plan this is: always derived."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.heard import current_log
from skolemiljo_cli.model.derived.replaced import out_of_use
from skolemiljo_cli.model.vocab import Grad, Loggtype, Videre

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Logginnforing, Sak
    from skolemiljo_cli.model.sak.plan import Evaluering, Tiltak


class Tiltaksstatus(StrEnum):
    """Where one measure stands."""

    PLANLAGT = "planlagt"
    GJENNOMFORES = "gjennomfores"
    FORTSETTER = "fortsetter"
    ENDRES = "endres"
    ERSTATTET = "erstattet"
    AVSLUTTET = "avsluttet"


def rounds(sak: Sak) -> tuple[Evaluering, ...]:
    """Return the rounds of evaluation, oldest first."""
    plan = sak.aktivitetsplan
    return tuple(sorted(plan.evalueringer, key=lambda evaluation: evaluation.dato)) if plan else ()


def round_number(sak: Sak, evaluering_id: str) -> int | None:
    """Return which round an evaluation is, from 1."""
    found = (
        number for number, evaluation in enumerate(rounds(sak), 1) if evaluation.id == evaluering_id
    )
    return next(found, None)


def successors(sak: Sak) -> dict[str, str]:
    """Return the measures that have a new edition, each with its id."""
    measures = sak.aktivitetsplan.tiltak if sak.aktivitetsplan else ()
    # of several that replace the same measure, the first counts
    return out_of_use(
        {measure.erstatter: measure.id for measure in reversed(measures) if measure.erstatter}
    )


def verdicts(sak: Sak) -> dict[str, Videre]:
    """Return what the latest round that judged each measure said of its future."""
    return {
        key: said.videre
        for evaluation in rounds(sak)
        for key, said in evaluation.tiltak.items()
        if said.videre is not None
    }


def in_force(sak: Sak) -> tuple[Tiltak, ...]:
    """Return the measures that no evaluation has ended and no other measure has replaced."""
    measures = sak.aktivitetsplan.tiltak if sak.aktivitetsplan else ()
    replaced, said = successors(sak), verdicts(sak)  # once: a file from outside may have thousands
    return tuple(
        measure
        for measure in measures
        if measure.id not in replaced and said.get(measure.id) is not Videre.SLUTTER
    )


_SAID = {
    Videre.SLUTTER: Tiltaksstatus.AVSLUTTET,
    Videre.ENDRES: Tiltaksstatus.ENDRES,
    Videre.FORTSETTER: Tiltaksstatus.FORTSETTER,
}


def statuses(sak: Sak) -> dict[str, Tiltaksstatus]:
    """Return where each measure stands, by what was recorded and never by the calendar."""
    replaced, said, done = successors(sak), verdicts(sak), carried_out(sak)
    found: dict[str, Tiltaksstatus] = {}
    for measure in sak.aktivitetsplan.tiltak if sak.aktivitetsplan else ():
        begun = Tiltaksstatus.GJENNOMFORES if measure.id in done else Tiltaksstatus.PLANLAGT
        judged = _SAID[said[measure.id]] if measure.id in said else begun
        found[measure.id] = Tiltaksstatus.ERSTATTET if measure.id in replaced else judged
    return found


def proofs(sak: Sak) -> dict[str, tuple[Logginnforing, ...]]:
    """Return for each measure the entries of the log that say it was carried out."""
    found: dict[str, tuple[Logginnforing, ...]] = {}
    for entry in current_log(sak):
        for key in dict.fromkeys(entry.tiltak) if entry.type is Loggtype.GJENNOMFORING else ():
            found[key] = (*found.get(key, ()), entry)
    return found


def carried_out(sak: Sak) -> frozenset[str]:
    """Return the measures that the log or an evaluation says were carried out."""
    logged = {
        key
        for entry in current_log(sak)
        if entry.type is Loggtype.GJENNOMFORING
        for key in entry.tiltak
    }
    judged = {
        key
        for evaluation in rounds(sak)
        for key, said in evaluation.tiltak.items()
        if said.gjennomfort in (Grad.JA, Grad.DELVIS)
    }
    return frozenset(logged | judged)


def plan_version(sak: Sak) -> int | None:
    """Return the version of the plan, from 1; None when there is no plan."""
    plan = sak.aktivitetsplan
    return 1 + len(plan.revidert) if plan else None


def plan_day(sak: Sak) -> date | None:
    """Return the day of the version of the plan that is in force, when it was written down."""
    plan = sak.aktivitetsplan
    if plan is None:
        return None
    return max((revision.dato for revision in plan.revidert), default=plan.opprettet)
