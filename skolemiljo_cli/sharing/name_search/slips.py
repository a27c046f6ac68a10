"""Whether a word is a name with one slip, written by its sound, or in a Sami case."""

import re

from rapidfuzz.distance import OSA

from skolemiljo_cli.sharing.name_search.words.ordinary_words import word_set

_LIKELY_FROM = 5
"""Letters in a name from which any one slip counts; in a shorter one only a slip one would make."""
_VOWELS = str.maketrans("aeiouyjæøå", "aaaaaaaaaa")
_ALIKE = str.maketrans("qcgdzwfbn", "kkktsvvpm")
_DOUBLE = re.compile(r"(.)\1+")
_SOUNDS = (
    ("dsj", "j"), ("dj", "j"), ("gj", "j"), ("kh", "k"), ("ch", "k"), ("ck", "k"), ("th", "t"),
    ("ph", "f"), ("w", "v"), ("z", "s"), ("c", "k"), ("q", "k"), ("y", "i"),
)  # fmt: skip
_CASES = word_set(
    "a i n s t m v j in ii ai is as es an en on un ain iin uin id iid aid ide ida idda iguin guin "
    "sne sse ste ine inie jn jt st sta nn av hii "
)
"""Endings of Sami cases, North, Lule and South, as far as they can end a name."""
_SHORTEST_STEM = 3


def sound(word: str) -> str:
    """Return the word by its sound, since names from other alphabets have many spellings."""
    for letters, simpler in _SOUNDS:
        word = word.replace(letters, simpler)
    return _single(word)


def _single(word: str) -> str:
    """Return the word with one of each double letter."""
    return _DOUBLE.sub(r"\1", word)


def is_slip(name: str, word: str) -> bool:
    """Tell whether a word is the name with a letter replaced, dropped, added or swapped."""
    by_sound = OSA.distance(sound(name), sound(word), score_cutoff=1)
    if by_sound == 0:
        return True
    if by_sound > 1 and OSA.distance(name, word, score_cutoff=1) > 1:
        return False
    if len(name) >= _LIKELY_FROM:
        return True
    if len(name) != len(word) or sorted(name) == sorted(word):
        return True
    return _class(name) == _class(word)


def _class(word: str) -> str:
    """Return the word with one letter for all vowels, and one for consonants that sound alike."""
    return sound(word).translate(_ALIKE).translate(_VOWELS)


def is_sami_case(name: str, word: str) -> bool:
    """Tell whether the word is a Sami name in another case: «Márehii» of «Máret».

    Consonants change in the middle too, so those that are doubled count as single.
    """
    name, word = _single(name), _single(word)
    stems = {name}
    if name.endswith("t"):
        stems.add(f"{name[:-1]}h")
    if name.endswith("e"):
        stems.add(name[:-1])
    return any(
        len(stem) >= _SHORTEST_STEM and word.startswith(stem) and word[len(stem) :] in _CASES
        for stem in stems
    )
