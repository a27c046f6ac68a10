"""The only doorway to other programs: git, asked what it has recorded, with nothing else run."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path

from skolemiljo_cli.errors import LedgerError
from skolemiljo_cli.store import files

SECONDS = 5
"""How long git may take: a document is not to wait for a network drive that has gone."""

_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
# Each of these can start a program that the folder itself names (security.md, hazard 23), or
# reach for the network; none is needed to read what has been recorded.
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.pager=cat",
    "-c",
    "diff.external=",
    "-c",
    "protocol.allow=never",
)
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def last_commit(root: Path, file: Path) -> str | None:
    """Return the commit that last recorded the file, while the file is as it was then.

    None when there is no git or no repository, and when the file is not recorded or has changed
    since: whatever git says no to is no reason to stop. The bytes are compared here, since git's
    own comparing runs programs named in the folder.
    """
    name = _name_below(root, file)
    if name is None or not _in_repository(root) or not _is_as_recorded(root, file, name):
        return None
    said = _run(root, "rev-list", "-1", "HEAD", "--", name)
    commit = said.decode("ascii", "replace").strip() if said else ""
    return commit if _COMMIT.fullmatch(commit) else None


def _name_below(root: Path, file: Path) -> str | None:
    try:
        return file.relative_to(root).as_posix()
    except ValueError:
        return None


def _in_repository(root: Path) -> bool:
    """Tell whether there may be a repository: most ledgers have none, and no process is started."""
    try:
        place = root.resolve()
        return any((one / ".git").exists() for one in (place, *place.parents))
    except OSError:
        return False


def _is_as_recorded(root: Path, file: Path, name: str) -> bool:
    recorded = _run(root, "cat-file", "blob", f"HEAD:./{name}")
    if recorded is None:
        return False
    try:
        present = files.read_bytes(file)
    except LedgerError:
        return False
    # git may keep line ends as LF and write them as CRLF on Windows
    return recorded in (present, present.replace(b"\r\n", b"\n"))


def _run(root: Path, *words: str) -> bytes | None:
    """Return what git answers in the folder; None when it cannot."""
    program = _program(os.environ.get("PATH", ""))
    if program is None:
        return None
    try:
        ran = subprocess.run(  # noqa: S603 - an absolute program, fixed words, no shell
            [program, *_OPTIONS, *words],
            cwd=root,
            env=_clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            creationflags=_NO_WINDOW,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return ran.stdout if ran.returncode == 0 else None


def _clean_environment() -> dict[str, str]:
    """Return the environment without what steers git from outside."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT, "LC_ALL": "C"}


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
