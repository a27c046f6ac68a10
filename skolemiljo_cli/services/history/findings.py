"""Findings in a history: values changed, removed or recorded late, and times that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli import clock
from skolemiljo_cli.errors import Finding, Severity
from skolemiljo_cli.model import ids
from skolemiljo_cli.services.history import wording
from skolemiljo_cli.services.history.follow import CaseHistory, Event, Slag
from skolemiljo_cli.services.history.records import key_of
from skolemiljo_cli.services.history.wording import day_of, describe, minute_of, quoted, short
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES

if TYPE_CHECKING:
    from skolemiljo_cli.services.history.record_rules import Leaf, Record
    from skolemiljo_cli.store.git.case_versions import Versions
    from skolemiljo_cli.store.git.log import Commit

CHANGED, REMOVED = "endret-etter-foring", "fjernet-etter-foring"
CHANGED_IN_MERGE, REMOVED_IN_MERGE = "endret-i-sammenslaing", "fjernet-i-sammenslaing"
ADDED_IN_MERGE = "tilfoyd-i-sammenslaing"
LATE, AHEAD = "fort-for-sent", "fort-forut"
CASE_GONE, BACKWARDS, UNREADABLE = "sak-fjernet", "tid-tilbake", "versjon-uleselig"

_A_DAY = 24 * 60 * 60
_MAX_DAYS_AHEAD = 1
"""How far ahead of its recording something may be dated: clocks differ around midnight."""


def file_of(sak: str) -> str:
    """Return the path of a case file in the ledger."""
    return f"{CASES}/{sak}/{CASE_FILE}"


def findings(
    history: CaseHistory, known: Versions, days: int, new_names: Mapping[tuple[str, str], str]
) -> Iterator[Finding]:
    """Yield the findings in one case.

    `days` is how late something may be recorded; `new_names` are the new names of folders, by
    commit and old name.
    """
    for event in history.events:
        found = _of_event(history.sak, event, known.commits[event.commit], new_names)
        if found:
            yield found
    yield from _late(history, known, days)
    for commit in history.unreadable:
        day = day_of(known.commits[commit].recorded)
        yield _finding(
            history.sak,
            UNREADABLE,
            f"Versjonen fra {day} (versjon {short(commit)}) kan ikke leses som en sak, og er "
            "ikke med i sammenligningen.",
        )


def _of_event(
    sak: str, event: Event, commit: Commit, new_names: Mapping[tuple[str, str], str]
) -> Finding | None:
    at = f"{day_of(commit.recorded)} (versjon {short(commit.id)})"
    if event.slag is Slag.SAK_FJERNET:
        return _finding(sak, CASE_GONE, f"{_gone(sak, event, new_names)} {at}.")
    what = describe(event.record, event.place)
    if event.slag is Slag.ENDRET:
        rule = CHANGED_IN_MERGE if event.is_merge else CHANGED
        how = " i en sammenslåing" if event.is_merge else ""
        pair = wording.dates(event)
        days = f" fra {pair[0]} til {pair[1]}" if pair else ""
        text = f"{_capital(what)}: {quoted(wording.keys(event))} ble endret{days}{how} {at}."
    elif event.slag is Slag.FJERNET:
        rule = REMOVED_IN_MERGE if event.is_merge else REMOVED
        how = " i en sammenslåing" if event.is_merge else ""
        which = "" if event.is_gone else f": {quoted(wording.keys(event))}"
        text = f"{_capital(what)}{which} ble fjernet{how} {at}."
    elif event.slag is Slag.TILFOYD:
        rule = ADDED_IN_MERGE
        which = f": {quoted(wording.keys(event))}" if event.values else ""
        how = "kom til i en sammenslåing, uten å stå på noen av sidene,"
        text = f"{_capital(what)}{which} {how} {at}."
    else:
        return None
    leaf = event.values[0][0] if event.values and not event.is_gone else ()
    return _finding(sak, rule, text, wording.dotted_key(event.place, leaf))


def _gone(sak: str, event: Event, new_names: Mapping[tuple[str, str], str]) -> str:
    new = new_names.get((event.commit, sak))
    if new is not None:
        shown = new if ids.is_case_id(new) else "som ikke er en saks-id"
        return f"Mappen til saken fikk et annet navn, {shown},"
    how = " i en sammenslåing" if event.is_merge else ""
    return f"Saken ble tatt ut av {CASES}/{how}"


def _late(history: CaseHistory, known: Versions, days: int) -> Iterator[Finding]:
    for (record, leaf, text), first, late in _days_with_delay(history, known):
        if late > days and first.id not in known.first:
            yield _of_time(history, LATE, record, leaf, _late_text(text, first, late))
        elif late < -_MAX_DAYS_AHEAD:
            message = (
                f"sier at det skjedde {text}, men ble ført {day_of(first.recorded)}, "
                f"{-late} dager før (versjon {short(first.id)})."
            )
            yield _of_time(history, AHEAD, record, leaf, message)
    yield from _added_late(history, known, days)


def _added_late(history: CaseHistory, known: Versions, days: int) -> Iterator[Finding]:
    """Yield what was added to a log entry long after its day: one finding for each key."""
    messages = {}
    for (record, leaf, happened, _), commits in history.later.items():
        first = _earliest(known, commits)
        late = _days_after(happened, first)
        if late is not None and late > days:
            messages[record, key_of(leaf), first.id] = _late_text(happened, first, late)
    for (record, leaf, _), text in messages.items():
        key = f": «{wording.shown_key(history.places.get(record, ()), leaf)}»" if leaf else ""
        yield _of_time(history, LATE, record, leaf, f"{key} {text}".removeprefix(" "))


def _days_with_delay(
    history: CaseHistory, known: Versions
) -> Iterator[tuple[tuple[Record, Leaf, str], Commit, int]]:
    """Yield each day on which a record happened, its first commit, and the days between them."""
    for day, commits in history.first.items():
        first = _earliest(known, commits)
        late = _days_after(day[2], first)
        if late is not None:
            yield day, first, late


def _earliest(known: Versions, commits: Sequence[str]) -> Commit:
    return min((known.commits[name] for name in commits), key=lambda commit: commit.recorded)


def _days_after(happened: str, commit: Commit) -> int | None:
    day = _day(happened)
    return None if day is None else (clock.moment_in_norway(commit.recorded).date() - day).days


def _late_text(happened: str, first: Commit, late: int) -> str:
    late_text = f"skjedde {happened}, men ble ført {day_of(first.recorded)}, {late} dager etter"
    moved = ""
    if first.recorded - first.written > _A_DAY:
        moved = f" Den som førte det, har skrevet {day_of(first.written)}; versjonen er flyttet."
    return f"{late_text} (versjon {short(first.id)}).{moved}"


def _of_time(history: CaseHistory, rule: str, record: Record, leaf: Leaf, message: str) -> Finding:
    place = history.places.get(record, ())
    gap = "" if message.startswith(":") else " "
    text = f"{_capital(describe(record, place))}{gap}{message}"
    return _finding(history.sak, rule, text, wording.dotted_key(place, leaf), Severity.WARNING)


def before_history(history: CaseHistory, known: Versions, days: int) -> int:
    """Return how many recorded days are more than `days` before the history begins.

    Git cannot say when they were recorded.
    """
    return sum(
        first.id in known.first and late > days
        for _, first, late in _days_with_delay(history, known)
    )


def backwards(known: Versions, commits: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the commits dated more than a day before one of their parents.

    `commits` are those that changed the reported cases, each with one of these cases.
    """
    for name, sak in commits.items():
        commit = known.commits[name]
        before = max((known.commits[parent].recorded for parent in commit.parents), default=0)
        if before - commit.recorded > _A_DAY:
            text = (
                f"Versjon {short(name)} sier at den ble ført {minute_of(commit.recorded)}, men "
                f"bygger på en som ble ført {minute_of(before)}. En klokke har gått feil, eller "
                "tiden er satt."
            )
            yield _finding(sak, BACKWARDS, text, None, Severity.WARNING)


def links(known: Versions, cases: Sequence[str]) -> Iterator[Finding]:
    """Yield the commits in which a case file was a link: git does not have what it pointed to."""
    for sak, commit in known.links:
        if sak in cases:
            day = day_of(known.commits[commit].recorded)
            text = f"Saksfilen var en lenke {day} (versjon {short(commit)}), og blir ikke fulgt."
            yield _finding(sak, UNREADABLE, text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _finding(
    sak: str, rule: str, message: str, key: str | None = None, severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(rule, severity, message, sak=sak, file=file_of(sak), key=key)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
