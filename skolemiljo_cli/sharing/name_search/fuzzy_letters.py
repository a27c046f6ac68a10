"""Plain letters for the fuzzy search: no accents, punctuation or look-alikes."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

_LETTERS = str.maketrans({
    "æ": "a", "ä": "a", "å": "a", "ø": "o", "ö": "o", "ð": "d", "đ": "d", "ł": "l", "ı": "i",
    # look-alikes from other alphabets
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ѕ": "s",
    "ј": "j", "к": "k", "м": "m", "т": "t", "н": "h", "в": "b", "α": "a", "ο": "o", "ν": "v",
    "ι": "i", "κ": "k", "ρ": "p", "τ": "t", "υ": "u", "χ": "x",
})  # fmt: skip


@lru_cache(maxsize=4096)
def plain(char: str) -> str | None:
    """Return the plain letters of a character: "" if it is no letter, None if it is invisible."""
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Cf") or char in "'’":
        return None
    folded = unicodedata.normalize("NFKD", char.casefold().translate(_LETTERS)).translate(_LETTERS)
    return "".join(letter for letter in folded if letter.isalpha())


def squeeze(letters: str) -> tuple[str, list[int]]:
    """Return the letters with `aa`, `ae` and `oe` cut to one letter, and the indexes kept."""
    kept: list[int] = []
    place = 0
    while place < len(letters):
        kept.append(place)
        place += 2 if (letters[place : place + 2] in ("aa", "ae", "oe")) else 1
    return "".join(letters[place] for place in kept), kept


def plain_word(text: str) -> str:
    """Return a word in plain letters, squeezed."""
    return squeeze("".join(plain(char) or "" for char in text))[0]


def index_after_squeeze(kept: Sequence[int], place: int) -> int:
    """Return the index of a letter after `squeeze` has dropped some before it."""
    return bisect_right(kept, place - 1)
