"""The case itself: everything one `sak.yaml` says, as one frozen value."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from skolemiljo_cli.model import ids
from skolemiljo_cli.model.base import (
    Dato,
    Del,
    EntryId,
    JaNei,
    Parter,
    PartNokkel,
    PlanlagtDato,
    Tekst,
    Tid,
    matching,
)
from skolemiljo_cli.model.people import Part
from skolemiljo_cli.model.plan import Aktivitetsplan, LoggId, TiltakId, Undersokelse
from skolemiljo_cli.model.report import Melding, Mottak
from skolemiljo_cli.model.vocab import Delplikt, Loggtype, Sakstype, Svar, Utfall

SakId = Annotated[
    str,
    BeforeValidator(
        matching(
            ids.CASE_ID,
            "en saks-id er datoen saken ble åpnet og fire tegn, for eksempel 2026-11-22-k3fq",
        )
    ),
]


class Logginnforing(Del):
    """Noe som har skjedd. Innføringer legges til; en retting er en ny innføring."""

    id: LoggId = Field(title="Id")
    tid: Tid = Field(title="Når det skjedde")
    type: Loggtype = Field(title="Hva slags innføring")
    delplikt: Delplikt | None = Field(None, title="Hvilken delplikt den hører til")
    av: PartNokkel | None = Field(None, title="Ført av")
    med: Parter = Field((), title="Hvem det var med")
    om: Parter = Field((), title="Hvem teksten handler om", description="Avgjør hvem som ser den.")
    tiltak: tuple[TiltakId, ...] = Field((), title="Tiltak som er gjennomført")
    tekst: Tekst | None = Field(None, title="Tekst")
    retter: LoggId | None = Field(
        None, title="Retter", description="Id-en til innføringen denne retter."
    )


class Vedlegg(Del):
    """En fil som hører til saken."""

    fil: Tekst = Field(title="Fil", examples=["vedlegg/referat-1.pdf"])
    sha256: Tekst | None = Field(None, title="SHA-256")
    om: Parter = Field((), title="Hvem filen handler om")
    beskrivelse: Tekst | None = Field(None, title="Beskrivelse")


class Avslutning(Del):
    """At saken er avsluttet. Plikten varer til eleven har det trygt og godt."""

    id: Annotated[str, EntryId(ids.CLOSING)] = Field(title="Id")
    dato: Dato = Field(title="Dato")
    av: PartNokkel | None = Field(None, title="Avsluttet av")
    elevens_svar: Tekst | None = Field(None, title="Elevens eget svar")
    trygt_og_godt: Svar = Field(Svar.UAVKLART, title="Har eleven det trygt og godt?")
    foresattes_syn: Tekst | None = Field(None, title="De foresattes syn")
    begrunnelse: Tekst | None = Field(None, title="Begrunnelse")
    oppfolging: PlanlagtDato | None = Field(None, title="Oppfølging")
    arkivert: Tekst | None = Field(None, title="Hvor saken er arkivert")


class Gjenapning(Del):
    """At en avsluttet sak er åpnet igjen."""

    id: Annotated[str, EntryId(ids.REOPENING)] = Field(title="Id")
    dato: Dato = Field(title="Dato")
    av: PartNokkel | None = Field(None, title="Gjenåpnet av")
    begrunnelse: Tekst | None = Field(None, title="Begrunnelse")


class Vedtak(Del):
    """Statsforvalterens vedtak (§ 12-6)."""

    dato: Dato = Field(title="Vedtaksdato")
    mottatt: Dato | None = Field(None, title="Mottatt", description="Klagefristen løper herfra.")
    utfall: Utfall | None = Field(None, title="Utfall")
    palegg: Tekst | None = Field(None, title="Hva skolen er pålagt")
    frist: PlanlagtDato | None = Field(None, title="Frist for pålegget")
    oppfylt: Dato | None = Field(None, title="Pålegget er oppfylt")
    paklaget: JaNei | None = Field(None, title="Vedtaket er påklaget")


class Statsforvaltersak(Del):
    """At saken er meldt til statsforvalteren."""

    id: Annotated[str, EntryId(ids.GOVERNOR)] = Field(title="Id")
    meldt: Dato | None = Field(None, title="Når skolen fikk vite om det")
    referanse: Tekst | None = Field(None, title="Statsforvalterens saksnummer")
    vedtak: Vedtak | None = Field(None, title="Vedtak")


class Sak(Del):
    """En skolemiljøsak etter opplæringslova kapittel 12."""

    id: SakId = Field(title="Saks-id", description="Samme som navnet på mappen.")
    type: Sakstype = Field(title="Sakstype", description="12-4, 12-5-ansatt eller 12-5-ledelse.")
    saksansvarlig: PartNokkel | None = Field(None, title="Saksansvarlig")
    arkivreferanse: Tekst | None = Field(
        None, title="Arkivreferanse", description="Saksnummeret i sak-/arkivsystemet."
    )
    parter: dict[PartNokkel, Part] = Field(default_factory=dict, title="Parter")
    melding: Melding = Field(title="Melding")
    mottak: Mottak = Field(default_factory=Mottak, title="Mottak")
    undersokelse: Undersokelse | None = Field(None, title="Undersøkelse")
    aktivitetsplan: Aktivitetsplan | None = Field(None, title="Aktivitetsplan")
    logg: tuple[Logginnforing, ...] = Field((), title="Logg")
    vedlegg: tuple[Vedlegg, ...] = Field((), title="Vedlegg")
    statsforvalter: tuple[Statsforvaltersak, ...] = Field((), title="Statsforvalteren")
    avslutninger: tuple[Avslutning, ...] = Field((), title="Avslutninger")
    gjenapninger: tuple[Gjenapning, ...] = Field((), title="Gjenåpninger")
