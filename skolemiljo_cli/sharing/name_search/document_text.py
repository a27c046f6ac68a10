"""The texts of a document that are searched for names, and the places found in them."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

MOST = 2000
"""The most that is asked about in one text, which bounds the time; nobody would review more."""


class Hvor(StrEnum):
    """The part of a document that a text is in."""

    TEKST = "teksten"
    EGENSKAP = "en egenskap ved et element"
    KOMMENTAR = "en kommentar"
    KODE = "stil eller kode"
    FILNAVN = "filnavnet"


@dataclass(frozen=True, slots=True)
class Stykke:
    """One text of a document.

    `linjer` are pairs: an offset in the text, and the line of the file that begins there.
    """

    hvor: Hvor
    tekst: str
    linjer: tuple[tuple[int, int], ...] = ((0, 0),)

    def linje(self, offset: int) -> int:
        """Return the line of the file that has the character; 0 in the file's name."""
        return self.linjer[max(0, bisect_right(self.linjer, (offset, 1 << 60)) - 1)][1]


@dataclass(frozen=True, slots=True)
class Side:
    """All texts of a document that is to leave the school, with the name of its file."""

    stykker: tuple[Stykke, ...]


@dataclass(frozen=True, slots=True, order=True)
class Funn:
    """A form of a party's name in a document: the number of the text, and from where to where."""

    stykke: int
    fra: int
    til: int
    part: str
    hva: str
