"""What has become of the measures, and which version of the plan this is: always derived."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_cli.model.heard import current_log
from skolemiljo_cli.model.replaced import out_of_use
from skolemiljo_cli.model.vocab import Grad, Loggtype, Videre

if TYPE_CHECKING:
    from datetime import date

    from skolemiljo_cli.model.case import Logginnforing, Sak
    from skolemiljo_cli.model.plan import Evaluering, Tiltak


class Tiltaksstatus(StrEnum):
    """Where one measure stands."""

    PLANLAGT = "planlagt"
    GJENNOMFORES = "gjennomfores"
    FORTSETTER = "fortsetter"
    ENDRES = "endres"
    ERSTATTET = "erstattet"
    AVSLUTTET = "avsluttet"


def rounds(sak: Sak) -> tuple[Evaluering, ...]:
    """Return the rounds of evaluation, the first first."""
    plan = sak.aktivitetsplan
    return tuple(sorted(plan.evalueringer, key=lambda one: one.dato)) if plan else ()


def round_number(sak: Sak, evaluering_id: str) -> int | None:
    """Return which round an evaluation is, from 1."""
    found = (number for number, one in enumerate(rounds(sak), 1) if one.id == evaluering_id)
    return next(found, None)


def successor(sak: Sak, tiltak_id: str) -> str | None:
    """Return the id of the measure that is a new edition of this one."""
    return _successors(sak).get(tiltak_id)


def _successors(sak: Sak) -> dict[str, str]:
    """Return the measures that have a new edition, each with its id."""
    measures = sak.aktivitetsplan.tiltak if sak.aktivitetsplan else ()
    # the first that says so counts, as it was there first
    return out_of_use({one.erstatter: one.id for one in reversed(measures) if one.erstatter})


def verdict(sak: Sak, tiltak_id: str) -> Videre | None:
    """Return what the latest round that judged the measure said of its future."""
    said = (one.tiltak[tiltak_id].videre for one in rounds(sak) if tiltak_id in one.tiltak)
    return next(reversed([one for one in said if one]), None)


def in_force(sak: Sak) -> tuple[Tiltak, ...]:
    """Return the measures that no evaluation has ended and no other measure has replaced."""
    measures = sak.aktivitetsplan.tiltak if sak.aktivitetsplan else ()
    replaced = _successors(sak)  # once: a file from outside may have thousands
    return tuple(
        one
        for one in measures
        if one.id not in replaced and verdict(sak, one.id) is not Videre.SLUTTER
    )


def status(sak: Sak, tiltak: Tiltak) -> Tiltaksstatus:
    """Return where the measure stands, by what was recorded and never by the calendar."""
    said = verdict(sak, tiltak.id)
    if successor(sak, tiltak.id):
        return Tiltaksstatus.ERSTATTET
    if said is Videre.SLUTTER:
        return Tiltaksstatus.AVSLUTTET
    if said is Videre.ENDRES:
        return Tiltaksstatus.ENDRES
    if said is Videre.FORTSETTER:
        return Tiltaksstatus.FORTSETTER
    done = tiltak.id in carried_out(sak)
    return Tiltaksstatus.GJENNOMFORES if done else Tiltaksstatus.PLANLAGT


def proof(sak: Sak, tiltak_id: str) -> tuple[Logginnforing, ...]:
    """Return the entries of the log that say the measure was carried out."""
    return tuple(
        one
        for one in current_log(sak)
        if one.type is Loggtype.GJENNOMFORING and tiltak_id in one.tiltak
    )


def carried_out(sak: Sak) -> frozenset[str]:
    """Return the measures that the log or an evaluation says were carried out."""
    logged = {
        key for one in current_log(sak) if one.type is Loggtype.GJENNOMFORING for key in one.tiltak
    }
    judged = {
        key
        for one in rounds(sak)
        for key, said in one.tiltak.items()
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
    return max((one.dato for one in plan.revidert), default=plan.opprettet)
