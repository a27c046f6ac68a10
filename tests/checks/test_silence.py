"""A case does without a rule only with a written reason, and never hides a fault in the file."""

from __future__ import annotations

import json

import pytest
from checks_base import FILE, HEALTHY, TODAY

from skolemiljo_cli.checks.registry import CHECKS, Subject, run_counted
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.yaml import reader

GENERIC = HEALTHY.replace(
    "      tiltak: Samtale med eleven\n      hyppighet: hver fredag\n",
    "      tiltak: Følge med på eleven\n      fra: 2026-11-23\n",
)
REASON = "begrunnelse: Tiltaket er beskrevet i et vedlegg."


def found(text):
    values = reader.read(text.encode())
    parsed = parse_case(values)
    subject = Subject(parsed.value, values, TODAY, parsed.faults)
    return run_counted(subject, file=FILE, line_of=lambda _place: 1, dotted=reader.dotted)


def rules(text):
    return sorted(one.rule for one in found(text).findings)


def without(what, text=GENERIC):
    return f"{text}unntak:\n  - {{{what}}}\n"


def test_the_case_of_these_tests_breaks_one_rule():
    assert rules(GENERIC) == ["tiltak-generelt"]
    assert found(GENERIC).left_out == 0


@pytest.mark.parametrize("name", ["tiltak-generelt", "L11", "l11"])
def test_a_rule_is_left_out_by_its_name_or_number_and_counted(name):
    silent = found(without(f"regel: {name}, {REASON}"))
    assert silent.findings == ()
    assert silent.left_out == 1


def test_only_the_rule_that_is_named_is_left_out():
    assert rules(without(f"regel: L12, {REASON}")) == ["tiltak-generelt"]


@pytest.mark.parametrize("reason", ["", "begrunnelse: ' '"])
def test_without_a_reason_the_finding_stays_and_the_exception_is_told(reason):
    text = without(", ".join(filter(None, ("regel: tiltak-generelt", reason))))
    assert rules(text) == ["tiltak-generelt", "unntak-ugyldig"]
    assert found(text).left_out == 0


def test_an_unknown_rule_is_told_with_the_one_that_was_meant():
    text = without(f"regel: tiltak-generellt, {REASON}")
    assert rules(text) == ["tiltak-generelt", "unntak-ugyldig"]
    (told,) = [one for one in found(text).findings if one.rule == "unntak-ugyldig"]
    assert "mente du «tiltak-generelt»?" in told.message.lower()


def test_what_the_user_wrote_as_a_rule_is_not_repeated():
    assert "Brumm" not in str(found(without(f"regel: Ole Brumm, {REASON}")).findings)


def test_a_fault_in_the_file_cannot_be_left_out():
    broken = HEALTHY.replace("melder: a1", "melder: a9")
    assert rules(without(f"regel: part-mangler, {REASON}", broken)) == [
        "part-mangler",
        "unntak-ugyldig",
    ]


def test_the_rules_that_cannot_be_left_out_are_those_about_the_file():
    stay = [check for check in CHECKS if not check.can_be_left_out]
    assert {check.rule for check in stay} > {
        "ugyldig-verdi", "id-dobbel", "ukjent-nokkel", "part-mangler", "innforing-mangler",
    }  # fmt: skip
    assert not any(check.lints for check in stay)


def test_check_says_how_many_are_left_out_also_when_nothing_else_is_found(cli, write_case):
    path = write_case(without(f"regel: L11, {REASON}"), "2026-11-22-k3fq")
    answer = cli("check", "--today", TODAY.isoformat())
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "Ingen funn i 1 sak. 1 funn er unntatt med begrunnelse.\n"
    data = json.loads(cli("check", "--json", "--today", TODAY.isoformat()).out)["data"]
    assert data == {"saker": 1, "feil": 0, "unntatt": 1, "regler": []}
    path.write_text(without(f"regel: L11, {REASON}").replace("melder: a1", "melder: a9"), "utf-8")
    again = cli("check", "--today", TODAY.isoformat())
    assert again.code == 1
    assert (
        "1 feil i 1 sak. 1 funn er unntatt med begrunnelse. Gjør som meldingene sier" in again.err
    )
    assert cli("check", "--quiet", "--today", TODAY.isoformat()).err == ""
