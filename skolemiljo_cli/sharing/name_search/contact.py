"""Telephone numbers, e-mail addresses and user names in a folded text."""

import re
from collections.abc import Iterable, Iterator

from skolemiljo_cli.sharing.name_search.name_forms import digits

_FIGURES = re.compile(r"[0-9](?:[ .\-()/\n]{0,3}[0-9]){4,}")
_ENDS_OF_ADDRESS = re.compile(r"[^a-z0-9æøå._+-]")
_LONGEST_ADDRESS = 64


def occurrences(text: str, contact: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int, int]]:
    """Yield where a number or address of a party is: the party, the start and the end."""
    numbers: list[tuple[re.Match[str], str]] | None = None
    for key, wanted in contact:
        if "@" in wanted:
            at = text.find(wanted)
            while at >= 0:
                yield key, at, at + len(wanted)
                at = text.find(wanted, at + len(wanted))
            continue
        if numbers is None:
            numbers = [(found, digits(found[0])) for found in _FIGURES.finditer(text)]
        for found, figures in numbers:
            if wanted in figures:
                yield key, found.start(), found.end()


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where user names are: before an «@», or after one that begins a word."""
    at = text.find("@")
    while at >= 0:
        before = text[max(0, at - _LONGEST_ADDRESS) : at]
        ends = [found.end() for found in _ENDS_OF_ADDRESS.finditer(before)]
        start = at - len(before) + (ends[-1] if ends else 0)
        after = _ENDS_OF_ADDRESS.search(text, at + 1, at + _LONGEST_ADDRESS)
        if start < at:
            yield start, at
        else:
            yield at, after.start() if after else at + _LONGEST_ADDRESS
        at = text.find("@", at + 1)
