"""The JSON Schema of a case file: what an editor shows as help and marks in red."""

from __future__ import annotations

import re
from typing import Any

from skolemiljo_cli.model.case import Sak
from skolemiljo_cli.model.vocab import label

DRAFT = "http://json-schema.org/draft-07/schema#"  # what yaml-language-server reads
_NO_VALUE = {"type": "null"}
_FORMS = (
    "2026-11-20", "2026-11-20T14:10", "a1", "2026-11-22-k3fq", "h-7k3q", "t-9xk2", "v-2m8d",
    "x-4r1t", "a-6m2k", "p-3n7w", "s-5h1c", "g-8b4z",
)  # fmt: skip
_WORDS = ("title", "description", "examples")


def case_schema() -> dict[str, Any]:
    """Return the schema of `sak.yaml` (draft-07, Norwegian titles and descriptions)."""
    schema = Sak.model_json_schema(mode="validation")
    for part in (schema, *schema["$defs"].values()):
        _tidy_words(part) if "enum" in part else _tidy_part(part, schema["$defs"])
    return {"$schema": DRAFT, **schema}


def _tidy_words(part: dict[str, Any]) -> None:
    """Give each word of a closed list the label people read; the docstring is for developers."""
    part["enumDescriptions"] = [label(word) for word in part["enum"]]
    part.pop("description", None)


def _tidy_part(part: dict[str, Any], kinds: dict[str, Any]) -> None:
    """Let `x-` keys be free, other unknown keys red, and a key without a value be allowed."""
    required = part.get("required", [])
    titled = {
        name: _with_example(_titled(shape, kinds), kinds)
        for name, shape in part["properties"].items()
    }
    part["properties"] = {
        name: shape if name in required else _or_nothing(shape) for name, shape in titled.items()
    }
    part["additionalProperties"] = False
    part["patternProperties"] = {"^x-": {}}


def _titled(shape: dict[str, Any], kinds: dict[str, Any]) -> dict[str, Any]:
    """Put back the title that pydantic leaves out where the part referred to has the same."""
    if "title" in shape or "$ref" not in shape:
        return shape
    return {**shape, "title": kinds[shape["$ref"].rpartition("/")[2]]["title"]}


def _with_example(shape: dict[str, Any], kinds: dict[str, Any]) -> dict[str, Any]:
    """Give what has a form an example of it: a day, a moment, a key, an id, a closed word."""
    if "examples" in shape:
        return shape
    found = _example(shape, kinds)
    return shape if found is None else {**shape, "examples": [found]}


def _example(shape: dict[str, Any], kinds: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value of the shape; None where only a person can give a good one."""
    if "$ref" in shape:
        kind = kinds[shape["$ref"].rpartition("/")[2]]
        return kind["enum"][0] if "enum" in kind else None
    if "anyOf" in shape:
        return next((one for part in shape["anyOf"] if (one := _example(part, kinds))), None)
    if shape.get("type") == "array":
        inner = _example(shape.get("items", {}), kinds)
        return None if inner is None else [inner]
    if shape.get("type") == "boolean":
        return True
    return next((one for one in _FORMS if re.search(shape.get("pattern", "(?!)"), one)), None)


def _or_nothing(shape: dict[str, Any]) -> dict[str, Any]:
    words: dict[str, Any] = {key: shape[key] for key in _WORDS if key in shape}
    kind = {key: value for key, value in shape.items() if key not in (*words, "default")}
    choices = kind["anyOf"] if set(kind) == {"anyOf"} else [kind]
    return {**words, "anyOf": [*(one for one in choices if one != _NO_VALUE), _NO_VALUE]}
