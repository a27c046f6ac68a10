"""All the forms of a party's name that the exact search looks for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, permutations, product

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.sharing.name_search.common_words import COMMON, PARTICLES, ROLES
from skolemiljo_cli.sharing.name_search.folding import fold, words_of


class Hva(StrEnum):
    """What kind of form a name was found in."""

    FULLT_NAVN = "fullt navn"
    FORNAVN = "fornavn"
    ETTERNAVN = "etternavn"
    DEL = "del av navnet"
    KALLENAVN = "kallenavn"
    INITIALER = "initialer"
    BRUKERNAVN = "brukernavn"
    SAMMENSATT = "sammensatt ord"
    KONTAKT = "telefon eller e-post"
    GROVT = "likner navnet"


@dataclass(frozen=True, slots=True)
class Ord:
    """The word of a name that a spelling is for, its kind, and whether the spelling is exact."""

    hva: Hva
    hvilket: str
    eksakt: bool


@dataclass(frozen=True, slots=True)
class Former:
    """All forms of one party's names, folded.

    `ord` are the words that identify the party by themselves, `ledd` all words of the names.
    `forbokstaver` are initials of consecutive words, `initialer` those of a whole name.
    """

    ord: Mapping[str, Ord]
    ledd: Mapping[str, Ord]
    forst: frozenset[str]
    sist: frozenset[str]
    forbokstaver: frozenset[str]
    initialer: frozenset[str]
    brukernavn: frozenset[str]
    epost: frozenset[str]
    telefon: frozenset[str]


SHORT = 3
"""A name with this many letters or fewer is recognised only with a capital."""
_SHORTEST = 2
_MOST_SPELLINGS = 48
_SPELLINGS = {
    "å": ("å", "aa", "a"), "ø": ("ø", "oe", "o"), "æ": ("æ", "ae", "a", "e"),
    "aa": ("aa", "å", "a"), "oe": ("oe", "ø", "o"), "ae": ("ae", "æ"),
}  # fmt: skip
_VARIES = re.compile("aa|oe|ae|[åøæ]")
_SOUND_OF_S = ("s", "x", "z", "sj", "ch", "sh")
_FIGURES = re.compile(r"\+?[0-9](?:[ .\-()/]{0,3}[0-9]){4,}")
_MAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;]+")

_Groups = list[list[str]]


def forms_of(part: Part) -> Former:
    """Return all forms of the name, other names and contact of a party."""
    full = [_groups(name) for name in part.fulle_navn]
    others = [_groups(alias) for alias in part.alias]
    alone: dict[str, Ord] = {}
    all_words: dict[str, Ord] = {}
    of_names = (_of_name(*pair) for pair in zip(full, part.fulle_navn, strict=True))
    rows = [row for found in of_names for row in found]
    for hva, word, identifies in [*rows, *_of_aliases(others, part.alias)]:
        _add(all_words, hva, word)
        if identifies:
            _add(alone, hva, word)
    names = [groups for groups in (*full, *others) if groups]
    return Former(
        alone,
        all_words,
        frozenset(_spelled(word for groups in names for word in groups[0])),
        frozenset(_spelled(word for groups in names for word in groups[-1])),
        frozenset(_consecutive_initials(names)),
        frozenset(letters for name in full for letters in _initials(name)),
        frozenset(handle for name in full for handle in _handles(name)),
        frozenset(_mails(part.kontakt)),
        frozenset(_numbers(part.kontakt)),
    )


def genitives(word: str) -> Iterator[str]:
    """Yield the word, then the words whose genitive it may be."""
    yield word
    if word.endswith("s") and len(word) > _SHORTEST:
        yield word[:-1]
        if word.endswith("es") and word[:-2].endswith(_SOUND_OF_S):
            yield word[:-2]


def spellings(word: str) -> list[str]:
    """Return the word and its spellings without æ, ø and å."""
    pieces: list[tuple[str, ...]] = []
    last = 0
    for found in _VARIES.finditer(word):
        pieces += [(word[last : found.start()],), _SPELLINGS[found[0]]]
        last = found.end()
    pieces.append((word[last:],))
    ways = ("".join(row) for row in product(*pieces))
    return list(dict.fromkeys(islice(ways, _MOST_SPELLINGS)))


def needs_capital(word: str) -> bool:
    """Tell whether the word counts as a name only with a capital."""
    return len(word) <= SHORT or word in COMMON


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(char for char in text if char.isdigit())


def _groups(name: str | None) -> _Groups:
    """Return the words of a name in groups: words joined by a hyphen form one group."""
    return [words for part in fold(name or "").text.split() if (words := words_of(part))]


def _of_name(name: _Groups, written: str) -> Iterator[tuple[Hva, str, bool]]:
    lower = _lowercase_words(written)
    for number, group in enumerate(name):
        for place, word in enumerate(group):
            hva = Hva.DEL
            if number == 0 and place == 0:
                hva = Hva.FORNAVN
            elif number == len(name) - 1 and place == len(group) - 1:
                hva = Hva.ETTERNAVN
            yield hva, word, _identifies(word) and word not in lower
        if len(group) > 1:  # «Annemarie» for «Anne-Marie»
            yield Hva.FORNAVN if number == 0 else Hva.DEL, "".join(group), True


def _of_aliases(
    others: Iterable[_Groups], written: Iterable[str]
) -> Iterator[tuple[Hva, str, bool]]:
    for groups, text in zip(others, written, strict=True):
        lower = _lowercase_words(text)
        words = [word for group in groups for word in group]
        for word in words:
            yield Hva.KALLENAVN, word, _identifies(word) and (len(words) == 1 or word not in lower)
        for group in groups:
            if len(group) > 1:
                yield Hva.KALLENAVN, "".join(group), True


def _identifies(word: str) -> bool:
    return (
        len(word) >= _SHORTEST
        and word not in ROLES
        and word not in PARTICLES
        and not word.isdigit()
    )


def _lowercase_words(written: str) -> frozenset[str]:
    """Return the lower-case words of a name that has capitals: they are not names."""
    if not any(char.isupper() for char in written):
        return frozenset()
    pieces = [piece for piece in re.split(r"[\s\-]+", written) if piece and piece[0].islower()]
    return frozenset(word for piece in pieces for word in words_of(piece))


def _add(words: dict[str, Ord], hva: Hva, word: str) -> None:
    for way in spellings(word):
        known = words.get(way)
        if known is None or (way == word and not known.eksakt):
            words[way] = Ord(hva, word, way == word)


def _spelled(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from spellings(word)


def _consecutive_initials(names: Iterable[_Groups]) -> Iterator[str]:
    for name in names:
        letters = "".join(word[0] for group in name for word in group)
        for start in range(len(letters)):
            for end in range(start + 1, len(letters) + 1):
                yield letters[start:end]
        if name:
            yield name[0][0][0] + name[-1][0][0]


def _initials(name: _Groups) -> Iterator[str]:
    """Yield the initials of a whole name: of all words, and with middle words left out."""
    if len(name) < 2:
        return
    whole = ["".join(word[0] for word in group) for group in name]
    short = [letters[0] for letters in whole]
    for letters in (whole, short, [whole[0], *short[1:]]):
        yield "".join(letters)
        yield letters[0] + letters[-1]
        for left in range(1, len(letters) - 1):
            yield "".join((*letters[:left], *letters[left + 1 :]))


_HANDLE = 5  # letters; a shorter user name would be found in ordinary words


def _handles(name: _Groups) -> Iterator[str]:
    words = ["".join(group) for group in name]
    short = [group[0] for group in name]
    made: list[str] = []
    for row in (words, short):
        for a, b in permutations(row, 2):
            made += [a + b, a[0] + b, a + b[0], a[:3] + b[:3], a[:4] + b[:4]]
        if len(row) > 2:
            made += ["".join(row), "".join(word[0] for word in row[:-1]) + row[-1]]
    for handle in made:
        for way in spellings(handle):
            if len(way) >= _HANDLE:
                yield way


def _mails(contact: str | None) -> Iterator[str]:
    for found in _MAIL.finditer(fold(contact or "").text):
        yield found[0].strip(".()[]'\"")


def _numbers(contact: str | None) -> Iterator[str]:
    for found in _FIGURES.finditer(fold(contact or "").text):
        number = digits(found[0]).removeprefix("00")
        yield number[2:] if len(number) > 8 and number.startswith("47") else number
