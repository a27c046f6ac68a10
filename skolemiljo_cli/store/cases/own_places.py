"""Where a document may be written: never where a ledger or git has its own files."""

from __future__ import annotations

import os
import unicodedata
from enum import Enum, auto
from pathlib import Path

from skolemiljo_cli.errors import CannotWrite
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, CONFIG, MACHINERY
from skolemiljo_cli.store.cases.templates import TEMPLATES

DOCUMENTS = "dokumenter"
ENDINGS = (".md", ".html")
"""What a document at the top of a ledger is called, so that git can be told to leave it alone."""
IGNORE_FILE = ".gitignore"
IGNORED = """\
/*.md
/*.html
!/README.md
/*/innhold.txt
/*/sha256sums.txt
/*/[0-9][0-9]-*
/*/[0-9][0-9][0-9]-*
"""
"""Lines of .gitignore: the documents and bundles at the top of a ledger. No line names one of them,
since a person may have called it by a name."""
_GIT = ".git"
_GIT_FOLDER = ("HEAD", "objects", "refs")
_OWN = (CONFIG, CASES, TEMPLATES, MACHINERY, _GIT)


class Where(Enum):
    """Where a document will lie."""

    ELSEWHERE = auto()
    TOP = auto()
    CASE = auto()


def where(root: Path, case_id: str, target: Path) -> Where:
    """Tell where a document of the case will lie: the ledger's own file system answers, not words.

    Raises:
        CannotWrite: the place belongs to a ledger, to git, or to another case.
    """
    place = real(target)
    refuse_git(place)
    if _plain(place.name) in (CONFIG, CASE_FILE):
        raise _refused(case_id)
    home = _ledger_above(place)
    if home is None:
        return Where.ELSEWHERE
    if not _is_same(home, root):
        raise CannotWrite(
            "Stedet ligger i et annet saksarkiv enn saken. Ingenting er skrevet.",
            f"Skriv i sakens egen mappe ({_example(case_id)}), eller utenfor saksarkivene.",
        )
    parts = place.relative_to(home).parts
    if _is_hidden(parts):
        raise _refused(case_id)
    if parts[:3] == (CASES, case_id, DOCUMENTS) and len(parts) > 3:
        return Where.CASE
    if _is_own(home, parts[0]):
        raise _refused(case_id)
    if len(parts) == 1:
        return Where.TOP
    raise _refused(case_id, "I denne mappen i saksarkivet kan det ikke ligge dokumenter.")


def refuse_for_ledger(target: Path) -> None:
    """Stop before a new ledger is made in git's folder, or among the files of another ledger.

    Raises `CannotWrite`.
    """
    place = real(target)
    refuse_git(place)
    home = _ledger_above(place)
    if home is None:
        return
    parts = place.relative_to(home).parts
    if _is_hidden(parts) or _is_own(home, parts[0]):
        raise CannotWrite(
            "Mappen ligger blant filene til et annet saksarkiv. Ingenting er skrevet.",
            "Velg en mappe utenfor det: skolemiljo init MAPPE",
        )


def refuse_git(place: Path) -> None:
    """Stop when the place is in a git folder, or is one of the files that git reads its rules from.

    Raises `CannotWrite`.
    """
    named = any(_plain(part) in (_GIT, "git~1") for part in place.parts)
    is_inside = any(_is_git_folder(folder) for folder in (place, *place.parents))
    if named or is_inside or _plain(place.name).startswith(_GIT):
        raise CannotWrite(
            "Stedet hører til git. Ingenting er skrevet.", "Velg et annet sted og et annet navn."
        )


def real(target: Path) -> Path:
    """Return the place itself: links and `..` on the way are followed, as the disk does."""
    if target.name in ("", ".."):
        return Path(os.path.realpath(target))
    return Path(os.path.realpath(target.parent), target.name)


def _ledger_above(place: Path) -> Path | None:
    return next((folder for folder in place.parents if os.path.lexists(folder / CONFIG)), None)


def _is_own(home: Path, name: str) -> bool:
    """Tell whether a name at the top of a ledger is one of its own, also by a short or other name.

    A hard link is the same file under another name.
    """
    plain = _plain(name)
    return any(plain == own or _is_same(home / name, home / own) for own in _OWN)


def _is_hidden(parts: tuple[str, ...]) -> bool:
    return any(_plain(part)[:1] in ("", ".") for part in parts)


def _is_git_folder(folder: Path) -> bool:
    return all(os.path.lexists(folder / name) for name in _GIT_FOLDER)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - as a pair of places
    except OSError:
        return False


def _plain(name: str) -> str:
    """Return a name as the least exact of file systems compares it.

    Case and Unicode form do not count on macOS and Windows, invisible signs not on macOS, dots and
    spaces at the end and what follows a colon not on Windows.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    seen = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
    return seen.partition(":")[0].rstrip(". ")


def _example(case_id: str) -> str:
    return f"{CASES}/{case_id}/{DOCUMENTS}/"


def _refused(case_id: str, why: str = "Der har saksarkivet sine egne filer.") -> CannotWrite:
    return CannotWrite(
        f"{why} Ingenting er skrevet.",
        f"Dokumenter kan ligge i sakens egen mappe ({_example(case_id)}), øverst i saksarkivet "
        "(-o plan.html), eller utenfor det.",
    )
