"""Ledgers in real repositories, and people who work in them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

REPORT = (
    "new-case", "--no-input", "--elev", "Askeladd Eventyr", "--trinn", "5", "--melder",
    "Lise Lærersen", "--beskrivelse", "{e1} ble stengt ute.",
)  # fmt: skip


@dataclass(frozen=True)
class Repository:
    """A repository with a ledger in it, and git as a person types it there."""

    root: Path

    def git(self, *words: str, fine: bool = True, err: bool = False, strip: bool = True) -> str:
        ran = subprocess.run(
            ["git", *words], cwd=self.root, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0 or not fine, ran.stderr
        text = ran.stderr if err else ran.stdout
        return text.strip() if strip else text

    def subjects(self) -> list[str]:
        """What the commits are called, the newest first."""
        return self.git("log", "--format=%s").splitlines()

    def status(self) -> list[str]:
        ran = self.git("status", "--porcelain", "-uall", strip=False)
        return ran.splitlines()

    def files_of(self, commit: str = "HEAD") -> list[str]:
        return self.git("show", "--format=", "--name-only", commit).splitlines()


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up person at a machine of her own, with nothing else set up in git."""
    home = Path(os.environ["HOME"])
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Rita Rektorsen\n\temail = rita@skole.example\n"
        "[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n"
    )
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def saksarkiv(person: None, tmp_path: Path, cli, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A new ledger at the top of a repository, made as `init` proposes it."""
    repository = Repository(tmp_path / "saksarkiv")
    repository.root.mkdir()
    repository.git("init", "-q")
    monkeypatch.chdir(repository.root)
    assert cli("init", "--no-input", "--skole", "Eksempel skole").code == 0
    return repository


@pytest.fixture
def sak(saksarkiv: Repository, cli) -> str:
    """The id of a case in it."""
    assert cli(*REPORT).code == 0
    return next(one.name for one in (saksarkiv.root / "cases").iterdir() if one.is_dir())
