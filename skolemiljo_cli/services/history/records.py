"""A version of a case as records: entries by id and the sections there is one of."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from skolemiljo_cli.services.history.record_rules import KNOWN_BY, ONE_OR_MANY, SECTIONS, general

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skolemiljo_cli.services.history.record_rules import Leaf, Record
    from skolemiljo_cli.store.yaml.values import Path, Value

Leaves: TypeAlias = "dict[Leaf, str]"

_OWN = "x-"
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:00)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")
_SAME = {"true": "ja", "false": "nei"}


@dataclass(frozen=True, slots=True)
class Written:
    """One record as it is written: what it says itself, and where it stands in the file."""

    own: Mapping[str, Value]
    place: Path


def records(values: Mapping[str, Value]) -> dict[Record, Written]:
    """Return the records of a version by the way to each; the school's own `x-` keys are left out.

    An entry is known by its id, wherever it stands in its list; a list is seen as a part of the
    record it lies in only when it holds words.
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
            if any(isinstance(one, dict) for one in value):
                _entries((*record, key), (*place, key), value, found)
            else:
                own[key] = value
        elif _leads_to_sections((*record, key)):
            _split((*record, key), (*place, key), value, found)
        else:
            own[key] = value
    if not own:
        del found[record]


_ON_THE_WAY = {one[:length] for one in SECTIONS for length in range(1, len(one) + 1)}


@lru_cache(maxsize=4096)
def _leads_to_sections(way: Record) -> bool:
    return general(way) in _ON_THE_WAY


def _entries(way: Record, place: Path, rows: list[Value], found: dict[Record, Written]) -> None:
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows):
        entry: Mapping[str, Value] = row if isinstance(row, dict) else {"": row}
        name = _known_by(way[-1], entry)
        seen[name] += 1
        again = f" {seen[name]}" if seen[name] > 1 else ""
        _split((*way, name + again), (*place, number), entry, found)


def _known_by(called: str, entry: Mapping[str, Value]) -> str:
    if isinstance(found := entry.get("id"), str):
        return found
    keys = KNOWN_BY.get(called)
    if keys:
        return "|".join(
            plain(one) if isinstance(one := entry.get(key), str) else "" for key in keys
        )
    return "|".join(f"{'.'.join(leaf)}={text}" for leaf, text in sorted(leaves(entry).items()))


def leaves(own: Mapping[str, Value]) -> Leaves:
    """Return the values of a record by the way to each, alike for what only looks different."""
    found: Leaves = {}
    for key, value in own.items():
        if not key.startswith(_OWN):
            _flatten((key,), value, found)
    return found


def _flatten(way: Leaf, value: Value, found: Leaves) -> None:
    if isinstance(value, str):
        if way[-1] in ONE_OR_MANY:
            _item(way, value, found)
        else:
            found[way] = plain(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _flatten((*way, key), inner, found)
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, str):
                _item(way, one, found)
            else:
                _flatten((*way, "[]"), one, found)


def _item(way: Leaf, word: str, found: Leaves) -> None:
    """Note an item of a list of words; the same word twice is said once."""
    text = plain(word)
    found[*way, "[]", text] = text


def plain(text: str) -> str:
    """Return the text as it is compared: line breaks, and other ways to write a time or a yes.

    A letter with a mark may be one character or two, as the machine it was typed on has it.
    """
    text = unicodedata.normalize("NFC", text)
    moment = _MOMENT.fullmatch(text)
    if moment:
        return f"{moment[1]}T{moment[2]}"
    return _SAME.get(text.lower(), " ".join(text.split()))


def day_in(text: str) -> str | None:
    """Return the text when it is a day or a moment, which may be shown; None for anything else."""
    return text if _DAY.fullmatch(text) else None


def key_of(leaf: Leaf) -> Leaf:
    """Return the key a leaf belongs to, without the word of a list."""
    return leaf[: leaf.index("[]")] if "[]" in leaf else leaf
