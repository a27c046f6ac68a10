"""Lock files and temporary files of a git that was killed: removed when that is certain."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from skolemiljo_cli import clock
from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store import files
from skolemiljo_cli.store.files import process
from skolemiljo_cli.store.git.at_work import LONGEST, Mark, marks
from skolemiljo_cli.store.git.repository import Repository

MERGE_FILES = ".merge_file_*"
"""The three versions of a file that git gives a merge driver: they hold names."""
_LOCKS = (
    "index.lock", "HEAD.lock", "ORIG_HEAD.lock", "MERGE_HEAD.lock", "AUTO_MERGE.lock",
    "config.lock", "config.worktree.lock", "packed-refs.lock", "packed-refs.new", "shallow.lock",
)  # fmt: skip
_MERGE_FILE = re.compile(r"\.merge_file_\w{6}")
_YOUNG = 3.0
"""Seconds in which a program that is not called git may hold a lock of git's."""
_SLACK = 60.0
_NEAR = 2.0  # some file systems keep whole or every second second


def found(repo: Repository) -> list[Path]:
    """Return the locks of git that are there now, and the files that it makes for a merge."""
    return [path for path in _places(repo) if _is_file(path)]


def shown(path: Path) -> str:
    """Return where a file lies, without what people may have named (a branch)."""
    if path.name.startswith(MERGE_FILES[:-1]):
        return MERGE_FILES
    return f".git/{path.name}" if path.name in _LOCKS else ".git/refs/….lock"


def sweep(repo: Repository, *, patiently: bool = False) -> list[Path]:
    """Remove what is certainly left by a git that has ended; return what is still there.

    `patiently` waits the few seconds that it can take for that to be certain.
    """
    for _ in range(round(2 * (_YOUNG + 1)) if patiently else 1):
        present = found(repo)
        if not present:
            return []
        dead = [mark for mark in marks(repo.root) if mark.is_dead]
        for path in dead_ones(repo, present, dead):
            files.discard(path)
        left = [path for path in present if _is_file(path)]
        if not patiently or not any(map(_is_young, left)):
            return left
        files.pause(0.5)
    return found(repo)


def sweep_place(git_dir: Path, dead: Sequence[Mark]) -> None:
    """Remove locks left in a repository that is shared through a folder.

    Other machines may be at work there, unseen from here. Their locks last for a moment: those
    that are removed are old, or were made while a push of ours, that has ended since, was at work.
    """
    now = clock.posix_now()
    for path in (*(git_dir / name for name in _LOCKS), *(git_dir / "refs").rglob("*.lock")):
        _remove_old(path, now, dead)


def _remove_old(path: Path, now: float, dead: Sequence[Mark]) -> None:
    at = _changed(path) if _is_file(path) else None
    if at is None:
        return
    ours = any(-_NEAR < at - mark.since < LONGEST for mark in dead)
    if ours and now - at < _YOUNG:
        files.pause(_YOUNG)
    if (ours or now - at > LONGEST) and at == _changed(path):
        files.discard(path)


def _is_young(path: Path) -> bool:
    at = _changed(path)
    return at is not None and clock.posix_now() - at < _YOUNG + 0.5


def dead_ones(repo: Repository, present: Sequence[Path], dead: Sequence[Mark]) -> list[Path]:
    """Return those of the files whose maker has certainly ended.

    It is certain when the machine was started since; else no git may be at work here, as far as
    can be seen, and either the file was made while a process of ours that has ended had git write,
    or it is seen that no git is at work and the file is some seconds old. Where other machines may
    work in the folder, only what was made while ours had git write is certain.
    """
    is_shared = process.is_shared(repo.git_dir)
    seen = [(path, at) for path in present if (at := _changed(path)) is not None]
    works = _works(repo)
    booted = clock.booted_at() - _SLACK
    now = clock.posix_now()
    return [
        path
        for path, at in seen
        if at == _changed(path)
        and (
            (at < booted and not is_shared)
            or (works is not True and any(-_NEAR < at - mark.since < LONGEST for mark in dead))
            or (works is False and not is_shared and at < now - _YOUNG)
        )
    ]


def _works(repo: Repository) -> bool | None:
    answers = [process.works_in(folder.resolve(), "git") for folder in (repo.top, repo.git_dir)]
    return True if True in answers else None if None in answers else False


def _places(repo: Repository) -> Iterator[Path]:
    folders = dict.fromkeys((repo.git_dir, common(repo.git_dir)))
    for folder in folders:
        for name in _LOCKS:
            yield folder / name
        yield from (folder / "refs").rglob("*.lock")
    yield from (one for one in repo.top.glob(MERGE_FILES) if _MERGE_FILE.fullmatch(one.name))


def common(git_dir: Path) -> Path:
    """Return the git folder that a linked working tree shares with others."""
    try:
        named = files.read_bytes(git_dir / "commondir").decode("utf-8", "surrogateescape").strip()
    except LedgerError:
        return git_dir
    return git_dir / named


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _changed(path: Path) -> float | None:
    try:
        return path.lstat().st_mtime
    except OSError:
        return None
