"""Record files as they lie on the disk in one new commit; what others have staged stays staged."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import GitFault, NotFound
from skolemiljo_cli.store import files
from skolemiljo_cli.store.files import process
from skolemiljo_cli.store.git import repository, runner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from skolemiljo_cli.store.git.repository import Repository

MAX_BYTES = 200 * 1024 * 1024
_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)  # seconds
_INDEX = "skolemiljo-index-"
_IDENTITY = (
    "Please tell me who you are",
    "empty ident",
    "auto-detect",
    "useConfigOnly",
    "no email",
)
_BUSY = ("index.lock", "cannot lock ref", "Unable to create")


class Trouble(Enum):
    """Why nothing was recorded; the files are saved all the same."""

    NO_GIT = "git er ikke installert på maskinen"
    NO_REPOSITORY = "mappen ligger ikke i et git-arkiv"
    OTHER_OWNER = "git-arkivet er eid av en annen bruker på maskinen, og git rører det ikke"
    LINKED = "noe i .git er en lenke til et annet sted, og git ville ha skrevet der"
    UNDER_WAY = "git er midt i noe som ikke er gjort ferdig"
    NO_BRANCH = "git står ikke på noen gren (detached HEAD)"
    IGNORED = "mappen er unntatt fra versjonering (.gitignore)"
    NO_IDENTITY = "git vet ikke hvem du er"
    BUSY = "et annet program holder på med git-arkivet"
    APART = "saken skal ikke ligge i dette saksarkivet, og det git har, blir sendt"
    REFUSED = "git svarte ikke slik det skulle"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it: the new commit; None with `trouble`, or when there was nothing new."""

    commit: str | None = None
    trouble: Trouble | None = None


def commit(
    root: Path, names: Sequence[str], message: str, were: Mapping[str, bytes] | None = None
) -> Recorded:
    """Record the files, named from the ledger's folder, as they are on the disk now.

    `were` has those that shall be recorded as they were. A file that is gone is recorded as gone.
    No hook, filter or signing program is run, so that a received folder cannot run anything
    (security.md, hazard 23), and the bytes are kept as they are. What others have staged stays
    staged.
    """
    try:
        return _commit(root, names, message, were or {})
    except GitFault:
        return Recorded(trouble=Trouble.REFUSED)


def _commit(root: Path, names: Sequence[str], message: str, were: Mapping[str, bytes]) -> Recorded:
    repo = repository.find(root)
    if repo is None:
        return Recorded(trouble=why_no_repository(root))
    if (trouble := _not_now(repo, names)) is not None:
        return Recorded(trouble=trouble)
    for pause in _PAUSES:
        made = _try(repo, names, message, were)
        if made.trouble is not Trouble.BUSY:
            return made
        files.pause(pause)  # another git is at work: it is done in a moment, or never
    return _try(repo, names, message, were)


def why_no_repository(root: Path) -> Trouble:
    """Return why there is no repository to work in."""
    if not repository.maybe_repository(root):
        return Trouble.NO_REPOSITORY
    if not runner.has_git():
        return Trouble.NO_GIT
    said = runner.run(root, "rev-parse", "--git-dir").error_text
    return Trouble.OTHER_OWNER if "dubious ownership" in said else Trouble.REFUSED


def _not_now(repo: Repository, names: Sequence[str]) -> Trouble | None:
    if repo.link is not None:
        return Trouble.LINKED
    if repo.under_way:
        return Trouble.UNDER_WAY
    if repository.branch(repo.root) is None:
        return Trouble.NO_BRANCH
    listed = "".join(f"./{name}\0" for name in names).encode("utf-8", "surrogateescape")
    ignored = runner.run(
        repo.root, "check-ignore", "-q", "-z", "--stdin", stdin=listed, literal=False
    )
    return Trouble.IGNORED if ignored.ok else None


def _try(
    repo: Repository, names: Sequence[str], message: str, were: Mapping[str, bytes]
) -> Recorded:
    """Record once; `BUSY` when somebody else recorded meanwhile, or holds the index."""
    parent = repository.head(repo.root)
    listing = _listing(repo, names, were)
    if listing is None:
        return Recorded(trouble=Trouble.REFUSED)
    tree = _tree(repo, parent, listing)
    if tree is None:
        return Recorded(trouble=Trouble.REFUSED)
    if parent and tree == runner.run(repo.root, "rev-parse", "--verify", f"{parent}^{{tree}}").line:
        return Recorded()
    # The common index first: were only the branch moved, the next «git commit» of somebody else
    # would take our files back to what they were.
    staged = runner.run(repo.root, "update-index", "-z", "--index-info", stdin=listing)
    if not staged.ok:
        return Recorded(trouble=_trouble(staged))
    parents = ("-p", parent) if parent else ()
    made = runner.run(
        repo.root, "-c", "user.useConfigOnly=true", "commit-tree", tree, *parents, "-F", "-",
        stdin=message.encode(),
    )  # fmt: skip
    if not made.ok:
        return Recorded(trouble=_trouble(made))
    expected = parent or "0" * len(made.line)
    moved = runner.run(
        repo.root, "update-ref", "-m", message.partition("\n")[0], "HEAD", made.line, expected
    )
    return Recorded(made.line) if moved.ok else Recorded(trouble=_trouble(moved))


def _trouble(ran: runner.GitResult) -> Trouble:
    if any(words in ran.error_text for words in _IDENTITY):
        return Trouble.NO_IDENTITY
    return Trouble.BUSY if any(words in ran.error_text for words in _BUSY) else Trouble.REFUSED


def _listing(repo: Repository, names: Sequence[str], were: Mapping[str, bytes]) -> bytes | None:
    """Return the files as `update-index --index-info` takes them, their bytes put into git."""
    rows = []
    for name in names:
        try:
            there = were.get(name)
            data = (
                files.read_bytes(repo.root / name, max_bytes=MAX_BYTES) if there is None else there
            )
        except NotFound:
            rows.append(f"0 {'0' * 40}\t{repo.name(name)}\0")
            continue
        stored = runner.run(repo.root, "hash-object", "-w", "--no-filters", "--stdin", stdin=data)
        if not stored.ok:
            return None
        rows.append(f"100644 {stored.line}\t{repo.name(name)}\0")
    return "".join(rows).encode("utf-8", "surrogateescape")


def _tree(repo: Repository, parent: str | None, listing: bytes) -> str | None:
    """Return the tree of the parent with only our files changed, made in an index of our own."""
    with _own_index(repo) as own:
        read = ("read-tree", parent) if parent else ("read-tree", "--empty")
        if not runner.run(repo.root, *read, variables=own).ok:
            return None
        if not runner.run(
            repo.root, "update-index", "-z", "--index-info", stdin=listing, variables=own
        ).ok:
            return None
        ran = runner.run(repo.root, "write-tree", variables=own)
        return ran.line if ran.ok else None


@contextmanager
def _own_index(repo: Repository) -> Iterator[Mapping[str, str]]:
    _sweep(repo)
    index = repo.git_dir / f"{_INDEX}{process.current().mark}-{os.urandom(4).hex()}"
    try:
        yield {"GIT_INDEX_FILE": str(index)}
    finally:
        files.discard(index)
        files.discard(index.with_name(index.name + ".lock"))


def _sweep(repo: Repository) -> None:
    """Remove the indexes of processes that were killed; there are no words of a case in them."""
    for left in repo.git_dir.glob(f"{_INDEX}*"):
        made_by = process.parse_mark(left.name.removeprefix(_INDEX).rpartition("-")[0])
        if made_by is not None and made_by.is_gone:
            files.discard(left)
