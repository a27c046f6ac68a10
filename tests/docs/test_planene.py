"""What docs/planene.md says serves a sentence of the two school plans, the program really has."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from skolemiljo_cli.calendar.deadline import Fristtype
from skolemiljo_cli.checks.registry import CHECKS
from skolemiljo_cli.cli import command_list
from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.sharing.documents import Dokument

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "planene.md").read_text(encoding="utf-8")
PLANS = ("Hjellestad skole", "Nedre Bekkelaget skole")
SERVES = re.compile(r"(?:(frist|regel|skjema|innstilling) )?`([^`]+)`")
COMMANDS = sorted(set(re.findall(r"`(skolemiljo [^`]+)`", PAGE)))
MEASURE = ("add", "change", "done")


def part(plan: str) -> str:
    """The part of the page with what this plan asks for in a case."""
    return PAGE.partition(f"## {plan}: det planen ber om i en sak\n")[2].partition("\n## ")[0]


def rows(plan: str) -> list[list[str]]:
    """Number, sentence, what serves it, and note: the rows of all the tables of a plan."""
    found = re.findall(r"^\| \d.*\|$", part(plan), re.M)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in found]


ROWS = [(plan, *row) for plan in PLANS for row in rows(plan)]
SERVED = [SERVES.findall(row[3]) for row in ROWS]


def named(kind: str) -> list[str]:
    """Everything on the page that is marked as this kind, in tables and notes alike."""
    return sorted(set(re.findall(rf"\b{kind} `([^`]+)`", PAGE)))


def inner_models(annotation: object) -> list[type[Del]]:
    if isinstance(annotation, type) and issubclass(annotation, Del):
        return [annotation]
    return [found for one in get_args(annotation) for found in inner_models(one)]


def has_key(model: type[Del], dotted: str) -> bool:
    """Whether a value can stand here; lists and the keys of parties and measures are left out."""
    here, _, rest = dotted.partition(".")
    field = model.model_fields.get(here)
    if field is None or not rest:
        return field is not None
    return any(has_key(inner, rest) for inner in inner_models(field.annotation))


@pytest.mark.parametrize("plan", PLANS)
def test_the_rows_of_a_plan_are_numbered_from_one_without_gaps(plan):
    assert len(rows(plan)) > 40
    assert [row[0] for row in rows(plan)] == [str(n + 1) for n in range(len(rows(plan)))]


def test_a_row_is_a_number_a_sentence_what_serves_it_and_a_note():
    assert [row for row in ROWS if len(row) != 5] == []
    assert [row[2] for row in ROWS if not re.fullmatch("«.+»", row[2])] == []


def test_no_sentence_stands_twice_in_one_plan():
    for plan in PLANS:
        sentences = [row[1] for row in rows(plan)]
        assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_sentence_is_served_by_something_and_by_nothing_that_is_not_marked(row):
    assert SERVES.search(row[3])
    assert re.sub(SERVES, "", row[3]).replace(",", "").strip() == ""


def told_of(command: str, cli) -> dict[str, set[str]]:
    """Each option in the help of a command, with every word that stands about it there."""
    plain = cli(command, "--help").out.partition("\nValg:\n")[2].partition("\nEksempler:\n")[0]
    found: dict[str, set[str]] = {}
    for about in re.split(r"^  (?=-)", plain, flags=re.M)[1:]:
        head = re.split(r" [A-ZÆØÅ]|  ", about)[0]
        for option in re.findall(r"--[a-z0-9-]+", head):
            found[option] = set(re.findall(r"[\w-]+", about))
    return found


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_has_the_options_and_the_words_that_stand_after_it(line, cli):
    _, name, *rest = line.split()
    assert name in {entry.name for entry in command_list.COMMANDS}
    if name == "measure":
        assert rest.pop(0) in MEASURE
    known = told_of(name, cli)
    for before, word in pairwise(["", *rest]):
        if word.startswith("--"):
            assert word in known
        else:
            assert word in known[before] | set(Rolle)


def test_a_measure_is_added_changed_or_done():
    said = {line.split()[2] for line in COMMANDS if line.startswith("skolemiljo measure")}
    assert said == set(MEASURE)


def test_a_key_is_one_a_case_can_have():
    keys = {
        name
        for served in SERVED
        for kind, name in served
        if not kind and not name.startswith("skolemiljo ")
    }
    assert len(keys) > 30
    assert [key for key in sorted(keys) if not has_key(Sak, key)] == []


def test_a_setting_is_one_the_school_can_make():
    assert named("innstilling")
    assert [name for name in named("innstilling") if not has_key(Oppsett, name)] == []


def test_a_deadline_is_one_the_tool_computes():
    assert named("frist")
    assert set(named("frist")) <= set(Fristtype)


def test_a_rule_is_one_that_check_has():
    assert named("regel")
    assert set(named("regel")) <= {check.rule for check in CHECKS}


def test_a_form_is_one_that_render_makes():
    assert named("skjema")
    assert set(named("skjema")) <= set(Dokument)


@pytest.mark.parametrize("plan", PLANS)
def test_what_is_not_about_a_case_is_told_by_heading(plan):
    rest = PAGE.partition(f"## {plan}: resten av planen\n")[2].partition("\n## ")[0]
    assert "**Skoleåret**" in rest
    assert "**Ber ikke om noe i en sak:**" in rest
