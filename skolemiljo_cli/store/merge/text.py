"""What three versions say together gets its text: comments and style of both sides survive."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store.merge import chunks
from skolemiljo_cli.store.merge.identity import identities
from skolemiljo_cli.store.yaml import marks, reader, writer
from skolemiljo_cli.store.yaml.writer import Put

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from skolemiljo_cli.store.merge.chunks import Block, Chunk, Name
    from skolemiljo_cli.store.yaml.marks import Node
    from skolemiljo_cli.store.yaml.values import Path, Value

_HOLDER = "liste"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Page:
    """One version's text with LF line ends and a last line that ends, and its tree."""

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
    """Return a text that reads as `value`, made of the texts of both sides.

    Every comment that one side wrote or kept and the other did not remove is in it.
    """
    bom = _BOM if _chosen(*(_has_bom(one) for one in (base, ours, theirs))) else b""
    newline = "\r\n" if _chosen(*(_has_crlf(one) for one in (base, ours, theirs))) else "\n"
    pages = (_Page.of(base) if base is not None else None, _Page.of(ours), _Page.of(theirs))
    for attempt in (_woven, _patched, _anew):
        with contextlib.suppress(
            yaml.YAMLError, LookupError, ValueError, AssertionError, LedgerError
        ):
            text = _with_comments(attempt(pages, value), pages)
            if reader.read(text.encode("utf-8")) == value:
                return bom + text.replace("\n", newline).encode("utf-8")
    return bom + writer.dump(value).replace(b"\n", newline.encode())


def _chosen(base: bool | None, ours: bool, theirs: bool) -> bool:  # noqa: FBT001, RUF100
    return theirs if ours == base else ours


def _has_bom(data: bytes | None) -> bool:
    return data is not None and data.startswith(_BOM)


def _has_crlf(data: bytes | None) -> bool:
    return data is not None and b"\r\n" in data


_Pages = tuple["_Page | None", "_Page", "_Page"]


def _patched(pages: _Pages, value: dict[str, Value]) -> str:
    """Return our text with what differs put in: for what pieces of text could not be woven."""
    ours = pages[1].text.encode("utf-8")
    changes = [*_differences(value, reader.read(ours), ())]
    return writer.rewrite(ours, changes).decode("utf-8")


def _anew(pages: _Pages, value: dict[str, Value]) -> str:
    return pages[1].header + writer.dump(value).decode("utf-8")


def _woven(pages: _Pages, value: dict[str, Value]) -> str:
    """Return the pieces of both sides in one text, and put in what no piece says."""
    base, ours, theirs = pages
    body = _block(_top(base) if base else None, _top(ours), _top(theirs), value)
    header = _lines(base.header if base else "", ours.header, theirs.header)
    tail = _lines(base.tail if base else "", ours.tail, theirs.tail)
    woven = (header + body + tail).encode("utf-8")
    return writer.rewrite(woven, [*_differences(value, reader.read(woven), ())]).decode("utf-8")


def _top(page: _Page) -> Block:
    if page.root.flow:
        raise ValueError("a file in flow style has no pieces")
    return chunks.cut(page.text, page.root, marks.line_start(page.text, page.root.start))


def _block(base: Block | None, ours: Block, theirs: Block, value: Value) -> str:
    """Return the lines of a mapping or list that both sides have, in our column."""
    before = base.chunks if base and base.kind == ours.kind else {}
    return "".join(
        _piece(before.get(name), ours.chunks.get(name), theirs.chunks.get(name), inner, ours.column)
        for name, inner in _wanted(ours, theirs, value)
    )


def _wanted(ours: Block, theirs: Block, value: Value) -> Iterator[tuple[Name, Value]]:
    """Yield what shall stand there, in order: a key of theirs after the one it follows there."""
    if isinstance(value, list):
        yield from zip(identities(value), value, strict=True)
        return
    assert isinstance(value, dict)  # noqa: S101 - asked for collections alone
    names = [name for name in ours.chunks if name in value]
    last: Name | None = None
    for name in theirs.chunks:
        if name in value and name not in names:
            names.insert(names.index(last) + 1 if last in names else 0, name)
        last = name if name in names else last
    yield from ((name, value[str(name)]) for name in names)


def _piece(
    base: Chunk | None, ours: Chunk | None, theirs: Chunk | None, value: Value, column: int
) -> str:
    """Return one piece with the comments above it."""
    if ours is None or theirs is None:
        only = ours or theirs
        return _moved(only, only.lead + only.text, column) if only else ""
    old_lead = _moved(base, base.lead, column) if base else ""
    lead = _lines(old_lead, ours.lead, _moved(theirs, theirs.lead, column))
    old = _moved(base, base.text, column) if base else None
    other = _moved(theirs, theirs.text, column)
    if ours.text == old and theirs.value == value:
        return lead + other
    if other in (old, ours.text) and ours.value == value:
        return lead + ours.text
    if ours.has_pieces and theirs.has_pieces and isinstance(value, dict | list) and value:
        return lead + _both(base, ours, theirs, value)
    return lead + _either(base, ours, theirs, value, column)


def _both(base: Chunk | None, ours: Chunk, theirs: Chunk, value: Value) -> str:
    """Return a piece whose inside both sides changed."""
    if bool(ours.head) != bool(theirs.head) or ours.node.kind != theirs.node.kind:
        return ours.text
    before = base.pieces() if base and base.has_pieces else None
    body = _block(before, ours.pieces(), theirs.pieces(), value)
    if ours.head:
        kept = base and _moved(base, base.heading, ours.column) == ours.heading
        return (_moved(theirs, theirs.heading, ours.column) if kept else ours.heading) + body
    return _dashed(body, ours.column)


def _dashed(body: str, column: int) -> str:
    """Put the dash back before the first key; comment lines above it stay above the dash."""
    lines = body.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            lines[number] = line[:column] + "-" + line[column + 1 :]
            break
    return "".join(lines)


def _either(base: Chunk | None, ours: Chunk, theirs: Chunk, value: Value, column: int) -> str:
    """Return the piece of the side that says what is wanted, with the comment of the other."""
    chosen, other = ours, theirs
    if ours.value != value and theirs.value == value:
        chosen, other = theirs, ours
    text = _moved(chosen, chosen.text, column)
    if base and base.after == chosen.after != other.after and chosen.is_line and other.is_line:
        text = text[: len(text) - len(chosen.after)] + other.after
    return text if chosen.value == value else _put_in(text, value, is_item=chosen.is_item)


def _put_in(text: str, value: Value, *, is_item: bool) -> str:
    """Put what differs into one piece by itself: a long page takes a hundred times the time."""
    start = f"{_HOLDER}:\n" if is_item else ""
    page = (start + text).encode("utf-8")
    with contextlib.suppress(LedgerError):
        there = reader.read(page)
        (key,) = there
        wanted: dict[str, Value] = {key: [value] if is_item else value}
        changes = [*_differences(wanted, there, ())]
        return writer.rewrite(page, changes).decode("utf-8").removeprefix(start)
    return text


def _moved(chunk: Chunk, text: str, column: int) -> str:
    return chunks.shifted(text, column - chunk.column)


def _lines(base: str, ours: str, theirs: str) -> str:
    """Return comment lines and blank lines: of the side that changed them, else of both."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    known = {line.strip() for line in (base + ours).splitlines()}
    new = [line for line in theirs.splitlines(keepends=True) if line.strip() not in known]
    return ours + "".join(new)


def _differences(wanted: Value, there: Value, path: Path) -> Iterator[Put]:
    """Yield what to put so that a text that reads as `there` reads as `wanted`."""
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
    """Return the text with the comments that found no place, at its end."""
    base, ours, theirs = (dict.fromkeys(_comments(page) if page else ()) for page in pages)
    written = _comments_of(text)
    lost = [
        one
        for one in {**ours, **theirs}
        if one not in written and not (one in base and (one not in ours or one not in theirs))
    ]
    return text + "".join(f"{one}\n" for one in lost)


def _comments(page: _Page) -> Sequence[str]:
    return chunks.comments(page.text, page.root)


def _comments_of(text: str) -> set[str]:
    return set(chunks.comments(text, marks.compose(text)))
