"""A version of a case with other keys for some parties: its values, and its text."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import yaml

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.model.derived.party_references import (
    Form,
    Reference,
    with_new_keys,
    word_with_new_key,
)
from skolemiljo_cli.store.merge import text
from skolemiljo_cli.store.merge.persons import PARTIES, Values
from skolemiljo_cli.store.yaml import marks, reader, writer
from skolemiljo_cli.store.yaml.splice import Edit
from skolemiljo_cli.store.yaml.writer import Put

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Path, Value

NewKeys: TypeAlias = Mapping[str, str]
_BOM = "\ufeff"


class Version(NamedTuple):
    """The bytes of one version, and what they say."""

    data: bytes
    values: Values


@dataclass(frozen=True, slots=True)
class Rekeying:
    """What shall be changed: the keys of the parties, their ids, and the keys in each reference.

    `ids` are by the new keys.
    """

    parties: NewKeys = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    references: tuple[tuple[Reference, NewKeys], ...] = ()


def rekeyed(version: Version, wanted: Rekeying) -> Version:
    """Return the version with the changes; every other byte of its text stays where possible."""
    if not (wanted.parties or wanted.ids or wanted.references):
        return version
    at: _Changes = {}
    for reference, new in wanted.references:
        at[reference.place, reference.form is Form.KEY] = (reference, new)
    values = _values(version.values, (), at)
    assert isinstance(values, dict)  # noqa: S101 - a case is a mapping
    values[PARTIES] = _parties(values.get(PARTIES), wanted)
    with contextlib.suppress(yaml.YAMLError, LookupError, ValueError, LedgerError):
        data = _with_ids(_in_place(version.data, wanted), wanted.ids)
        if reader.read(data) == values:
            return Version(data, values)
    return Version(text.write(version.data, version.data, version.data, values), values)


_Changes: TypeAlias = "dict[tuple[Path, bool], tuple[Reference, NewKeys]]"
"""The changes by place, and whether it is the key of a mapping that is changed there."""


def _values(value: Value, place: Path, at: _Changes) -> Value:
    if isinstance(value, dict):
        result: Values = {}
        for key, inner in value.items():
            step = (*place, key)
            _, new = at.get((step, True), (None, {}))
            result[new.get(key, key)] = _values(inner, step, at)
        return result
    if isinstance(value, list):
        return [_values(inner, (*place, number), at) for number, inner in enumerate(value)]
    if isinstance(value, str) and (place, False) in at:
        return _said(value, *at[place, False])
    return value


def _said(words: str, reference: Reference, new: NewKeys) -> str:
    """Return a word or text with other keys in it; also one as it is written, in quotes."""
    if reference.form is Form.TEXT:
        return with_new_keys(words, new)
    return words.replace(reference.said, word_with_new_key(reference.said, new))


def _parties(written: Value, wanted: Rekeying) -> Value:
    if not isinstance(written, dict):
        return written
    parties = {wanted.parties.get(key, key): party for key, party in written.items()}
    for key, own in wanted.ids.items():
        party = parties[key]
        parties[key] = {**(party if isinstance(party, dict) else {}), "id": own}
    return parties


def _in_place(data: bytes, wanted: Rekeying) -> bytes:
    """Return the text with the keys exchanged where they stand."""
    written = data.decode("utf-8")
    bom = _BOM if written.startswith(_BOM) else ""
    page = written.removeprefix(bom)
    root = marks.compose(page if page.endswith("\n") else page + "\n")
    edits = [*_edits(page, root, wanted)]
    for edit in sorted(edits, reverse=True):
        page = page[: edit.start] + edit.text + page[edit.end :]
    return (bom + page).encode("utf-8")


def _edits(page: str, root: marks.Node, wanted: Rekeying) -> Iterator[Edit]:
    for key, new_key in wanted.parties.items():
        yield _key_edit(page, root, (PARTIES, key), new_key)
    for reference, new in wanted.references:
        if reference.form is Form.KEY:
            yield _key_edit(page, root, reference.place, new[reference.said])
            continue
        node, depth = marks.find(root, reference.place)
        if depth < len(reference.place):
            raise LookupError
        yield Edit(node.start, node.end, _said(page[node.start : node.end], reference, new))


def _key_edit(page: str, root: marks.Node, place: Path, new: str) -> Edit:
    node, _ = marks.find(root, place[:-1])
    key = next(key for key in node.keys if key.value == place[-1])
    return Edit(key.start, key.end, page[key.start : key.end].replace(str(place[-1]), new))


def _with_ids(data: bytes, ids: Mapping[str, str]) -> bytes:
    return writer.rewrite(data, [Put((PARTIES, key, "id"), own) for key, own in ids.items()])
