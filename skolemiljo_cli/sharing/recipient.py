"""Whom a document is made for: one person on behalf of one pupil, or an office."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import NotFound, UsageFault
from skolemiljo_cli.model.derived.shielding import about, disqualified
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.model.vocab import Rolle, Sakstype, plain, word_of

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.model.sak.people import Part

__all__ = ["Mottaker", "Mottakertype", "about", "recipient_of"]


class Mottakertype(StrEnum):
    """The kinds of recipients that the rules tell apart."""

    ELEV = "elev"
    FORESATT = "foresatt"
    MEDELEV = "medelev"
    ANSATT = "ansatt"
    SKOLEEIER = "skoleeier"
    STATSFORVALTER = "statsforvalter"
    REKTOR = "rektor"
    ARKIV = "arkiv"


@dataclass(frozen=True, slots=True)
class Mottaker:
    """One recipient: the party who reads (None for an office), and the pupil it is read for."""

    type: Mottakertype
    nokkel: str | None = None
    elev: str | None = None


_OFFICES = frozenset(
    {
        Mottakertype.ANSATT, Mottakertype.SKOLEEIER, Mottakertype.STATSFORVALTER,
        Mottakertype.REKTOR, Mottakertype.ARKIV,
    }
)  # fmt: skip
_PUPILS = {Rolle.ELEV: Mottakertype.ELEV, Rolle.MEDELEV: Mottakertype.MEDELEV}
_OWNER = {Rolle.SKOLEEIER: Mottakertype.SKOLEEIER, Rolle.REKTOR: Mottakertype.REKTOR}
_HINT = (
    "Skriv nøkkelen til en part (e1, f1), «foresatte:e1», «f1:e2» for en foresatt til flere, eller "
    "ett av: rektor, ansatt, skoleeier, statsforvalter, arkiv."
)


def recipient_of(sak: Sak, word: str) -> Mottaker:
    """Return the recipient that `--for` names.

    Raises:
        NotFound: no such party or office.
        UsageFault: the party cannot have a document of this case, and why.
    """
    wanted = plain(word)
    office = word_of(word, Mottakertype)
    if office in _OFFICES and wanted not in sak.parter:
        return _office(sak, Mottakertype(office))
    group, _, pupil = wanted.partition(":")
    if group in ("foresatte", "foresatt") and pupil:
        return _guardian(sak, None, pupil)
    if pupil and group in sak.parter and pupil in sak.parter[group].til:
        return _guardian(sak, group, pupil)
    part = sak.parter.get(wanted)
    if part is None:
        meant = closest(wanted, [*_OFFICES, *sak.parter, *map("foresatte:{}".format, sak.parter)])
        asked = f" Mente du «{meant}»?" if meant else ""
        raise NotFound(f"Saken har ingen slik mottaker.{asked}", _HINT)
    if wanted in about(sak):
        raise UsageFault(
            "Den saken gjelder, kan ikke være mottaker av dokumenter fra den.",
            "Kontradiksjonen skjer i personalsaken, som ligger et annet sted.",
        )
    if wanted in disqualified(sak):
        return _office(sak, Mottakertype.REKTOR)
    return _party(sak, wanted, part)


def _party(sak: Sak, wanted: str, part: Part) -> Mottaker:
    if part.rolle in _PUPILS:
        return Mottaker(_PUPILS[part.rolle], wanted, wanted)
    if part.rolle is Rolle.FORESATT:
        return _guardian(sak, wanted, _only_pupil(wanted, part.til))
    return Mottaker(_OWNER.get(part.rolle, Mottakertype.ANSATT), wanted)


def _only_pupil(key: str, pupils: tuple[str, ...]) -> str | None:
    """Return the pupil a guardian reads for: a document tells of one pupil, to that one's family.

    Raises:
        UsageFault: the guardian has several in the case.
    """
    if len(pupils) > 1:
        choices = ", ".join(f"{key}:{pupil}" for pupil in pupils)
        raise UsageFault(
            f"{key} er foresatt til flere elever i saken, og et dokument er for én av dem.",
            f"Skriv hvilken, med --for: {choices}",
        )
    return pupils[0] if pupils else None


def _office(sak: Sak, kind: Mottakertype) -> Mottaker:
    if kind is Mottakertype.REKTOR and sak.type is Sakstype.LEDELSE:
        raise UsageFault(
            "Saken gjelder ledelsen ved skolen, så rektor kan ikke være mottaker (§ 12-5).",
            "Skoleeieren følger den opp: --for skoleeier",
        )
    return Mottaker(kind)


def _guardian(sak: Sak, key: str | None, pupil: str | None) -> Mottaker:
    if pupil is None or pupil not in sak.parter or sak.parter[pupil].rolle not in _PUPILS:
        raise UsageFault(
            "Det står ikke hvilken elev den foresatte hører til.",
            "Skriv det i saken (til: e1), eller bruk: --for foresatte:e1",
        )
    parties = sak.parter
    guardians = [key] if key else [other for other, part in parties.items() if pupil in part.til]
    if guardians and all(parties[guardian].foreldreansvar is False for guardian in guardians):
        # the full right of access follows foreldreansvar; a person decides on anything less
        raise UsageFault(
            "Den foresatte har ikke foreldreansvar, og har en snevrere rett til opplysninger.",
            "Vurder hva som kan gis (barnelova § 47), og skriv et eget brev.",
        )
    # the guardians of a fellow pupil see what that pupil sees: the case is not their child's
    of_fellow = sak.parter[pupil].rolle is Rolle.MEDELEV
    return Mottaker(Mottakertype.MEDELEV if of_fellow else Mottakertype.FORESATT, key, pupil)
