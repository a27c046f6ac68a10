"""What the templates are told of a case besides the case itself: everything that is derived."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.duty_rules import one_week
from skolemiljo_cli.calendar.later_rules import appeal_until
from skolemiljo_cli.model import heard, measures, steps
from skolemiljo_cli.model.agreements import agreements
from skolemiljo_cli.model.answers import opened_again
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.phase import last_closing, phase
from skolemiljo_cli.model.vocab import Loggtype

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from skolemiljo_cli.calendar.frist import FristPaDag
    from skolemiljo_cli.model.agreements import Avtalerad
    from skolemiljo_cli.model.case import Avslutning, Logginnforing, Sak
    from skolemiljo_cli.model.plan import Evaluering, Tiltak


@dataclass(frozen=True, slots=True)
class Tiltaksrad:
    """A measure with where it stands, what replaced it, and the entries that prove it was done."""

    tiltak: Tiltak
    status: str
    erstattet_av: str | None
    bevis: tuple[Logginnforing, ...]


@dataclass(frozen=True, slots=True)
class Runde:
    """A round of evaluation with its number."""

    nr: int
    evaluering: Evaluering


@dataclass(frozen=True, slots=True)
class Dokumentrad:
    """A line of a list of documents.

    `steg` is the duty it documents, `fil` its path in the bundle, `omfang` its size as text (empty
    when not known), and `sha256` the whole checksum, None for what has not been written down.
    `kilder` are the entries and kinds of acts it tells of, `merknad` what is wrong with it.
    """

    nr: int
    tittel: str
    dato: date | None
    steg: str | None
    fil: str
    omfang: str
    sha256: str | None
    kilder: tuple[str, ...] = ()
    merknad: str | None = None


@dataclass(frozen=True, slots=True)
class Bilde:
    """The derived facts of one case.

    `statsforvalter_uke` is the day one calendar week after it was taken up with rektor,
    `statsforvalter_fra` the later of that day and five virkedager: the day families are told.
    `rettet` leads from a corrected entry to the one that corrects it. `apnet_igjen` is the day a
    closed case was opened again, while nobody has said since then whether the pupil is safe.
    """

    fase: str
    plan_versjon: int | None
    plan_dato: date | None
    steg: Mapping[str, tuple[steps.Handling, ...]]
    tidslinje: tuple[steps.Handling, ...]
    eier_skal_ha_melding: bool | None
    hort: tuple[heard.Hort, ...]
    ikke_hort: tuple[str, ...]
    eleven_hort: bool
    tiltak: tuple[Tiltaksrad, ...]
    i_kraft: tuple[Tiltaksrad, ...]
    runder: tuple[Runde, ...]
    avtaler: tuple[Avtalerad, ...]
    logg: tuple[Logginnforing, ...]
    rettet: Mapping[str, str]
    statsforvalter_uke: date | None
    statsforvalter_fra: date | None
    klagefrister: Mapping[str, date]
    avslutning: Avslutning | None
    apnet_igjen: date | None


@dataclass(frozen=True, slots=True)
class Valgt:
    """What this one document is about, chosen by whoever asked for it.

    `innforing` for a referat or elevsamtale, `runde` for an evaluering; `frister` and
    `dokumenter` for the documents that list them.
    """

    innforing: Logginnforing | None = None
    runde: Runde | None = None
    frister: tuple[FristPaDag, ...] = ()
    dokumenter: tuple[Dokumentrad, ...] = field(default=())


def picture(sak: Sak) -> Bilde:
    """Return everything that follows from the case and that documents show."""
    acts = steps.timeline(sak)
    rows = tuple(
        _row(sak, one) for one in (sak.aktivitetsplan.tiltak if sak.aktivitetsplan else ())
    )
    in_force = {one.id for one in measures.in_force(sak)}
    raised = sak.mottak.tatt_opp_med_rektor
    week = one_week(day_of(raised.tid)) if raised else None
    return Bilde(
        fase=phase(sak).value,
        plan_versjon=measures.plan_version(sak),
        plan_dato=measures.plan_day(sak),
        steg={one.value: tuple(a for a in acts if a.steg is one) for one in steps.Steg},
        tidslinje=acts,
        eier_skal_ha_melding=steps.owner_is_told(sak),
        hort=heard.heard(sak),
        ikke_hort=heard.others_not_heard(sak),
        eleven_hort=heard.pupil_heard(sak),
        tiltak=rows,
        i_kraft=tuple(one for one in rows if one.tiltak.id in in_force),
        runder=tuple(Runde(nr, one) for nr, one in enumerate(measures.rounds(sak), 1)),
        avtaler=agreements(sak),
        logg=tuple(sorted(sak.logg, key=lambda one: steps.moment(one.tid))),
        rettet=heard.corrections(sak),
        statsforvalter_uke=week[0] if week else None,
        statsforvalter_fra=max(week) if week else None,
        klagefrister={one.id: appeal_until(one.vedtak) for one in sak.statsforvalter if one.vedtak},
        avslutning=last_closing(sak),
        apnet_igjen=opened_again(sak),
    )


def entry_for(sak: Sak, dokument: str, entry_id: str | None) -> Logginnforing | None:
    """Return the entry a referat or elevsamtale is made of: the one named, else the latest."""
    kinds = _KINDS.get(dokument, frozenset())
    fitting = [
        one for one in sak.logg if one.id == entry_id or (not entry_id and one.type in kinds)
    ]
    gone = heard.corrections(sak)
    standing = [one for one in fitting if one.id not in gone or one.id == entry_id]
    return max(standing, key=lambda one: steps.moment(one.tid), default=None)


def entries_for(sak: Sak, dokument: str) -> tuple[Logginnforing, ...]:
    """Return every entry such a document is made of, the first first; corrected ones as well."""
    kinds = _KINDS.get(dokument, frozenset())
    fitting = (one for one in sak.logg if one.type in kinds)
    return tuple(sorted(fitting, key=lambda one: steps.moment(one.tid)))


_KINDS = {
    "referat": frozenset({Loggtype.MOTE, Loggtype.SAMTALE, Loggtype.TELEFON, Loggtype.EKSTERN}),
    "elevsamtale": frozenset({Loggtype.ELEVSAMTALE, Loggtype.GJENOPPRETTENDE}),
}


def _row(sak: Sak, tiltak: Tiltak) -> Tiltaksrad:
    return Tiltaksrad(
        tiltak,
        measures.status(sak, tiltak).value,
        measures.successor(sak, tiltak.id),
        measures.proof(sak, tiltak.id),
    )
