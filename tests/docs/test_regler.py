"""docs/regler.md is the registry: every rule, lint L01–L32 and point 1–22, each with its tests."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from regler_rows import ELSEWHERE, LINTS, POINTS

from skolemiljo_cli.calendar.deadline import Fristtype
from skolemiljo_cli.checks.registry import CHECKS
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.law import NEW_ACT_IN_FORCE, hjemmel
from skolemiljo_cli.sharing.documents import Dokument

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "regler.md"
MARK = "<!-- Resten av siden skrives av tests/docs/test_regler.py. -->\n"
UPDATE = bool(os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"))
GRAVITY = {Severity.ERROR: "feil", Severity.WARNING: "advarsel", Severity.INFO: "merk"}
KIND = {"lov": "lov", "praksis": "praksis", "lokal": "lokal", "rad": "råd", "fil": "filen"}


@pytest.fixture(scope="module")
def tables() -> dict[str, list[str]]:
    """The files with the rows that break each rule."""
    sys.path.insert(0, str(ROOT / "tests" / "checks"))
    try:
        import checks_rows
    finally:
        sys.path.pop(0)
    texts = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests" / "checks").glob("rows_*.py"))
    }
    hit = {row.rule for row in checks_rows.HITS}
    return {
        one.rule: [
            name for name, text in texts.items() if f'"{one.rule}"' in text and one.rule in hit
        ]
        for one in CHECKS
    }


def _tests(rules, tables):
    files = sorted({file for rule in rules for file in tables[rule]})
    return ", ".join(f"`tests/checks/{file}.py`" for file in files) or "–"


def _code(words):
    return ", ".join(f"`{word}`" for word in words) or "–"


def _rules_table():
    for one in CHECKS:
        law = hjemmel(one.provision, NEW_ACT_IN_FORCE) if one.provision else "–"
        serves = ", ".join([*one.lints, *(f"punkt {point}" for point in one.points)]) or "–"
        yield (
            f"| `{one.rule}` | {GRAVITY[one.severity]} | {KIND[one.kind]} | {one.about} "
            f"| {one.remedy} | {law} | {serves} |"
        )


def _lint_table(tables):
    for number, what in LINTS.items():
        rules = [one.rule for one in CHECKS if number in one.lints]
        extra = f"; {ELSEWHERE[number]}" if number in ELSEWHERE else ""
        yield f"| {number} | {what}{extra} | {_code(rules)} | {_tests(rules, tables)} |"


def _point_table(tables):
    for number, (what, keys, deadlines, forms) in POINTS.items():
        rules = [one.rule for one in CHECKS if number in one.points]
        yield (
            f"| {number} | {what} | {_code(rules)} | {_code(keys.split())} "
            f"| {_code(deadlines.split())} | {_code(forms.split())} | {_tests(rules, tables)} |"
        )


def written(tables):
    return "\n".join(
        [
            "",
            "## Alle reglene",
            "",
            "| regel | alvor | slag | hvorfor | hva du gjør | hjemmel | dekker |",
            "|---|---|---|---|---|---|---|",
            *_rules_table(),
            "",
            "## Typiske mangler, L01–L32",
            "",
            "| nummer | mangel | regler | prøvd i |",
            "|---|---|---|---|",
            *_lint_table(tables),
            "",
            "## Det som skal dokumenteres, punkt 1–22",
            "",
            "Nøklene er der opplysningen står i `sak.yaml`, fristene er de `skolemiljo deadlines`",
            "viser, og skjemaene er de `skolemiljo render` skriver.",
            "",
            "| punkt | hva | regler | nøkler | frister | skjemaer | prøvd i |",
            "|---|---|---|---|---|---|---|",
            *_point_table(tables),
            "",
        ]
    )


def test_the_page_is_the_registry(tables):
    head, mark, rest = PAGE.read_text(encoding="utf-8").partition(MARK)
    assert mark
    if UPDATE:
        PAGE.write_text(head + mark + written(tables), encoding="utf-8")
    else:
        lacks = [one.rule for one in CHECKS if f"| `{one.rule}` |" not in rest]
        how = "run this test with SKOLEMILJO_UPDATE_SNAPSHOTS=1 to write it"
        assert rest == written(tables), f"docs/{PAGE.name} is not the registry, {lacks=}; {how}"


@pytest.mark.parametrize("number", [f"L{n:02}" for n in range(1, 33)])
def test_every_lint_has_a_rule_with_a_test(number, tables):
    rules = [one.rule for one in CHECKS if number in one.lints]
    assert number in LINTS
    assert rules
    assert all(tables[rule] for rule in rules)


@pytest.mark.parametrize("number", range(1, 23))
def test_every_point_of_the_documentation_list_has_a_rule_with_a_test(number, tables):
    rules = [one.rule for one in CHECKS if number in one.points]
    assert number in POINTS
    assert rules
    assert all(tables[rule] for rule in rules)


@pytest.mark.parametrize("number", range(1, 23))
def test_the_keys_and_deadlines_named_for_a_point_exist(number):
    _what, keys, deadlines, forms = POINTS[number]
    assert set(deadlines.split()) <= {kind.value for kind in Fristtype}
    for key in keys.split():
        assert _exists(key.split(".")), key
    assert set(forms.split()) <= {one.value for one in Dokument}


def _exists(steps):
    from typing import get_args

    from skolemiljo_cli.model.base import Del
    from skolemiljo_cli.model.sak.case import Sak

    def parts(annotation):
        if isinstance(annotation, type) and issubclass(annotation, Del):
            return [annotation]
        return [found for inner in get_args(annotation) for found in parts(inner)]

    models = [Sak]
    for step in steps:
        fields = [model.model_fields[step] for model in models if step in model.model_fields]
        if not fields:
            return False
        models = [inner for field in fields for inner in parts(field.annotation)]
    return True


def test_each_file_named_as_a_test_exists():
    for name in re.findall(r"`(tests/[\w/]+\.py)`", PAGE.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name


def test_the_example_of_an_exception_is_one_that_works():
    from skolemiljo_cli.checks.silence import left_out
    from skolemiljo_cli.model.validation.validate import parse_case
    from skolemiljo_cli.store.yaml import reader

    block = re.search(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert block
    head = "id: 2026-11-22-k3fq\ntype: 12-4\nmelding: {dato: 2026-11-20}\n"
    parsed = parse_case(reader.read(f"{head}{block[1]}".encode()))
    assert parsed.faults == ()
    assert left_out(parsed.value) == {"tiltak-generelt"}
