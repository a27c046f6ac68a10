"""Hazards in a received folder: a remote, attributes for a case, a repository."""

from __future__ import annotations

import os
import sys

import pytest
from versions_base import Repository

from skolemiljo_cli.store.yaml import reader

posix = pytest.mark.skipif(os.name == "nt", reason="the plants are shell programs")
HOOKS = ("pre-receive", "update", "reference-transaction", "post-receive", "post-update",
         "proc-receive")  # fmt: skip


@pytest.fixture
def mark(tmp_path):
    """The file that a planted program would make."""
    return tmp_path / "kjort"


def plant(place: Repository, mark) -> None:
    """Make a remote with a program in every place where receiving can run one."""
    place.root.parent.mkdir(parents=True, exist_ok=True)
    Repository(place.root.parent).git("init", "-q", "--bare", place.root.name)
    program = place.root / "hooks" / "program"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!{sys.executable}\nopen({str(mark)!r}, 'a').write('x')\n")
    program.chmod(0o755)
    for name in HOOKS:
        (place.root / "hooks" / name).write_bytes(program.read_bytes())
        (place.root / "hooks" / name).chmod(0o755)
    for key in ("core.alternateRefsCommand", "core.fsmonitor"):
        place.git("config", key, str(program))
    place.git("config", "core.hooksPath", str(place.root / "hooks"))


@posix
@pytest.mark.parametrize(
    ("where", "address"),
    [
        (".git/felles.git", "./.git/felles.git"),
        (".git/felles.git", "file://{root}/.git/felles.git"),
        ("felles.git", "{root}/felles.git"),
        ("felles.git", "./.git/../felles.git"),
        ("../felles.git", "../felles.git"),
        ("../felles", "../felles"),
    ],
)
def test_a_shared_place_that_came_along_runs_nothing(where, address, mark, saksarkiv, sak, cli):
    place = Repository((saksarkiv.root / where).resolve())
    plant(place, mark)
    saksarkiv.git("remote", "add", "origin", address.format(root=saksarkiv.root))
    answer = cli("sync")
    assert answer.code == 0, answer
    assert not mark.exists()
    assert place.git("rev-parse", "main") == saksarkiv.git("rev-parse", "main")


@posix
def test_the_planted_place_would_run_when_git_sends(mark, saksarkiv, sak):
    plant(Repository(saksarkiv.root.parent / "felles.git"), mark)
    saksarkiv.git("push", "../felles.git", "main", fine=False)
    assert mark.exists()


@posix
def test_a_place_that_wants_a_program_to_take_what_is_sent_gets_nothing(mark, saksarkiv, sak, cli):
    place = Repository(saksarkiv.root.parent / "felles.git")
    plant(place, mark)
    place.git("config", "receive.procReceiveRefs", "refs/heads")
    saksarkiv.git("remote", "add", "origin", "../felles.git")
    assert cli("sync").code == 73
    assert not mark.exists()


@posix
def test_a_second_address_that_came_along_runs_nothing_either(mark, saksarkiv, sak, cli):
    plant(Repository(saksarkiv.root / ".git" / "annen.git"), mark)
    Repository(saksarkiv.root.parent).git("init", "-q", "--bare", "felles.git")
    saksarkiv.git("remote", "add", "origin", str(saksarkiv.root.parent / "felles.git"))
    saksarkiv.git("config", "--add", "remote.origin.pushurl", "./.git/annen.git")
    assert cli("sync").code == 0
    assert not mark.exists()


LINES = [
    "sak.yaml merge=union", "* -merge", "sak.yaml !merge", "sak.yaml ident",
    "sak.yaml working-tree-encoding=UTF-16",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("where", ["cases/SAK/.gitattributes", ".git/info/attributes"])
def test_lines_about_one_case_do_not_let_git_merge_it_without_us(
    where, line, saksarkiv, sak, cli, tmp_path
):
    Repository(tmp_path).git("init", "-q", "--bare", "felles.git")
    saksarkiv.git("remote", "add", "origin", str(tmp_path / "felles.git"))
    path = saksarkiv.root / where.replace("SAK", sak)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"cases/{sak}/{line}" if "info" in where else line)
    answer = cli("sync")
    assert answer.code == 78
    assert sak in answer.err
    assert ".git/info/attributes" in answer.err
    told = cli("doctor")
    assert told.code == 1
    assert f"cases/{sak}/sak.yaml: " in told.out
    assert "[sammenslaing]" in told.out
    path.unlink()
    assert cli("sync").code == 0


def test_files_of_the_ledger_do_not_pose_as_a_repository(person, tmp_path, cli, monkeypatch):
    top, planted = Repository(tmp_path / "arkiv"), Repository(tmp_path / "plantet")
    for one in (top, planted):
        one.root.mkdir()
    top.git("init", "-q")
    planted.git("init", "-q", "--bare", ".")
    ledger = top.root / "saker"
    ledger.mkdir()
    monkeypatch.chdir(ledger)
    assert cli("init", "--no-input", "--skole", "Eksempel skole").code == 0
    for name in ("HEAD", "config", "objects", "refs"):
        (planted.root / name).rename(ledger / name)
    at = Repository(ledger)
    before = top.git("rev-parse", "HEAD")
    at.git("config", "--file", "config", "core.bare", "false")
    at.git("config", "--file", "config", "core.worktree", str(ledger))
    answer = cli(
        "new-case",
        "--no-input",
        "--likevel",
        "--elev",
        "Askeladd Eventyr",
        "--beskrivelse",
        "Noe skjedde.",
    )
    assert answer.code == 0
    assert "git" in answer.err, answer  # saved, with a message that it is not committed
    assert not list((ledger / "refs" / "heads").iterdir())
    assert top.git("rev-parse", "HEAD") == before
    (made,) = (one for one in (ledger / "cases").iterdir() if one.is_dir())
    assert reader.read((made / "sak.yaml").read_bytes())["id"] == made.name
