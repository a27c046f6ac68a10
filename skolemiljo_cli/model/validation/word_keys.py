"""Which keys of a case take words from a closed list, and which words."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar, get_args

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.sak.case import Sak

T = TypeVar("T")


@cache
def closed_words() -> Mapping[str, frozenset[str]]:
    """Return the words of each key that takes words from a closed list, anywhere in a case."""
    found: dict[str, frozenset[str]] = {}
    for part in _parts(Sak, set()):
        for key, field in part.model_fields.items():
            for words in _types(field.annotation, StrEnum):
                found[key] = found.get(key, frozenset()) | {word.value for word in words}
    return found


def _parts(part: type[Del], seen: set[type[Del]]) -> Iterator[type[Del]]:
    """Yield the part and every part that it is made of, each once."""
    if part in seen:
        return
    seen.add(part)
    yield part
    for field in part.model_fields.values():
        for inner in _types(field.annotation, Del):
            yield from _parts(inner, seen)


def _types(annotation: object, kind: type[T]) -> Iterator[type[T]]:
    if isinstance(annotation, type) and issubclass(annotation, kind):
        yield annotation
    for inner in get_args(annotation):
        yield from _types(inner, kind)
