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


_EMPTY: dict[str, object] = {
    "saker": 0, "versjoner": 0, "fra": None, "grunn": False, "fra_for_historikken": 0,
    "ikke_versjonert": [], "innforinger": [], "endringer": [], "ventende": [], "anker": [],
}  # fmt: skip


def data(found: Report, *, detailed: bool = False, names: bool = False) -> dict[str, object]:
    """Return the history for programs; `detailed` has each entry of the one case shown."""
    rows = shown(found, names=names) if detailed else None
    left = _left(found) if detailed else []
    return {
        **_EMPTY,
        "saker": len(found.histories),
        "versjoner": found.commits,
        "fra": minute_of(found.begins) if found.begins is not None else None,
        "grunn": found.archive.versions.is_shallow,
        "fra_for_historikken": found.before,
        "ikke_versjonert": list(found.unrecorded),
        "innforinger": [_entry(entry) for entry in rows.entries] if rows else [],
        "endringer": _changes(found, rows),
        "ventende": left,
    }


def _entry(shown: Shown) -> dict[str, object]:
    return {
        "innforing": shown.key,
        "hva": shown.what,
        "skjedde": shown.happened,
        "av": shown.by,
        "fort": shown.recorded,
        "fort_av": shown.recorder,
        "navn": shown.name,
        "versjon": shown.event.commit,
        "slag": shown.event.slag.value,
        "nokler": [] if shown.event.slag is Slag.NY else list(keys(shown.event)),
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
    return [_waiting(row) for row in rows]


def _waiting(difference: Difference) -> dict[str, object]:
    if difference.is_new:
        slag = Slag.NY
    elif difference.is_gone:
        slag = Slag.FJERNET
    else:
        slag = Slag.ENDRET if difference.changed or difference.removed else Slag.LAGT_TIL
    return {
        "slag": slag.value,
        "innforing": entry_id(difference.record) or dotted_key(difference.place),
        "hva": describe(difference.record, difference.place),
    }


def anchor_data(answer: Answer) -> dict[str, object]:
    """Return which versions a document was made from, for programs."""
    return {
        **_EMPTY,
        "saker": len({match.sak for match in answer.matches}),
        "versjoner": sum(len(match.commits) for match in answer.matches),
        "grunn": answer.is_shallow,
        "anker": [_match(match) for match in answer.matches],
    }


def _match(match: Match) -> dict[str, object]:
    return {
        "sak": match.sak,
        "sha256": match.sha256,
        "versjoner": list(match.commits),
        "fort": minute_of(match.recorded),
        "siste": match.is_latest,
        "senere": match.later,
        "tapt": match.lost,
    }
