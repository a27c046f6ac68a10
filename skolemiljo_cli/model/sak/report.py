"""The report (the seed's internal note and the wider form) and how it was received."""

from pydantic import Field

from skolemiljo_cli.model.base import Dato, Del, JaNei, Parter, PartNokkel, Tekst, Tid
from skolemiljo_cli.model.vocab import Alvorstegn, Kanal, Kilde, Krenkelse, Miljo


class Hendelse(Del):
    """Når og hvor det skjedde."""

    dato: Tid | None = Field(None, title="Når det skjedde")
    sted: Tekst | None = Field(None, title="Hvor det skjedde", examples=["skolegården"])


class Videresendt(Del):
    """Hvem meldingen er gitt videre til."""

    dato: Dato | None = Field(None, title="Dato")
    til: PartNokkel | None = Field(None, title="Til")


class ForesatteInformert(Del):
    """At de foresatte er informert, eller hvorfor det ikke er aktuelt."""

    dato: Tid | None = Field(None, title="Dato")
    av: PartNokkel | None = Field(None, title="Informert av")
    kanal: Kanal | None = Field(None, title="Hvordan")
    ikke_aktuelt: Tekst | None = Field(
        None, title="Ikke aktuelt", description="Grunnen, når de foresatte ikke skal informeres."
    )


class Signert(Del):
    """Datoen og den som har skrevet under meldingen."""

    dato: Dato | None = Field(None, title="Dato")
    av: PartNokkel | None = Field(None, title="Signert av")


class Melding(Del):
    """Meldingen om at en elev kanskje ikke har et trygt og godt skolemiljø (§ 12-4 andre ledd)."""

    dato: Dato = Field(title="Dato for meldingen")
    melder: PartNokkel | None = Field(None, title="Melder", description="Nøkkelen til melderen.")
    hendelse: Hendelse | None = Field(None, title="Hendelsen")
    kilde: Kilde | None = Field(None, title="Hvordan dette ble kjent")
    miljo: Miljo | None = Field(None, title="Gjelder psykososialt eller fysisk miljø")
    krenkelser: tuple[Krenkelse, ...] = Field((), title="Hva det gjelder")
    beskrivelse: Tekst | None = Field(
        None,
        title="Beskrivelse av det som har skjedd",
        description="Fakta for seg og vurderinger for seg. Bruk {e1} i stedet for navn.",
    )
    handtering: Tekst | None = Field(
        None, title="Hvordan du har håndtert saken", description="Hva som ble gjort med en gang."
    )
    elevens_ord: Tekst | None = Field(
        None, title="Elevens egne ord", description="Gjengi ordrett når det er mulig."
    )
    involverte: Parter = Field((), title="Involverte", description="Elever, voksne, vitner.")
    informert: Parter = Field((), title="Hvem er informert")
    gjelder_kapittel_12: JaNei | None = Field(
        None,
        title="Gjelder kapittel 12",
        description="Saken gjelder elevens rett til et trygt og godt skolemiljø.",
    )
    videresendt: Videresendt | None = Field(None, title="Saken er videresendt")
    foresatte_informert: ForesatteInformert | None = Field(None, title="Foresatte informert")
    haster: JaNei | None = Field(None, title="Haster saken?")
    strakstiltak: Tekst | None = Field(None, title="Strakstiltak")
    signert: Signert | None = Field(None, title="Dato og signatur")
    ikke_til: Parter = Field((), title="Hvem meldingen ikke skal vises for")


class MottattAvRektor(Del):
    """At rektor, eller den rektor har gitt oppgaven, har fått meldingen."""

    tid: Tid = Field(title="Når")
    av: PartNokkel | None = Field(None, title="Mottatt av")
    kanal: Kanal | None = Field(None, title="Hvordan")


class TattOppMedRektor(Del):
    """At elev eller foresatt har tatt saken opp med rektor: uken i § 12-6 løper herfra."""

    tid: Tid = Field(title="Når")
    av: PartNokkel | None = Field(None, title="Tatt opp av")
    mottatt_av: PartNokkel | None = Field(None, title="Mottatt av")
    kanal: Kanal | None = Field(None, title="Hvordan")


class Alvorlig(Del):
    """Rektors vurdering av om dette er et alvorlig tilfelle (§ 12-4 andre ledd)."""

    vurdering: JaNei = Field(title="Alvorlig tilfelle")
    tegn: tuple[Alvorstegn, ...] = Field(
        (), title="Tegn som er vurdert", description="Hjelp til vurderingen; avgjør ingenting."
    )
    begrunnelse: Tekst | None = Field(None, title="Begrunnelse")
    dato: Dato | None = Field(None, title="Dato")
    av: PartNokkel | None = Field(None, title="Vurdert av")


class MeldtSkoleeier(Del):
    """At skoleeieren har fått melding, eller hvorfor meldingen er åpenbart grunnløs."""

    tid: Tid | None = Field(None, title="Når")
    mottaker: Tekst | None = Field(None, title="Mottaker", description="Kontor eller rolle.")
    av: PartNokkel | None = Field(None, title="Meldt av")
    kanal: Kanal | None = Field(None, title="Hvordan")
    haster: JaNei | None = Field(None, title="Haster")
    bistand: Tekst | None = Field(None, title="Ønsket bistand fra skoleeier")
    avviksnummer: Tekst | None = Field(None, title="Nummer i avvikssystemet")
    apenbart_grunnlos: Tekst | None = Field(
        None,
        title="Åpenbart grunnløs",
        description="Bare § 12-5: rektors skriftlige grunn til ikke å melde videre.",
    )


class Ansattsak(Del):
    """Bare § 12-5: den ansattes side. Personalsaken selv føres et annet sted."""

    informert: Dato | None = Field(None, title="Den ansatte er informert")
    uttalt: Dato | None = Field(None, title="Den ansatte har uttalt seg")
    personalsak: Tekst | None = Field(
        None, title="Personalsak", description="Bare om den er opprettet, eller et saksnummer."
    )
    folger_opp_eleven: PartNokkel | None = Field(None, title="Hvem som følger opp eleven")


class Mottak(Del):
    """Hvem som har fått saken, og når. To klokker: rektor og «tatt opp med rektor»."""

    rektor: MottattAvRektor | None = Field(None, title="Meldt til rektor")
    tatt_opp_med_rektor: TattOppMedRektor | None = Field(
        None, title="Tatt opp med rektor av elev eller foresatt"
    )
    alvorlig: Alvorlig | None = Field(None, title="Vurdering av alvor")
    skoleeier: MeldtSkoleeier | None = Field(None, title="Meldt til skoleeier")
    tidligere_vurderinger: tuple[Alvorlig, ...] = Field((), title="Tidligere vurderinger av alvor")
    ansattsak: Ansattsak | None = Field(None, title="Når en ansatt kan ha krenket eleven")
    ikke_til: Parter = Field((), title="Hvem mottaket ikke skal vises for")
