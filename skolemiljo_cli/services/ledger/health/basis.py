"""Types that the health checks share: the ledger that they examine, and what they report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.model.ids import is_case_id
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, CONFIG, MACHINERY
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.model.config import Oppsett
    from skolemiljo_cli.store.git.repository import Repository
    from skolemiljo_cli.store.yaml.values import Value


@dataclass(frozen=True, slots=True)
class Seen:
    """A case folder on disk: the case file's bytes and values, or why it cannot be read."""

    folder: str
    data: bytes = b""
    values: Mapping[str, Value] | None = None
    refusal: LedgerError | None = None

    @property
    def file(self) -> str:
        """Return the path of the case file from the ledger's folder."""
        return f"{CASES}/{self.folder}/{CASE_FILE}"

    @property
    def is_named(self) -> bool:
        """Tell whether the folder's name is a case id; any other name may be a person's name."""
        return is_case_id(self.folder)


@dataclass(frozen=True, slots=True)
class Ground:
    """The ledger on disk, as the checks examine it; `now` is a POSIX time.

    `cases` are the folders in `cases/` that are named by a case id, `odd` the others. Both are
    empty, with the reason in `cases_fault`, when `cases/` cannot be read or is a link. `oppsett`
    is None, with the reason in `config_fault`, when the configuration cannot be used.
    """

    root: Path
    cases: tuple[Seen, ...]
    now: float
    odd: tuple[Seen, ...] = ()
    cases_fault: LedgerError | None = None
    oppsett: Oppsett | None = None
    config_fault: LedgerError | None = None
    repo: Repository | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A fix: a diff or a sentence that shows it, and the function that does it."""

    shown: str
    work: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong. It never contains a name that a person chose."""

    message: str
    remedy: str = ""
    severity: Severity = Severity.WARNING
    sak: str | None = None
    file: str | None = None
    line: int | None = None
    key: str | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A named check: what it looks for, why that matters, and the function that looks."""

    name: str
    line: str
    why: str
    look: Callable[[Ground], Iterator[Trouble]] = field(repr=False)
    cures: bool = False


def of_error(error: LedgerError, file: str, sak: str | None = None) -> Trouble:
    """Return that something cannot be read."""
    return Trouble(error.message, error.hint, Severity.ERROR, sak, file, error.line, error.key)


def diff(name: str, before: bytes, after: bytes) -> list[str]:
    """Return the lines of a diff, to show what a fix will do."""
    old, new = (text.decode("utf-8", "replace").splitlines() for text in (before, after))
    return [*unified_diff(old, new, f"{name} (nå)", f"{name} (etter)", lineterm="", n=0)]


def see(root: Path, folder: str) -> Seen:
    """Read a case folder; what cannot be read is reported in the result, never raised."""
    path = root / CASES / folder / CASE_FILE
    try:
        no_links.refuse_links(root, path)
        data = files.read_bytes(path)
    except LedgerError as error:
        return Seen(folder, refusal=error)
    try:
        return Seen(folder, data, reader.read(data))
    except LedgerError as error:
        return Seen(folder, data, refusal=error)


_OURS = {
    CASES, CASE_FILE, CONFIG, MACHINERY, "vedlegg", "dokumenter", "templates", "attic", "utkast",
    ".git", ".gitattributes", ".gitignore", ".pre-commit-config.yaml",
}  # fmt: skip


def without_names(name: str) -> str:
    """Return a path with `…` for every part that a person chose: it may be a person's name."""
    parts = [part if part in _OURS or is_case_id(part) else "…" for part in name.split("/")]
    return "/".join(part for part, _ in groupby(parts))
