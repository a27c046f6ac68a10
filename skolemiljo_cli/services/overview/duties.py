"""Where one case stands, duty by duty: what was done, what is due, what nobody has recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.deadline import Tilstand
from skolemiljo_cli.calendar.five_points import lacks_of_plan
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.heard import heard
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.derived.timeline import Art, Handling, Steg, of_step, owner_is_told
from skolemiljo_cli.model.vocab import Sakstype, Svar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skolemiljo_cli.calendar.deadline import FristPaDag
    from skolemiljo_cli.model.sak.case import Sak


class Stand(StrEnum):
    """How a duty stands; what was not recorded is never done."""

    GJORT = "gjort"
    I_GANG = "i_gang"
    FORFALT = "forfalt"
    I_DAG = "i_dag"
    VENTER = "venter"
    IKKE_AKTUELT = "ikke_aktuelt"
    UAVKLART = "uavklart"


@dataclass(frozen=True, slots=True)
class Pliktrad:
    """One duty: how it stands, the day that shows it, and the act or deadline it comes from."""

    steg: Steg
    tilstand: Stand
    dato: date | None
    handling: Handling | None
    frist: FristPaDag | None


_STAND = {
    Tilstand.FORFALT: Stand.FORFALT,
    Tilstand.I_DAG: Stand.I_DAG,
    Tilstand.SNART: Stand.VENTER,
    Tilstand.SENERE: Stand.VENTER,
}


def duties(sak: Sak, frister: Sequence[FristPaDag]) -> tuple[Pliktrad, ...]:
    """Return a row for each duty, in the order of the law; `frister` are in order of date."""
    return tuple(_row(sak, steg, frister) for steg in Steg)


def _row(sak: Sak, steg: Steg, frister: Sequence[FristPaDag]) -> Pliktrad:
    acts = of_step(sak, steg)
    latest = next((one for one in reversed(acts) if one.nar), acts[-1] if acts else None)
    due = next((one for one in frister if one.frist.plikt is steg), None)
    if due is not None:
        return Pliktrad(steg, _STAND[due.tilstand], due.frist.dato, latest, due)
    stand = _recorded(sak, steg, acts)
    day = day_of(latest.nar) if latest and latest.nar else None
    return Pliktrad(steg, stand, day, latest, None)


def _recorded(sak: Sak, steg: Steg, acts: tuple[Handling, ...]) -> Stand:
    """Return how a duty stands by what is recorded, when no deadline is open for it."""
    kinds = {one.art for one in acts}
    if steg is Steg.SKOLEEIER:
        return _owner(sak, kinds)
    if steg is Steg.MELDE_FRA:
        return Stand.GJORT if _received(sak, kinds) else Stand.UAVKLART
    if steg is Steg.UNDERSOKE:
        done = Art.KONKLUSJON in kinds
        return Stand.GJORT if done else (Stand.I_GANG if acts else Stand.UAVKLART)
    if steg is Steg.TILTAK:
        return _plan(sak)
    if steg is Steg.EVALUERING and acts:
        # the duty lasts until the pupil has it safe and good
        return Stand.GJORT if last_closing(sak) else Stand.I_GANG
    return Stand.GJORT if acts else Stand.UAVKLART


def _owner(sak: Sak, kinds: set[Art]) -> Stand:
    if Art.EIER in kinds:
        return Stand.GJORT
    if owner_is_told(sak) is False or Art.IKKE_EIER in kinds:
        return Stand.IKKE_AKTUELT
    return Stand.UAVKLART


def _received(sak: Sak, kinds: set[Art]) -> bool:
    """Tell whether the one who shall have the report has it (oppl. § 12-5: the owner)."""
    if sak.type is Sakstype.LEDELSE:
        return sak.mottak.skoleeier is not None and sak.mottak.skoleeier.tid is not None
    return bool(kinds & {Art.REKTOR, Art.TATT_OPP})


def _plan(sak: Sak) -> Stand:
    concluded = sak.undersokelse.konklusjon if sak.undersokelse else None
    if sak.aktivitetsplan is None:
        safe = concluded is not None and concluded.trygt_og_godt is Svar.JA
        return Stand.IKKE_AKTUELT if safe else Stand.UAVKLART
    if lacks_of_plan(sak.aktivitetsplan):
        return Stand.I_GANG if not last_closing(sak) else Stand.UAVKLART
    return Stand.GJORT if last_closing(sak) else Stand.I_GANG


def last_heard(sak: Sak) -> dict[str, tuple[date, str | None, str]]:
    """Return for each pupil who was heard the latest day, by whom, and in which entry."""
    return {one.part: (day_of(one.tid), one.av, one.kilde) for one in heard(sak)}
