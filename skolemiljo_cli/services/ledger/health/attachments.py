"""Check of attachments: listed ones that are missing or changed, and files that are not listed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.services.ledger.health.basis import Check, Ground, Seen, Trouble
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASES, MAX_ATTACHMENT
from skolemiljo_cli.store.files import no_links
from skolemiljo_cli.store.files.no_links import entries
from skolemiljo_cli.store.files.temp_names import PREFIX
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.store.yaml.values import Value

_FOLDER = "vedlegg"


def _attachments(ground: Ground) -> Iterator[Trouble]:
    for seen in ground.cases:
        if seen.values is None:
            continue
        rows = _listed(seen)
        for number, (name, digest) in enumerate(rows):
            trouble = _as_listed(ground, seen, name, digest) if name else ""
            if trouble:
                yield _trouble(seen, number, trouble)
        yield from _unlisted(ground, seen, {name for name, _ in rows})


def _listed(seen: Seen) -> list[tuple[str, str | None]]:
    found: Value = (seen.values or {}).get("vedlegg")
    rows = []
    for row in found if isinstance(found, list) else ():
        name = row.get("fil") if isinstance(row, dict) else None
        digest = row.get("sha256") if isinstance(row, dict) else None
        rows.append((str(name or ""), digest if isinstance(digest, str) else None))
    return rows


def _as_listed(ground: Ground, seen: Seen, name: str, digest: str | None) -> str:
    """Return what is wrong with an attachment; empty when it is as listed."""
    parts = PurePosixPath(name).parts
    if ".." in parts or parts[0] == "/" or "\\" in name or ":" in name:
        return "Vedlegget peker ut av mappen til saken."
    path = ground.root / CASES / seen.folder / Path(*parts)
    try:
        no_links.refuse_links(ground.root, path)
        data = files.read_bytes(path, max_bytes=MAX_ATTACHMENT)
    except LedgerError:
        return "Vedlegget mangler, eller kan ikke leses."
    if digest is not None and files.sha256(data) != digest.strip().lower():
        return "Vedlegget er ikke den samme filen som da det ble lagt til saken."
    return ""


def _trouble(seen: Seen, number: int, message: str) -> Trouble:
    place = ("vedlegg", number, "fil")
    return Trouble(
        message,
        "Hent filen tilbake fra sikkerhetskopi eller git. Skal den være en annen, så legg den nye "
        "inn som et nytt vedlegg.",
        Severity.ERROR,
        seen.folder,
        seen.file,
        reader.line_of(seen.data, place),
        reader.dotted(place),
    )


def _unlisted(ground: Ground, seen: Seen, listed: set[str]) -> Iterator[Trouble]:
    known = {_normalized(str(PurePosixPath(name))) for name in listed}
    folder = ground.root / CASES / seen.folder / _FOLDER
    odd = [name for name in _files_in(folder, _FOLDER) if _normalized(name) not in known]
    if odd:
        count = "Én fil" if len(odd) == 1 else f"{len(odd)} filer"
        yield Trouble(
            f"{count} i {_FOLDER}/ står ikke i saken.",
            "Legg dem inn med «skolemiljo log SAK --vedlegg FIL», eller flytt dem ut.",
            Severity.WARNING,
            seen.folder,
            f"{CASES}/{seen.folder}/{_FOLDER}",
        )


def _files_in(folder: Path, name: str) -> Iterator[str]:
    """Yield the paths, from the case's folder, of the files in the folder and its subfolders."""
    for entry in entries(folder):
        if entry.name.startswith((".", PREFIX)):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files_in(entry, f"{name}/{entry.name}")
        else:
            yield f"{name}/{entry.name}"


def _normalized(name: str) -> str:
    """Return the name in NFC, to compare it: macOS stores «å» as two characters."""
    return unicodedata.normalize("NFC", name)


CHECKS = (
    Check(
        "vedlegg", "Vedlegg som mangler, er endret, eller ikke står i saken.",
        "Saken har kontrollsummen til hvert vedlegg. Er filen en annen nå, beviser den ingenting.",
        _attachments,
    ),
)  # fmt: skip
