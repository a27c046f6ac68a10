"""Every bad input gives one calm sentence, its exit code, and loses nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from rows import CASE, GOOD, ROWS, Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "feilmeldinger.md"
HEADING = """\
# Feilmeldinger

Alt dette er prøvd av en test, og tabellen er skrevet av den. Ingen av dem endrer eller mister noe,
og ingen gjentar et navn. Kodene er forklart i [json.md](json.md).

| hva som er galt | kommando | kode | hva verktøyet sier |
|---|---|---|---|
"""


@pytest.fixture
def meet(ledger, cli):
    """Put the row's input on disk beside a good case, and run its command."""

    def run(row: Row):
        files = {f"cases/{GOOD}/sak.yaml": CASE.replace("2026-11-02-k3fq", GOOD).encode()}
        if row.case is not None:
            files["cases/2026-11-02-k3fq/sak.yaml"] = row.case
        if row.config is not None:
            files["skolemiljo.yaml"] = row.config
        for name, data in {**files, **row.files}.items():
            (ledger / name).parent.mkdir(parents=True, exist_ok=True)
            (ledger / name).write_bytes(data)
        before = snapshot(ledger)
        answer = cli(*row.args, stdin=row.stdin)
        return answer, before, snapshot(ledger)

    return run


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def said(answer) -> str:
    """What a person reads: the findings of check, else what stderr says."""
    text = answer.err
    if answer.out.startswith("{"):
        text = " ".join(one["message"] for one in json.loads(answer.out)["errors"])
    lines = [line for line in answer.out.splitlines() if "[" in line and ".yaml" in line]
    told = "\n".join(lines) or text
    return " ".join(told.split())


@pytest.mark.parametrize("row", ROWS, ids=[row.title for row in ROWS])
def test_a_bad_input_gets_a_sentence_and_its_code_and_nothing_is_lost(row, meet):
    answer, before, after = meet(row)
    everything = answer.out + answer.err
    assert answer.code == row.code, everything
    assert after == before
    assert said(answer)
    assert "Traceback" not in everything
    assert "Lærer Eksempel" not in everything
    assert "Elev Eksempel" not in everything
    assert "\x1b" not in everything
    assert "feil i skolemiljo selv" not in everything


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.case is not None], ids=lambda row: row.title
)
def test_a_bad_file_never_hides_the_deadlines_of_the_good_one(row, meet):
    answer, _, _ = meet(Row(row.title, ("deadlines", "--all"), 0, case=row.case))
    assert f"{GOOD}" in answer.out
    assert answer.code in (0, 65)


def test_there_are_at_least_forty_bad_inputs():
    assert len(ROWS) >= 40
    assert len({row.title for row in ROWS}) == len(ROWS)


def shown(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


@pytest.mark.slow
def test_the_page_of_messages_says_what_the_program_says(ledger, cli, meet, tmp_path):
    lines = []
    for row in ROWS:
        for path in sorted((ledger / "cases").rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        (ledger / "skolemiljo.yaml").write_text("skole: Eksempel skole\n")
        answer, _, _ = meet(row)
        command = " ".join(row.args[:2] if len(row.args) > 1 else row.args)
        lines.append(f"| {row.title} | `{command}` | {row.code} | {shown(said(answer))} |\n")
    page = HEADING + "".join(lines)
    if os.environ.get("SKOLEMILJO_UPDATE_SNAPSHOTS"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page
