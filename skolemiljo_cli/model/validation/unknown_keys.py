"""Keys that no part of the model knows, with the key the writer probably meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.messages import closest


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key nobody reads: where it stands, and the known key most like it."""

    place: tuple[str | int, ...]
    meant: str | None


def unknown_keys(values: object, model: object) -> Iterator[UnknownKey]:
    """Yield the keys in `values` that the typed `model` made from them does not know.

    Keys that begin with `x-` are the user's own and are never reported.
    """
    yield from _walk(values, model, ())


def _walk(values: object, model: object, place: tuple[str | int, ...]) -> Iterator[UnknownKey]:
    if isinstance(values, dict) and isinstance(model, Del):
        yield from _walk_part(values, model, place)
    elif isinstance(values, dict) and isinstance(model, dict):
        for key, value in values.items():
            yield from _walk(value, model.get(key), (*place, key))
    elif isinstance(values, list) and isinstance(model, tuple) and len(values) == len(model):
        for index, (value, part) in enumerate(zip(values, model, strict=True)):
            yield from _walk(value, part, (*place, index))


def _walk_part(
    values: dict[str, object], model: Del, place: tuple[str | int, ...]
) -> Iterator[UnknownKey]:
    known = type(model).model_fields
    for key, value in values.items():
        if key in known:
            yield from _walk(value, getattr(model, key), (*place, key))
        elif not key.startswith("x-"):
            yield UnknownKey((*place, key), closest(key, known))
