"""The demo and the repository's own cases: valid, varied, and true on any day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_cli.calendar.deadline import Fristtype
from skolemiljo_cli.calendar.registry import deadlines
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.derived.phase import phase
from skolemiljo_cli.model.validation.unknown_keys import unknown_keys
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.model.vocab import Fase
from skolemiljo_cli.services.ledger.demo import FOLDER, dated, demo_case
from skolemiljo_cli.store.cases.templates import packaged_names, packaged_text
from skolemiljo_cli.store.yaml import reader

ROOT = Path(__file__).resolve().parents[2]
NAMES = packaged_names(FOLDER)
NOT_IN_THE_DEMO: set[Fristtype] = set()
DAYS = [date(2026, 11, 23), date(2026, 11, 21), date(2026, 12, 24), date(2027, 5, 17)]


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_a_demo_case_is_valid_and_knows_all_its_keys_on_any_day(name, today):
    values = reader.read(dated(packaged_text(name), today).encode())
    parsed = parse_case({"id": "2026-01-01-0000", **values})
    assert parsed.faults == ()
    assert list(unknown_keys(values, parsed.value)) == []


def test_the_marks_count_virkedager_from_the_last_one():
    saturday, eve = date(2026, 11, 21), date(2026, 12, 24)
    assert dated("@0 @-1 @+1", saturday) == "2026-11-20 2026-11-19 2026-11-23"
    assert dated("@+1 @-1", eve) == "2026-12-28 2026-12-23"


def test_the_demo_shows_every_phase_and_nearly_every_kind_of_deadline():
    cases = [demo_case(name, DAYS[0]) for name in NAMES]
    assert len(cases) == 12
    assert {phase(sak) for sak in cases} == set(Fase)
    kinds = {one.frist for sak in cases for one in deadlines(sak, Oppsett())}
    assert set(Fristtype) - kinds == NOT_IN_THE_DEMO, "the demo, or NOT_IN_THE_DEMO, lacks a kind"


def test_check_finds_only_the_plan_that_is_meant_to_lack_something(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli("demo", "--dir", "prov").code == 0
    answer = cli("--ledger", "prov", "check", "--json")
    found = [one["rule"] for one in json.loads(answer.out)["findings"]]
    assert found == ["plan-e-evaluering"]
    assert answer.code == 1


def test_the_demo_shows_deadlines_then_a_form_then_what_to_try(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = cli("demo", "--dir", "en prøve")
    assert answer.out.index("FRISTER") < answer.out.index("# Varsling om hendelser")
    assert 'skolemiljo --ledger "en prøve" list' in answer.err
    again = cli("demo", "--dir", "en prøve")
    assert again.code == 73


def test_the_demo_as_json_names_its_cases(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = json.loads(cli("demo", "--dir", "prov", "--json").out)["data"]
    assert len(data["saker"]) == 12
    assert {one["tilstand"] for one in data["frister"]} == {"forfalt", "i_dag", "snart"}


def test_the_demo_runs_as_a_program_with_an_empty_home(tmp_path):
    environ = {"HOME": str(tmp_path), "PATH": os.defpath, "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "skolemiljo_cli", "demo"],
        env={**environ, "PYTHONPATH": str(ROOT), "TEMP": str(tmp_path)},
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    assert "Varsling om hendelser" in done.stdout.decode("utf-8")
    assert len(list(tmp_path.glob("skolemiljo-demo-*/cases/*/sak.yaml"))) == 12


def test_the_repository_is_a_ledger_with_nothing_to_complain_of(cli, monkeypatch):
    monkeypatch.chdir(ROOT)
    answer = cli("check")
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    saker = json.loads(cli("list", "--json").out)["data"]["saker"]
    assert len({one["fase"] for one in saker}) == len(saker) == 4
    assert cli("deadlines").out


def test_the_editor_schema_in_the_repository_is_current(cli):
    shown = (ROOT / ".skolemiljo" / "sak.schema.json").read_text(encoding="utf-8")
    assert cli("schema").out == shown


def test_no_document_of_an_example_is_stopped_by_what_is_no_name(cli):
    """Examples are what people try first: their names must not be words of the forms."""
    for case in sorted(one.name for one in (ROOT / "cases").iterdir() if one.is_dir()):
        for recipient in ("e1", "foresatte:e1", "skoleeier"):
            for form in ("melding", "saksgang", "aktivitetsplan"):
                words = ("render", case, form, "--for", recipient, "--today", "2026-11-23")
                said = cli("--ledger", str(ROOT), *words)
                assert said.code == 0, said.err
