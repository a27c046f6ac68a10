"""What the kinds of content, people and recipients are called, for those who read the rules."""

from types import MappingProxyType

from skolemiljo_cli.sharing.kinds import Hvem, Innhold
from skolemiljo_cli.sharing.recipient import Mottakertype

CONTENT = MappingProxyType(
    {
        Innhold.RAMME: "saksnummer, type og dagen det ble meldt",
        Innhold.MELDING: "hva som er meldt, og hva som ble gjort med en gang",
        Innhold.SAKSGANG: "hvem som gjorde hva, og når",
        Innhold.VURDERING: "skolens vurderinger og konklusjoner",
        Innhold.PLAN: "planen, evalueringene og avslutningen",
        Innhold.EGNE_TILTAK: "egne tiltak",
        Innhold.FELLES_TILTAK: "tiltak for gruppen, klassen, skolen eller de ansatte",
        Innhold.ANDRES_TILTAK: "tiltak for andre elever",
        Innhold.EGNE_ORD: "egne ord og foresattes syn",
        Innhold.ANDRES_ORD: "det andre elever og foresatte har sagt",
        Innhold.DELING: "hva eleven har sagt kan deles fra en samtale",
        Innhold.EGNE_INNFORINGER: "innføringer og vedlegg om en selv",
        Innhold.FELLES_INNFORINGER: "innføringer og vedlegg om flere elever",
        Innhold.ANDRES_INNFORINGER: "innføringer og vedlegg om andre",
        Innhold.UPLASSERTE_INNFORINGER: "innføringer og vedlegg der det ikke står hvem de er om",
        Innhold.UNNTATTE_INNFORINGER: "det som er holdt unna mottakeren",
        Innhold.TIL_SKOLEEIER: "hva skoleeier har fått vite",
        Innhold.TIL_STATSFORVALTER: "saken hos statsforvalteren",
        Innhold.ANSATTSAK: "den ansattes side av en sak etter § 12-5",
        Innhold.INTERNT: "skolens egen orden: arkiv, tidligere verdier, unntak fra sjekken",
    }
)
"""What each kind of content is, in lower case."""

PEOPLE = MappingProxyType(
    {
        Hvem.EGEN_ELEV: "eleven mottakeren hører til",
        Hvem.EGNE_FORESATTE: "elevens foresatte",
        Hvem.ANDRE_ELEVER: "andre elever",
        Hvem.ANDRE_FORESATTE: "andre elevers foresatte",
        Hvem.ANSATTE: "ansatte",
        Hvem.OMTALT_ANSATT: "den ansatte som saken gjelder",
        Hvem.ANDRE: "andre",
    }
)
"""Who they are to the recipient, in lower case."""

RECIPIENTS = MappingProxyType(
    {
        Mottakertype.ELEV: "eleven saken gjelder",
        Mottakertype.FORESATT: "elevens foresatte",
        Mottakertype.MEDELEV: "en medelev, eller medelevens foresatte",
        Mottakertype.ANSATT: "ansatte som gjennomfører tiltak",
        Mottakertype.SKOLEEIER: "skoleeier",
        Mottakertype.STATSFORVALTER: "statsforvalteren",
        Mottakertype.REKTOR: "rektor",
        Mottakertype.ARKIV: "arkivet",
    }
)
"""The recipients, in lower case."""
