"""What is written to a file as plain values: a typed case, and what was said to a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skolemiljo_cli.model.base import Del
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.store.yaml.values import WriteValue


def case_values(sak: Sak) -> dict[str, Any]:
    """Return what was said about the case, in the order of the model; nothing that was not."""
    values = _plain_part(sak)
    for part in values.get("parter", {}).values():
        if isinstance(part.get("til"), list) and len(part["til"]) == 1:
            (part["til"],) = part["til"]  # `til: e1`, as most people write it
    return {"id": values.pop("id"), **values}


def _plain_part(part: Del) -> dict[str, Any]:
    known = [name for name in type(part).model_fields if name in part.model_fields_set]
    values = {name: plain(getattr(part, name)) for name in known}
    values.update({name: plain(value) for name, value in (part.model_extra or {}).items()})
    return values


def plain(value: object) -> Any:  # noqa: ANN401 - any plain value
    """Return the value without its types: words as text, parts as mappings, numbers as numbers."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date | datetime | bool) or value is None:
        return value
    if isinstance(value, str):
        return int(value) if _is_small_number(value) else value
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return _plain_part(value)  # type: ignore[arg-type]


def plain_values(entry: Mapping[str, object]) -> dict[str, WriteValue]:
    """Return an entry as plain values, without the keys that nothing was said of."""
    return {key: plain(value) for key, value in entry.items() if value not in (None, (), [], {})}


def said_by_name(said: Any) -> dict[str, Any]:  # noqa: ANN401 - what was said to any command
    """Return what was said, by the names of the fields."""
    return {part.name: getattr(said, part.name) for part in fields(said)}


def _is_small_number(text: str) -> bool:
    # `trinn: 5` is written as people write it; 010203 and long numbers stay quoted text
    return text.isascii() and text.isdigit() and len(text) <= 2 and str(int(text)) == text
