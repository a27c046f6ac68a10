"""A herd for each module of tests, and the seed that its accidents are drawn from."""

from __future__ import annotations

import os

import pytest
from lost_commands import herd_of


@pytest.fixture(scope="module")
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
