"""Cases of three kinds, and commands that must go well or be refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from changing_cases import CASE, ID, NAMES


@pytest.fixture
def path(write_case) -> Path:
    return write_case(CASE.format(id=ID, type="12-4"), ID)


@pytest.fixture
def about_staff(write_case) -> Path:
    return write_case(CASE.format(id=ID, type="12-5-ansatt"), ID)


@pytest.fixture
def about_leadership(write_case) -> Path:
    return write_case(CASE.format(id=ID, type="12-5-ledelse"), ID)


@pytest.fixture
def do(cli):
    """Run a command that must go well, and return what it says for programs."""

    def run(*words: str, stdin: str = "") -> dict:
        answer = cli(*words, "--json", stdin=stdin)
        assert answer.code == 0, answer.out
        return json.loads(answer.out)["data"]

    return run


@pytest.fixture
def refused(cli):
    """Run a command that must be refused, and return what it says; nothing may be written."""

    def run(path: Path, *words: str, code: int = 2) -> str:
        before = path.read_bytes()
        answer = cli(*words)
        assert (answer.code, answer.out) == (code, ""), answer.err
        assert path.read_bytes() == before
        assert not [one for one in NAMES if one.casefold() in answer.err.casefold()]
        return answer.err

    return run
