"""Which changes of recorded values are no finding, and which additions are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skolemiljo_cli.model.derived.party_references import rekeyed_anywhere
from skolemiljo_cli.services.history import record_rules as rules
from skolemiljo_cli.services.history.differences import (
    Difference,
    Version,
    is_kept_in_list,
    new_entries,
)
from skolemiljo_cli.services.history.record_rules import Leaf, Record, general
from skolemiljo_cli.services.history.records import Written, leaves

UNDO_SECONDS = 24 * 60 * 60
"""A mistake that is undone within this time is no finding."""


def allowed(difference: Difference, before: Version, now: Version) -> frozenset[Leaf]:
    """Return the leaves that were changed or removed the way the commands do it."""
    record = difference.record
    touched = frozenset((*difference.changed, *difference.removed))
    if not touched:
        return touched
    if record in rules.KEPT:
        return touched if is_kept_in_list(record, before, now) else frozenset()
    if record in rules.FULFILLED and _is_fulfilled(record, before, now):
        return touched
    if general(record) == rules.PARTY:
        kept = (leaf for leaf in difference.changed if is_kept_by_party(difference, leaf, now))
        return frozenset(kept) | (may_change(difference) & touched)
    if record == rules.PLAN:
        return frozenset(leaf for leaf in touched if _is_revised(leaf, before, now))
    return may_change(difference) & touched


def may_change(difference: Difference) -> frozenset[Leaf]:
    """Return the leaves of the difference that may change at any time, as a contact may."""
    free = rules.MAY_CHANGE.get(general(difference.record), frozenset())
    leaves_in_it = (
        *difference.changed,
        *difference.removed,
        *difference.added,
        *difference.dropped,
    )
    return frozenset(leaf for leaf in leaves_in_it if leaf[0] in free)


def _is_fulfilled(record: Record, before: Version, now: Version) -> bool:
    done, reason = rules.FULFILLED[record]
    if record not in before or record not in now:
        return False
    old, new = leaves(before[record].own), leaves(now[record].own)
    keeps_reason = (reason,) in old and old[reason,] == new.get((reason,))
    return (done,) not in old and (done,) in new and keeps_reason


def _is_revised(leaf: Leaf, before: Version, now: Version) -> bool:
    if leaf[0] not in rules.PLAN_TEXTS or rules.PLAN not in before:
        return False
    old_text = leaves(before[rules.PLAN].own)[leaf]
    revisions = new_entries(rules.REVISIONS, before, now)
    return any(revision.get((rules.EARLIER, leaf[0])) == old_text for revision in revisions)


def is_kept_from_a_side(difference: Difference, sides: Sequence[Version]) -> bool:
    """Tell whether a merge added what a side had to the list of earlier ones."""
    replaced = [
        record for record, earlier in rules.KEPT.items() if earlier == difference.record[:-1]
    ]
    values = [leaves(side[record].own) for side in sides for record in replaced if record in side]
    return difference.is_new and difference.added in values


def is_undo(difference: Difference, before: Version, after: Version) -> bool:
    """Tell whether a difference does no more than undo the change from `before` to `after`."""
    record = difference.record
    old = leaves(before[record].own) if record in before else {}
    made = leaves(after[record].own) if record in after else {}
    only_added_values_removed = all(
        made.get(leaf) == text and old.get(leaf) != text
        for leaf, text in difference.removed.items()
    )
    only_old_values_restored = all(
        made.get(leaf) == was and old.get(leaf) == text
        for leaf, (was, text) in difference.changed.items()
    )
    return only_added_values_removed and only_old_values_restored


def invalidating(difference: Difference) -> frozenset[Leaf]:
    """Return the values added to an existing record that make another record invalid."""
    return frozenset() if difference.is_new else frozenset(difference.added) & rules.OUT_OF_USE


def is_who(difference: Difference, leaf: Leaf) -> bool:
    """Tell whether a leaf says who a party is.

    When a merge chooses between two people with one key, everything that one side wrote about its
    person will be read as about the other, so the choice is a change.
    """
    return general(difference.record) == rules.PARTY and leaf in rules.WHO


def is_kept_by_party(difference: Difference, leaf: Leaf, now: Version) -> bool:
    """Tell whether a party keeps its former name, or its former role, beside the new one."""
    record = difference.record
    pair = difference.changed.get(leaf) or difference.chosen.get(leaf)
    if pair is None or record not in now:
        return False
    if leaf == ("navn",):
        return (rules.FORMER_NAMES, "[]", pair[0]) in leaves(now[record].own)
    past = (*record, rules.FORMER_ROLES)
    rows = (written.own for place, written in now.items() if place[:-1] == past)
    return leaf == ("rolle",) and any(row.get("rolle") == pair[0] for row in rows)


def as_united(before: Version, now: Version) -> Version:
    """Return the version before with the keys of parties that `now` says are one person.

    What `party unite` rewrites is then no difference; everything else still is.
    """
    new = {
        key: record[1]
        for record, written in now.items()
        if general(record) == rules.PARTY and (*rules.PARTY[:1], record[1]) in before
        for key in _words(written.own.get(rules.FORMER_KEYS))
        if (*rules.PARTY[:1], key) in before and (*rules.PARTY[:1], key) not in now
    }
    if not new:
        return before
    return {
        tuple(_step(step, new) for step in record): Written(
            rekeyed_anywhere(written.own, new), written.place
        )
        for record, written in before.items()
        if not (record[:1] == rules.PARTY[:1] and record[1] in new)
    }


def _words(value: object) -> tuple[str, ...]:
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()


def _step(step: str, new: Mapping[str, str]) -> str:
    """Return the name of an entry that is known by its content, with the new keys."""
    return "|".join(
        f"{leaf}={new.get(text, text)}" if equals else leaf
        for leaf, equals, text in (part.partition("=") for part in step.split("|"))
    )
