"""Ledgers in real repositories, and people who work in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
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
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):  # git's own clock is of today
        patch.setenv(name, "2026-11-23T12:00:00+0100")


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


@pytest.fixture(scope="session")
def prepared_apart(
    prepared: Path, tmp_path_factory: pytest.TempPathFactory, once: Callable
) -> Path:
    """The same when both people have written in the case, and the other has sent it."""
    place = tmp_path_factory.mktemp("begge")
    for name in ("saksarkiv", "andre", "felles.git"):
        copied(prepared, name, place / name)
    with once() as patch:
        _be_somebody(patch)
        (case,) = (place / "andre" / "cases").glob("2*")
        for who, text in (("andre", "Fra den andre."), ("saksarkiv", "Fra den ene.")):
            patch.chdir(place / who)
            words = ("--no-input", "--type", "notat", "--av", "a1", "--tekst")
            assert run(["log", case.name, *words, text]) == 0
            assert who == "saksarkiv" or run(["sync"]) == 0
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
def begun(request: pytest.FixtureRequest) -> Path:
    """The repositories that this test begins with: with `both_wrote`, where both have written."""
    both = "both_wrote" in request.fixturenames
    return request.getfixturevalue("prepared_apart" if both else "prepared")


@pytest.fixture
def both_wrote(shared: tuple[Repository, Path]) -> None:
    """Both people have written in the case, «Fra den ene.» here and «Fra den andre.», sent."""


@pytest.fixture
def saksarkiv(
    request: pytest.FixtureRequest,
    person: None,
    begun: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Repository:
    """A ledger at the top of a repository, set up as `init` does, with options by the test.

    With `sak` it has a case, and with `shared` the case is pushed to a remote.
    """
    wanted = {"shared": "saksarkiv", "sak": "med-sak"}
    name = next((wanted[one] for one in wanted if one in request.fixturenames), "tomt")
    repository = copied(begun, name, tmp_path / "saksarkiv")
    monkeypatch.chdir(repository.root)
    return repository


@pytest.fixture
def sak(saksarkiv: Repository) -> str:
    """The id of a case in it."""
    return next(one.name for one in (saksarkiv.root / "cases").iterdir() if one.is_dir())


@pytest.fixture
def shared(saksarkiv: Repository, begun: Path) -> tuple[Repository, Path]:
    """Another person's clone of the same, and the place where the two share it."""
    place = saksarkiv.root.parent
    copied(begun, "felles.git", place / "felles.git")
    return copied(begun, "andre", place / "andre"), place / "felles.git"
