"""Checking a new file with a second, independent parser: other programs will read it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from skolemiljo_cli.store.yaml.reader import is_nothing

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value


def agrees(data: bytes, intended: Value) -> bool:
    """Tell whether ruamel.yaml (YAML 1.2) reads the file as intended, with scalars as text."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return _value(YAML(typ="safe", pure=True).compose(data.decode("utf-8"))) == intended
    except YAMLError:
        return False


def _value(node: Any, under: str | None = None) -> Value:  # noqa: ANN401 - ruamel.yaml has no types
    if node.id == "mapping":
        return {str(key.value): _value(item, str(key.value)) for key, item in node.value}
    if node.id == "sequence":
        return [_value(item, under) for item in node.value]
    plain = node.style in (None, "")
    return None if plain and is_nothing(node.value, under) else str(node.value)
