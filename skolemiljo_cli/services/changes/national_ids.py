"""A fødselsnummer in what is about to be written or recorded: it stops there, while it can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError, NationalIdFound, Unreadable
from skolemiljo_cli.model.national_id import national_ids
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.store import files
from skolemiljo_cli.store.git import repository, runner
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from pathlib import Path

    from skolemiljo_cli.store.yaml.values import Path as Place

HOW = (
    "Saken trenger det ikke: skriv nøkkelen ({e1}) i stedet. Hvem eleven er, står i "
    "sak-/arkivsystemet."
)
"""What to do about it."""


def refuse(before: bytes, after: bytes) -> None:
    """Refuse a text that has a fødselsnummer which the earlier one has not, or has it once more.

    What was recorded before it was looked for stops nobody from working on.

    Raises:
        NationalIdFound: the first place is named, never the number.
    """
    place = first_new(before, after)
    if place is not None:
        raise NationalIdFound(
            hint=f"{HOW} Kjør så kommandoen på nytt.", key=reader.dotted(showable(place)) or None
        )


def first_new(before: bytes, after: bytes) -> Place | None:
    """Return where the later text has a number that the earlier one has not; `()` in a comment."""
    new = _numbers(after) - _numbers(before)
    if not new:
        return None
    there = Counter(number for _, text in _texts(before) for number in national_ids(text))
    for place, text in _texts(after):
        found = Counter(national_ids(text))
        if (found - there) & new:
            return place
        there -= found
    return ()


def has_new(root: Path, name: str) -> bool:
    """Tell whether a file of the ledger has a fødselsnummer that its last recorded version lacks.

    The name of the file counts too. Only what is written as YAML is read: an attachment may have
    such digits by chance.
    """
    if any(national_ids(name)):
        return True
    if not name.endswith(".yaml"):
        return False
    try:
        present = files.read_bytes(root / name)
    except LedgerError:  # gone, or too large to be read as one
        return False
    numbers = _numbers(present)
    return bool(numbers) and bool(numbers - _recorded(root, name))


def _recorded(root: Path, name: str) -> Counter[str]:
    """Return the numbers that git has in the file, also on the side that is being merged."""
    found: Counter[str] = Counter()
    if repository.head(root) is None:
        return found
    for side in ("HEAD", "MERGE_HEAD"):
        ran = runner.run(root, "cat-file", "blob", f"{side}:./{name}")
        found |= _numbers(ran.out) if ran.ok else Counter()
    return found


def _numbers(data: bytes) -> Counter[str]:
    """Return how often each number stands in a file: as it is read, or as it is written."""
    written = Counter(national_ids(data.decode("utf-8", "replace")))
    if not written and not data.strip():
        return written
    read = Counter(number for _, text in _texts(data) for number in national_ids(text))
    return written | read


def _texts(data: bytes) -> Iterator[tuple[Place, str]]:
    try:
        values = reader.read(data)
    except Unreadable:
        return
    yield from _leaves(values, ())


def _leaves(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield (*place, str(key)), str(key)
            yield from _leaves(inner, (*place, str(key)))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*place, number))
