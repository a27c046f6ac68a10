"""Fixtures: a healthy ledger, alone and in a repository, and what `doctor` finds."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from planted import CASE, ONE, TWO, git, put

from skolemiljo_cli.store.git import setup


@pytest.fixture
def home(ledger: Path) -> Path:
    """A healthy ledger with two cases."""
    for case, entry in ((ONE, "h-1111"), (TWO, "h-2222")):
        put(ledger, f"cases/{case}/sak.yaml", CASE.format(id=case, entry=entry))
        (ledger / "cases" / case).chmod(0o700)
    (ledger / "cases").chmod(0o700)
    return ledger


@pytest.fixture
def found(cli):
    """Return the checks that found something, each with its messages."""

    def look(*words: str) -> dict[str, list[dict]]:
        answer = cli("doctor", *words, "--json")
        told: dict[str, list[dict]] = {}
        for one in json.loads(answer.out)["findings"]:
            told.setdefault(one["rule"], []).append(one)
        return told

    return look


@pytest.fixture
def repo(home: Path) -> Path:
    """The same ledger in a correctly set up repository."""
    (Path(os.environ["HOME"]) / ".gitconfig").write_text(
        "[user]\n\tname = Rita Rektorsen\n\temail = rita@skole.example\n"
    )
    git(home, "init", "-q", "-b", "main")
    config = home / "skolemiljo.yaml"
    config.write_text(config.read_text("utf-8").replace("commit: false", "commit: true"), "utf-8")
    git(home, "add", ".")
    git(home, "commit", "-q", "-m", "start")
    setup.install_driver(home)
    return home
