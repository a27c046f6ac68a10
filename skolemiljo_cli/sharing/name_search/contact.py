"""Telephone numbers, e-mail addresses and user names in a folded text."""

import re
from collections.abc import Iterable, Iterator

from skolemiljo_cli.sharing.name_search.name_forms import digits

_FIGURES = re.compile(r"[0-9](?:[ .\-()/\n]{0,3}[0-9]){4,}")
_ENDS_OF_ADDRESS = re.compile(r"[^a-z0-9æøå._+-]")
_LONGEST_ADDRESS = 64
_STREET = re.compile(r"((?:[A-ZÆØÅ][^\W\d_]+ )?[A-ZÆØÅ][^\W\d_]{3,}) ([0-9]{1,3} ?[A-Z]?)(?![0-9])")
_WAY = re.compile(r"(?:veien|vegen|vei|veg|gata|gate)$")


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


def streets(contact: str) -> Iterator[re.Pattern[str]]:
    """Yield what finds the streets in a contact, each with its number or with words for it.

    «Lyngveien 2» is found as «Lyngvn. 2» too, and a name of two words without its number.
    """
    for found in _STREET.finditer(contact):
        name, number = found[1], found[2]
        stem = _WAY.sub("", name)
        way = r"(?:v(?:ei|eg)(?:en)?|vn|v|gat[ae]|gate|gt)\.?" if stem != name else ""
        whole = rf"{re.escape(stem)}{way} ?{re.escape(number)}(?![0-9])"
        alone = rf"|(?<![^\W_]){re.escape(name)}(?![^\W_])" if " " in name else ""
        yield re.compile(rf"(?<![^\W_])(?:{whole}){alone}", re.IGNORECASE)


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
