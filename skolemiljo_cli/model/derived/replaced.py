"""What stands in place of what: an entry that corrects another, a measure that follows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def out_of_use(instead: Mapping[str, str]) -> dict[str, str]:
    """Return the ids that another stands in place of, with that other.

    Where some stand in place of each other all round, all of them stay: whichever was meant to be
    the newest, a slip of the pen in the file must make none of them vanish.
    """
    rings = _rings(instead)
    return {old: new for old, new in instead.items() if old not in rings}


def _rings(instead: Mapping[str, str]) -> set[str]:
    """Return the ids that come back to themselves; each is gone over once, however long a chain."""
    found: set[str] = set()
    seen: set[str] = set()
    for first in instead:
        way: list[str] = []
        one = first
        while one in instead and one not in seen:
            seen.add(one)
            way.append(one)
            one = instead[one]
        if one in way:
            found.update(way[way.index(one) :])
    return found
