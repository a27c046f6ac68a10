"""Merging a branch with git, and the files that git could not merge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from skolemiljo_cli.errors import GitFault
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.attic import FOLDER as ATTIC
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, MACHINERY
from skolemiljo_cli.store.files import folder_lock
from skolemiljo_cli.store.git import at_work, repository, runner, setup, trust

SECONDS = 180.0
_HALF_WRITTEN = ("unable to write", "unable to create file", "unable to unlink")


def merge(root: Path, ref: str, message: str) -> bool:
    """Merge a ref into the branch with our merge driver; False when there are conflicts.

    If this process is killed, git runs on and writes in the case files. It inherits the lock on the
    lock file's folder, so that nobody takes over the ledger's lock until git is done. Is git killed
    too, the mark says which merge to take back (`take_back.settle`).

    Raises `GitFault` if git could not be run, took too long or stopped half-way, or if the
    repository has settings that may run a program: `sync` asks before it waits for the network, and
    they may be others by now.
    """
    if trust.untrusted_settings(root) != []:
        raise GitFault(hint="Prøv igjen: skolemiljo sync")
    before, after = (
        runner.run_or_raise(root, "rev-parse", "--verify", f"{name}^{{commit}}").decode().strip()
        for name in ("HEAD", ref)
    )
    with (
        at_work.mark(root, before, after),
        folder_lock.lock_kept_by_children(root / MACHINERY) as handle,
        runner.kept_open(handle),
    ):
        ran = runner.run(
            root, "-c", f"{setup.DRIVER}={setup.driver_command()}", "-c", "user.useConfigOnly=true",
            "merge", "--quiet", "--ff", "--no-edit", "--no-verify", "--no-stat", "--no-autostash",
            "--no-rerere-autoupdate", "-m", message, ref, seconds=SECONDS, literal=False,
        )  # fmt: skip
        if ran == runner.NOT_RUN or any(words in ran.error_text for words in _HALF_WRITTEN):
            raise GitFault(hint="Prøv igjen: skolemiljo sync")
        _flush_changed(root, before, after)
    return ran.ok


def _flush_changed(root: Path, before: str, theirs: str) -> None:
    """Have the disk take the merged files while the mark stands: git does not do that."""
    words = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", before, theirs)
    out = runner.run(root, *words).out.decode("utf-8", "surrogateescape")
    for name in filter(None, out.split("\0")):
        files.flush(root / name)


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A file that git could not merge, with the blob of each version; None where it is absent."""

    name: str
    base: str | None
    ours: str | None
    theirs: str | None


def unmerged(root: Path) -> list[Unmerged]:
    """Return the files that are not merged yet, named from the top of the repository.

    Raises `GitFault` if git does not answer.
    """
    out = runner.run_or_raise(
        root, "ls-files", "--unmerged", "--full-name", "-z", "--", ":/", literal=False
    )
    found: dict[str, dict[str, str]] = {}
    for row in out.decode("utf-8", "surrogateescape").split("\0"):
        if row:
            facts, _, name = row.partition("\t")
            _mode, blob, stage = facts.split(" ")
            found.setdefault(name, {})[stage] = blob
    return [
        Unmerged(name, blobs.get("1"), blobs.get("2"), blobs.get("3"))
        for name, blobs in found.items()
    ]


def undecided_cases(root: Path) -> frozenset[str]:
    """Return the ids of the cases whose versions are not yet made one by a person.

    Most ledgers are never in the middle of anything, so git is asked only where it may be: the
    merge driver puts something aside before it leaves a case, and git has a file while it waits.
    """
    attic = root / MACHINERY / ATTIC
    if not (attic.is_dir() or repository.may_be_under_way(root)):
        return frozenset()
    repo = repository.find(root)
    if repo is None:
        return frozenset()
    names = (file.name.removeprefix(repo.prefix).split("/") for file in unmerged(root))
    return frozenset(
        name[1] for name in names if len(name) == 3 and (name[0], name[2]) == (CASES, CASE_FILE)
    )


def changed_on_both(root: Path, ours: str, theirs: str) -> list[Unmerged]:
    """Return the case files that two commits have changed differently since they parted.

    Raises `GitFault` if git does not answer.
    """
    base = runner.run_or_raise(root, "merge-base", ours, theirs, empty=1).decode().strip()
    if base in ("", ours, theirs):
        return []
    before, mine, others = (_case_files(root, commit) for commit in (base, ours, theirs))
    return [
        Unmerged(name, before.get(name), blob, others[name])
        for name, blob in mine.items()
        if name in others and len({before.get(name), blob, others[name]}) == 3
    ]


def _case_files(root: Path, commit: str) -> dict[str, str]:
    """Return the blob of each case file in a commit, by its name from the top."""
    out = runner.run_or_raise(root, "ls-tree", "-r", "-z", "--full-name", commit, "--", CASES)
    rows = (row.partition("\t") for row in out.decode("utf-8", "surrogateescape").split("\0"))
    return {name: facts.split(" ")[2] for facts, _, name in rows if name.endswith(f"/{CASE_FILE}")}


def mark_merged(root: Path, name: str) -> bool:
    """Tell git that a file is merged as it is now; False when git refuses."""
    return runner.run(root, "add", "--all", "--", name).ok


def finish_merge(root: Path, names: list[str], message: str) -> bool:
    """Mark the files as merged and commit the merge; False when git refuses."""
    with at_work.mark(root):
        if not all(mark_merged(root, name) for name in names):
            return False
        words = ("commit", "--quiet", "--no-verify", "-m", message)
        return runner.run(root, "-c", "user.useConfigOnly=true", *words).ok


def forget_merge(root: Path) -> None:
    """Make git forget that it was in the middle of a merge; files and index stay as they are."""
    runner.run_or_raise(root, "merge", "--quit")
