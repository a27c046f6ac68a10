"""Names that are also words: which of them a capital at the beginning of a sentence is."""

import re
import unicodedata
from enum import Enum

from skolemiljo_cli.sharing.name_search.words.common_words import COMMON, ONLY_NAMES, PERSON_NOUNS
from skolemiljo_cli.sharing.name_search.words.ordinary_words import VERBS
from skolemiljo_cli.sharing.name_search.words.sentences import begins_sentence

_NEXT = re.compile(r"(\W*)(\w+)?")
_WORD = re.compile(r"[^\W_]+")
_LETTERS_AFTER = re.compile(r"[^\W_]*")
_POSSESSIVES = frozenset("vår min mine din hans en ene per alt over under jo".split())  # noqa: SIM905
"""Words that stand before a noun, or begin a sentence in another way that no name does."""
_ENDINGS = frozenset({"s"})
_SIGNS = frozenset("@#_")
_WHOLE = frozenset({"hele", "heile", "alle", "hver", "kvar", "enn"})
_COPULAS = frozenset({"er", "var", "blir", "ble", "blei", "vart"})
"""Verbs that tell of things too: «Bjørn er et rovdyr»."""
_AND = frozenset({"og", "eller"})
_LIST = re.compile(r", [a-zæøå]+(?:,| og | eller )")


class Lesning(Enum):
    """What a word that may be a name is read as."""

    NAVN = 1
    USIKKER = 2
    ORD = 3


def reading(text: str, start: int, end: int) -> Lesning:
    """Return what a finding is read as, from its capital and from what stands around it.

    Only a name that is a word too can be anything but a name: alone, or at the beginning of another
    word, as in «Sandnes» and «stormvarsel».
    """
    found = _words(text[start:end])
    if len(found) != 1 or found[0] not in COMMON or found[0] in ONLY_NAMES:
        return Lesning.NAVN
    if text[start - 1 : start] in _SIGNS or text[end : end + 1] in _SIGNS:
        return Lesning.NAVN  # a user name or an address
    if not text[start].isupper():
        return Lesning.ORD
    rest = _words((_LETTERS_AFTER.match(text, end) or [""])[0])
    if rest and rest[0] not in _ENDINGS and not rest[0].isdigit():
        return Lesning.NAVN if rest[0] in PERSON_NOUNS else Lesning.ORD
    return _alone(text, start, end, found[0])


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def _alone(text: str, start: int, end: int, word: str) -> Lesning:
    """Return what a capitalised word is read as: a sentence gives any word a capital."""
    if not begins_sentence(text, start):
        return Lesning.NAVN
    found = _NEXT.match(text, end)
    between, after = (found[1], found[2] or "") if found else ("", "")
    if between.strip() or not after:
        return _before_a_sign(text, end, word, between, after)
    if after[0].isupper() or after in VERBS:
        return Lesning.USIKKER if after in _COPULAS else Lesning.NAVN
    if after in _AND:
        more = _NEXT.match(text, end + len(between) + len(after))
        name_follows = more is not None and (more[2] or "a")[0].isupper()
        return Lesning.NAVN if name_follows else Lesning.ORD
    is_word = word in _POSSESSIVES or after in _WHOLE
    return Lesning.ORD if is_word else Lesning.USIKKER


def _before_a_sign(text: str, end: int, word: str, between: str, after: str) -> Lesning:
    if between[:1] in ("-", "'", "’", ":"):
        return Lesning.NAVN
    if between[:1] == ",":
        if word in _POSSESSIVES or _LIST.match(text, end):
            return Lesning.ORD
        if after[:1].isupper():
            return Lesning.NAVN
    return Lesning.USIKKER
