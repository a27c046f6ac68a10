"""The ledger's files that differ from the last commit.

The bytes are compared here, because git's own comparison runs programs that the folder names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.model.ids import is_case_id
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, CONFIG, MACHINERY
from skolemiljo_cli.store.files.no_links import entries, files_below
from skolemiljo_cli.store.git import repository, runner
from skolemiljo_cli.store.git.case_versions import blob_name
from skolemiljo_cli.store.git.commit import MAX_BYTES

_AT_THE_TOP = (CONFIG, "rutiner.yaml", ".gitattributes", ".gitignore", ".pre-commit-config.yaml")
_FOLDERS = (f"{MACHINERY}/attic", "templates")
_OF_INIT = (
    f"{CASES}/.gitkeep", f"{MACHINERY}/sak.schema.json", f"{MACHINERY}/oppsett.schema.json",
)  # fmt: skip
ATTACHMENTS = "vedlegg"


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """Uncommitted files by the case they belong to (None: to no case), and removed cases."""

    names: dict[str | None, list[str]]
    gone: tuple[str, ...]


def find_unrecorded(root: Path) -> Unrecorded:
    """Return the files that differ from the last commit, and committed cases that are not on disk.

    Only the ledger's own files count: no rendered documents, and no other files in its folders.
    Raises `GitFault` if git does not answer.
    """
    recorded = _recorded(root)
    present = dict(_present(root))
    if CONFIG not in recorded:  # `init` was killed, or git did not know who it was
        present.update((name, None) for name in _OF_INIT if _is_file(root / name))
    names: dict[str | None, list[str]] = {}
    for name, about in present.items():
        if not _is_same(root / name, recorded.get(name)):
            names.setdefault(about, []).append(name)
    gone = sorted(
        name.split("/")[1]
        for name in recorded
        if name not in present and name.startswith(f"{CASES}/") and name.endswith(f"/{CASE_FILE}")
    )
    return Unrecorded(names, tuple(gone))


def has_version(root: Path, name: str) -> bool:
    """Tell whether the last commit has a file of the ledger; raises `GitFault`."""
    return name in _recorded(root)


def recorded_cases(root: Path) -> dict[str, str]:
    """Return the blob of each case file in the last commit, by the id of the case.

    Raises `GitFault` if git does not answer.
    """
    if repository.find(root) is None:
        return {}
    names = ((name.split("/"), blob) for name, blob in _recorded(root, CASES).items())
    return {steps[1]: blob for steps, blob in names if len(steps) == 3 and steps[2] == CASE_FILE}


def _recorded(root: Path, below: str = ".") -> dict[str, str]:
    """Return the blob of each file of the ledger, or below a folder of it, in the last commit."""
    if repository.head(root) is None:
        return {}
    out = runner.run_or_raise(root, "ls-tree", "-r", "-z", "HEAD", "--", below)
    found = {}
    for row in out.decode("utf-8", "surrogateescape").split("\0"):
        facts, _, name = row.partition("\t")
        if name:
            found[name] = facts.split(" ")[2]
    return found


def _is_same(path: Path, blob: str | None) -> bool:
    if blob is None:
        return False
    try:
        data = files.read_bytes(path, max_bytes=MAX_BYTES)
    except LedgerError:  # a link, or unreadable: it will not be committed
        return True
    return blob_name(data, len(blob)) == blob


def _present(root: Path) -> Iterator[tuple[str, str | None]]:
    """Yield the ledger's own files on disk, each with the case it belongs to."""
    for name in _AT_THE_TOP:
        if _is_file(root / name):
            yield name, None
    for folder in _FOLDERS:
        for path in files_below(root / folder):
            if _is_file(path):
                yield path.relative_to(root).as_posix(), None
    for case in entries(root / CASES):
        if not is_case_id(case.name) or case.is_symlink():
            continue
        for path in (case / CASE_FILE, *files_below(case / ATTACHMENTS)):
            if _is_file(path):
                yield path.relative_to(root).as_posix(), case.name


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
