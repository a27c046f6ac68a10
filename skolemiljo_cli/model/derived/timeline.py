"""The timeline of what the school has done for each duty, used by overviews and forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.heard import PUPILS, current_log
from skolemiljo_cli.model.vocab import Delplikt, Loggtype, Rolle, Sakstype

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak


class Steg(StrEnum):
    """The steps of a case: the five duties, with the owner and the evaluation as their own."""

    FOLGE_MED = "folge_med"
    GRIPE_INN = "gripe_inn"
    MELDE_FRA = "melde_fra"
    SKOLEEIER = "skoleeier"
    UNDERSOKE = "undersoke"
    TILTAK = "tiltak"
    EVALUERING = "evaluering"


class Art(StrEnum):
    """The kind of an act; the texts shown to people are in the templates and in `cli`."""

    MELDING = "melding"
    HANDTERING = "handtering"
    STRAKSTILTAK = "strakstiltak"
    REKTOR = "rektor"
    TATT_OPP = "tatt_opp_med_rektor"
    ALVOR = "alvorlig"
    EIER = "skoleeier"
    IKKE_EIER = "apenbart_grunnlos"
    INFORMERT = "foresatte_informert"
    STARTET = "undersokelse_startet"
    UTSATT = "undersokelse_utsatt"
    KONKLUSJON = "konklusjon"
    PLAN = "plan"
    REVIDERT = "revidert"
    EVALUERT = "evaluert"
    LOGG = "logg"
    STATSFORVALTER = "statsforvalter"
    VEDTAK = "vedtak"
    AVSLUTTET = "avsluttet"
    GJENAPNET = "gjenapnet"


@dataclass(frozen=True, slots=True)
class Handling:
    """An act of the school.

    `steg` is the duty it fulfils (None when it fulfils none), `nar` the day or moment (None when
    it was not recorded), `av` a party key, `tekst` the description in the case and `id` the entry
    that records it. `type` is the kind of log entry, for `Art.LOGG`.
    """

    steg: Steg | None
    nar: date | datetime | None
    art: Art
    av: str | None = None
    tekst: str | None = None
    id: str | None = None
    type: str | None = None


_STEP_OF_DUTY = {duty: Steg(duty.value) for duty in Delplikt}
_STEP_OF_KIND = {
    Loggtype.OBSERVASJON: Steg.FOLGE_MED,
    Loggtype.EKSTRA_TILSYN: Steg.FOLGE_MED,
    Loggtype.KARTLEGGING: Steg.UNDERSOKE,
    Loggtype.SOSIOGRAM: Steg.UNDERSOKE,
    Loggtype.ELEVSAMTALE: Steg.UNDERSOKE,
    Loggtype.GJENNOMFORING: Steg.TILTAK,
    Loggtype.FYSISK_INNGREP: Steg.GRIPE_INN,
}
"""The duty that an entry fulfils when it does not name one."""


def timeline(sak: Sak) -> tuple[Handling, ...]:
    """Return all acts in chronological order; acts without a date come last."""
    acts = (*_reported(sak), *_received(sak), *_investigated(sak), *_planned(sak), *_later(sak))
    logged = tuple(_logged(sak))
    return tuple(sorted((*acts, *logged), key=lambda act: moment(act.nar)))


def of_step(sak: Sak, steg: Steg) -> tuple[Handling, ...]:
    """Return the acts for one duty, in chronological order."""
    return tuple(act for act in timeline(sak) if act.steg is steg)


def owner_must_be_told(sak: Sak) -> bool | None:
    """Tell whether the owner must be told; None until somebody has assessed the gravity."""
    if sak.type is not Sakstype.ELEV:
        return True
    judged = sak.mottak.alvorlig
    return judged.vurdering if judged else None


def moment(nar: date | datetime | None) -> datetime:
    """Return a sort key: a day without a time sorts as its start, a missing day last."""
    if isinstance(nar, datetime):
        return nar.replace(tzinfo=None)
    return datetime.combine(nar or date.max, time.min)


def _reported(sak: Sak) -> Iterator[Handling]:
    melding = sak.melding
    yield Handling(Steg.MELDE_FRA, melding.dato, Art.MELDING, melding.melder, melding.beskrivelse)
    if melding.handtering:
        text = melding.handtering
        yield Handling(Steg.GRIPE_INN, melding.dato, Art.HANDTERING, _employee(sak), text)
    if melding.strakstiltak:
        text = melding.strakstiltak
        yield Handling(Steg.GRIPE_INN, melding.dato, Art.STRAKSTILTAK, _employee(sak), text)
    informed = melding.foresatte_informert
    if informed and informed.dato:
        yield Handling(None, informed.dato, Art.INFORMERT, informed.av)


def _employee(sak: Sak) -> str | None:
    """Return the reporter; None for a pupil or a guardian, since then somebody else acted."""
    reporter = sak.parter.get(sak.melding.melder or "")
    outside = reporter is not None and reporter.rolle in (*PUPILS, Rolle.FORESATT)
    return None if outside else sak.melding.melder


def _received(sak: Sak) -> Iterator[Handling]:
    mottak = sak.mottak
    if mottak.rektor:
        yield Handling(Steg.MELDE_FRA, mottak.rektor.tid, Art.REKTOR, mottak.rektor.av)
    if mottak.tatt_opp_med_rektor:
        raised = mottak.tatt_opp_med_rektor
        yield Handling(Steg.MELDE_FRA, raised.tid, Art.TATT_OPP, raised.av)
    if mottak.alvorlig:
        judged = mottak.alvorlig
        yield Handling(Steg.SKOLEEIER, judged.dato, Art.ALVOR, judged.av, judged.begrunnelse)
    notice = mottak.skoleeier
    if notice and notice.tid:
        yield Handling(Steg.SKOLEEIER, notice.tid, Art.EIER, notice.av, notice.mottaker)
    elif notice and notice.apenbart_grunnlos:
        yield Handling(Steg.SKOLEEIER, None, Art.IKKE_EIER, notice.av, notice.apenbart_grunnlos)


def _investigated(sak: Sak) -> Iterator[Handling]:
    inquiry = sak.undersokelse
    if inquiry is None:
        return
    if inquiry.utsatt:
        late = inquiry.utsatt
        yield Handling(Steg.UNDERSOKE, late.dato, Art.UTSATT, late.av, late.begrunnelse)
    if inquiry.startet:
        yield Handling(
            Steg.UNDERSOKE, inquiry.startet, Art.STARTET, inquiry.ansvarlig, inquiry.sporsmal
        )
    if inquiry.konklusjon:
        end = inquiry.konklusjon
        yield Handling(Steg.UNDERSOKE, end.dato, Art.KONKLUSJON, end.av, end.begrunnelse)


def _planned(sak: Sak) -> Iterator[Handling]:
    plan = sak.aktivitetsplan
    if plan is None:
        return
    yield Handling(Steg.TILTAK, plan.opprettet, Art.PLAN, plan.av, plan.problem)
    for change in plan.revidert:
        yield Handling(Steg.TILTAK, change.dato, Art.REVIDERT, change.av, change.endring, change.id)
    for held in plan.evalueringer:
        yield Handling(Steg.EVALUERING, held.dato, Art.EVALUERT, held.av, held.vurdering, held.id)


def _later(sak: Sak) -> Iterator[Handling]:
    for reported in sak.statsforvalter:
        yield Handling(
            None, reported.meldt, Art.STATSFORVALTER, reported.av, reported.referanse, reported.id
        )
        if reported.vedtak:
            decided = reported.vedtak
            yield Handling(None, decided.dato, Art.VEDTAK, None, decided.palegg, reported.id)
    for closing in sak.avslutninger:
        text = closing.begrunnelse
        yield Handling(None, closing.dato, Art.AVSLUTTET, closing.av, text, closing.id)
    for again in sak.gjenapninger:
        yield Handling(None, again.dato, Art.GJENAPNET, again.av, again.begrunnelse, again.id)


def _logged(sak: Sak) -> Iterator[Handling]:
    for entry in current_log(sak):
        step = _STEP_OF_DUTY[entry.delplikt] if entry.delplikt else _STEP_OF_KIND.get(entry.type)
        yield Handling(step, entry.tid, Art.LOGG, entry.av, entry.tekst, entry.id, entry.type.value)
