"""`sync` sends nothing that belongs in the shielded ledger: it could not be taken back."""

from __future__ import annotations

import json
import shutil

import pytest
from test_sync import LOG, People, case, people
from versions_base import Repository

__all__ = ["people"]
SECRET = "ropte til en elev i gangen"
APART = {
    "staff": "type: 12-5-ansatt\nparter: {e1: {rolle: elev}}\n",
    "strict": "type: 12-4\nparter: {e1: {rolle: elev, skjerming: strengt_fortrolig}}\n",
}
WRONG = "2026-11-20-w9xz"


def put(who: Repository, head: str) -> None:
    folder = who.root / "cases" / WRONG
    folder.mkdir()
    text = f"id: {WRONG}\n{head}melding: {{dato: 2026-11-20, beskrivelse: {SECRET}}}\n"
    (folder / "sak.yaml").write_text(text, encoding="utf-8")


def sent(people: People) -> str:
    return Repository(people.shared).git("log", "--all", "-p", "--format=%s")


@pytest.mark.parametrize("kind", list(APART))
def test_what_lies_unrecorded_of_such_a_case_is_neither_recorded_nor_sent(kind, people, sak):
    put(people.here, APART[kind])
    people.at(people.here, "log", sak, *LOG, "Noe annet.")
    said = people.at(people.here, "sync", code=65)
    assert "er ikke sendt" in said.err
    assert "fortrolig" not in said.err
    assert "Noe annet." in sent(people)
    assert SECRET not in sent(people)
    assert WRONG not in people.here.git("log", "-p", "--format=%s")


@pytest.mark.parametrize("kind", list(APART))
def test_a_version_of_it_that_is_recorded_stops_all_sending_also_when_the_folder_is_gone(
    kind, people, sak
):
    put(people.here, APART[kind])
    people.here.git("add", "cases")
    people.here.git("commit", "-qm", "for hånd")
    people.at(people.there, "sync")
    people.at(people.there, "log", sak, *LOG, "Fra en annen.")
    people.at(people.there, "sync")
    for _ in range(2):
        said = people.at(people.here, "sync", "--json", code=1)
        (found,) = (one for one in json.loads(said.out)["findings"] if one["sak"] == WRONG)
        assert found["rule"] == "feil-saksarkiv"
        shutil.rmtree(people.here.root / "cases" / WRONG, ignore_errors=True)
        people.here.git("commit", "-qam", "borte", "--allow-empty")
    assert "Fra en annen." in case(people.here, sak).read_text()
    assert SECRET not in sent(people)


def test_taken_out_as_the_guide_says_the_rest_is_sent(people, sak, tmp_path):
    put(people.here, APART["staff"])
    people.here.git("add", "cases")
    people.here.git("commit", "-qm", "for hånd")
    people.at(people.here, "log", sak, *LOG, "Noe annet.")
    people.at(people.here, "sync", code=1)
    shutil.move(people.here.root / "cases" / WRONG, tmp_path / WRONG)
    people.here.git("reset", "-q", "origin/main")
    people.at(people.here, "sync")
    assert "Noe annet." in sent(people)
    assert SECRET not in sent(people)


def test_work_on_it_is_saved_and_not_recorded_where_each_change_is(people):
    put(people.here, APART["staff"])
    said = people.at(people.here, "log", WRONG, "--no-input", "--tekst", "Snakket med eleven.")
    assert "Lagret, men ikke versjonert" in said.err
    assert "Snakket med eleven." in case(people.here, WRONG).read_text(encoding="utf-8")
    assert WRONG not in people.here.git("log", "-p", "--format=%s")


def test_a_shielded_ledger_is_shared_as_any_other(people):
    put(people.here, APART["staff"])
    config = people.here.root / "skolemiljo.yaml"
    config.write_text("skjermet: true\n", encoding="utf-8")
    people.at(people.here, "sync")
    assert SECRET in sent(people)
