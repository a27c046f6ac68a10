"""Names of people the case does not know: «holdt utenfor av Jonas Lie og Sander».

A common first name with a capital, with the words of a name after it; or two words with capitals
after a word such as «av» or «eleven». What it says is asked about, never decided.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.sharing.name_search.folding import words_of
from skolemiljo_cli.sharing.name_search.name_forms import forms_of, genitives
from skolemiljo_cli.sharing.name_search.words.common_words import COMMON, ROLES
from skolemiljo_cli.sharing.name_search.words.first_names import FIRST_NAMES
from skolemiljo_cli.sharing.name_search.words.homographs import Lesning, reading
from skolemiljo_cli.sharing.name_search.words.ordinary_words import ORDINARY, word_set
from skolemiljo_cli.sharing.name_search.words.sentences import begins_sentence

_CAPITALISED = re.compile(r"(?<![\w{@#])[A-ZÆØÅÁÉÖÄŠŽČĐ][^\W\d_]+(?:-[A-ZÆØÅ][^\W\d_]+)?(?![\w@])")
_BETWEEN = re.compile(r" (?:[A-ZÆØÅ]\. )?")
_CUE = re.compile(r"([^\W\d_]+) $")
_CUES = word_set(
    "av med mot hos eleven elevene gutten guten jenta medelev medeleven kompisen venninna "
    "venninnen broren søsteren klassekameraten læreren vikaren assistenten treneren naboen"
)
_NO_PERSON = word_set(
    "skole skolen skule barneskole ungdomsskole barnehage kommune gate gata vei veien veg plass "
    "park sykehus legesenter il idrettslag kirke senter"
)
"""What comes after the name of a place or a house: «Anna Rogdes gate»."""


def strangers_in(text: str, parter: Mapping[str, Part]) -> Iterator[tuple[int, int]]:
    """Yield from where to where a text names somebody who is no party of the case."""
    known = {word for part in parter.values() for word in forms_of(part).ledd}
    words = list(_CAPITALISED.finditer(text))
    place = 0
    while place < len(words):
        run = _run(text, words[place:])
        place += len(run)
        if any(_is_known(word[0], known) for word in run):
            continue
        start, end = run[0].start(), run[-1].end()
        after = words_of(text[end : end + 20])[:1]
        if not _NO_PERSON.intersection(after) and _is_person(text, run):
            yield start, end


def _run(text: str, words: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Return the words with capitals that follow each other from the first one on."""
    count = 1
    while count < len(words) and _BETWEEN.fullmatch(
        text, words[count - 1].end(), words[count].start()
    ):
        count += 1
    return words[:count]


def _is_known(word: str, known: set[str]) -> bool:
    return any(stem in known for part in words_of(word) for stem in genitives(part))


def _is_person(text: str, run: Sequence[re.Match[str]]) -> bool:
    folded = [_stem(word[0]) for word in run]
    if any(word in _NO_PERSON or word in ROLES for word in folded[1:]):
        return False
    first = run[0]
    if folded[0] in FIRST_NAMES:
        if len(run) > 1:
            return True
        if folded[0] not in COMMON:
            return folded[0] not in ORDINARY or not begins_sentence(text, first.start())
        return reading(text, first.start(), first.end()) is Lesning.NAVN
    cue = _CUE.search(text, max(0, first.start() - 20), first.start())
    return len(run) > 1 and cue is not None and cue[1].lower() in _CUES


def _stem(word: str) -> str:
    """Return the first part of a word in small letters, as lists of names have it."""
    (first, *_) = word.lower().split("-")
    return first if first in FIRST_NAMES else first.removesuffix("s")
