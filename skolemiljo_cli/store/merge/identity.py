"""Matching the items of lists in several versions, and putting them in order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value

Identity: TypeAlias = tuple[str, str, int]
"""What identifies a list item: `id` or `fil` with its value, or `=` with the whole item as JSON;
and a number that tells equal items apart."""

Items: TypeAlias = "Mapping[Identity, Value]"

_ID_KEYS = ("id", "fil")
_TIME_KEYS = ("tid", "dato", "fra")


def identities(items: Sequence[Value]) -> list[Identity]:
    """Return the identity of each item; equal items are numbered from 0."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for item in items:
        kind = _kind(item)
        found.append((*kind, seen[kind]))
        seen[kind] += 1
    return found


def by_identity(items: Sequence[Value]) -> dict[Identity, Value]:
    """Return the items by identity, in their order."""
    return dict(zip(identities(items), items, strict=True))


def _kind(item: Value) -> tuple[str, str]:
    if isinstance(item, dict):
        for name in _ID_KEYS:
            if isinstance(value := item.get(name), str):
                return name, value
    return "=", json.dumps(item, ensure_ascii=False, sort_keys=True)


def display_name(identity: Identity) -> str:
    """Return the item's id, to show to people; `…` when it has none: its text may be a name."""
    return identity[1] if identity[0] == "id" else "…"


def ordered(base: Sequence[Identity], ours: Items, theirs: Items, kept: Items) -> list[Identity]:
    """Return the kept items in order; swapping the two sides gives the same order.

    Items of the base keep their order. New items come where their side put them; where both sides
    put some, each side's order is kept and the earlier in time comes first.
    """
    common = [item for item in _base_order(base, ours, theirs) if item in kept]
    anchors = set(common)
    mine, others = _new_after(ours, anchors, kept), _new_after(theirs, anchors, kept)
    result: list[Identity] = []
    done = set(common)
    for anchor in (None, *common):
        if anchor is not None:
            result.append(anchor)
        woven = _weave(mine.get(anchor, []), others.get(anchor, []), kept)
        new = [item for item in woven if item not in done]
        done.update(new)
        result += new
    return result


def _base_order(base: Sequence[Identity], ours: Items, theirs: Items) -> list[Identity]:
    """Return the base's items that a side still has, in the order of a side that reordered them."""
    left = [item for item in base if item in ours or item in theirs]
    reordered = []
    for side in (ours, theirs):
        order = [item for item in side if item in set(left)]
        if order != [item for item in left if item in side]:
            reordered.append(order)
    if not reordered:
        return left
    chosen = min(reordered)
    return [*chosen, *(item for item in left if item not in set(chosen))]


def _new_after(
    side: Items, anchors: set[Identity], kept: Items
) -> dict[Identity | None, list[Identity]]:
    """Return the new items of a side by the item that they follow; None is the beginning."""
    found: dict[Identity | None, list[Identity]] = {}
    last: Identity | None = None
    for item in side:
        if item in anchors:
            last = item
        elif item in kept:
            found.setdefault(last, []).append(item)
    return found


def _weave(mine: list[Identity], others: list[Identity], values: Items) -> Iterator[Identity]:
    left = [list(mine), list(others)]
    while all(left):
        first = min((side[0] for side in left), key=lambda item: _sort_key(item, values))
        yield first
        left = [[item for item in side if item != first] for side in left]
    yield from (*left[0], *left[1])


def _sort_key(identity: Identity, values: Items) -> tuple[str, Identity]:
    item = values[identity]
    times = (item.get(name) for name in _TIME_KEYS) if isinstance(item, dict) else ()
    return next((time for time in times if isinstance(time, str)), ""), identity
