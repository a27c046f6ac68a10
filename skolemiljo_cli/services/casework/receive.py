"""Rektor has the report: the two clocks, the gravity, the owner, and who leads the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.vocab import Rolle, Sakstype
from skolemiljo_cli.services.changes.change import (
    Before,
    Work,
    once,
    once_each,
    refuse_strays,
)
from skolemiljo_cli.services.changes.judgement import kept, told
from skolemiljo_cli.services.changes.people import People, kept_from
from skolemiljo_cli.services.changes.plain import plain_values

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.report import MeldtSkoleeier
    from skolemiljo_cli.store.yaml.values import WriteValue
    from skolemiljo_cli.store.yaml.writer import Change

Moment = date | datetime


@dataclass(frozen=True, slots=True)
class Mottatt:
    """What was said of how the report was received; None where nothing was said."""

    rektor: Moment | None = None
    rektor_av: str | None = None
    rektor_kanal: str | None = None
    tatt_opp: Moment | None = None
    tatt_opp_av: str | None = None
    tatt_opp_mottatt_av: str | None = None
    tatt_opp_kanal: str | None = None
    alvorlig: bool | None = None
    begrunnelse: str | None = None
    tegn: tuple[str, ...] = ()
    vurdert_dato: date | None = None
    vurdert_av: str | None = None
    skoleeier: Moment | None = None
    mottaker: str | None = None
    skoleeier_av: str | None = None
    skoleeier_kanal: str | None = None
    haster: bool | None = None
    bistand: str | None = None
    avviksnummer: str | None = None
    apenbart_grunnlos: str | None = None
    foresatte_informert: Moment | None = None
    foresatte_av: str | None = None
    foresatte_kanal: str | None = None
    foresatte_ikke_aktuelt: str | None = None
    ansatt_informert: date | None = None
    ansatt_uttalt: date | None = None
    personalsak: str | None = None
    folger_opp: str | None = None
    saksansvarlig: str | None = None
    arkivreferanse: str | None = None
    ikke_til: tuple[str, ...] = ()
    melding_ikke_til: tuple[str, ...] = ()
    part: tuple[tuple[Rolle, str | None], ...] = ()


def receive(said: Mottatt, before: Before) -> Work:
    """Return what is to be written of the receipt.

    Raises:
        UsageFault: it is written already, or the law sends the report another way.
    """
    _refuse_the_wrong_way(said, before.sak.type)
    refuse_strays(said, _FAMILIES)
    if not said.foresatte_ikke_aktuelt:
        refuse_strays(said, {"foresatte_informert": ("foresatte_av",)})
    people = People(before.sak, before.oppsett)
    for rolle, navn in said.part:
        people.add(rolle, navn)
    changes = [
        *_received(said, before, people),
        *_judged(said, before, people),
        *_owner(said, before, people),
        *_guardians(said, before, people),
        *_led(said, before, people),
        *kept_from(before, people, ("mottak",), "--ikke-til", said.ikke_til),
        *kept_from(before, people, ("melding",), "--melding-ikke-til", said.melding_ikke_til),
    ]
    notes: tuple[str, ...] = ()
    if said.alvorlig is not None:
        what = _judgement(said, before, people)
        notes = tuple(told(before, _GRAVITY, what, same=_is_same(said, before)))
    return Work((*people.changes, *changes), notes=notes)


_FAMILIES = {
    "rektor": ("rektor_av", "rektor_kanal"),
    "tatt_opp": ("tatt_opp_av", "tatt_opp_mottatt_av", "tatt_opp_kanal"),
    "alvorlig": ("begrunnelse", "tegn", "vurdert_dato", "vurdert_av"),
    "foresatte_informert": ("foresatte_kanal",),
}


def _refuse_the_wrong_way(said: Mottatt, kind: Sakstype) -> None:
    if kind is Sakstype.LEDELSE and said.rektor:
        raise UsageFault(
            "Saken gjelder ledelsen: meldingen går ikke til rektor, men rett til skoleeier "
            "(oppl. § 12-5 andre ledd).",
            "Bruk --skoleeier DATO i stedet for --rektor.",
        )
    if said.apenbart_grunnlos and kind is not Sakstype.ANSATT:
        raise UsageFault(
            "Bare en melding om en ansatt (12-5-ansatt) kan holdes tilbake som åpenbart grunnløs.",
            "Ta bort --apenbart-grunnlos, eller rett sakstypen med «skolemiljo edit».",
        )
    if said.apenbart_grunnlos and said.skoleeier:
        raise UsageFault(
            "Meldingen er enten sendt til skoleeier eller holdt tilbake som åpenbart grunnløs.",
            "Velg ett av --skoleeier og --apenbart-grunnlos.",
        )


def _received(said: Mottatt, before: Before, people: People) -> Iterator[Change]:
    mottak = before.sak.mottak
    if said.rektor:
        rektor = people.one("--rektor-av", said.rektor_av or Rolle.REKTOR.value)
        what = {"tid": said.rektor, "av": rektor, "kanal": said.rektor_kanal}
        yield once(("mottak", "rektor"), mottak.rektor, what, "at rektor har fått meldingen")
    if said.tatt_opp:
        what = {
            "tid": said.tatt_opp,
            "av": people.one("--tatt-opp-av", said.tatt_opp_av),
            "mottatt_av": people.one("--tatt-opp-mottatt-av", said.tatt_opp_mottatt_av),
            "kanal": said.tatt_opp_kanal,
        }
        there = mottak.tatt_opp_med_rektor
        yield once(("mottak", "tatt_opp_med_rektor"), there, what, "at saken er tatt opp")


def _judged(said: Mottatt, before: Before, people: People) -> Iterator[Change]:
    if said.alvorlig is None:
        return
    if not said.begrunnelse:
        raise UsageFault(
            "Vurderingen av om tilfellet er alvorlig trenger en begrunnelse.",
            'Skriv den med --begrunnelse "…".',
        )
    # a judgement may change; the earlier one is kept beside it
    history, what = ("mottak", "tidligere_vurderinger"), _judgement(said, before, people)
    yield from kept(before, _GRAVITY, history, what, same=_is_same(said, before))


_GRAVITY = ("mottak", "alvorlig")


def _judgement(said: Mottatt, before: Before, people: People) -> dict[str, WriteValue]:
    judged = {
        "vurdering": said.alvorlig,
        "tegn": said.tegn,
        "begrunnelse": said.begrunnelse,
        "dato": said.vurdert_dato or before.today,
        "av": people.one("--vurdert-av", said.vurdert_av or _judge(before.sak.type)),
    }
    return plain_values(judged)


def _is_same(said: Mottatt, before: Before) -> bool:
    there = before.sak.mottak.alvorlig
    return there is not None and there.vurdering == said.alvorlig


def _judge(kind: Sakstype) -> str:
    return (Rolle.SKOLEEIER if kind is Sakstype.LEDELSE else Rolle.REKTOR).value


def _owner(said: Mottatt, before: Before, people: People) -> Iterator[Change]:
    there = before.sak.mottak.skoleeier
    if not said.skoleeier and not said.apenbart_grunnlos:
        yield from _more_for_the_owner(said, there)
        return
    usual = None if before.sak.type is Sakstype.LEDELSE else Rolle.REKTOR.value
    by = said.skoleeier_av or (None if there and there.av else usual)
    what = {
        "tid": said.skoleeier,
        "mottaker": said.mottaker,
        "av": people.one("--skoleeier-av", by),
        "kanal": said.skoleeier_kanal,
        "haster": said.haster,
        "bistand": said.bistand,
        "avviksnummer": said.avviksnummer,
        "apenbart_grunnlos": said.apenbart_grunnlos,
    }
    place = ("mottak", "skoleeier")
    if there and there.tid:
        yield once(place, there, what, "meldingen til skoleeier")
    if there and there.av == what["av"]:
        del what["av"]
    # the owner was not to be told, and was told later: the earlier reason is kept
    yield from once_each(place, there, what, _OF_OWNER)


_OF_OWNER = {
    "mottaker": "hvem hos skoleeier som får melding",
    "av": "hvem som har bestemt eller meldt",
    "kanal": "hvordan skoleeier fikk melding",
    "apenbart_grunnlos": "hvorfor meldingen ikke er sendt videre",
}


_ABOUT_OWNER = ("mottaker", "haster", "bistand", "avviksnummer")


def _more_for_the_owner(said: Mottatt, there: MeldtSkoleeier | None) -> Iterator[Change]:
    """Yield what is added to a report that the owner has got already."""
    if there is None or there.tid is None:
        refuse_strays(said, {"skoleeier": (*_ABOUT_OWNER, "skoleeier_av", "skoleeier_kanal")})
        return
    refuse_strays(said, {"skoleeier": ("skoleeier_av",)})
    for key in _ABOUT_OWNER:
        if (value := getattr(said, key)) is not None:
            place = ("mottak", "skoleeier", key)
            yield once(place, getattr(there, key), value, "dette i meldingen til skoleeier")
    if said.skoleeier_kanal:
        place = ("mottak", "skoleeier", "kanal")
        yield once(place, there.kanal, said.skoleeier_kanal, "hvordan skoleeier fikk melding")


def _guardians(said: Mottatt, before: Before, people: People) -> Iterator[Change]:
    if not said.foresatte_informert and not said.foresatte_ikke_aktuelt:
        return
    there = before.sak.melding.foresatte_informert
    place = ("melding", "foresatte_informert")
    what = {
        "dato": said.foresatte_informert,
        "av": people.one("--foresatte-av", said.foresatte_av),
        "kanal": said.foresatte_kanal,
        "ikke_aktuelt": said.foresatte_ikke_aktuelt,
    }
    if there and there.dato:
        yield once(place, there, what, "at de foresatte er informert")
    if there and there.av == what["av"]:
        del what["av"]
    # guardians who were not to be told, and were told later: the earlier reason is kept
    yield from once_each(place, there, what, _OF_GUARDIANS)


_OF_GUARDIANS = {
    "av": "hvem som har bestemt eller informert",
    "kanal": "hvordan de foresatte ble informert",
    "ikke_aktuelt": "hvorfor de foresatte ikke skal informeres",
}


def _led(said: Mottatt, before: Before, people: People) -> Iterator[Change]:
    about = {
        "informert": said.ansatt_informert,
        "uttalt": said.ansatt_uttalt,
        "personalsak": said.personalsak,
        "folger_opp_eleven": people.one("--folger-opp", said.folger_opp),
    }
    for key, value in plain_values(about).items():
        if before.sak.type is Sakstype.ELEV:
            raise UsageFault(
                "Opplysninger om en ansatt hører bare til saker etter § 12-5.",
                "Gjelder det en ansatt, så rett sakstypen med «skolemiljo edit».",
            )
        there = getattr(before.sak.mottak.ansattsak, key, None)
        yield once(("mottak", "ansattsak", key), there, value, "dette")
    if said.saksansvarlig:
        lead = people.one("--saksansvarlig", said.saksansvarlig)
        if before.sak.type is Sakstype.LEDELSE and people.role(lead) is Rolle.REKTOR:
            raise UsageFault(
                "Rektor kan ikke lede en sak som gjelder ledelsen.",
                "Velg en annen, for eksempel: --saksansvarlig skoleeier",
            )
        if lead != before.sak.saksansvarlig:
            yield from kept(before, ("saksansvarlig",), ("tidligere_saksansvarlige",), lead)
    if said.arkivreferanse:
        there = before.sak.arkivreferanse
        yield once(("arkivreferanse",), there, said.arkivreferanse, "et nummer i arkivet")
