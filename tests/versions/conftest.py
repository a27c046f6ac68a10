"""Ledgers in real repositories, and people who work in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from versions_base import REPORT, Repository


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
