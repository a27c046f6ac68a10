"""Finding a ledger, listing its cases, and reading its configuration and cases."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli import errors
from skolemiljo_cli.errors import Finding, LedgerError, Severity, Unreadable
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.model.validation.unknown_keys import unknown_keys
from skolemiljo_cli.model.validation.validate import Fault, parse, parse_case
from skolemiljo_cli.store import files
from skolemiljo_cli.store.files import no_links, os_errors
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.store.yaml.values import Value

CONFIG = "skolemiljo.yaml"
CASES = "cases"
CASE_FILE = "sak.yaml"
MACHINERY = ".skolemiljo"
MAX_ATTACHMENT = 50 * 1024 * 1024
"""Bytes; a larger file belongs in the archive, with a reference to it in the text."""
_LINKED = "{} er en lenke til et annet sted, og blir ikke fulgt."
_MOVE_IT = "Flytt selve mappen hit."
_OTHER_ID = "Id-en er ikke den samme som mappens navn, {}. Rett id-en eller navnet på mappen."


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger on disk: its folder and configuration, and findings about unknown settings."""

    root: Path
    oppsett: Oppsett
    findings: tuple[Finding, ...] = ()

    @property
    def cases(self) -> Path:
        """Return the folder of the cases."""
        return self.root / CASES


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as read from disk.

    `sak` is None when too little can be read. `faults` are invalid values; `refusal` is why the
    file could not be read at all.
    """

    id: str
    file: str
    sak: Sak | None
    data: bytes = b""
    values: Mapping[str, Value] | None = None
    faults: tuple[Fault, ...] = ()
    refusal: LedgerError | None = None

    @property
    def whole(self) -> bool:
        """Tell whether everything in the file could be read."""
        return self.refusal is None and not self.faults


def find_root(start: Path, named: str | None) -> Path:
    """Return the folder of the ledger: the one `named`, else the nearest above `start`.

    Raises `NotFound` if there is no `skolemiljo.yaml` there.
    """
    if named is not None:
        root = Path(named)
        if (root / CONFIG).is_file():
            return root
        message = f"Fant ikke {CONFIG} i mappen «{named}»."
        raise errors.NotFound(message, f"Lag et saksarkiv der med: skolemiljo init {named}")
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
    raise errors.NotFound(
        f"Fant ikke noe saksarkiv: {CONFIG} finnes verken her eller i mappene over.",
        "Lag et med «skolemiljo init», eller pek på et med --ledger eller SKOLEMILJO_LEDGER.",
    )


def open_ledger(root: Path) -> Ledger:
    """Read the configuration of the ledger in `root`.

    Raises `BadConfig` if `skolemiljo.yaml` cannot be read, or a value in it cannot be used.
    """
    data = files.read_bytes(root / CONFIG)
    try:
        values = reader.read(data)
    except Unreadable as error:
        raise errors.BadConfig(
            error.message, error.hint, file=CONFIG, line=error.line, key=error.key
        ) from error
    parsed = parse(Oppsett, values)
    if parsed.faults or parsed.value is None:
        raise _bad_config(data, parsed.faults)
    return Ledger(root, parsed.value, tuple(_unknown_settings(data, values, parsed.value)))


def _unknown_settings(
    data: bytes, values: Mapping[str, Value], oppsett: Oppsett
) -> Iterator[Finding]:
    line_of = reader.line_finder(data)
    for unknown in unknown_keys(values, oppsett):
        meant = f" Mente du «{unknown.meant}»?" if unknown.meant else ""
        text = f"Innstillingen er ikke kjent, og blir ikke brukt.{meant}"
        key = reader.dotted(showable(unknown.place))
        line = line_of(unknown.place)
        yield Finding("ukjent-nokkel", Severity.WARNING, text, file=CONFIG, line=line, key=key)


def _bad_config(data: bytes, faults: tuple[Fault, ...]) -> errors.BadConfig:
    first = faults[0]
    line, key = reader.line_of(data, first.place), reader.dotted(showable(first.place))
    hint = "Rett verdien, og kjør kommandoen på nytt."
    return errors.BadConfig(first.message, hint, file=CONFIG, line=line, key=key)


def case_ids(ledger: Ledger) -> list[str]:
    """Return the names of the case folders, oldest first; hidden and loose files are not cases.

    Raises `Unreadable` if `cases` is a file or a link.
    """
    refuse_linked_cases(ledger)
    try:
        with os.scandir(ledger.cases) as entries:
            return sorted(entry.name for entry in entries if _is_case_folder(entry))
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        hint = (
            f"Flytt filen som heter {CASES}, og hent mappen tilbake fra sikkerhetskopi eller git."
        )
        raise Unreadable(f"{CASES} er ikke en mappe.", hint, file=CASES) from None


def refuse_linked_cases(ledger: Ledger) -> None:
    """Stop when `cases` is a link: the cases would be read from another place than they seem to.

    Raises `Unreadable`.
    """
    with os_errors.reading(ledger.cases):
        if no_links.is_link(ledger.cases):
            raise Unreadable(_LINKED.format(CASES), _MOVE_IT, file=CASES)


def refuse_linked_case(ledger: Ledger, case_id: str) -> None:
    """Stop when the folder of a case, or `cases` itself, is a link; raises `Unreadable`."""
    refuse_linked_cases(ledger)
    with os_errors.reading(ledger.cases / case_id):
        if no_links.is_link(ledger.cases / case_id):
            raise Unreadable(_LINKED.format("Mappen"), _MOVE_IT)


def _is_case_folder(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and (entry.is_dir() or entry.is_symlink())


def resolve(ledger: Ledger, part: str) -> str:
    """Return the id of the case with `part` in its id.

    Raises:
        NotFound: no case has it.
        UsageFault: several cases have it; the message lists them.
    """
    return only_match(_id_in(part), case_ids(ledger), part)


def only_match(part: str, case_ids: Iterable[str], typed: str) -> str:
    """Return the only id with `part` in it; raises as `resolve` does about what was `typed`."""
    found = ids.matching(part, case_ids)
    if len(found) == 1:
        return found[0]
    if not found:
        message = f"Fant ingen sak med «{visible_part(typed)}» i id-en."
        raise errors.NotFound(message, "Se alle sakene med: skolemiljo list")
    shown = ", ".join(found[:10]) + (" …" if len(found) > 10 else "")
    raise errors.UsageFault(
        f"«{visible_part(typed)}» passer på {len(found)} saker: {shown}", "Skriv mer av id-en."
    )


def _id_in(part: str) -> str:
    """Return the id in the path of a case file, which other programs may pass; else the part."""
    steps = part.replace("\\", "/").split("/")
    return steps[-2] if len(steps) > 1 and steps[-1] == CASE_FILE else part


def visible_part(part: str) -> str:
    """Return the part if it may be shown: anything that cannot be part of an id may be a name."""
    allowed = set(ids.ALPHABET) | {"-"}
    text = part.strip().lower()
    return text if text and len(text) <= 20 and set(text) <= allowed else "…"


def load(ledger: Ledger, case_id: str) -> CaseFile:
    """Read a case; what cannot be read is reported in the result, never raised."""
    file = f"{CASES}/{case_id}/{CASE_FILE}"
    try:
        refuse_linked_case(ledger, case_id)
        _refuse_odd_name(case_id)
        data = files.read_bytes(ledger.cases / case_id / CASE_FILE)
        values = reader.read(data)
    except LedgerError as error:
        return CaseFile(case_id, file, None, refusal=_refusal(error))
    parsed = parse_case(values)
    sak, faults = parsed.value, parsed.faults
    if sak is not None and sak.id != case_id:
        faults = (*faults, Fault(("id",), _OTHER_ID.format(case_id)))
        sak = sak.model_copy(update={"id": case_id})
    return CaseFile(case_id, file, sak, data, values, faults)


def _refuse_odd_name(name: str) -> None:
    if not ids.is_case_id(name):
        hint = "Gi mappen navn som 2026-11-22-k3fq, eller flytt den ut av cases/."
        raise Unreadable("Mappens navn er ikke en saks-id.", hint)


def _refusal(error: LedgerError) -> LedgerError:
    if isinstance(error, errors.NotFound):
        remedy = "Hent filen tilbake, eller flytt mappen ut av cases/."
        return Unreadable(f"Mappen har ingen {CASE_FILE}.", remedy)
    return error
