"""Where a case refers to its parties, and the case with other keys for them.

Works on plain values, as a file has them: what cannot be used is referred to all the same. Which
values are keys of parties follows from the model. Under a key that the model does not know, a value
that looks like a key of a party is taken as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_args, get_origin

from skolemiljo_cli.model.base import Del, MottakerOrd, PartNokkel
from skolemiljo_cli.model.ids import PARTY_KEY, REFERENCE
from skolemiljo_cli.model.sak.case import Sak

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

Place: TypeAlias = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead to a value in the file."""

_MARKS = (get_args(PartNokkel)[1], get_args(MottakerOrd)[1])
"""What tells a key of a party, and a word that may have one in it, from any other text."""


class Form(Enum):
    """How a party is referred to."""

    WORD = auto()  # the value is the key, or a word with the key in it: `foresatte:e1`
    KEY = auto()  # the key of a mapping; the place ends with it
    TEXT = auto()  # `{e1}` in a text


@dataclass(frozen=True, slots=True)
class Reference:
    """One place where a case refers to a party; `said` is the whole word, key or text there."""

    place: Place
    form: Form
    said: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the model says of a value: the part of a case it is, and if it is a party's key.

    `mapped` is for a mapping of such parts. `part` is None for a text, and `known` tells whether
    the model knows the value at all.
    """

    part: type[Del] | None = None
    party: bool = False
    mapped: bool = False
    known: bool = True


_UNKNOWN = _Kind(known=False)


def former_keys(sak: Sak) -> dict[str, str]:
    """Return the keys that were united with others, each with the key the person has now."""
    return {old: key for key, part in sak.parter.items() for old in part.tidligere_nokler}


def references(values: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield every reference to a party in a case, with its place; `parter` itself has keys too."""
    yield from _found(values, (), _Kind(Sak))


def rekeyed(values: Mapping[str, Any], new: Mapping[str, str]) -> dict[str, Any]:
    """Return the case with other keys for some parties, wherever it refers to them.

    Where two keys become one, a list has it once, and two texts under the keys become one text.
    """
    result: dict[str, Any] = _rekeyed(values, new, _Kind(Sak))
    return result


def rekeyed_anywhere(values: Mapping[str, Any], new: Mapping[str, str]) -> dict[str, Any]:
    """Return values from an unknown place in a case with other keys for some parties."""
    result: dict[str, Any] = _rekeyed(values, new, _UNKNOWN)
    return result


def with_new_keys(said: str, new: Mapping[str, str]) -> str:
    """Return a running text with other keys in its references: `{e2}` becomes `{e5}`."""
    return REFERENCE.sub(
        lambda found: "{" + new[found[1].lower()] + "}" if found[1].lower() in new else found[0],
        said,
    )


def word_with_new_key(said: str, new: Mapping[str, str]) -> str:
    """Return a key, or a word with keys beside a colon (`foresatte:e1`), with other keys."""
    return ":".join(new.get(piece, piece) for piece in said.split(":"))


def joined(one: Any, other: Any) -> Any:  # noqa: ANN401 - plain values
    """Return two values that came to stand under one key as one; None when they cannot be."""
    if one == other or other is None:
        return one
    if isinstance(one, str) and isinstance(other, str):
        return f"{one.rstrip()}\n\n{other.rstrip()}\n"
    return other if one is None else None


def _found(value: Any, place: Place, kind: _Kind) -> Iterator[Reference]:  # noqa: ANN401
    if isinstance(value, str):
        yield from _in_text(value, place, kind)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            at = (*place, key)
            if _is_party_key(key, kind):
                yield Reference(at, Form.KEY, key, frozenset({key}))
            yield from _found(inner, at, _below(kind, key))
    elif isinstance(value, Sequence):
        for number, inner in enumerate(value):
            yield from _found(inner, (*place, number), kind)


def _in_text(text: str, place: Place, kind: _Kind) -> Iterator[Reference]:
    if _is_word(kind) and (keys := _keys_in(text)):
        yield Reference(place, Form.WORD, text, keys)
    elif keys := frozenset(found.lower() for found in REFERENCE.findall(text)):
        yield Reference(place, Form.TEXT, text, keys)


def _rekeyed(value: Any, new: Mapping[str, str], kind: _Kind) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        if _is_word(kind) and _keys_in(value):
            return word_with_new_key(value, new)
        return with_new_keys(value, new)
    if isinstance(value, Mapping):
        return _rekeyed_mapping(value, new, kind)
    if isinstance(value, Sequence):
        return _each_once([(item, _rekeyed(item, new, kind)) for item in value])
    return value


def _rekeyed_mapping(value: Mapping[str, Any], new: Mapping[str, str], kind: _Kind) -> Any:  # noqa: ANN401
    result: dict[str, Any] = {}
    for key, inner in value.items():
        there = _rekeyed(inner, new, _below(kind, key))
        called = new.get(key, key) if _is_party_key(key, kind) else key
        if called in result:
            both = joined(result[called], there)
            called, there = (key, there) if both is None else (called, both)
        result[called] = there
    return result


def _each_once(items: Sequence[tuple[Any, Any]]) -> list[Any]:
    """Return the items as they are now, without those that became what was there already."""
    there = [now for before, now in items if before == now]
    result: list[Any] = []
    for before, now in items:
        if before == now or not isinstance(now, str) or now not in (*there, *result):
            result.append(now)
    return result


def _keys_in(word: str) -> frozenset[str]:
    return frozenset(piece for piece in word.split(":") if PARTY_KEY.fullmatch(piece))


def _is_word(kind: _Kind) -> bool:
    return kind.party or not kind.known


def _is_party_key(key: str, kind: _Kind) -> bool:
    return _is_word(kind) and bool(PARTY_KEY.fullmatch(key))


def _below(kind: _Kind, key: str) -> _Kind:
    """Return what the model says of the value under a key."""
    if not kind.known:
        return _UNKNOWN
    if kind.mapped or (kind.party and kind.part is None):
        return _Kind(kind.part)  # one of the values of the mapping
    return _kinds(kind.part).get(key, _UNKNOWN) if kind.part else _UNKNOWN


@lru_cache(maxsize=128)
def _kinds(part: type[Del]) -> Mapping[str, _Kind]:
    return {name: _kind(field) for name, field in part.model_fields.items()}


def _kind(field: FieldInfo) -> _Kind:
    types = list(_types(field.annotation))
    part = next((one for one in types if isinstance(one, type) and issubclass(one, Del)), None)
    return _Kind(part, refers_to_party(field), mapped=dict in types)


def refers_to_party(field: FieldInfo) -> bool:
    """Tell whether a field of the model holds keys of parties, or words with one in them."""
    return any(mark is known for mark in marks_of(field) for known in _MARKS)


def marks_of(field: FieldInfo) -> Iterator[object]:
    """Yield what the type of a field is annotated with, at any depth."""
    yield from field.metadata
    yield from _marks(field.annotation)


def _marks(annotation: object) -> Iterator[object]:
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from inner[1:]
        inner = inner[:1]
    for argument in inner:
        yield from _marks(argument)


def _types(annotation: object) -> Iterator[object]:
    """Yield the plain types that an annotation is made of, at any depth."""
    yield get_origin(annotation) or annotation
    inner = get_args(annotation)
    for argument in inner[:1] if get_origin(annotation) is Annotated else inner:
        yield from _types(argument)
