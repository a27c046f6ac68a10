"""Do the same small work for every case of a ledger, on several cores when there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from skolemiljo_cli.store.ledger import Ledger

P = ParamSpec("P")
T = TypeVar("T")


def each(
    work: Callable[Concatenate[Ledger, str, P], T],
    ledger: Ledger,
    case_ids: Sequence[str],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Iterator[T]:
    """Yield what `work` returns for each case, in the order of the ids."""
    for case_id in case_ids:
        yield work(ledger, case_id, *args, **kwargs)
