"""Text in lower case without marks and invisible characters, and each letter's origin."""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_MARK = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe00-\ufe0f]")
# a character with its combining marks
_CLUSTER = re.compile(f"(?s).{_MARK.pattern}*")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = frozenset("'’‘‛ʼʻ`´′＇")
_MINUS = frozenset("\u2212\u2043\ufe63\u02d7\u2027\u30fb")
_OWN = frozenset("æøå")
# letters that Unicode does not decompose into a plain letter and a mark
_PLAIN = str.maketrans({
    "ä": "æ", "ö": "ø", "ð": "d", "đ": "d", "ł": "l", "þ": "th", "ß": "ss", "ı": "i", "œ": "ø",
    "ħ": "h", "ŋ": "n", "ŧ": "t",
    # letters of other alphabets that look like ours
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ѕ": "s",
    "ј": "j", "к": "k", "м": "m", "т": "t", "н": "h", "в": "b", "α": "a", "ο": "o", "ν": "v",
    "ι": "i", "κ": "k", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ԁ": "d", "ԛ": "q", "ո": "n",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a folded text: from where to where, and its letters."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in plain lower case, and the place of each letter in the original."""

    text: str
    original: str
    at: Sequence[int]

    def tokens(self) -> list[Token]:
        """Return the words, in order; letters and figures make words."""
        return [Token(word.start(), word.end(), word[0]) for word in _WORD.finditer(self.text)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original of a part of the folded text."""
        return self.at[start], self.at[end - 1] + self._length(end - 1)

    def capital(self, start: int) -> bool:
        """Tell whether the letter here is written with a capital."""
        return self.original[self.at[start]].isupper()

    def _length(self, index: int) -> int:
        found = _CLUSTER.match(self.original, self.at[index])
        return len(found[0]) if found else 1


def fold(text: str) -> Folded:
    """Return the text in lower case, with one kind of hyphen and blank, and only æ, ø, å marked."""
    clusters = _CLUSTER.findall(text) if _MARK.search(text) else text
    plain = [_plain(cluster) for cluster in clusters]
    at: Sequence[int] = range(len(text))
    if clusters is not text or set(map(len, plain)) != {1}:
        at = array("L", _starts(clusters, plain))
    return Folded("".join(plain), text, at)


def _starts(clusters: Sequence[str], plain: Sequence[str]) -> Iterator[int]:
    """Yield for each folded letter where its cluster begins in the original."""
    start = 0
    for cluster, letters in zip(clusters, plain, strict=True):
        for _ in letters:
            yield start
        start += len(cluster)


def words_of(text: str) -> list[str]:
    """Return the words of a short text, folded."""
    return _WORD.findall(fold(text).text)


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    if cluster in ("\n", " "):
        return cluster
    kind = unicodedata.category(cluster[0])
    if kind in ("Cf", "Mn", "Me") or cluster[0] in "\u115f\u1160\u3164\u180e":
        return ""  # soft hyphens, joiners, direction marks: invisible
    if kind == "Pd" or cluster[0] in _MINUS:
        return "-"
    if cluster[0] in _APOSTROPHES:
        return "'"
    if kind in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    small = unicodedata.normalize("NFKC", cluster).lower().translate(_PLAIN)
    return "".join(map(_without_marks, small))


def _without_marks(letter: str) -> str:
    if letter in _OWN:
        return letter
    parts = unicodedata.normalize("NFD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))
