"""Check of what a git that was killed in the middle of something has left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.errors import Severity
from skolemiljo_cli.services.ledger.health.basis import Check, Fix, Ground, Trouble
from skolemiljo_cli.store.git import at_work, leftovers
from skolemiljo_cli.store.git.repository import Repository
from skolemiljo_cli.store.writing import only_writer

_OLD = 600


def _cut_off(ground: Ground) -> Iterator[Trouble]:
    repo = ground.repo
    if repo is None:
        return
    dead = [mark for mark in at_work.marks(ground.root) if mark.is_dead]
    if any(mark.theirs for mark in dead):
        yield Trouble(
            "En sammenslåing ble avbrutt midt i, og saker kan være skrevet halvveis.",
            "Ta den tilbake med --fix, eller med: skolemiljo sync",
            Severity.ERROR,
            file=".git",
            fix=_fix(repo, ".git: tar tilbake sammenslåingen som ble avbrutt"),
        )
    present = leftovers.found(repo)
    certain = leftovers.dead_ones(repo, present, dead)
    for path in present:
        name = leftovers.shown(path)
        if path in certain:
            fix = _fix(repo, f"{name}: tar bort filen")
            yield Trouble(_message(path), "Ta den bort med --fix.", file=name, fix=fix)
        elif _is_old(ground, path):
            remedy = f"Er ingen andre programmer i gang med git, så slett {name}."
            yield Trouble(_message(path), remedy, file=name)


def _message(path: Path) -> str:
    if path.suffix == ".lock":
        return "git-arkivet er låst av et program som har stoppet."
    return "En fil som git lager når det slår sammen saker, er blitt liggende. Den har navn i seg."


def _fix(repo: Repository, shown: str) -> Fix:
    def work() -> None:
        with only_writer(repo.root):
            leftovers.sweep(repo)

    return Fix(shown, work)


def _is_old(ground: Ground, path: Path) -> bool:
    try:
        return ground.now - path.lstat().st_mtime > _OLD
    except OSError:
        return False


CHECKS = (
    Check(
        "git-avbrutt", "Det et avbrutt git har latt ligge: låser, og en halv sammenslåing.",
        "Etter et strømbrudd kan git være låst, og en sak skrevet halvveis. sync og andre "
        "kommandoer som skriver, rydder også opp.",
        _cut_off, cures=True,
    ),
)  # fmt: skip
