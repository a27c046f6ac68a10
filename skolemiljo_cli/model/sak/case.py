"""The case itself: everything one `sak.yaml` says, as one frozen value."""

from typing import Annotated

from pydantic import Field

from skolemiljo_cli.model import ids
from skolemiljo_cli.model.base import (
    Dato,
    Del,
    EntryId,
    JaNei,
    Parter,
    ParterEllerEn,
    PartNokkel,
    PlanlagtDato,
    SakId,
    Tekst,
    Tid,
)
from skolemiljo_cli.model.sak.approvals import ForesatteLikevel, Navnefunn, Utlevering
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.sak.plan import Aktivitetsplan, LoggId, TiltakId, Undersokelse
from skolemiljo_cli.model.sak.report import Melding, Mottak
from skolemiljo_cli.model.vocab import Delplikt, Kanal, Loggtype, Sakstype, Sluttgrunn, Svar, Utfall

AvtaleId = Annotated[str, EntryId(ids.AGREEMENT)]


class Avtale(Del):
    """Noe som er avtalt i et møte: hva, hvem, og når det skal være gjort."""

    id: AvtaleId = Field(title="Id")
    hva: Tekst = Field(title="Hva")
    hvem: ParterEllerEn = Field((), title="Hvem")
    frist: PlanlagtDato | None = Field(None, title="Frist")


class Logginnforing(Del):
    """Noe som har skjedd. Innføringer legges til; en retting er en ny innføring."""

    id: LoggId = Field(title="Id")
    tid: Tid = Field(title="Når det skjedde")
    type: Loggtype = Field(title="Hva slags innføring")
    delplikt: Delplikt | None = Field(None, title="Hvilken delplikt den hører til")
    av: PartNokkel | None = Field(None, title="Ført av")
    med: Parter = Field((), title="Hvem det var med")
    om: Parter = Field((), title="Hvem teksten handler om", description="Avgjør hvem som ser den.")
    ikke_til: Parter = Field(
        (),
        title="Hvem innføringen ikke skal vises for",
        description="Når det kan skade eleven at de får vite det. Den følger med til rettelser.",
    )
    tiltak: tuple[TiltakId, ...] = Field((), title="Tiltak som er gjennomført")
    kanal: Kanal | None = Field(None, title="Hvordan")
    sted: Tekst | None = Field(None, title="Sted")
    fravaerende: Parter = Field((), title="Fraværende")
    formal: Tekst | None = Field(None, title="Formål")
    tekst: Tekst | None = Field(None, title="Tekst")
    elevens_ord: Tekst | None = Field(None, title="Elevens egne ord")
    onsker: Tekst | None = Field(None, title="Hva eleven ønsker")
    kan_deles: Tekst | None = Field(None, title="Hva som kan deles, og med hvem")
    trygg_voksen: JaNei | None = Field(None, title="Samtalen var med en voksen eleven er trygg på")
    rammer_forklart: JaNei | None = Field(None, title="Hva samtalen er til, er forklart")
    lest_for_eleven: JaNei | None = Field(None, title="Referatet er lest for eleven")
    synspunkter: dict[PartNokkel, Tekst] = Field(
        default_factory=dict, title="Synspunkter", description="Nøkkelen til parten, og synet."
    )
    oppsummering: Tekst | None = Field(None, title="Oppsummering")
    avtaler: tuple[Avtale, ...] = Field((), title="Avtaler")
    oppfyller: tuple[AvtaleId, ...] = Field((), title="Avtaler som er gjennomført")
    orienteres: Parter = Field((), title="Hvem som skal orienteres")
    neste_mote: PlanlagtDato | None = Field(None, title="Neste møte")
    godkjent: Dato | None = Field(None, title="Referatet er godkjent")
    retter: LoggId | None = Field(
        None, title="Retter", description="Id-en til innføringen denne retter."
    )


class Vedlegg(Del):
    """En fil som hører til saken."""

    fil: Tekst = Field(title="Fil", examples=["vedlegg/referat-1.pdf"])
    sha256: Tekst | None = Field(None, title="SHA-256")
    innforing: LoggId | None = Field(None, title="Hører til", description="Id i loggen.")
    dato: Dato | None = Field(None, title="Dato")
    om: Parter = Field((), title="Hvem filen handler om")
    ikke_til: Parter = Field((), title="Hvem filen ikke skal vises for")
    beskrivelse: Tekst | None = Field(None, title="Beskrivelse")


class Avslutning(Del):
    """At saken er avsluttet. Plikten varer til eleven har det trygt og godt."""

    id: Annotated[str, EntryId(ids.CLOSING)] = Field(title="Id")
    dato: Dato = Field(title="Dato")
    av: PartNokkel | None = Field(None, title="Avsluttet av")
    grunnlag: Sluttgrunn | None = Field(None, title="Hvorfor saken avsluttes")
    elevens_svar: Tekst | None = Field(None, title="Elevens eget svar")
    uten_elevens_svar: Tekst | None = Field(
        None, title="Hvorfor elevens svar mangler", description="Bare når eleven ikke er spurt."
    )
    trygt_og_godt: Svar = Field(Svar.UAVKLART, title="Har eleven det trygt og godt?")
    foresattes_syn: Tekst | None = Field(None, title="De foresattes syn")
    begrunnelse: Tekst | None = Field(None, title="Begrunnelse")
    gjenstar: Tekst | None = Field(None, title="Tiltak som fortsetter i det vanlige arbeidet")
    oppfolging: PlanlagtDato | None = Field(None, title="Oppfølging")
    oppfolging_av: PartNokkel | None = Field(None, title="Hvem som følger opp")
    gjenapnes_hvis: Tekst | None = Field(None, title="Saken åpnes igjen hvis")
    arkivert: Tekst | None = Field(None, title="Hvor saken er arkivert")
    arkivert_dato: Dato | None = Field(None, title="Arkivert den")
    ikke_til: Parter = Field((), title="Hvem avslutningen ikke skal vises for")


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


class Foresporsel(Del):
    """Noe statsforvalteren har bedt om, og hva som er sendt."""

    dato: Dato = Field(title="Mottatt")
    hva: Tekst | None = Field(None, title="Hva det er bedt om")
    frist: PlanlagtDato | None = Field(None, title="Svarfrist")
    sendt: Dato | None = Field(None, title="Sendt")
    sendt_hva: Tekst | None = Field(None, title="Hva som er sendt")


class Statsforvaltersak(Del):
    """At saken er meldt til statsforvalteren."""

    id: Annotated[str, EntryId(ids.GOVERNOR)] = Field(title="Id")
    meldt: Dato | None = Field(None, title="Når skolen fikk vite om det")
    av: PartNokkel | None = Field(None, title="Hvem som meldte saken")
    referanse: Tekst | None = Field(None, title="Statsforvalterens saksnummer")
    foresporsler: tuple[Foresporsel, ...] = Field((), title="Hva det er bedt om og sendt")
    vedtak: Vedtak | None = Field(None, title="Vedtak")


class Unntak(Del):
    """At en regel i «check» ikke passer for saken, og hvorfor. Dokumentene viser det."""

    regel: Tekst = Field(title="Regel", examples=["tiltak-generelt", "L11"])
    begrunnelse: Tekst | None = Field(None, title="Begrunnelse")
    dato: Dato | None = Field(None, title="Dato")
    av: PartNokkel | None = Field(None, title="Bestemt av")


class Sak(Del):
    """En skolemiljøsak etter opplæringslova kapittel 12."""

    id: SakId = Field(title="Saks-id", description="Samme som navnet på mappen.")
    type: Sakstype = Field(title="Sakstype", description="12-4, 12-5-ansatt eller 12-5-ledelse.")
    saksansvarlig: PartNokkel | None = Field(None, title="Saksansvarlig")
    tidligere_saksansvarlige: Parter = Field((), title="Tidligere saksansvarlige")
    arkivreferanse: Tekst | None = Field(
        None, title="Arkivreferanse", description="Saksnummeret i sak-/arkivsystemet."
    )
    koblet: tuple[SakId, ...] = Field(
        (),
        title="Koblede saker",
        description="Id-ene til sakene til andre elever i det samme, eller til elevens egen sak.",
    )
    parter: dict[PartNokkel, Part] = Field(
        default_factory=dict,
        title="Parter",
        description="Hvem saken handler om, og hvem som er med: en nøkkel, og hvem det er.",
    )
    melding: Melding = Field(title="Melding")
    mottak: Mottak = Field(default_factory=Mottak, title="Mottak")
    undersokelse: Undersokelse | None = Field(None, title="Undersøkelse")
    aktivitetsplan: Aktivitetsplan | None = Field(None, title="Aktivitetsplan")
    logg: tuple[Logginnforing, ...] = Field((), title="Logg")
    vedlegg: tuple[Vedlegg, ...] = Field((), title="Vedlegg")
    statsforvalter: tuple[Statsforvaltersak, ...] = Field((), title="Statsforvalteren")
    avslutninger: tuple[Avslutning, ...] = Field((), title="Avslutninger")
    gjenapninger: tuple[Gjenapning, ...] = Field((), title="Gjenåpninger")
    utleveringer: tuple[Utlevering, ...] = Field((), title="Dokumenter som er gitt ut")
    navnefunn: tuple[Navnefunn, ...] = Field((), title="Ord som ligner navn, og hva de er")
    foresatte_likevel: tuple[ForesatteLikevel, ...] = Field(
        (),
        title="Dokumenter de foresatte likevel får",
        description="Besluttet mens det står at de foresatte ikke skal informeres.",
    )
    unntak: tuple[Unntak, ...] = Field((), title="Regler som ikke brukes i saken")
