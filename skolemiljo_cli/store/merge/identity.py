"""Which item of a list is which, and in what order the items of two sides stand."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from skolemiljo_cli.store.yaml.values import Value

Identity: TypeAlias = tuple[str, str, int]
"""What makes an item itself: `id` or `fil` with its value, else all of it; and which of several."""

_NAMES = ("id", "fil")
_WHEN = ("tid", "dato", "fra")


def identities(items: Sequence[Value]) -> list[Identity]:
    """Return the identity of each item; two that say the same are told apart by their number."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for item in items:
        kind = _kind(item)
        found.append((*kind, seen[kind]))
        seen[kind] += 1
    return found


def by_identity(items: Sequence[Value]) -> dict[Identity, Value]:
    """Return the items by what makes them themselves, in their order."""
    return dict(zip(identities(items), items, strict=True))


def _kind(item: Value) -> tuple[str, str]:
    if isinstance(item, dict):
        for name in _NAMES:
            if isinstance(value := item.get(name), str):
                return name, value
    return "=", json.dumps(item, ensure_ascii=False, sort_keys=True)


def spoken(identity: Identity) -> str:
    """Return how an item is named to people: by its id; what has none is never named."""
    return identity[1] if identity[0] == "id" else "…"


def ordered(
    base: Sequence[Identity],
    ours: Mapping[Identity, Value],
    theirs: Mapping[Identity, Value],
    kept: Mapping[Identity, Value],
) -> list[Identity]:
    """Return the kept items in order: the same whichever side is called ours.

    What both have stands as it stood; new items come where their side put them, and where both
    put some, each side's own order is kept and the earlier in time comes first.
    """
    common = [one for one in _agreed(base, ours, theirs) if one in kept]
    anchors = set(common)
    mine, others = _new_after(ours, anchors, kept), _new_after(theirs, anchors, kept)
    result: list[Identity] = []
    done = set(common)
    for anchor in (None, *common):
        if anchor is not None:
            result.append(anchor)
        woven = _woven(mine.get(anchor, []), others.get(anchor, []), kept)
        new = [one for one in woven if one not in done]
        done.update(new)
        result += new
    return result


def _agreed(
    base: Sequence[Identity], ours: Mapping[Identity, Value], theirs: Mapping[Identity, Value]
) -> list[Identity]:
    """Return what the base and at least one side have, in the order of the side that moved it."""
    there = [one for one in base if one in ours or one in theirs]
    orders = []
    for side in (ours, theirs):
        known = [one for one in side if one in set(there)]
        if known != [one for one in there if one in side]:
            orders.append(known)
    if not orders:
        return there
    chosen = min(orders)
    return [*chosen, *(one for one in there if one not in set(chosen))]


def _new_after(
    side: Mapping[Identity, Value], anchors: set[Identity], kept: Mapping[Identity, Value]
) -> dict[Identity | None, list[Identity]]:
    """Return the new items of a side under the item that they follow; None is the beginning."""
    found: dict[Identity | None, list[Identity]] = {}
    last: Identity | None = None
    for one in side:
        if one in anchors:
            last = one
        elif one in kept:
            found.setdefault(last, []).append(one)
    return found


def _woven(
    mine: list[Identity], others: list[Identity], values: Mapping[Identity, Value]
) -> Iterator[Identity]:
    left = [list(mine), list(others)]
    while all(left):
        first = min((side[0] for side in left), key=lambda one: _when(one, values))
        yield first
        left = [[one for one in side if one != first] for side in left]
    yield from (*left[0], *left[1])


def _when(one: Identity, values: Mapping[Identity, Value]) -> tuple[str, Identity]:
    item = values[one]
    moments = (item.get(name) for name in _WHEN) if isinstance(item, dict) else ()
    return next((moment for moment in moments if isinstance(moment, str)), ""), one
