"""Bring in what others have recorded, merge it, and send ours: the only use of the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.git import repository, runner, trust

SECONDS = 180.0
_NO_NETWORK = (
    "Could not resolve", "Connection", "timed out", "unable to access", "Network is unreachable",
    "No route to host",
)  # fmt: skip
_NO_ENTRY = ("Permission denied", "Authentication failed", "could not read Username", "403", "401")
_GONE = ("does not appear to be a git repository", "not found", "does not exist", "No such")
_SAID_NO = "[remote rejected]"
_RACE = ("cannot lock ref", "failed to update ref", "fetch first")
_REFUSED_PUSH = ("rejected", "fetch first", "non-fast-forward", "stale info", "cannot lock ref")


_CASE_BLOB = re.compile(rf"([0-9a-f]{{40,64}}) (?:.*/)?{CASES}/([^/]+)/{re.escape(CASE_FILE)}")


class Fault(Enum):
    """Why the other place could not be reached, or would not take what was sent."""

    NETWORK = "network"
    ACCESS = "access"
    NO_REPOSITORY = "no_repository"
    BEHIND = "behind"
    REFUSED = "refused"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Upstream:
    """Where the branch is shared: the remote's name and the branch there."""

    remote: str
    branch: str

    @property
    def ref(self) -> str:
        """Return our copy of what is there."""
        return f"refs/remotes/{self.remote}/{self.branch}"


def upstream(root: Path) -> Upstream | None:
    """Return where the branch is shared: as git is set up, else the only remote there is."""
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
    """Tell whether a name cannot be taken for an option, or for anything but a name."""
    return re.fullmatch(r"[\w][\w./+@-]*", name) is not None and ".." not in name


def fetch(root: Path, there: Upstream) -> Fault | None:
    """Bring in what others have recorded, beside ours."""
    wanted = f"+refs/heads/*:refs/remotes/{there.remote}/*"
    ran = runner.run(
        root, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance",
        "--no-write-fetch-head", there.remote, wanted,
        seconds=SECONDS, online=True,
    )  # fmt: skip
    return None if ran.ok else _fault(ran)


def push(root: Path, there: Upstream) -> Fault | None:
    """Send our branch."""
    ran = runner.run(
        root, "push", "--quiet", "--no-verify", "--no-signed", "--set-upstream",
        "--recurse-submodules=no", *_receiver(root, there),
        there.remote, f"HEAD:refs/heads/{there.branch}",
        seconds=SECONDS, online=True,
    )  # fmt: skip
    return None if ran.ok else _fault(ran)


def _receiver(root: Path, there: Upstream) -> tuple[str, ...]:
    """Say how a place that came along with the folder takes what is sent: without its programs.

    git runs the receiving repository's hooks on this machine when that is a folder here. A shared
    place that somebody has named in full is theirs to trust; one beside or inside a received
    folder is part of it.
    """
    ran = runner.run(root, "remote", "get-url", "--push", "--all", there.remote)
    top = runner.run(root, "rev-parse", "--show-toplevel")
    if ran.ok and top.ok:
        folder = Path(top.out.decode("utf-8", "surrogateescape").rstrip("\n"))
        if not any(trust.belongs_to_received_folder(one, folder) for one in ran.line.splitlines()):
            return ()
    return (f"--receive-pack={runner.receive_pack_command()}",)


def _fault(ran: runner.GitResult) -> Fault:
    if _SAID_NO in ran.error_text and not any(word in ran.error_text for word in _RACE):
        return Fault.REFUSED
    kinds = (
        (Fault.BEHIND, _REFUSED_PUSH), (Fault.ACCESS, _NO_ENTRY), (Fault.NO_REPOSITORY, _GONE),
        (Fault.NETWORK, _NO_NETWORK),
    )  # fmt: skip
    for fault, words in kinds:
        if any(word in ran.error_text for word in words):
            return fault
    return Fault.OTHER


def has_common_ancestor(root: Path, ref: str) -> bool:
    """Tell whether our branch and a ref have a commit in common.

    Raises:
        GitFault: git does not answer.
    """
    return bool(runner.run_or_raise(root, "merge-base", "HEAD", ref, empty=1))


def count_commits(root: Path, included: str, excluded: str) -> int:
    """Return how many commits `only` has that `but` has not.

    Raises:
        GitFault: git does not answer; nothing must be taken for equal then.
    """
    return int(runner.run_or_raise(root, "rev-list", "--count", f"{excluded}..{included}", "--"))


def commit_at(root: Path, ref: str) -> str | None:
    """Return the commit that a ref, `refs/…` in full, points to; None when there is none.

    Raises:
        GitFault: git does not answer.
    """
    out = runner.run_or_raise(root, "for-each-ref", "--format=%(refname) %(objectname)", "--", ref)
    rows = (one.partition(" ") for one in out.decode("utf-8", "replace").splitlines())
    return next((commit for name, _, commit in rows if name == ref), None)


def count_on_branch(root: Path) -> int:
    """Return how many commits there are on the branch.

    Raises:
        GitFault: git does not answer.
    """
    return (
        int(runner.run_or_raise(root, "rev-list", "--count", "HEAD", "--"))
        if repository.head(root)
        else 0
    )


def unsent_cases(root: Path, there: Upstream) -> dict[str, str]:
    """Return the blobs of case files that are recorded here and not in what is there, by case.

    Raises:
        GitFault: git does not answer.
    """
    known = ("--not", there.ref) if commit_at(root, there.ref) is not None else ()
    out = runner.run_or_raise(root, "rev-list", "--objects", "HEAD", *known, "--", CASES)
    rows = (_CASE_BLOB.fullmatch(row) for row in out.decode("utf-8", "replace").splitlines())
    return {row[1]: row[2] for row in rows if row}
