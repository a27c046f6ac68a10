"""One commit for each change: of the files that the command wrote, and of nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from versions_base import REPORT, Repository

from skolemiljo_cli.services.ledger.start import IGNORED
from skolemiljo_cli.store import files

LOG = ("--no-input", "--type", "elevsamtale", "--av", "a1", "--tekst", "Askeladd sa nei.")


def case_file(saksarkiv, sak: str) -> Path:
    return saksarkiv.root / "cases" / sak / "sak.yaml"


def test_init_in_a_repository_proposes_commits_and_makes_the_first(saksarkiv):
    assert "git:\n  commit: true\n" in (saksarkiv.root / "skolemiljo.yaml").read_text()
    assert saksarkiv.subjects() == ["saksarkiv: start"]
    assert saksarkiv.status() == []
    assert "cases/*/sak.yaml -text merge=skolemiljo" in saksarkiv.git("show", "HEAD:.gitattributes")
    driver = saksarkiv.git("config", "--local", "merge.skolemiljo.driver")
    assert driver.endswith("-P -m skolemiljo_cli merge-driver -- %O %A %B %L %P")


def test_init_can_be_told_not_to_commit(person, tmp_path, cli, monkeypatch):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    assert cli("init", "--no-input", "--ikke-commit").code == 0
    assert "git:\n  commit: false\n" in (tmp_path / "skolemiljo.yaml").read_text()
    assert cli(*REPORT).code == 0
    assert (
        subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, check=False).returncode
        != 0
    )


def test_init_outside_git_says_nothing_of_git(person, tmp_path, cli, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = cli("init", "--no-input")
    assert (said.code, "git" in said.err) == (0, False)
    assert "git:\n  commit: false\n" in (tmp_path / "skolemiljo.yaml").read_text()
    assert (tmp_path / ".gitattributes").exists()
    assert not (tmp_path / ".pre-commit-config.yaml").exists()


def test_init_adds_its_lines_to_files_that_git_has_already(person, tmp_path, cli, monkeypatch):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    (tmp_path / ".gitattributes").write_bytes(b"*.png binary")
    (tmp_path / ".gitignore").write_bytes(b"*.tmp\n.skriver-*\n")
    assert cli("init", "--no-input").code == 0
    assert (tmp_path / ".gitattributes").read_text().startswith("*.png binary\n# Saksfiler")
    assert (tmp_path / ".gitignore").read_text() == f"*.tmp\n{IGNORED}"


def test_every_change_is_one_commit_called_by_id_and_verb(saksarkiv, sak, cli):
    part = sak[-4:]
    assert cli("receive", part, "--rektor", "i dag", "--no-input").code == 0
    assert cli("log", part, *LOG).code == 0
    assert cli("investigate", part, "--startet", "i dag", "--no-input").code == 0
    assert saksarkiv.subjects() == [
        f"{sak}: undersok", f"{sak}: logg", f"{sak}: mottak", f"{sak}: ny-sak", "saksarkiv: start",
    ]  # fmt: skip
    assert saksarkiv.status() == []
    for commit in ("HEAD", "HEAD~1", "HEAD~2"):
        assert saksarkiv.files_of(commit) == [f"cases/{sak}/sak.yaml"]


def test_the_answer_for_programs_names_the_commit(saksarkiv, sak, cli):
    data = json.loads(cli("log", sak, *LOG, "--json").out)["data"]
    assert data["commit"] == saksarkiv.git("rev-parse", "HEAD")


def test_edit_is_a_commit_too(saksarkiv, sak, cli, monkeypatch, tmp_path):
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\np = sys.argv[1]\nt = open(p).read()\nopen(p, 'w').write(t + '# merket\\n')\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    assert cli("edit", sak, "--no-input").code == 0
    assert saksarkiv.subjects()[0] == f"{sak}: rediger"
    assert saksarkiv.status() == []


def test_an_attachment_goes_with_its_entry(saksarkiv, sak, cli, tmp_path):
    (tmp_path / "referat.txt").write_bytes(b"linje\r\n\x00")
    assert cli("log", sak, *LOG, "--vedlegg", str(tmp_path / "referat.txt")).code == 0
    files = saksarkiv.files_of()
    assert [one.split("/")[2] for one in files] == ["sak.yaml", "vedlegg"]
    recorded = subprocess.run(
        ["git", "cat-file", "blob", f"HEAD:{files[1]}"], capture_output=True, check=True
    )
    assert recorded.stdout == b"linje\r\n\x00"
    assert saksarkiv.status() == []


def test_what_others_have_staged_or_changed_is_left_alone(saksarkiv, sak, cli):
    (saksarkiv.root / "annet.txt").write_text("noe\n")
    saksarkiv.git("add", "annet.txt")
    with (saksarkiv.root / "skolemiljo.yaml").open("a") as file:
        file.write("# min endring\n")
    saksarkiv.git("add", "skolemiljo.yaml")
    (saksarkiv.root / "skolemiljo.yaml").write_text("")
    saksarkiv.git("checkout", "--", "skolemiljo.yaml")
    before = saksarkiv.status()
    assert cli("log", sak, *LOG).code == 0
    assert saksarkiv.files_of() == [f"cases/{sak}/sak.yaml"]
    assert saksarkiv.status() == before == ["A  annet.txt", "M  skolemiljo.yaml"]


def test_no_message_and_no_branch_has_a_name_in_it(saksarkiv, sak, cli):
    assert cli("log", sak, *LOG).code == 0
    text = saksarkiv.git("log", "--all", "--format=%B%D")
    assert not [one for one in ("Askeladd", "Eventyr", "Lise", "Lærersen") if one in text]


def test_a_ledger_in_a_subfolder_of_a_repository_is_committed_there(
    person, tmp_path, cli, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    assert cli("init", "skole æ/saker", "--no-input").code == 0
    assert cli("--ledger", "skole æ/saker", *REPORT).code == 0
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=false", "show", "--format=%s", "--name-only"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "ny-sak" in listed
    assert "skole æ/saker/cases/" in listed
    status = subprocess.run(
        ["git", "status", "--porcelain"], capture_output=True, text=True, check=True
    )
    assert status.stdout == ""
    assert not (tmp_path / "skole æ" / "saker" / ".pre-commit-config.yaml").exists()


def unrecorded(saksarkiv, cli, sak) -> str:
    """Log something that git cannot commit; the file must have it all the same."""
    before = saksarkiv.git("rev-parse", "HEAD", fine=False)
    said = cli("log", sak, *LOG)
    assert said.code == 0
    assert "Askeladd sa nei." in case_file(saksarkiv, sak).read_text()
    assert saksarkiv.git("rev-parse", "HEAD", fine=False) == before
    assert "Lagret, men ikke versjonert: " in said.err
    return said.err


def test_without_git_the_file_is_saved_and_the_user_is_told(saksarkiv, sak, cli, monkeypatch):
    empty = saksarkiv.root.parent / "tom"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    said = cli("log", sak, *LOG)
    assert said.code == 0
    assert "Lagret, men ikke versjonert: git er ikke installert på maskinen." in said.err
    assert "Askeladd sa nei." in case_file(saksarkiv, sak).read_text()


def test_without_a_repository_the_file_is_saved_and_the_user_is_told(saksarkiv, sak, cli):
    (saksarkiv.root / ".git").rename(saksarkiv.root.parent / "borte")
    said = cli("log", sak, *LOG)
    assert "Lagret, men ikke versjonert: mappen ligger ikke i et git-arkiv." in said.err
    assert "git init" in said.err


def test_without_an_identity_the_user_is_told_how_to_get_one(saksarkiv, sak, cli):
    (Path(os.environ["HOME"]) / ".gitconfig").write_text("")
    said = unrecorded(saksarkiv, cli, sak)
    assert "git vet ikke hvem du er" in said
    assert "git config --global user.name" in said


def test_with_a_locked_index_nothing_is_recorded(saksarkiv, sak, cli):
    (saksarkiv.root / ".git" / "index.lock").write_text("")
    assert "et annet program holder på med git-arkivet" in unrecorded(saksarkiv, cli, sak)


def test_an_index_that_is_locked_for_a_moment_is_waited_for(saksarkiv, sak, cli, monkeypatch):
    lock, pause = saksarkiv.root / ".git" / "index.lock", files.pause
    lock.write_text("")

    def until_the_other_is_done(seconds):
        lock.unlink(missing_ok=True)
        pause(seconds)

    monkeypatch.setattr(files, "pause", until_the_other_is_done)
    said = cli("log", sak, *LOG)
    assert "ikke versjonert" not in said.err
    assert saksarkiv.subjects()[0] == f"{sak}: logg"


def test_in_the_middle_of_a_merge_nothing_is_recorded(saksarkiv, sak, cli):
    head = saksarkiv.git("rev-parse", "HEAD")
    (saksarkiv.root / ".git" / "MERGE_HEAD").write_text(head + "\n")
    assert "git er midt i noe" in unrecorded(saksarkiv, cli, sak)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("rebase-merge", "(rebase)"), ("rebase-apply", "(rebase)"),
        ("CHERRY_PICK_HEAD", "(cherry-pick)"), ("REVERT_HEAD", "(revert)"),
    ],
)  # fmt: skip
def test_whatever_git_is_in_the_middle_of_nothing_is_recorded(saksarkiv, sak, cli, mark, words):
    head = saksarkiv.git("rev-parse", "HEAD")
    place = saksarkiv.root / ".git" / mark
    place.mkdir() if mark.startswith("rebase") else place.write_text(head + "\n")
    assert "git er midt i noe" in unrecorded(saksarkiv, cli, sak)
    said = cli("sync")
    assert said.code == 2
    assert words in said.err


def test_on_no_branch_nothing_is_recorded(saksarkiv, sak, cli):
    saksarkiv.git("checkout", "-q", "--detach")
    assert "git står ikke på noen gren" in unrecorded(saksarkiv, cli, sak)


def test_ignored_cases_are_not_forced_into_git(saksarkiv, cli):
    (saksarkiv.root / ".gitignore").write_text("cases/\n")
    said = cli(*REPORT)
    assert said.code == 0
    assert "unntatt fra versjonering" in said.err
    assert saksarkiv.subjects() == ["saksarkiv: start"]


def test_a_later_change_brings_along_what_was_not_recorded(saksarkiv, sak, cli):
    lock = saksarkiv.root / ".git" / "index.lock"
    lock.write_text("")
    unrecorded(saksarkiv, cli, sak)
    lock.unlink()
    assert cli("log", sak, *LOG).code == 0
    assert saksarkiv.status() == []
    assert saksarkiv.git("show", f"HEAD:cases/{sak}/sak.yaml").count("Askeladd sa nei.") == 2


def test_line_ends_are_recorded_as_they_are(saksarkiv, sak, cli):
    saksarkiv.git("config", "core.autocrlf", "true")
    path = case_file(saksarkiv, sak)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert cli("log", sak, *LOG).code == 0
    recorded = subprocess.run(
        ["git", "cat-file", "blob", f"HEAD:cases/{sak}/sak.yaml"], capture_output=True, check=True
    )
    assert recorded.stdout == path.read_bytes()
    assert b"\r\n" in recorded.stdout
    assert saksarkiv.status() == []


def test_nothing_of_the_work_is_left_in_the_git_folder(saksarkiv, sak, cli):
    before = {one.name for one in (saksarkiv.root / ".git").iterdir()}
    assert cli("log", sak, *LOG).code == 0
    assert {one.name for one in (saksarkiv.root / ".git").iterdir()} == before


def test_a_repository_with_the_longer_checksums_is_one_like_any(person, tmp_path, cli, monkeypatch):
    home = Repository(tmp_path / "lang")
    home.root.mkdir()
    home.git("init", "-q", "--object-format=sha256")
    monkeypatch.chdir(home.root)
    assert cli("init", "--no-input", "--skole", "Eksempel skole").code == 0
    assert cli(*REPORT).code == 0
    assert "ikke-versjonert" not in cli("doctor").out
    (sak,) = (one.name for one in (home.root / "cases").iterdir() if one.is_dir())
    assert cli("log", sak, *LOG).code == 0
    assert cli("undo").code == 0
    assert home.subjects()[0] == f"{sak}: angre"
    assert len(home.git("rev-parse", "HEAD")) == 64
    assert cli("history", "--check").code == 0


def test_the_surroundings_do_not_lead_git_elsewhere(saksarkiv, sak, cli, monkeypatch, tmp_path):
    """Another repository's hook sets such variables when it runs the command."""
    other = Repository(tmp_path / "annet")
    other.root.mkdir()
    other.git("init", "-q")
    (other.root / "a").write_text("a")
    other.git("add", "a")
    before = other.git("ls-files", "--stage")
    with monkeypatch.context() as patch:
        patch.setenv("GIT_DIR", str(other.root / ".git"))
        patch.setenv("GIT_WORK_TREE", str(other.root))
        patch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
        patch.setenv("GIT_OBJECT_DIRECTORY", str(other.root / ".git" / "objects"))
        patch.setenv("GIT_CONFIG_COUNT", "1")
        patch.setenv("GIT_CONFIG_KEY_0", "core.bare")
        patch.setenv("GIT_CONFIG_VALUE_0", "true")
        assert "versjonert" not in cli("log", sak, *LOG).err
        assert cli("history", "--check").code == 0
    assert saksarkiv.subjects()[0] == f"{sak}: logg"
    assert other.git("ls-files", "--stage") == before
    assert other.git("rev-parse", "--verify", "HEAD", fine=False) == ""


def test_commits_made_at_the_same_time_lose_nothing(saksarkiv, sak):
    """Four processes, each with a case of its own; another process commits in between."""
    words = [sys.executable, "-m", "skolemiljo_cli", *REPORT]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done: list[int] = []

    def work() -> None:
        for _ in range(3):
            ran = subprocess.run(words, env=env, capture_output=True, check=False)
            done.append(ran.returncode)

    people = [threading.Thread(target=work) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert done == [0] * 12
    made = {one.name for one in (saksarkiv.root / "cases").iterdir() if one.is_dir()}
    assert len(made) == 13
    recorded = set(saksarkiv.git("ls-tree", "--name-only", "HEAD:cases").split()) - {".gitkeep"}
    unrecorded = {line.split("/")[1] for line in saksarkiv.status()}
    assert recorded | unrecorded == made
    assert recorded == made


@pytest.mark.parametrize("setting", ["core.fsmonitor", "filter.x.clean", "gpg.program"])
def test_no_program_that_the_folder_names_is_run_by_a_commit(
    saksarkiv, sak, cli, tmp_path, setting
):
    ran, planted = tmp_path / "kjort", tmp_path / "plantet"
    planted.write_text(f"#!{sys.executable}\nopen({str(ran)!r}, 'a')\n")
    planted.chmod(0o755)
    saksarkiv.git("config", setting, str(planted))
    saksarkiv.git("config", "commit.gpgSign", "true")
    saksarkiv.git("config", "core.hooksPath", str(tmp_path / "kroker"))
    (saksarkiv.root / ".git" / "info").mkdir(exist_ok=True)
    (saksarkiv.root / ".git" / "info" / "attributes").write_text("* filter=x\n")
    for folder in (tmp_path / "kroker", saksarkiv.root / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for name in ("pre-commit", "commit-msg", "post-commit", "post-index-change",
                     "reference-transaction", "prepare-commit-msg"):  # fmt: skip
            (folder / name).write_bytes(planted.read_bytes())
            (folder / name).chmod(0o755)
    assert cli("log", sak, *LOG).code == 0
    assert saksarkiv.git("-c", "core.fsmonitor=false", "rev-list", "--count", "HEAD") == "3"
    assert not ran.exists()
