"""A ledger with a whole, a half and a hopeless case, and the program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import skolemiljo_cli

HERE = Path(skolemiljo_cli.__file__).resolve().parents[1]
WHOLE = "2026-11-20-aaaa"
HALF = "2026-11-20-bbbb"
HOPELESS = "2026-11-20-cccc"
CASE = """\
id: {id}
type: 12-4
parter:
  e1: {{rolle: elev, navn: Espen Askeladd, trinn: 5}}
  a1: {{rolle: kontaktlaerer, navn: Lise Lærersen}}
melding:
  dato: 2026-11-20
  melder: a1
  beskrivelse: Noe har skjedd.
  handtering: Jeg snakket med dem.
  gjelder_kapittel_12: true
  foresatte_informert: {{dato: 2026-11-20, av: a1}}
"""


@pytest.fixture
def whole(write_case):
    """One case that can be read."""
    return write_case(CASE.format(id=WHOLE), WHOLE)


@pytest.fixture
def half(write_case):
    """One case with a date that does not exist."""
    wrong = "undersokelse: {startet: 2026-02-30}\n"
    return write_case(CASE.format(id=HALF) + wrong, HALF)


@pytest.fixture
def hopeless(write_case):
    """One file that is no case."""
    return write_case("hei\n", HOPELESS)


@pytest.fixture
def program():
    """Start the program as a process: `program("list", cwd=ledger)`."""

    def start(*args: str, extra: dict[str, str] | None = None, **more):
        extra = extra or {}
        env = {**os.environ, "PYTHONPATH": str(HERE), **extra}
        if "PYTHONUNBUFFERED" not in extra:
            env.pop("PYTHONUNBUFFERED", None)  # as at a user's: text waits until it is flushed
        return subprocess.Popen([sys.executable, "-m", "skolemiljo_cli", *args], env=env, **more)

    return start
