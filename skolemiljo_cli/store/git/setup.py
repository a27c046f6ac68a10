"""Git settings that a ledger needs: the merge driver, and the attributes of its files."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

from skolemiljo_cli.errors import CannotWrite, LedgerError, NotFound
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES
from skolemiljo_cli.store.files import git_place, temp_names
from skolemiljo_cli.store.git import at_work, leftovers, repository, runner

ATTRIBUTES = """\
# Saksfiler slås sammen av skolemiljo, og lagres byte for byte (sjekksummene gjelder overalt).
cases/** -text
cases/*/sak.yaml -text merge=skolemiljo
"""
TEMPORARY = (leftovers.MERGE_FILES, f"{temp_names.PREFIX}*")
NAME = "merge.skolemiljo.name"
DRIVER = "merge.skolemiljo.driver"
_UNSET = ("unspecified", "unset")
_WANTED = {"merge": ("skolemiljo",), "ident": _UNSET, "working-tree-encoding": _UNSET}
"""The values that the attributes of a case file may have."""
_TITLE = "skolemiljo: saksfiler slås sammen innføring for innføring"


def driver_command() -> str:
    """Return the command line of the merge driver: this program, run from any folder.

    `-P` keeps Python from importing modules from git's current folder.
    """
    python = sys.executable.replace("\\", "/")
    return f"{shlex.quote(python)} -P -m skolemiljo_cli merge-driver -- %O %A %B %L %P"


def has_driver(root: Path) -> bool:
    """Tell whether this program is the merge driver in the repository's own settings."""
    ran = runner.run(root, "config", "--local", "--get", DRIVER)
    return ran.ok and ran.line == driver_command()


def install_driver(root: Path) -> None:
    """Write the merge driver into the repository's own settings.

    Raises `CannotWrite` if git refuses, or would write through a link.
    """
    repo = repository.find(root)
    if repo is not None and repo.link is not None:
        raise CannotWrite(
            f".git/{repo.link} er en lenke til et annet sted, og git ville ha skrevet der.",
            "Er mappen mottatt fra andre, så bruk saksarkivet uten git-arkivet i den.",
        )
    for key, value in ((NAME, _TITLE), (DRIVER, driver_command())):
        if not _is_set(root, repo, key, value):
            hint = "Se om du har lov til å skrive der, og prøv igjen med: skolemiljo doctor --fix"
            raise CannotWrite("Fikk ikke skrevet sammenslåingen inn i .git/config.", hint)
    ignore_temporary_files(root)


def ignore_temporary_files(root: Path) -> None:
    """Make git pass over the files it makes for a merge, which hold names, here on this machine.

    They lie at the top of the repository, which may be above the ledger and its `.gitignore`.
    """
    folder = git_place.git_folder(root)
    if folder is None or (folder / "info").is_symlink():
        return
    path = leftovers.common(folder) / "info" / "exclude"
    files.sweep(path.parent)
    try:
        present = files.read_bytes(path)
    except NotFound:
        present = None
    except LedgerError:  # a link: it is another's
        return
    lines = (present or b"").splitlines()
    missing = "".join(f"{one}\n" for one in TEMPORARY if one.encode() not in lines).encode()
    if not missing:
        return
    gap = b"\n" if present and not present.endswith(b"\n") else b""
    with contextlib.suppress(LedgerError):  # the files are only told by git then
        if present is None:
            files.make_folders(path.parent)
            files.create(path, missing)
        else:
            files.replace(path, present + gap + missing, expected=files.sha256(present))


def _is_set(root: Path, repo: repository.Repository | None, key: str, value: str) -> bool:
    """Set a setting; once more when what stopped it was a lock that a killed git had left."""
    words = ("config", "--local", key, value)
    with at_work.mark(root):
        return runner.run(root, *words).ok or (
            repo is not None and not leftovers.sweep(repo) and runner.run(root, *words).ok
        )


def uses_driver(root: Path, name: str) -> bool:
    """Tell whether git will use our merge driver for this file; raises `GitFault`."""
    return _attribute(root, "merge", name) == b"skolemiljo"


def keeps_bytes(root: Path, name: str) -> bool:
    """Tell whether git will store this file unchanged, without converting line ends.

    Raises `GitFault` if git does not answer.
    """
    return _attribute(root, "text", name) == b"unset"


def _attribute(root: Path, attribute: str, name: str) -> bytes:
    out = runner.run_or_raise(root, "check-attr", "-z", attribute, "--", name, literal=False)
    return out.split(b"\0")[2]  # the path, the attribute, its value


def cases_with_foreign_attributes(root: Path, cases: Iterable[str]) -> list[str]:
    """Return the cases whose attributes make git merge without us, or change the stored bytes.

    Attributes set in a case's folder, or for a single case, override those for all cases. Raises
    `GitFault` if git does not answer.
    """
    names = "".join(f"{CASES}/{case}/{CASE_FILE}\0" for case in cases).encode()
    out = runner.run_or_raise(
        root, "check-attr", "-z", "--stdin", "merge", "ident", "working-tree-encoding",
        stdin=names, literal=False,
    )  # fmt: skip
    parts = iter(out.decode("utf-8", "replace").split("\0"))
    rows = zip(parts, parts, parts, strict=False)
    return sorted(
        {name.split("/")[1] for name, attribute, value in rows if value not in _WANTED[attribute]}
    )
