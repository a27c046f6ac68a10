"""`check` run by other programs: a git server's hook, and pre-commit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from versions_base import REPORT, Repository

from skolemiljo_cli.store.yaml import reader

ROOT = Path(__file__).resolve().parents[2]
HOOK = ROOT / "docs" / "hooks" / "pre-receive"


@pytest.fixture
def program(tmp_path, monkeypatch) -> None:
    """`skolemiljo` as it is found on a server's PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    path = folder / "skolemiljo"
    path.write_text(
        f"#!{sys.executable} -P\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from skolemiljo_cli.__main__ import main\nmain()\n"
    )
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def server(saksarkiv, sak, program, tmp_path) -> Path:
    """A remote that checks what it receives."""
    shared = tmp_path / "felles.git"
    Repository(tmp_path).git("init", "-q", "--bare", str(shared))
    saksarkiv.git("remote", "add", "origin", str(shared))
    saksarkiv.git("push", "-q", "origin", "main")
    hook = shared / "hooks" / "pre-receive"
    hook.write_bytes(HOOK.read_bytes())
    hook.chmod(0o755)
    return shared


def head(server: Path) -> str:
    return Repository(server).git("rev-parse", "main")


def push(saksarkiv: Repository) -> str:
    """Commit and push everything, and return git's output."""
    saksarkiv.git("add", "-A")
    saksarkiv.git("commit", "-qm", "for hånd")
    return saksarkiv.git("push", "origin", "main", fine=False, err=True)


def test_a_whole_case_is_taken_in(saksarkiv, server, cli):
    assert cli(*REPORT).code == 0
    assert cli("sync").code == 0
    assert head(server) == saksarkiv.git("rev-parse", "HEAD")


def test_a_case_that_cannot_be_read_is_refused_with_the_line(saksarkiv, sak, server):
    before = head(server)
    (saksarkiv.root / "cases" / sak / "sak.yaml").write_text(f"id: {sak}\ntype: [\n")
    told = push(saksarkiv)
    assert re.search(rf"cases/{sak}/sak\.yaml:[0-9]+", told)
    assert "Avvist: main har saker som må rettes først." in told
    assert head(server) == before


def test_a_case_with_an_error_is_taken_in_and_told_unless_the_school_wants_it_strict(
    saksarkiv, sak, server, monkeypatch
):
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text() + "saksansvarlig: a9\n")  # the case has no party with this key
    before = head(server)
    monkeypatch.setenv("SKOLEMILJO_STRENG", "1")
    assert "Avvist" in push(saksarkiv)
    assert head(server) == before
    monkeypatch.delenv("SKOLEMILJO_STRENG")
    told = saksarkiv.git("push", "origin", "main", err=True)
    assert f"cases/{sak}/sak.yaml" in told
    assert head(server) == saksarkiv.git("rev-parse", "HEAD")


def test_nothing_that_is_sent_is_run_or_followed(saksarkiv, sak, server, tmp_path):
    mark, secret = tmp_path / "kjort", tmp_path / "hemmelig.yaml"
    secret.write_text("id: [ hemmelig\n")
    for name in ("yaml.py", "sitecustomize.py", "skolemiljo_cli/__init__.py"):
        path = saksarkiv.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(mark)!r}, 'w')\n")
    folder = saksarkiv.root / "cases" / "2026-11-20-aaaa"
    folder.mkdir()
    (folder / "sak.yaml").symlink_to(secret)
    (saksarkiv.root / ".gitattributes").write_text("* filter=x diff=x export-ignore\n")
    told = push(saksarkiv)
    assert "hemmelig" not in told
    assert not mark.exists()


def test_a_folder_of_cases_that_is_a_link_leads_nowhere(saksarkiv, server, tmp_path):
    other = tmp_path / "annet" / "2026-11-20-zzzz"
    other.mkdir(parents=True)
    (other / "sak.yaml").write_text("id: [\n")
    saksarkiv.git("rm", "-rq", "cases")
    (saksarkiv.root / "cases").symlink_to(other.parent)
    before = head(server)
    told = push(saksarkiv)
    assert "cases er ikke en mappe" in told
    assert "zzzz" not in told
    assert head(server) == before


def test_no_filter_of_the_server_is_run_because_the_sender_asks_for_it(
    saksarkiv, sak, server, tmp_path
):
    """git-lfs may be set up for the whole machine, and would fetch what the sender names."""
    mark, program = tmp_path / "kjort", tmp_path / "filter"
    program.write_text(f"#!/bin/sh\necho >> {mark}\ncat\n")
    program.chmod(0o755)
    (saksarkiv.root / ".gitattributes").write_text("* filter=x\n")
    push(saksarkiv)
    saksarkiv.git("config", "--global", "filter.x.smudge", str(program))
    (saksarkiv.root / "annet.txt").write_text("x")
    assert "main -> main" in push(saksarkiv)
    assert not mark.exists()


def test_a_branch_that_is_deleted_is_no_business_of_the_hook(saksarkiv, server):
    saksarkiv.git("push", "-q", "origin", "main:gammel")
    saksarkiv.git("push", "-q", "origin", ":gammel")


# --- pre-commit ---------------------------------------------------------------------------------


def hook() -> dict[str, str]:
    """Return the hook's settings. They are a list, which the strict reader does not read."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    body = "\n".join(line[2:] for line in text.splitlines() if not line.startswith("#"))
    return reader.read(body.encode())


def as_pre_commit(saksarkiv: Repository) -> subprocess.CompletedProcess[str]:
    """Run the hook on the staged files that match, with paths from the top."""
    one = hook()
    staged = saksarkiv.git("diff", "--cached", "--name-only").splitlines()
    names = [name for name in staged if re.search(one["files"], name)]
    if "types" not in one:  # pre-commit's default is «file», which excludes links
        names = [name for name in names if not (saksarkiv.root / name).is_symlink()]
    assert names
    words = [*one["entry"].split(), *names]
    return subprocess.run(words, cwd=saksarkiv.root, capture_output=True, text=True, check=False)


def test_pre_commit_checks_the_cases_that_are_staged(saksarkiv, sak, program):
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text() + "# merket\n")
    (saksarkiv.root / "cases" / "annet.txt").write_text("x")
    saksarkiv.git("add", "-A")
    assert as_pre_commit(saksarkiv).returncode == 0
    path.write_text("id: [\n")
    saksarkiv.git("add", "-A")
    ran = as_pre_commit(saksarkiv)
    assert ran.returncode == 65
    assert f"cases/{sak}/sak.yaml" in ran.stdout


def test_pre_commit_does_not_pass_over_a_case_that_has_become_a_link(
    saksarkiv, sak, program, tmp_path
):
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.rename(tmp_path / "andre.yaml")
    path.symlink_to(tmp_path / "andre.yaml")
    saksarkiv.git("add", "-A")
    assert as_pre_commit(saksarkiv).returncode == 65


def test_pre_commit_finds_a_ledger_in_a_subfolder(person, program, tmp_path, cli, monkeypatch):
    top = Repository(tmp_path / "kommunen")
    top.root.mkdir()
    top.git("init", "-q")
    monkeypatch.chdir(top.root)
    assert cli("init", "skole/saker", "--no-input", "--ikke-commit").code == 0
    assert cli("--ledger", "skole/saker", *REPORT).code == 0
    top.git("add", "-A")
    ran = as_pre_commit(top)
    assert ran.returncode == 0, ran
    (made,) = (one for one in (top.root / "skole/saker/cases").iterdir() if one.is_dir())
    (made / "sak.yaml").write_text("id: [\n")
    top.git("add", "-A")
    assert as_pre_commit(top).returncode == 65


def test_pre_commit_checks_each_case_in_the_ledger_it_lies_in(
    person, program, tmp_path, cli, monkeypatch
):
    top = Repository(tmp_path / "skolen")
    top.root.mkdir()
    top.git("init", "-q")
    monkeypatch.chdir(top.root)
    assert cli("init", "--no-input", "--ikke-commit").code == 0
    assert cli("init", "skjermet", "--no-input", "--ikke-commit").code == 0
    for ledger in (".", "skjermet"):
        assert cli("--ledger", ledger, *REPORT).code == 0
    top.git("add", "-A")
    ran = as_pre_commit(top)
    assert ran.returncode == 0, ran
    (hidden,) = (one for one in (top.root / "skjermet" / "cases").iterdir() if one.is_dir())
    (hidden / "sak.yaml").write_text("id: [\n")
    top.git("add", "-A")
    ran = as_pre_commit(top)
    assert ran.returncode == 65
    assert f"cases/{hidden.name}/sak.yaml:1" in ran.stdout


def test_the_hook_that_init_writes_is_one_that_runs(saksarkiv, sak, program):
    text = (saksarkiv.root / ".pre-commit-config.yaml").read_text()
    (entry,) = re.findall("entry: (.*)", text)
    (files,) = re.findall("files: (.*)", text)
    assert re.search(files, f"cases/{sak}/sak.yaml")
    assert not re.search(files, "annet.yaml")
    ran = subprocess.run(entry.split(), cwd=saksarkiv.root, capture_output=True, check=False)
    assert ran.returncode == 0


@pytest.mark.parametrize(
    "name",
    [
        "cases/{}/sak.yaml", "./cases/{}/sak.yaml", "{}/sak.yaml",
        "../saksarkiv/cases/{}/sak.yaml",
    ],
)  # fmt: skip
def test_a_case_may_be_named_by_its_file(name, saksarkiv, sak, cli):
    assert cli("check", name.format(sak)) == cli("check", sak)
    assert cli("show", name.format(sak)).code == 0
    path = saksarkiv.root / "cases" / sak / "sak.yaml"
    path.write_text(path.read_text() + "saksansvarlig: a9\n")
    once = cli("check", sak)
    assert once.code == 1
    assert cli("check", sak, name.format(sak)) == once
