"""Replaces names in running text by keys: `{e2}` where the party e2 is called by name."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.vocab import PRIVATE
from skolemiljo_cli.sharing.name_search import exact_search
from skolemiljo_cli.sharing.name_search.document_text import Funn, Hvor, Side, Stykke
from skolemiljo_cli.sharing.name_search.folding import fold, words_of
from skolemiljo_cli.sharing.name_search.name_forms import Hva, forms_of
from skolemiljo_cli.sharing.name_search.strangers import strangers_in
from skolemiljo_cli.sharing.name_search.words.common_words import NOUNS
from skolemiljo_cli.sharing.name_search.words.homographs import Lesning, reading

_Places: TypeAlias = "dict[tuple[int, int], list[Funn]]"
_WHOLE = frozenset({Hva.FULLT_NAVN, Hva.KALLENAVN})
_SINGLE = frozenset({Hva.FORNAVN, Hva.ETTERNAVN, Hva.DEL, Hva.SAMMENSATT})
"""Roles that running text must not call by a first or last name; staff are known by name."""
_APOSTROPHE = re.compile("['’](s(?![^\\W_]))?")


@dataclass(frozen=True, slots=True)
class Nevnt:
    """A place in a text that mentions a party by name.

    `nokler` are the parties it may be, several when they share the name, and none when it is the
    name of somebody else. `tvil` marks a word that begins a sentence and may not be a name.
    `ending` follows the key: «s», «-saken». `linje` is the line of the text it stands on.
    """

    fra: int
    til: int
    ord: str
    nokler: tuple[str, ...]
    tvil: bool
    ending: str = ""
    linje: int = 1

    @property
    def sikker(self) -> bool:
        """Tell whether it is certainly a name, and of one party only."""
        return len(self.nokler) == 1 and not self.tvil


def sure(nevnt: Nevnt) -> str | None:
    """Return the key when the mention is certain, else None."""
    return nevnt.nokler[0] if nevnt.sikker else None


def named_in(texts: Sequence[str], parter: Mapping[str, Part]) -> list[list[Nevnt]]:
    """Return for each text the places that mention a party by name, in order.

    The forms are those that documents are searched for, but not initials and user names: with a
    key in their place, the sentence would often not read well.
    """
    page = Side(tuple(Stykke(Hvor.TEKST, text) for text in texts))
    found: list[_Places] = [{} for _ in texts]
    for hit in exact_search.find_names(page, parter, {}):
        if hit.hva in _WHOLE | _SINGLE:
            found[hit.stykke].setdefault((hit.fra, hit.til), []).append(hit)
    named = {hit.part for places in found for hits in places.values() for hit in hits}
    words = {key: frozenset(forms_of(parter[key]).ledd) for key in named}
    kept = [_not_allowed(places, parter) for places in found]
    return [list(_places(text, row, words)) for text, row in zip(texts, kept, strict=True)]


def with_strangers(
    texts: Sequence[str], called: Sequence[list[Nevnt]], parter: Mapping[str, Part]
) -> list[list[Nevnt]]:
    """Return the places of `named_in`, and those that name somebody who is no party."""
    return [
        sorted((*known, *_strangers(text, known, parter)), key=lambda place: place.fra)
        for text, known in zip(texts, called, strict=True)
    ]


def _strangers(text: str, known: Sequence[Nevnt], parter: Mapping[str, Part]) -> Iterator[Nevnt]:
    for start, end in strangers_in(text, parter):
        if all(end <= place.fra or place.til <= start for place in known):
            yield Nevnt(start, end, text[start:end], (), True, "", _line(text, start))


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def with_keys(text: str, places: Sequence[Nevnt], choose: Callable[[Nevnt], str | None]) -> str:
    """Return the text with the chosen key, `{e2}` or `{e2}s`, for each name.

    For somebody who is no party it is the chosen words themselves that stand there.
    """
    parts: list[str] = []
    done = 0
    for place in places:
        key = choose(place)
        if key is not None:
            chosen = f"{{{key}}}{place.ending}" if place.nokler else key
            parts += [text[done : place.fra], chosen]
            done = place.til
    return "".join((*parts, text[done:]))


def _not_allowed(places: _Places, parter: Mapping[str, Part]) -> _Places:
    """Return the places with a form of a name that running text must not contain."""
    return {
        span: hits
        for span, hits in sorted(places.items())
        if any(hit.hva in _WHOLE or parter[hit.part].rolle in PRIVATE for hit in hits)
    }


def _places(text: str, found: _Places, words: Mapping[str, frozenset[str]]) -> Iterator[Nevnt]:
    for (start, end), hits in found.items():
        place = _place(text, start, end, hits, words)
        if place is not None:
            yield place


def _place(
    text: str,
    start: int,
    end: int,
    hits: Sequence[Funn],
    words_of_party: Mapping[str, frozenset[str]],
) -> Nevnt | None:
    keys = tuple(dict.fromkeys(hit.part for hit in hits))
    word = text[start:end]
    known = frozenset[str]().union(*(words_of_party[key] for key in keys))
    if all(hit.hva is Hva.SAMMENSATT for hit in hits):
        ending = _rest(word, known)
        line = _line(text, start)
        return Nevnt(start, end, word, keys, False, ending, line) if ending else None
    words = words_of(word)
    whole = words[-1] in known or "".join(words) in known  # «Tyri-hans»
    ending, more = _genitive(text, start, end, whole)
    tvil = reading(text, start, end) is not Lesning.NAVN
    return Nevnt(start, end + more, word, keys, tvil, ending, _line(text, start))


def _genitive(text: str, start: int, end: int, whole: bool) -> tuple[str, int]:  # noqa: FBT001, RUF100
    """Return the genitive after a name, and how many more characters of the text belong to it."""
    if not whole:
        return "s", 0
    found = _APOSTROPHE.match(text, end)
    quoted = text[start - 1 : start] in ("'", "‘")
    if found and not quoted and (found[1] or text[end - 1] in "sxzSXZ"):
        return "s", len(found[0])
    return "", 0


def _rest(word: str, known: frozenset[str]) -> str:
    """Return what a compound adds to a name, with a hyphen: «-saken» of «Tyrihanssaken»."""
    folded = fold(word).text
    if len(folded) != len(word):
        return ""
    for length in range(len(word) - 1, 1, -1):
        rest = folded[length:]
        if folded[:length] in known:
            if any(char.isdigit() for char in rest):
                return ""
            joint = 1 if rest not in NOUNS and rest[1:] in NOUNS else 0
            return f"-{word[length + joint :]}"
    return ""
