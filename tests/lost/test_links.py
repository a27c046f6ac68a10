"""A case, or all of `cases/`, that lies behind a link is refused by every command alike."""

from __future__ import annotations

import subprocess
import sys

import pytest

from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.store.cases.case_names import case_names

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need no permission on POSIX")

SAK = "2026-11-02-k3fq"
CASE = f"""\
id: {SAK}
type: 12-4
parter:
  e1: {{rolle: elev, navn: Espen Askeladd}}
  a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
melding: {{dato: 2026-11-02, melder: a1, beskrivelse: "{{e1}} er alene."}}
"""
OF_A_CASE = {
    "receive": ("k3fq", "--rektor", "2026-11-02"),
    "log": ("k3fq", "--type", "observasjon", "--av", "a1", "--tekst", "Noe."),
    "investigate": ("k3fq", "--startet", "2026-11-03"),
    "plan": ("k3fq", "--problem", "Noe."),
    "measure": ("add", "k3fq", "--tiltak", "Noe."),
    "evaluate": ("k3fq", "--elevens-svar", "Bedre."),
    "close": ("k3fq", "--elevens-svar", "Bedre."),
    "reopen": ("k3fq", "--begrunnelse", "Noe."),
    "statsforvalter": ("k3fq", "--meldt", "2026-11-20"),
    "edit": ("k3fq",),
    "show": ("k3fq",),
    "render": ("k3fq", "melding"),
    "package": ("k3fq", "--for", "statsforvalter"),
    "history": ("k3fq",),
}
OF_ALL = {
    "list": (), "deadlines": (), "check": (), "sync": (), "undo": (),
    "new-case": ("--elev", "E", "--beskrivelse", "B"),
}  # fmt: skip
NEEDS_NO_CASES = {"init", "demo", "schema", "merge-driver"}


@pytest.fixture
def recorded(ledger, write_case, record, monkeypatch):
    """A ledger with a case that git has, whose next version the editor would write."""
    write_case(CASE)
    record(ledger)
    subprocess.run(["git", "config", "user.email", "rita@skole.example"], cwd=ledger, check=True)
    subprocess.run(["git", "config", "user.name", "Rita"], cwd=ledger, check=True)
    (ledger.parent / "rett.yaml").write_text(CASE + "x-nytt: 1\n", encoding="utf-8")
    monkeypatch.setenv("EDITOR", "cp ../rett.yaml")
    return ledger


def linked(ledger, name):
    """Move a folder of the ledger out, put a link in its place, and return where it lies."""
    away = ledger.parent / "et annet sted"
    (ledger / name).rename(away)
    (ledger / name).symlink_to(away)
    return away


def test_every_command_is_tried_or_needs_no_cases():
    tried = {*OF_A_CASE, *OF_ALL, *NEEDS_NO_CASES, "doctor"}
    assert tried == {entry.name for entry in COMMANDS}


@pytest.mark.parametrize("name", [*OF_A_CASE, *OF_ALL])
def test_no_command_reads_or_writes_through_a_linked_folder_of_cases(name, recorded, cli):
    away = linked(recorded, "cases")
    before = {path: path.read_bytes() for path in away.rglob("*") if path.is_file()}
    said = cli(name, *{**OF_A_CASE, **OF_ALL}[name])
    assert said.code == (73 if name == "new-case" else 65), said.err
    assert "er en lenke" in said.err
    assert said.out == ""
    assert {path: path.read_bytes() for path in away.rglob("*") if path.is_file()} == before
    if name == "new-case":
        return  # what was to be a case is kept as a draft
    assert not [*(recorded / ".skolemiljo").glob("utkast/*")]


@pytest.mark.parametrize("name", OF_A_CASE)
def test_no_command_reads_or_writes_a_linked_case(name, recorded, cli):
    away = linked(recorded, f"cases/{SAK}")
    before = (away / "sak.yaml").read_bytes()
    said = cli(name, *OF_A_CASE[name])
    if name == "history":  # of what git has; the link itself is not followed
        assert said.code == 0
    else:
        assert (said.code, "er en lenke" in said.err) == (65, True), said.err
        assert said.out == ""
    assert (away / "sak.yaml").read_bytes() == before
    assert [path.name for path in away.iterdir()] == ["sak.yaml"]
    assert not [*(recorded / ".skolemiljo").glob("utkast/*")]


@pytest.mark.parametrize("name", ["list", "deadlines", "check"])
def test_a_list_of_all_says_that_one_of_them_is_a_link(name, recorded, cli):
    linked(recorded, f"cases/{SAK}")
    said = cli(name)
    assert (said.code, "er en lenke" in said.err + said.out) == (65, True)


def test_doctor_tells_of_both(recorded, cli):
    linked(recorded, f"cases/{SAK}")
    assert "lenke" in cli("doctor").out
    (recorded / "cases").rename(recorded.parent / "saker")
    (recorded / "cases").symlink_to(recorded.parent / "saker")
    assert "lenke" in cli("doctor").out


def test_completion_does_not_follow_a_link_either(recorded):
    assert case_names(recorded, None) == [SAK]
    linked(recorded, f"cases/{SAK}")
    assert case_names(recorded, None) == []
    (recorded / "cases" / SAK).unlink()
    (recorded.parent / "et annet sted").rename(recorded / "cases" / SAK)
    linked(recorded, "cases")
    assert case_names(recorded, None) == []
