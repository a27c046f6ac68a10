"""How the history of one case is shown, who recorded it, and the message when there is none."""

from __future__ import annotations

import json
import subprocess

import pytest
from history_ledger import CASE, LISE, NAMES, OTHER, RITA, SAK, begin

UNKNOWN = "Ukjent Person"


@pytest.fixture
def archive(ledger):
    return begin(ledger)


def rows(said: str) -> list[list[str]]:
    """Return the cells of the table, which are separated by two or more blanks."""
    table = said.split("\n\n")[1]
    return [[cell for cell in line.split("  ") if cell.strip()] for line in table.splitlines()]


def test_each_thing_is_a_row_with_when_it_happened_when_and_by_whom_it_was_recorded(archive, cli):
    archive.add("h-aaaa", "2026-11-03")
    commit = archive.commit(days=1, by=RITA)
    said = cli("history", "k3fq")
    assert said.code == 0
    found = [[cell.strip() for cell in row] for row in rows(said.out)]
    assert ["2026-11-02 11:00", "elevsamtale h-7k3q", "2026-11-02", "a1", "a1"] in [
        row[:5] for row in found
    ]
    last = ["2026-11-03 12:00", "notat h-aaaa", "2026-11-03", "a1", "g1", commit[:10]]
    assert found[-1] == last
    assert "Ingenting er endret eller fjernet etter at det ble ført." in said.out
    words = [row[1] for row in found]
    assert words[:3] == ["meldingen", "rektor har fått meldingen", "alvor vurdert"]
    assert "part" not in " ".join(words)


def test_who_recorded_is_a_party_by_name_or_a_number_that_is_the_same_all_through(archive, cli):
    for number, name in enumerate((UNKNOWN, RITA, UNKNOWN, "lise  LÆRERSEN"), 1):
        archive.add(f"h-aaa{number}")
        archive.commit(by=name)
    answer = cli("history", "k3fq", "--json")
    told = json.loads(answer.out)["data"]["innforinger"][-4:]
    assert [one["fort_av"] for one in told] == ["g1", "g2", "g1", "a1"]
    assert {one["navn"] for one in told} == {None}


def test_names_are_shown_only_when_asked_for(archive, cli, on_screen):
    on_screen()
    archive.add("h-aaaa")
    archive.commit(by=UNKNOWN)
    archive.change("Det var rolig.", "Det var bråk.")
    archive.commit(by=RITA)
    for words in (("k3fq",), ("k3fq", "--json"), ("--check",), ("--check", "--json")):
        answer = cli("history", *words)
        assert not [one for one in (*NAMES, "@") if one in answer.out + answer.err]
    named = cli("history", "k3fq", "--names").out
    assert f"g1 {UNKNOWN}" in named
    assert f"a1 {LISE}" in named
    assert f"g2 {RITA}  innføring h-2b4d: «tekst» endret" in named


def test_a_name_that_two_parties_have_is_nobody_s(archive, cli):
    archive.change("Ragna Rektor", LISE)
    archive.commit()
    assert {one["fort_av"] for one in json.loads(cli("history", "k3fq", "--json").out)["data"][
        "innforinger"]} == {"g1"}  # fmt: skip


def test_a_value_that_was_added_later_is_a_row_that_names_its_key(archive, cli):
    archive.change("    tekst: Det var rolig.", "    sted: Gymsalen\n    tekst: Det var rolig.")
    archive.commit()
    said = cli("history", "k3fq").out
    assert "innføring h-2b4d: «sted» lagt til" in said
    assert "Gymsalen" not in said


def test_what_was_changed_comes_after_the_rows_with_when_and_by_whom(archive, cli):
    archive.change("Det var rolig.", "Det var bråk.")
    commit = archive.commit(days=20, by=RITA)
    below = cli("history", "k3fq").out.partition("Endret eller fjernet etter at det ble ført\n")[2]
    assert (
        below
        == f"  2026-11-22 12:00  g1  innføring h-2b4d: «tekst» endret (versjon {commit[:10]})\n"
    )


def test_what_was_recorded_late_comes_last(archive, cli):
    archive.add("h-aaaa", "2026-02-02")
    archive.commit()
    below = cli("history", "k3fq").out.partition("Ført sent, eller med en tid som ikke stemmer\n")[
        2
    ]
    assert below.startswith(
        "  Innføring h-aaaa skjedde 2026-02-02, men ble ført 2026-11-02, 273 dager"
    )


def test_what_is_not_recorded_yet_is_told(archive, cli):
    archive.add("h-aaaa")
    archive.change("Det var rolig.", "Det var bråk.")
    below = cli("history", "k3fq").out.partition("Ikke versjonert ennå\n")[2]
    assert below.splitlines() == ["  innføring h-2b4d: endret", "  innføring h-aaaa: ny"]
    checked = cli("history", "--check")
    assert (checked.code, checked.out) == (0, "")
    assert checked.err == f"1 sak er ikke versjonert slik de er nå: {SAK}\n"
    assert json.loads(cli("history", "k3fq", "--json").out)["data"]["ventende"][1] == {
        "slag": "ny", "innforing": "h-aaaa", "hva": "innføring h-aaaa",
    }  # fmt: skip


def test_other_line_ends_on_disk_are_not_a_change(archive, cli):
    archive.write(archive.text().replace("\n", "\r\n"))
    assert "Ikke versjonert" not in cli("history", "k3fq").out
    assert cli("history", "--check").err == ""


def test_a_file_that_cannot_be_read_now_still_has_its_history(archive, cli):
    archive.write("<<<<<<<\n")
    said = cli("history", "k3fq")
    assert said.code == 0
    assert "Filen er endret, og kan ikke leses nå." in said.out


def test_a_case_whose_folder_is_gone_still_has_its_history(archive, cli):
    archive.git("rm", "-q", "-r", f"cases/{SAK}")
    commit = archive.commit(by=RITA)
    said = cli("history", "k3fq").out
    assert "elevsamtale h-7k3q" in said
    assert f"g1  saken ble tatt ut av cases/ (versjon {commit[:10]})" in said


def test_the_norwegian_name_does_the_same(archive, cli):
    assert cli("historikk", "k3fq") == cli("history", "k3fq")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Det er ikke sagt hvilken sak."),
        (("k3fq", "m7ze"), 2, "for én sak"),
        (("zzzz",), 66, "Fant ingen sak med «zzzz»"),
        (("2026",), 2, "passer på 2 saker"),
        (("--check", "--anchor", "abcdefabcdef"), 2, "kan ikke brukes sammen"),
        (("--check", "Espen Askeladd"), 66, "«…»"),
    ],
)
def test_what_cannot_be_answered_is_said_plainly(words, code, said, archive, cli):
    archive.write(CASE.format(sak=OTHER), OTHER)
    archive.commit()
    answer = cli("history", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


@pytest.mark.parametrize("words", [("k3fq",), ("--check",), ("--anchor", "abcdefabcdef")], ids=str)
def test_without_git_it_says_what_to_do(words, ledger, write_case, cli):
    write_case(CASE.format(sak=SAK), SAK)
    answer = cli("history", *words)
    assert (answer.code, answer.out) == (66, "")
    assert "ligger ikke i git" in answer.err
    assert "git init" in answer.err


def test_before_the_first_commit_it_says_what_to_do(ledger, cli):
    subprocess.run(["git", "init", "-q"], cwd=ledger, check=True)
    answer = cli("history", "--check")
    assert (answer.code, answer.out) == (66, "")
    assert "Ingenting er versjonert ennå" in answer.err


def test_a_case_that_is_not_recorded_yet_says_what_to_do(archive, cli):
    archive.write(CASE.format(sak=OTHER), OTHER)
    answer = cli("history", "m7ze")
    assert (answer.code, answer.out) == (66, "")
    assert "ikke versjonert ennå" in answer.err
    assert f"ikke versjonert slik de er nå: {OTHER}" in cli("history", "--check").err


def test_a_damaged_repository_is_told_in_norwegian(archive, cli):
    for one in (archive.root / ".git" / "objects").glob("??/*"):
        one.chmod(0o600)
        one.write_bytes(b"")
    answer = cli("history", "--check")
    assert answer.code in (65, 66)
    assert answer.out == ""
    assert "Feil: " in answer.err
    assert "fatal" not in answer.err


def test_a_shallow_clone_is_told_and_nothing_in_its_first_commit_is_late(
    archive, cli, monkeypatch, tmp_path
):
    archive.add("h-aaaa")
    archive.commit(days=90)
    shallow = tmp_path / "grunn"
    archive.git("clone", "-q", "--depth", "1", f"file://{archive.root}", str(shallow))
    monkeypatch.chdir(shallow)
    answer = cli("history", "--check")
    assert (answer.code, answer.out) == (0, "")
    assert "en grunn klon" in answer.err
    assert json.loads(cli("history", "k3fq", "--json").out)["data"]["grunn"] is True
    assert "en grunn klon" in cli("history", "k3fq").err


def test_the_help_says_what_git_cannot_prove(cli):
    page = " ".join(cli("history", "--help").out.split())
    for words in ("amend, rebase, et nytt lager", "klokken på maskinen", "--anchor"):
        assert words in page


def test_the_changes_are_data_without_texts(archive, cli):
    archive.change("tid: 2026-11-02T10:15", "tid: 2026-11-01T10:15")
    commit = archive.commit(by=RITA)
    told = json.loads(cli("history", "k3fq", "--json").out)["data"]
    assert told["endringer"] == [
        {
            "sak": SAK,
            "slag": "endret",
            "i_sammenslaing": False,
            "innforing": "h-2b4d",
            "hva": "innføring h-2b4d",
            "nokler": ["tid"],
            "dato_for": "2026-11-02T10:15",
            "dato_etter": "2026-11-01T10:15",
            "fort": "2026-11-02T12:00",
            "fort_av": "g1",
            "versjon": commit,
        }
    ]
    assert (told["saker"], told["versjoner"], told["fra"]) == (1, 2, "2026-11-02T11:00")
    checked = json.loads(cli("history", "--check", "--json").out)["data"]
    assert checked["endringer"] == [{**told["endringer"][0], "fort_av": None}]
    assert checked["innforinger"] == []
