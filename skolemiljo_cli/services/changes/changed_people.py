"""Parties that were changed by hand to somebody who is not like them: what was written stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Finding, LedgerError, Severity
from skolemiljo_cli.model.derived.likeness import unlike
from skolemiljo_cli.model.ids import PARTY_KEY
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, Ledger
from skolemiljo_cli.store.git import log, unrecorded
from skolemiljo_cli.store.git.case_versions import is_recorded_as
from skolemiljo_cli.store.merge.persons import People, continued
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value

RULE = "part-byttet"
_WHAT = {"navn": "navnet", "rolle": "rollen", "til": "eleven"}


def changed_people(case_id: str, before: bytes, after: bytes) -> tuple[Finding, ...]:
    """Return a warning for each party that may have become another person."""
    old, new = _read(before), _read(after)
    if old is None or new is None:
        return ()
    first, second = People(old), People(new)
    return tuple(
        _finding(case_id, after, key, keys)
        for key, known in continued(first, second).items()
        if (keys := unlike(first.parties[known], second.parties[key])) and PARTY_KEY.fullmatch(key)
    )


def since_recorded(ledger: Ledger, cases: Iterable[str]) -> Iterator[Finding]:
    """Yield the same for what stands in the files now, compared with git's last version.

    Where git does not answer, there is nothing to compare with.
    """
    try:
        recorded = unrecorded.recorded_cases(ledger.root)
        for case_id in cases:
            data = _present(ledger, case_id)
            blob = recorded.get(case_id)
            if data and blob and not is_recorded_as(blob, data):
                yield from changed_people(case_id, log.read_blob(ledger.root, blob), data)
    except LedgerError:
        return


def _present(ledger: Ledger, case_id: str) -> bytes | None:
    try:
        return files.read_bytes(ledger.cases / case_id / CASE_FILE)
    except LedgerError:
        return None


def _read(data: bytes) -> dict[str, Value] | None:
    try:
        return reader.read(data)
    except LedgerError:
        return None


def _finding(case_id: str, data: bytes, key: str, keys: tuple[str, ...]) -> Finding:
    what = " og ".join(_WHAT[name] for name in keys)
    text = (
        f"{key} ligner ikke på den som sto der før ({what}). Alt som er skrevet om {key}, gjelder "
        f"{key} slik parten er nå. Er det den samme personen, så skriv «rettet:» og dagens dato "
        "på parten, eller det gamle navnet under «tidligere_navn:». Er det en annen, så la den "
        "første stå, og gi den nye en egen nøkkel."
    )
    file, line = f"{CASES}/{case_id}/{CASE_FILE}", reader.line_of(data, ("parter", key))
    return Finding(RULE, Severity.WARNING, text, case_id, file, line, f"parter.{key}")
