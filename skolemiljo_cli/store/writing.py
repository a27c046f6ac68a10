"""Holding the ledger's lock to write, once what a killed command left in git has been settled."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.store.git import take_back
from skolemiljo_cli.store.locking import lock
from skolemiljo_cli.store.locking.lock import HeldLock


@contextlib.contextmanager
def only_writer(root: Path) -> Iterator[HeldLock]:
    """Hold the lock while a case is read, decided on and written.

    A merge that was killed half-way is taken back first: what git had written of a case is not
    what anybody wrote.

    Raises:
        Locked, CannotWrite, NoPermission: as `lock.acquire`.
        GitFault: there is such a merge, and git does not answer.
    """
    with lock.acquire(root) as held:
        take_back.settle(root)
        yield held
