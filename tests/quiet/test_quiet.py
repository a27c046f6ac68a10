"""No command says, writes aside or records the name of a party, well or badly as it may go.

The one table of exceptions is `ALLOWED`; each of them must be in use.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import quiet_child
from quiet_case import hits, without_what_is_asked
from quiet_runs import GOOD, ME, Run, git

from skolemiljo_cli.cli.command_list import COMMANDS

ALLOWED = {
    "render": "a document is the very thing that is asked for, and it has names in it",
    "show aaaa": "somebody typed names in the texts of this case, and `show` tells on a screen",
    "show --names": "names are asked for, on a screen",
    "history --names": "names are asked for, on a screen",
}
"""What may have names in it, by how the run begins, and why. Files beside these: documents that are
asked for (`render -o`, `package`), drafts, what a merge sets aside, and the case itself."""

WAYS = ("pipe", "json", "screen")
RUNS = [
    pytest.param(run, way, id=f"{' '.join(run.words)[:40]} {way}")
    for runs in GOOD.values()
    for run in runs
    for way in WAYS
    if not (way == "json" and "--ics" in run.words)
]


def test_every_command_is_run():
    lacking = {entry.name for entry in COMMANDS} ^ set(GOOD)
    assert not lacking, f"GOOD in quiet_runs.py: {sorted(lacking)}"


def may_have_names(run: Run, way: str) -> bool:
    """Tell whether `ALLOWED` says so of what is answered."""
    name, *rest = run.words
    if name == "render":
        return "-o" not in rest
    if "--names" in rest:
        return way == "screen"
    return run.words[:2] == ("show", "aaaa") and way == "screen"


@pytest.mark.parametrize(("run", "way"), RUNS)
def test_no_name_is_said_written_aside_or_recorded(run, way, world):
    ledger = world()
    for words in run.first:
        assert quiet_child.run(words, ledger, env={"EDITOR": "sh ../rediger.sh"}).code == 0
    before = tree(ledger.parent)
    words = (*(("--json",) if way == "json" else ()), *run.words)
    said = quiet_child.run(words, ledger, env=run.env, stdin=run.stdin, screen=way == "screen")
    if way == "screen":  # some ask on a screen, and are given no answer there
        assert said.code in {*run.codes, 2}, said
    else:
        assert said.code in run.codes, said
    told = without_what_is_asked(said.all) if way == "screen" else said.all
    assert bool(hits(told)) == may_have_names(run, way), said.all
    assert hits("\n".join(said.paths)) == []
    assert hits("\n".join(said.started)) == []
    assert hits("\n".join(tree(ledger.parent) - before)) == []
    assert aside(ledger) == []
    assert recorded(ledger) == []


def tree(place: Path) -> set[str]:
    """The names of all files and folders, git's too."""
    return {one.relative_to(place).as_posix() for one in place.rglob("*")}


OWN = ("cases", ".skolemiljo/utkast", ".skolemiljo/attic", ".git/objects", ".git/config")


def aside(ledger: Path) -> list[str]:
    """The files outside the cases, drafts and what is set aside, whose content has a name."""
    found = []
    for one in ledger.rglob("*"):
        place = one.relative_to(ledger).as_posix()
        if one.is_file() and not place.startswith(OWN) and ".git/logs" not in place:
            # the index has the names of files, and a person gave one of them to the template
            data = one.read_bytes().replace(b"Qvistopheria Zyxwander.pdf", b"")
            found += [f"{place}: {hits(data)}"] if hits(data) else []
    return found


def recorded(ledger: Path) -> list[str]:
    """The names in messages, branches, notes and logs of git; who records is git's own to know."""
    said = git(ledger, "log", "--all", "--format=%s%n%b%n%D%n%N")
    said += git(ledger, "for-each-ref", "--format=%(refname) %(contents)")
    said += git(ledger, "log", "-g", "--all", "--format=%gd %gs")
    authors = set(git(ledger, "log", "--all", "--format=%an <%ae>|%cn <%ce>").split("\n")) - {""}
    me = "Rexabella Ovenstyrer <rexabella@skole.example>"
    assert authors == {f"{me}|{me}"}
    assert me.split(" <", maxsplit=1)[0] in ME
    return hits(said)
