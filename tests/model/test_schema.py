"""The JSON Schema that editors read: true cases are not red, slips are, all of it in Norwegian."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel
from test_gate import FULL

from skolemiljo_cli.model.case import Sak
from skolemiljo_cli.model.schema import case_schema
from skolemiljo_cli.services.demo import FOLDER, dated
from skolemiljo_cli.store.templates import packaged_names, packaged_text

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = case_schema()
VALIDATOR = Draft7Validator(SCHEMA)
EXAMPLES = sorted((ROOT / "cases").glob("*/sak.yaml"))
DEMO = packaged_names(FOLDER)
NULL = re.compile("~|null|Null|NULL|")
BOOL = re.compile("true|True|TRUE|false|False|FALSE")
INT = re.compile("[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def as_an_editor(text: str) -> object:
    """The values as YAML 1.2 has them (core schema): no dates, no `yes`, no octal."""
    return value_of(yaml.compose(text, Loader=yaml.BaseLoader))


def value_of(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {key.value: value_of(part) for key, part in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(part) for part in node.value]
    text = node.value
    if node.style is not None:
        return text
    if NULL.fullmatch(text):
        return None
    if BOOL.fullmatch(text):
        return text.lower() == "true"
    if INT.fullmatch(text):
        return int(text)
    return float(text) if FLOAT.fullmatch(text) else text


def red(values: object) -> list[str]:
    """Where an editor would draw a red line."""
    return [".".join(map(str, fault.absolute_path)) for fault in VALIDATOR.iter_errors(values)]


def test_the_schema_is_of_the_draft_that_editors_read():
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(SCHEMA)
    assert "prefixItems" not in json.dumps(SCHEMA)


def test_there_are_examples_to_try():
    assert len(EXAMPLES) >= 1
    assert len(DEMO) >= 10


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_case_has_no_red_line(path):
    assert red(as_an_editor(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", DEMO)
def test_a_demo_case_has_no_red_line(name):
    text = dated(packaged_text(name), date(2026, 11, 23))
    assert red({"id": "2026-11-22-k3fq", **as_an_editor(text)}) == []


def test_a_case_that_says_everything_has_no_red_line():
    assert red(as_an_editor(FULL)) == []


def test_a_new_case_has_no_red_line(cli, ledger):
    cli("new-case", "--elev", "Espen Askeladd", "--beskrivelse", "{e1} sa: nei", "--haster")
    (path,) = (ledger / "cases").glob("*/sak.yaml")
    assert red(as_an_editor(path.read_text(encoding="utf-8"))) == []


def test_the_schema_of_a_new_ledger_is_this_one(ledger):
    stored = json.loads((ledger / ".skolemiljo" / "sak.schema.json").read_text(encoding="utf-8"))
    assert stored == SCHEMA


WHOLE = as_an_editor(FULL)


def with_(place: tuple, value: object) -> object:
    values = deepcopy(WHOLE)
    holder = values
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return values


def mappings(value: object, place: tuple = ()):
    if isinstance(value, dict):
        yield place
        for key, part in value.items():
            yield from mappings(part, (*place, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from mappings(part, (*place, index))


BY_KEY = {
    ("parter",),
    ("aktivitetsplan", "evalueringer", 0, "tiltak"),
    ("aktivitetsplan", "revidert", 0, "tidligere"),
    ("undersokelse", "ikke_hort"),
    ("logg", 0, "synspunkter"),
}
PARTS = [place for place in mappings(WHOLE) if place not in BY_KEY]


@pytest.mark.parametrize("place", PARTS, ids=lambda place: ".".join(map(str, place)) or "top")
def test_an_unknown_key_is_red_and_a_key_of_the_user_s_own_is_not(place):
    assert red(with_((*place, "tullenøkkel"), "noe"))
    assert red(with_((*place, "x-eget"), {"hva": ["som", "helst"]})) == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("melding", "dato"), "20.11.2026"),
        (("melding", "kilde"), "lærer"),
        (("type",), "9a-4"),
        (("melding", "melder"), "Lise Lærersen"),
        (("melding", "involverte"), "e1"),
        (("mottak", "rektor", "tid"), "2026-11-20 kl. 14"),
        (("aktivitetsplan", "tiltak", 0, "id"), "1"),
        (("aktivitetsplan", "tiltak", 0, "rettet_mot"), "naboen"),
        (("melding", "haster"), "kanskje"),
        (("logg",), {"a": "b"}),
        (("melding",), None),
        (("melding", "dato"), None),
    ],
    ids=str,
)
def test_a_wrong_value_is_red(place, wrong):
    assert red(with_(place, wrong))


@pytest.mark.parametrize(
    ("place", "right"),
    [
        (("melding", "kilde"), None),
        (("logg",), None),
        (("arkivreferanse",), 2600417),
        (("parter", "e1", "trinn"), 5),
        (("parter", "e1", "trinn"), "VG1"),
        (("mottak", "rektor", "tid"), "2026-11-20"),
        (("mottak", "rektor", "tid"), "2026-11-20T14:10"),
        (("aktivitetsplan", "tiltak", 0, "rettet_mot"), "klasse"),
        (("aktivitetsplan", "tiltak", 0, "rettet_mot"), ["klasse", "skole"]),
        (("aktivitetsplan", "tiltak", 0, "gjennomfores_av"), "a1"),
    ],
    ids=str,
)
def test_what_people_write_is_not_red(place, right):
    assert red(with_(place, right)) == []


def parts(model: type[BaseModel], seen: set[type] | None = None) -> set[type]:
    """Every kind of part a case has."""
    seen = set() if seen is None else seen
    seen.add(model)
    for field in model.model_fields.values():
        for kind in kinds(field.annotation):
            if kind not in seen:
                parts(kind, seen)
    return seen


def kinds(annotation: object):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from kinds(inner)


@pytest.mark.parametrize("part", sorted(parts(Sak), key=lambda part: part.__name__))
def test_every_field_has_a_title_written_for_people(part):
    for name, field in part.model_fields.items():
        assert field.title, f"{part.__name__}.{name}"
        assert not re.search(r"\b(the|date|name|case|id of|of)\b", field.title.lower())


def shapes():
    yield "sak", SCHEMA
    yield from SCHEMA["$defs"].items()


@pytest.mark.parametrize(("name", "shape"), [one for one in shapes() if "properties" in one[1]])
def test_every_property_has_its_title_in_the_schema_and_every_part_its_help(name, shape):
    assert shape["description"]
    assert shape["additionalProperties"] is False
    assert shape["patternProperties"] == {"^x-": {}}
    for key, prop in shape["properties"].items():
        assert prop.get("title"), f"{name}.{key}"


@pytest.mark.parametrize(("name", "shape"), [one for one in shapes() if "enum" in one[1]])
def test_every_word_of_a_closed_list_has_its_norwegian_label(name, shape):
    assert len(shape["enumDescriptions"]) == len(shape["enum"])
    assert "description" not in shape  # the docstring is English


@pytest.mark.parametrize(("name", "shape"), [one for one in shapes() if "properties" in one[1]])
def test_every_example_is_one_that_gets_no_red_line(name, shape):
    """And what has a form of its own, a day or a closed word, has an example of it."""
    for key, prop in shape["properties"].items():
        for example in prop.get("examples", []):
            part = {**prop, "$defs": SCHEMA["$defs"]}
            faults = [one.message for one in Draft7Validator(part).iter_errors(example)]
            assert not faults, f"{name}.{key}: {example}"
        plain = str(prop.get("anyOf", prop))
        if "'type': 'boolean'" in plain or ("'pattern'" in plain and "Properties" not in plain):
            assert prop.get("examples"), f"{name}.{key}"
