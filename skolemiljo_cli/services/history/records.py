"""Splitting a version of a case into records: its entries by id, and its single sections."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.services.history import record_rules as rules
from skolemiljo_cli.services.history.record_rules import Leaf, Record, general

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Path, Value

Leaves: TypeAlias = "dict[Leaf, str]"

_OWN = "x-"
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:00)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")
_SAME = {"true": "ja", "false": "nei"}


@dataclass(frozen=True, slots=True)
class Written:
    """One record: its own values, without those of the records inside it, and its path."""

    own: Mapping[str, Value]
    place: Path


def records(values: Mapping[str, Value]) -> dict[Record, Written]:
    """Return the records of a version by path; the school's own `x-` keys are left out.

    Entries are identified by id, whatever their position. A list of words belongs to the record
    that it is in; the entries of any other list are records of their own.
    """
    found: dict[Record, Written] = {}
    _split((), (), values, found)
    return found


def _split(
    record: Record, place: Path, values: Mapping[str, Value], found: dict[Record, Written]
) -> None:
    own: dict[str, Value] = {}
    found[record] = Written(own, place)
    for key, value in values.items():
        if isinstance(value, str):
            if not key.startswith(_OWN):
                own[key] = value
        elif not value or key.startswith(_OWN):
            continue
        elif isinstance(value, list):
            if any(isinstance(item, dict) for item in value):
                _entries((*record, key), (*place, key), value, found)
            else:
                own[key] = value
        elif general((*record, key)) in _SECTIONS_AND_PARENTS:
            _split((*record, key), (*place, key), value, found)
        else:
            own[key] = value
    if not own:
        del found[record]


_SECTIONS_AND_PARENTS = {
    path[:length] for path in rules.SECTIONS for length in range(1, len(path) + 1)
}


def _entries(
    list_path: Record, place: Path, rows: list[Value], found: dict[Record, Written]
) -> None:
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows):
        entry: Mapping[str, Value] = row if isinstance(row, dict) else {"": row}
        name = _entry_name(list_path[-1], entry)
        seen[name] += 1
        suffix = f" {seen[name]}" if seen[name] > 1 else ""
        _split((*list_path, name + suffix), (*place, number), entry, found)


def _entry_name(list_name: str, entry: Mapping[str, Value]) -> str:
    if isinstance(entry_id := entry.get("id"), str):
        return entry_id
    if keys := rules.KNOWN_BY.get(list_name):
        return "|".join(
            plain(value) if isinstance(value := entry.get(key), str) else "" for key in keys
        )
    return "|".join(f"{'.'.join(leaf)}={text}" for leaf, text in sorted(leaves(entry).items()))


def leaves(own: Mapping[str, Value]) -> Leaves:
    """Return the values of a record by path, normalized so that different spellings are equal."""
    found: Leaves = {}
    for key, value in own.items():
        if not key.startswith(_OWN):
            single = key == "til" and "rolle" not in own and isinstance(value, str)
            if single:  # a day, or whom a report was sent to: only a guardian has several
                found[key,] = plain(str(value))
            else:
                _flatten((key,), value, found)
    return found


def _flatten(path: Leaf, value: Value, found: Leaves) -> None:
    if isinstance(value, str):
        if path[-1] in rules.ONE_OR_MANY:
            _add_word(path, value, found)
        else:
            found[path] = plain(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _flatten((*path, key), inner, found)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                _add_word(path, item, found)
            else:
                _flatten((*path, "[]"), item, found)


def _add_word(path: Leaf, word: str, found: Leaves) -> None:
    """Add an item of a list of words; a repeated word counts once."""
    text = plain(word)
    found[*path, "[]", text] = text


def plain(text: str) -> str:
    """Return the text normalized for comparison.

    White space, times and yes or no may be written in several ways, and a letter with a mark may
    be one character or two (NFC).
    """
    text = unicodedata.normalize("NFC", text)
    moment = _MOMENT.fullmatch(text)
    if moment:
        return f"{moment[1]}T{moment[2]}"
    return _SAME.get(text.lower(), " ".join(text.split()))


def day_in(text: str) -> str | None:
    """Return the text if it is a day or a time, which may be shown; None for anything else."""
    return text if _DAY.fullmatch(text) else None


def key_of(leaf: Leaf) -> Leaf:
    """Return the leaf's path without the item of a list of words."""
    return leaf[: leaf.index("[]")] if "[]" in leaf else leaf
