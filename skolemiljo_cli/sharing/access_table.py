"""The rules of who may see what: a table of recipient and kind of content, with the basis of each.

`docs/innsyn.md` shows this table to the school. What is not in it is left out.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from skolemiljo_cli.sharing.kinds import Hvem, Innhold
from skolemiljo_cli.sharing.recipient import Mottakertype


class Vises(StrEnum):
    """What is done with the content: shown, shown with a label for the name, or left out."""

    VIST = "vist"
    MERKELAPP = "merkelapp"
    UTELATT = "utelatt"


@dataclass(frozen=True, slots=True)
class Regel:
    """What a recipient gets of one kind of content, and why."""

    vises: Vises
    grunnlag: str


_OWN = "§ 10-8, barnelova § 47: opplysninger om egen elev"
_HEARD = "§ 10-2: eleven har rett til å si sin mening, og til å se hvordan den er gjengitt"
_PLAN = "§ 12-4 tredje ledd: planen er til eleven, og gis uten andres forhold"
_CONFIDENTIAL = "fvl. § 13 første ledd nr. 1: andres personlige forhold"
_NEED = "fvl. § 13 b første ledd nr. 3: bare det arbeidet krever"
_OWNER = "§ 12-4 andre ledd, § 12-5: skoleeier får vite om saken; navn trengs ikke"
_GOVERNOR = "§ 12-6 tredje ledd: statsforvalteren får opplysningene uten hinder av taushetsplikt"
_RECORD = "arkivlova, arkivforskrifta: saken arkiveres hel"
_LEADS = "§ 12-4: rektor har ansvar for saken"
_EMPLOYEE = "§ 12-5: den ansattes sak er en personalsak og føres for seg"
_UNKNOWN = "fvl. § 13 første ledd nr. 1: det står ikke hvem innføringen handler om (om:)"
_CONFIDED = "§§ 10-1 og 10-2: sagt til den voksne, som skal følge det før noe gis ut"
_WITHHELD = "§ 10-1, personopplysningsloven § 16: holdt unna av hensyn til eleven (ikke_til:)"
_MIXED = (
    "§ 10-8, fvl. § 13 første ledd nr. 1: om flere elever, der andre er «medelev 1» og så videre"
)
_OFFICIAL = "offentleglova: hvem som gjør hva i tjenesten er ikke taushetsbelagt"
_NOT_ASKED = "offentleglova § 14: skolens egen saksforberedelse; gis bare etter vurdering"

_V, _M, _U = Vises.VIST, Vises.MERKELAPP, Vises.UTELATT
_Row = dict[Innhold, Regel]

_FAMILY: _Row = {
    Innhold.RAMME: Regel(_V, _OWN),
    Innhold.MELDING: Regel(_M, _OWN),
    Innhold.SAKSGANG: Regel(_V, _OWN),
    Innhold.VURDERING: Regel(_M, _OWN),
    Innhold.PLAN: Regel(_M, _PLAN),
    Innhold.EGNE_TILTAK: Regel(_M, _PLAN),
    Innhold.FELLES_TILTAK: Regel(_M, _PLAN),
    Innhold.ANDRES_TILTAK: Regel(_U, _CONFIDENTIAL),
    Innhold.EGNE_ORD: Regel(_M, _HEARD),
    Innhold.ANDRES_ORD: Regel(_U, _CONFIDENTIAL),
    Innhold.DELING: Regel(_M, _HEARD),
    Innhold.EGNE_INNFORINGER: Regel(_M, _OWN),
    Innhold.FELLES_INNFORINGER: Regel(_M, _MIXED),
    Innhold.ANDRES_INNFORINGER: Regel(_U, _CONFIDENTIAL),
    Innhold.UPLASSERTE_INNFORINGER: Regel(_U, _UNKNOWN),
    Innhold.UNNTATTE_INNFORINGER: Regel(_U, _WITHHELD),
    Innhold.TIL_SKOLEEIER: Regel(_U, _NOT_ASKED),
    Innhold.TIL_STATSFORVALTER: Regel(_M, _OWN),
    Innhold.ANSATTSAK: Regel(_U, _EMPLOYEE),
    Innhold.INTERNT: Regel(_U, _NOT_ASKED),
}
_OTHER_PUPIL: _Row = {
    **{kind: Regel(_U, _CONFIDENTIAL) for kind in Innhold},
    Innhold.RAMME: Regel(_V, _OWN),
    Innhold.EGNE_TILTAK: Regel(_M, _OWN),
    Innhold.EGNE_ORD: Regel(_M, _HEARD),
    Innhold.EGNE_INNFORINGER: Regel(_M, _OWN),
    Innhold.UPLASSERTE_INNFORINGER: Regel(_U, _UNKNOWN),
    Innhold.UNNTATTE_INNFORINGER: Regel(_U, _WITHHELD),
}
_STAFF: _Row = {
    **{kind: Regel(_U, _NEED) for kind in Innhold},
    Innhold.RAMME: Regel(_V, _NEED),
    Innhold.EGNE_TILTAK: Regel(_V, _NEED),
    Innhold.EGNE_INNFORINGER: Regel(_V, _NEED),
    Innhold.UNNTATTE_INNFORINGER: Regel(_U, _WITHHELD),
}

RULES = MappingProxyType(
    {
        Mottakertype.ELEV: _FAMILY,
        Mottakertype.FORESATT: {**_FAMILY, Innhold.DELING: Regel(_U, _CONFIDED)},
        Mottakertype.MEDELEV: _OTHER_PUPIL,
        Mottakertype.ANSATT: _STAFF,
        Mottakertype.SKOLEEIER: {kind: Regel(_M, _OWNER) for kind in Innhold},
        Mottakertype.STATSFORVALTER: {
            **{kind: Regel(_V, _GOVERNOR) for kind in Innhold},
            Innhold.ANSATTSAK: Regel(_U, _EMPLOYEE),
        },
        Mottakertype.REKTOR: {kind: Regel(_V, _LEADS) for kind in Innhold},
        Mottakertype.ARKIV: {kind: Regel(_V, _RECORD) for kind in Innhold},
    }
)
"""For each recipient what it gets of each kind of content."""

_FAMILY_NAMES = {
    Hvem.EGEN_ELEV: Regel(_V, _OWN),
    Hvem.EGNE_FORESATTE: Regel(_V, _OWN),
    Hvem.ANDRE_ELEVER: Regel(_M, _CONFIDENTIAL),
    Hvem.ANDRE_FORESATTE: Regel(_M, _CONFIDENTIAL),
    Hvem.ANSATTE: Regel(_V, _OFFICIAL),
    Hvem.OMTALT_ANSATT: Regel(_M, _EMPLOYEE),
    Hvem.ANDRE: Regel(_M, _CONFIDENTIAL),
}
NAMES = MappingProxyType(
    {
        Mottakertype.ELEV: _FAMILY_NAMES,
        Mottakertype.FORESATT: _FAMILY_NAMES,
        Mottakertype.MEDELEV: _FAMILY_NAMES,
        Mottakertype.ANSATT: {
            **{who: Regel(_M, _NEED) for who in Hvem},
            Hvem.EGEN_ELEV: Regel(_V, _NEED),
            Hvem.ANSATTE: Regel(_V, _OFFICIAL),
        },
        Mottakertype.SKOLEEIER: {who: Regel(_M, _OWNER) for who in Hvem},
        Mottakertype.STATSFORVALTER: {
            **{who: Regel(_V, _GOVERNOR) for who in Hvem},
            Hvem.OMTALT_ANSATT: Regel(_M, _EMPLOYEE),
        },
        Mottakertype.REKTOR: {who: Regel(_V, _LEADS) for who in Hvem},
        Mottakertype.ARKIV: {who: Regel(_V, _RECORD) for who in Hvem},
    }
)
"""For each recipient whose names it sees; a label stands for the others."""

LEAVES = frozenset(
    {
        Mottakertype.ELEV, Mottakertype.FORESATT, Mottakertype.MEDELEV, Mottakertype.SKOLEEIER,
        Mottakertype.STATSFORVALTER,
    }
)  # fmt: skip
"""Recipients outside the school: a person reads and approves what they are given."""
