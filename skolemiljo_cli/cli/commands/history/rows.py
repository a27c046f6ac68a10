"""The course of one case, row by row: what was recorded, when it happened, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.ids import PARTY_KEY
from skolemiljo_cli.model.vocab import Loggtype, label
from skolemiljo_cli.services.history.authors import recorders
from skolemiljo_cli.services.history.follow import Slag
from skolemiljo_cli.services.history.record_rules import BY_WHOM, HAPPENED, KEPT, general
from skolemiljo_cli.services.history.records import day_in
from skolemiljo_cli.services.history.report import in_order, last_version
from skolemiljo_cli.services.history.wording import describe, dotted_key, entry_id, minute_of

if TYPE_CHECKING:
    from skolemiljo_cli.services.history.follow import Event
    from skolemiljo_cli.services.history.report import Report
    from skolemiljo_cli.store.git.log import Commit

CAME = frozenset({Slag.NY, Slag.LAGT_TIL, Slag.ERSTATTET})
"""What is recorded; the rest takes something away, or was said when branches were joined."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One record as it came into the history.

    `by` is the party that the record names, `recorder` who recorded it by key or number, and
    `name` that person's name in git, only when it was asked for. Times are Norwegian.
    """

    event: Event
    key: str | None
    what: str
    happened: str | None
    by: str | None
    recorded: str
    recorder: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a case, and who made each of its commits."""

    entries: tuple[Shown, ...]
    who: dict[str, str]
    names: dict[str, str]


def shown(found: Report, *, names: bool) -> Rows:
    """Return the course of the one case looked at."""
    (history,) = found.histories
    known = found.archive.versions.commits
    people = recorders(last_version(found.archive, history.sak))
    events = in_order(found.archive, history)
    who = {event.commit: people.key(known[event.commit]) for event in events}
    called_by = {person: known[person].author for person in who} if names else {}
    kept = frozenset(KEPT.values())
    rows = tuple(
        _row(event, known[event.commit], who[event.commit], called_by.get(event.commit))
        for event in events
        if event.slag in CAME and event.record[:-1] not in kept
    )
    return Rows(rows, who, called_by)


def _row(event: Event, commit: Commit, recorder: str, name: str | None) -> Shown:
    said = {leaf[0]: text for leaf, _, text in event.values if len(leaf) == 1 and text}
    return Shown(
        event,
        entry_id(event.record) or dotted_key(event.place),
        _what(event, said),
        _happened(event, said),
        next((said[key] for key in BY_WHOM if PARTY_KEY.fullmatch(said.get(key, ""))), None),
        minute_of(commit.recorded),
        recorder,
        name,
    )


def _what(event: Event, said: dict[str, str]) -> str:
    kind = said.get("type", "")
    if general(event.record) == ("logg", "*") and kind in set(Loggtype):
        return f"{label(kind)} {event.record[-1]}"
    return describe(event.record, event.place)


def _happened(event: Event, said: dict[str, str]) -> str | None:
    keys = HAPPENED.get(general(event.record), ())
    return next((day for key in keys if (day := day_in(said.get(key, "")))), None)
