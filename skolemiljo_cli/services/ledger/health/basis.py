"""What the checks of a ledger's health stand on, and what they tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
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
    """One case folder as it lies there: the file's bytes and values, or why it cannot be read."""

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
        """Tell whether the folder is called as a case is; any other name may be a person's."""
        return is_case_id(self.folder)


@dataclass(frozen=True, slots=True)
class Ground:
    """The ledger as it lies on the disk; `now` is a POSIX time.

    `cases` are the folders named as cases, `odd` the other ones in `cases/`; there are none, and
    `cases_fault` tells why, when it cannot be looked into or is a link. `oppsett` is None, and
    `config_fault` tells why, when the configuration cannot be used.
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
    """A cure: what will be different, as a diff or a sentence, and the work itself."""

    shown: str
    work: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not as it should be. No name that a person chose is repeated in it."""

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
    """A named check: one line of what it looks for, why it matters, and the look itself."""

    name: str
    line: str
    why: str
    look: Callable[[Ground], Iterator[Trouble]] = field(repr=False)
    cures: bool = False


def see(root: Path, folder: str) -> Seen:
    """Return a case folder as it lies there; what cannot be read is told in it, never raised."""
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


def is_linked(root: Path, path: Path) -> bool:
    """Tell whether a link lies on the way: then what is there is not the ledger's to change."""
    try:
        no_links.refuse_links(root, path)
    except LedgerError:
        return True
    return False


_OURS = {
    CASES, CASE_FILE, CONFIG, MACHINERY, "vedlegg", "dokumenter", "templates", "attic", "utkast",
    ".git", ".gitattributes", ".gitignore", ".pre-commit-config.yaml",
}  # fmt: skip


def without_names(name: str) -> str:
    """Return a path with a sign for what a person may have called a file: it may be a name."""
    steps = [one if one in _OURS or is_case_id(one) else "…" for one in name.split("/")]
    return "/".join(one for one, _ in groupby(steps))


def entries(folder: Path) -> list[Path]:
    """Return what lies in a folder, sorted; nothing when it cannot be looked into, or is a link."""
    try:
        return [] if folder.is_symlink() else sorted(folder.iterdir())
    except OSError:
        return []
