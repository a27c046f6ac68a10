"""Register a report as a new case: answers and a file become one typed case, then a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.checks.registry import Subject
from skolemiljo_cli.errors import (
    Finding,
    LedgerError,
    NationalIdFound,
    Unreadable,
    UsageFault,
)
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.model.validation.validate import Fault, parse_case
from skolemiljo_cli.services import shielding
from skolemiljo_cli.services.casework.new_case_parties import Answers, with_parties
from skolemiljo_cli.services.changes import national_ids, unsaved
from skolemiljo_cli.services.changes.plain import case_values
from skolemiljo_cli.services.changes.record import Version, record
from skolemiljo_cli.services.overview.check import check_one
from skolemiljo_cli.services.overview.open_cases import open_cases_of
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, Ledger
from skolemiljo_cli.store.create import make_case
from skolemiljo_cli.store.locking import lock
from skolemiljo_cli.store.yaml import reader, writer

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak

MODELINE = "# yaml-language-server: $schema=../../.skolemiljo/sak.schema.json\n"
_PLACEHOLDER_ID = "2000-01-01-0000"  # stands in until the folder has been made


@dataclass(frozen=True, slots=True)
class Created:
    """The case made: its value, where it lies, and what in the input nobody understood."""

    sak: Sak
    ledger: Ledger
    path: Path
    findings: tuple[Finding, ...] = ()
    shielded: bool = False
    version: Version = field(default_factory=Version)


def read_input(data: bytes, name: str) -> Mapping[str, Any]:
    """Return the plain values of a report given as YAML or JSON.

    Raises:
        Unreadable: it is neither; file, line and remedy are named.
    """
    if not data.strip():
        raise Unreadable(
            "Det var ingenting å lese.", "Gi meldingen som YAML eller JSON.", file=name
        )
    try:
        values = reader.read(data)
    except Unreadable as error:
        raise error.with_(file=name) from error
    return {key: value for key, value in values.items() if key != "id"}


def lacking(values: Mapping[str, Any], answers: Answers) -> tuple[str, ...]:
    """Return what a report cannot do without and neither the file nor the answers have."""
    parts = values.get("parter")
    people = parts.values() if isinstance(parts, Mapping) else ()
    # a list, since what a file has for a role may be anything
    roles = [person.get("rolle") for person in people if isinstance(person, Mapping)]
    report = values.get("melding")
    told = report if isinstance(report, Mapping) else {}
    missing = {
        "elev": not answers.elev and "elev" not in roles,
        "beskrivelse": not answers.beskrivelse and not told.get("beskrivelse"),
    }
    return tuple(name for name, lacks in missing.items() if lacks)


def register(
    ledger: Ledger,
    today: date,
    answers: Answers,
    values: Mapping[str, Any],
    source: str | None,
    verb: str = "ny sak",
    *,
    anyway: bool = False,
) -> Created:
    """Make the case and return it; `verb` is the word for it in git.

    With `anyway` it is made though a pupil with the same name has an open case.

    Cases that need it go to the shielded ledger when the configuration names one.

    Raises:
        Unreadable: a value cannot be used; nothing is written.
        UsageFault: the pupil has an open case already.
        BadConfig, NoPermission: the shielded ledger is not there, or not for this person.
        Locked, CannotWrite, NoPermission: no case is made; the error tells where it is kept.
    """
    filled = with_parties(values, answers, ledger.oppsett, today)
    parsed = parse_case({"id": _PLACEHOLDER_ID, **filled}, today)
    if parsed.faults or parsed.value is None:
        raise _refused(parsed.faults, source)
    sak = parsed.value
    place = _home(ledger, sak, typed=source is None)
    shielding.refuse(None, Subject(sak, case_values(sak), today, (), place.oppsett))
    _refuse_national_ids(place, sak, source)
    if not anyway:
        _refuse_second(place, sak)
    case_id, version = _made(place, sak, today, verb)
    made = _called(sak, case_id)
    checked = check_one(place, case_id, today).findings
    strange = tuple(finding for finding in checked if finding.rule == "ukjent-nokkel")
    path = place.cases / case_id / CASE_FILE
    return Created(made, place, path, strange, place is not ledger, version)


def open_cases(
    ledger: Ledger, today: date, answers: Answers, values: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the open cases of the pupil that the report is about, as far as it can be read yet."""
    filled = with_parties(values, answers, ledger.oppsett, today)
    sak = parse_case({"id": _PLACEHOLDER_ID, **filled}, today).value
    if sak is None:
        return ()
    return open_cases_of(shielding.home(ledger, sak), sak)


def _refuse_second(place: Ledger, sak: Sak) -> None:
    found = open_cases_of(place, sak)
    if found:
        listed = ", ".join(found)
        raise UsageFault(
            f"En elev med dette navnet har en åpen sak fra før: {listed}. Ingen sak er laget.",
            f"Før det nye der: skolemiljo log {found[-1][-4:]}. Skal det likevel være en ny sak, "
            "som når to elever heter det samme: --likevel",
        )


def _made(place: Ledger, sak: Sak, today: date, verb: str) -> tuple[str, Version]:
    """Make the folder and record it; a case that could not be made is kept as a draft."""
    case_id = None
    try:
        with lock.acquire(place.root):
            case_id = make_case(place, today, lambda new: file_text(_called(sak, new)))
            return case_id, record(place, case_id, verb, (f"{CASES}/{case_id}/{CASE_FILE}",))
    except LedgerError as error:
        if case_id is None:
            raise unsaved.keep_case(place, _without_id(sak), error) from error
        raise


def _refuse_national_ids(place: Ledger, sak: Sak, source: str | None) -> None:
    """Refuse a report with a fødselsnummer; what was typed is kept as a draft."""
    text = _without_id(sak)
    try:
        national_ids.refuse(b"", text)
    except NationalIdFound as error:
        if source is not None:  # it is in the person's own file
            raise error.with_(file=source) from error
        raise unsaved.keep_case(place, text, error) from error


def file_text(sak: Sak) -> bytes:
    """Return the bytes of a new `sak.yaml`."""
    return writer.dump(case_values(sak), header=MODELINE)


def refuse_without_place(
    ledger: Ledger, today: date, answers: Answers, values: Mapping[str, Any]
) -> None:
    """Refuse a case that there is no place for, before a person has written it.

    Raises:
        BadConfig, NoPermission: it belongs in a shielded ledger, and there is none to be used.
    """
    filled = with_parties(values, answers, ledger.oppsett, today)
    sak = parse_case({"id": _PLACEHOLDER_ID, **filled}, today).value
    if sak is not None:
        shielding.home(ledger, sak)


def _home(ledger: Ledger, sak: Sak, *, typed: bool) -> Ledger:
    """Return the ledger the case belongs in.

    Where there is none, what was typed goes back to the person's own screen, and into no file:
    every file here is of the ordinary ledger.
    """
    try:
        return shielding.home(ledger, sak)
    except LedgerError as error:
        if typed:
            raise error.with_(unsaved=_without_id(sak).decode("utf-8")) from error
        raise


def _called(sak: Sak, case_id: str) -> Sak:
    return sak.model_copy(update={"id": case_id})


def _without_id(sak: Sak) -> bytes:
    """Return the case as `new-case --from` takes it."""
    values = {key: value for key, value in case_values(sak).items() if key != "id"}
    return writer.dump(values, header=MODELINE)


def _refused(faults: tuple[Fault, ...], source: str | None) -> Unreadable:
    first = faults[0]
    more = f" (og {len(faults) - 1} feil til)" if len(faults) > 1 else ""
    return Unreadable(
        f"{first.message}{more}",
        "Ingen sak er laget. Rett opplysningen, og kjør kommandoen på nytt.",
        file=source,
        key=reader.dotted(showable(first.place)),
    )
