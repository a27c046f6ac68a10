"""Holding the ledger's lock to write, once what a killed command left in git has been settled."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store.cases.ledger import MACHINERY
from skolemiljo_cli.store.files import git_place

if TYPE_CHECKING:
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
    from skolemiljo_cli.store.git import take_back
    from skolemiljo_cli.store.locking import lock

    with lock.acquire(root) as held:
        take_back.settle(root)
        yield held


def settle_before_reading(here: Path) -> None:
    """Settle what was killed, before a ledger that `here` is in, or below, is opened to be read.

    Also when a merge has taken the configuration away and not yet written it. A look in git's
    folder when nothing was. Who may not write reads what there is.
    """
    if not git_place.names_of_marks(git_place.git_folder(here)):
        return
    from skolemiljo_cli.store.git import at_work

    folders = (here, *here.resolve().parents)
    root = next((one for one in folders if (one / MACHINERY).is_dir()), None)
    if root is not None and any(mark.is_dead for mark in at_work.marks(here)):
        with contextlib.suppress(LedgerError), only_writer(root):
            pass
