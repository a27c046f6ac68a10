"""Replaces names in running text by keys: `{e2}` where the party e2 is called by name."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.sharing.name_search import exact_search
from skolemiljo_cli.sharing.name_search.common_words import NOUNS
from skolemiljo_cli.sharing.name_search.document_text import Funn, Hvor, Side, Stykke
from skolemiljo_cli.sharing.name_search.folding import fold, words_of
from skolemiljo_cli.sharing.name_search.name_forms import Hva, forms_of, needs_capital

_Places: TypeAlias = "dict[tuple[int, int], list[Funn]]"
_WHOLE = frozenset({Hva.FULLT_NAVN, Hva.KALLENAVN})
_SINGLE = frozenset({Hva.FORNAVN, Hva.ETTERNAVN, Hva.DEL, Hva.SAMMENSATT})
_PRIVATE = frozenset({Rolle.ELEV, Rolle.MEDELEV, Rolle.FORESATT, Rolle.ANNEN})
"""Whose first or last name alone is no word for running text; staff are public by their names."""
_APOSTROPHE = re.compile("['’](s(?![^\\W_]))?")
_BEGINS = re.compile(r"(?:^|[.!?:»\"]\s+|\n\s*)[«\"(–-]?\s?$")


@dataclass(frozen=True, slots=True)
class Nevnt:
    """A place in a text where somebody is called by name.

    `nokler` are those it may be, more than one when they share the name. `tvil`: a word that begins
    a sentence and may be no name at all. `ending` is what stands after the key: «s», «-saken».
    """

    fra: int
    til: int
    ord: str
    nokler: tuple[str, ...]
    tvil: bool
    ending: str = ""

    @property
    def sikker(self) -> bool:
        """Tell whether it can be nobody else, and no other word."""
        return len(self.nokler) == 1 and not self.tvil


def sure(nevnt: Nevnt) -> str | None:
    """Return the key where there is no doubt."""
    return nevnt.nokler[0] if nevnt.sikker else None


def named_in(texts: Sequence[str], parter: Mapping[str, Part]) -> list[list[Nevnt]]:
    """Return for each text where in it somebody is called by name, in order.

    The forms are those that documents are searched for. Initials and user names are left out: a
    key in their place would often not read as a sentence.
    """
    page = Side(tuple(Stykke(Hvor.TEKST, text) for text in texts))
    found: list[_Places] = [{} for _ in texts]
    for one in exact_search.find_names(page, parter, {}):
        if one.hva in _WHOLE | _SINGLE:
            found[one.stykke].setdefault((one.fra, one.til), []).append(one)
    called = {one.part for those in found for funn in those.values() for one in funn}
    words = {key: frozenset(forms_of(parter[key]).ledd) for key in called}
    told = [_told_of(places, parter) for places in found]
    return [list(_places(text, one, words)) for text, one in zip(texts, told, strict=True)]


def with_keys(text: str, places: Sequence[Nevnt], choose: Callable[[Nevnt], str | None]) -> str:
    """Return the text with the chosen key, `{e2}` or `{e2}s`, for each name."""
    parts: list[str] = []
    done = 0
    for one in places:
        key = choose(one)
        if key is not None:
            parts += [text[done : one.fra], f"{{{key}}}{one.ending}"]
            done = one.til
    return "".join((*parts, text[done:]))


def _told_of(places: _Places, parter: Mapping[str, Part]) -> _Places:
    """Return the places where a form stands that must not stand in running text."""
    return {
        span: those
        for span, those in sorted(places.items())
        if any(one.hva in _WHOLE or parter[one.part].rolle in _PRIVATE for one in those)
    }


def _places(text: str, found: _Places, words: Mapping[str, frozenset[str]]) -> Iterator[Nevnt]:
    for (start, end), those in found.items():
        place = _place(text, start, end, those, words)
        if place is not None:
            yield place


def _place(
    text: str,
    start: int,
    end: int,
    those: Sequence[Funn],
    words_of_party: Mapping[str, frozenset[str]],
) -> Nevnt | None:
    keys = tuple(dict.fromkeys(one.part for one in those))
    word = text[start:end]
    known = frozenset[str]().union(*(words_of_party[key] for key in keys))
    if all(one.hva is Hva.SAMMENSATT for one in those):
        ending = _rest(word, known)
        return Nevnt(start, end, fold(word).text, keys, False, ending) if ending else None
    words = words_of(word)
    whole = words[-1] in known or "".join(words) in known  # «Tyri-hans»
    ending, more = _genitive(text, start, end, whole)
    tvil = (
        len(words) == 1
        and needs_capital(words[0])
        and bool(_BEGINS.search(text[max(0, start - 6) : start]))
    )
    return Nevnt(start, end + more, fold(word).text, keys, tvil, ending)


def _genitive(text: str, start: int, end: int, whole: bool) -> tuple[str, int]:  # noqa: FBT001, RUF100
    """Return the genitive after a name, and how many signs of the text belong to it."""
    if not whole:
        return "s", 0
    found = _APOSTROPHE.match(text, end)
    quoted = text[start - 1 : start] in ("'", "‘")
    if found and not quoted and (found[1] or text[end - 1] in "sxzSXZ"):
        return "s", len(found[0])
    return "", 0


def _rest(word: str, known: frozenset[str]) -> str:
    """Return what is joined to a name, with a hyphen: «-saken» of «Tyrihanssaken»."""
    folded = fold(word).text
    if len(folded) != len(word):
        return ""
    for length in range(len(word) - 1, 1, -1):
        rest = folded[length:]
        if folded[:length] in known:
            if any(one.isdigit() for one in rest):
                return ""
            joint = 1 if rest not in NOUNS and rest[1:] in NOUNS else 0
            return f"-{word[length + joint :]}"
    return ""
