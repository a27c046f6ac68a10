"""`check --explain`: what a rule is, why it is there, where it comes from and what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import skolemiljo_cli
from skolemiljo_cli.checks import rule_ids
from skolemiljo_cli.checks.registry import CHECKS, Kind
from skolemiljo_cli.errors import Severity

HERE = Path(skolemiljo_cli.__file__).resolve().parents[1]


def explained(cli, *words):
    document = json.loads(cli("check", *words, "--json").out)
    assert document["exit_code"] == 0
    return document["data"]["regler"]


def test_a_rule_is_explained_without_any_ledger(cli):
    answer = cli("check", "--explain", "tiltak-generelt")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "tiltak-generelt (advarsel)\n"
        "  Hvorfor:      Eleven, hjemmet og alle voksne må kunne se hva som skal gjøres, når og "
        "hvor.\n"
        "  Gjør:         Skriv hvor, når og hvordan tiltaket gjennomføres.\n"
        "  Kommer fra:   praksis hos Udir, statsforvaltere og tilsyn; loven sier det ikke selv\n"
        "  Hjemmel:      opplæringslova § 12-4 tredje ledd (før 1. august 2024: opplæringslova "
        "(1998) § 9 A-4 sjette ledd)\n"
        "  Nummer:       L11\n"
        "  Dokumenterer: punkt 13 i docs/regler.md\n"
    )


def test_a_number_stands_for_all_its_rules(cli):
    wanted = [check.rule for check in CHECKS if "L17" in check.lints]
    assert len(wanted) > 1
    assert [one["regel"] for one in explained(cli, "--explain", "L17")] == wanted


@pytest.mark.parametrize(
    "words",
    [
        ("--explain", "L01,id-dobbel"),
        ("--explain", "L01", "--explain", "id-dobbel"),
        ("--explain", "L01", "id-dobbel"),
        ("--explain", "l01, plan-a-problem, id-dobbel"),
    ],
    ids=str,
)
def test_several_rules_are_explained_once_each(words, cli):
    rules = [one["regel"] for one in explained(cli, *words)]
    assert rules == ["plan-a-problem", "problem-for-kort", "id-dobbel"]


def test_an_unknown_rule_is_not_found_and_the_nearest_is_suggested(cli):
    answer = cli("check", "--explain", "tiltak-generellt")
    assert (answer.code, answer.out) == (66, "")
    assert answer.err == "Feil: Det finnes ingen slik regel.\nMente du «tiltak-generelt»?\n"


def test_what_was_typed_is_not_repeated(cli):
    answer = cli("check", "--explain", "Ole Brumm")
    assert answer.code == 66
    assert "Brumm" not in answer.err


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule)
def test_every_rule_can_be_explained_and_is_whole(check, cli):
    (one,) = explained(cli, "--explain", check.rule)
    assert one["hvorfor"] == check.about
    assert one["gjor"] == check.remedy
    for text in (check.about, check.remedy):
        assert text.endswith(".")
        assert text.count(". ") == 0
    assert check.kind is not Kind.FIL or one["hjemmel"] is None
    assert one["kan_unntas"] == check.can_be_left_out


def test_what_the_statute_does_not_say_is_never_an_error():
    graves = {check.kind for check in CHECKS if check.severity is Severity.ERROR}
    assert graves == {Kind.LOV, Kind.FIL}


def test_a_finding_of_practice_does_not_look_like_the_law(cli, write_case):
    case_id = "2026-11-20-k3fq"
    report = "melding: {dato: 2026-11-20}\n"
    write_case(f"id: {case_id}\ntype: 12-4\nparter: {{e1: {{rolle: elev}}}}\n{report}", case_id)
    (one,) = json.loads(cli("check", "--json").out)["findings"]
    assert one["hjemmel"] == "praksis, jf. opplæringslova § 12-4 fjerde ledd"


@pytest.mark.slow
def test_completion_offers_rules_and_numbers_and_loads_no_model():
    script = (
        "import sys\nfrom skolemiljo_cli.cli.framework.app import run\n"
        "try:\n    run([])\nfinally:\n"
        "    print('pydantic' in sys.modules, 'yaml' in sys.modules, file=sys.stderr)"
    )
    line = "skolemiljo check --explain plan-"
    env = {
        **os.environ,
        "PYTHONPATH": str(HERE),
        "_SKOLEMILJO_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": "3",
    }
    said = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False
    )
    assert set(said.stdout.split()) == {one for one in rule_ids.RULES if one.startswith("plan-")}
    assert said.stderr.split()[-2:] == ["False", "False"]
