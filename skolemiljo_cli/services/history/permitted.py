"""Which changes of what was recorded leave the old to be seen: no finding, but told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.services.history.differences import keeps, new_entries
from skolemiljo_cli.services.history.record_rules import (
    EARLIER,
    FULFILLED,
    KEPT,
    MAY_CHANGE,
    PLAN,
    PLAN_TEXTS,
    REVISIONS,
    general,
)
from skolemiljo_cli.services.history.records import leaves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from skolemiljo_cli.services.history.differences import Difference, Version
    from skolemiljo_cli.services.history.record_rules import Leaf

DAY_AND_NIGHT = 24 * 60 * 60
"""Seconds within which a slip may be taken back without being a finding."""


def allowed(one: Difference, before: Version, now: Version) -> frozenset[Leaf]:
    """Return the leaves that were changed or removed the way the commands do it."""
    touched = frozenset((*one.changed, *one.removed))
    if not touched:
        return touched
    if one.record in KEPT:
        return touched if keeps(one.record, before, now) else frozenset()
    if one.record in FULFILLED and _is_fulfilled(one, before, now):
        return touched
    if one.record == PLAN:
        return frozenset(leaf for leaf in touched if _is_revised(leaf, before, now))
    return may_change(one) & touched


def may_change(one: Difference) -> frozenset[Leaf]:
    """Return the leaves that hold until they no longer do."""
    free = MAY_CHANGE.get(general(one.record), frozenset())
    return frozenset(
        leaf for leaf in (*one.changed, *one.removed, *one.added, *one.dropped) if leaf[0] in free
    )


def _is_fulfilled(one: Difference, before: Version, now: Version) -> bool:
    done, reason = FULFILLED[one.record]
    if one.record not in before or one.record not in now:
        return False
    old, new = leaves(before[one.record].own), leaves(now[one.record].own)
    stays = (reason,) in old and old[reason,] == new.get((reason,))
    return (done,) not in old and (done,) in new and stays


def _is_revised(leaf: Leaf, before: Version, now: Version) -> bool:
    if leaf[0] not in PLAN_TEXTS or PLAN not in before:
        return False
    stood = leaves(before[PLAN].own)[leaf]
    revisions = new_entries(REVISIONS, before, now)
    return any(one.get((EARLIER, leaf[0])) == stood for one in revisions)


def kept_from_a_side(one: Difference, sides: Sequence[Version]) -> bool:
    """Tell whether a merge laid what a side had into the list of earlier ones."""
    places = [record for record, kept in KEPT.items() if kept == one.record[:-1]]
    stood = [leaves(side[record].own) for side in sides for record in places if record in side]
    return one.is_new and one.added in stood


def takes_back(one: Difference, before: Version, after: Version) -> bool:
    """Tell whether all that the record loses now is what the change taken back had put there.

    `before` and `after` are the versions round that change.
    """
    old = leaves(before[one.record].own) if one.record in before else {}
    made = leaves(after[one.record].own) if one.record in after else {}
    gone = all(
        made.get(leaf) == text and old.get(leaf) != text for leaf, text in one.removed.items()
    )
    back = all(
        made.get(leaf) == now and old.get(leaf) == then for leaf, (now, then) in one.changed.items()
    )
    return gone and back
