"""The only module that starts git: by absolute path, with options that disable folder programs."""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from skolemiljo_cli.errors import GitFault

SECONDS = 5.0
"""Default time limit: a document must not wait for a network drive that is disconnected."""

# Each of these can start a program that the folder names (security.md, hazard 23), or use the
# network. None is needed to read a history or to commit.
_SAFE = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.pager=cat",
    "core.askPass=",
    "core.alternateRefsCommand=",
    "diff.external=",
    "log.showSignature=false",
    "safe.bareRepository=explicit",  # otherwise files in the ledger can pose as a repository
    "commit.gpgSign=false",
    "gc.auto=0",
    "core.fsync=loose-object,reference",  # else a version may be empty after a power cut
    "maintenance.auto=false",
)
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    *(word for setting in _SAFE for word in ("-c", setting)),
)
_OFFLINE = ("-c", "protocol.allow=never")
# Any other protocol is a helper program that the address names.
_ONLINE = (
    *_OFFLINE,
    *(w for kind in ("ssh", "https", "file") for w in ("-c", f"protocol.{kind}.allow=always")),
    *("-c", "fetch.recurseSubmodules=false"),
)
# These neither read nor write a file beside `.git`, write no index and no branch: git has no
# reason to start a filter or a hook. For all others they are silenced first.
_WITHOUT_PROGRAMS = frozenset(
    {
        "cat-file", "check-attr", "check-ignore", "commit-tree", "config", "diff-tree",
        "for-each-ref", "hash-object", "log", "ls-files", "ls-tree", "merge-base", "remote",
        "rev-list", "rev-parse", "symbolic-ref", "var",
    }
)  # fmt: skip
_SILENCED = frozenset(
    {"add", "commit", "fetch", "merge", "push", "read-tree", "update-index", "update-ref",
     "write-tree"}
)  # fmt: skip
KNOWN = _WITHOUT_PROGRAMS | _SILENCED
"""The git commands that are used; a test tries each with a trap wherever git looks for programs."""
# Programs that settings name under a word of their own, with what keeps git from starting them.
_SILENT = {
    "filter": ("clean=", "smudge=", "process=", "required=false"),
    "hook": ("enabled=false",),  # hooks in settings, since git 2.54
}
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
# The author, the time, and where the person's own settings are: chosen by the person.
_PERSON = {
    f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL", "DATE")
}
_KEPT = _PERSON | {
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CEILING_DIRECTORIES",
}
_KEPT_ONLINE = {"GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_SSL_CAINFO"}
_kept_open: list[int] = []
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


@dataclass(frozen=True, slots=True)
class GitResult:
    """What a git command gave: its exit code, stdout and stderr."""

    code: int
    out: bytes
    err: bytes

    @property
    def ok(self) -> bool:
        """Tell whether the command succeeded."""
        return self.code == 0

    @property
    def line(self) -> str:
        """Return stdout as text, stripped."""
        return self.out.decode("utf-8", "replace").strip()

    @property
    def error_text(self) -> str:
        """Return stderr as text, to recognise errors by; it is English and never shown."""
        return self.err.decode("utf-8", "replace")


NOT_RUN = GitResult(-1, b"", b"")
"""There is no git program, or it took too long."""


def run(
    root: Path,
    *words: str,
    stdin: bytes = b"",
    variables: Mapping[str, str] | None = None,
    seconds: float | None = None,
    online: bool = False,
    literal: bool = True,
    silent: tuple[str, ...] | None = None,
) -> GitResult:
    """Run git in the folder and return the result; `NOT_RUN` when it could not be run.

    `variables` are added to the environment. Only with `online` may git reach another machine or
    folder. `literal` disables patterns in paths; a few git commands do not accept that.

    Where git could start a filter or a hook, they are silenced first; `silent` are the options
    for that, when the caller has them already.
    """
    program = _program(os.environ.get("PATH", ""))
    if silent is None:
        silent = silenced(root) if _may_start_programs(words) else ()
    if program is None or silent is None:
        return NOT_RUN
    options = (
        *_OPTIONS,
        *silent,
        *(_ONLINE if online else _OFFLINE),
        *(("--literal-pathspecs",) if literal else ()),
    )
    try:
        ran = subprocess.run(  # noqa: S603 - an absolute path, fixed arguments, no shell
            [program, *options, *words],
            cwd=root,
            env={**_clean_environment(online=online), **(variables or {})},
            input=stdin,
            capture_output=True,
            timeout=SECONDS if seconds is None else seconds,
            check=False,
            creationflags=_NO_WINDOW,
            pass_fds=tuple(_kept_open),
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return NOT_RUN
    return GitResult(ran.returncode, ran.stdout, ran.stderr)


def run_or_raise(
    root: Path, *words: str, empty: int | None = None, stdin: bytes = b"", literal: bool = True
) -> bytes:
    """Run git and return its stdout, where a failure must not be taken for an empty answer.

    `empty` is the exit code by which this git command says that there is no result. Raises
    `GitFault` if git could not be run, took too long, or failed.
    """
    ran = run(root, *words, stdin=stdin, literal=literal)
    if not ran.ok and ran.code != empty:
        raise GitFault(hint="Prøv igjen. Blir det likt, så se hva «git status» sier.")
    return ran.out if ran.ok else b""


@contextlib.contextmanager
def kept_open(handle: int | None) -> Iterator[None]:
    """Let every git started here inherit a handle, and keep it open even if we are killed."""
    if handle is None:
        yield
        return
    _kept_open.append(handle)
    try:
        yield
    finally:
        _kept_open.remove(handle)


def _may_start_programs(words: tuple[str, ...]) -> bool:
    """Tell whether git may start a filter or a hook for this command."""
    rest = iter(words)
    for word in rest:
        if word == "-c":
            next(rest)
        elif word in KNOWN:
            return word in _SILENCED
    return True


def silenced(root: Path) -> tuple[str, ...] | None:
    """Return options by which no filter and no hook named in any settings is started.

    None when git does not answer, or a name cannot be written as an option. The index is one
    reason: where a file is newer than it, git reads the file again through its filter.
    """
    ran = run(root, "config", "--list", "--name-only", "-z")
    if not ran.ok:
        return None
    named: dict[tuple[str, str], None] = {}
    for key in ran.out.decode("utf-8", "surrogateescape").split("\0"):
        kind, _, rest = key.partition(".")
        name, _, _ = rest.rpartition(".")
        if name and kind in _SILENT:
            named[kind, name] = None
    if any("=" in name for _, name in named):  # git would take the name to end there
        return None
    settings = (f"{kind}.{name}.{silent}" for kind, name in named for silent in _SILENT[kind])
    return tuple(word for setting in settings for word in ("-c", setting))


def receive_pack_command() -> str:
    """Return a `git receive-pack` command line that runs no hooks or other programs."""
    words = (word for setting in (*_SAFE, "receive.autogc=false") for word in ("-c", setting))
    return shlex.join((_program(os.environ.get("PATH", "")) or "git", *words, "receive-pack"))


def has_git() -> bool:
    """Tell whether there is a git program."""
    return _program(os.environ.get("PATH", "")) is not None


def _clean_environment(*, online: bool) -> dict[str, str]:
    """Return the environment without variables that change what git does, but for those kept."""
    allowed = _KEPT | (_KEPT_ONLINE if online else set())
    kept = {
        name: text
        for name, text in os.environ.items()
        if name in allowed or not name.startswith("GIT_")
    }
    return {**kept, **_ENVIRONMENT}


@lru_cache(maxsize=8)
def _program(path: str) -> str | None:
    """Return the path of git, searching absolute folders only: never the current folder."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in path.split(os.pathsep):
        git = Path(folder.strip('"')) / name
        with contextlib.suppress(OSError):  # a folder without access
            if git.is_absolute() and git.is_file() and os.access(git, os.X_OK):
                return str(git)
    return None
