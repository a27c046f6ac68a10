"""Writing commands killed (SIGKILL) at random moments: files are whole, nothing is left over."""

from __future__ import annotations

import os
import random

import pytest
from lost_accidents import kill, killed
from lost_commands import COMMANDS

KILLS = int(os.environ.get("SKOLEMILJO_KILLS", "50"))
SEED = int(os.environ.get("SKOLEMILJO_SEED", "20261123"))


@pytest.mark.parametrize("command", COMMANDS, ids=[one.name for one in COMMANDS])
def test_a_killed_command_leaves_the_old_or_the_new_and_the_next_one_cleans_up(command, herd):
    tally = kill(herd, command, KILLS, random.Random(f"{SEED} {command.name}"))
    assert tally.wrong == [], f"seed {SEED}"
    assert tally.killed + tally.finished == KILLS
    assert tally.killed > KILLS // 4


def test_what_a_killed_command_leaves_can_be_checked(herd):
    for command in COMMANDS:
        if command.folder == "arkiv":
            ((place,), _) = killed(herd, command, [0.002])
            told = herd.do(place / command.folder, ("check", "--json"))
            assert told["codes"][0] in (0, 1), told["err"]
