"""Which findings are new: those that a change of a file has brought."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from skolemiljo_cli.errors import Finding

_Key = TypeVar("_Key")


def appeared(before: Iterable[Finding], now: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what is found now beyond what was found before.

    A finding that has only moved is not new: lines and positions in a list move when something is
    written above them. The same message a second time, about another place, is new.
    """
    unmatched = Counter((finding.rule, finding.message, finding.key) for finding in before)
    candidates = [
        finding
        for finding in now
        if not _take(unmatched, (finding.rule, finding.message, finding.key))
    ]
    moved: Counter[tuple[str, str]] = Counter()
    for (rule, message, _), number in unmatched.items():
        moved[rule, message] += number
    return tuple(
        finding for finding in candidates if not _take(moved, (finding.rule, finding.message))
    )


def _take(left: Counter[_Key], key: _Key) -> bool:
    """Take one of the key from what is left, and tell whether there was any."""
    if left[key] < 1:
        return False
    left[key] -= 1
    return True
