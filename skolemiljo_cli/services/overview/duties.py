"""The state of one case, duty by duty: what was done, what is due, what is not recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skolemiljo_cli.calendar.deadline import FristPaDag, Tilstand
from skolemiljo_cli.calendar.five_points import lacks_of_plan
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived.heard import heard
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.derived.timeline import Art, Handling, Steg, of_step, owner_must_be_told
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import Sakstype, Svar


class Pliktstatus(StrEnum):
    """The state of a duty; what is not recorded never counts as done."""

    GJORT = "gjort"
    I_GANG = "i_gang"
    FORFALT = "forfalt"
    I_DAG = "i_dag"
    VENTER = "venter"
    IKKE_AKTUELT = "ikke_aktuelt"
    UAVKLART = "uavklart"


@dataclass(frozen=True, slots=True)
class Pliktrad:
    """One duty: its state, the day of it, and the act or deadline it follows from."""

    steg: Steg
    tilstand: Pliktstatus
    dato: date | None
    handling: Handling | None
    frist: FristPaDag | None


_STATUS = {
    Tilstand.FORFALT: Pliktstatus.FORFALT,
    Tilstand.I_DAG: Pliktstatus.I_DAG,
    Tilstand.SNART: Pliktstatus.VENTER,
    Tilstand.SENERE: Pliktstatus.VENTER,
}


def duties(sak: Sak, frister: Sequence[FristPaDag]) -> tuple[Pliktrad, ...]:
    """Return a row for each duty, in the order of the law; `frister` are in order of date."""
    return tuple(_row(sak, steg, frister) for steg in Steg)


def _row(sak: Sak, steg: Steg, frister: Sequence[FristPaDag]) -> Pliktrad:
    acts = of_step(sak, steg)
    latest = next((act for act in reversed(acts) if act.nar), acts[-1] if acts else None)
    due = next((frist for frist in frister if frist.frist.plikt is steg), None)
    if due is not None:
        return Pliktrad(steg, _STATUS[due.tilstand], due.frist.dato, latest, due)
    state = _recorded(sak, steg, acts)
    day = day_of(latest.nar) if latest and latest.nar else None
    return Pliktrad(steg, state, day, latest, None)


def _recorded(sak: Sak, steg: Steg, acts: tuple[Handling, ...]) -> Pliktstatus:
    """Return the state that follows from what is recorded, when no deadline is open."""
    kinds = {act.art for act in acts}
    if steg is Steg.SKOLEEIER:
        return _owner(sak, kinds)
    if steg is Steg.MELDE_FRA:
        return Pliktstatus.GJORT if _received(sak, kinds) else Pliktstatus.UAVKLART
    if steg is Steg.UNDERSOKE:
        done = Art.KONKLUSJON in kinds
        return Pliktstatus.GJORT if done else (Pliktstatus.I_GANG if acts else Pliktstatus.UAVKLART)
    if steg is Steg.TILTAK:
        return _plan(sak)
    if steg is Steg.EVALUERING and acts:
        # the duty lasts until the pupil is safe (trygt og godt)
        return Pliktstatus.GJORT if last_closing(sak) else Pliktstatus.I_GANG
    return Pliktstatus.GJORT if acts else Pliktstatus.UAVKLART


def _owner(sak: Sak, kinds: set[Art]) -> Pliktstatus:
    if Art.EIER in kinds:
        return Pliktstatus.GJORT
    if owner_must_be_told(sak) is False or Art.IKKE_EIER in kinds:
        return Pliktstatus.IKKE_AKTUELT
    return Pliktstatus.UAVKLART


def _received(sak: Sak, kinds: set[Art]) -> bool:
    """Tell whether the report has been received by rektor (by the owner in oppl. § 12-5)."""
    if sak.type is Sakstype.LEDELSE:
        return sak.mottak.skoleeier is not None and sak.mottak.skoleeier.tid is not None
    return bool(kinds & {Art.REKTOR, Art.TATT_OPP})


def _plan(sak: Sak) -> Pliktstatus:
    concluded = sak.undersokelse.konklusjon if sak.undersokelse else None
    if sak.aktivitetsplan is None:
        safe = concluded is not None and concluded.trygt_og_godt is Svar.JA
        return Pliktstatus.IKKE_AKTUELT if safe else Pliktstatus.UAVKLART
    if lacks_of_plan(sak.aktivitetsplan):
        return Pliktstatus.I_GANG if not last_closing(sak) else Pliktstatus.UAVKLART
    return Pliktstatus.GJORT if last_closing(sak) else Pliktstatus.I_GANG


def last_heard(sak: Sak) -> dict[str, tuple[date, str | None, str]]:
    """Return for each pupil who was heard the latest day, by whom, and in which entry."""
    return {act.part: (day_of(act.tid), act.av, act.kilde) for act in heard(sak)}
