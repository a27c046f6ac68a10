"""Taking back a merge that was killed while git wrote: files and index are as before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from skolemiljo_cli.errors import LedgerError, NotFound
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import drafts
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.git import leftovers, log, merge_state, remote, repository, runner
from skolemiljo_cli.store.git.at_work import marks
from skolemiljo_cli.store.git.case_versions import is_recorded_as
from skolemiljo_cli.store.git.commit import MAX_BYTES

_COMMIT = re.compile("[0-9a-f]{40,64}")
_REGULAR = ("100644", "100755")
_BLOCK = 4096
_MARKERS = (b"<<<<<<< ", b">>>>>>> ")


def settle(root: Path) -> None:
    """Take back or forget what a killed process of ours had git do; the ledger's lock is held.

    Costs a look in git's folder when there is nothing.

    Raises:
        GitFault: git does not answer.
        CannotWrite, NoPermission, Unreadable: the disk refuses; the next command tries again.
    """
    dead = [mark for mark in marks(root) if mark.is_dead]
    repo = repository.find(root) if dead else None
    if repo is None or repo.link is not None:
        return
    leftovers.sweep(repo)
    remote.sweep_places(root, dead)
    for mark in dead:
        if mark.before and mark.theirs:
            _settle_merge(repo, mark.before, mark.theirs)
        files.discard(mark.path)


def forget_finished_merge(repo: repository.Repository) -> None:
    """Make git forget a merge that is in the branch already: it was killed just after that."""
    try:
        theirs = files.read_bytes(repo.git_dir / "MERGE_HEAD").decode("ascii", "replace").split()
    except NotFound:
        return
    if not all(_COMMIT.fullmatch(commit) for commit in theirs):
        return
    in_branch = all(_is_in_branch(repo.root, commit) for commit in theirs)
    if in_branch and not merge_state.unmerged(repo.root):
        merge_state.forget_merge(repo.root)


def _is_in_branch(root: Path, commit: str) -> bool:
    there = runner.run_or_raise(root, "merge-base", "HEAD", commit, empty=1)
    return there.decode().strip() == commit


def _settle_merge(repo: repository.Repository, before: str, theirs: str) -> None:
    head = repository.head(repo.root)
    if head == before:
        base = runner.run_or_raise(repo.root, "merge-base", before, theirs, empty=1)
        changed = list(_changed(repo, before, theirs))
        for file in changed:
            _take_back(file, base.decode().strip())
        _reset_index(repo, changed)
        merge_state.forget_merge(repo.root)
    elif head is not None and _is_in_branch(repo.root, theirs):
        forget_finished_merge(repo)
        for file in _changed(repo, head, before):
            _write_out(file)


@dataclass(frozen=True)
class _Changed:
    """A file that the merge may have written, by its path from the top: as it shall be, and not.

    `before` is the blob that it shall have, `theirs` what the other commit has.
    """

    repo: repository.Repository
    name: str
    mode: str
    before: str | None
    theirs: str | None

    @property
    def path(self) -> Path:
        return self.repo.top / self.name

    @cached_property
    def contents(self) -> tuple[bytes, bytes]:
        """Return the content before, and theirs; empty where there is no file."""
        root = self.repo.root
        return log.read_blob(root, self.before), log.read_blob(root, self.theirs)


def _changed(repo: repository.Repository, before: str, theirs: str) -> Iterator[_Changed]:
    out = runner.run_or_raise(
        repo.root, "diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames",
        "--no-ext-diff", "--no-textconv", before, theirs, "--",
    )  # fmt: skip
    rows = out.decode("utf-8", "surrogateescape").split("\0")
    for facts, name in zip(rows[::2], rows[1::2], strict=False):
        old_mode, new_mode, old, new, _status = facts.lstrip(":").split(" ")
        modes = [mode for mode in (old_mode, new_mode) if set(mode) != {"0"}]
        if all(mode in _REGULAR for mode in modes):
            blobs = (None if set(blob) == {"0"} else blob for blob in (old, new))
            yield _Changed(repo, name, old_mode, *blobs)


def _take_back(file: _Changed, base: str) -> None:
    no_links.refuse_links(file.repo.top, file.path)
    try:
        present = files.read_bytes(file.path, max_bytes=MAX_BYTES)
    except NotFound:
        present = None
    if present is None and file.before is None:
        return
    if present is not None:
        if file.before and is_recorded_as(file.before, present):
            return
        written = (file.contents[1], *_merged(file, base))
        if not (_is_part_of(present, written) or _is_blank(present)):
            if not _has_markers(present):
                return  # a person has written here since
            drafts.make(file.repo.root, "fletting", present, file.path.suffix)
    _restore(file, present)


def _write_out(file: _Changed) -> None:
    """Write a file again that git had merged, but that the disk had not got when the power went."""
    no_links.refuse_links(file.repo.top, file.path)
    try:
        present = files.read_bytes(file.path, max_bytes=MAX_BYTES)
    except NotFound:
        present = None
    if file.before is None or (present is not None and is_recorded_as(file.before, present)):
        return
    is_cut = present and len(present) % _BLOCK == 0 and _is_part_of(present, file.contents[:1])
    if present is None or is_cut or _is_blank(present):
        _restore(file, present)


def _is_blank(data: bytes) -> bool:
    """Tell whether a file has nothing, or the zeros of a block that was never written."""
    return not data.strip(b"\0")


def _restore(file: _Changed, present: bytes | None) -> None:
    if file.before is None:
        files.remove(file.path, expected=files.sha256(present or b""))
    elif present is None:
        files.make_folders(file.path.parent)
        files.create(file.path, file.contents[0])
    else:
        files.replace(file.path, file.contents[0], expected=files.sha256(present))


def _is_part_of(present: bytes, written: Sequence[bytes]) -> bool:
    """Tell whether a file holds what git wrote, or the beginning of that."""
    plain = present.replace(b"\r\n", b"\n")
    return any(
        one.startswith(present) or one.replace(b"\r\n", b"\n").startswith(plain) for one in written
    )


def _merged(file: _Changed, base: str) -> Iterator[bytes]:
    """Yield what our merge driver gave git for a case that both sides have."""
    inside = file.name.removeprefix(file.repo.prefix)
    is_case = inside.startswith(f"{CASES}/") and inside.endswith(f"/{CASE_FILE}")
    if not (is_case and file.before and file.theirs):
        return
    from skolemiljo_cli.store.merge.merge_files import merge_files

    words = ("ls-tree", "-z", "--full-tree", base, "--", file.name)
    row = runner.run_or_raise(file.repo.root, *words).decode("utf-8", "surrogateescape")
    blob = row.partition("\t")[0].split(" ")[2] if row else None
    try:
        yield merge_files(log.read_blob(file.repo.root, blob), *file.contents).data
    except LedgerError:
        return


def _has_markers(data: bytes) -> bool:
    return all(any(line.startswith(one) for line in data.splitlines()) for one in _MARKERS)


def _reset_index(repo: repository.Repository, changed: Sequence[_Changed]) -> None:
    rows = [
        f"{file.mode} {file.before}\t{file.name}\0"
        if file.before
        else f"0 {'0' * 40}\t{file.name}\0"
        for file in changed
    ]
    if rows:
        listing = "".join(rows).encode("utf-8", "surrogateescape")
        runner.run_or_raise(repo.root, "update-index", "-z", "--index-info", stdin=listing)
