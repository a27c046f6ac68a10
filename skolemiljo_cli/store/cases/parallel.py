"""Do the same small work for every case of a ledger, on several cores when there are many."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from skolemiljo_cli.store.cases.ledger import Ledger

P = ParamSpec("P")
T = TypeVar("T")


class Watch(Protocol):
    """Something that sees the results pass by, as a progress bar does."""

    def __call__(self, results: Iterator[T], total: int, /) -> Iterator[T]:
        """Yield the results as they are; `total` is how many there will be."""
        ...


def unwatched(results: Iterator[T], total: int, /) -> Iterator[T]:  # noqa: ARG001 - a Watch
    """Yield the results; nobody looks."""
    return results


ENOUGH_TO_SHARE = 400
"""Below this many cases, starting a second process by fork costs more than it saves."""
ENOUGH_TO_SPAWN = 2000
"""The same where a process must be started anew (Windows, macOS)."""
_CHUNK = 250
_MOST_PROCESSES = 4


def each(
    work: Callable[Concatenate[Ledger, str, P], T],
    ledger: Ledger,
    case_ids: Sequence[str],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Iterator[T]:
    """Yield what `work` returns for each case, in the order of the ids.

    `work` must be a module's own function with arguments that can be sent to another process.
    """
    one = partial(_one, work, ledger, args, kwargs)
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    method = "fork" if sys.platform.startswith("linux") else "spawn"
    enough = ENOUGH_TO_SHARE if method == "fork" else ENOUGH_TO_SPAWN
    if len(case_ids) < enough or processes < 2:
        yield from map(one, case_ids)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context(method)) as pool:
        yield from pool.map(one, case_ids, chunksize=_CHUNK)


def _one(
    work: Callable[..., T],
    ledger: Ledger,
    args: tuple[object, ...],
    kwargs: dict[str, object],
    case_id: str,
) -> T:
    return work(ledger, case_id, *args, **kwargs)
