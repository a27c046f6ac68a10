"""The git repository that a ledger is in, and its state: branch, HEAD, unfinished operations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from skolemiljo_cli.store.git import runner

_UNDER_WAY = {
    "MERGE_HEAD": "sammenslåing (merge)",
    "rebase-merge": "flytting av versjoner (rebase)",
    "rebase-apply": "flytting av versjoner (rebase)",
    "CHERRY_PICK_HEAD": "henting av én versjon (cherry-pick)",
    "REVERT_HEAD": "angring av én versjon (revert)",
}
_WRITTEN = ("index", "config", "objects", "refs", "packed-refs", "logs")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository: its git folder, and the ledger's path in it (`""` or ending with `/`)."""

    root: Path
    git_dir: Path
    prefix: str

    @property
    def link(self) -> str | None:
        """Return which of git's own files is a link: git would write where it points."""
        return next((name for name in _WRITTEN if (self.git_dir / name).is_symlink()), None)

    @property
    def top(self) -> Path:
        """Return the folder that the repository's files are in."""
        return self.root.joinpath(*[".."] * self.prefix.count("/"))

    def name(self, file: str) -> str:
        """Return the path of a ledger's file from the top of the repository."""
        return self.prefix + file

    @property
    def under_way(self) -> str | None:
        """Return the operation that git has not finished, in Norwegian; None when there is none."""
        for mark, words in _UNDER_WAY.items():
            if (self.git_dir / mark).exists():
                return words
        return None


def may_be_under_way(root: Path) -> bool:
    """Tell whether git may have an unfinished operation, without starting git."""
    try:
        here = root.resolve()
        found = [folder / ".git" for folder in (here, *here.parents) if (folder / ".git").exists()]
        return bool(found) and (
            found[0].is_file() or any((found[0] / mark).exists() for mark in _UNDER_WAY)
        )
    except OSError:
        return False


def maybe_repository(root: Path) -> bool:
    """Tell whether there may be a repository, without starting git: most ledgers have none."""
    try:
        here = root.resolve()
        return any((folder / ".git").exists() for folder in (here, *here.parents))
    except OSError:
        return False


def find(root: Path) -> Repository | None:
    """Return the repository that the ledger is in; None when there is none, or no git program."""
    if not maybe_repository(root):
        return None
    ran = runner.run(
        root, "rev-parse", "--is-inside-work-tree", "--absolute-git-dir", "--show-prefix"
    )
    lines = ran.out.decode("utf-8", "surrogateescape").split("\n")
    if not ran.ok or lines[0] != "true":
        return None
    return Repository(root, Path(lines[1]), lines[2])


def head(root: Path) -> str | None:
    """Return the commit that HEAD points to; None before the first commit; raises `GitFault`."""
    out = runner.run_or_raise(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", empty=1)
    return out.decode().strip() or None


def branch(root: Path) -> str | None:
    """Return the current branch, `refs/heads/…`; None for a detached HEAD; raises `GitFault`."""
    out = runner.run_or_raise(root, "symbolic-ref", "--quiet", "HEAD", empty=1)
    return out.decode("utf-8", "replace").strip() or None
