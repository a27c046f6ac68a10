"""Words that the rules look for in a text, and how they list what they have found."""

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+|\{[a-z]+[0-9]+\}")
"""A word, or the key of a party in braces."""


def listed(words: Iterable[str]) -> str:
    """Return the words as one enumeration: `a, b og c`."""
    *first, last = words
    return f"{', '.join(first)} og {last}" if first else last


def word_set(text: str) -> frozenset[str]:
    """Return the words of the text."""
    return frozenset(text.split())


FILLERS = word_set(
    "og i på av for med til er det som at en et den de har ikke blir ble seg sin sitt sine når om "
    "eleven elevene elev hun han hen de dem opplever føler ha være mer mye ofte litt andre noen "
    "gi tett tettere ekstra god gode bedre situasjonen klassen klasse gruppen saken voksne alle "
    "skal vil bli videre også jevnlig jevnlige"
)
"""Words that say nothing about one pupil or one measure."""
