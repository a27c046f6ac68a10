"""Single capitals that may stand for a person: «N. slo», «B sa det», «redd for Z»."""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from itertools import islice

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.sharing.name_search.document_text import MOST, Funn, Hvor, Side
from skolemiljo_cli.sharing.name_search.folding import fold
from skolemiljo_cli.sharing.name_search.name_forms import Hva
from skolemiljo_cli.sharing.name_search.words.common_words import PERSON_NOUNS
from skolemiljo_cli.sharing.name_search.words.ordinary_words import word_set
from skolemiljo_cli.sharing.name_search.words.sentences import begins_sentence

_CAPITAL = re.compile(r"(?<![^\W_])([^\W\d_])[\u0300-\u036f]*(?![^\W_])")
_CHAIN = re.compile(r"(?:(?<![^\W_])[^\W\d_](?:\s*[,/+]\s*|\s+(?:og|eller|til)\s+))+$")
_BEFORE = re.compile(r"([^\W_]+)[\s.(«]*$")
_HYPHENATED = re.compile(r"-([a-zæøå]+)")
_FOLLOWING_DIGIT = re.compile(r"\s?[0-9]")
_CLASS = re.compile(r"(?<![0-9.:])(?:10|[1-9]) $")
_CLASSES = "ABCDEFGH"
_WORDS_ALONE = frozenset("iåæeø")
"""Letters that are words: «I dag», «Å gå», and in dialects «Æ», «E»."""
_NEAR = 40
# what has letters for names: «plan B», «vitamin C»
_LETTERED = word_set(
    "plan planen punkt pkt bokstav alternativ alt gruppe gruppa gruppen del rom rommet blokk bygg "
    "fløy fløya inngang oppgave vedlegg lag laget kategori type nivå klasse klassen trinn vitamin "
    "hepatitt influensa parallell base spor side avsnitt ledd litra modell versjon variant "
    "førerkort felt korridor avdeling seksjon kap kapittel karakter karakteren tabell figur "
    "skjema grad grader celsius dur moll ark serie "
)


def find_initials(page: Side, hidden: Mapping[str, Part]) -> Iterator[Funn]:
    """Yield each single capital that is the initial of a hidden party, and names no thing."""
    parties: dict[str, list[str]] = defaultdict(list)
    for key, part in hidden.items():
        for letter in dict.fromkeys(filter(None, map(_first_letter, part.alle_navn))):
            parties[letter].append(key)
    for number, piece in enumerate(page.stykker):
        if piece.hvor in (Hvor.TEKST, Hvor.KOMMENTAR):
            for found in islice(_people(piece.tekst, parties), MOST):
                keys = parties[fold(found[0]).text]
                yield from (Funn(number, *found.span(), key, Hva.INITIALER) for key in keys)


def _people(text: str, letters: Container[str]) -> Iterator[re.Match[str]]:
    for found in _CAPITAL.finditer(text):
        is_initial = found[1].isupper() and fold(found[0]).text in letters
        if is_initial and _is_a_person(text, found.start(), found.end()):
            yield found


def _first_letter(name: str) -> str:
    return next((letter for letter in fold(name).text if letter.isalpha()), "")


def _is_a_person(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + 20]
    if before[-1:].isdigit() or _FOLLOWING_DIGIT.match(after):
        return False
    if _CLASS.search(before) and text[start] in _CLASSES:
        return False
    compound = _HYPHENATED.match(after)
    if compound:
        return compound[1] in PERSON_NOUNS
    if after[:1] in (")", "]") and begins_sentence(text, start) and before[-1:] not in "(":
        return False  # «a) …»
    if text[start].lower() in _WORDS_ALONE and after[:1] != "." and begins_sentence(text, start):
        return False
    return not _is_lettered(before)


def _is_lettered(before: str) -> bool:
    """Tell whether the words before say that the letter is the name of a thing: «gruppe A og B»."""
    word = _BEFORE.search(_CHAIN.sub("", before))
    return word is not None and word[1].lower() in _LETTERED
