"""The history as a person reads it: the course of a case, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.commands.history.rows import shown
from skolemiljo_cli.cli.output.reply import Table
from skolemiljo_cli.services.history.findings import AHEAD, BACKWARDS, LATE, UNREADABLE
from skolemiljo_cli.services.history.follow import Slag
from skolemiljo_cli.services.history.record_rules import KEPT
from skolemiljo_cli.services.history.report import in_order, not_yet_recorded
from skolemiljo_cli.services.history.wording import dates, describe, keys, minute_of, quoted, short

if TYPE_CHECKING:
    from skolemiljo_cli.cli.commands.history.rows import Rows, Shown
    from skolemiljo_cli.services.history.anchor import Answer, Match
    from skolemiljo_cli.services.history.differences import Difference
    from skolemiljo_cli.services.history.follow import Event
    from skolemiljo_cli.services.history.report import Report

_HEADINGS = ("Ført", "Hva", "Skjedde", "Av", "Ført av", "Versjon")
_SHALLOW = (
    "Lageret har bare den nyeste delen av historikken (en grunn klon). Det som er eldre, kan ikke "
    "ses etter her; hent resten med: git fetch --unshallow"
)
_OF_TIME = frozenset({LATE, AHEAD, BACKWARDS})


def case_parts(found: Report, *, names: bool) -> Iterator[str | Table]:
    """Yield the course of a case: the rows, then what was changed, recorded late, or not yet."""
    (history,) = found.histories
    rows = shown(found, names=names)
    yield f"Sak {history.sak}, {_count(found.commits, 'versjon', 'versjoner')} i git"
    yield ""
    yield Table(_HEADINGS, tuple(_cells(entry) for entry in rows.entries if _is_worth_a_row(entry)))
    yield ""
    changed = [
        line for event in in_order(found.archive, history) if (line := _changed(found, event, rows))
    ]
    calm = "Ingenting er endret eller fjernet etter at det ble ført."
    yield from ("Endret eller fjernet etter at det ble ført", *changed) if changed else (calm,)
    yield from _under(
        "Ført sent, eller med en tid som ikke stemmer", _finding_lines(found, _OF_TIME)
    )
    yield from _under(
        "Versjoner som ikke kan leses", _finding_lines(found, frozenset({UNREADABLE}))
    )
    left = not_yet_recorded(found.archive, history.sak)
    if left is None:
        yield from _under("Ikke versjonert ennå", ["  Filen er endret, og kan ikke leses nå."])
    else:
        yield from _under("Ikke versjonert ennå", [_waiting(entry) for entry in left])


def _under(heading: str, lines: list[str]) -> tuple[str, ...]:
    return ("", heading, *lines) if lines else ()


def _finding_lines(found: Report, rules: frozenset[str]) -> list[str]:
    return [f"  {finding.message}" for finding in found.findings if finding.rule in rules]


def _is_worth_a_row(shown: Shown) -> bool:
    """Tell whether a row says more than that the case has such parties and such a type."""
    is_there = shown.event.slag is not Slag.ERSTATTET
    return not (is_there and shown.event.record[:1] in ((), ("parter",)))


def _cells(shown: Shown) -> tuple[str, ...]:
    recorder = f"{shown.recorder} {shown.name}" if shown.name else shown.recorder
    return (
        _time(shown.recorded),
        shown.what + _more(shown.event),
        _time(shown.happened or ""),
        shown.by or "",
        recorder,
        short(shown.event.commit),
    )


def _more(event: Event) -> str:
    """Return what a row says beyond that the record is new."""
    if event.slag is Slag.NY:
        return ""
    if event.record in KEPT:
        return ", på nytt"
    done = "lagt til" if event.slag is Slag.LAGT_TIL else "ny"
    return f": {quoted(keys(event))} {done}"


def _time(text: str) -> str:
    return text.replace("T", " ")


_DONE = {
    Slag.ENDRET: "endret",
    Slag.FJERNET: "fjernet",
    Slag.ANGRET: "angret samme døgn",
    Slag.VALGT: "valgt i en sammenslåing, der sidene sa hver sitt",
    Slag.TILFOYD: "kom til i en sammenslåing, uten å stå på noen av sidene",
}


def _changed(found: Report, event: Event, rows: Rows) -> str | None:
    known = found.archive.versions.commits[event.commit]
    who = " ".join(filter(None, (rows.who[event.commit], rows.names.get(event.commit))))
    start = f"  {_time(minute_of(known.recorded))}  {who}  "
    if event.slag is Slag.SAK_FJERNET:
        return f"{start}saken ble tatt ut av cases/ (versjon {short(event.commit)})"
    if event.slag not in _DONE:
        return None
    which = "" if event.is_gone or not event.values else f": {quoted(keys(event))}"
    pair = dates(event)
    days = f" fra {_time(pair[0])} til {_time(pair[1])}" if pair else ""
    merged = " i en sammenslåing" if event.is_merge and event.slag in _LOST else ""
    done = f"{_DONE[event.slag]}{days}{merged}"
    what = describe(event.record, event.place)
    return f"{start}{what}{which} {done} (versjon {short(event.commit)})"


_LOST = frozenset({Slag.ENDRET, Slag.FJERNET})


def _waiting(difference: Difference) -> str:
    what = describe(difference.record, difference.place)
    if difference.is_new:
        return f"  {what}: ny"
    if difference.is_gone:
        return f"  {what}: fjernet"
    return f"  {what}: {'endret' if difference.changed or difference.removed else 'lagt til'}"


def case_notes(found: Report) -> Iterator[str]:
    """Yield what has to be said beside the course of a case."""
    if found.archive.versions.is_shallow:
        yield _SHALLOW
    if found.before:
        yield _before(found)


def check_notes(found: Report) -> Iterator[str]:
    """Yield what has to be said beside the findings."""
    yield from case_notes(found)
    if found.unrecorded:
        cases = _count(len(found.unrecorded), "sak", "saker")
        yield f"{cases} er ikke versjonert slik de er nå: {_some(found.unrecorded)}"
    if found.findings:
        number = _count(len(found.findings), "funn", "funn")
        cases = _count(len(found.histories), "sak", "saker")
        versions = _count(found.commits, "versjon", "versjoner")
        yield f"{number} i {cases}, {versions}. Se forløpet med: skolemiljo history SAK"


def _some(cases: tuple[str, ...]) -> str:
    return ", ".join(cases[:5]) + (" …" if len(cases) > 5 else "")


def _before(found: Report) -> str:
    day = minute_of(found.begins or 0)[:10]
    return (
        f"Historikken begynner {day}. {_count(found.before, 'dato', 'datoer')} i sakene lå lenger "
        "tilbake da; når det ble ført, kan ikke git si."
    )


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number} {singular if number == 1 else plural}"


def anchor_lines(answer: Answer) -> Iterator[str]:
    """Yield which version a document was made from, and whether the case has changed since."""
    for match in answer.matches:
        yield from _match(match)
    if answer.is_shallow:
        yield _SHALLOW


def _match(match: Match) -> Iterator[str]:
    first, *others = match.commits
    again = f" (og {len(others)} til med samme innhold)" if others else ""
    yield f"Sak {match.sak}: versjon {short(first)}, ført {_time(minute_of(match.recorded))}{again}"
    yield f"  SHA-256 {match.sha256}"
    if match.is_latest:
        yield "  Saken er ikke endret siden."
        return
    versions = _count(match.later, "versjon", "versjoner")
    lost = (
        f" I {match.lost} av dem er noe endret eller fjernet som var ført: skolemiljo history "
        f"{match.sak[-4:]}"
        if match.lost
        else " Ingenting av det som var ført, er endret eller fjernet."
    )
    yield f"  Saken har fått {versions} siden.{lost}"
