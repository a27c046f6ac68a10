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
    return {old: new for old, new in instead.items() if not _comes_back(instead, old)}


def _comes_back(instead: Mapping[str, str], first: str) -> bool:
    seen: set[str] = set()
    one: str | None = instead[first]
    while one is not None and one not in seen:
        if one == first:
            return True
        seen.add(one)
        one = instead.get(one)
    return False
