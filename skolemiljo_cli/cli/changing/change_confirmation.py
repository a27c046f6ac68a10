"""What a changing command answers: which keys, dates and words were written, never a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.deadline import Fristtype
from skolemiljo_cli.cli.output.deadline_lines import frist_data, frist_line, is_number
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.dates import echo
from skolemiljo_cli.model.validation.word_keys import closed_words
from skolemiljo_cli.model.vocab import label
from skolemiljo_cli.store.yaml.values import dotted
from skolemiljo_cli.store.yaml.writer import Remove, Rename

if TYPE_CHECKING:
    from skolemiljo_cli.calendar.deadline import FristPaDag
    from skolemiljo_cli.services.changes.change import Changed

_ENTRY_ID = ids.entry_pattern("[a-z]")
_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.INFO)
SHOWN = 3
"""How many new findings are shown after a change; `check` shows the rest."""
_NEVER = frozenset({"navn", "sha256", "fil"})
_NUMBERED = frozenset({"arkivreferanse", "referanse", "avviksnummer"})
"""Keys for numbers in other systems; they are shown when they look like one."""


def written(changed: Changed) -> Iterator[str]:
    """Yield what was written, one line for each value: dates with weekday, texts as their length.

    Texts are left out because they are about children, and the terminal may be seen by others.
    A text of one word is a text too: only what cannot be a name is shown.
    """
    parties = frozenset(changed.sak.parter)
    entry = f" ({changed.work.id})" if changed.work.id else ""
    yield f"Skrev i sak {changed.sak.id}{entry}:"
    for change in changed.work.changes:
        if isinstance(change, Remove | Rename):
            what = f"nå {change.value}" if isinstance(change, Rename) else "tatt bort"
            yield f"  {dotted(change.path)}: {what}"
            continue
        name = next(str(step) for step in reversed(change.path) if isinstance(step, str))
        lines = _lines(dotted(change.path), name, change.value, parties)
        yield from (f"  {line}" for line in lines)


def _lines(place: str, key: str, value: object, parties: frozenset[str]) -> Iterator[str]:
    """Yield a line for the value, and one for each part of it that has parts of its own."""
    if not isinstance(value, Mapping):
        yield f"{place}: {_shown(key, value, parties)}"
        return
    hidden = _NEVER | ({"id"} if place.startswith("parter.") else set())
    known = {name: inner for name, inner in value.items() if name not in hidden}
    deep = {name: inner for name, inner in known.items() if _has_parts(inner)}
    flat = [
        f"{name} {_shown(name, inner, parties)}"
        for name, inner in known.items()
        if name not in deep
    ]
    yield f"{place}: {', '.join(flat)}".rstrip(" ")
    for name, inner in deep.items():
        for number, part in enumerate(inner if isinstance(inner, list) else [inner], 1):
            at = f"{name}[{number}]" if isinstance(inner, list) and len(inner) > 1 else name
            yield from _lines(f"  {at}", name, part, parties)


def _has_parts(value: object) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, list) and any(isinstance(part, Mapping) for part in value)


def _shown(key: str, value: object, parties: frozenset[str]) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, date):
        return echo(value)
    if isinstance(value, list | tuple):
        return " ".join(_shown(key, part, parties) for part in value)
    text = str(value)
    if text in closed_words().get(key, ()):
        return label(text)
    numbered = key in _NUMBERED and is_number(text)
    former = key == "tidligere_nokler" and ids.PARTY_KEY.fullmatch(text)
    if numbered or former or text in parties or _ENTRY_ID.fullmatch(text):
        return text
    return f"({len(text.split())} ord)"


def found(changed: Changed) -> Iterator[str]:
    """Yield what `check` finds now and did not find before, the gravest first.

    What a plan still lacks is left out: its deadline says that.
    """
    new = [
        finding
        for finding in changed.findings
        if not finding.rule.startswith("plan-") or finding.rule == "plan-a-problem"
    ]
    ordered = sorted(new, key=lambda finding: _GRAVITY.index(finding.severity))
    yield from (f"Sjekk: {finding.message} [{finding.rule}]" for finding in ordered[:SHOWN])
    more = len(ordered) - SHOWN
    if more > 0:
        yield f"Sjekk: {more} til. Se dem med: skolemiljo check {changed.sak.id[-4:]}"


def next_steps(frister: Sequence[FristPaDag]) -> Iterator[str]:
    """Yield the nearest deadlines; that nothing has happened for long is not a task."""
    nearest = [frist for frist in frister if frist.frist.frist is not Fristtype.STILLE][:3]
    if nearest:
        yield "Neste:"
        yield from (f"  {frist_line(frist)}" for frist in nearest)


def data(changed: Changed, frister: Sequence[FristPaDag]) -> dict[str, object]:
    """Return what was written for programs: where, the new entry's id, the keys, what is next."""
    return {
        "sak": changed.sak.id,
        "fil": changed.file,
        "id": changed.work.id,
        "endringer": [dotted(change.path) for change in changed.work.changes],
        "commit": changed.version.commit,
        "frister": [frist_data(frist) for frist in frister],
    }
