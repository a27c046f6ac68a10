"""Rules on what is kept apart: shielded cases, hidden addresses, whom a § 12-5 case is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.checks.leaves import Use
from skolemiljo_cli.checks.subject import Hit, sound
from skolemiljo_cli.model.addresses import looks_like_address
from skolemiljo_cli.model.derived.phase import received
from skolemiljo_cli.model.derived.shielding import (
    about,
    disqualified,
    has_hidden,
    hidden_parties,
    lives_apart,
)
from skolemiljo_cli.model.law import Hjemmel
from skolemiljo_cli.model.vocab import Rolle, Sakstype
from skolemiljo_cli.sharing.shared_measures import shared_measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skolemiljo_cli.checks.file_position import Place
    from skolemiljo_cli.checks.subject import Subject

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
        "unntak.*.av",
    )
)
"""Where a case says who is responsible for something, decides it, or carries it out.

Who carries out a measure gets a part of the plan, and whom the case is about gets no document.
"""
_RECEIVES = frozenset({("logg", "*", "orienteres"), ("utleveringer", "*", "til")})
"""Where a case says who gets to know something of it, or has got a document."""
_REACHED = frozenset({("mottak", "rektor", "av"), ("mottak", "tatt_opp_med_rektor", "mottatt_av")})
# What `ledelse-til-rektor` tells of already.
_TOLD = frozenset({("saksansvarlig",), ("melding", "videresendt", "til"), ("avslutninger", "av")})

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


def wrong_ledger(subject: Subject) -> Iterator[Hit]:
    """A case that should lie in the shielded ledger, and lies in one that is not it.

    Why it should is not said: a list of findings is read by more people than the case.
    """
    if lives_apart(subject.sak) and not subject.oppsett.skjermet:
        what = "Saken skal ikke ligge i dette saksarkivet, men i det skjermede."
        remedy = (
            "Flytt mappen dit (brukerveiledningen: «Saker som skal skjermes»), eller skriv "
            "«skjermet: true» i skolemiljo.yaml hvis dette er det."
        )
        yield Hit(("id",), f"{what} {remedy}")


def acts_in_own_case(subject: Subject) -> Iterator[Hit]:
    """Whom the case is about, or rektor whom it goes past, with a part in it or a document."""
    without = disqualified(subject.sak)
    if not without:
        return
    law = Hjemmel.MELDE_FRA_LEDELSE if subject.sak.type is Sakstype.LEDELSE else None
    for leaf in subject.leaves:
        if leaf.value not in without:
            continue
        key, place = str(leaf.value), _general(leaf.place)
        if _is_at(place, _RECEIVES):
            what = f"{_why(subject, key)} ikke kan få vite noe av den herfra."
        elif leaf.use is Use.PARTY and _is_at(place, _RESPONSIBLE):
            if _is_told(subject, key, place):
                continue
            what = f"{_why(subject, key)} ikke kan ha ansvar eller avgjøre noe i den."
        else:
            continue
        yield Hit(leaf.place, f"{what} Skriv nøkkelen til en annen.", law)


def _why(subject: Subject, key: str) -> str:
    if key in about(subject.sak):
        return f"Saken gjelder {key}, som"
    return f"Saken gjelder ledelsen og går forbi rektor, så {key}"


def _is_at(place: tuple[str, ...], places: frozenset[tuple[str, ...]]) -> bool:
    return place in places or place[:-1] in places  # one of several in a list


def _is_told(subject: Subject, key: str, place: tuple[str, ...]) -> bool:
    """Tell whether another rule tells of rektor there, or it is what rektor cannot help.

    Whom people come to they choose themselves, and the week of § 12-6 runs from it.
    """
    if place in _REACHED and key not in about(subject.sak):
        return True
    return tuple(step for step in place if step != "*") in _TOLD and _is_rektor(subject, key)


def _general(place: Place) -> tuple[str, ...]:
    return tuple("*" if isinstance(step, int) else step for step in place)


def _is_rektor(subject: Subject, key: object) -> bool:
    part = subject.sak.parter.get(str(key))
    return subject.sak.type is Sakstype.LEDELSE and bool(part and part.rolle is Rolle.REKTOR)


def contact_of_hidden(subject: Subject) -> Iterator[Hit]:
    """How to reach somebody at a protected address, or who may live there."""
    for key in sorted(hidden_parties(subject.sak)):
        if subject.sak.parter[key].kontakt:
            what = f"{key} kan ikke ha kontaktopplysninger her, for det er en adressesperre."
            remedy = "Slett «kontakt», og oppbevar opplysningene et tryggere sted."
            yield Hit(("parter", key, "kontakt"), f"{what} {remedy}")


def address_in_text(subject: Subject) -> Iterator[Hit]:
    """What looks like an address, telephone or e-mail in the texts of a case with such a party."""
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


def nobody_it_is_about(subject: Subject) -> Iterator[Hit]:
    """A § 12-5 case that does not say which employee it is about."""
    if subject.sak.type is not Sakstype.ELEV and not about(subject.sak):
        what = "Det står ikke hvem saken gjelder, så ingen er hindret i å avgjøre sin egen sak."
        remedy = "Skriv den ansatte som part med «rolle: ansatt»."
        yield Hit(("parter",), f"{what} {remedy}")


def pupil_without_own_case(subject: Subject) -> Iterator[Hit]:
    """A § 12-5 case that the owner or rektor has, without the pupil's own case beside it."""
    sak = subject.sak
    if sak.type is not Sakstype.ELEV and received(sak) and not sak.koblet:
        what = "Elevens egen sak etter § 12-4 er ikke koblet hit."
        remedy = "Før elevens plan og tiltak der, og skriv id-en til den under «koblet»."
        yield Hit(("koblet",), f"{what} {remedy}")


def linked_not_there(subject: Subject) -> Iterator[Hit]:
    """Cases linked to that do not lie in this ledger, where they should."""
    if subject.others is None:
        return
    for number, case_id in enumerate(subject.sak.koblet):
        place = ("koblet", number)
        if case_id == subject.sak.id:
            yield Hit(place, "Saken er koblet til seg selv. Ta bort id-en.")
        elif not subject.oppsett.skjermet and subject.others(case_id) is None:
            # the shielded ledger may point to the ordinary one, which it does not know
            remedy = "Rett id-en, eller ta den bort hvis saken er flyttet."
            yield Hit(place, f"Det finnes ingen sak med id-en {case_id} her. {remedy}")


def linked_one_way(subject: Subject) -> Iterator[Hit]:
    """Cases of two pupils of which only one knows of the other."""
    if subject.others is None or subject.sak.type is not Sakstype.ELEV:
        return
    for number, case_id in enumerate(subject.sak.koblet):
        other = subject.others(case_id)
        if other and other.type is Sakstype.ELEV and subject.sak.id not in other.koblet:
            remedy = f"Skriv {subject.sak.id} under «koblet» der."
            yield Hit(("koblet", number), f"Sak {case_id} er ikke koblet tilbake hit. {remedy}")


def names_staff_case(subject: Subject) -> Iterator[Hit]:
    """A pupil's own case that points to one about staff."""
    if subject.others is None or subject.sak.type is not Sakstype.ELEV:
        return
    for number, case_id in enumerate(subject.sak.koblet):
        other = subject.others(case_id)
        if other and other.type is not Sakstype.ELEV:
            what = f"Elevens egen sak skal ikke vise til {case_id}."
            yield Hit(("koblet", number), f"{what} Ta bort id-en; lenken går bare andre veien.")


def shared_not_there(subject: Subject) -> Iterator[Hit]:
    """Measures written in another case that are not there, or are not for many."""
    plan = subject.sak.aktivitetsplan
    if subject.others is None or plan is None:
        return
    for place, one in sound(subject, ("aktivitetsplan", "tiltak"), plan.tiltak):
        if one.felles and shared_measure(subject.others, one.felles) is None:
            what = "Det felles tiltaket finnes ikke der det skal stå, eller gjelder ikke flere."
            remedy = (
                "Rett id-ene. Et felles tiltak er for gruppen, klassen, skolen eller de ansatte, "
                "og nevner ingen med nøkkel eller navn."
            )
            yield Hit((*place, "felles"), f"{what} {remedy}")
