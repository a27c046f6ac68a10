"""What has been replaced: an entry by a correction, a measure by a new edition."""

from __future__ import annotations

from collections.abc import Mapping


def out_of_use(replacements: Mapping[str, str]) -> dict[str, str]:
    """Return each id that has been replaced, with the id that replaces it.

    Ids that replace one another in a circle are all kept: a mistake in the file must not make an
    entry disappear.
    """
    circular = _in_circles(replacements)
    return {old: new for old, new in replacements.items() if old not in circular}


def _in_circles(replacements: Mapping[str, str]) -> set[str]:
    """Return the ids of which the chain leads back to themselves; each id is visited once."""
    found: set[str] = set()
    seen: set[str] = set()
    for first in replacements:
        chain: list[str] = []
        current = first
        while current in replacements and current not in seen:
            seen.add(current)
            chain.append(current)
            current = replacements[current]
        if current in chain:
            found.update(chain[chain.index(current) :])
    return found
