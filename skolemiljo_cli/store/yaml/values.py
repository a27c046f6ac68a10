"""The plain values that files are read into and written from, and paths to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeAlias, Union

Value: TypeAlias = Union[str, "list[Value]", "dict[str, Value]", None]
"""What the reader gives: text as written, nothing typed."""

WriteValue: TypeAlias = Union[
    str, bool, int, date, datetime, "Sequence[WriteValue]", "Mapping[str, WriteValue]", None
]
"""What the writer takes: what the reader gives, and typed scalars."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions (from 0) on the way to a value; `()` is the whole document."""


def dotted(path: Path) -> str:
    """Return the path as people read it: `aktivitetsplan.tiltak[0].fra`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
