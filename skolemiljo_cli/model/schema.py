"""The JSON Schemas of a case and of the settings, for completion and error marks in editors."""

import re
from typing import Any

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.examples import EXAMPLES
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import label

DRAFT = "http://json-schema.org/draft-07/schema#"  # what yaml-language-server reads
_NO_VALUE = {"type": "null"}
_ENTRIES = "h-7k3q t-9xk2 v-2m8d x-4r1t a-6m2k p-3n7w s-5h1c g-8b4z u-4r7e n-8t2m b-5m3k m-4x2k"
# Values with a fixed format: an example, and the description of the format.
_FORMATS = (
    ("2026-11-20T14:10", "En dato, helst med klokkeslett."),
    ("2026-11-20", "En dato: år-måned-dag."),
    ("a1", "Nøkkelen til en av partene i saken."),
    *(
        (id_, f"Id-en til innføringen: «{id_[:2]}» og fire tegn. Brukes aldri om igjen.")
        for id_ in _ENTRIES.split()
    ),
)
_RUNNING = "Tekst. Bruk nøkkelen, som {e1}, i stedet for navn. Skriv «|» foran flere linjer."
_SHORT = "Kort tekst på én linje."
_WORDS = ("title", "description", "examples")
_SHOWN = 3
"""How many keys the example of a part has, unless more are required."""

Shape = dict[str, Any]


def case_schema() -> Shape:
    """Return the schema of `sak.yaml` (draft-07, Norwegian titles and descriptions)."""
    return _schema(Sak)


def config_schema() -> Shape:
    """Return the schema of `skolemiljo.yaml`."""
    return _schema(Oppsett)


def _schema(model: type[Del]) -> Shape:
    schema = model.model_json_schema(mode="validation")
    kinds = schema.get("$defs", {})
    named = {model.__name__: schema, **kinds}
    for part in named.values():
        if "enum" in part:
            _tidy_words(part)
    written = {name: _explained(name, part, kinds) for name, part in named.items()}
    for name, part in named.items():
        if "properties" in part:
            _tidy_part(part, written[name])
    return {"$schema": DRAFT, **schema}


def _tidy_words(part: Shape) -> None:
    """Add the labels of a closed list of words; its docstring is for developers only."""
    part["enumDescriptions"] = [label(word) for word in part["enum"]]
    part.pop("description", None)


def _tidy_part(part: Shape, properties: Shape) -> None:
    """Allow `x-` keys and keys without a value, and reject other unknown keys."""
    required = part.get("required", [])
    part["properties"] = {
        name: shape if name in required else _nullable(shape) for name, shape in properties.items()
    }
    part["additionalProperties"] = False
    part["patternProperties"] = {"^x-": {}}


def _explained(part: str, shapes: Shape, kinds: Shape) -> Shape:
    """Return the properties of a part, each with a title, a description and an example."""
    return {
        key: _described(_with_example(_titled(_strict(shape), kinds), kinds, part, key), kinds)
        for key, shape in shapes.get("properties", {}).items()
    }


def _strict(shape: Shape) -> Shape:
    """Reject keys that do not match their pattern, such as `mor` for the party `f1`."""
    return {**shape, "additionalProperties": False} if "patternProperties" in shape else shape


def _titled(shape: Shape, kinds: Shape) -> Shape:
    """Add the title that pydantic leaves out when the referenced part has the same one."""
    if "title" in shape or "$ref" not in shape:
        return shape
    return {**shape, "title": kinds[_kind(shape)]["title"]}


def _kind(shape: Shape) -> str:
    return str(shape["$ref"].rpartition("/")[2])


def _described(shape: Shape, kinds: Shape) -> Shape:
    """Add a description of what to write, unless the field has one."""
    if "description" in shape:
        return shape
    running = any(mark in str(shape["examples"]) for mark in ("{e1}", "«", ". ", ".'"))
    text = _RUNNING if running else _SHORT
    return {**shape, "description": _description(shape, kinds) or text}


def _description(shape: Shape, kinds: Shape) -> str | None:
    if "$ref" in shape:
        kind = kinds[_kind(shape)]
        return "Ett av ordene i listen." if "enum" in kind else kind["description"]
    if "anyOf" in shape:
        return next((text for part in shape["anyOf"] if (text := _description(part, kinds))), None)
    if shape.get("type") == "array":
        return _of_list(shape.get("items", {}), kinds)
    if shape.get("type") == "boolean":
        return "true (ja) eller false (nei)."
    if shape.get("type") == "integer":
        return "Et helt tall."
    return next((text for example, text in _FORMATS if _fits(shape, example)), None)


def _of_list(inner: Shape, kinds: Shape) -> str | None:
    if "$ref" in inner and "enum" in kinds[_kind(inner)]:
        return "Ett eller flere av ordene i listen: [ett, to]."
    text = _description(inner, kinds)
    return f"En liste: [ett, to]. {text}" if text and "$ref" not in inner else text


def _fits(shape: Shape, text: str) -> bool:
    return re.search(shape.get("pattern", "(?!)"), text) is not None


def _with_example(shape: Shape, kinds: Shape, part: str, key: str) -> Shape:
    """Add an example: the one listed for the key, else one that fits the shape."""
    if "examples" in shape:
        return shape
    found = EXAMPLES.get(f"{part}.{key}")
    return {**shape, "examples": [_example(shape, kinds) if found is None else found]}


def _example(shape: Shape, kinds: Shape) -> Any:  # noqa: ANN401 - any JSON value
    """Return an example that fits the shape; None where only a person can write a good one."""
    if "$ref" in shape:
        kind = kinds[_kind(shape)]
        return kind["enum"][0] if "enum" in kind else _example_part(_kind(shape), kind, kinds)
    if "anyOf" in shape:
        return next((value for part in shape["anyOf"] if (value := _example(part, kinds))), None)
    if shape.get("type") == "array":
        inner = _example(shape.get("items", {}), kinds)
        return None if inner is None else [inner]
    if shape.get("type") == "boolean":
        return True
    if shape.get("type") == "integer":
        return shape.get("default", 1)
    return next((example for example, _ in _FORMATS if _fits(shape, example)), None)


def _example_part(name: str, kind: Shape, kinds: Shape) -> Shape:
    """Return a small example of a part: the required keys, and the first of the others."""
    required = kind.get("required", [])
    found: Shape = {}
    for key, shape in kind["properties"].items():
        plain = "$ref" not in str(shape) or key in required or _is_word(shape, kinds)
        if key in required or (plain and len(found) < _SHOWN):
            given = shape.get("examples", [EXAMPLES.get(f"{name}.{key}")])[0]
            found[key] = _example(shape, kinds) if given is None else given
    return {key: value for key, value in found.items() if value is not None}


def _is_word(shape: Shape, kinds: Shape) -> bool:
    choices = [choice for choice in shape.get("anyOf", [shape]) if choice != _NO_VALUE]
    return all("$ref" in choice and "enum" in kinds[_kind(choice)] for choice in choices)


def _nullable(shape: Shape) -> Shape:
    words: Shape = {key: shape[key] for key in _WORDS if key in shape}
    kind = {key: value for key, value in shape.items() if key not in (*words, "default")}
    choices = kind["anyOf"] if set(kind) == {"anyOf"} else [kind]
    valued = [choice for choice in choices if choice != _NO_VALUE]
    if _is_list_of_parts(shape) and len(valued) == 1:
        # inside anyOf, yaml-language-server completes such a list as «[object Object]»
        return {**words, **valued[0], "type": ["array", "null"]}
    return {**words, "anyOf": [*valued, _NO_VALUE]}


def _is_list_of_parts(shape: Shape) -> bool:
    examples = shape.get("examples", [])
    return any(isinstance(value, list) and isinstance(value[0], dict) for value in examples)
