"""A ledger in git for accidents: with a change to undo, and another person's work."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
from pathlib import Path

from lost_commands import CASE, SAID, A, C, Herd, make_template

TARGET = f"{A}/sak.yaml"
NEXT = ("log", "aaaa", "--tekst", "Det neste.", "--no-input")
FINISH = ("sync", "--ferdig", "--velg", "melding.beskrivelse=min")
OUR_WORDS, THEIR_WORDS = "Våre ord om det.", "Deres ord om det."
OUR_ENTRY = "logg:\n  - {id: h-0bbb, tid: 2026-11-20, type: notat, tekst: Fra oss.}\n"
THEIR_ENTRY = "logg:\n  - {id: h-0aaa, tid: 2026-11-20, type: notat, tekst: Fra den andre.}\n"
ME = (
    "[user]\n\tname = Rita\n\temail = rita@skole.example\n"
    "[init]\n\tdefaultBranch = main\n\ttemplateDir = \n"
)


def git(place: Path, *words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=place, capture_output=True, text=True, check=True)
    return ran.stdout


def prepare(template: Path) -> None:
    """Put `arkiv` into git; make copies with an unfinished merge, and with faults to fix."""
    here = template / "arkiv"
    config = here / "skolemiljo.yaml"
    config.write_text(config.read_text("utf-8").replace("commit: false", "commit: true"), "utf-8")
    closed = here / C / "sak.yaml"
    closed.write_text(closed.read_text("utf-8").replace("t-9xk2", "t-0dkt"))  # an id of its own
    git(here, "init", "-q")
    git(here, "add", ".")
    git(here, "commit", "-qm", "start")
    git(template, "init", "-q", "--bare", "felles.git")
    git(here, "remote", "add", "origin", "../felles.git")
    git(here, "push", "-q", "-u", "origin", "main")
    sent_by_the_other(template)
    done(here, "log", "aaaa", "--tekst", SAID)
    shutil.rmtree(template / "sykt")
    unwell(template)
    stopped(template)
    (template / "tom").rmdir()
    git(template, "init", "-q", "tom")
    versions_to_merge(template)
    for name in ("arkiv", "felles.git", "stanset", "sykt"):
        git(template / name, "repack", "-adq")  # one file to copy instead of dozens


def sent_by_the_other(template: Path) -> None:
    git(template, "clone", "-q", "felles.git", "andre")
    theirs = template / "andre" / TARGET
    theirs.write_text(CASE.replace("Noe har skjedd.", THEIR_WORDS) + THEIR_ENTRY)
    git(template / "andre", "commit", "-qam", "for hånd")
    git(template / "andre", "push", "-q")
    shutil.rmtree(template / "andre")


def stopped(template: Path) -> None:
    """Make a ledger where both people changed the same value, and `sync` has stopped."""
    here = template / "stanset"
    shutil.copytree(template / "arkiv", here)
    path = here / TARGET
    path.write_text(path.read_text("utf-8").replace("Noe har skjedd.", OUR_WORDS), "utf-8")
    done(here, "sync", code=1)
    assert (here / ".git" / "MERGE_HEAD").exists()


def unwell(template: Path) -> None:
    """Make a ledger with what `doctor --fix` can fix: git, schemas, modes, uncommitted files."""
    here = template / "sykt"
    shutil.copytree(template / "arkiv", here)
    done(here, "sync")
    (here / ".gitattributes").write_text("")
    (here / ".gitignore").write_text("")
    (here / ".skolemiljo" / "sak.schema.json").write_text("{}")
    git(here, "config", "merge.skolemiljo.driver", "noe annet")
    path = here / TARGET
    path.write_text(path.read_text("utf-8").replace(THEIR_WORDS, OUR_WORDS), "utf-8")
    path.chmod(0o644)


def versions_to_merge(template: Path) -> None:
    """Make the three files that git gives a merge driver; both sides changed the same value."""
    folder = template / "flett"
    folder.mkdir()
    (folder / "felles").write_text(CASE)
    (folder / "var").write_text(CASE.replace("Noe har skjedd.", OUR_WORDS) + OUR_ENTRY)
    (folder / "deres").write_text(CASE.replace("Noe har skjedd.", THEIR_WORDS) + THEIR_ENTRY)


def done(here: Path, *words: str, code: int = 0) -> None:
    from skolemiljo_cli.cli.framework.app import run

    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        assert run(["--ledger", str(here), *words, "--no-input", "--quiet"]) == code


def all_sent(here: Path) -> bool:
    """Tell whether the other place has just what is recorded here."""
    ours, sent = git(here, "rev-parse", "HEAD", "origin/main").split()
    return ours == sent


def left_about(place: Path) -> list[str]:
    names = [one.name for one in place.rglob("*") if one.is_file()]
    return [
        one for one in names if one.startswith((".skriver-", "skolemiljo-index")) or one == "las"
    ]


def herd_in_git(scratch: Path, template: Path) -> Herd:
    made = make_template(template)
    prepare(made)
    return Herd(made, scratch)
