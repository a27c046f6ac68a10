"""Where a part of the case stands in the file as it was written."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.validation.places import Place

__all__ = ["Place", "below", "numbered"]

T = TypeVar("T")


def below(value: object, step: str | int) -> object:
    """Return the plain value one step down; None when nothing is there."""
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def numbered(written: object, parts: tuple[T, ...]) -> Iterable[tuple[int, T]]:
    """Pair each part with its position in the list as written.

    Items that cannot be read are left out of the model, so a part's position there may be another
    than in the file.
    """
    if not isinstance(written, list) or len(written) == len(parts):
        return enumerate(parts)
    return _aligned(written, parts)


def _aligned(written: list[object], parts: tuple[T, ...]) -> Iterator[tuple[int, T]]:
    position, left_out = 0, len(written) - len(parts)
    for part in parts:
        while left_out > 0 and not _may_be_read_from(written[position], part):
            position, left_out = position + 1, left_out - 1
        yield position, part
        position += 1


def _may_be_read_from(written: object, part: object) -> bool:
    """Tell whether the part can have been read from the plain value: it has the same texts."""
    if isinstance(part, str):
        return str(written) == part
    if isinstance(part, Del):
        texts = [
            (name, value)
            for name, value in part
            if isinstance(value, str) and name in part.model_fields_set
        ]
        return all(str(below(written, name)) == value for name, value in texts)
    return True
