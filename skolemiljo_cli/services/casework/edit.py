"""A case edited as text: on a draft, checked before it is taken in, never thrown away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.new_findings import appeared
from skolemiljo_cli.errors import Finding, Severity, Unreadable
from skolemiljo_cli.model.ids import ENTRY_ID
from skolemiljo_cli.model.validation.places import ADDED_TO, showable
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.services.changes import national_ids
from skolemiljo_cli.services.changes.change import findings_in
from skolemiljo_cli.services.changes.changed_people import changed_people
from skolemiljo_cli.services.changes.record import Version, record
from skolemiljo_cli.sharing.home_words import is_sensitive
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import drafts
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, refuse_linked_case, resolve
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.writing import only_writer
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.store.cases.ledger import Ledger
    from skolemiljo_cli.store.yaml.values import Path as Place


@dataclass(frozen=True, slots=True)
class Draft:
    """A private copy of a case file for the editor, and what the file held when it was made."""

    case_id: str
    file: str
    place: Path
    path: Path
    before: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with the text: what stops it, what does not, and which entries it changes."""

    stops: tuple[Finding, ...]
    others: tuple[Finding, ...]
    rewritten: tuple[str, ...]


def begin(ledger: Ledger, part: str) -> Draft:
    """Make a draft of the case that `part` means, also of a file that cannot be read as a case.

    Raises `Unreadable` if the case lies elsewhere, behind a link.
    """
    case_id = resolve(ledger, part)
    refuse_linked_case(ledger, case_id)
    place = ledger.cases / case_id / CASE_FILE
    before = files.read_bytes(place)
    path = drafts.make(ledger.root, case_id, before, ".yaml")
    return Draft(case_id, f"{CASES}/{case_id}/{CASE_FILE}", place, path, before)


def judge(ledger: Ledger, draft: Draft, data: bytes, today: date) -> Verdict:
    """Return what is wrong with the text now; only errors that the file did not have stop it."""
    found = _findings(ledger, draft, data, today)
    new = appeared(_findings(ledger, draft, draft.before, today), found)
    stops = [finding for finding in new if finding.severity is Severity.ERROR]
    place = national_ids.first_new(draft.before, data)
    if place is not None:
        stops.append(_national_id(draft, data, place))
    if not stops and any(finding.rule == "uleselig" for finding in found):
        stops = found  # it could not be read before, and cannot now
    people = changed_people(draft.case_id, draft.before, data)
    others = [*people, *(finding for finding in new if finding not in stops)]
    return Verdict(tuple(stops), tuple(others), tuple(_rewritten(draft.before, data)))


def take_in(ledger: Ledger, draft: Draft, data: bytes, verb: str) -> Version:
    """Put the text in the case file, exactly as typed, when nobody has changed the file meanwhile.

    Returns what git recorded of it; `verb` is the word for it there.

    Raises:
        ChangedOutside, Locked: somebody has, or is at it; the draft stays.
    """
    no_links.refuse_links(ledger.root, draft.place)
    with only_writer(ledger.root):
        files.replace(draft.place, data, expected=files.sha256(draft.before))
        drafts.discard(draft.path)
        return record(ledger, draft.case_id, verb, (draft.file,), draft.before)


def told_of_home(before: bytes, data: bytes) -> tuple[str, ...]:
    """Return the parts and entries with a new text on home that are kept from nobody."""
    try:
        old, new = reader.read(before), reader.read(data)
    except Unreadable:
        return ()
    known = {text for _, text in _open_texts(old, "")}
    rows = _open_texts({key: value for key, value in new.items() if key != "parter"}, "")
    return tuple(dict.fromkeys(at for at, text in rows if text not in known and is_sensitive(text)))


def _open_texts(value: object, at: str) -> Iterator[tuple[str, str]]:
    """Yield each text that is kept from nobody, with its entry or the part of the case it is in."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping) and not value.get("ikke_til"):
        here = str(value["id"]) if at and ENTRY_ID.fullmatch(str(value.get("id"))) else at
        for key, inner in value.items():
            yield from _open_texts(inner, here or str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _open_texts(inner, at)


def _findings(ledger: Ledger, draft: Draft, data: bytes, today: date) -> list[Finding]:
    try:
        parsed = parse_case(reader.read(data))
    except Unreadable as error:
        return [_stop(draft, f"{error.message} {error.hint}".strip(), error.line, error.key)]
    if parsed.value is None:
        first = parsed.faults[0]
        line = reader.line_of(data, first.place)
        return [_stop(draft, first.message, line, reader.dotted(first.place))]
    found = findings_in(ledger, draft.file, data, today)
    if parsed.value.id == draft.case_id:
        return found
    message = f"Id-en skal være den samme som mappens navn, {draft.case_id}."
    return [_stop(draft, message, reader.line_of(data, ("id",)), "id"), *found]


def _national_id(draft: Draft, data: bytes, place: Place) -> Finding:
    message = f"Her står det noe som ser ut som et fødselsnummer. {national_ids.HOW}"
    line, key = reader.line_of(data, place) if place else None, reader.dotted(showable(place))
    rule, file = "fodselsnummer", draft.file
    return Finding(rule, Severity.ERROR, message, draft.case_id, file, line, key or None)


def _stop(draft: Draft, message: str, line: int | None, key: str | None) -> Finding:
    return Finding("uleselig", Severity.ERROR, message, draft.case_id, draft.file, line, key)


def _rewritten(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the ids of the entries that the text changes or leaves out."""
    try:
        old, new = reader.read(before), reader.read(after)
    except Unreadable:
        return
    for place in ADDED_TO:
        now = _entries(new, place)
        for key, entry in _entries(old, place).items():
            if now.get(key) != entry:
                yield key


def _entries(values: Mapping[str, object], place: tuple[str, ...]) -> dict[str, object]:
    here: object = values
    for step in place:
        here = here.get(step) if isinstance(here, dict) else None
    rows = here if isinstance(here, list) else []
    return {str(row["id"]): row for row in rows if isinstance(row, dict) and "id" in row}
