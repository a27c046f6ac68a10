"""The only doorway to git: an absolute program, fixed options, and nothing the folder names."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import GitFault

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 5.0
"""How long git may take: a document is not to wait for a network drive that has gone."""

# Each of these can start a program that the folder itself names (security.md, hazard 23), or
# reach for the network; none is needed to read what has been recorded, or to record.
_SAFE = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.pager=cat",
    "core.askPass=",
    "core.alternateRefsCommand=",
    "diff.external=",
    "log.showSignature=false",
    "safe.bareRepository=explicit",  # else files of the ledger can pose as a repository
    "commit.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
)
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    *(word for setting in _SAFE for word in ("-c", setting)),
)
_OFFLINE = ("-c", "protocol.allow=never")
_ONLINE = ("-c", "protocol.ext.allow=never", "-c", "fetch.recurseSubmodules=false")
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
# Who records and when, and where the person's own settings are: theirs, not the folder's.
_KEPT = frozenset(
    {
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_AUTHOR_DATE",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
        "GIT_COMMITTER_DATE",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CEILING_DIRECTORIES",
    }
)
_KEPT_ONLINE = frozenset({"GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_SSL_CAINFO"})
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


@dataclass(frozen=True, slots=True)
class GitResult:
    """What git answered: its exit code, and the bytes of both streams."""

    code: int
    out: bytes
    err: bytes

    @property
    def ok(self) -> bool:
        """Tell whether git did what it was asked."""
        return self.code == 0

    @property
    def line(self) -> str:
        """Return the answer as text without its line end."""
        return self.out.decode("utf-8", "replace").strip()

    @property
    def error_text(self) -> str:
        """Return what git said of its work, in English, for recognising; never to be shown."""
        return self.err.decode("utf-8", "replace")


NOT_RUN = GitResult(-1, b"", b"")
"""No git on the machine, or it took too long."""


def run(
    root: Path,
    *words: str,
    stdin: bytes = b"",
    variables: Mapping[str, str] | None = None,
    seconds: float | None = None,
    online: bool = False,
    literal: bool = True,
    handle: int | None = None,
) -> GitResult:
    """Return what git answers in the folder; `NOT_RUN` when there is no answer.

    `given` is its standard input, `extra` are variables for this one run, and only `online` lets
    it reach another machine or folder. Paths are taken literally, but by the few commands of git
    that cannot. `handle` is kept open by git for as long as it runs, whatever becomes of us.
    """
    program = _program(os.environ.get("PATH", ""))
    if program is None:
        return NOT_RUN
    options = (
        *_OPTIONS,
        *(_ONLINE if online else _OFFLINE),
        *(("--literal-pathspecs",) if literal else ()),
    )
    try:
        ran = subprocess.run(  # noqa: S603 - an absolute program, fixed words, no shell
            [program, *options, *words],
            cwd=root,
            env={**_clean_environment(online=online), **(variables or {})},
            input=stdin,
            capture_output=True,
            timeout=SECONDS if seconds is None else seconds,
            check=False,
            creationflags=_NO_WINDOW,
            pass_fds=() if handle is None else (handle,),
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return NOT_RUN
    return GitResult(ran.returncode, ran.stdout, ran.stderr)


def output_or_none(root: Path, *words: str) -> bytes | None:
    """Return what git answers; None when it cannot."""
    ran = run(root, *words)
    return ran.out if ran.ok else None


def run_or_raise(
    root: Path,
    *words: str,
    empty: int | None = None,
    stdin: bytes = b"",
    literal: bool = True,
) -> bytes:
    """Return what git answers, where a missing answer must not be taken for an empty one.

    `empty` is the exit code by which this command of git says that there is nothing.

    Raises:
        GitFault: git could not be run, took too long, or failed.
    """
    ran = run(root, *words, stdin=stdin, literal=literal)
    if not ran.ok and ran.code != empty:
        raise GitFault(hint="Prøv igjen. Blir det likt, så se hva «git status» sier.")
    return ran.out if ran.ok else b""


def receive_pack_command() -> str:
    """Return the command line that takes what is sent to a folder here, and runs nothing else."""
    words = (word for setting in (*_SAFE, "receive.autogc=false") for word in ("-c", setting))
    return shlex.join((_program(os.environ.get("PATH", "")) or "git", *words, "receive-pack"))


def has_git() -> bool:
    """Tell whether there is a git program."""
    return _program(os.environ.get("PATH", "")) is not None


def _clean_environment(*, online: bool) -> dict[str, str]:
    """Return the environment without what steers git from outside."""
    allowed = _KEPT | (_KEPT_ONLINE if online else frozenset())
    kept = {
        name: text
        for name, text in os.environ.items()
        if name in allowed or not name.startswith("GIT_")
    }
    return {**kept, **_ENVIRONMENT}


@lru_cache(maxsize=8)
def _program(path: str) -> str | None:
    """Return where git is, looking only in absolute folders: never in the one we stand in."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in path.split(os.pathsep):
        place = Path(folder.strip('"')) / name
        with contextlib.suppress(OSError):  # a folder we may not look into
            if place.is_absolute() and place.is_file() and os.access(place, os.X_OK):
                return str(place)
    return None
