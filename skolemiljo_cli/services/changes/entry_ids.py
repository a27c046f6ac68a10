"""The ids a case has used, and whether one that was typed is among those it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from skolemiljo_cli.errors import NotFound
from skolemiljo_cli.model.ids import ENTRY_ID


def taken(values: Mapping[str, object]) -> frozenset[str]:
    """Return every entry id that stands anywhere in the file, also in parts nobody could read."""
    return frozenset(_ids(values))


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if ENTRY_ID.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _ids(key)
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)


def known(option: str, typed: str, there: Iterable[str], called: str) -> str:
    """Return the id if the case has it; `called` is the noun with its article.

    Raises:
        NotFound: it has not; the ones there are, are listed.
    """
    options = list(there)
    if typed in options:
        return typed
    shown = f" ({typed})" if ENTRY_ID.fullmatch(typed) else ""
    listed = f"Det finnes: {', '.join(options[-10:])}" if options else "Saken har ingen ennå."
    raise NotFound(f"{option}: saken har ikke {called} med den id-en{shown}.", listed)
