"""Change one case: read it, work out the changes, write them exactly, or write nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as Folder
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.file_position import below
from skolemiljo_cli.checks.new_findings import appeared
from skolemiljo_cli.checks.registry import Subject, run_checks
from skolemiljo_cli.errors import ChangedOutside, Finding, LedgerError, NotFound, UsageFault
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.model.validation.validate import Fault, parse_case
from skolemiljo_cli.services import shielding
from skolemiljo_cli.services.changes import national_ids, unsaved
from skolemiljo_cli.services.changes.plain import plain_values
from skolemiljo_cli.services.changes.read_one import as_written, rewritten
from skolemiljo_cli.services.changes.record import Version, record
from skolemiljo_cli.sharing.shared_measures import filled
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.locking import cleanup, lock
from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.writer import Put

if TYPE_CHECKING:
    from skolemiljo_cli.model.config import Oppsett
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.store.cases.ledger import CaseFile, Ledger
    from skolemiljo_cli.store.locking.lock import HeldLock
    from skolemiljo_cli.store.yaml.values import Path, Value
    from skolemiljo_cli.store.yaml.writer import Change


@dataclass(frozen=True, slots=True)
class Before:
    """What the work on a case starts from."""

    sak: Sak
    oppsett: Oppsett
    today: date
    values: Mapping[str, Value]

    def at(self, *place: str | int) -> object:
        """Return the plain value at the place in the file, also one that cannot be used."""
        value: object = self.values
        for step in place:
            value = below(value, step)
        return value


@dataclass(frozen=True, slots=True)
class Work:
    """What shall be written: the changes, the new entry's id, and files to lie beside the case.

    `attachments` are new files by their path in the case folder; they are written first, so that
    the case never points to something that is not there.
    """

    changes: tuple[Change, ...]
    id: str | None = None
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What was written: the case before and after, where, and what `check` says that is new."""

    before: Sak
    sak: Sak
    ledger: Ledger
    file: str
    work: Work
    findings: tuple[Finding, ...]
    version: Version = field(default_factory=Version)


Plan = Callable[[Before], Work]
_TRIES = 3  # another program may save the file while a command runs: then it is read anew


def change(ledger: Ledger, part: str, today: date, plan: Plan, verb: str = "endret") -> Changed:
    """Change the case that `part` means as `plan` says, and return what was written.

    `verb` is the word for it in git, where the configuration asks for a commit of each change.

    Raises:
        NotFound, UsageFault: no case, or several, have that in their id; or `plan` says no.
        Unreadable: the file cannot be read as a case.
        ChangedOutside, Locked: somebody else is at work in it; nothing is written.
        CannotWrite, NoPermission: the disk says no; nothing is written.

    What was to be written is kept in a draft when it could not be; the error tells where.
    """
    order, done = Order(ledger, part, today, plan), None
    try:
        with lock.acquire(ledger.root) as held:
            done = _written(order, held)
            version = record(ledger, done.case.id, verb, done.names, done.case.data)
    except LedgerError as error:
        if done is None and not isinstance(error, UsageFault | NotFound):
            raise _kept(order, error) from error
        raise
    case, work = done.case, done.work
    found = _new_findings(ledger, case, done.data, today)
    return Changed(done.before, done.after, ledger, case.file, work, found, version)


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, and what it came to each time it was worked out (case id and work)."""

    ledger: Ledger
    part: str
    today: date
    plan: Plan
    tried: list[tuple[str, Work]] = field(default_factory=list)

    def worked_out(self) -> tuple[CaseFile, Sak, Work]:
        """Read the case as it is now and work out the changes."""
        case, sak, _ = as_written(self.ledger, self.part)
        work = self.plan(Before(sak, self.ledger.oppsett, self.today, case.values or {}))
        if not work.changes:
            raise UsageFault(
                "Det er ikke sagt noe som skal skrives.",
                "Se valgene med --help. Ingenting er endret.",
            )
        self.tried.append((case.id, work))
        return case, sak, work


@dataclass(frozen=True, slots=True)
class _Done:
    """A change that is on the disk."""

    case: CaseFile
    before: Sak
    after: Sak
    data: bytes
    work: Work

    @property
    def names(self) -> tuple[str, ...]:
        """Return the files written, from the ledger's folder."""
        folder = f"{CASES}/{self.case.id}"
        return (self.case.file, *(f"{folder}/{name}" for name in self.work.attachments))


def _written(order: Order, held: HeldLock) -> _Done:
    """Write the change; if somebody changed the file meanwhile, work it out on the new text."""
    for _ in range(_TRIES - 1):
        with contextlib.suppress(ChangedOutside):
            return _write(order, held)
    return _write(order, held)


def _kept(order: Order, error: LedgerError) -> LedgerError:
    """Keep what was to be written; where the lock stopped us, work it out first."""
    if not order.tried:
        with contextlib.suppress(LedgerError):
            order.worked_out()
    if not order.tried:
        return error.with_()
    case_id, work = order.tried[-1]
    return unsaved.keep_changes(order.ledger, case_id, work.changes, error)


def _write(order: Order, held: HeldLock) -> _Done:
    case, sak, work = order.worked_out()
    _refuse_over_faults(work, case.faults)
    data = rewritten(case, work.changes)
    national_ids.refuse(case.data, data)
    after = _parsed(data, case.faults)
    _refuse_what_is_apart(order, case, sak, after, data)
    root, folder = order.ledger.root, order.ledger.cases / case.id
    for name in (CASE_FILE, *work.attachments):
        no_links.refuse_links(root, folder / name)
    cleanup.case(root, folder)
    held.note_planned({folder / name: data for name, data in work.attachments.items()})
    with _Attached(folder, work.attachments):
        files.replace(folder / CASE_FILE, data, expected=files.sha256(case.data))
    return _Done(case, sak, after, data, work)


def _refuse_what_is_apart(order: Order, case: CaseFile, sak: Sak, after: Sak, data: bytes) -> None:
    oppsett, today = order.ledger.oppsett, order.today
    before = Subject(sak, case.values or {}, today, case.faults, oppsett)
    shielding.refuse(before, Subject(after, reader.read(data), today, case.faults, oppsett))


def _refuse_over_faults(work: Work, faults: Sequence[Fault]) -> None:
    """Refuse to write over a value that could not be read: it is on record all the same."""
    for change in work.changes:
        for fault in faults:
            if isinstance(change, Put) and fault.place[: len(change.path)] == change.path:
                raise UsageFault(
                    f"Det som står her, kan ikke leses, og blir ikke skrevet over: {fault.message}",
                    "Rett det først med «skolemiljo edit», og kjør kommandoen på nytt.",
                    key=reader.dotted(showable(fault.place)),
                )


def _parsed(data: bytes, before: Sequence[Fault]) -> Sak:
    """Return the case as it will be; refuse a value that was given now and cannot be used."""
    parsed = parse_case(reader.read(data))
    known = {(fault.place, fault.message) for fault in before}
    new = [fault for fault in parsed.faults if (fault.place, fault.message) not in known]
    if new or parsed.value is None:
        first = (new or list(parsed.faults))[0]
        raise UsageFault(
            first.message,
            "Ingenting er skrevet. Rett opplysningen, og kjør kommandoen på nytt.",
            key=reader.dotted(showable(first.place)),
        )
    return parsed.value


class _Attached:
    """Writes the files that belong to a change, and removes them again if the change fails."""

    def __init__(self, folder: Folder, attachments: Mapping[str, bytes]) -> None:
        self._case = folder / CASE_FILE
        self._wanted = {folder / name: data for name, data in attachments.items()}
        self._begun: list[Folder] = []

    def __enter__(self) -> None:
        try:
            for path, data in self._wanted.items():
                self._create(path, data)
        except BaseException:  # Ctrl-C too
            self._take_away()
            raise

    def _create(self, path: Folder, data: bytes) -> None:
        files.make_folders(path.parent)
        self._begun.append(path)  # before it is made: Ctrl-C may come in between
        try:
            files.create(path, data)
        except files.AlreadyThere:
            self._begun.remove(path)  # somebody else made it
            raise

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._take_away()

    def _take_away(self) -> None:
        """Remove what was written, unless the case lists it: Ctrl-C may come just after."""
        if not self._begun:
            return
        try:
            written = files.read_bytes(self._case)
        except NotFound:
            written = b""
        except LedgerError:
            return  # it cannot be read: perhaps it lists them
        for path in self._begun:
            if path.name.encode() not in written:
                files.discard(path)


def _new_findings(ledger: Ledger, case: CaseFile, data: bytes, today: date) -> tuple[Finding, ...]:
    """Return what `check` finds in the file now and did not find before."""
    before = findings_in(ledger, case.file, case.data, today)
    return appeared(before, findings_in(ledger, case.file, data, today))


def findings_in(ledger: Ledger, file: str, data: bytes, today: date) -> list[Finding]:
    """Return what `check` finds in a file that can be read."""
    values = reader.read(data)
    parsed = parse_case(values)
    if parsed.value is None:
        return []
    find = shielding.others(ledger)
    whole = filled(parsed.value, find)
    subject = Subject(whole, values, today, parsed.faults, ledger.oppsett, find)
    return list(
        run_checks(subject, file=file, line_of=reader.line_finder(data), dotted=reader.dotted)
    )


def refuse_strays(said: object, families: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a field that means nothing without another that was not given.

    `families` has, by the name of the leading field, the names of those that need it.
    """
    for leader, others in families.items():
        if getattr(said, leader) not in (None, ()):
            continue
        for name in others:
            if getattr(said, name) not in (None, ()):
                raise UsageFault(
                    f"{_option(name)} hører sammen med {_option(leader)}, som ikke er sagt.",
                    f"Si begge i samme kommando: {_option(leader)} … {_option(name)} …",
                )


def _option(name: str) -> str:
    return "--" + {"vurdert_dato": "vurdert"}.get(name, name).replace("_", "-")


def once(place: Path, there: object, what: object, called: str) -> Change:
    """Return the change that writes something for the first time; `called` is the noun for it.

    Raises:
        UsageFault: it is written already, and what is recorded is never overwritten.
    """
    if there is not None:
        raise UsageFault(
            f"I saken står det allerede {called}. Ingenting er endret.",
            "Er det feil, så rett det med «skolemiljo edit», eller skriv hva som er rett i loggen.",
            key=reader.dotted(place),
        )
    value = plain_values(what) if isinstance(what, dict) else what
    return Put(place, value)  # type: ignore[arg-type]


def once_each(
    place: Path, there: object, what: Mapping[str, object], called: Mapping[str, str]
) -> Iterator[Change]:
    """Yield the changes that add keys to a mapping in the file; those it has are left alone.

    Raises:
        UsageFault: one of the keys is written already.
    """
    if there is None:
        yield once(place, None, what, "dette")
        return
    for key, value in plain_values(what).items():
        yield once((*place, key), getattr(there, key, None), value, called.get(key, "dette"))
