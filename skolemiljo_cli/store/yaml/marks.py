"""The position of every value in a text.

It is built from the same parser events as the reader uses, so that the two cannot disagree (ADR 3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import yaml

from skolemiljo_cli.store.yaml import events
from skolemiljo_cli.store.yaml.reader import NULLS

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Path


@dataclass(slots=True)
class Node:
    """A value and its position in the text (offsets in characters, end exclusive)."""

    kind: Literal["scalar", "mapping", "list"]
    start: int
    end: int
    style: str = ""  # of a scalar: "", ', ", | or >
    flow: bool = False  # a mapping in { } or a list in [ ]
    value: str = ""
    keys: list[Node] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    parent: Node | None = None

    @property
    def is_null(self) -> bool:
        """Tell whether the reader reads the value as None."""
        return self.kind == "scalar" and not self.style and self.value in NULLS

    @property
    def inside_flow(self) -> bool:
        """Tell whether the value is inside { } or [ ], where line breaks have no meaning."""
        return self.parent is not None and self.parent.flow

    def child(self, step: str | int) -> Node | None:
        """Return the value under a key or at a list position."""
        if isinstance(step, int):
            exists = self.kind == "list" and 0 <= step < len(self.items)
            return self.items[step] if exists else None
        for key, item in zip(self.keys, self.items, strict=True) if self.kind == "mapping" else ():
            if key.value == step:
                return item
        return None


def compose(text: str) -> Node:
    """Return the tree of a text that `reader.read` accepts; it must end with a line end."""
    try:
        return _compose(text, events.FASTEST)
    except yaml.MarkedYAMLError:
        return _compose(text, "pure")


def _compose(text: str, loader: events.Loader) -> Node:
    root = top = Node("list", 0, 0)
    for event in events.parse(text, loader):
        start, end = events.span(event)
        if isinstance(event, yaml.ScalarEvent):
            _add(top, Node("scalar", start, end, style=event.style or "", value=event.value))
        elif isinstance(event, yaml.CollectionStartEvent):
            kind: Literal["mapping", "list"] = (
                "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
            )
            new = Node(kind, start, end, flow=bool(event.flow_style))
            _add(top, new)
            top = new
        elif isinstance(event, yaml.CollectionEndEvent) and top.parent:
            top.end = end
            top = top.parent
    root.items[0].parent = None
    return root.items[0]


def _add(parent: Node, new: Node) -> None:
    new.parent = parent
    is_key = parent.kind == "mapping" and len(parent.keys) == len(parent.items)
    (parent.keys if is_key else parent.items).append(new)


def find(root: Node, path: Path) -> tuple[Node, int]:
    """Return the deepest existing node on the path, and its number of steps."""
    node = root
    for depth, step in enumerate(path):
        child = node.child(step)
        if child is None:
            return node, depth
        node = child
    return node, len(path)


def line_start(text: str, offset: int) -> int:
    """Return the offset where the line begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return the offset of the end of the line, before CR and LF."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def next_line(text: str, offset: int) -> int:
    """Return the offset of the next line, or of the end of the text."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def column(text: str, offset: int) -> int:
    """Return the 0-based column of an offset."""
    return offset - line_start(text, offset)


def content_end(text: str, node: Node) -> int:
    """Return an offset on the last line of a value, before blank lines and comments."""
    while node.kind != "scalar" and not node.flow:
        node = node.items[-1]
    if node.style not in ("|", ">"):
        return node.end
    header = line_end(text, node.start)
    if "+" in text[node.start : header].partition("#")[0]:
        return max(header, node.end - 1)
    body = text[header : node.end].rstrip()
    return header + len(body)
