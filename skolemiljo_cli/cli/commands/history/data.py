"""The history as data: keys, days and commits, never what a text says and, unasked, no names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.cli.commands.history.rows import CAME, shown
from skolemiljo_cli.services.history.follow import Slag
from skolemiljo_cli.services.history.report import in_order, not_yet_recorded
from skolemiljo_cli.services.history.wording import (
    dates,
    describe,
    dotted_key,
    entry_id,
    keys,
    minute_of,
)

if TYPE_CHECKING:
    from skolemiljo_cli.cli.commands.history.rows import Rows, Shown
    from skolemiljo_cli.services.history.anchor import Answer, Match
    from skolemiljo_cli.services.history.differences import Difference
    from skolemiljo_cli.services.history.follow import Event
    from skolemiljo_cli.services.history.report import Report


def data(found: Report, *, detailed: bool = False, names: bool = False) -> dict[str, object]:
    """Return the history for programs; `detailed` has each entry of the one case shown."""
    rows = shown(found, names=names) if detailed else None
    left = _left(found) if detailed else []
    return {
        "saker": len(found.histories),
        "versjoner": found.commits,
        "fra": minute_of(found.begins) if found.begins is not None else None,
        "grunn": found.archive.versions.is_shallow,
        "fra_for_historikken": found.before,
        "ikke_versjonert": list(found.unrecorded),
        "innforinger": [_entry(one) for one in rows.entries] if rows else [],
        "endringer": _changes(found, rows),
        "ventende": left,
        "anker": [],
    }


def _entry(one: Shown) -> dict[str, object]:
    return {
        "innforing": one.key,
        "hva": one.what,
        "skjedde": one.happened,
        "av": one.by,
        "fort": one.recorded,
        "fort_av": one.recorder,
        "navn": one.name,
        "versjon": one.event.commit,
        "slag": one.event.slag.value,
        "nokler": [] if one.event.slag is Slag.NY else list(keys(one.event)),
    }


def _changes(found: Report, rows: Rows | None) -> list[dict[str, object]]:
    who = rows.who if rows else {}
    return [
        _change(found, history.sak, event, who.get(event.commit))
        for history in found.histories
        for event in in_order(found.archive, history)
        if event.slag not in CAME
    ]


def _change(found: Report, sak: str, event: Event, recorder: str | None) -> dict[str, object]:
    days = dates(event)
    return {
        "sak": sak,
        "slag": event.slag.value,
        "i_sammenslaing": event.is_merge,
        "innforing": entry_id(event.record) or dotted_key(event.place),
        "hva": describe(event.record, event.place),
        "nokler": [] if event.is_gone else list(keys(event)),
        "dato_for": days[0] if days else None,
        "dato_etter": days[1] if days else None,
        "fort": minute_of(found.archive.versions.commits[event.commit].recorded),
        "fort_av": recorder,
        "versjon": event.commit,
    }


def _left(found: Report) -> list[dict[str, object]]:
    rows = not_yet_recorded(found.archive, found.histories[0].sak) or ()
    return [_waiting(one) for one in rows]


def _waiting(one: Difference) -> dict[str, object]:
    if one.is_new:
        slag = Slag.NY
    elif one.is_gone:
        slag = Slag.FJERNET
    else:
        slag = Slag.ENDRET if one.changed or one.removed else Slag.LAGT_TIL
    return {
        "slag": slag.value,
        "innforing": entry_id(one.record) or dotted_key(one.place),
        "hva": describe(one.record, one.place),
    }


def anchor_data(answer: Answer) -> dict[str, object]:
    """Return which versions a document was made from, for programs."""
    return {
        "saker": len({one.sak for one in answer.matches}),
        "versjoner": sum(len(one.commits) for one in answer.matches),
        "fra": None,
        "grunn": answer.is_shallow,
        "fra_for_historikken": 0,
        "ikke_versjonert": [],
        "innforinger": [],
        "endringer": [],
        "ventende": [],
        "anker": [_match(one) for one in answer.matches],
    }


def _match(one: Match) -> dict[str, object]:
    return {
        "sak": one.sak,
        "sha256": one.sha256,
        "versjoner": list(one.commits),
        "fort": minute_of(one.recorded),
        "siste": one.is_latest,
        "senere": one.later,
        "tapt": one.lost,
    }
