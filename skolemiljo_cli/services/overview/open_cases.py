"""Open cases about the same pupil, recognised by any name the pupil has or has had."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.model.derived.likeness import plain_letters, plain_name
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.services.shielding import is_misplaced
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, case_ids
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.store.cases.ledger import Ledger

_PARTIES = re.compile(rb"(?m)^parter:[^\n{]*\n(?:(?:[ \t#][^\n]*)?\r?(?:\n|\Z))*")
"""The part of a file where names stand, written as the program and most people write it."""
_LISTS = ("alias", "tidligere_navn")


def open_cases_of(ledger: Ledger, sak: Sak) -> tuple[str, ...]:
    """Return the ids of the open cases of the same kind about a pupil of the new case.

    Cases that belong in another ledger are never named (ADR 17). A file is parsed only when all
    the words of a name stand in it: what this costs grows with the reading of the files alone.
    """
    names = names_of_pupils(sak.model_dump(include={"parter"}))
    if not names:
        return ()
    return tuple(
        case_id
        for case_id, data in _files(ledger)
        if _may_have(data, names) and _is_about(ledger, data, sak.type.value, names)
    )


def names_of_pupils(values: Mapping[str, Any]) -> frozenset[str]:
    """Return every name of the pupils whose case it is, in plain letters."""
    parties = values.get("parter")
    found: set[str] = set()
    for part in parties.values() if isinstance(parties, Mapping) else ():
        if isinstance(part, Mapping) and part.get("rolle") == Rolle.ELEV.value:
            more = (part.get(name) for name in _LISTS)
            lists = [row for row in more if isinstance(row, list | tuple)]
            found |= {plain_name(name) for row in ([part.get("navn")], *lists) for name in row}
    return frozenset(found - {""})


def is_open(sak: Sak) -> bool:
    """Tell whether no closing of the case is in force."""
    return last_closing(sak) is None


def _files(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    for case_id in case_ids(ledger):
        folder = ledger.cases / case_id
        if folder.is_symlink():
            continue
        try:
            yield case_id, files.read_bytes(folder / CASE_FILE)
        except LedgerError:
            continue  # `check` and `doctor` tell of it


def _may_have(data: bytes, names: frozenset[str]) -> bool:
    block = _PARTIES.search(data)
    text = (block[0] if block else data).decode("utf-8", "replace")
    if "\\" in text:  # a quoted text may spell its letters in figures
        return True
    letters = plain_letters(text)
    return any(all(word in letters for word in name.split()) for name in names)


def _is_about(ledger: Ledger, data: bytes, kind: str, names: frozenset[str]) -> bool:
    try:
        values = reader.read(data)
    except LedgerError:
        return False
    if values.get("type") != kind or not names & names_of_pupils(values):
        return False
    sak = parse_case(values).value
    return sak is not None and is_open(sak) and not is_misplaced(ledger, sak)
