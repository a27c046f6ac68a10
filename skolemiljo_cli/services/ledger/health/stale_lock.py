"""Check of the lock: one left by a process that has ended, which other commands wait for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.services.ledger.health.basis import Check, Fix, Ground, Trouble
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import MACHINERY
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.locking import lock, lock_file

_OLD = 3600
_FILE = f"{MACHINERY}/{lock.NAME}"


def _stale(ground: Ground) -> Iterator[Trouble]:
    path = ground.root / MACHINERY / lock.NAME
    if no_links.has_link(ground.root, path):
        return
    try:
        data = files.read_bytes(path, max_bytes=lock.MAX_BYTES)
        age = ground.now - path.lstat().st_mtime
    except (LedgerError, OSError):  # there is no lock, or it was released meanwhile
        return
    record = lock_file.read(data)
    dead = record.owner is not None and record.owner.is_gone
    if not dead and age < _OLD:
        return
    yield Trouble(
        f"Saksarkivet er låst av en kommando som {'er stoppet' if dead else 'har holdt på lenge'} "
        f"({record.who}).",
        "Ta låsen bort med --fix."
        if dead
        else "Se om noe holder på der. Er det ikke det, så ta låsen bort med --fix.",
        Severity.ERROR,
        file=_FILE,
        fix=Fix(
            f"{_FILE}: tar bort låsen ({record.who})",
            partial(files.remove_file, path, expected=files.sha256(data)),
        ),
    )


CHECKS = (
    Check(
        "las", "En lås etter en kommando som ikke holder på lenger.",
        "Mens låsen står, venter alle andre kommandoer som skal skrive.",
        _stale, cures=True,
    ),
)  # fmt: skip
