"""Committing files as they are on disk; changes that others have staged stay staged."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from skolemiljo_cli.errors import GitFault, NotFound
from skolemiljo_cli.store import files
from skolemiljo_cli.store.files import process
from skolemiljo_cli.store.git import repository, runner

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
    """Why nothing was committed; the files are saved on disk all the same."""

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
    NATIONAL_ID = "det står noe i filen som ser ut som et fødselsnummer, og det git får, blir der"
    REFUSED = "git svarte ikke slik det skulle"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The result: the new commit, or None with a `trouble` or when nothing had changed."""

    commit: str | None = None
    trouble: Trouble | None = None


def commit(
    root: Path, names: Sequence[str], message: str, contents: Mapping[str, bytes] | None = None
) -> Recorded:
    """Commit the files, named from the ledger's folder, as they are on disk now.

    `contents` gives bytes to commit instead of what is on disk. A missing file is committed as
    removed. No hook, filter or signing program is run, so that a received folder cannot run
    anything (security.md, hazard 23), and the bytes are stored unchanged.
    """
    try:
        return _commit(root, names, message, contents or {})
    except GitFault:
        return Recorded(trouble=Trouble.REFUSED)


def _commit(
    root: Path, names: Sequence[str], message: str, contents: Mapping[str, bytes]
) -> Recorded:
    repo = repository.find(root)
    if repo is None:
        return Recorded(trouble=why_no_repository(root))
    if (trouble := _why_not_now(repo, names)) is not None:
        return Recorded(trouble=trouble)
    for pause in _PAUSES:
        made = _commit_once(repo, names, message, contents)
        if made.trouble is not Trouble.BUSY:
            return made
        files.pause(pause)  # another git process holds a lock, usually for a moment only
    return _commit_once(repo, names, message, contents)


def why_no_repository(root: Path) -> Trouble:
    """Return why no repository can be used for the folder."""
    if not repository.maybe_repository(root):
        return Trouble.NO_REPOSITORY
    if not runner.has_git():
        return Trouble.NO_GIT
    error_text = runner.run(root, "rev-parse", "--git-dir").error_text
    return Trouble.OTHER_OWNER if "dubious ownership" in error_text else Trouble.REFUSED


def _why_not_now(repo: repository.Repository, names: Sequence[str]) -> Trouble | None:
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


def _commit_once(
    repo: repository.Repository, names: Sequence[str], message: str, contents: Mapping[str, bytes]
) -> Recorded:
    """Try once; `BUSY` when another process committed meanwhile, or has locked the index."""
    parent = repository.head(repo.root)
    listing = _index_info(repo, names, contents)
    tree = _write_tree(repo, parent, listing) if listing is not None else None
    if listing is None or tree is None:
        return Recorded(trouble=Trouble.REFUSED)
    if parent and tree == runner.run(repo.root, "rev-parse", "--verify", f"{parent}^{{tree}}").line:
        return Recorded()
    # The shared index is updated before the branch is moved. Otherwise the next «git commit» by
    # somebody else would revert our files.
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
    if any(phrase in ran.error_text for phrase in _IDENTITY):
        return Trouble.NO_IDENTITY
    return Trouble.BUSY if any(phrase in ran.error_text for phrase in _BUSY) else Trouble.REFUSED


def _index_info(
    repo: repository.Repository, names: Sequence[str], contents: Mapping[str, bytes]
) -> bytes | None:
    """Store the files as blobs; return the input for `update-index --index-info`."""
    rows = []
    for name in names:
        try:
            data = contents.get(name)
            if data is None:
                data = files.read_bytes(repo.root / name, max_bytes=MAX_BYTES)
        except NotFound:
            rows.append(f"0 {'0' * 40}\t{repo.name(name)}\0")
            continue
        stored = runner.run(repo.root, "hash-object", "-w", "--no-filters", "--stdin", stdin=data)
        if not stored.ok:
            return None
        rows.append(f"100644 {stored.line}\t{repo.name(name)}\0")
    return "".join(rows).encode("utf-8", "surrogateescape")


def _write_tree(repo: repository.Repository, parent: str | None, listing: bytes) -> str | None:
    """Write the parent's tree with only our files changed, using a temporary index."""
    with _temporary_index(repo) as variables:
        for words, stdin in (
            (("read-tree", parent or "--empty"), b""),
            (("update-index", "-z", "--index-info"), listing),
            (("write-tree",), b""),
        ):
            ran = runner.run(repo.root, *words, stdin=stdin, variables=variables)
            if not ran.ok:
                return None
    return ran.line


@contextmanager
def _temporary_index(repo: repository.Repository) -> Iterator[Mapping[str, str]]:
    _sweep(repo)
    index = repo.git_dir / f"{_INDEX}{process.current().mark}-{os.urandom(4).hex()}"
    try:
        yield {"GIT_INDEX_FILE": str(index)}
    finally:
        files.discard(index)
        files.discard(index.with_name(index.name + ".lock"))


def _sweep(repo: repository.Repository) -> None:
    """Remove the temporary indexes of killed processes; they contain no text from a case."""
    for index in repo.git_dir.glob(f"{_INDEX}*"):
        made_by = process.parse_mark(index.name.removeprefix(_INDEX).rpartition("-")[0])
        if made_by is not None and made_by.is_gone:
            files.discard(index)
