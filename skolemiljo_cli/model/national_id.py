"""Recognises a fødselsnummer, and numbers like it (D-number, synthetic test number)."""

import re
from collections.abc import Iterator

_SEPARATOR = "[ .\\-\u2010-\u2014\u00a0\u202f]"
_BORN = (
    # as it is written in one, and with the day, month and year apart
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{2})",
    r"(?P<day>\d{2})(?P<gap>[ .\-\u00a0\u202f])(?P<month>\d{2})(?P=gap)(?P<year>\d{2})",
)
_ELEVEN = tuple(
    re.compile(
        rf"(?<![\d.,]){born}{_SEPARATOR}{{0,3}}(?P<rest>\d{{3}} ?\d{{2}})(?![\d.,]?\d)", re.ASCII
    )
    for born in _BORN
)
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_D_NUMBER = 40  # added to the day of a D-number
_MONTHS = frozenset(month + more for month in range(1, 13) for more in (0, 40, 65, 80))
"""The months, also with what hospitals and makers of test numbers add to them."""


def has_national_id(text: str) -> bool:
    """Tell whether the text has such a number, with a valid day and both check digits right."""
    return any(national_ids(text))


def national_ids(text: str) -> Iterator[str]:
    """Yield the eleven digits of each such number in the text."""
    for pattern in _ELEVEN:
        for found in pattern.finditer(text):
            rest = found["rest"].replace(" ", "")
            if _is_valid(int(found["day"]), int(found["month"]), found["year"] + rest):
                yield f"{found['day']}{found['month']}{found['year']}{rest}"


def _is_valid(day: int, month: int, others: str) -> bool:
    digits = [int(digit) for digit in f"{day:02}{month:02}{others}"]
    return (
        (1 <= day <= 31 or 1 <= day - _D_NUMBER <= 31)
        and month in _MONTHS
        and _check_digit_is_right(digits, _FIRST)
        and _check_digit_is_right(digits, _SECOND)
    )


def _check_digit_is_right(digits: list[int], weights: tuple[int, ...]) -> bool:
    return sum(a * b for a, b in zip(digits, weights, strict=False)) % 11 == 0
