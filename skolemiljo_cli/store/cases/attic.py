"""What a merge set aside: kept beside the cases, so that no side's words are lost."""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING

from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import MACHINERY
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.files.os_errors import AlreadyThere
from skolemiljo_cli.store.merge.values import MISSING
from skolemiljo_cli.store.yaml import writer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from skolemiljo_cli.store.merge.merge_files import Outcome
    from skolemiljo_cli.store.merge.values import Conflict, Maybe
    from skolemiljo_cli.store.yaml.values import WriteValue

FOLDER = "attic"
OTHERS = "andre-filer"
"""Where files that are no case are put."""

_SUFFIX = ".yaml"
_HEADER = """\
# To versjoner av saken sa ulike ting da de ble slått sammen. Det under «beholdt» står i saken nå.
# Skal det andre gjelde, så skriv det inn i saken med: skolemiljo edit {}
# Filen kan slettes når det er gjort.
"""
_TWO_PEOPLE = (
    "Dette er en annen person med samme nøkkel. Gi personen en ny nøkkel, og bytt den inn her: {}"
)
_REMOVED = "På den ene siden var dette fjernet; det som sto på den andre, er beholdt."


def name_of(base: bytes, ours: bytes, theirs: bytes) -> str:
    """Return a short name that is always the same for the same three versions."""
    whole = hashlib.sha256()
    for data in (base, ours, theirs):
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:12]


def put_aside(
    root: Path, case_id: str, name: str, outcome: Outcome, *, suffix: str = _SUFFIX
) -> str:
    """Write what is not in the merged file, and return where, relative to the ledger.

    The same merge twice gives one file; a file of that name that says something else stays.

    Raises:
        CannotWrite, NoPermission, Unreadable: the disk says no, or a folder is a link.
    """
    data = outcome.aside
    text = _text(case_id, outcome.conflicts) if data is None else data
    for number in itertools.count(1):
        known_as = name if number == 1 else f"{name}-{number}"
        place = place_of(case_id, known_as, outcome, suffix=suffix)
        no_links.refuse_links(root, root / place)
        files.make_folders((root / place).parent)
        try:
            files.create(root / place, text)
        except AlreadyThere:
            if files.read_bytes(root / place) != text:
                continue
        return place
    raise AssertionError


def place_of(case_id: str, name: str, outcome: Outcome, *, suffix: str = _SUFFIX) -> str:
    """Return where what is not in the merged file belongs, relative to the ledger."""
    ending = _SUFFIX if outcome.aside is None else f"-hele-filen{suffix}"
    return f"{MACHINERY}/{FOLDER}/{case_id}/{name}{ending}"


def _text(case_id: str, conflicts: Iterable[Conflict]) -> bytes:
    rows: list[WriteValue] = [_row(one) for one in conflicts]
    return writer.dump({"sak": case_id, "konflikter": rows}, header=_HEADER.format(case_id))


def _row(one: Conflict) -> dict[str, WriteValue]:
    row: dict[str, WriteValue] = {
        "nokkel": one.key,
        "beholdt": _value(one.kept),
        "satt_til_side": _value(one.aside),
    }
    if one.meant:
        return {**row, "merknad": _TWO_PEOPLE.format(", ".join(one.meant))}
    return {**row, "merknad": _REMOVED} if one.aside is MISSING else row


def _value(value: Maybe) -> WriteValue:
    return None if value is MISSING else value  # type: ignore[return-value]
