"""The folder where a merge saves what is not in the merged file, so that no text is lost."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import MACHINERY
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.files.os_errors import AlreadyThere
from skolemiljo_cli.store.merge.values import MISSING, Conflict, Maybe
from skolemiljo_cli.store.yaml import writer

if TYPE_CHECKING:
    from skolemiljo_cli.store.merge.merge_files import Outcome
    from skolemiljo_cli.store.yaml.values import WriteValue

FOLDER = "attic"
OTHERS = "andre-filer"
"""The subfolder for files that are not cases."""

_SUFFIX = ".yaml"
_HEADER = """\
# To versjoner av saken sa ulike ting da de ble slått sammen. Det under «beholdt» står i saken nå.
# Skal det andre gjelde, så skriv det inn i saken med: skolemiljo edit {}
# Filen kan slettes når det er gjort.
"""
_TWO_PEOPLE = (
    "Dette kan være to personer. Det som er skrevet om den som er satt til side: {}. Er de to, må "
    "den ene få en ny nøkkel, og den byttes inn der."
)
_REMOVED = "På den ene siden var dette fjernet; det som sto på den andre, er beholdt."


def name_of(base: bytes, ours: bytes, theirs: bytes) -> str:
    """Return a short name that depends only on the three versions."""
    digest = hashlib.sha256()
    for data in (base, ours, theirs):
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:12]


def put_aside(
    root: Path, case_id: str, name: str, outcome: Outcome, *, suffix: str = _SUFFIX
) -> str:
    """Save what is not in the merged file, and return its path in the ledger.

    The same merge twice gives one file; a file of that name with other content is kept. Raises
    `CannotWrite`, `NoPermission` or `Unreadable` if the disk refuses, or a folder is a link.
    """
    text = outcome.aside
    if text is None:
        rows: list[WriteValue] = [_row(conflict) for conflict in outcome.conflicts]
        text = writer.dump({"sak": case_id, "konflikter": rows}, header=_HEADER.format(case_id))
    for number in itertools.count(1):
        numbered = name if number == 1 else f"{name}-{number}"
        path = path_of(case_id, numbered, outcome, suffix=suffix)
        no_links.refuse_links(root, root / path)
        files.make_folders((root / path).parent)
        try:
            files.create(root / path, text)
        except AlreadyThere:
            if files.read_bytes(root / path) != text:
                continue
        return path
    raise AssertionError


def path_of(case_id: str, name: str, outcome: Outcome, *, suffix: str = _SUFFIX) -> str:
    """Return the path, in the ledger, for what is not in the merged file."""
    ending = _SUFFIX if outcome.aside is None else f"-hele-filen{suffix}"
    return f"{MACHINERY}/{FOLDER}/{case_id}/{name}{ending}"


def _row(conflict: Conflict) -> dict[str, WriteValue]:
    row: dict[str, WriteValue] = {
        "nokkel": conflict.key,
        "beholdt": _value(conflict.kept),
        "satt_til_side": _value(conflict.aside),
    }
    if conflict.meant:
        where = ", ".join(conflict.meant[1]) or "ingenting"
        return {**row, "merknad": _TWO_PEOPLE.format(where)}
    return {**row, "merknad": _REMOVED} if conflict.aside is MISSING else row


def _value(value: Maybe) -> WriteValue:
    return None if value is MISSING else value  # type: ignore[return-value]
