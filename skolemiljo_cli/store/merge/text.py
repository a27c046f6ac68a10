"""Writing the text of a merged case: comments and style of both sides are kept."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store.merge import chunks
from skolemiljo_cli.store.merge.identity import identities
from skolemiljo_cli.store.yaml import marks, reader, writer
from skolemiljo_cli.store.yaml.writer import Put

if TYPE_CHECKING:
    from skolemiljo_cli.store.merge.chunks import Block, Chunk, Name
    from skolemiljo_cli.store.yaml.marks import Node
    from skolemiljo_cli.store.yaml.values import Path, Value

_LIST_KEY = "liste"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Page:
    """One version's text, with LF line ends and a final line end, and its tree."""

    text: str
    root: Node

    @classmethod
    def of(cls, data: bytes) -> _Page:
        text = data.removeprefix(_BOM).decode("utf-8").replace("\r\n", "\n")
        text = text if text.endswith("\n") else text + "\n"
        return cls(text, marks.compose(text))

    @property
    def header(self) -> str:
        return self.text[: marks.line_start(self.text, self.root.start)]

    @property
    def tail(self) -> str:
        return self.text[marks.next_line(self.text, marks.content_end(self.text, self.root)) :]


def write(base: bytes | None, ours: bytes, theirs: bytes, value: dict[str, Value]) -> bytes:
    """Return a text that reads as `value`, made from the texts of both sides.

    It has every comment that a side has and the other did not remove. Three ways are tried, from
    the one that keeps most of the texts to the one that keeps least.
    """
    bom = _BOM if _has(_BOM, base, ours, theirs) else b""
    newline = "\r\n" if _has(b"\r\n", base, ours, theirs) else "\n"
    pages = (_Page.of(base) if base is not None else None, _Page.of(ours), _Page.of(theirs))
    for attempt in (_weave, _patch, _dump):
        with contextlib.suppress(
            yaml.YAMLError, LookupError, ValueError, AssertionError, LedgerError
        ):
            text = _with_comments(attempt(pages, value), pages)
            if reader.read(text.encode("utf-8")) == value:
                return bom + text.replace("\n", newline).encode("utf-8")
    return bom + writer.dump(value).replace(b"\n", newline.encode())


def _has(mark: bytes, base: bytes | None, ours: bytes, theirs: bytes) -> bool:
    """Tell whether the side that changed this, else both, has a BOM or CRLF."""
    before, mine, other = (data is not None and mark in data for data in (base, ours, theirs))
    return other if mine == before else mine


_Pages = tuple["_Page | None", "_Page", "_Page"]


def _patch(pages: _Pages, value: dict[str, Value]) -> str:
    """Return our text with the differing values written into it."""
    ours = pages[1].text.encode("utf-8")
    changes = [*_differences(value, reader.read(ours), ())]
    return writer.rewrite(ours, changes).decode("utf-8")


def _dump(pages: _Pages, value: dict[str, Value]) -> str:
    return pages[1].header + writer.dump(value).decode("utf-8")


def _weave(pages: _Pages, value: dict[str, Value]) -> str:
    """Combine chunks of both texts, and write into the result what no chunk has."""
    base, ours, theirs = pages
    body = _block(_top(base) if base else None, _top(ours), _top(theirs), value)
    header = _lines(base.header if base else "", ours.header, theirs.header)
    tail = _lines(base.tail if base else "", ours.tail, theirs.tail)
    woven = (header + body + tail).encode("utf-8")
    return writer.rewrite(woven, [*_differences(value, reader.read(woven), ())]).decode("utf-8")


def _top(page: _Page) -> Block:
    if page.root.flow:
        raise ValueError("a file in flow style has no chunks")
    return chunks.cut(page.text, page.root, marks.line_start(page.text, page.root.start))


def _block(base: Block | None, ours: Block, theirs: Block, value: Value) -> str:
    """Return the lines of a mapping or list that both sides have, at our indent."""
    before = base.chunks if base else {}
    return "".join(
        _merge_chunk(
            before.get(name), ours.chunks.get(name), theirs.chunks.get(name), inner, ours.column
        )
        for name, inner in _in_order(ours, theirs, value)
    )


def _in_order(ours: Block, theirs: Block, value: Value) -> Iterator[tuple[Name, Value]]:
    """Yield the merged values in order; a key of theirs comes after the key it follows there."""
    if isinstance(value, list):
        yield from zip(identities(value), value, strict=True)
        return
    assert isinstance(value, dict)  # noqa: S101 - only mappings and lists have blocks
    names = [name for name in ours.chunks if name in value]
    last: Name | None = None
    for name in theirs.chunks:
        if name in value and name not in names:
            names.insert(names.index(last) + 1 if last in names else 0, name)
        last = name if name in names else last
    yield from ((name, value[str(name)]) for name in names)


def _merge_chunk(
    base: Chunk | None, ours: Chunk | None, theirs: Chunk | None, value: Value, column: int
) -> str:
    """Return the text of one chunk with the comments above it."""
    if ours is None or theirs is None:
        only = ours or theirs
        return _shift(only, only.lead + only.text, column) if only else ""
    old_lead = _shift(base, base.lead, column) if base else ""
    lead = _lines(old_lead, ours.lead, _shift(theirs, theirs.lead, column))
    old = _shift(base, base.text, column) if base else None
    other = _shift(theirs, theirs.text, column)
    if ours.text == old and theirs.value == value:
        return lead + other
    if other in (old, ours.text) and ours.value == value:
        return lead + ours.text
    if ours.has_pieces and theirs.has_pieces and isinstance(value, dict | list) and value:
        return lead + _merge_inside(base, ours, theirs, value)
    return lead + _choose_side(base, ours, theirs, value, column)


def _merge_inside(base: Chunk | None, ours: Chunk, theirs: Chunk, value: Value) -> str:
    """Return the text of a chunk whose content both sides changed."""
    if bool(ours.head) != bool(theirs.head) or ours.node.kind != theirs.node.kind:
        return ours.text
    before = base.pieces() if base and base.has_pieces else None
    body = _block(before, ours.pieces(), theirs.pieces(), value)
    if ours.head:
        unchanged = base and _shift(base, base.heading, ours.column) == ours.heading
        return (_shift(theirs, theirs.heading, ours.column) if unchanged else ours.heading) + body
    return _with_dash(body, ours.column)


def _with_dash(body: str, column: int) -> str:
    """Put the dash back before the first key, below any comment lines above that key."""
    lines = body.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            lines[number] = line[:column] + "-" + line[column + 1 :]
            break
    return "".join(lines)


def _choose_side(base: Chunk | None, ours: Chunk, theirs: Chunk, value: Value, column: int) -> str:
    """Return the chunk of the side that has the merged value, with a comment the other changed."""
    chosen, other = ours, theirs
    if ours.value != value and theirs.value == value:
        chosen, other = theirs, ours
    text = _shift(chosen, chosen.text, column)
    if base and base.after == chosen.after != other.after and chosen.is_line and other.is_line:
        text = text[: len(text) - len(chosen.after)] + other.after
    return text if chosen.value == value else _patch_chunk(text, value, is_item=chosen.is_item)


def _patch_chunk(text: str, value: Value, *, is_item: bool) -> str:
    """Write the differing values into one chunk; in the whole file it is a hundred times slower."""
    start = f"{_LIST_KEY}:\n" if is_item else ""
    page = (start + text).encode("utf-8")
    with contextlib.suppress(LedgerError):
        there = reader.read(page)
        (key,) = there
        wanted: dict[str, Value] = {key: [value] if is_item else value}
        changes = [*_differences(wanted, there, ())]
        return writer.rewrite(page, changes).decode("utf-8").removeprefix(start)
    return text


def _shift(chunk: Chunk, text: str, column: int) -> str:
    return chunks.shift(text, column - chunk.column)


def _lines(base: str, ours: str, theirs: str) -> str:
    """Merge comment lines and blank lines: of the side that changed them, or of both."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    known = {line.strip() for line in (base + ours).splitlines()}
    new = [line for line in theirs.splitlines(keepends=True) if line.strip() not in known]
    return ours + "".join(new)


def _differences(wanted: Value, there: Value, path: Path) -> Iterator[Put]:
    """Yield the changes that make a text that reads as `there` read as `wanted`."""
    if wanted == there:
        return
    if isinstance(wanted, dict) and isinstance(there, dict) and set(there) <= set(wanted):
        for key, inner in wanted.items():
            if key not in there:
                yield Put((*path, key), inner)
            else:
                yield from _differences(inner, there[key], (*path, key))
    elif isinstance(wanted, list) and isinstance(there, list) and len(wanted) == len(there):
        for number, inner in enumerate(wanted):
            yield from _differences(inner, there[number], (*path, number))
    else:
        yield Put(path, wanted)


def _with_comments(text: str, pages: _Pages) -> str:
    """Return the text with comments that are missing from it added at the end.

    A comment that one side removed from the base is left out.
    """
    base, ours, theirs = (
        dict.fromkeys(chunks.comments(page.text, page.root) if page else ()) for page in pages
    )
    written = set(chunks.comments(text, marks.compose(text)))
    lost = [
        comment
        for comment in {**ours, **theirs}
        if comment not in written
        and not (comment in base and (comment not in ours or comment not in theirs))
    ]
    return text + "".join(f"{comment}\n" for comment in lost)
