"""Whatever the umask, what a command writes is for its owner's eyes only."""

from __future__ import annotations

import os
import stat

import pytest
import quiet_child
from quiet_runs import GOOD

RUNS = [pytest.param(run, id=" ".join(run.words)[:40]) for runs in GOOD.values() for run in runs]


@pytest.mark.parametrize("umask", [0o022, 0o000], ids=["022", "000"])
@pytest.mark.parametrize("run", RUNS)
def test_what_is_made_is_for_the_owner_alone(run, umask, world):
    ledger = world()
    modes_before = modes(ledger.parent)
    os.umask(umask)
    for words in run.first:
        assert quiet_child.run(words, ledger, env={"EDITOR": "sh ../rediger.sh"}).code == 0
    said = quiet_child.run(run.words, ledger, env=run.env, stdin=run.stdin)
    assert said.code in run.codes, said
    after = modes(ledger.parent)
    open_to_others = {name for name, mode in after.items() if mode & 0o077}
    assert not {one for one in open_to_others if one not in modes_before}
    opened = {one for one in open_to_others & set(modes_before) if after[one] != modes_before[one]}
    assert not opened


def modes(place) -> dict[str, int]:
    """The mode of every file and folder, git's too."""
    found = {}
    for one in place.rglob("*"):
        state = one.lstat()
        if not stat.S_ISLNK(state.st_mode):
            found[one.relative_to(place).as_posix()] = stat.S_IMODE(state.st_mode)
    return found
