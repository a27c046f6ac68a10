"""Cutting a YAML text into chunks: one for each key or list item, with the comments above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.store.merge.identity import Identity, identities
from skolemiljo_cli.store.yaml import marks

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.marks import Node
    from skolemiljo_cli.store.yaml.values import Value

Name = str | Identity
"""What identifies a chunk among its siblings: a key, or the identity of a list item."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One key with its value, or one list item, in the text `page`.

    `lead` are the comment lines and blank lines above it, `start` and `end` the offsets of its own
    lines, `column` the column of its key or dash. `head` is the length of its first line when the
    value begins on a later line, else 0.
    """

    page: str
    lead: str
    start: int
    end: int
    column: int
    node: Node
    head: int

    @property
    def text(self) -> str:
        """Return the chunk's own lines."""
        return self.page[self.start : self.end]

    @property
    def heading(self) -> str:
        """Return the key's line when the value is below it; empty otherwise."""
        return self.page[self.start : self.start + self.head]

    @property
    def after(self) -> str:
        """Return what follows the value on its line: blanks, a comment, the line end."""
        return self.page[self.node.end : marks.next_line(self.page, self.node.end)]

    @property
    def value(self) -> Value:
        """Return the value as the reader reads it."""
        return value_of(self.node)

    @property
    def has_pieces(self) -> bool:
        """Tell whether the value is in block style, and can be cut into chunks."""
        return not self.node.flow and bool(self.node.items)

    @property
    def is_item(self) -> bool:
        """Tell whether the chunk begins with a list's dash, not with a key."""
        dash = self.start + self.column
        return self.page[dash] == "-" and self.page[dash + 1].isspace()

    @property
    def is_line(self) -> bool:
        """Tell whether the value is on one line."""
        return self.node.style not in ("|", ">") and self.text.count("\n") == 1

    def pieces(self) -> Block:
        """Cut the value into chunks."""
        if self.head:
            return cut(self.page, self.node, self.start + self.head)
        # `- id: …`: the dash is replaced by a blank, so that the first key is like the others
        dash = self.start + self.column
        return cut(self.page[:dash] + " " + self.page[dash + 1 :], self.node, self.start)


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping or list in block style: its chunks by name, and their column."""

    column: int
    chunks: dict[Name, Chunk]


def value_of(node: Node) -> Value:
    """Return the value of a node as the reader reads it."""
    if node.kind == "mapping":
        pairs = zip(node.keys, node.items, strict=True)
        return {key.value: value_of(item) for key, item in pairs}
    if node.kind == "list":
        return [value_of(item) for item in node.items]
    return None if node.is_null else node.value


def cut(page: str, node: Node, start: int) -> Block:
    """Cut a mapping or list in block style; `start` is the offset of the lines above it."""
    column = marks.column(page, node.start)
    chunks: dict[Name, Chunk] = {}
    for name, first, item in zip(_names(node), _starts(page, node), node.items, strict=True):
        row = marks.line_start(page, first)
        end = marks.next_line(page, _last(page, item, first))
        below = marks.line_start(page, item.start) > row
        head = marks.next_line(page, row) - row if below else 0
        chunks[name] = Chunk(page, page[start:row], row, end, column, item, head)
        start = end
    return Block(column, chunks)


def _names(node: Node) -> list[Name]:
    if node.kind == "mapping":
        return [key.value for key in node.keys]
    return [*identities([value_of(item) for item in node.items])]


def _starts(text: str, node: Node) -> Iterator[int]:
    """Yield the offset of each chunk's key or dash."""
    if node.kind == "mapping":
        yield from (key.start for key in node.keys)
        return
    dash = re.compile(rf"^ {{{marks.column(text, node.start)}}}-", re.MULTILINE)
    place = marks.line_start(text, node.start)
    for number, item in enumerate(node.items):
        if number == 0:  # in a list inside a list, the first dash follows the outer dash
            yield node.start
        else:
            found = dash.search(text, place)
            assert found  # noqa: S101 - the parser has read the dash
            yield found.end() - 1
        place = marks.next_line(text, _last(text, item, place))


def _last(text: str, item: Node, first: int) -> int:
    return max(marks.content_end(text, item), first)


def shift(text: str, by: int) -> str:
    """Return whole lines indented by more columns, or by fewer when `by` is negative.

    A comment or a continued `{…}` that has too little indent to lose is put in column 0.
    """
    return "".join(_shift_line(line, by) for line in text.splitlines(keepends=True))


def _shift_line(line: str, by: int) -> str:
    if not line.strip() or not by:
        return line
    if by > 0:
        return " " * by + line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]


_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)


def comments(text: str, root: Node) -> list[str]:
    """Return every comment of a text, stripped."""
    found, place = [], 0
    for start, end in _scalars(text, root):
        found += _COMMENT.findall(text[place:start])
        place = max(place, end)
    found += _COMMENT.findall(text[place:])
    return [comment.strip() for comment in found]


def _scalars(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each key and value in order: a `#` in them begins no comment."""
    for number, item in enumerate(node.items):
        if node.keys:
            yield node.keys[number].start, node.keys[number].end
        if item.kind != "scalar":
            yield from _scalars(text, item)
        elif item.style in ("|", ">"):
            yield marks.line_end(text, item.start), marks.content_end(text, item)
        else:
            yield item.start, item.end
