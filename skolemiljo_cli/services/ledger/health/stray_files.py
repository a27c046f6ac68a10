"""Checks of files that do not belong: copies, leftovers, unknown files, and old drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from skolemiljo_cli.errors import Severity
from skolemiljo_cli.services.ledger.health.basis import Check, Fix, Ground, Trouble
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import attic, drafts
from skolemiljo_cli.store.cases.ledger import CASE_FILE, CASES, MACHINERY
from skolemiljo_cli.store.files import no_links, temp_names
from skolemiljo_cli.store.files.no_links import entries

_DAY = 24 * 3600
_OLD_DRAFT = 30 * _DAY
_COPY = re.compile(
    r".*conflicted copy.*|.*\(.*\bkonflikt\w* ?kopi.*|.*\(SFConflict.*|(kopi av|copy of) .*"
    r"|.*\((kopi|copy|[0-9]+)\).*|.*[- ](kopi|copy)\b.*"
    r"|sak[- _].+\.ya?ml|~\$.*|\.~lock\..*#|.*\.(orig|rej|bak|tmp|save|swp|swo|swn|kate-swp)"
    r"|.*~|\.?#.*"
    r"|.*\.(LOCAL|REMOTE|BASE|BACKUP)\.[0-9]+.*|.*\.sync-conflict-.*|\.sak\.yaml\.sw.",
    re.IGNORECASE,
)
_QUIET = {".gitkeep", ".gitignore", ".gitattributes", ".DS_Store", "Thumbs.db", "desktop.ini"}
_FOLDERS = {"vedlegg", "dokumenter"}


def is_copy(name: str) -> bool:
    """Tell whether sync programs or editors give such names to copies."""
    return _COPY.fullmatch(name) is not None


def _case_folders(ground: Ground) -> Iterator[Path]:
    yield from (ground.root / CASES / seen.folder for seen in ground.cases)


def _copies(ground: Ground) -> Iterator[Trouble]:
    drafts_folder = ground.root / MACHINERY / drafts.FOLDER
    for folder in (ground.root, ground.root / CASES, drafts_folder, *_case_folders(ground)):
        found = [entry for entry in entries(folder) if is_copy(entry.name)]
        if not found:
            continue
        place = _shown(ground, folder)
        yield Trouble(
            f"{_count(len(found), 'fil ser', 'filer ser')} ut som kopier fra OneDrive, Dropbox "
            "eller en editor. De blir ikke lest.",
            "Se om det står noe i dem som mangler i saken, skriv det inn, og slett dem.",
            Severity.ERROR if folder.parent.name == CASES else Severity.WARNING,
            folder.name if folder.parent.name == CASES else None,
            place,
        )


def _unknown(ground: Ground) -> Iterator[Trouble]:
    for folder in _case_folders(ground):
        odd = [
            entry
            for entry in entries(folder)
            if entry.name not in {CASE_FILE, *_QUIET, *_FOLDERS}
            and not entry.name.startswith(temp_names.PREFIX)
            and not is_copy(entry.name)
        ]
        if odd:
            kinds = {entry.suffix.lower() or ("mappe" if entry.is_dir() else "") for entry in odd}
            listed = ", ".join(sorted(kind for kind in kinds if kind and len(kind) < 7))
            yield Trouble(
                f"{_count(len(odd), 'fil', 'filer')} i mappen hører ikke til saken"
                f"{f' ({listed})' if listed else ''}.",
                "Legg vedlegg inn med «skolemiljo log SAK --vedlegg FIL», og flytt resten ut.",
                Severity.INFO,
                folder.name,
                _shown(ground, folder),
            )
    loose = [
        entry
        for entry in entries(ground.root / CASES)
        if not entry.is_dir() and entry.name not in _QUIET and not is_copy(entry.name)
        and not entry.name.startswith(temp_names.PREFIX)
    ]  # fmt: skip
    if loose:
        yield Trouble(
            f"{_count(len(loose), 'fil', 'filer')} ligger løst i cases/.",
            "Flytt dem ut, eller inn som vedlegg i saken de gjelder.",
            Severity.INFO,
            file=CASES,
        )


def _leftovers(ground: Ground) -> Iterator[Trouble]:
    machinery = ground.root / MACHINERY
    inner = [folder / name for folder in _case_folders(ground) for name in ("", *_FOLDERS)]
    aside = machinery / attic.FOLDER
    inner += [aside, *(entry for entry in entries(aside) if entry.is_dir())]
    for folder in (ground.root, ground.root / CASES, machinery, machinery / "utkast", *inner):
        if no_links.has_link(ground.root, folder):
            continue
        left = [*temp_names.abandoned(folder, ground.now, temp_names.STALE_AFTER_SECONDS)]
        if left:
            place = _shown(ground, folder)
            yield Trouble(
                f"{_count(len(left), 'midlertidig fil', 'midlertidige filer')} ligger igjen etter "
                "et program som stoppet. Det kan stå noe fra en sak i dem.",
                "Ta dem bort med --fix.",
                file=place,
                fix=Fix(
                    f"{place}: tar bort {len(left)} (.skriver-…)", partial(files.sweep, folder)
                ),
            )


def _set_aside(ground: Ground) -> Iterator[Trouble]:
    folder = ground.root / MACHINERY / drafts.FOLDER
    old = [path for path in entries(folder) if path.is_file() and _age(ground, path) > _OLD_DRAFT]
    if old:
        yield Trouble(
            f"{_count(len(old), 'utkast', 'utkast')} er eldre enn 30 dager.",
            "Er det noe som mangler i en sak, så skriv det inn. Slett dem så.",
            Severity.INFO,
            file=f"{MACHINERY}/{drafts.FOLDER}",
        )
    for aside in entries(ground.root / MACHINERY / attic.FOLDER):
        count = len(entries(aside))
        if count:
            yield Trouble(
                f"{_count(count, 'fil', 'filer')} med det som ble satt til side da to versjoner "
                "ble slått sammen.",
                "Se om det er noe som skal stå i saken, og slett dem så.",
                Severity.INFO,
                file=f"{MACHINERY}/{attic.FOLDER}/{aside.name}",
            )


def _age(ground: Ground, path: Path) -> float:
    try:
        return ground.now - path.lstat().st_mtime
    except OSError:
        return 0


def _shown(ground: Ground, folder: Path) -> str:
    inside = folder.relative_to(ground.root).as_posix()
    return inside if inside != "." else "./"


def _count(number: int, singular: str, plural: str) -> str:
    is_masculine = singular != "utkast"
    return f"Én {singular}" if number == 1 and is_masculine else f"{number} {plural}"


CHECKS = (
    Check(
        "kopier", "Kopier som sync-programmer og editorer har laget.",
        "Når to maskiner skriver samme fil, lager OneDrive og Dropbox en kopi ved siden av. Den "
        "blir ikke lest, og det som står bare der, teller ikke med.",
        _copies,
    ),
    Check(
        "rester", "Midlertidige filer etter programmer som stoppet.",
        "En kommando som ble stoppet midt i, kan ha lagt igjen tekst fra en sak.",
        _leftovers, cures=True,
    ),
    Check(
        "ukjente-filer", "Filer som saksarkivet ikke kjenner.",
        "De følger ikke med i pakker, og ingen sjekker dem.",
        _unknown,
    ),
    Check(
        "satt-til-side", "Gamle utkast, og det en sammenslåing har satt til side.",
        "Ingenting der er tatt med i sakene. Noe av det kan være det eneste eksemplaret.",
        _set_aside,
    ),
)  # fmt: skip
