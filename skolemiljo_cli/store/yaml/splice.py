"""Changing one value in the text of a file.

All other lines are left unchanged: comments and layout are the person's own (ADR 3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from skolemiljo_cli.store.yaml import layout, marks, scalars

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.marks import Node
    from skolemiljo_cli.store.yaml.values import Path, WriteValue


class Edit(NamedTuple):
    """A replacement for the characters from `start` to `end` (exclusive)."""

    start: int
    end: int
    text: str


class NoSuchPlace(LookupError):
    """The path does not lead to a place where a value can be put."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text with its line end and tree; `literal` allows literal blocks for new text.

    The text ends with a line end.
    """

    text: str
    newline: str
    root: Node
    literal: bool = True

    @classmethod
    def of(cls, text: str, newline: str, *, literal: bool) -> Page:
        """Compose the tree of a text."""
        return cls(text, newline, marks.compose(text), literal)

    def style(self, flow: bool) -> layout.Style:
        """Return the style of a new value: `flow` for the value itself, as its siblings have it.

        Inside it, small values under a key are in flow style, and list items on lines of their own.
        """
        return layout.Style(lambda path: isinstance(path[-1], str) if path else flow, self.literal)

    def joined(self, lines: list[str]) -> str:
        """Return whole lines with the file's own line ends."""
        return "".join(line + self.newline for line in lines)


def put(page: Page, path: Path, value: WriteValue) -> list[Edit]:
    """Return the edits that set a value; missing parents are made."""
    node, depth = marks.find(page.root, path)
    if depth == len(path) and path:
        return _replace(page, node, value)
    rest = path[depth:]
    if not rest or any(isinstance(step, int) for step in rest):
        raise NoSuchPlace
    for step in reversed(rest[1:]):
        value = {str(step): value}
    if node.kind == "mapping":
        return _add_key(page, node, str(rest[0]), value)
    if node.is_null:
        return _replace(page, node, {str(rest[0]): value})
    raise NoSuchPlace


def append(page: Page, path: Path, value: WriteValue) -> list[Edit]:
    """Return the edits that add an item to a list; a missing or empty list is made."""
    node, depth = marks.find(page.root, path)
    if depth < len(path) or node.is_null:
        return put(page, path, [value])
    if node.kind != "list":
        raise NoSuchPlace
    if node.flow:
        if not node.items and not node.inside_flow:
            return _replace(page, node, [value])
        return [_add_to_flow(page, node, scalars.flow_text(value))]
    dash, gap = _dash(page.text, node)
    style = page.style(node.items[-1].flow if node.items[-1].kind == "mapping" else False)
    lines = layout.item_lines(value, dash, (), style, gap)
    return [_insert_after(page, node, lines)]


def renamed(page: Page, path: Path, name: str) -> list[Edit]:
    """Return the edit that gives a key another name."""
    node = _there(page, path)
    if node.parent is None or node.parent.kind != "mapping":
        raise NoSuchPlace
    key = node.parent.keys[_number(node)]
    return [Edit(key.start, key.end, scalars.key(name))]


def remove(page: Page, path: Path) -> list[Edit]:
    """Return the edits that take away a key or list item with its value."""
    node = _there(page, path)
    parent = node.parent
    if parent is None:
        raise NoSuchPlace
    if len(parent.items) == 1:
        empty: WriteValue = {} if parent.kind == "mapping" else []
        return _replace(page, parent, empty)
    starts, ends = zip(*(_span(page, parent, n) for n in range(len(parent.items))), strict=True)
    number = _number(node)
    if parent.flow:
        if number + 1 < len(starts):
            return [Edit(starts[number], starts[number + 1], "")]
        return [Edit(ends[number - 1], ends[number], "")]
    start = marks.line_start(page.text, starts[number])
    if page.text[start : starts[number]].strip(" "):  # after a dash: the next one takes its place
        return [Edit(starts[number], starts[number + 1], "")]
    return [Edit(start, marks.next_line(page.text, ends[number]), "")]


def _there(page: Page, path: Path) -> Node:
    node, depth = marks.find(page.root, path)
    if depth < len(path):
        raise NoSuchPlace
    return node


def _number(node: Node) -> int:
    assert node.parent  # noqa: S101 - the root has no number
    return next(n for n, item in enumerate(node.parent.items) if item is node)


def _span(page: Page, parent: Node, number: int) -> tuple[int, int]:
    """Return where an item of a mapping or list begins, and an offset on its last line."""
    item = parent.items[number]
    if parent.kind == "mapping":
        key = parent.keys[number]
        return key.start, max(key.end, marks.content_end(page.text, item))
    start = item.start if parent.flow else _head_end(page.text, item) - 1
    return start, marks.content_end(page.text, item)


def _siblings_are_flow(parent: Node | None) -> bool:
    if parent is None:
        return False
    return any(item.flow and item.kind == "mapping" and item.items for item in parent.items)


def _dash(text: str, node: Node) -> tuple[int, int]:
    """Return the column of a list's dashes, and the number of blanks after the last dash."""
    column = marks.column(text, node.start)
    last = node.items[-1]
    before = text[marks.line_start(text, last.start) : last.start][column:]
    on_dash_line = before.startswith("-") and not before[1:].strip(" ") and len(before) > 1
    return column, len(before) - 1 if on_dash_line else 1


def _insert_after(page: Page, node: Node, lines: list[str]) -> Edit:
    """Insert lines after the last line of a block value, before blank lines and comments."""
    offset = marks.next_line(page.text, marks.content_end(page.text, node))
    return Edit(offset, offset, page.joined(lines))


def _add_key(page: Page, node: Node, name: str, value: WriteValue) -> list[Edit]:
    """Add a key at the end of a mapping."""
    if node.flow and not node.items and node.parent and not node.inside_flow:
        return _replace(page, node, {name: value})
    if node.flow:
        return [_add_to_flow(page, node, f"{scalars.key(name)}: {scalars.flow_text(value)}")]
    style = page.style(layout.is_list(value) or _siblings_are_flow(node))
    indent = marks.column(page.text, node.start)
    lines = layout.after(" " * indent + scalars.key(name) + ":", value, indent, (), style)
    return [_insert_after(page, node, lines)]


def _add_to_flow(page: Page, node: Node, text: str) -> Edit:
    """Add an item after the last item of a flow mapping or list."""
    if not node.items:
        return Edit(node.start + 1, node.start + 1, text)
    end = node.items[-1].end
    blank = " " if page.text[end - 1] == ":" else ""
    return Edit(end, end, f"{blank}, {text}")


def _replace(page: Page, node: Node, value: WriteValue) -> list[Edit]:
    """Replace a value by another; the comment on its line is kept."""
    if node.inside_flow or node.parent is None:
        return _in_place(page, node, scalars.flow_text(value))
    flow = layout.is_list(value) or node.flow or _siblings_are_flow(node.parent)
    style = page.style(flow)
    head_column = _head_column(page.text, node)
    if page.literal and isinstance(value, str) and scalars.is_literal(value):
        return _literal(page, node, value, head_column)
    if layout.is_single(value):
        quote = node.style if node.style in ("'", '"') else ""
        return _in_place(page, node, scalars.scalar(value, quote=quote))
    if layout.on_one_line(
        value, (), style, marks.column(page.text, _head_end(page.text, node)) + 1
    ):
        return _in_place(page, node, scalars.flow_text(value))
    return _block(page, node, value, head_column, style)


def _block(
    page: Page, node: Node, value: WriteValue, head_column: int, style: layout.Style
) -> list[Edit]:
    """Write a mapping or list in block style under its key, or after its dash."""
    same_kind = node.kind == ("mapping" if isinstance(value, Mapping) else "list")
    if same_kind and not node.flow:
        lines = layout.block_lines(value, marks.column(page.text, node.start), (), style)
        end = marks.line_end(page.text, marks.content_end(page.text, node))
        return [Edit(node.start, end, _body(page, lines))]
    lines = layout.block_lines(value, head_column + layout.STEP, (), style)
    return _under(page, node, "", lines)


def _body(page: Page, lines: list[str]) -> str:
    """Return lines to replace a block: without the first line's indent and the last line end."""
    return page.joined(lines).lstrip(" ").removesuffix(page.newline)


def _literal(page: Page, node: Node, value: str, head_column: int) -> list[Edit]:
    """Write a literal block after the key or dash."""
    indent = head_column + layout.STEP
    if node.style in ("|", ">"):
        indent = max(_text_indent(page.text, node) or indent, head_column + 1)
    indicator, lines = layout.literal(value, indent)
    return _under(page, node, indicator, lines)


def _text_indent(text: str, node: Node) -> int:
    """Return the indent of a block scalar's text; 0 when unknown or given by its header."""
    header = text[node.start : marks.line_end(text, node.start)].partition("#")[0]
    found = re.compile(r"^( +)\S", re.MULTILINE).search(
        text, marks.next_line(text, node.start), marks.content_end(text, node) + 1
    )
    return len(found.group(1)) if found and not re.search("[0-9]", header) else 0


def _under(page: Page, node: Node, text: str, lines: list[str]) -> list[Edit]:
    """Replace a value by `text` after its key or dash, and lines below."""
    edits = _in_place(page, node, text)
    last = edits[-1]
    if len(edits) > 1:  # the last edit removes old lines below the key: replace them instead
        return [*edits[:-1], Edit(last.start, last.end, page.joined(lines))]
    offset = marks.next_line(page.text, last.end)
    return [*edits, Edit(offset, offset, page.joined(lines))]


def _in_place(page: Page, node: Node, text: str) -> list[Edit]:
    """Replace a value by text on its line, and remove the value's lines below, if any."""
    if node.style in ("|", ">"):
        header = re.compile(r"[|>][-+0-9]*").match(page.text, node.start)
        assert header  # noqa: S101 - the parser has read the indicator
        return [_on_line(page, node, node.start, header.end(), text), _lines_below(page, node)]
    if node.kind == "scalar" or node.flow:
        return [_on_line(page, node, node.start, node.end, text)]
    head_end = _head_end(page.text, node)
    if marks.line_start(page.text, head_end) == marks.line_start(page.text, node.start):
        return [_on_line(page, node, node.start, marks.content_end(page.text, node), text)]
    return [_on_line(page, node, head_end, head_end, text), _lines_below(page, node)]


def _on_line(page: Page, node: Node, start: int, end: int, text: str) -> Edit:
    """Replace part of a line, with a blank before the text where YAML needs one."""
    if not text:
        while start > 0 and page.text[start - 1] == " ":
            start -= 1
        return Edit(start, end, "")
    before = page.text[start - 1] if start else ""
    if before not in ":-":
        is_empty = node.start == node.end and node.parent and node.parent.kind == "mapping"
        return Edit(start, end, f": {text}" if is_empty and _lacks_colon(page, node) else text)
    return Edit(start, end, f" {text}")


def _lacks_colon(page: Page, node: Node) -> bool:
    """Tell whether an empty value has no colon before it, as that of `x` in `{x, y: 1}`."""
    assert node.parent  # noqa: S101 - the root is never null
    key = node.parent.keys[node.parent.items.index(node)]
    return ":" not in page.text[key.end : node.start]


def _lines_below(page: Page, node: Node) -> Edit:
    """Remove the lines of a block value below its key."""
    first = node.start if node.kind != "scalar" else marks.next_line(page.text, node.start)
    last = marks.content_end(page.text, node)
    start = marks.line_start(page.text, first)
    return Edit(start, max(start, marks.next_line(page.text, last)) if last >= start else start, "")


def _head_end(text: str, node: Node) -> int:
    """Return the offset after the colon or dash that a value in block style follows."""
    parent = node.parent
    assert parent  # noqa: S101 - the root has no head
    number = next(n for n, item in enumerate(parent.items) if item is node)
    if parent.kind == "mapping":
        return text.index(":", parent.keys[number].end) + 1
    if number == 0:
        return parent.start + 1
    dash = re.compile(rf"^ {{{marks.column(text, parent.start)}}}-", re.MULTILINE)
    found = dash.search(text, marks.content_end(text, parent.items[number - 1]))
    assert found  # noqa: S101 - the parser has read the dash
    return found.end()


def _head_column(text: str, node: Node) -> int:
    """Return the column of the key or dash that a value belongs to."""
    parent = node.parent
    assert parent  # noqa: S101 - the root has no head
    return marks.column(text, parent.start)
