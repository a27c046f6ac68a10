"""`doctor --fix` with a person at the terminal: each cure is shown, asked about, and told."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
SCHEMA = ".skolemiljo/sak.schema.json"


@pytest.fixture
def ill(ledger):
    """A ledger with an old schema and a case in a folder of another name."""
    (ledger / "cases").chmod(0o700)
    (ledger / SCHEMA).write_text("{}")
    case = ledger / "cases" / "2026-11-20-aaaa" / "sak.yaml"
    case.parent.mkdir(mode=0o700)
    case.write_text("id: 2026-11-20-bbbb\ntype: 12-4\nmelding: {dato: 2026-11-20}\n")
    case.chmod(0o600)
    return case


def test_one_cure_is_taken_and_the_other_is_not(ill, talk, ledger):
    someone = talk("doctor", "--fix")
    shown = someone.hear("Rette dette? (ja/nei, tomt går):")
    assert "-id: 2026-11-20-bbbb\n+id: 2026-11-20-aaaa" in shown
    someone.answer("ja")
    assert SCHEMA in someone.hear("Rette dette? (ja/nei, tomt går):")
    someone.answer("")
    code, out, said = someone.end()
    assert code == 1
    assert "Rettet 1: id-og-mappe." in said
    assert "[skjema]" in out
    assert "[id-og-mappe]" not in out
    assert ill.read_text().startswith("id: 2026-11-20-aaaa\n")
    assert (ledger / SCHEMA).read_text() == "{}"


def test_when_all_is_refused_nothing_is_changed(ill, talk, ledger):
    before = ill.read_bytes()
    someone = talk("doctor", "--fix")
    for _ in range(2):
        someone.hear("Rette dette?")
        someone.answer("nei")
    code, _out, said = someone.end()
    assert code == 1
    assert "Rettet" not in said
    assert "2 av 2 kan rettes med" in said
    assert ill.read_bytes() == before


def test_with_no_input_nobody_is_asked_and_nothing_is_changed(ill, talk):
    before = ill.read_bytes()
    code, _out, said = talk("doctor", "--fix", "--no-input").end()
    assert code == 2
    assert "--fix --ja" in said
    assert ill.read_bytes() == before
