"""Ledgers in real repositories, and people who work in them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from versions_base import REPORT, Repository

from skolemiljo_cli.cli.framework.app import run

PERSON = (
    "[user]\n\tname = Rita Rektorsen\n\temail = rita@skole.example\n"
    "[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n"
)


def _be_somebody(patch: pytest.MonkeyPatch) -> None:
    (Path(os.environ["HOME"]) / ".gitconfig").write_text(PERSON)
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """An invented person, with no other git settings."""
    _be_somebody(monkeypatch)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, once) -> Path:
    """The repositories that tests begin with, each made once and then copied.

    `tomt` is a new ledger, `saksarkiv` the same with a case, sent to `felles.git`, and `andre` a
    clone of that.
    """
    place = tmp_path_factory.mktemp("arkiver")
    with once() as patch:
        _be_somebody(patch)
        here = Repository(place / "saksarkiv")
        here.root.mkdir()
        here.git("init", "-q")
        patch.chdir(here.root)
        assert run(["init", "--no-input", "--skole", "Eksempel skole"]) == 0
        shutil.copytree(here.root, place / "tomt", symlinks=True)
        assert run(list(REPORT)) == 0
        shutil.copytree(here.root, place / "med-sak", symlinks=True)
        Repository(place).git("init", "-q", "--bare", "felles.git")
        here.git("remote", "add", "origin", str(place / "felles.git"))
        assert run(["sync"]) == 0
        Repository(place).git("clone", "-q", str(place / "felles.git"), "andre")
    return place


def copied(prepared: Path, name: str, place: Path) -> Repository:
    """Copy one of the repositories, with the remote beside it."""
    shutil.copytree(prepared / name, place, symlinks=True)
    config = place / ".git" / "config"
    if config.exists():
        config.write_text(config.read_text().replace(str(prepared), str(place.parent)))
    os.umask(0o077)  # as every command leaves it; `isolation` puts it back
    return Repository(place)


@pytest.fixture
def saksarkiv(
    request: pytest.FixtureRequest,
    person: None,
    prepared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Repository:
    """A ledger at the top of a repository, set up as `init` does, with options by the test.

    With `sak` it has a case, and with `shared` the case is pushed to a remote.
    """
    wanted = {"shared": "saksarkiv", "sak": "med-sak"}
    name = next((wanted[one] for one in wanted if one in request.fixturenames), "tomt")
    repository = copied(prepared, name, tmp_path / "saksarkiv")
    monkeypatch.chdir(repository.root)
    return repository


@pytest.fixture
def sak(saksarkiv: Repository) -> str:
    """The id of a case in it."""
    return next(one.name for one in (saksarkiv.root / "cases").iterdir() if one.is_dir())


@pytest.fixture
def shared(saksarkiv: Repository, prepared: Path) -> tuple[Repository, Path]:
    """Another person's clone of the same ledger, and the remote."""
    place = saksarkiv.root.parent
    copied(prepared, "felles.git", place / "felles.git")
    return copied(prepared, "andre", place / "andre"), place / "felles.git"
