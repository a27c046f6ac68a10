"""The last commit of a file in real repositories; no program that they name is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from skolemiljo_cli.store import git
from skolemiljo_cli.store.git import runner

pytestmark = pytest.mark.slow

ME = {
    "GIT_AUTHOR_NAME": "Rita Rektorsen",
    "GIT_AUTHOR_EMAIL": "rita@skole.example",
    "GIT_COMMITTER_NAME": "Rita Rektorsen",
    "GIT_COMMITTER_EMAIL": "rita@skole.example",
}


def run(folder: Path, *words: str) -> str:
    ran = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **ME},
        check=True,
        capture_output=True,
        text=True,
    )
    return ran.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one committed case."""
    root = tmp_path / "saksarkiv"
    (root / "cases" / "en").mkdir(parents=True)
    (root / "cases" / "en" / "sak.yaml").write_bytes("id: æ\n".encode())
    run(root.parent, "init", "-q", str(root))
    run(root, "config", "core.autocrlf", "false")
    run(root, "add", ".")
    run(root, "commit", "-q", "-m", "Sak")
    return root


def case(root: Path) -> Path:
    return root / "cases" / "en" / "sak.yaml"


def head(root: Path) -> str:
    return run(root, "rev-parse", "HEAD")


def test_the_commit_is_the_one_that_last_recorded_the_file(repository: Path) -> None:
    recorded = head(repository)
    (repository / "annet.txt").write_text("noe")
    run(repository, "add", ".")
    run(repository, "commit", "-q", "-m", "Noe annet")
    assert head(repository) != recorded
    assert git.last_commit(repository, case(repository)) == recorded


def test_a_new_record_gives_a_new_commit(repository: Path) -> None:
    first = git.last_commit(repository, case(repository))
    case(repository).write_text("id: to\n")
    run(repository, "commit", "-q", "-a", "-m", "Endret")
    assert git.last_commit(repository, case(repository)) == head(repository) != first


def test_a_file_that_has_changed_since_has_no_commit(repository: Path) -> None:
    case(repository).write_bytes(b"id: annet\n")
    assert git.last_commit(repository, case(repository)) is None
    run(repository, "add", ".")  # staged is not yet committed
    assert git.last_commit(repository, case(repository)) is None


def test_a_file_that_only_has_other_line_ends_is_the_recorded_one(repository: Path) -> None:
    case(repository).write_bytes("id: æ\r\n".encode())
    assert git.last_commit(repository, case(repository)) == head(repository)


def test_a_file_nobody_recorded_has_no_commit(repository: Path) -> None:
    new = repository / "cases" / "en" / "ny.yaml"
    new.write_text("id: ny\n")
    assert git.last_commit(repository, new) is None


def test_a_file_that_is_gone_has_no_commit(repository: Path) -> None:
    case(repository).unlink()
    assert git.last_commit(repository, case(repository)) is None


def test_a_file_outside_the_ledger_has_no_commit(repository: Path) -> None:
    assert git.last_commit(repository / "cases", repository / "annet.txt") is None


def test_a_ledger_in_a_folder_of_a_repository_has_its_commit(repository: Path) -> None:
    inner = repository / "cases"
    assert git.last_commit(inner, inner / "en" / "sak.yaml") == head(repository)


def test_a_repository_without_commits_gives_none(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q")
    (tmp_path / "sak.yaml").write_text("id: en\n")
    assert git.last_commit(tmp_path, tmp_path / "sak.yaml") is None


def test_outside_a_repository_no_process_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "run", refuse)
    (tmp_path / "sak.yaml").write_text("id: en\n")
    assert git.last_commit(tmp_path, tmp_path / "sak.yaml") is None


def test_without_git_there_is_no_commit(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert git.last_commit(repository, case(repository)) is None


def test_a_damaged_repository_gives_none(repository: Path) -> None:
    (repository / ".git" / "HEAD").write_text("tull\n")
    assert git.last_commit(repository, case(repository)) is None


def test_a_git_that_hangs_is_given_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = repository.parent / "bin"
    slow.mkdir()
    program(slow / "git", "import time\ntime.sleep(60)\n")
    monkeypatch.setenv("PATH", str(slow))
    monkeypatch.setattr(runner, "SECONDS", 0.3)
    assert git.last_commit(repository, case(repository)) is None


def test_a_git_lying_in_the_ledger_is_not_run(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran, recorded = repository.parent / "kjort", head(repository)
    program(repository / "git", f"open({str(ran)!r}, 'w')\n")
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", os.environ["PATH"]]))
    assert git.last_commit(repository, case(repository)) == recorded
    assert not ran.exists()


def program(path: Path, source: str) -> None:
    path.write_text(f"#!{sys.executable}\n{source}")
    path.chmod(0o755)


def test_variables_of_the_caller_do_not_lead_git_astray(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = head(repository)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "borte"))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "spor"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "tull")
    assert git.last_commit(repository, case(repository)) == recorded
    assert not (tmp_path / "spor").exists()


def test_no_program_that_the_folder_names_is_run(repository: Path, tmp_path: Path) -> None:
    ran = tmp_path / "kjort"
    planted = tmp_path / "plantet"
    program(planted, f"open({str(ran)!r}, 'a')\n")
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "gpg.program",
        "credential.helper",
    ):
        run(repository, "config", key, str(planted))
    run(repository, "config", "log.showSignature", "true")
    (repository / ".gitattributes").write_text("* diff=x filter=x\n")
    hooks = repository / ".git" / "hooks"
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        program(hooks / name, f"open({str(ran)!r}, 'a')\n")
    recorded = git.last_commit(repository, case(repository))
    assert not ran.exists()
    assert recorded is not None
    before = sorted(one.name for one in (repository / ".git").iterdir())
    git.last_commit(repository, case(repository))
    assert sorted(one.name for one in (repository / ".git").iterdir()) == before


def test_git_is_started_by_its_full_path_with_its_own_doors_shut(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def listen(words: list[str], **more: object) -> subprocess.CompletedProcess[bytes]:
        calls.append((words, more))
        return subprocess.CompletedProcess(words, 1, b"", b"")

    monkeypatch.setattr(subprocess, "run", listen)
    assert git.last_commit(repository, case(repository)) is None
    ((words, more),) = calls
    assert Path(words[0]).is_absolute()
    for option in ("core.hooksPath=/dev/null", "core.fsmonitor=false", "protocol.allow=never"):
        assert words[words.index(option) - 1] == "-c"
    assert {"--no-optional-locks", "--literal-pathspecs", "--no-replace-objects"} < set(words)
    assert more["timeout"] == runner.SECONDS
    assert more["input"] == b""  # never what is typed at the terminal
    assert "shell" not in more


def test_a_name_that_looks_like_an_option_is_a_name(repository: Path) -> None:
    odd = repository / "--output=pwn"
    odd.write_text("noe\n")
    run(repository, "add", "--", "--output=pwn")
    run(repository, "commit", "-q", "-m", "Rart navn")
    assert git.last_commit(repository, odd) == head(repository)
    assert not (repository / "pwn").exists()


def test_a_link_is_not_followed(repository: Path) -> None:
    link = repository / "lenke.yaml"
    link.symlink_to(case(repository))
    run(repository, "add", ".")
    run(repository, "commit", "-q", "-m", "Lenke")
    assert git.last_commit(repository, link) is None
