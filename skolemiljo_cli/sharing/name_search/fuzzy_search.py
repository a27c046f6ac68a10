"""The fuzzy search: what looks or sounds like a name. A person is asked, so it may be wrong.

It shares no rule with the exact search, so that no fault is in both.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.sharing.name_search import fuzzy_letters
from skolemiljo_cli.sharing.name_search.document_text import Funn, Hvor, Side, Stykke


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEAST = 4
"""The shortest name that is looked for as a part of the text, and not as a word."""
_LEAST_INSIDE = 5
_LEAST_WITH_SLIP = 5
_WHAT = "likner navnet"
_MOST = 2000
"""Findings in one text, so that the time is bounded; nobody decides on so many."""
# words of every such document that are one letter from a name or as short as one
_ORDINARY = _words(
    "skole skolen elev eleven elever elevene klasse klassen lærer læreren plan planen sak saken "
    "dato mor far mamma pappa voksen tiltak sted timer trygg med men for til der her han hun hen "
    "den det dem seg oss som var vil kan ble har sin min din alt vei dag mai tor per odd liv bo "
    "jo li mo ro vi de du en er et ei gi gå ha ja nå og om på se si så av at da en ett tre to når "
    "hva ikke etter under over mot hos fra ved uke ute inne ta be le by fred"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """One word of a hidden party's name."""

    key: str
    word: str
    first: bool


def find_similar(page: Side, hidden: Mapping[str, Part], shown: Mapping[str, Part]) -> list[Funn]:
    """Return every place that resembles the name of a hidden party."""
    looked_for = _Names(hidden, shown)
    return sorted(
        {
            one
            for number, piece in enumerate(page.stykker)
            for one in islice(_TextSearch(looked_for, number, piece).all(), _MOST)
        }
    )


class _Names:
    """The names that are looked for, and the words of the names that may be there."""

    def __init__(self, hidden: Mapping[str, Part], shown: Mapping[str, Part]) -> None:
        self.words = [
            _Name(key, word, number == 0)
            for key, part in hidden.items()
            for name in (part.navn, *part.alias)
            for number, word in enumerate(_plain_words(name or ""))
        ]
        self.shown = [_plain_words(one) for part in shown.values() for one in _names(part)]
        self.may = frozenset(word for words in self.shown for word in words)
        self.whole = {key: list(_joined(part)) for key, part in hidden.items()}
        self.initials: dict[str, list[str]] = defaultdict(list)
        for key, part in hidden.items():
            for letters in dict.fromkeys(_initials(part)):
                self.initials[letters].append(key)
        self.contact = {key: _squeezed(part.kontakt or "") for key, part in hidden.items()}
        self.slips = _slips(self.words)
        self.sounds: dict[str, list[_Name]] = defaultdict(list)
        for one in self.words:
            if len(one.word) >= _LEAST_WITH_SLIP:
                self.sounds[fuzzy_letters.sound(one.word)].append(one)


class _TextSearch:
    """The fuzzy search of one text."""

    def __init__(self, names: _Names, number: int, piece: Stykke) -> None:
        self._names, self._number, self._piece = names, number, piece
        stream: list[str] = []
        where: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        inside = False
        small_before = False
        for place, sign in enumerate(piece.tekst):
            letters = fuzzy_letters.plain(sign)
            if letters is None:  # a mark, or a character nobody sees
                continue
            if not letters:
                if inside:
                    ends.append(len(where))
                inside = False
                continue
            capital = sign.isupper()
            if not inside or (capital and small_before):  # «elevTyri»
                if inside:
                    ends.append(len(where))
                starts.append(len(where))
            inside, small_before = True, not capital
            stream.append(letters)
            where.extend([place] * len(letters))
        if inside:
            ends.append(len(where))
        self._where = where
        self._stream, self._kept = fuzzy_letters.squeeze("".join(stream))
        self._starts = [fuzzy_letters.new_place(self._kept, one) for one in starts]
        self._ends = [fuzzy_letters.new_place(self._kept, one) for one in ends]

    def all(self) -> Iterator[Funn]:
        for one in self._names.words:
            if len(one.word) >= _LEAST:
                yield from self._inside(one)
        for key, forms in self._names.whole.items():
            for form in forms:
                yield from self._whole(key, form)
        yield from self._tokens()
        yield from self._contact()

    def _inside(self, name: _Name) -> Iterator[Funn]:
        """Look for a name inside other words, and across blanks and punctuation in it."""
        at = self._stream.find(name.word)
        while at >= 0:
            end = at + len(name.word)
            token = bisect_right(self._starts, at) - 1
            begins = self._starts[token] == at
            if self._asks(name, token, begins, end):
                yield self._funn(name.key, at, end)
            at = self._stream.find(name.word, max(end, min(self._ends[token], end + 40)))

    def _asks(self, name: _Name, token: int, begins: bool, end: int) -> bool:
        inside_one = end <= self._ends[token]
        if inside_one:
            if self._may_be_named(name, token):
                return False
            return begins or len(name.word) >= _LEAST_INSIDE
        ends = (
            bisect_right(self._ends, end) and self._ends[bisect_right(self._ends, end) - 1] == end
        )
        return begins and (bool(ends) or len(name.word) > _LEAST_INSIDE)

    def _may_be_named(self, name: _Name, token: int) -> bool:
        """Tell whether the word belongs to a name that may be shown.

        A first name that is also a hidden party's needs another word of the shown name beside it.
        """
        word = self._word(token)
        known = word if word in self._names.may else word.removesuffix("s")
        if known not in self._names.may:
            return False
        if not name.first or known != name.word:
            return True
        beside = {self._word(one).removesuffix("s") for one in (token - 1, token + 1)}
        beside |= {self._word(one) for one in (token - 1, token + 1)}
        return any(known in words and beside & {*words} - {known} for words in self._names.shown)

    def _whole(self, key: str, form: str) -> Iterator[Funn]:
        at = self._stream.find(form)
        while at >= 0:
            yield self._funn(key, at, at + len(form))
            at = self._stream.find(form, at + len(form))

    def _tokens(self) -> Iterator[Funn]:
        """Look at each word by itself: short names, initials, spelling mistakes of one letter."""
        small = set()
        rows: list[tuple[int, str, str]] = []
        for token in range(len(self._starts)):
            word = self._word(token)
            written = self._written(token)
            rows.append((token, word, written))
            if written[:1].islower():
                small.add(word)
        short = defaultdict(list)
        for one in self._names.words:
            if len(one.word) < _LEAST:
                short[one.word].append(one.key)
        slips: dict[str, frozenset[str]] = {}
        is_text = self._piece.hvor in (Hvor.TEKST, Hvor.KOMMENTAR, Hvor.FILNAVN)
        for token, word, written in rows:
            for key in self._short(word, written, short):
                yield self._funn(key, self._starts[token], self._ends[token])
            if is_text and written[:1].isupper() and word not in small:
                if word not in slips:
                    slips[word] = self._with_slip(word)
                for key in slips[word]:
                    yield self._funn(key, self._starts[token], self._ends[token])
        if is_text:
            yield from self._capitals(rows)

    def _short(self, word: str, written: str, short: Mapping[str, list[str]]) -> Sequence[str]:
        stem = word if word in short else word.removesuffix("s")
        if stem not in short or stem in self._names.may:
            return ()
        ordinary = written[:1].islower() and (stem in _FOLDED_ORDINARY or len(stem) < 3)
        return () if ordinary else short[stem]

    def _with_slip(self, word: str) -> frozenset[str]:
        if len(word) < _LEAST_WITH_SLIP - 1 or word in self._names.may or word in _FOLDED_ORDINARY:
            return frozenset()
        near = set(self._names.slips.get(word, ()))
        for place in range(len(word)) if len(word) <= _LONGEST else ():
            near.update(self._names.slips.get(word[:place] + word[place + 1 :], ()))
        found = {
            one.key for one in near if one.word != word and fuzzy_letters.one_off(one.word, word)
        }
        for stem in (word, word.removesuffix("s")):
            heard = self._names.sounds.get(fuzzy_letters.sound(stem), ())
            found.update(one.key for one in heard if one.word not in (word, stem))
        return frozenset(found)

    def _capitals(self, rows: Sequence[tuple[int, str, str]]) -> Iterator[Funn]:
        """Look for initials: consecutive capitals, whatever separates them."""
        for place, (token, _, written) in enumerate(rows):
            if not written.isupper() or len(written) > _LEAST:
                continue
            letters = ""
            for later, _, more in rows[place : place + _LEAST]:
                if not more.isupper() or len(more) > _LEAST:
                    break
                letters += "".join(fuzzy_letters.plain(one) or "" for one in more)
                if len(letters) == 1 and not self._may_be_a_person(place, rows):
                    continue
                for key in self._names.initials.get(letters, ()):
                    yield self._funn(key, self._starts[token], self._ends[later])

    def _may_be_a_person(self, place: int, rows: Sequence[tuple[int, str, str]]) -> bool:
        """Tell whether one capital may be a person: «T. sa», «eleven T», and not class 6A."""
        token = rows[place][0]
        start, end = self._span(self._starts[token], self._ends[token])
        tekst = self._piece.tekst
        if tekst[max(0, start - 1) : start].isdigit():
            return False
        called = place > 0 and rows[place - 1][1] in _CALLED
        after = tekst[end : end + 4]
        return called or after[:1] in (".", ",", "-") or after[:2] == "s " or after == " og "

    def _contact(self) -> Iterator[Funn]:
        tekst = self._piece.tekst
        there = [place for place, sign in enumerate(tekst) if sign.isalnum()]
        text = "".join(tekst[place].casefold()[:1] for place in there)
        for key, contacts in self._names.contact.items():
            for one in contacts:
                at = text.find(one)
                while at >= 0:
                    last = there[at + len(one) - 1] + 1
                    yield Funn(self._number, there[at], last, key, _WHAT)
                    at = text.find(one, at + len(one))

    def _word(self, token: int) -> str:
        if not 0 <= token < len(self._starts):
            return ""
        return self._stream[self._starts[token] : self._ends[token]]

    def _written(self, token: int) -> str:
        start, end = self._span(self._starts[token], self._ends[token])
        return "".join(one for one in self._piece.tekst[start:end] if one.isalpha())

    def _span(self, start: int, end: int) -> tuple[int, int]:
        if end <= start:
            return 0, 0
        return self._where[self._kept[start]], self._where[self._kept[end - 1]] + 1

    def _funn(self, key: str, start: int, end: int) -> Funn:
        first, last = self._span(start, end)
        return Funn(self._number, first, last, key, _WHAT)


_LONGEST = 30  # letters of a word that could be a misspelled name


def _names(part: Part) -> Iterator[str]:
    yield from (one for one in (part.navn, *part.alias) if one)


def _plain_words(name: str) -> list[str]:
    """Return the words of a name in plain letters."""
    pieces = re.split(r"[\s\-‐-―._,;:/()]+", name)
    words = map(fuzzy_letters.plain_word, pieces)
    return [word for word in words if len(word) > 1 and word not in _TELLS_NOTHING]


def _joined(part: Part) -> Iterator[str]:
    """Yield the name written as one word, whole or shortened."""
    words = _plain_words(part.navn or "")
    if len(words) > 1:
        first, last = words[0], words[-1]
        for made in (first + last, last + first, first[0] + last, first[:3] + last[:3]):
            if len(made) > _LEAST_INSIDE:
                yield made


def _initials(part: Part) -> Iterator[str]:
    for name in _names(part):
        letters = "".join(
            (fuzzy_letters.plain(one[0]) or "")[:1] for one in re.split(r"[\s\-‐-―]+", name) if one
        )
        if letters:
            yield letters[0]
        if len(letters) > 1:
            yield from (letters, letters[0] + letters[-1], letters[0] + letters[1])


def _squeezed(contact: str) -> list[str]:
    """Return the numbers and addresses of a contact, only their letters and digits."""
    plain = [
        "".join(one.casefold()[:1] for one in word if one.isalnum())
        for word in contact.split()
        if "@" in word
    ]
    rest = " ".join(word for word in contact.split() if "@" not in word)
    figures = re.split(r"[^\d\s().+/-]+", rest)
    numbers = ("".join(one for one in row if one.isdigit())[-8:] for row in figures)
    return [*plain, *(one for one in numbers if len(one) >= _LEAST_INSIDE)]


def _slips(names: Sequence[_Name]) -> Mapping[str, list[_Name]]:
    """Return the names by themselves and by what is left of each without one letter."""
    found: dict[str, list[_Name]] = defaultdict(list)
    for one in names:
        if len(one.word) >= _LEAST_WITH_SLIP:
            found[one.word].append(one)
            for place in range(len(one.word)):
                found[one.word[:place] + one.word[place + 1 :]].append(one)
    return found


_FOLDED_ORDINARY = frozenset(fuzzy_letters.plain_word(word) for word in _ORDINARY)
_CALLED = _words("elev eleven medelev medeleven gutten jenta barnet hos med til fra av og mot om")
_TELLS_NOTHING = _words(
    "elev foresatt mor far mamma pappa rektor larer skole skolen ppt bup nav kommune barnevernet "
    "til og av fra kalt de den der di du la le van von el al bin"
)
