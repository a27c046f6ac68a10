"""The JSON Schema of a case file: what an editor shows as help and marks in red."""

from __future__ import annotations

from typing import Any

from skolemiljo_cli.model.case import Sak

DRAFT = "http://json-schema.org/draft-07/schema#"  # what yaml-language-server reads


def case_schema() -> dict[str, Any]:
    """Return the schema of `sak.yaml` (draft-07, Norwegian titles and descriptions)."""
    schema = Sak.model_json_schema(mode="validation")
    _tidy(schema)
    return {"$schema": DRAFT, **schema}


def _tidy(node: Any) -> None:  # noqa: ANN401 - any JSON value
    """Let `x-` keys be free, other unknown keys red, and an empty value stand for no value."""
    if isinstance(node, dict):
        if "properties" in node:
            node["additionalProperties"] = False
            node["patternProperties"] = {"^x-": {}}
        if node.get("default") is None:
            node.pop("default", None)
        for part in node.values():
            _tidy(part)
    elif isinstance(node, list):
        for part in node:
            _tidy(part)
