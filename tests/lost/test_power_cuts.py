"""Commands in git killed with every process they have started: the next ones get everything on."""

from __future__ import annotations

import os
import random

import pytest
from lost_cuts import COMMITTING, cut

CUTS = int(os.environ.get("SKOLEMILJO_KILLS", "4"))
SEED = int(os.environ.get("SKOLEMILJO_SEED", "20261123"))
HERE = ("log", "new-case", "undo", "sync", "sync --ferdig", "init")
THOROUGH = bool(os.environ.get("SKOLEMILJO_THOROUGH"))
CHOSEN = [one for one in COMMITTING if THOROUGH or one.name in HERE]


@pytest.mark.parametrize("command", CHOSEN, ids=lambda one: one.name)
def test_after_a_power_cut_nothing_is_stuck_lost_or_left(command, in_git):
    cuts = cut(in_git, command, CUTS, random.Random(f"{SEED} {command.name}"))
    assert cuts.wrong == [], f"seed {SEED}"
    assert cuts.killed + cuts.finished == CUTS
