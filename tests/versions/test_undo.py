"""`undo`: a new commit undoes one's own last change, and nothing else."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from versions_base import REPORT

from skolemiljo_cli.store.yaml import reader

LOG = ("--no-input", "--type", "notat", "--av", "a1", "--tekst")


def texts(saksarkiv, sak) -> list[str]:
    data = (saksarkiv.root / "cases" / sak / "sak.yaml").read_bytes()
    return [one["tekst"] for one in reader.read(data).get("logg", [])]


def test_the_last_change_is_taken_back_by_a_new_commit(saksarkiv, sak, cli):
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    before, head = path.read_bytes(), saksarkiv.git("rev-parse", "HEAD")
    assert cli("log", sak, *LOG, "Feil sak.").code == 0
    wrong = saksarkiv.git("rev-parse", "HEAD")
    said = cli("undo")
    assert (said.code, said.out) == (0, "")
    assert said.err.splitlines()[0] == f"Angret «logg» i sak {sak}."
    assert path.read_bytes() == before
    assert saksarkiv.git("rev-parse", "HEAD~2") == head
    assert saksarkiv.git("log", "-1", "--format=%B") == f"{sak}: angre\n\nAngrer: {wrong}"
    assert saksarkiv.status() == []


def test_once_more_takes_back_the_one_before(saksarkiv, sak, cli):
    for text in ("Én.", "To.", "Tre."):
        assert cli("log", sak, *LOG, text).code == 0
    assert cli("undo").code == 0
    assert cli("undo", sak[-4:]).code == 0
    assert texts(saksarkiv, sak) == ["Én."]
    assert cli("log", sak, *LOG, "Fire.").code == 0
    assert cli("undo").code == 0
    assert texts(saksarkiv, sak) == ["Én."]


def test_what_was_written_since_stays(saksarkiv, sak, cli):
    assert cli("log", sak, *LOG, "Feil.").code == 0
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text() + "  - id: h-0001\n    tekst: Fra en annen.\n")
    saksarkiv.git("commit", "-qam", "en annen", "--author", "Per <per@skole.example>")
    assert cli("undo").code == 0
    assert texts(saksarkiv, sak) == ["Fra en annen."]


def test_what_others_did_is_not_taken_back(saksarkiv, sak, cli, monkeypatch):
    assert cli("log", sak, *LOG, "Mitt.").code == 0
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "per@skole.example")
    assert cli("log", sak, *LOG, "Hans.").code == 0
    monkeypatch.delenv("GIT_AUTHOR_EMAIL")
    assert cli("undo").code == 0
    assert texts(saksarkiv, sak) == ["Hans."]


def test_what_has_been_changed_since_is_refused_and_nothing_is_touched(saksarkiv, sak, cli):
    assert cli("log", sak, *LOG, "Feil.").code == 0
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text().replace("Feil.", "Rettet for hånd."))
    before, head = path.read_bytes(), saksarkiv.git("rev-parse", "HEAD")
    said = cli("undo")
    assert said.code == 75
    assert "det er skrevet mer i det samme siden" in said.err
    assert "--corrects" in said.err
    assert (path.read_bytes(), saksarkiv.git("rev-parse", "HEAD")) == (before, head)


def test_a_new_case_is_taken_back_with_its_folder(saksarkiv, sak, cli):
    assert cli("undo").code == 0
    assert not (saksarkiv.root / "cases" / sak).exists()
    assert (saksarkiv.root / "cases").is_dir()
    assert saksarkiv.status() == []


def test_a_new_case_with_more_in_it_is_not_taken_back(saksarkiv, sak, cli):
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text() + "# mer\n")
    assert cli("undo").code == 75
    assert path.exists()


def test_an_attachment_goes_with_its_entry(saksarkiv, sak, cli, tmp_path):
    (tmp_path / "referat.txt").write_text("x")
    assert (
        cli("log", sak, *LOG, "Se vedlegg.", "--vedlegg", str(tmp_path / "referat.txt")).code == 0
    )
    assert cli("undo").code == 0
    assert [one.name for one in (saksarkiv.root / "cases" / sak).iterdir()] == ["sak.yaml"]
    assert texts(saksarkiv, sak) == []
    assert saksarkiv.status() == []


def test_only_the_case_named_is_touched(saksarkiv, sak, cli):
    assert cli("log", sak, *LOG, "Her.").code == 0
    assert cli("new-case", "--no-input", "--elev", "Tyri", "--beskrivelse", "{e1}.").code == 0
    assert cli("undo", sak).code == 0
    assert texts(saksarkiv, sak) == []
    assert len([one for one in (saksarkiv.root / "cases").iterdir() if one.is_dir()]) == 2


def test_for_programs_it_says_what_was_taken_back(saksarkiv, sak, cli):
    assert cli("log", sak, *LOG, "Feil.").code == 0
    wrong = saksarkiv.git("rev-parse", "HEAD")
    data = json.loads(cli("undo", "--json").out)["data"]
    assert data == {
        "sak": sak, "angret": wrong, "hva": "logg", "filer": [f"cases/{sak}/sak.yaml"],
        "commit": saksarkiv.git("rev-parse", "HEAD"),
    }  # fmt: skip


def test_with_nothing_of_ones_own_to_take_back_it_says_so(saksarkiv, cli):
    said = cli("undo")
    assert said.code == 66
    assert "Fant ingen endring av deg å angre." in said.err


def test_without_git_it_says_what_undo_needs(ledger, cli):
    said = cli("undo")
    assert said.code == 66
    assert "Kan ikke angre: mappen ligger ikke i et git-arkiv." in said.err


def test_in_the_middle_of_a_merge_nothing_is_undone(saksarkiv, sak, cli):
    head = saksarkiv.git("rev-parse", "HEAD")
    (saksarkiv.root / ".git" / "MERGE_HEAD").write_text(head + "\n")
    assert cli("undo").code == 2
    assert (saksarkiv.root / "cases" / sak / "sak.yaml").exists()


@pytest.mark.parametrize("planted", ["sak.yaml: logg", "../../x: logg", "--output=x: logg"])
def test_a_commit_with_an_odd_message_is_none_of_ours(saksarkiv, sak, cli, planted):
    Path(saksarkiv.root / "x").write_text("x")
    saksarkiv.git("add", "x")
    saksarkiv.git("commit", "-qm", planted)
    assert cli("undo").code == 0  # the case that was made before
    assert (saksarkiv.root / "x").exists()
    assert not (saksarkiv.root / "cases" / sak).exists()


def test_a_commit_that_says_it_is_about_a_case_touches_no_other_file(saksarkiv, sak, cli):
    (saksarkiv.root / "skolemiljo.yaml").write_text("skole: Eksempel\ngit: {commit: true}\n")
    saksarkiv.git("commit", "-qam", f"{sak}: logg")
    assert cli("undo").code == 75
    assert (saksarkiv.root / "skolemiljo.yaml").read_text().startswith("skole: Eksempel\n")


def test_in_a_shallow_clone_the_oldest_known_change_is_not_taken_for_a_new_case(
    saksarkiv, sak, cli, monkeypatch, tmp_path
):
    """git shows the whole case as added there; undoing that would remove the case."""
    assert cli("log", sak, *LOG, "Den eneste.").code == 0
    saksarkiv.git("clone", "-q", "--depth", "1", saksarkiv.root.as_uri(), str(tmp_path / "grunn"))
    monkeypatch.chdir(tmp_path / "grunn")
    said = cli("undo")
    assert said.code == 66
    assert "git fetch --unshallow" in said.err
    path = tmp_path / "grunn" / "cases" / sak / "sak.yaml"
    assert "Den eneste." in path.read_text()


def test_on_no_branch_nothing_is_taken_back(saksarkiv, sak, cli):
    """The undo would not be committed, and later be taken for a change by hand."""
    assert cli("log", sak, *LOG, "Står.").code == 0
    saksarkiv.git("checkout", "-q", "--detach")
    said = cli("undo")
    assert said.code == 2
    assert "git står ikke på noen gren" in said.err
    assert texts(saksarkiv, sak) == ["Står."]


def test_what_was_taken_back_before_a_rebase_is_not_taken_back_again(saksarkiv, sak, cli):
    """A rebase changes the hashes of commits, but not the hashes in their messages."""
    saksarkiv.git("branch", "andre")
    for text in ("Én.", "To.", "Tre."):
        assert cli("log", sak, *LOG, text).code == 0
    assert cli("undo").code == 0
    assert cli("log", sak, *LOG, "Fire.").code == 0
    assert [cli("undo").code for _ in range(2)] == [0, 0]
    saksarkiv.git("switch", "-q", "andre")
    saksarkiv.git("commit", "-q", "--allow-empty", "-m", "noe annet")
    saksarkiv.git("switch", "-q", "main")
    saksarkiv.git("rebase", "-q", "andre")
    assert texts(saksarkiv, sak) == ["Én."]
    assert cli("undo").code == 0
    assert texts(saksarkiv, sak) == []


def test_what_could_not_be_recorded_before_is_not_taken_back_with_the_next(saksarkiv, sak, cli):
    lock = saksarkiv.root / ".git" / "index.lock"
    lock.write_text("")
    assert cli("log", sak, *LOG, "Ført uten versjon.").code == 0
    lock.unlink()
    assert cli("log", sak, *LOG, "Feil.").code == 0
    assert saksarkiv.subjects()[:2] == [f"{sak}: logg", f"{sak}: for hånd"]
    assert cli("undo").code == 0
    assert texts(saksarkiv, sak) == ["Ført uten versjon."]


def test_a_case_that_could_not_be_recorded_is_not_taken_back_with_its_first_entry(saksarkiv, cli):
    lock = saksarkiv.root / ".git" / "index.lock"
    lock.write_text("")
    assert cli(*REPORT).code == 0
    lock.unlink()
    (sak,) = (one.name for one in (saksarkiv.root / "cases").iterdir() if one.is_dir())
    assert cli("log", sak, *LOG, "Feil.").code == 0
    assert cli("undo").code == 0
    assert texts(saksarkiv, sak) == []


def test_what_was_written_by_hand_is_not_taken_back_with_an_edit(
    saksarkiv, sak, cli, monkeypatch, tmp_path
):
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text() + "# for hånd\n")
    editor = tmp_path / "editor.py"
    editor.write_text("import sys\nopen(sys.argv[1], 'a').write('# merket\\n')\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    assert cli("edit", sak, "--no-input").code == 0
    assert cli("undo").code == 0
    assert path.read_text().endswith("# for hånd\n")


def test_an_attachment_that_has_been_changed_since_is_not_taken_away(saksarkiv, sak, cli, tmp_path):
    (tmp_path / "referat.txt").write_text("x")
    words = (*LOG, "Se vedlegg.", "--vedlegg", str(tmp_path / "referat.txt"))
    assert cli("log", sak, *words).code == 0
    (attached,) = (saksarkiv.root / "cases" / sak / "vedlegg").rglob("*.txt")
    attached.chmod(0o600)
    attached.write_text("skrevet mer")
    assert cli("undo").code == 75
    assert attached.read_text() == "skrevet mer"
    assert texts(saksarkiv, sak) == ["Se vedlegg."]


def test_a_change_that_took_a_file_away_is_not_taken_back(saksarkiv, sak, cli):
    saksarkiv.git("rm", "-q", f"cases/{sak}/sak.yaml")
    saksarkiv.git("commit", "-qm", f"{sak}: logg")
    head = saksarkiv.git("rev-parse", "HEAD")
    assert cli("undo").code == 75
    assert saksarkiv.git("rev-parse", "HEAD") == head


def test_nothing_is_undone_through_a_folder_that_is_a_link(saksarkiv, sak, cli, tmp_path):
    assert cli("log", sak, *LOG, "Feil.").code == 0
    folder, away = saksarkiv.root / "cases" / sak, tmp_path / "andre steder"
    folder.rename(away)
    folder.symlink_to(away)
    before = (away / "sak.yaml").read_bytes()
    assert cli("undo").code != 0
    assert (away / "sak.yaml").read_bytes() == before


def test_without_an_identity_nothing_is_undone_and_the_user_is_told_how_to_get_one(
    saksarkiv, sak, cli
):
    (Path(os.environ["HOME"]) / ".gitconfig").write_text("")
    said = cli("undo")
    assert said.code == 2
    assert "git vet ikke hvem du er" in said.err


def test_the_case_lets_go_of_an_attachment_before_the_attachment_is_taken_away(
    saksarkiv, sak, cli, tmp_path
):
    (tmp_path / "referat.txt").write_text("x")
    words = (*LOG, "Se vedlegg.", "--vedlegg", str(tmp_path / "referat.txt"))
    assert cli("log", sak, *words).code == 0
    told = json.loads(cli("undo", "--json").out)["data"]["filer"]
    assert [one.split("/")[2] for one in told] == ["sak.yaml", "vedlegg"]


def test_an_attachment_that_was_changed_is_not_merged_as_if_it_were_a_case(saksarkiv, sak, cli):
    attached = saksarkiv.root / "cases" / sak / "vedlegg" / "h-0001" / "plan.yaml"
    attached.parent.mkdir(parents=True)
    for text in ("a: 1\n", "a: 2\n"):
        attached.write_text(text)
        saksarkiv.git("add", ".")
        saksarkiv.git("commit", "-qm", f"{sak}: logg")
    assert cli("undo").code == 75
    assert attached.read_text() == "a: 2\n"


def test_a_commit_that_says_it_is_about_one_case_touches_no_other_case(saksarkiv, sak, cli):
    assert cli("new-case", "--no-input", "--elev", "Tyri", "--beskrivelse", "{e1}.").code == 0
    cases = saksarkiv.root / "cases"
    (other,) = (one for one in cases.iterdir() if one.is_dir() and one.name != sak)
    path = other / "sak.yaml"
    path.write_text(path.read_text().replace("Tyri", "Lille Tyri"))
    saksarkiv.git("commit", "-qam", f"{sak}: logg")
    assert cli("undo", sak).code == 75
    assert "Lille Tyri" in path.read_text()


def test_a_file_that_was_taken_away_and_has_come_again_is_left_as_it_is(saksarkiv, sak, cli):
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    text = path.read_text()
    saksarkiv.git("rm", "-q", f"cases/{sak}/sak.yaml")
    saksarkiv.git("commit", "-qm", f"{sak}: logg")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace("ble stengt ute", "ble holdt utenfor"))
    before = path.read_bytes()
    assert cli("undo").code == 75
    assert path.read_bytes() == before


def test_a_message_with_more_in_it_than_the_verb_is_none_of_ours(saksarkiv, sak, cli):
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text().replace("trinn: 5", "trinn: 6"))
    saksarkiv.git("commit", "-qam", f"{sak}: logg (for hånd)")
    assert cli("undo").code == 75  # the case that was made before, and has been changed since
    assert "trinn: 6" in path.read_text()


def test_a_word_in_passing_does_not_make_a_change_the_undoing_of_another(saksarkiv, sak, cli):
    head = saksarkiv.git("rev-parse", "HEAD")
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text().replace("trinn: 5", "trinn: 6"))
    saksarkiv.git("commit", "-qam", f"{sak}: logg\n\nIkke Angrer: {head}")
    assert cli("undo").code == 0
    assert "trinn: 5" in path.read_text()
