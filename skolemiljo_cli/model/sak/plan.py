"""The investigation, the activity plan with its measures, and the evaluations of them."""

from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from skolemiljo_cli.model import ids
from skolemiljo_cli.model.base import (
    Dato,
    Del,
    EnEllerFlere,
    EntryId,
    JaNei,
    Parter,
    ParterEllerEn,
    PartNokkel,
    PlanlagtDato,
    SakId,
    Tekst,
    matching,
)
from skolemiljo_cli.model.vocab import Grad, Metode, Planfelt, RettetMot, Svar, Utgang, Videre

TiltakId = Annotated[str, EntryId(ids.MEASURE)]
EvalueringId = Annotated[str, EntryId(ids.EVALUATION)]
LoggId = Annotated[str, EntryId(ids.LOG)]
RevisjonId = Annotated[str, EntryId(ids.REVISION)]


TiltakDer = Annotated[
    str,
    BeforeValidator(
        matching(
            ids.entry_pattern(ids.MEASURE), "en id her er «t-» og fire tegn, for eksempel t-9xk2"
        )
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{ids.entry_pattern(ids.MEASURE).pattern}$"}),
]
"""The id of a measure in another case: this one has no such entry."""


class Utsatt(Del):
    """Hvorfor undersøkelsen er utsatt, og til når."""

    begrunnelse: Tekst | None = Field(None, title="Begrunnelse")
    til: PlanlagtDato | None = Field(None, title="Utsatt til")
    dato: Dato | None = Field(None, title="Utsatt den")
    av: PartNokkel | None = Field(None, title="Utsatt av")


class Konklusjon(Del):
    """Hva undersøkelsen viste."""

    dato: Dato | None = Field(None, title="Dato")
    av: PartNokkel | None = Field(None, title="Konkludert av")
    trygt_og_godt: Svar = Field(
        Svar.UAVKLART, title="Har eleven det trygt og godt?", description="ja, nei eller uavklart."
    )
    begrunnelse: Tekst | None = Field(None, title="Begrunnelse")
    elevens_beste: Tekst | None = Field(None, title="Vurdering av elevens beste (§ 10-1)")
    tiltak_nodvendig: JaNei | None = Field(None, title="Er tiltak nødvendig?")


class Undersokelse(Del):
    """Undersøkelsen, som skal skje snarest (§ 12-4 andre ledd)."""

    startet: Dato | None = Field(None, title="Startet")
    ansvarlig: PartNokkel | None = Field(None, title="Ansvarlig")
    utsatt: Utsatt | None = Field(None, title="Utsatt", description="Bare når den er utsatt.")
    sporsmal: Tekst | None = Field(None, title="Hva som skal undersøkes")
    metoder: tuple[Metode, ...] = Field((), title="Metoder")
    elevens_opplevelse: Tekst | None = Field(None, title="Elevens egen opplevelse")
    foresattes_syn: Tekst | None = Field(None, title="De foresattes syn")
    ikke_hort: dict[PartNokkel, Tekst] = Field(
        default_factory=dict,
        title="Elever som ikke er hørt",
        description="Nøkkelen til eleven, og hvorfor.",
    )
    faktorer: Tekst | None = Field(
        None,
        title="Hva som virker inn",
        description="Hos eleven, i gruppen, klassen, på skolen, blant de voksne.",
    )
    ikke_gjort: Tekst | None = Field(None, title="Det som ikke er gjort, og hvorfor")
    konklusjon: Konklusjon | None = Field(None, title="Konklusjon")
    tidligere_utsettelser: tuple[Utsatt, ...] = Field((), title="Tidligere utsettelser")
    tidligere_konklusjoner: tuple[Konklusjon, ...] = Field((), title="Tidligere konklusjoner")
    ikke_til: Parter = Field((), title="Hvem undersøkelsen ikke skal vises for")


class Enkeltvedtak(Del):
    """Bare for tiltak som krever det: skolebytte (§ 13-2) og bortvisning (§ 13-1)."""

    referanse: Tekst | None = Field(None, title="Saksnummer for vedtaket")
    dato: Dato | None = Field(None, title="Dato")
    av: PartNokkel | None = Field(None, title="Fattet av")
    varslet: Dato | None = Field(None, title="Forhåndsvarslet")
    hort: Dato | None = Field(None, title="Elev og foresatte er hørt")
    begrunnelse: Tekst | None = Field(None, title="Begrunnelse")
    underrettet: Dato | None = Field(None, title="Elev og foresatte har fått vedtaket")


class Fellestiltak(Del):
    """Hvor et tiltak som er felles for flere elever, står."""

    sak: SakId = Field(title="Saken det står i")
    tiltak: TiltakDer = Field(title="Id-en til tiltaket der")


class Tiltak(Del):
    """Ett tiltak i planen (§ 12-4 tredje ledd, bokstav b til e)."""

    id: TiltakId = Field(title="Id")
    tiltak: Tekst | None = Field(None, title="Hva skolen skal gjøre (b)")
    rettet_mot: Annotated[tuple[RettetMot, ...], EnEllerFlere()] = Field((), title="Rettet mot")
    fra: PlanlagtDato | None = Field(None, title="Gjennomføres fra (c)")
    til: PlanlagtDato | None = Field(None, title="Gjennomføres til (c)")
    hyppighet: Tekst | None = Field(None, title="Hvor ofte (c)", examples=["hvert storefri"])
    gjennomfores_av: ParterEllerEn = Field((), title="Hvem som skal gjennomføre tiltaket (d)")
    evalueres: PlanlagtDato | None = Field(None, title="Når tiltaket skal evalueres (e)")
    bygger_pa: tuple[LoggId, ...] = Field(
        (), title="Bygger på", description="Id-ene til funnene i loggen som tiltaket svarer på."
    )
    begrunnelse: Tekst | None = Field(None, title="Hvorfor dette tiltaket")
    opprettet: Dato | None = Field(None, title="Satt inn i planen")
    av: PartNokkel | None = Field(None, title="Satt inn av")
    erstatter: TiltakId | None = Field(
        None, title="Erstatter", description="Tiltaket dette er en ny utgave av."
    )
    enkeltvedtak: Enkeltvedtak | None = Field(None, title="Enkeltvedtak, når tiltaket krever det")
    felles: Fellestiltak | None = Field(
        None, title="Felles tiltak", description="Står i en annen sak; teksten og tiden er der."
    )
    ikke_til: Parter = Field((), title="Hvem tiltaket ikke skal vises for")


class TiltakVurdert(Del):
    """Hva evalueringen sier om ett tiltak."""

    gjennomfort: Grad = Field(Grad.UAVKLART, title="Gjennomført?")
    effekt: Grad = Field(Grad.UAVKLART, title="Har det hjulpet?")
    videre: Videre | None = Field(None, title="Videre", description="slutter, fortsetter, endres.")
    merknad: Tekst | None = Field(None, title="Merknad")


class Evaluering(Del):
    """En runde der tiltakene evalueres."""

    id: EvalueringId = Field(title="Id")
    dato: Dato = Field(title="Dato")
    av: PartNokkel | None = Field(None, title="Ført av")
    til_stede: Parter = Field((), title="Til stede")
    tiltak: dict[TiltakId, TiltakVurdert] = Field(
        default_factory=dict,
        title="Tiltakene",
        description="Id-en til hvert tiltak i runden, og hvordan det gikk.",
    )
    elevens_svar: Tekst | None = Field(None, title="Elevens eget svar")
    foresattes_svar: Tekst | None = Field(None, title="De foresattes svar")
    vurdering: Tekst | None = Field(None, title="Skolens vurdering")
    trygt_og_godt: Svar = Field(Svar.UAVKLART, title="Har eleven det trygt og godt?")
    utgang: Utgang | None = Field(
        None, title="Planen prolongeres eller avsluttes", description="prolongeres, avsluttes."
    )
    ekstern_bistand: Tekst | None = Field(
        None, title="Er hjelp utenfra vurdert?", description="Fra fjerde runde spørres det."
    )
    neste: PlanlagtDato | None = Field(None, title="Neste evaluering")
    ikke_til: Parter = Field((), title="Hvem evalueringen ikke skal vises for")


class Revisjon(Del):
    """At planen er endret: en ny versjon fra denne dagen."""

    id: RevisjonId = Field(title="Id")
    dato: Dato = Field(title="Dato")
    av: PartNokkel | None = Field(None, title="Endret av")
    endring: Tekst | None = Field(None, title="Hva som er endret, og hvorfor")
    tiltak: tuple[TiltakId, ...] = Field((), title="Tiltak som kom til")
    tidligere: dict[Planfelt, Tekst] = Field(
        default_factory=dict, title="Slik sto det før", description="Feltet, og teksten som var."
    )


class Aktivitetsplan(Del):
    """Den skriftlige planen (§ 12-4 tredje ledd): problem, tiltak, når, hvem, evaluering."""

    opprettet: Dato | None = Field(None, title="Planen er laget")
    av: PartNokkel | None = Field(None, title="Laget av")
    problem: Tekst | None = Field(None, title="Hvilke problemer tiltakene skal løse (a)")
    mal: Tekst | None = Field(None, title="Hva planen skal føre til")
    tiltak: tuple[Tiltak, ...] = Field((), title="Tiltak (b–e)")
    elevens_syn: Tekst | None = Field(None, title="Elevens syn på planen")
    foresattes_syn: Tekst | None = Field(None, title="De foresattes syn på planen")
    kommunikasjon: Tekst | None = Field(
        None, title="Oppsummering av kommunikasjonen med elever og foreldre"
    )
    vurdering: Tekst | None = Field(None, title="Skolens vurdering av saken")
    elevens_beste: Tekst | None = Field(None, title="Vurdering av elevens beste (§ 10-1)")
    senskade: Tekst | None = Field(None, title="Oppfølging mot senskade")
    evalueringer: tuple[Evaluering, ...] = Field((), title="Evalueringer")
    revidert: tuple[Revisjon, ...] = Field(
        (), title="Revidert", description="Hver endring av planen er en ny versjon."
    )
    ikke_til: Parter = Field((), title="Hvem planen ikke skal vises for")
