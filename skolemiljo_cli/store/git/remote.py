"""Bring in what others have recorded, merge it, and send ours: the only use of the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import GitFault
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, MACHINERY
from skolemiljo_cli.store.files import folder_lock
from skolemiljo_cli.store.git import repository, runner, setup, trust

if TYPE_CHECKING:
    from collections.abc import Iterable

SECONDS = 180.0
_NO_NETWORK = (
    "Could not resolve", "Connection", "timed out", "unable to access", "Network is unreachable",
    "No route to host",
)  # fmt: skip
_NO_ENTRY = ("Permission denied", "Authentication failed", "could not read Username", "403", "401")
_GONE = ("does not appear to be a git repository", "not found", "does not exist", "No such")
_SAID_NO = "[remote rejected]"
_RACE = ("cannot lock ref", "failed to update ref", "fetch first")
_UNSET = ("unspecified", "unset")
_FINE = {"merge": ("skolemiljo",), "ident": _UNSET, "working-tree-encoding": _UNSET}
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


def merge(root: Path, there: Upstream, message: str) -> bool:
    """Merge what was brought in, with our merge driver in force; False when it did not go clean.

    Should we be killed, git goes on by itself and writes in the case files: the folder of the
    lock is kept for as long, so that whoever takes over the lock waits for it.

    Raises:
        GitFault: git could not be run, or took too long.
    """
    with folder_lock.lock_kept_by_children(root / MACHINERY) as handle:
        ran = runner.run(
            root, "-c", f"{setup.DRIVER}={setup.driver_command()}", "-c", "user.useConfigOnly=true",
            "merge", "--quiet", "--ff", "--no-edit", "--no-verify", "--no-stat", "--no-autostash",
            "--no-rerere-autoupdate", "-m", message, there.ref,
            seconds=SECONDS, literal=False, handle=handle,
        )  # fmt: skip
    if ran == runner.NOT_RUN:
        raise GitFault(hint="Prøv igjen: skolemiljo sync")
    return ran.ok


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


def uses_driver(root: Path, name: str) -> bool:
    """Tell whether git will hand this file to our merge driver.

    Raises:
        GitFault: git does not answer.
    """
    out = runner.run_or_raise(root, "check-attr", "-z", "merge", "--", name, literal=False)
    return out.split(b"\0")[2:3] == [b"skolemiljo"]


def cases_with_foreign_attributes(root: Path, cases: Iterable[str]) -> list[str]:
    """Return the cases that git would merge without us, or write otherwise than recorded.

    Lines in a case's own folder, or about a single case, go before those about all of them.

    Raises:
        GitFault: git does not answer.
    """
    given = "".join(f"{CASES}/{one}/{CASE_FILE}\0" for one in cases).encode()
    out = runner.run_or_raise(
        root, "check-attr", "-z", "--stdin", "merge", "ident", "working-tree-encoding",
        stdin=given, literal=False,
    )  # fmt: skip
    words = iter(out.decode("utf-8", "replace").split("\0"))
    rows = zip(words, words, words, strict=False)
    return sorted({name.split("/")[1] for name, kind, set_to in rows if set_to not in _FINE[kind]})


def keeps_bytes(root: Path, name: str) -> bool:
    """Tell whether git will leave this file as it is, also where lines end otherwise.

    Raises:
        GitFault: git does not answer.
    """
    out = runner.run_or_raise(root, "check-attr", "-z", "text", "--", name, literal=False)
    return out.split(b"\0")[2:3] == [b"unset"]


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A file that git could not merge, with the blobs of the three versions that there are."""

    name: str
    base: str | None
    ours: str | None
    theirs: str | None


def unmerged(root: Path) -> list[Unmerged]:
    """Return the files that are not merged yet, as git names them.

    Raises:
        GitFault: git does not answer.
    """
    out = runner.run_or_raise(
        root, "ls-files", "--unmerged", "--full-name", "-z", "--", ":/", literal=False
    )
    found: dict[str, dict[str, str]] = {}
    for row in out.decode("utf-8", "surrogateescape").split("\0"):
        if row:
            facts, _, name = row.partition("\t")
            _mode, blob, stage = facts.split(" ")
            found.setdefault(name, {})[stage] = blob
    return [
        Unmerged(name, blobs.get("1"), blobs.get("2"), blobs.get("3"))
        for name, blobs in found.items()
    ]


def add(root: Path, name: str) -> bool:
    """Tell git that a file is merged as it is now."""
    return runner.run(root, "add", "--all", "--", name).ok


def finish_merge(root: Path, names: list[str], message: str) -> bool:
    """Take the files as they are now as merged, and record the merge."""
    if not all(add(root, name) for name in names):
        return False
    return runner.run(
        root, "-c", "user.useConfigOnly=true", "commit", "--quiet", "--no-verify", "-m", message
    ).ok


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


def blob(root: Path, name: str | None) -> bytes:
    """Return what a version of a file holds; nothing where there was none.

    Raises:
        GitFault: git does not answer; an empty file would be written over the case.
    """
    return runner.run_or_raise(root, "cat-file", "blob", name) if name else b""
