"""The shared repository: fetch, push, and compare with it. The only use of the network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.git import at_work, leftovers, repository, runner, trust

SECONDS = 180.0
_NO_NETWORK = (
    "Could not resolve", "Connection", "timed out", "unable to access", "Network is unreachable",
    "No route to host",
)  # fmt: skip
_NO_ACCESS = ("Permission denied", "Authentication failed", "could not read Username", "403", "401")
_GONE = ("does not appear to be a git repository", "not found", "does not exist", "No such")
_REJECTED = "[remote rejected]"
_RACE = ("cannot lock ref", "failed to update ref", "fetch first")
_LOCKED = "File exists"  # git says so of a lock; in English, which is asked for
_REFUSED_PUSH = ("rejected", "fetch first", "non-fast-forward", "stale info", "cannot lock ref")


_CASE_BLOB = re.compile(rf"([0-9a-f]{{40,64}}) (?:.*/)?{CASES}/([^/]+)/{re.escape(CASE_FILE)}")


class Fault(Enum):
    """Why the remote could not be reached, or refused what was sent."""

    NETWORK = "network"
    ACCESS = "access"
    NO_REPOSITORY = "no_repository"
    BEHIND = "behind"
    REFUSED = "refused"
    PROGRAMS = "programs"
    LOCKED = "locked"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Upstream:
    """Where the branch is shared: the remote's name, and the branch in it."""

    remote: str
    branch: str

    @property
    def ref(self) -> str:
        """Return the remote-tracking ref: our copy of the branch as last fetched."""
        return f"refs/remotes/{self.remote}/{self.branch}"


def upstream(root: Path) -> Upstream | None:
    """Return the upstream that git is configured with, else the only remote; None when unclear."""
    branch = (repository.branch(root) or "").removeprefix("refs/heads/")
    remotes = runner.run(root, "remote").line.splitlines()
    named = runner.run(root, "config", "--get", f"branch.{branch}.remote").line
    there = runner.run(root, "config", "--get", f"branch.{branch}.merge").line
    if not branch or not all(map(_is_plain, (branch, *remotes))):
        return None
    if named in remotes:
        return Upstream(named, there.removeprefix("refs/heads/") or branch)
    return Upstream(remotes[0], branch) if len(remotes) == 1 else None


def _is_plain(name: str) -> bool:
    """Tell whether git cannot take a name for an option or a range of commits."""
    return re.fullmatch(r"[\w][\w./+@-]*", name) is not None and ".." not in name


def fetch(root: Path, there: Upstream) -> Fault | None:
    """Fetch all branches of the remote; return the fault, or None on success."""
    wanted = f"+refs/heads/*:refs/remotes/{there.remote}/*"
    with at_work.mark(root):
        ran = runner.run(
            root, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules",
            "--no-auto-maintenance", "--no-write-fetch-head", there.remote, wanted,
            seconds=SECONDS, online=True,
        )  # fmt: skip
    return None if ran.ok else _fault(ran)


def push(root: Path, there: Upstream) -> Fault | None:
    """Push the branch; return the fault, or None on success."""
    came_along = _folders_that_came_along(root, there)
    if any(_names_hooks(root, folder) for folder in came_along or ()):
        return Fault.PROGRAMS
    safely = (f"--receive-pack={runner.receive_pack_command()}",) if came_along != [] else ()
    with at_work.mark(root):
        ran = runner.run(
            root, "push", "--quiet", "--no-verify", "--no-signed", "--set-upstream",
            "--recurse-submodules=no", *safely, there.remote, f"HEAD:refs/heads/{there.branch}",
            seconds=SECONDS, online=True,
        )  # fmt: skip
    return None if ran.ok else _fault(ran)


def _folders_that_came_along(root: Path, there: Upstream) -> list[Path] | None:
    """Return the folders pushed to that may be part of what was received with the ledger.

    None when git does not answer.

    When the remote is a folder on this machine, git runs that repository's hooks here. A remote
    with a full address is trusted, since a person chose it. A remote inside or beside a received
    folder may have been received with it, and is not.
    """
    ran = runner.run(root, "remote", "get-url", "--push", "--all", there.remote)
    top = runner.run(root, "rev-parse", "--show-toplevel")
    if not (ran.ok and top.ok):
        return None
    folder = Path(top.out.decode("utf-8", "surrogateescape").rstrip("\n"))
    return [
        folder / url.removeprefix("file://")
        for url in ran.line.splitlines()
        if trust.belongs_to_received_folder(url, folder)
    ]


def sweep_places(root: Path, dead: Sequence[at_work.Mark] = ()) -> None:
    """Remove locks that a killed push left in the repository pushed to, when that is a folder."""
    there = upstream(root)
    ran = runner.run(root, "remote", "get-url", "--push", "--all", there.remote) if there else None
    top = runner.run(root, "rev-parse", "--show-toplevel")
    for url in ran.line.splitlines() if ran and ran.ok and top.ok else ():
        if re.match(r"file://|[./\\]|[A-Za-z]:[\\/]", url):
            for git_dir in _git_folders(Path(top.line) / url.removeprefix("file://")):
                leftovers.sweep_place(git_dir, dead)


def _git_folders(folder: Path) -> Iterator[Path]:
    """Yield where git looks for the repository that a folder is the address of."""
    beside = Path(f"{folder}.git")
    for git_dir in (folder / ".git", folder, beside / ".git", beside):
        if (git_dir / "config").exists() or git_dir.is_file():
            yield git_dir


def _names_hooks(root: Path, folder: Path) -> bool:
    """Tell whether the settings of the repository in a folder name hooks, as git 2.54 can.

    Each has a name of its own, so no option of ours turns them all off. True also when git does
    not answer.
    """
    for git_dir in _git_folders(folder):
        words = ("config", "--local", "--includes", "--list", "--name-only", "-z")
        ran = runner.run(root, f"--git-dir={git_dir}", *words)
        if not ran.ok or any(key.startswith(b"hook.") for key in ran.out.split(b"\0")):
            return True
    return False


def _fault(ran: runner.GitResult) -> Fault:
    if _REJECTED in ran.error_text and not any(phrase in ran.error_text for phrase in _RACE):
        return Fault.REFUSED
    kinds = (
        (Fault.LOCKED, (_LOCKED,)), (Fault.BEHIND, _REFUSED_PUSH), (Fault.ACCESS, _NO_ACCESS),
        (Fault.NO_REPOSITORY, _GONE), (Fault.NETWORK, _NO_NETWORK),
    )  # fmt: skip
    for fault, phrases in kinds:
        if any(phrase in ran.error_text for phrase in phrases):
            return fault
    return Fault.OTHER


def has_common_ancestor(root: Path, ref: str) -> bool:
    """Tell whether the branch and a ref have a common ancestor; raises `GitFault`."""
    return bool(runner.run_or_raise(root, "merge-base", "HEAD", ref, empty=1))


def count_commits(root: Path, included: str, excluded: str) -> int:
    """Return how many commits `included` has that `excluded` has not.

    Raises:
        GitFault: git does not answer. Zero would wrongly mean that they are equal.
    """
    return int(runner.run_or_raise(root, "rev-list", "--count", f"{excluded}..{included}", "--"))


def commit_at(root: Path, ref: str) -> str | None:
    """Return the commit that a ref, `refs/…` in full, points to; None when there is none.

    Raises `GitFault` if git does not answer.
    """
    out = runner.run_or_raise(root, "for-each-ref", "--format=%(refname) %(objectname)", "--", ref)
    rows = (row.partition(" ") for row in out.decode("utf-8", "replace").splitlines())
    return next((commit for name, _, commit in rows if name == ref), None)


def count_on_branch(root: Path) -> int:
    """Return how many commits there are on the branch; raises `GitFault` if git does not answer."""
    if repository.head(root) is None:
        return 0
    return int(runner.run_or_raise(root, "rev-list", "--count", "HEAD", "--"))


def oldest_unsent(root: Path, there: Upstream) -> int | None:
    """Return when the oldest commit that is not sent was made, in seconds since 1970; else None.

    Raises `GitFault` if git does not answer.
    """
    if repository.head(root) is None:
        return None
    known = (f"^{there.ref}",) if commit_at(root, there.ref) is not None else ()
    out = runner.run_or_raise(root, "log", "--format=%ct", "HEAD", *known, "--")
    return min(map(int, out.split()), default=None)


def unsent_cases(root: Path, there: Upstream) -> dict[str, str]:
    """Return the case of each blob of a case file that is committed here and not sent yet.

    Raises `GitFault` if git does not answer.
    """
    known = ("--not", there.ref) if commit_at(root, there.ref) is not None else ()
    out = runner.run_or_raise(root, "rev-list", "--objects", "HEAD", *known, "--", CASES)
    rows = (_CASE_BLOB.fullmatch(row) for row in out.decode("utf-8", "replace").splitlines())
    return {row[1]: row[2] for row in rows if row}
