"""Recognises a fødselsnummer, and numbers like it (D-number, synthetic test number)."""

import re

_ELEVEN = re.compile(r"(?<![\d.,])(\d{2})(\d{2})(\d{2})[ .-]?(\d{5})(?![\d.,]?\d)", re.ASCII)
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_D_NUMBER = 40  # added to the day of a D-number
_MONTHS = frozenset(month + more for month in range(1, 13) for more in (0, 40, 65, 80))
"""The months, also with what hospitals and makers of test numbers add to them."""


def has_national_id(text: str) -> bool:
    """Tell whether the text has such a number, with a valid day and both check digits right."""
    return any(_is_valid(found) for found in _ELEVEN.finditer(text))


def _is_valid(found: re.Match[str]) -> bool:
    day, month = int(found[1]), int(found[2])
    digits = [int(digit) for digit in "".join(found.groups())]
    return (
        (1 <= day <= 31 or 1 <= day - _D_NUMBER <= 31)
        and month in _MONTHS
        and _check_digit_is_right(digits, _FIRST)
        and _check_digit_is_right(digits, _SECOND)
    )


def _check_digit_is_right(digits: list[int], weights: tuple[int, ...]) -> bool:
    return sum(a * b for a, b in zip(digits, weights, strict=False)) % 11 == 0
