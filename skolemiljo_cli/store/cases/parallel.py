"""Running a function for every case of a ledger, on several cores when there are many (ADR 6)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from skolemiljo_cli.store.cases.ledger import Ledger

P = ParamSpec("P")
T = TypeVar("T")


class Watch(Protocol):
    """A function that passes results through and counts them, as a progress bar does."""

    def __call__(self, results: Iterator[T], total: int, /) -> Iterator[T]:
        """Yield the results unchanged; `total` is their number."""
        ...


def unwatched(results: Iterator[T], total: int, /) -> Iterator[T]:  # noqa: ARG001 - a Watch
    """Return the results unchanged; used when no progress is shown."""
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

    `work` must be a top-level function, and its arguments picklable.
    """
    work_on = partial(_call, work, ledger, args, kwargs)
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    method = "fork" if sys.platform.startswith("linux") else "spawn"
    enough = ENOUGH_TO_SHARE if method == "fork" else ENOUGH_TO_SPAWN
    if len(case_ids) < enough or processes < 2:
        yield from map(work_on, case_ids)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, mp_context=get_context(method)) as pool:
        yield from pool.map(work_on, case_ids, chunksize=_CHUNK)


def _call(
    work: Callable[..., T],
    ledger: Ledger,
    args: tuple[object, ...],
    kwargs: dict[str, object],
    case_id: str,
) -> T:
    return work(ledger, case_id, *args, **kwargs)
