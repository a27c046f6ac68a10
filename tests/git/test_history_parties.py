"""What `party` writes is no finding for ever, and what only looks like it is one."""

from __future__ import annotations

import pytest
from history_ledger import begin, calm, found

NAMED = "navn: Espen Askeladd, trinn: 5"


@pytest.fixture
def archive(ledger):
    return begin(ledger)


def ran(archive, cli, *words: str) -> None:
    answer = cli("party", *words, "--today", "2026-11-02")
    assert answer.code == 0, answer.err
    archive.commit()


def test_a_name_changed_by_the_command_is_silent_and_one_changed_by_hand_is_not(archive, cli):
    ran(archive, cli, "change", "k3fq", "e1", "--navn", "Espen Ukjent")
    calm(cli)
    archive.change("navn: Espen Ukjent", "navn: Espen Ukjentsen")
    archive.commit()
    assert found(cli) == [("endret-etter-foring", "parter.e1.navn")]


def test_a_name_changed_by_the_command_on_one_side_of_a_merge_is_silent(archive, cli):
    archive.branch("laptop")
    ran(archive, cli, "change", "k3fq", "e1", "--navn", "Espen Ukjent")
    archive.go("main")
    archive.add("h-5k6m")
    archive.commit()
    archive.git("merge", "-q", "--no-edit", "laptop")
    calm(cli)


def test_a_role_that_is_kept_with_its_last_day_is_silent_and_one_that_is_not_is_found(archive, cli):
    ran(archive, cli, "change", "k3fq", "a1", "--rolle", "avdelingsleder")
    calm(cli)
    ran(archive, cli, "change", "k3fq", "r1", "--rolle", "annen", "--rettelse")
    assert found(cli) == [("endret-etter-foring", "parter.r1.rolle")]


def test_a_union_is_silent_and_a_text_changed_beside_it_is_found(archive, cli):
    ran(archive, cli, "add", "k3fq", "--rolle", "medelev", "--navn", "Per Ukjent")
    ran(archive, cli, "add", "k3fq", "--rolle", "medelev", "--navn", "Peder Ukjent")
    cli("log", "k3fq", "--tekst", "{e3} var med.", "--med", "e3,e2", "--today", "2026-11-02")
    archive.commit()
    ran(archive, cli, "unite", "k3fq", "e2", "e3")
    calm(cli)
    cli("party", "add", "k3fq", "--rolle", "medelev", "--navn", "Pål Ukjent")
    archive.commit()
    answer = cli("party", "unite", "k3fq", "e2", "e4")
    assert answer.code == 0, answer.err
    archive.change("var med.", "var ikke med.")
    archive.commit()
    assert [rule for rule, _ in found(cli)] == ["endret-etter-foring"]


def test_a_person_taken_out_by_hand_with_all_that_was_about_it_is_found(archive, cli):
    ran(archive, cli, "add", "k3fq", "--rolle", "medelev", "--navn", "Per Ukjent")
    (row,) = (line for line in archive.text().splitlines() if line.startswith("  e2: "))
    archive.change(f"\n{row}", "")
    archive.commit()
    assert found(cli) == [("fjernet-etter-foring", "parter.e2")]


def test_a_guardian_who_gets_a_second_pupil_is_silent_and_one_who_loses_the_first_is_found(
    archive, cli
):
    ran(archive, cli, "add", "k3fq", "--rolle", "medelev", "--navn", "Per Ukjent")
    ran(archive, cli, "change", "k3fq", "f1", "--til", "e1,e2")
    calm(cli)
    archive.change("til: [e1, e2]", "til: e2")
    archive.commit()
    assert found(cli) == [("fjernet-etter-foring", "parter.f1.til")]
