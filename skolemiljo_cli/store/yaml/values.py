"""Types of the values that files are read into and written from, and of paths to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias, Union

Value: TypeAlias = Union[str, "list[Value]", "dict[str, Value]", None]
"""What the reader returns: text as written, without types."""

WriteValue: TypeAlias = Union[
    str, bool, int, date, datetime, "Sequence[WriteValue]", "Mapping[str, WriteValue]", None
]
"""What the writer accepts: what the reader returns, and typed scalars."""

Path: TypeAlias = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead to a value; `()` is the whole document."""


def dotted(path: Path) -> str:
    """Return the path as people read it: `aktivitetsplan.tiltak[0].fra`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
