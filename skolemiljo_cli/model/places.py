"""Where in a case something stands, and how much of the way there may be shown."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TypeAlias

from skolemiljo_cli.model import ids

Place: TypeAlias = tuple[str | int, ...]
"""Keys and list positions (from 0) on the way to a value; `()` is the whole case."""

KEY_NAME = re.compile("[a-zæøå0-9_-]{1,40}")
"""What a key may look like to be repeated; anything else may be a person's name."""

_MEASURE_ID = ids.entry_pattern(ids.MEASURE)


def showable(place: Place) -> Place:
    """Cut the place off before a key that may be a name, as an unknown or a wrong party key."""
    above: tuple[str | int | None, ...] = (None, *place)
    steps = takewhile(lambda pair: _is_safe(*pair), zip(above, place, strict=False))
    return tuple(step for _, step in steps)


def _is_safe(above: str | int | None, step: str | int) -> bool:
    if isinstance(step, int):
        return True
    if above == "parter":
        return bool(ids.PARTY_KEY.fullmatch(step))
    if above == "tiltak":  # what an evaluation says, by the id of the measure
        return bool(_MEASURE_ID.fullmatch(step))
    return bool(KEY_NAME.fullmatch(step))
