"""`edit`: the user's own text, checked before it is taken in, and never lost."""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CASE = """\
# en merknad
id: 2026-11-20-k3fq
type: 12-4
parter:
  e1: {rolle: elev, navn: Espen Askeladd}
  a1: {rolle: kontaktlaerer}
melding: {dato: 2026-11-20, melder: a1, beskrivelse: Noe har skjedd.}
logg:
  - {id: h-7k3q, tid: 2026-11-20, type: notat, av: a1, tekst: Noe.}
"""
EDITOR = """\
import pathlib, sys
here = pathlib.Path(__file__).parent
turn = here / "turn"
number = int(turn.read_text()) if turn.exists() else 0
turn.write_text(str(number + 1))
change = (here / f"change-{number}.txt")
path = pathlib.Path(sys.argv[-1])
(here / "opened.txt").write_text(str(path))
if change.exists():
    path.write_bytes(change.read_bytes())
sys.exit(int((here / "ends").read_text()) if (here / "ends").exists() else 0)
"""


@pytest.fixture
def path(write_case) -> Path:
    return write_case(CASE, "2026-11-20-k3fq")


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """An editor that types the texts given, one each time it is opened."""
    folder = tmp_path / "min editor"
    folder.mkdir()
    (folder / "editor.py").write_text(EDITOR, encoding="utf-8")
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{folder / "editor.py"}" --wait')

    def types(*texts: str | bytes, ends: int = 0) -> Path:
        for number, text in enumerate(texts):
            data = text.encode() if isinstance(text, str) else text
            (folder / f"change-{number}.txt").write_bytes(data)
        (folder / "ends").write_text(str(ends))
        return folder

    return types


def drafts(ledger: Path) -> list[Path]:
    return sorted((ledger / ".skolemiljo" / "utkast").iterdir())


GOOD = CASE.replace("Noe har skjedd.", "Mer har skjedd.") + "x-nytt:   1\n"
BROKEN = CASE.replace("2026-11-20, melder", "2026-02-30, melder")
NOT_YAML = CASE + "  - [\n"


def test_what_was_typed_is_taken_in_byte_for_byte(path, editor, cli, ledger):
    editor(GOOD.replace("\n", "\r\n"))
    answer = cli("edit", "k3fq")
    assert (answer.code, answer.out) == (0, "")
    assert path.read_bytes() == GOOD.replace("\n", "\r\n").encode()
    assert drafts(ledger) == []


def test_nothing_changed_is_nothing_written(path, editor, cli, ledger):
    editor()
    before = path.stat().st_mtime_ns
    answer = cli("edit", "k3fq")
    assert (answer.code, answer.err) == (0, "Sak 2026-11-20-k3fq er ikke endret.\n")
    assert path.stat().st_mtime_ns == before
    assert drafts(ledger) == []


@pytest.mark.parametrize("text", [BROKEN, NOT_YAML, "hei\n", "", CASE.replace("k3fq", "zzzz")])
def test_a_text_that_cannot_be_used_is_kept_and_the_case_left_as_it_was(
    text, path, editor, cli, ledger
):
    editor(text)
    answer = cli("edit", "k3fq")
    assert answer.code == 65
    assert path.read_text(encoding="utf-8") == CASE
    (kept,) = drafts(ledger)
    assert kept.read_text(encoding="utf-8") == text
    assert kept.relative_to(ledger).as_posix() in answer.err
    assert "Askeladd" not in answer.err


def test_the_place_of_the_mistake_is_told(path, editor, cli):
    editor(BROKEN)
    answer = cli("edit", "k3fq")
    assert "cases/2026-11-20-k3fq/sak.yaml:7 melding.dato" in answer.err
    assert "30. februar" in answer.err


def test_a_file_nobody_could_read_can_be_mended_here(path, editor, cli):
    path.write_text(NOT_YAML, encoding="utf-8")
    editor(CASE)
    assert cli("edit", "k3fq").code == 0
    assert path.read_text(encoding="utf-8") == CASE


def test_a_file_nobody_could_read_is_not_taken_in_while_it_is_still_no_case(path, editor, cli):
    path.write_text("hei\n", encoding="utf-8")
    editor("hei\n# en merknad\n")
    assert cli("edit", "k3fq").code == 65
    assert path.read_text(encoding="utf-8") == "hei\n"


def test_an_error_that_was_there_before_does_not_stop_another_change(path, editor, cli):
    old = CASE + "undersokelse: {startet: 2026-02-30}\n"
    path.write_text(old, encoding="utf-8")
    editor(old + "x-nytt: 1\n")
    assert cli("edit", "k3fq").code == 0
    assert path.read_text(encoding="utf-8").endswith("x-nytt: 1\n")


def test_a_file_changed_meanwhile_is_left_and_the_text_kept(path, editor, cli, ledger):
    folder = editor(GOOD)
    script = folder / "editor.py"
    theirs = CASE + "x-deres: 1\n"
    more = f"pathlib.Path({str(path)!r}).write_text({theirs!r})\n"
    script.write_text(EDITOR.replace("sys.exit", more + "sys.exit"), encoding="utf-8")
    answer = cli("edit", "k3fq")
    assert answer.code == 75
    assert path.read_text(encoding="utf-8") == theirs
    (kept,) = drafts(ledger)
    assert kept.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    ("old", "new"), [("tekst: Noe.}", "tekst: Noe annet.}"), ("h-7k3q", "h-8n2w")]
)
def test_an_entry_that_is_changed_is_told_with_its_id(old, new, path, editor, cli):
    editor(CASE.replace(old, new))
    answer = cli("edit", "k3fq")
    assert answer.code == 0
    assert "endrer det som er ført før (h-7k3q)" in answer.err
    assert "--corrects" in answer.err


def test_a_measure_that_is_changed_is_told_with_the_command_for_it(path, editor, cli):
    plan = "aktivitetsplan: {tiltak: [{id: t-9xk2, tiltak: Noe.}]}\n"
    path.write_text(CASE + plan, encoding="utf-8")
    editor(CASE + plan.replace("Noe.", "Noe annet."))
    told = cli("edit", "k3fq").err
    assert "endrer det som er ført før (t-9xk2)" in told
    assert "skolemiljo measure change SAK --id t-9xk2" in told
    assert "--corrects" not in told


def test_a_new_entry_changes_no_other(path, editor, cli):
    editor(CASE + "  - {id: h-8n2w, tid: 2026-11-21, type: notat, av: a1, tekst: Mer.}\n")
    assert "ført før" not in cli("edit", "k3fq").err


def test_an_editor_that_fails_takes_nothing_in_and_keeps_the_text(path, editor, cli, ledger):
    editor(GOOD, ends=3)
    assert cli("edit", "k3fq").code == 2
    assert path.read_text(encoding="utf-8") == CASE
    assert [one.read_text(encoding="utf-8") for one in drafts(ledger)] == [GOOD]


@pytest.mark.parametrize("words", [("edit", "k3fq"), ("log", "k3fq", "--editor")], ids=" ".join)
def test_where_the_text_is_stands_in_a_sentence_of_its_own(words, path, editor, cli):
    editor(GOOD, ends=3)
    assert "EDITOR=nano. Det du skrev, ligger i" in cli(*words).err


def test_the_draft_is_for_the_owner_s_eyes_and_has_no_name_in_its_path(path, editor, cli, ledger):
    folder = editor(NOT_YAML)
    cli("edit", "k3fq")
    (kept,) = drafts(ledger)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert kept.name.startswith("2026-11-20-k3fq-")
    assert (folder / "opened.txt").read_text() == str(kept)


def test_an_editor_that_is_not_there_is_told_and_leaves_no_draft(path, cli, ledger, monkeypatch):
    monkeypatch.setenv("EDITOR", "finnes-ikke-her")
    answer = cli("edit", "k3fq")
    assert answer.code == 66
    assert answer.err.endswith("EDITOR=nano\n")
    assert drafts(ledger) == []


def test_an_editor_that_fails_before_anything_is_typed_leaves_no_draft(path, editor, cli, ledger):
    editor(ends=3)
    answer = cli("edit", "k3fq")
    assert answer.code == 2
    assert "Det du skrev" not in answer.err
    assert drafts(ledger) == []


def test_a_draft_that_the_editor_took_away_is_not_said_to_be_there(
    path, editor, cli, ledger, monkeypatch
):
    monkeypatch.setattr(
        "skolemiljo_cli.cli.asking.editor.run_editor", lambda draft, _environ: draft.unlink()
    )
    answer = cli("edit", "k3fq")
    assert answer.code == 66
    assert "Det du skrev" not in answer.err


@pytest.mark.parametrize("words", [("edit", "k3fq"), ("log", "k3fq", "--editor")], ids=" ".join)
@pytest.mark.parametrize("typed", ["Noe er skrevet.\n", None])
def test_ctrl_c_tells_where_the_text_is_when_there_is_one(
    typed, words, path, cli, ledger, monkeypatch
):
    def stopped(draft, _environ):
        if typed:
            draft.write_text(typed, encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr("skolemiljo_cli.cli.asking.editor.run_editor", stopped)
    answer = cli(*words)
    assert answer.code == 130
    assert path.read_text(encoding="utf-8") == CASE
    kept = drafts(ledger)
    assert [one.read_text(encoding="utf-8") for one in kept] == ([typed] if typed else [])
    places = "".join(f"Det du skrev, ligger i .skolemiljo/utkast/{one.name}.\n" for one in kept)
    assert answer.err == f"Avbrutt. Ingen fil er skrevet halvveis.\n{places}"


def test_without_any_editor_it_is_said_how_to_name_one(path, cli, monkeypatch):
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("PATH", "")
    answer = cli("edit", "k3fq")
    assert answer.code == 2
    assert "EDITOR=nano" in answer.err


def test_visual_goes_before_editor(path, editor, cli, monkeypatch):
    editor(GOOD)
    monkeypatch.setenv("VISUAL", os.environ["EDITOR"])
    monkeypatch.setenv("EDITOR", "false")
    assert cli("edit", "k3fq").code == 0


def test_for_programs_it_says_whether_the_case_was_changed(path, editor, cli):
    editor(GOOD)
    data = json.loads(cli("edit", "k3fq", "--json").out)["data"]
    assert data == {
        "sak": "2026-11-20-k3fq", "fil": "cases/2026-11-20-k3fq/sak.yaml", "endret": True,
        "commit": None,
    }  # fmt: skip


@pytest.mark.skipif("sys.platform == 'win32'", reason="needs a POSIX terminal")
class TestOnATerminal:
    def test_the_editor_opens_again_on_the_user_s_own_text(self, path, editor, talk):
        editor(BROKEN + "x-mitt: 1\n", GOOD)
        conversation = talk("edit", "k3fq")
        assert "30. februar" in conversation.hear("Åpne editoren igjen på det du skrev?")
        conversation.answer("ja")
        code, _, _ = conversation.end()
        assert code == 0
        assert path.read_text(encoding="utf-8") == GOOD

    def test_one_may_give_up_and_the_text_is_kept(self, path, editor, talk, ledger):
        editor(BROKEN)
        conversation = talk("edit", "k3fq")
        conversation.hear("Åpne editoren igjen")
        conversation.answer("nei")
        code, _, said = conversation.end()
        assert code == 65
        assert "Det du skrev, ligger i" in said
        assert [one.read_text(encoding="utf-8") for one in drafts(ledger)] == [BROKEN]

    def test_ctrl_c_at_the_question_tells_where_the_text_is(self, path, editor, talk, ledger):
        editor(BROKEN)
        conversation = talk("edit", "k3fq")
        conversation.hear("Åpne editoren igjen")
        conversation.process.send_signal(signal.SIGINT)
        code, _, said = conversation.end()
        assert code == 130
        (kept,) = drafts(ledger)
        assert f"Det du skrev, ligger i .skolemiljo/utkast/{kept.name}." in said

    def test_changing_an_entry_is_confirmed(self, path, editor, talk):
        editor(CASE.replace("tekst: Noe.}", "tekst: Annet.}"))
        conversation = talk("edit", "k3fq")
        conversation.hear("Vil du likevel endre det som er ført?")
        conversation.answer("nei")
        conversation.hear("Åpne editoren igjen")
        conversation.answer("nei")
        assert conversation.end()[0] == 65
        assert path.read_text(encoding="utf-8") == CASE


class TestLogInTheEditor:
    def test_the_text_of_an_entry_can_be_written_in_the_editor(self, path, editor, cli, ledger):
        editor("{e1} sa noe.\n\nMer.\n")
        assert cli("log", "k3fq", "--editor", "--type", "elevsamtale").code == 0
        assert "{e1} sa noe." in path.read_text(encoding="utf-8")
        assert drafts(ledger) == []

    def test_a_text_that_cannot_be_taken_in_is_kept(self, path, editor, cli, ledger):
        editor("En lang tekst.\n")
        answer = cli("log", "k3fq", "--editor", "--av", "a9")
        assert answer.code == 2
        assert "Det du skrev, ligger i" in answer.err
        assert [one.read_text(encoding="utf-8") for one in drafts(ledger)] == ["En lang tekst.\n"]

    def test_an_empty_text_writes_nothing_and_leaves_nothing(self, path, editor, cli, ledger):
        editor("  \n")
        assert cli("log", "k3fq", "--editor").code == 2
        assert drafts(ledger) == []
        assert path.read_text(encoding="utf-8") == CASE
