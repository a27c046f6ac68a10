"""Laying out new values as lines of block style YAML, as people write cases by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from skolemiljo_cli.store.yaml import scalars

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Path, WriteValue

    FlowRule: TypeAlias = Callable[[Path], bool]

WIDTH = 100
STEP = 2


@dataclass(frozen=True, slots=True)
class Style:
    """Which small mappings and lists may be in flow style, and whether to use literal blocks."""

    flow: FlowRule
    literal: bool = True


def is_list(value: WriteValue) -> TypeGuard[Sequence[WriteValue]]:
    """Tell a list from text, which is a sequence too."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def is_single(value: WriteValue) -> bool:
    """Tell whether a value is neither a mapping nor a list."""
    return not isinstance(value, Mapping) and not is_list(value)


def mapping_lines(
    value: Mapping[str, WriteValue], indent: int, path: Path, style: Style
) -> list[str]:
    """Return the lines of a mapping with its keys in column `indent`."""
    lines: list[str] = []
    for name, item in value.items():
        head = " " * indent + scalars.key(name) + ":"
        lines += after(head, item, indent, (*path, name), style)
    return lines


def list_lines(value: Sequence[WriteValue], indent: int, path: Path, style: Style) -> list[str]:
    """Return the lines of a list with its dashes in column `indent`."""
    lines: list[str] = []
    for number, item in enumerate(value):
        lines += item_lines(item, indent, (*path, number), style, gap=1)
    return lines


def item_lines(value: WriteValue, indent: int, path: Path, style: Style, gap: int) -> list[str]:
    """Return the lines of one list item; `gap` is the number of blanks after the dash."""
    dash = " " * indent + "-"
    if value is None or on_one_line(value, path, style, len(dash) + gap):
        return [dash + " " * gap + scalars.flow_text(value)]
    if is_single(value):
        return after(dash + " " * (gap - 1), value, indent, path, style)
    lines = block_lines(value, indent + 1 + gap, path, style)
    return [dash + " " * gap + lines[0].lstrip(" "), *lines[1:]]


def block_lines(value: WriteValue, indent: int, path: Path, style: Style) -> list[str]:
    """Return the lines of a mapping or list in column `indent`."""
    if isinstance(value, Mapping):
        return mapping_lines(value, indent, path, style)
    assert is_list(value)  # noqa: S101 - callers handle single values themselves
    return list_lines(value, indent, path, style)


def after(head: str, value: WriteValue, indent: int, path: Path, style: Style) -> list[str]:
    """Return the lines of a value that follows `head`: `key:` or `-` in column `indent`."""
    if value is None:
        return [head]
    if style.literal and isinstance(value, str) and scalars.is_literal(value):
        indicator, lines = literal(value, indent + STEP)
        return [f"{head} {indicator}", *lines]
    if is_single(value):
        return [f"{head} {scalars.scalar(value)}"]
    if on_one_line(value, path, style, len(head) + 1):
        return [f"{head} {scalars.flow_text(value)}"]
    return [head, *block_lines(value, indent + STEP, path, style)]


def literal(text: str, indent: int) -> tuple[str, list[str]]:
    """Return the indicator (`|` or `|-`) and the lines of a literal block.

    The text must be `is_literal`.
    """
    scalars.checked(text)
    lines = text.removesuffix("\n").split("\n")
    margin = " " * indent
    return "|" if text.endswith("\n") else "|-", [margin + line if line else "" for line in lines]


def on_one_line(value: WriteValue, path: Path, style: Style, column: int) -> bool:
    """Tell whether a mapping or list that starts in this column is written in flow style."""
    if is_single(value):
        return False
    if not value:
        return True
    return is_small(value) and style.flow(path) and column + len(scalars.flow_text(value)) <= WIDTH


def is_small(value: WriteValue, depth: int = 2) -> bool:
    """Tell whether a value suits `{…}` or `[…]`: no text of several lines, and not nested deep."""
    if isinstance(value, Mapping):
        return depth > 0 and all(is_small(item, depth - 1) for item in value.values())
    if is_list(value):
        return depth > 0 and all(is_single(item) and is_small(item) for item in value)
    return not (isinstance(value, str) and "\n" in value)
