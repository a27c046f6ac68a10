"""The fuzzy search: words that look or sound like a name.

False positives are acceptable, since a person decides on each. It shares no rules with the exact
search, so that one bug cannot affect both.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.sharing.name_search import fuzzy_letters
from skolemiljo_cli.sharing.name_search.document_text import MOST, Funn, Hvor, Side, Stykke
from skolemiljo_cli.sharing.name_search.slips import is_sami_case, is_slip
from skolemiljo_cli.sharing.name_search.words.first_names import SAMI_NAMES
from skolemiljo_cli.sharing.name_search.words.ordinary_words import ORDINARY, word_set

_LEAST = 4
"""The shortest name that is searched for inside words; shorter ones must match a whole word."""
_LEAST_INSIDE = 5
_WHAT = "likner navnet"


@dataclass(frozen=True, slots=True)
class _Name:
    """One word of a hidden party's name."""

    key: str
    word: str
    first: bool
    sami: bool


def find_similar(page: Side, hidden: Mapping[str, Part], shown: Mapping[str, Part]) -> list[Funn]:
    """Return every place that resembles the name of a hidden party."""
    names = _Names(hidden, shown)
    return sorted(
        {
            hit
            for number, piece in enumerate(page.stykker)
            for hit in islice(_TextSearch(names, number, piece).all(), MOST)
        }
    )


class _Names:
    """The names to search for, and the words of the names that may be shown."""

    def __init__(self, hidden: Mapping[str, Part], shown: Mapping[str, Part]) -> None:
        self.words = [
            _Name(key, word, number == 0, _is_sami(part))
            for key, part in hidden.items()
            for name in part.alle_navn
            for number, word in enumerate(_plain_words(name))
        ]
        self.shown = [_plain_words(name) for part in shown.values() for name in _names(part)]
        self.allowed = frozenset(word for words in self.shown for word in words)
        self.whole = {key: list(_joined(part)) for key, part in hidden.items()}
        self.initials: dict[str, list[str]] = defaultdict(list)
        for key, part in hidden.items():
            for letters in dict.fromkeys(_initials(part)):
                self.initials[letters].append(key)
        self.contact = {key: _squeezed(part.kontakt or "") for key, part in hidden.items()}


class _TextSearch:
    """The fuzzy search of one text."""

    def __init__(self, names: _Names, number: int, piece: Stykke) -> None:
        self._names, self._number, self._piece = names, number, piece
        stream: list[str] = []
        where: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        inside = False
        after_lowercase = False
        for place, char in enumerate(piece.tekst):
            letters = fuzzy_letters.plain(char)
            if letters is None:  # a combining mark or an invisible character
                continue
            if not letters:
                if inside:
                    ends.append(len(where))
                inside = False
                continue
            capital = char.isupper()
            if not inside or (capital and after_lowercase):  # «elevTyri»
                if inside:
                    ends.append(len(where))
                starts.append(len(where))
            inside, after_lowercase = True, not capital
            stream.append(letters)
            where.extend([place] * len(letters))
        if inside:
            ends.append(len(where))
        self._where = where
        self._stream, self._kept = fuzzy_letters.squeeze("".join(stream))
        self._starts = [fuzzy_letters.index_after_squeeze(self._kept, start) for start in starts]
        self._ends = [fuzzy_letters.index_after_squeeze(self._kept, end) for end in ends]

    def all(self) -> Iterator[Funn]:
        for name in self._names.words:
            if len(name.word) >= _LEAST:
                yield from self._inside(name)
        for key, forms in self._names.whole.items():
            for form in forms:
                yield from self._joined_name(key, form)
        yield from self._tokens()
        yield from self._contact()

    def _inside(self, name: _Name) -> Iterator[Funn]:
        """Find a name inside a longer word, or split up by blanks and punctuation."""
        at = self._stream.find(name.word)
        while at >= 0:
            end = at + len(name.word)
            token = bisect_right(self._starts, at) - 1
            at_start = self._starts[token] == at
            if self._is_hit(name, token, at_start, end):
                yield self._funn(name.key, at, end)
            at = self._stream.find(name.word, max(end, min(self._ends[token], end + 40)))

    def _is_hit(self, name: _Name, token: int, at_start: bool, end: int) -> bool:
        if end <= self._ends[token]:  # within one word
            if self._may_be_named(name, token) or self._is_ordinary(name, token):
                return False
            return at_start or len(name.word) >= _LEAST_INSIDE
        at_end = (
            bisect_right(self._ends, end) and self._ends[bisect_right(self._ends, end) - 1] == end
        )
        return at_start and (bool(at_end) or len(name.word) > _LEAST_INSIDE)

    def _may_be_named(self, name: _Name, token: int) -> bool:
        """Tell whether the word belongs to a name that may be shown.

        A first name shared with a hidden party counts only next to another word of the shown name.
        """
        word = self._word(token)
        known = word if word in self._names.allowed else word.removesuffix("s")
        if known not in self._names.allowed:
            return False
        if not name.first or known != name.word:
            return True
        beside = {self._word(near).removesuffix("s") for near in (token - 1, token + 1)}
        beside |= {self._word(near) for near in (token - 1, token + 1)}
        return any(known in words and beside & {*words} - {known} for words in self._names.shown)

    def _is_ordinary(self, name: _Name, token: int) -> bool:
        """Tell whether the name is only a part of an ordinary word: «annen», but not «anne»."""
        word = self._word(token)
        return word != name.word and word in _FOLDED_ORDINARY and self._written(token)[:1].islower()

    def _joined_name(self, key: str, form: str) -> Iterator[Funn]:
        at = self._stream.find(form)
        while at >= 0:
            first = bisect_right(self._starts, at) - 1
            last = bisect_right(self._starts, at + len(form) - 1) - 1
            alike = {self._written(token)[:1].isupper() for token in range(first, last + 1)}
            if at == self._starts[first] and len(alike) == 1:  # not «Nøkken var» for Vår Nøkken
                yield self._funn(key, at, at + len(form))
            at = self._stream.find(form, at + len(form))

    def _tokens(self) -> Iterator[Funn]:
        """Match word by word: short names, initials and names with one wrong letter."""
        lowercase = set()
        rows: list[tuple[int, str, str]] = []
        for token in range(len(self._starts)):
            word = self._word(token)
            written = self._written(token)
            rows.append((token, word, written))
            if written[:1].islower():
                lowercase.add(word)
        short = defaultdict(list)
        for name in self._names.words:
            if len(name.word) < _LEAST:
                short[name.word].append(name.key)
        misspelled: dict[str, frozenset[str]] = {}
        is_text = self._piece.hvor in (Hvor.TEKST, Hvor.KOMMENTAR, Hvor.FILNAVN)
        for token, word, written in rows:
            for key in self._short_name(word, written, short):
                yield self._funn(key, self._starts[token], self._ends[token])
            if is_text and written[:1].isupper() and word not in lowercase:
                if word not in misspelled:
                    misspelled[word] = self._misspelled(word)
                for key in misspelled[word]:
                    yield self._funn(key, self._starts[token], self._ends[token])
        if is_text:
            yield from self._initials(rows)

    def _short_name(self, word: str, written: str, short: Mapping[str, list[str]]) -> Sequence[str]:
        stem = word if word in short else word.removesuffix("s")
        if stem not in short or stem in self._names.allowed:
            return ()
        ordinary = written[:1].islower() and (stem in _FOLDED_ORDINARY or len(written) < 3)
        return () if ordinary else short[stem]

    def _misspelled(self, word: str) -> frozenset[str]:
        if not _LEAST - 1 <= len(word) <= _LONGEST or word in self._names.allowed:
            return frozenset()
        stems = {word, word.removesuffix("s")}
        if stems & _FOLDED_ORDINARY:
            return frozenset()
        return frozenset(
            name.key
            for name in self._names.words
            if name.word not in stems and _is_like(name, stems)
        )

    def _initials(self, rows: Sequence[tuple[int, str, str]]) -> Iterator[Funn]:
        """Find initials: consecutive capitals, whatever separates them."""
        for place, (token, _, written) in enumerate(rows):
            if not written.isupper() or len(written) > _LEAST:
                continue
            letters = ""
            for later, _, more in rows[place : place + _LEAST]:
                if not more.isupper() or len(more) > _LEAST:
                    break
                letters += "".join(fuzzy_letters.plain(char) or "" for char in more)
                for key in self._names.initials.get(letters, ()):
                    yield self._funn(key, self._starts[token], self._ends[later])

    def _contact(self) -> Iterator[Funn]:
        tekst = self._piece.tekst
        places = [place for place, char in enumerate(tekst) if char.isalnum()]
        text = "".join(tekst[place].casefold()[:1] for place in places)
        for key, contacts in self._names.contact.items():
            for contact in contacts:
                at = text.find(contact)
                while at >= 0:
                    last = places[at + len(contact) - 1] + 1
                    yield Funn(self._number, places[at], last, key, _WHAT)
                    at = text.find(contact, at + len(contact))

    def _word(self, token: int) -> str:
        if not 0 <= token < len(self._starts):
            return ""
        return self._stream[self._starts[token] : self._ends[token]]

    def _written(self, token: int) -> str:
        start, end = self._span(self._starts[token], self._ends[token])
        return "".join(char for char in self._piece.tekst[start:end] if char.isalpha())

    def _span(self, start: int, end: int) -> tuple[int, int]:
        if end <= start:
            return 0, 0
        return self._where[self._kept[start]], self._where[self._kept[end - 1]] + 1

    def _funn(self, key: str, start: int, end: int) -> Funn:
        first, last = self._span(start, end)
        return Funn(self._number, first, last, key, _WHAT)


_LONGEST = 30  # letters in a word that could be a misspelled name


def _names(part: Part) -> Iterator[str]:
    yield from part.alle_navn


def _plain_words(name: str) -> list[str]:
    """Return the words of a name in plain letters."""
    pieces = re.split(r"[\s\-‐-―._,;:/()]+", name)
    words = map(fuzzy_letters.plain_word, pieces)
    return [word for word in words if len(word) > 1 and word not in _NOT_A_NAME]


def _joined(part: Part) -> Iterator[str]:
    """Yield the name written as one word, in full or shortened."""
    for name in part.fulle_navn:
        words = _plain_words(name)
        if len(words) < 2:
            continue
        first, last = words[0], words[-1]
        for made in (first + last, last + first, first[0] + last, first[:3] + last[:3]):
            if len(made) > _LEAST_INSIDE:
                yield made


def _initials(part: Part) -> Iterator[str]:
    for name in _names(part):
        words = filter(None, re.split(r"[\s\-‐-―]+", name))
        letters = "".join((fuzzy_letters.plain(word[0]) or "")[:1] for word in words)
        if len(letters) > 1:
            yield from (letters, letters[0] + letters[-1], letters[0] + letters[1])


def _squeezed(contact: str) -> list[str]:
    """Return the phone numbers and addresses of a contact, as letters and digits only."""
    plain = [
        "".join(char.casefold()[:1] for char in word if char.isalnum())
        for word in contact.split()
        if "@" in word
    ]
    rest = " ".join(word for word in contact.split() if "@" not in word)
    figures = re.split(r"[^\d\s().+/-]+", rest)
    numbers = ("".join(char for char in part if char.isdigit())[-8:] for part in figures)
    return [*plain, *(number for number in numbers if len(number) >= _LEAST_INSIDE)]


def _is_like(name: _Name, stems: Iterable[str]) -> bool:
    if name.sami and any(is_sami_case(name.word, stem) for stem in stems):
        return True
    return len(name.word) >= _LEAST and any(is_slip(name.word, stem) for stem in stems)


def _is_sami(part: Part) -> bool:
    """Tell whether the party has a name with Sami letters, or one that is common there."""
    names = " ".join(_names(part)).lower()
    return bool(_SAMI_LETTERS.search(names)) or not SAMI_NAMES.isdisjoint(names.split())


_SAMI_LETTERS = re.compile("[áčđŋšŧž]")
_FOLDED_ORDINARY = frozenset(fuzzy_letters.plain_word(word) for word in ORDINARY)
_NOT_A_NAME = word_set(
    "elev foresatt mor far mamma pappa rektor larer skole skolen ppt bup nav kommune barnevernet "
    "til og av fra kalt de den der di du la le van von el al bin "
)
