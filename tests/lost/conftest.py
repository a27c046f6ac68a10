"""The two herds that accidents happen to, each made once."""

from __future__ import annotations

import os

import pytest
from lost_commands import herd_of
from lost_git import ME, herd_in_git


@pytest.fixture(scope="session")
def herd(tmp_path_factory):
    if os.name == "nt":
        pytest.skip("needs fork and SIGKILL")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SKOLEMILJO_TODAY", "2026-11-23")
        home = tmp_path_factory.mktemp("hjem")
        patch.setenv("HOME", str(home))
        herd = herd_of(tmp_path_factory.mktemp("flokk"))
    yield herd
    herd.end()


@pytest.fixture(scope="session")
def in_git(tmp_path_factory):
    """A herd whose ledgers are in git, with another person's work waiting in the remote."""
    if os.name == "nt":
        pytest.skip("needs fork and SIGKILL")
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("hjem")
        patch.setenv("HOME", str(home))
        patch.setenv("SKOLEMILJO_TODAY", "2026-11-23")
        (home / ".gitconfig").write_text(ME)
        herd = herd_in_git(tmp_path_factory.mktemp("flokk"), tmp_path_factory.mktemp("mal"))
    yield herd
    herd.end()
