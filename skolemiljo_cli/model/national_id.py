"""What is a fødselsnummer, or another number of the same make (D-number, synthetic test number)."""

import re

_ELEVEN = re.compile(r"(?<![\d.,])(\d{2})(\d{2})(\d{2})[ .-]?(\d{5})(?![\d.,]?\d)", re.ASCII)
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_OF_FOREIGNERS = 40  # added to the day of a D-number
_MONTHS = frozenset(month + more for month in range(1, 13) for more in (0, 40, 65, 80))
"""The months, and those of numbers that hospitals and makers of tests give out."""


def has_national_id(text: str) -> bool:
    """Tell whether the text has such a number: a day, and both control digits right."""
    return any(_is_one(found) for found in _ELEVEN.finditer(text))


def _is_one(found: re.Match[str]) -> bool:
    day, month = int(found[1]), int(found[2])
    digits = [int(one) for one in "".join(found.groups())]
    return (
        (1 <= day <= 31 or 1 <= day - _OF_FOREIGNERS <= 31)
        and month in _MONTHS
        and _adds_up(digits, _FIRST)
        and _adds_up(digits, _SECOND)
    )


def _adds_up(digits: list[int], weights: tuple[int, ...]) -> bool:
    return sum(a * b for a, b in zip(digits, weights, strict=False)) % 11 == 0
