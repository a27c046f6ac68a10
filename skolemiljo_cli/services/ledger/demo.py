"""Making a throw-away ledger with invented cases in all phases, dated around today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.calendar.workdays import add_workdays, is_workday
from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.services.casework.new_case import file_text
from skolemiljo_cli.services.ledger.start import School, start_ledger
from skolemiljo_cli.store.cases.ledger import Ledger, open_ledger
from skolemiljo_cli.store.cases.templates import packaged_names, packaged_text
from skolemiljo_cli.store.create import make_case
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak

FOLDER = "demo"
_DAY = re.compile(r"@([+-]?[0-9]{1,3})")
_PLACEHOLDER_ID = "2000-01-01-0000"


@dataclass(frozen=True, slots=True)
class DemoLedger:
    """A demo ledger, its cases in the order of the demo's files, and the one to print."""

    ledger: Ledger
    cases: tuple[str, ...]
    shown: str


def make_demo(root: Path, today: date) -> DemoLedger:
    """Make the ledger in `root`, a folder that has none.

    Raises:
        CannotWrite: there is a ledger already.
        LedgerError: a demo file is not a valid case, which is a bug in the program.
    """
    start_ledger(root, School("Eksempel skole", "Eksempel kommune"))
    ledger = open_ledger(root)
    cases = tuple(_make(ledger, demo_case(name, today)) for name in packaged_names(FOLDER))
    return DemoLedger(ledger, cases, cases[1])


def demo_case(name: str, today: date) -> Sak:
    """Return the case of one demo file, dated around `today`."""
    text = dated(packaged_text(name), today)
    parsed = parse_case({"id": _PLACEHOLDER_ID, **reader.read(text.encode())})
    if parsed.value is None or parsed.faults:
        raise LedgerError(f"Demofilen {name} er ikke gyldig.")
    return parsed.value


def dated(text: str, today: date) -> str:
    """Replace marks by days: `@-5` is five virkedager before today, `@+3` three after."""
    return _DAY.sub(lambda mark: _shifted(today, int(mark[1])).isoformat(), text)


def _shifted(today: date, workdays: int) -> date:
    """Return the virkedag so many virkedager from today, or from the last virkedag before it."""
    day = today
    while not is_workday(day):
        day -= timedelta(days=1)
    if workdays > 0:
        return add_workdays(day, workdays)
    for _ in range(-workdays):
        day -= timedelta(days=1)
        while not is_workday(day):
            day -= timedelta(days=1)
    return day


def _make(ledger: Ledger, sak: Sak) -> str:
    opened = sak.melding.dato
    return make_case(ledger, opened, lambda new: file_text(sak.model_copy(update={"id": new})))
