"""The exact writer: changes single values, and leaves every other byte unchanged (ADR 3)."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import yaml

from skolemiljo_cli.errors import LedgerError, Unreadable
from skolemiljo_cli.store.yaml import cross_check, layout, marks, reader, scalars, splice

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Path, Value, WriteValue

_BOM = b"\xef\xbb\xbf"


class WriteMismatch(LedgerError):
    """The file with the change in it would not read as intended."""

    usual_message = "Endringen kunne ikke skrives nøyaktig. Ingenting er skrevet."


class NoPlace(WriteMismatch):
    """Something else stands in the file where the change should go."""

    usual_message = "Endringen har ikke noe sted å stå i filen. Ingenting er skrevet."


@dataclass(frozen=True, slots=True)
class Put:
    """Replace the value at a path, or add its last key at the end of its mapping.

    Missing mappings in the path are made. List positions in the path must exist.
    """

    path: Path
    value: WriteValue


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item at the end of the list at a path; a missing or empty list is made."""

    path: Path
    value: WriteValue


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away the key or list item at a path, which must be there, with its value."""

    path: Path

    @property
    def value(self) -> WriteValue:
        """Return what will stand there: nothing."""
        return None


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the key at the end of a path another name; the mapping must not have that already."""

    path: Path
    value: str


Change: TypeAlias = Put | Append | Remove | Rename


def rewrite(data: bytes, changes: Sequence[Change]) -> bytes:
    """Return the file with the changes made and every other byte unchanged.

    Raises:
        Unreadable: the file cannot be read.
        UsageFault: a text cannot be stored.
        WriteMismatch: the result would not read as intended, and must not be written.
    """
    if not changes:
        return data
    before = reader.read(data)
    bom = _BOM if data.startswith(_BOM) else b""
    text = data.removeprefix(_BOM).decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    has_end = text.endswith("\n")
    text = text if has_end else text + newline
    if not has_end and _ends_in_block(text):
        before, has_end = reader.read(text.encode()), True
    intended = apply(before, changes)
    # A literal block would take in an indented comment below it: then text is written in quotes.
    for literal in (True, False):
        with contextlib.suppress(yaml.YAMLError, LookupError, ValueError, AssertionError):
            result = bom + _changed(text, newline, changes, has_end=has_end, literal=literal)
            if _reads_as(result, intended):
                return result
    raise _mismatch()


def _changed(
    text: str, newline: str, changes: Sequence[Change], *, has_end: bool, literal: bool
) -> bytes:
    """Make the changes in order; without `has_end`, remove the final line end again if possible."""
    for change in changes:
        page = splice.Page.of(text, newline, literal=literal)
        for edit in sorted(_edits(page, change), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
    if not has_end and not _ends_in_block(text):
        text = text.removesuffix(newline)
    return text.encode("utf-8")


def _edits(page: splice.Page, change: Change) -> list[splice.Edit]:
    if isinstance(change, Remove):
        return splice.remove(page, change.path)
    if isinstance(change, Rename):
        return splice.renamed(page, change.path, change.value)
    make = splice.put if isinstance(change, Put) else splice.append
    return make(page, change.path, change.value)


def _ends_in_block(text: str) -> bool:
    """Tell whether the last value is a block scalar.

    The final line end is then part of the value, so a file that lacks it gets one.
    """
    node = marks.compose(text)
    while node.items:
        node = node.items[-1]
    return node.style in ("|", ">")


def _reads_as(result: bytes, intended: Value) -> bool:
    """Tell whether the new bytes read as intended; checked before anything is written to disk."""
    try:
        return reader.read(result) == intended
    except Unreadable:
        return False


def _mismatch() -> WriteMismatch:
    return WriteMismatch(hint="Gjør endringen i filen med en teksteditor, og meld fra om feilen.")


def _no_place(path: Path) -> NoPlace:
    return NoPlace(hint=_mismatch().hint, key=reader.dotted(path))


def apply(value: Mapping[str, Value], changes: Sequence[Change]) -> dict[str, Value]:
    """Return the values that the file must read as after the changes; raises `NoPlace`."""
    result: dict[str, Value] = copy.deepcopy(dict(value))
    for change in changes:
        new = scalars.text_form(change.value)
        parent, last = _parent(result, change.path)
        if isinstance(change, Remove | Rename):
            _take_away_or_rename(parent, last, change)
        elif isinstance(parent, dict) and isinstance(last, str):
            if isinstance(change, Append):
                new = _with_item(parent.get(last), new, change.path)
            parent[last] = new
        elif isinstance(parent, list) and isinstance(last, int) and 0 <= last < len(parent):
            if isinstance(change, Append):
                new = _with_item(parent[last], new, change.path)
            parent[last] = new
        else:
            raise _no_place(change.path)
    return result


def _take_away_or_rename(parent: Value, last: str | int, change: Remove | Rename) -> None:
    """Take away a key or an item, or give a key another name in the same place."""
    if isinstance(parent, dict) and isinstance(last, str) and last in parent:
        if isinstance(change, Remove):
            del parent[last]
            return
        if change.value not in parent:
            pairs = [(change.value if key == last else key, it) for key, it in parent.items()]
            parent.clear()
            parent.update(pairs)
            return
    elif isinstance(parent, list) and last in range(len(parent)) and isinstance(change, Remove):
        del parent[int(last)]
        return
    raise _no_place(change.path)


def _with_item(old: Value, new: Value, path: Path) -> Value:
    if old is None:
        return [new]
    if isinstance(old, list):
        return [*old, new]
    raise _no_place(path)


def _parent(root: dict[str, Value], path: Path) -> tuple[Value, str | int]:
    """Return the parent of the last step, and that step; missing mappings are made."""
    if not path:
        raise _no_place(path)
    here: Value = root
    for step in path[:-1]:
        if isinstance(here, dict) and isinstance(step, str):
            if here.get(step) is None:
                here[step] = {}
            here = here[step]
        elif isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here):
            here[step] = {} if here[step] is None else here[step]
            here = here[step]
        else:
            raise _no_place(path)
    return here, path[-1]


def dump(
    value: Mapping[str, WriteValue], *, header: str = "", flow: layout.FlowRule | None = None
) -> bytes:
    """Return a new file: block style, literal blocks, small values in flow style, UTF-8 and LF.

    `header` is comment lines for the top. `flow` tells which small mappings and lists may be in
    flow style if they fit in 100 columns; by default those under a key below the top level.
    """
    style = layout.Style(flow or (lambda path: len(path) > 1 and isinstance(path[-1], str)))
    lines = layout.mapping_lines(value, 0, (), style) if value else ["{}"]
    top = header if not header or header.endswith("\n") else header + "\n"
    result = (top + "".join(line + "\n" for line in lines)).encode("utf-8")
    intended = scalars.text_form(value)
    if not _reads_as(result, intended) or not cross_check.agrees(result, intended):
        raise _mismatch()
    return result
