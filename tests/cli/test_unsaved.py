"""What a person wrote and the disk would not take is kept, and the place is told: never dropped."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from minted import without_ids

from skolemiljo_cli.errors import ChangedOutside
from skolemiljo_cli.store import files
from skolemiljo_cli.store.locking import lock
from skolemiljo_cli.store.yaml import reader

CASE = """\
id: 2026-11-20-aaaa
type: 12-4
parter:
  e1: {rolle: elev, navn: Espen Askeladd}
  a1: {rolle: kontaktlaerer}
melding: {dato: 2026-11-20, melder: a1, beskrivelse: Noe har skjedd.}
"""
SAID = "En lang tekst.\n\nMed {e1} i: «sitat», # tegn og\ttabulator."
LOG = ("log", "aaaa", "--tekst", SAID, "--type", "observasjon", "--av", "a1")


@pytest.fixture
def path(write_case) -> Path:
    return write_case(CASE, "2026-11-20-aaaa")


@pytest.fixture
def locked(path, monkeypatch) -> Path:
    """The ledger is locked by a command on another machine."""
    monkeypatch.setattr(lock, "SECONDS", 0.02)
    las = path.parents[2] / ".skolemiljo" / "las"
    las.write_text('{"host": "SKOLE-PC7", "merke": "00000000-4312-0"}')
    return las


@pytest.fixture
def changing(path, monkeypatch):
    """Somebody else saves the case each time, just before it is replaced."""
    replace = files.replace

    def late(target, data, *, expected):
        if target == path:
            raise ChangedOutside("sak.yaml er endret av noen andre.", "Prøv igjen.")
        replace(target, data, expected=expected)

    monkeypatch.setattr(files, "replace", late)


@pytest.fixture
def full(path, monkeypatch):
    """The disk takes nothing more, drafts neither."""

    def no_room(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", no_room)


def drafts(path: Path) -> list[Path]:
    folder = path.parents[2] / ".skolemiljo" / "utkast"
    return sorted(folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("why", ["locked", "changing"])
def test_what_was_to_be_written_is_kept_as_readable_yaml(why, path, cli, request):
    request.getfixturevalue(why)
    answer = cli(*LOG)
    assert answer.code == 75
    (draft,) = drafts(path)
    assert f"Det som skulle skrives, ligger i .skolemiljo/utkast/{draft.name}." in answer.err
    kept = reader.read(draft.read_bytes())
    assert kept["sak"] == "2026-11-20-aaaa"
    (row,) = kept["ikke_skrevet"]
    assert row["sted"] == "logg"
    assert row["legges_til"]["tekst"].rstrip("\n") == SAID
    assert (row["legges_til"]["type"], row["legges_til"]["av"]) == ("observasjon", "a1")
    assert path.read_text(encoding="utf-8") == CASE
    assert "En lang tekst" not in answer.err
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600


def test_a_value_that_was_to_be_set_is_told_by_its_place(path, locked, cli):
    assert cli("plan", "aaaa", "--problem", "Noe må gjøres.").code == 75
    kept = reader.read(drafts(path)[0].read_bytes())["ikke_skrevet"]
    assert ("aktivitetsplan.problem", "Noe må gjøres.") in [
        (one["sted"], one.get("settes")) for one in kept
    ]


def test_a_program_is_told_where_it_lies(path, locked, cli):
    (error,) = json.loads(cli(*LOG, "--json").out)["errors"]
    (draft,) = drafts(path)
    assert (error["code"], error["draft"]) == ("try_again", f".skolemiljo/utkast/{draft.name}")


def test_an_error_that_loses_nothing_names_no_draft(path, cli):
    (error,) = json.loads(cli("log", "aaaa", "--tekst", "Noe.", "--av", "a9", "--json").out)[
        "errors"
    ]
    assert error["draft"] is None
    assert drafts(path) == []


def test_a_fault_of_the_user_s_own_makes_no_draft(path, cli):
    assert cli("log", "aaaa", "--tekst", "Noe.", "--av", "a9").code == 2
    assert drafts(path) == []


def test_a_case_that_could_not_be_made_can_be_made_from_its_draft(path, locked, cli):
    answer = cli("new-case", "--elev", "Pål Askeladd", "--trinn", "5", "--beskrivelse", SAID)
    assert answer.code == 75
    (draft,) = drafts(path)
    shown = f".skolemiljo/utkast/{draft.name}"
    assert f"skolemiljo new-case --from {shown}" in answer.err
    assert "Askeladd" not in answer.err
    locked.unlink()
    made = path.parents[2] / cli("new-case", "--from", shown).out.strip()
    values = without_ids(reader.read(made.read_bytes()))
    assert values["melding"]["beskrivelse"].rstrip("\n") == SAID
    assert values["parter"]["e1"] == {"rolle": "elev", "navn": "Pål Askeladd", "trinn": "5"}


def test_a_shielded_case_is_kept_in_the_shielded_ledger_alone(ledger, cli, monkeypatch):
    config = ledger / "skolemiljo.yaml"
    config.write_text("skole: E\nskjermet_ledger: skjermet\n", encoding="utf-8")
    assert cli("init", "skjermet", "--skjermet", "--no-input").code == 0
    monkeypatch.setattr(lock, "SECONDS", 0.02)
    (ledger / "skjermet" / ".skolemiljo" / "las").write_text('{"merke": "00000000-1-0"}')
    new = ("new-case", "--elev", "E", "--beskrivelse", SAID, "--type", "12-5-ansatt")
    assert cli(*new).code == 75
    assert not (ledger / ".skolemiljo" / "utkast").exists()
    (draft,) = (ledger / "skjermet" / ".skolemiljo" / "utkast").iterdir()
    assert draft.name.startswith("ny-sak-")


def test_where_nothing_can_be_kept_it_is_said_and_the_text_stays_out_of_logs(path, full, cli):
    answer = cli(*LOG)
    assert answer.code == 73
    assert "Det kunne heller ikke legges i .skolemiljo/utkast." in answer.err
    assert "En lang tekst" not in answer.err + answer.out


def test_a_change_that_was_written_is_not_said_to_be_unsaved(path, cli, monkeypatch):
    def fails(*_args, **_more):
        raise ChangedOutside("git sier nei.")

    monkeypatch.setattr("skolemiljo_cli.services.changes.change.record", fails)
    assert cli(*LOG).code == 75
    assert "En lang tekst" in path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").count("En lang tekst") == 1
    assert drafts(path) == []


@pytest.mark.skipif("sys.platform == 'win32'", reason="needs a POSIX terminal")
class TestOnATerminal:
    def answer_all(self, talk) -> tuple[int, str]:
        talking = talk("log", "aaaa")
        talking.hear("Hva slags innføring?")
        talking.answer("observasjon")
        talking.hear("Når skjedde det?")
        talking.answer("i dag")
        talking.hear("Ført av?")
        talking.answer("a1")
        talking.hear("Med hvem?")
        talking.answer("")
        talking.hear("Hva skjedde?")
        talking.answer("Et langt svar.")
        talking.answer(".")
        return talking

    def test_answers_to_questions_are_kept_when_the_disk_says_no(self, path, ledger, talk):
        (ledger / ".skolemiljo" / "las").mkdir()  # no lock can be made here
        code, _, said = self.answer_all(talk).end()
        assert code in (73, 75)
        (draft,) = drafts(path)
        assert "Et langt svar." in draft.read_text(encoding="utf-8")
        assert draft.name in said

    def test_answers_that_can_be_kept_nowhere_are_shown_to_the_person(self, path, ledger, talk):
        talking = self.answer_all
        (ledger / ".skolemiljo" / "las").mkdir()
        (ledger / ".skolemiljo" / "utkast").write_text("ingen mappe")
        code, _, said = talking(talk).end()
        assert code in (73, 75)
        shown = said[said.index("Dette ble ikke skrevet") :]
        assert "Et langt svar." in shown

    def test_answers_are_kept_also_when_the_case_says_no(self, path, talk):
        talking = talk("log", "aaaa", "--oppfyller", "a-2222")
        for question, answer in (
            ("Hva slags innføring?", "observasjon"), ("Når skjedde det?", "i dag"),
            ("Ført av?", "a1"), ("Med hvem?", ""), ("Hva skjedde?", "Et langt svar."),
        ):  # fmt: skip
            talking.hear(question)
            talking.answer(answer)
        talking.answer(".")
        code, _, _ = talking.end()
        assert code in (2, 66)
        (draft,) = drafts(path)
        kept = reader.read(draft.read_bytes())
        assert (kept["tekst"], kept["type"]) == ("Et langt svar.", "observasjon")

    def test_that_a_shielded_case_has_no_place_is_told_before_anything_is_asked(self, ledger, talk):
        code, _, said = talk("new-case", "--type", "12-5-ansatt").end()
        assert code == 78
        assert "Ingen sak er laget" in said
        assert "Trinn" not in said

    def test_what_was_typed_of_a_shielded_case_is_on_the_screen_and_in_no_file(self, ledger, talk):
        words = ("--elev", "Elev Eksempel", "--beskrivelse", SAID, "--no-input")
        code, _, said = talk("new-case", "--type", "12-5-ansatt", *words).end()
        assert code == 78
        assert "En lang tekst." in said[said.index("Dette ble ikke skrevet") :]
        assert not (ledger / ".skolemiljo" / "utkast").exists()
