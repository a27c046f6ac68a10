"""A kind of deadline is one row beside its rule; what is written elsewhere follows from the row."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from test_deadlines import PEOPLE
from test_deadlines import ROWS as CASES

from skolemiljo_cli import calendar
from skolemiljo_cli.calendar import registry
from skolemiljo_cli.calendar.deadline import Fristtype
from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.model.law import NEW_ACT_IN_FORCE, hjemmel

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "skolemiljo_cli" / "calendar" / "deadline.py"
SCHEMA = ROOT / "docs" / "schema" / "utdata-1.schema.json"
GUIDE = ROOT / "docs" / "brukerveiledning.md"
GLOSSARY = ROOT / "docs" / "ordliste.md"
UPDATE = bool(os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"))
HOW = "run this test with SKOLEMILJO_UPDATE_SNAPSHOTS=1 to write them"
ROWS = {rule.rad.ord: rule.rad for rule in registry.RULES}
ORDINARY = [row for row in CASES if "type" not in row[1]]
"""The cases that `list` shows in an ordinary ledger."""
MEMBERS = re.compile(r'(?<="""\n\n)(?:    [A-Z_]+ = "[a-z-]+"\n)+(?=\n\nclass Grunnlag)')


def difference(written, kinds):
    """What a list of kinds lacks and has too much, or that only the order is another."""
    lacks, extra = [k for k in kinds if k not in written], [k for k in written if k not in kinds]
    return (
        f"lacks {lacks}, has {extra} that no rule gives" if lacks or extra else "has another order"
    )


def test_the_light_list_of_words_is_the_rules():
    written = WORDS.read_text(encoding="utf-8")
    members = "".join(f'    {word.replace("-", "_").upper()} = "{word}"\n' for word in ROWS)
    assert MEMBERS.search(written)
    if UPDATE:
        WORDS.write_text(MEMBERS.sub(members, written), encoding="utf-8")
        return
    known = [kind.value for kind in Fristtype]
    assert known == list(ROWS), f"Fristtype in {WORDS.name} {difference(known, ROWS)}; {HOW}"


def test_the_published_schema_has_every_kind():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for part, key in (("frist", "frist"), ("sakslinje", "neste_frist_type")):
        field = schema["$defs"][part]["properties"][key]
        written = [word for word in field["enum"] if word is not None]
        if UPDATE:
            field["enum"] = [*ROWS, *([None] if None in field["enum"] else [])]
            text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
            SCHEMA.write_text(text, encoding="utf-8")
            continue
        where = f"$defs.{part}.{key} in {SCHEMA.name}"
        assert written == list(ROWS), f"{where} {difference(written, ROWS)}; {HOW}"


@pytest.mark.parametrize(
    ("parts", "kind", "day"), [row[1:4] for row in ORDINARY], ids=[row[0] for row in ORDINARY]
)
def test_what_is_told_of_a_case_with_one_deadline_is_a_document_of_the_schema(
    parts, kind, day, cli, write_case, monkeypatch
):
    def of_this_kind(sak, oppsett):
        return [one for one in registry.deadlines(sak, oppsett) if one.rad.ord == kind]

    monkeypatch.setattr("skolemiljo_cli.services.overview.cases.deadlines", of_this_kind)
    report = {"dato": "2026-11-02", "melder": "a1"}
    case = {"id": "2026-11-02-k3fq", "type": "12-4", "parter": PEOPLE, "melding": report, **parts}
    write_case(json.dumps(case), case["id"])
    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    documents = {
        name: json.loads(cli(name, *words, "--today", day, "--json").out)
        for name, words in (("list", ()), ("deadlines", ("--all",)), ("show", ("k3fq",)))
    }
    for document in documents.values():
        assert [fault.message for fault in schema.iter_errors(document)] == []
    assert documents["list"]["data"]["saker"][0]["neste_frist_type"] == kind
    assert kind in {frist["frist"] for frist in documents["deadlines"]["data"]["frister"]}


def test_every_module_with_deadline_rules_is_read_by_the_registry():
    for path in sorted(Path(calendar.__file__).parent.glob("*.py")):
        rules = len(re.findall(r"^@deadline\($", path.read_text(encoding="utf-8"), re.M))
        read = [rule for rule in registry.RULES if rule.dates.__module__.endswith(f".{path.stem}")]
        assert len(read) == rules, f"calendar/registry.py does not read all of {path.name}"


def test_each_kind_has_one_row():
    words = [rule.rad.ord for rule in registry.RULES]
    assert [word for word in ROWS if words.count(word) > 1] == []


def last_cell(page, heading, word):
    """The last cell of the row of the kind in the table under the heading."""
    table = page.read_text(encoding="utf-8").partition(f"\n{heading}\n")[2].partition("\n#")[0]
    for row in re.findall(r"^\| (.+) \|$", table, re.M):
        cells = [cell.strip(" `") for cell in row.split(" | ")]
        if cells[0] == word:
            return cells[-1]
    raise AssertionError(f"«{word}» has no row under «{heading}» in {page.relative_to(ROOT)}")


@pytest.mark.parametrize("word", ROWS)
def test_the_guide_says_what_the_kind_is_built_on(word):
    basis = last_cell(GUIDE, "### Alle fristene", word)
    assert basis.startswith(ROWS[word].grunnlag.value), f"{GUIDE.name}: {word} says «{basis}»"


@pytest.mark.parametrize("word", ROWS)
def test_the_glossary_names_the_provision_of_the_kind(word):
    source = last_cell(GLOSSARY, "## Frister", word)
    law = hjemmel(ROWS[word].hjemmel, NEW_ACT_IN_FORCE)
    section = re.search(r"§ [\d-]+", law)
    assert section
    assert section[0] in source, f"{GLOSSARY.name}: {word} says «{source}», the row {law}"


@pytest.mark.parametrize(
    "rule", [rule for rule in registry.RULES if rule.rad.kommando], ids=lambda rule: rule.rad.ord
)
def test_the_command_that_answers_a_kind_exists_with_its_options(rule, cli):
    words = rule.rad.kommando.split()
    assert words[0] in {command.name for command in COMMANDS}, rule.rad.kommando
    path = words[: words.index("{sak}")]
    answer = cli(*path, "--help")
    assert answer.code == 0, rule.rad.kommando
    for option in (word for word in words if word.startswith("--")):
        assert option in answer.out, rule.rad.kommando
