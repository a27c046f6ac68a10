"""One world of files that all runs get a copy of."""

from __future__ import annotations

import itertools
import os

import pytest
from quiet_runs import fresh, make_world, warm


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    if os.name == "nt":
        pytest.skip("needs fork")
    home, place = tmp_path_factory.mktemp("hjem"), tmp_path_factory.mktemp("mal") / "verden"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("SKOLEMILJO_TODAY", "2026-11-23")
        before = os.umask(0o022)
        make_world(home, place)
        ledger = fresh(place, tmp_path_factory.mktemp("varm") / "verden")
        patch.chdir(ledger)  # where it writes a document
        warm(ledger)
        os.umask(before)
    return home, place


@pytest.fixture
def world(template, tmp_path, monkeypatch):
    """Make a new copy of the world at each call; answer its ledger."""
    home, place = template
    monkeypatch.setenv("HOME", str(home))
    numbers = itertools.count()
    return lambda: fresh(place, tmp_path / f"{next(numbers)}")
