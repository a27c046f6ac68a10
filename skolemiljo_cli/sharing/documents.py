"""The documents a case can be written as: one row each, read by every command, help and page.

Completion and help read the table too, so nothing heavy is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from skolemiljo_cli.model.vocab import Loggtype
from skolemiljo_cli.sharing.recipient import Mottakertype

_SCHOOL = frozenset({Mottakertype.REKTOR, Mottakertype.ARKIV})
_OFFICES = frozenset({Mottakertype.SKOLEEIER, Mottakertype.STATSFORVALTER})
_FAMILY = frozenset({Mottakertype.ELEV, Mottakertype.FORESATT})
_OF_CASE = _SCHOOL | _OFFICES | _FAMILY
# the other pupil's report, investigation and closing are not for a fellow pupil
_EVERYBODY = frozenset(Mottakertype)


@dataclass(frozen=True, slots=True)
class Rad:
    """What is true of one document.

    `ord` is its name on the command line and the name of its template, `mottakere` who can be given
    it. `tittel` is what a bundle calls it; without one it is not put in a bundle. `hjelp` explains
    the word in the help. A document of one entry in the log says which types of entry it can be
    made of in `innforinger`, and one of a round of evaluation says `runde`.
    """

    ord: str
    mottakere: frozenset[Mottakertype] = _SCHOOL
    tittel: str = ""
    hjelp: str = ""
    innforinger: frozenset[Loggtype] = frozenset()
    runde: bool = False


class Dokument(StrEnum):
    """The documents, in the order people read of them."""

    rad: Rad

    def __new__(cls, rad: Rad) -> Self:
        """Return the word itself, with its row."""
        member = str.__new__(cls, rad.ord)
        member._value_ = rad.ord
        member.rad = rad
        return member

    VARSLING = Rad("varsling", _OF_CASE, hjelp="det interne notatet")
    MELDING = Rad("melding", _OF_CASE, "Melding om elevens skolemiljø", "det utvidede skjemaet")
    SAKSGANG = Rad("saksgang", _OF_CASE, "Saksgang")
    UNDERSOKELSE = Rad("undersokelse", _OF_CASE, "Undersøkelse")
    AKTIVITETSPLAN = Rad("aktivitetsplan", _EVERYBODY, "Aktivitetsplan")
    EVALUERING = Rad("evaluering", _OF_CASE, "Evaluering av tiltakene", runde=True)
    REFERAT = Rad(
        "referat", _EVERYBODY, "Referat", "møte eller samtale",
        frozenset({Loggtype.MOTE, Loggtype.SAMTALE, Loggtype.TELEFON, Loggtype.EKSTERN}),
    )  # fmt: skip
    ELEVSAMTALE = Rad(
        "elevsamtale", _EVERYBODY, "Referat",
        innforinger=frozenset({Loggtype.ELEVSAMTALE, Loggtype.GJENOPPRETTENDE}),
    )  # fmt: skip
    SKOLEEIER = Rad(
        "skoleeier", _SCHOOL | _OFFICES, "Melding til skoleeier", "melding til skoleeier, uten navn"
    )
    AVSLUTNING = Rad("avslutning", _OF_CASE, "Avslutning av saken")
    STATSFORVALTER = Rad(
        "statsforvalter", _SCHOOL | {Mottakertype.STATSFORVALTER},
        "Oversendelse til statsforvalteren", "oversendelsen",
    )  # fmt: skip
    OVERSIKT = Rad("oversikt", hjelp="én side til et møte")

    @property
    def always_for(self) -> Mottakertype | None:
        """Return the office that the document is named after, and made for if nothing is said."""
        return Mottakertype(self.value) if self.value in _OFFICES else None


def can_be_given(recipient: Mottakertype) -> list[str]:
    """Return the words for the documents that such a recipient can be given."""
    return [document.value for document in Dokument if recipient in document.rad.mottakere]
