"""A name that somebody who may be named shares with a hidden party, where it may mean the latter.

«Kontaktlærer Storm» is the teacher; «Storm-guttene», «familien Storm» and «sønnen til Siv Storm»
cannot be, and of «Storm» alone a person decides.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.vocab import PRIVATE
from skolemiljo_cli.sharing.name_search.document_text import MOST, Funn, Hvor, Side
from skolemiljo_cli.sharing.name_search.folding import Folded, Token, fold, words_of
from skolemiljo_cli.sharing.name_search.name_forms import Hva, forms_of, genitives
from skolemiljo_cli.sharing.name_search.words.common_words import KIN, PERSON_NOUNS, ROLES

_CLOSE = re.compile(r"[ .\n]{1,3}|-")
_TITLE_GAP = re.compile(r"[ :\n]{1,3}")
_REMARK = re.compile(r" ?[,(–-] ?")
_TITLES = (
    "lærer", "læreren", "lærar", "læraren", "rektor", "leder", "lederen", "leiar", "terapeut",
    "terapeuten", "assistent", "assistenten", "pedagog", "pedagogen", "rådgiver", "rådgiveren",
    "sykepleier", "sykepleieren", "sjukepleiar", "inspektør", "inspektøren", "vikar", "vikaren",
    "ansvarlig", "vakt", "vakten",
)  # fmt: skip
_SMALL = frozenset({"til", "av", "åt", "te", "han", "ho", "hun", "hans", "hennes"})


@dataclass(frozen=True, slots=True)
class _Namesake:
    """Somebody who may be named, all words of the name, and who else has one of the last ones.

    `ansatt` tells that it is an employee, whom no word for a family or a child can mean.
    """

    words: frozenset[str]
    shared: Mapping[str, tuple[str, ...]]
    ansatt: bool

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for keys in self.shared.values() for key in keys))


def find_shared(
    page: Side, hidden: Mapping[str, Part], shown: Mapping[str, Part]
) -> Iterator[Funn]:
    """Yield the places with the name of somebody shown that may mean a hidden namesake."""
    namesakes = list(_namesakes(hidden, shown))
    if not namesakes:
        return
    for number, piece in enumerate(page.stykker):
        if piece.hvor in (Hvor.TEKST, Hvor.KOMMENTAR):
            text = fold(piece.tekst)
            for namesake in namesakes:
                yield from islice(_TextSearch(number, text, namesake).all(), MOST)


def _namesakes(hidden: Mapping[str, Part], shown: Mapping[str, Part]) -> Iterator[_Namesake]:
    """Yield the employees with a namesake, and those of whom half a double name is somebody's.

    A surname that a shown pupil or guardian has too is not asked about: most often it is theirs.
    """
    last = {key: forms_of(part).sist for key, part in hidden.items()}
    for part in shown.values():
        forms = forms_of(part)
        employee = part.rolle not in PRIVATE
        words = forms.sist if employee else frozenset(_halves(part.navn or ""))
        shared = {word: tuple(key for key in last if word in last[key]) for word in words}
        shared = {word: keys for word, keys in shared.items() if keys}
        if shared:
            yield _Namesake(frozenset(forms.ledd), shared, employee)


def _halves(name: str) -> Iterator[str]:
    """Yield the words of a double surname; nobody is called by one of them."""
    last = words_of(name.rsplit(maxsplit=1)[-1]) if name.split() else []
    if len(last) > 1:
        yield from last


class _TextSearch:
    """The search of one text for one person's name."""

    def __init__(self, number: int, text: Folded, namesake: _Namesake) -> None:
        self._number, self._text, self._namesake = number, text, namesake
        self._tokens = text.tokens()

    def all(self) -> Iterator[Funn]:
        place = 0
        while place < len(self._tokens):
            end = self._end_of_name(place)
            if end > place:
                yield from self._found(place, end)
            place = max(end, place + 1)

    def _end_of_name(self, place: int) -> int:
        """Return the end of the words from here on that are the namesake's."""
        end = place
        while end < len(self._tokens) and self._is_name(self._tokens[end]):
            if end > place and not _CLOSE.fullmatch(self._between(end - 1, end)):
                break
            end += 1
        return end

    def _is_name(self, token: Token) -> bool:
        if not self._text.capital(token.start):
            return False
        initial = len(token.word) == 1 and any(
            word[0] == token.word for word in self._namesake.words
        )
        return initial or any(stem in self._namesake.words for stem in genitives(token.word))

    def _found(self, first: int, end: int) -> Iterator[Funn]:
        of_family = self._namesake.ansatt and (self._after_kin(first) or self._before_kin(end))
        whole = end - first > 1
        keys = self._namesake.others
        if not of_family:
            stems = genitives(self._tokens[first].word)
            keys = tuple(key for stem in stems for key in self._namesake.shared.get(stem, ()))
            if whole or not keys or self._has_title(first, end):
                return
        start, stop = self._tokens[first].start, self._tokens[end - 1].end
        for key in keys:
            yield Funn(self._number, *self._text.span(start, stop), key, Hva.ETTERNAVN)

    def _after_kin(self, first: int) -> bool:
        """Tell whether a word such as «sønnen til» or «familien» stands before the name."""
        place = first - 1
        while place >= max(0, first - 3) and self._tokens[place].word in _SMALL:
            place -= 1
        if place < 0 or "." in self._text.text[self._tokens[place].end : self._tokens[first].start]:
            return False
        return self._tokens[place].word in KIN and (
            place < first - 1 or self._tokens[place].word in PERSON_NOUNS
        )

    def _before_kin(self, end: int) -> bool:
        """Tell whether a kin word follows: «Storm-guttene», «Siv Storms sønn»."""
        if end >= len(self._tokens):
            return False
        between = self._between(end - 1, end)
        genitive = self._tokens[end - 1].word not in self._namesake.words or "'" in between
        return self._tokens[end].word in KIN and ("-" in between or (genitive and len(between) < 4))

    def _has_title(self, first: int, end: int) -> bool:
        before = first - 1
        if before >= 0 and _TITLE_GAP.fullmatch(self._between(before, first)):
            return self._is_title(self._tokens[before].word) or self._is_remark(end)
        return self._is_remark(end)

    def _is_remark(self, end: int) -> bool:
        """Tell whether a title follows: «Storm (kontaktlærer)»."""
        return (
            end < len(self._tokens)
            and _REMARK.fullmatch(self._between(end - 1, end)) is not None
            and self._is_title(self._tokens[end].word)
        )

    def _is_title(self, word: str) -> bool:
        return (word in ROLES and word not in KIN) or word.endswith(_TITLES)

    def _between(self, before: int, after: int) -> str:
        return self._text.text[self._tokens[before].end : self._tokens[after].start]
