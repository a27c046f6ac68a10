"""The changes that this program has recorded, the newest first, and what each did to its files."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.store.git import runner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from skolemiljo_cli.store.git.repository import Repository

UNDO_TRAILER = "Angrer"
"""The line in a message that says which commit it takes back."""

_SUBJECT = re.compile(r"(?P<about>[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-z]{4}): (?P<verb>[\w -]+)")
_TRAILER = re.compile(rf"^{UNDO_TRAILER}: ([0-9a-f]{{40,64}})$", re.MULTILINE)
_FORMAT = "%H%x00%P%x00%ae%x00%ct%x00%B%x01"


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded change of a case: its commit, who made it, when (POSIX seconds), what."""

    commit: str
    parent: str | None
    email: str
    seconds: int
    about: str
    verb: str
    undoes: str | None


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a commit did to a file of the ledger: its blobs before and after, None where absent."""

    name: str
    before: str | None
    after: str | None


def changes(root: Path, limit: int = 500) -> Iterator[Change]:
    """Yield the changes on the branch, the newest first; merges and other commits are none."""
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
    """Yield the changes that none of the later ones takes back; `known` has the newest first.

    After a rebase what takes back names a commit that is not there any longer: it is then held to
    be the last one by the same person in the same case, as it was when it was taken back.
    """
    there = {one.commit for one in known}
    taken: set[str] = set()
    left: Counter[tuple[str, str]] = Counter()
    for one in known:
        whose = (one.email, one.about)
        if one.undoes in there:
            taken.add(one.undoes or "")
        elif one.undoes is not None:
            left[whose] += 1
        elif one.commit not in taken and left[whose]:
            left[whose] -= 1
        elif one.commit not in taken:
            yield one


def files_of(repo: Repository, change: Change) -> list[FileChange]:
    """Return what a change did to the files of this ledger; other files are not told.

    Raises:
        GitFault: git does not answer.
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
            found.append(FileChange(short, _there(before), _there(after)))
    return found


def _there(blob: str) -> str | None:
    return None if set(blob) == {"0"} else blob


def own_email(root: Path) -> str | None:
    """Return the address that this person records with; None when git has not been told.

    Raises:
        GitFault: git does not answer.
    """
    words = ("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    out = runner.run_or_raise(root, *words, empty=128)
    found = re.search(r"<([^>]*)>", out.decode("utf-8", "replace"))
    return found[1] if found else None
