"""The commits that this program has made, newest first, and what each did to its files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.store.git import runner

if TYPE_CHECKING:
    from skolemiljo_cli.store.git.repository import Repository

UNDO_TRAILER = "Angrer"
"""The line of a commit message that names the commit it undoes."""

_SUBJECT = re.compile(r"(?P<about>[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-z]{4}): (?P<verb>[\w -]+)")
_TRAILER = re.compile(rf"^{UNDO_TRAILER}: ([0-9a-f]{{40,64}})$", re.MULTILINE)
_FORMAT = "%H%x00%P%x00%ae%x00%ct%x00%B%x01"


@dataclass(frozen=True, slots=True)
class Change:
    """One committed change of a case: the author's email, the POSIX time, the case and the verb."""

    commit: str
    parent: str | None
    email: str
    seconds: int
    about: str
    verb: str
    undoes: str | None


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file's blobs before and after a commit; None where the file is absent."""

    name: str
    before: str | None
    after: str | None


def changes(root: Path, limit: int = 500) -> Iterator[Change]:
    """Yield this program's changes on the branch, newest first, among the last `limit` commits."""
    ran = runner.run(
        root, "log", f"--max-count={limit}", "--no-merges", "--topo-order", f"--format={_FORMAT}",
        "HEAD", "--",
    )  # fmt: skip
    for row in ran.out.decode("utf-8", "replace").split("\x01") if ran.ok else ():
        commit, _, rest = row.strip("\n").partition("\0")
        parts = rest.split("\0")
        if len(parts) != 4:
            continue
        parents, email, seconds, message = parts
        subject = _SUBJECT.fullmatch(message.partition("\n")[0])
        if subject is None:
            continue
        undoes = _TRAILER.search(message)
        yield Change(
            commit, parents or None, email, int(seconds), subject["about"], subject["verb"],
            undoes[1] if undoes else None,
        )  # fmt: skip


def not_undone(known: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes that no later one undoes; `known` has the newest first.

    After a rebase an undo names a commit that no longer exists. It is then taken to undo the last
    change before it by the same person in the same case, which is what `undo` does.
    """
    commits = {change.commit for change in known}
    undone: set[str] = set()
    unmatched: Counter[tuple[str, str]] = Counter()
    for change in known:
        person_and_case = (change.email, change.about)
        if change.undoes in commits:
            undone.add(change.undoes or "")
        elif change.undoes is not None:
            unmatched[person_and_case] += 1
        elif change.commit not in undone and unmatched[person_and_case]:
            unmatched[person_and_case] -= 1
        elif change.commit not in undone:
            yield change


def files_of(repo: Repository, change: Change) -> list[FileChange]:
    """Return what a change did to the files of this ledger; other files are left out.

    Raises `GitFault` if git does not answer.
    """
    out = runner.run_or_raise(
        repo.root, "diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames",
        "--no-ext-diff", "--no-textconv", change.commit, "--",
    )  # fmt: skip
    rows = out.decode("utf-8", "surrogateescape").split("\0")
    found = []
    for facts, name in zip(rows[::2], rows[1::2], strict=False):
        _old, _new, before, after, _status = facts.lstrip(":").split(" ")
        if name.startswith(repo.prefix):
            short = name.removeprefix(repo.prefix)
            found.append(FileChange(short, _blob_or_none(before), _blob_or_none(after)))
    return found


def _blob_or_none(blob: str) -> str | None:
    return None if set(blob) == {"0"} else blob


def own_email(root: Path) -> str | None:
    """Return the email that this person commits with; None when git has none; raises `GitFault`."""
    words = ("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    out = runner.run_or_raise(root, *words, empty=128)
    found = re.search(r"<([^>]*)>", out.decode("utf-8", "replace"))
    return found[1] if found else None
