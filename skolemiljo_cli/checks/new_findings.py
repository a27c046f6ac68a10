"""Which findings are new: those that a change of a file has brought."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skolemiljo_cli.errors import Finding

_Key = TypeVar("_Key")


def appeared(before: Iterable[Finding], now: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what is found now beyond what was found before.

    A line, or a place in a list, moves when something is written above it, so what only stands
    elsewhere is not new. The same said once more, of another place, is.
    """
    there = Counter((one.rule, one.message, one.key) for one in before)
    elsewhere = [one for one in now if not _took(there, (one.rule, one.message, one.key))]
    moved: Counter[tuple[str, str]] = Counter()
    for (rule, message, _), number in there.items():
        moved[rule, message] += number
    return tuple(one for one in elsewhere if not _took(moved, (one.rule, one.message)))


def _took(left: Counter[_Key], key: _Key) -> bool:
    if left[key] < 1:
        return False
    left[key] -= 1
    return True
