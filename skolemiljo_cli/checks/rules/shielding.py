"""Rules on shielding: the right ledger, protected addresses, and whom a § 12-5 case is about."""

from collections.abc import Iterator

from skolemiljo_cli.checks.file_position import Place
from skolemiljo_cli.checks.leaves import Use
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.addresses import looks_like_address
from skolemiljo_cli.model.derived.shielding import (
    about,
    disqualified,
    has_hidden,
    hidden_parties,
    lives_apart,
)
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Rolle, Sakstype

_RESPONSIBLE = frozenset(
    tuple(place.split("."))
    for place in (
        "saksansvarlig",
        "melding.videresendt.til",
        "mottak.rektor.av",
        "mottak.tatt_opp_med_rektor.mottatt_av",
        "mottak.alvorlig.av",
        "mottak.skoleeier.av",
        "mottak.ansattsak.folger_opp_eleven",
        "undersokelse.ansvarlig",
        "undersokelse.utsatt.av",
        "undersokelse.konklusjon.av",
        "aktivitetsplan.av",
        "aktivitetsplan.tiltak.*.av",
        "aktivitetsplan.tiltak.*.gjennomfores_av",
        "aktivitetsplan.tiltak.*.enkeltvedtak.av",
        "aktivitetsplan.evalueringer.*.av",
        "aktivitetsplan.revidert.*.av",
        "avslutninger.*.av",
        "avslutninger.*.oppfolging_av",
        "gjenapninger.*.av",
        "logg.*.avtaler.*.hvem",
        "utleveringer.*.av",
        "navnefunn.*.av",
        "foresatte_likevel.*.av",
        "unntak.*.av",
    )
)
"""Where a case says who is responsible for something, decides it, or carries it out.

Whoever carries out a measure is given a part of the plan, and the employee the case is about is
given no document.
"""

_RECEIVES = frozenset(
    {
        ("logg", "*", "orienteres"), ("utleveringer", "*", "til"),
        ("foresatte_likevel", "*", "til"),
    }
)  # fmt: skip
"""Where a case says who gets to know something of it, or has got a document."""

_APPROACHED = frozenset(
    {("mottak", "rektor", "av"), ("mottak", "tatt_opp_med_rektor", "mottatt_av")}
)

# `ledelse-til-rektor` reports these
_LED_BY_REKTOR = frozenset(
    {("saksansvarlig",), ("melding", "videresendt", "til"), ("avslutninger", "av")}
)

_NUMBERS = frozenset(
    {
        "koblet",
        "arkivreferanse",
        "avviksnummer",
        "referanse",
        "personalsak",
        "sha256",
        "fil",
        "id",
        "kontakt",
    }
)
"""Keys whose values are numbers or files of other systems."""


WRONG_LEDGER = "feil-saksarkiv"


@rule(
    WRONG_LEDGER,
    Severity.ERROR,
    Kind.FIL,
    about=(
        "Saker etter § 12-5 og saker med strengt fortrolig adresse skal ligge der bare de som "
        "trenger det, har tilgang."
    ),
    remedy=(
        "Flytt mappen til det skjermede saksarkivet, eller skriv «skjermet: true» i "
        "skolemiljo.yaml hvis dette er det."
    ),
    can_be_left_out=False,
)
def wrong_ledger(subject: Subject) -> Iterator[Hit]:
    """A case that belongs in the shielded ledger, in another ledger.

    The message does not say why: more people read a list of findings than the case.
    """
    if lives_apart(subject.sak) and not subject.oppsett.skjermet:
        what = "Saken skal ikke ligge i dette saksarkivet, men i det skjermede."
        remedy = (
            "Flytt mappen dit (brukerveiledningen: «Saker som skal skjermes»), eller skriv "
            "«skjermet: true» i skolemiljo.yaml hvis dette er det."
        )
        yield Hit(("id",), f"{what} {remedy}")


@rule(
    "omtalt-ansatt",
    Severity.ERROR,
    Kind.LOV,
    about=(
        "Den saken gjelder, er inhabil, og en sak om ledelsen går forbi rektor: ingen av dem "
        "kan ha ansvar, avgjøre noe eller gjennomføre tiltak i den."
    ),
    remedy="Skriv nøkkelen til en annen; gjelder saken ledelsen, skoleeier.",
    provision=Hjemmel.HABILITET,
    reads=("parter", "type"),
)
def acts_in_own_case(subject: Subject) -> Iterator[Hit]:
    """A task or a document given to the employee the case is about, or to a bypassed rektor."""
    without = disqualified(subject.sak)
    if not without:
        return
    law = Hjemmel.MELDE_FRA_LEDELSE if subject.sak.type is Sakstype.LEDELSE else None
    for leaf in subject.leaves:
        if leaf.value not in without:
            continue
        key, place = str(leaf.value), _general(leaf.place)
        if _is_at(place, _RECEIVES):
            what = f"{_reason_for(subject, key)} ikke kan få vite noe av den herfra."
        elif leaf.use is Use.PARTY and _is_at(place, _RESPONSIBLE):
            if _is_excepted(subject, key, place):
                continue
            what = f"{_reason_for(subject, key)} ikke kan ha ansvar eller avgjøre noe i den."
        else:
            continue
        yield Hit(leaf.place, f"{what} Skriv nøkkelen til en annen.", law)


def _reason_for(subject: Subject, key: str) -> str:
    if key in about(subject.sak):
        return f"Saken gjelder {key}, som"
    return f"Saken gjelder ledelsen og går forbi rektor, så {key}"


def _is_at(place: tuple[str, ...], places: frozenset[tuple[str, ...]]) -> bool:
    return place in places or place[:-1] in places  # one of several in a list


def _is_excepted(subject: Subject, key: str, place: tuple[str, ...]) -> bool:
    """Tell whether another rule reports rektor there, or whether rektor could not avoid it.

    People choose themselves whom they come to, and the week of § 12-6 runs from that day.
    """
    if place in _APPROACHED and key not in about(subject.sak):
        return True
    return tuple(step for step in place if step != "*") in _LED_BY_REKTOR and _is_rektor(
        subject, key
    )


def _general(place: Place) -> tuple[str, ...]:
    return tuple("*" if isinstance(step, int) else step for step in place)


def _is_rektor(subject: Subject, key: object) -> bool:
    part = subject.sak.parter.get(str(key))
    return subject.sak.type is Sakstype.LEDELSE and bool(part and part.rolle is Rolle.REKTOR)


@rule(
    "ansatt-mangler",
    Severity.WARNING,
    Kind.RAD,
    about=(
        "Den saken gjelder, skal ikke ha del i den, og rollen ansatt sier hvem det er; gjelder "
        "saken ledelsen, er det rektor når ingen har den."
    ),
    remedy="Skriv den ansatte som part med «rolle: ansatt».",
    provision=Hjemmel.HABILITET,
    reads=("parter", "type"),
)
def nobody_it_is_about(subject: Subject) -> Iterator[Hit]:
    """A § 12-5 case that does not say which employee it is about."""
    if subject.sak.type is not Sakstype.ELEV and not about(subject.sak):
        what = "Det står ikke hvem saken gjelder, så ingen er hindret i å avgjøre sin egen sak."
        remedy = "Skriv den ansatte som part med «rolle: ansatt»."
        yield Hit(("parter",), f"{what} {remedy}")


@rule(
    "kontakt-med-adressesperre",
    Severity.ERROR,
    Kind.FIL,
    about=(
        "Kontaktopplysninger til en elev med adressesperre, eller til de foresatte, kan "
        "røpe hvor eleven bor."
    ),
    remedy="Slett «kontakt», og hold opplysningene et tryggere sted.",
    reads=("parter",),
    can_be_left_out=False,
)
def contact_of_hidden(subject: Subject) -> Iterator[Hit]:
    """Contact details of somebody who lives, or may live, at a protected address."""
    for key in sorted(hidden_parties(subject.sak)):
        if subject.sak.parter[key].kontakt:
            what = f"{key} kan ikke ha kontaktopplysninger her, for det er en adressesperre."
            remedy = "Slett «kontakt», og oppbevar opplysningene et tryggere sted."
            yield Hit(("parter", key, "kontakt"), f"{what} {remedy}")


@rule(
    "adresse-i-tekst",
    Severity.WARNING,
    Kind.RAD,
    about="Også fri tekst og filer kan røpe hvor noen med adressesperre er.",
    remedy="Ta ut adresser, telefonnumre og e-post fra teksten.",
    provision=Hjemmel.TAUSHETSPLIKT,
    reads=("parter",),
)
def address_in_text(subject: Subject) -> Iterator[Hit]:
    """What looks like contact details, in the texts of a case with a protected address."""
    if not has_hidden(subject.sak):
        return
    for leaf in subject.leaves:
        text = leaf.value
        if leaf.use is not Use.PLAIN or not isinstance(text, str) or leaf.place[-1] in _NUMBERS:
            continue
        if looks_like_address(text):
            what = "Teksten har noe som ligner en adresse, et telefonnummer eller en e-post."
            remedy = "Ta det ut: en part i saken har adressesperre."
            yield Hit(leaf.place, f"{what} {remedy}")


REFUSED = (wrong_ledger, acts_in_own_case, contact_of_hidden)
"""Rules that no command may break, not even for a while."""
