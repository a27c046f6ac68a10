"""The JSON Schema that editors read: true cases are not red, slips are, all of it in Norwegian."""

from __future__ import annotations

import json
import os
import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator
from pydantic import BaseModel
from test_gate import FULL

from skolemiljo_cli.model.config import LokaleFrister, Oppsett
from skolemiljo_cli.model.examples import EXAMPLES
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.schema import case_schema, config_schema
from skolemiljo_cli.model.validation.validate import parse
from skolemiljo_cli.services.ledger.demo import FOLDER, dated
from skolemiljo_cli.store.cases.templates import packaged_names, packaged_text
from skolemiljo_cli.store.yaml import reader

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = case_schema()
VALIDATOR = Draft7Validator(SCHEMA)
EXAMPLES_IN_CASES = sorted((ROOT / "cases").glob("*/sak.yaml"))
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
    assert len(EXAMPLES_IN_CASES) >= 1
    assert len(DEMO) >= 10


@pytest.mark.parametrize("path", EXAMPLES_IN_CASES, ids=lambda path: path.parent.name)
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


# --- both schemas, the whole way down -----------------------------------------------------------

CONFIG_SCHEMA = config_schema()
BOTH = {"sak": SCHEMA, "oppsett": CONFIG_SCHEMA}
ENGLISH = re.compile(
    r"\b(the|an|of|date|name|case|which|whether|returns?|is|are|when|must)\b", re.I
)


def properties():
    """Every key that a file may have, at every level, with the schema it is of."""
    for file, schema in BOTH.items():
        for part in (schema, *schema["$defs"].values()):
            for key, prop in part.get("properties", {}).items():
                yield f"{file}: {part.get('title')}.{key}", schema, prop


PROPERTIES = list(properties())


@pytest.mark.parametrize(("name", "schema", "prop"), PROPERTIES, ids=[one[0] for one in PROPERTIES])
def test_every_key_has_title_help_and_an_example_that_is_not_red(name, schema, prop):
    for words in (prop["title"], prop["description"]):
        assert words.strip() == words != ""
        assert not ENGLISH.search(words.replace("true", "")), words
    assert prop["description"][-1] in ".)»", prop["description"]
    assert prop["examples"]
    part = Draft7Validator({**prop, "$defs": schema["$defs"]})
    for example in prop["examples"]:
        assert example not in (None, {}, [])
        assert [one.message for one in part.iter_errors(example)] == []


def texts(value):
    """Every text in an example, at any depth."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(("name", "schema", "prop"), PROPERTIES, ids=[one[0] for one in PROPERTIES])
def test_an_example_that_an_editor_puts_in_as_it_is_can_be_read(name, schema, prop):
    """yaml-language-server quotes no text within an example of a whole part."""
    for text in texts(prop["examples"]):
        assert reader.read(f"a:\n  b: {text}\n".encode()) == {"a": {"b": text}}


@pytest.mark.parametrize(("name", "schema", "prop"), PROPERTIES, ids=[one[0] for one in PROPERTIES])
def test_a_list_of_parts_is_not_hidden_from_the_editor_in_a_choice(name, schema, prop):
    """Within `anyOf`, yaml-language-server fills one in as «[object Object]»."""
    examples = [one for one in prop["examples"] if isinstance(one, list)]
    if any(isinstance(inner, dict) for one in examples for inner in one):
        assert "items" in prop
        assert "anyOf" not in prop


@pytest.mark.parametrize(("name", "schema", "prop"), PROPERTIES, ids=[one[0] for one in PROPERTIES])
def test_a_map_is_not_explained_as_a_text(name, schema, prop):
    if any(isinstance(one, dict) for one in prop["examples"]):
        assert not prop["description"].startswith(("Kort tekst", "Tekst"))


def test_no_key_is_deeper_than_where_the_walk_comes():
    """A part within a part is always one of the `$defs`, so that nothing goes without help."""

    def inner(value, depth=0):
        if isinstance(value, dict):
            yield from (depth for key in value if key == "properties")
            for key, part in value.items():
                yield from inner(part, depth + (key not in ("$defs",)))
        elif isinstance(value, list):
            for part in value:
                yield from inner(part, depth + 1)

    for schema in BOTH.values():
        assert max(inner(schema)) <= 1


def test_every_example_written_by_hand_is_of_a_key_that_there_is():
    known = {f"{part.__name__}.{key}" for model in (Sak, Oppsett) for part in parts(model)
             for key in part.model_fields}  # fmt: skip
    assert set(EXAMPLES) <= known


def test_an_example_names_nobody():
    said = json.dumps([SCHEMA, CONFIG_SCHEMA], ensure_ascii=False)
    names = set(re.findall(r'"navn": "([^"]+)"', said))
    assert {one for one in names if "Eksempel" not in one} <= {"høstferie"}


# --- the files that lie in the ledger -----------------------------------------------------------

UPDATE = bool(os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"))


@pytest.mark.parametrize("name", ["sak", "oppsett"])
def test_the_schema_that_is_checked_in_is_the_model_s(name, cli):
    path = ROOT / ".skolemiljo" / f"{name}.schema.json"
    made = cli("schema", name).out
    if UPDATE:
        path.write_text(made, encoding="utf-8")
        return
    how = "run this test with SKOLEMILJO_UPDATE_SNAPSHOTS=1 to write it"
    assert path.read_text("utf-8") == made, f".skolemiljo/{path.name} is not the model's; {how}"


CHECKED_IN = {
    name: Draft7Validator(
        json.loads((ROOT / ".skolemiljo" / f"{name}.schema.json").read_text("utf-8"))
    )
    for name in BOTH
}
TRUE_CASES = [
    *EXAMPLES_IN_CASES,
    ROOT / "tests" / "checks" / "healthy.yaml",
]
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.mark.parametrize("path", TRUE_CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_true_case_is_not_red_by_the_schema_that_is_checked_in(path):
    faults = CHECKED_IN["sak"].iter_errors(as_an_editor(path.read_text("utf-8")))
    assert [one.message for one in faults] == []


@pytest.mark.parametrize("name", DEMO)
def test_a_demo_case_is_not_red_by_the_schema_that_is_checked_in(name):
    text = dated(packaged_text(name), date(2026, 11, 23))
    values = {"id": "2026-11-22-k3fq", **as_an_editor(text)}
    assert list(CHECKED_IN["sak"].iter_errors(values)) == []


def schema_named_in(path: Path) -> dict:
    """The schema that an editor finds by the first line of a file."""
    found = MODELINE.match(path.read_text("utf-8"))
    assert found, path
    place = (path.parent / found[1]).resolve()
    assert place.parent.name == ".skolemiljo"
    return json.loads(place.read_text("utf-8"))


@pytest.mark.slow
def test_every_file_that_is_made_leads_an_editor_to_its_schema(cli, ledger, monkeypatch):
    words = ("new-case", "--elev", "Espen Askeladd", "--beskrivelse", "Noe.")
    assert cli(*words).code == 0
    (ledger / "melding.yaml").write_text(
        "melding: {dato: 2026-11-20, beskrivelse: Noe.}\n", "utf-8"
    )
    assert cli("new-case", "--from", "melding.yaml", "--elev", "Per Askeladd").code == 0
    assert cli("demo", "--dir", "../omvisning").code == 0
    for root, cases in ((ledger, 2), (ledger.parent / "omvisning", 12), (ROOT, 4)):
        assert schema_named_in(root / "skolemiljo.yaml") == CONFIG_SCHEMA
        made = sorted((root / "cases").glob("*/sak.yaml"))
        assert len(made) == cases
        for path in made:
            assert schema_named_in(path) == SCHEMA


# --- the settings -------------------------------------------------------------------------------


def red_in_settings(text: str) -> list[str]:
    faults = CHECKED_IN["oppsett"].iter_errors(as_an_editor(text))
    return [".".join(map(str, one.absolute_path)) for one in faults]


def test_the_settings_that_are_made_show_every_local_norm_with_its_own_number():
    made = yaml.compose(packaged_text("oppsett/skolemiljo.yaml").replace("@", ""))
    shown = value_of(made)["lokale_frister"]
    norms = {name: field.default for name, field in LokaleFrister.model_fields.items()}
    assert shown == norms, "lokale_frister in templates/oppsett/skolemiljo.yaml"


def test_the_settings_that_are_made_have_no_red_line(ledger):
    for path in (ledger / "skolemiljo.yaml", ROOT / "skolemiljo.yaml"):
        assert red_in_settings(path.read_text("utf-8")) == []


def test_the_settings_that_the_guide_shows_have_no_red_line():
    guide = (ROOT / "docs" / "brukerveiledning.md").read_text("utf-8")
    (shown,) = re.findall(r"```yaml\n(# skolemiljo\.yaml\n.*?)```", guide, re.S)
    assert red_in_settings(shown) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("malform: engelsk", "malform"),
        ("skolle: Eksempel", ""),
        ("skoleeier: {kalles: fylke}", "skoleeier"),
        ("lokale_frister: {stille: 366}", "lokale_frister"),
        ("lokale_frister: {stile: 14}", "lokale_frister"),
        ("lukkede_dager: [21.12.2026]", "lukkede_dager"),
        ("lukkede_dager: [{fra: 2026-12-21}]", "lukkede_dager"),
        ("git: {commit: kanskje}", "git"),
        ("roller: [rektor]", "roller"),
    ],
)
def test_a_slip_in_the_settings_is_red(text, place):
    assert red_in_settings(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "skole:", "x-eget: {hva: som helst}", "lukkede_dager: [2027-02-22]", "git: {commit: true}",
        "lukkede_dager:\n  - {fra: 2026-12-21, til: 2027-01-01, navn: juleferie}\n  - 2027-02-22",
        "roller: {rektor: Rektor Eksempel}", "lokale_frister: {stille: 0}", "historikk:",
    ],
)  # fmt: skip
def test_what_people_write_in_the_settings_is_not_red(text):
    assert red_in_settings(text) == []


def test_what_the_schema_takes_the_program_takes_too():
    """And the other way round, for what the tests above call right and wrong."""
    for text, fine in (("lukkede_dager: [2027-02-22]", True), ("malform: engelsk", False)):
        faults = parse(Oppsett, reader.read(text.encode())).faults
        assert (not faults) is fine is (not red_in_settings(text))


def test_the_schema_of_the_settings_is_written_for_editors(cli):
    shown = (ROOT / ".skolemiljo" / "oppsett.schema.json").read_text("utf-8")
    assert cli("schema", "oppsett").out == shown
    assert cli("schema", "sak").out == cli("schema").out != shown
    assert json.loads(cli("schema", "oppsett", "--json").out)["data"]["skjema"] == CONFIG_SCHEMA
    wrong = cli("schema", "tull")
    assert (wrong.code, "sak, oppsett" in wrong.err) == (2, True)


@pytest.mark.parametrize(
    ("place", "wrong", "right"),
    [
        (("melding", "kilde"), "elevn", "elev"),
        (("melding", "dato"), "2026-11-2", "2026-11-02"),
        (("parter", "e1", "rolle"), "rektorr", "rektor"),
        (("logg", 0, "tid"), "2026-11-20 14", "2026-11-20 14:10"),
        (("logg", 0, "id"), "h-7k3", "h-7k3q"),
        (("logg", 0, "id"), "h-7k3i", "h-7k3j"),
        (("id",), "2026-11-22", "2026-11-22-k3fq"),
        (("parter",), {"Elev Eksempel": {"rolle": "elev"}}, {"e9": {"rolle": "elev"}}),
        (("logg", 0, "synspunkter"), {"mor": "Ja."}, {"f1": "Ja."}),
    ],
    ids=str,
)
def test_a_slip_in_a_case_is_red_where_it_is_and_its_neighbour_is_not(place, wrong, right):
    here = ".".join(map(str, place))
    assert any(here.startswith(one) and one for one in red(with_(place, wrong)))
    assert red(with_(place, right)) == []
