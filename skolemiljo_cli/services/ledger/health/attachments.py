"""Attachments: each that a case lists lies there as it was, and each that lies there is listed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.services.ledger.health.basis import Check, Ground, Seen, Trouble, entries
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import CASES, MAX_ATTACHMENT
from skolemiljo_cli.store.files import no_links
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
                yield _told(seen, number, trouble)
        yield from _unlisted(ground, seen, {name for name, _ in rows})


def _listed(seen: Seen) -> list[tuple[str, str | None]]:
    found: Value = (seen.values or {}).get("vedlegg")
    rows = []
    for one in found if isinstance(found, list) else ():
        name = one.get("fil") if isinstance(one, dict) else None
        digest = one.get("sha256") if isinstance(one, dict) else None
        rows.append((str(name or ""), digest if isinstance(digest, str) else None))
    return rows


def _as_listed(ground: Ground, seen: Seen, name: str, digest: str | None) -> str:
    """Return what is wrong with an attachment; nothing when it is as listed."""
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


def _told(seen: Seen, number: int, message: str) -> Trouble:
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
    known = {_alike(str(PurePosixPath(name))) for name in listed}
    folder = ground.root / CASES / seen.folder / _FOLDER
    odd = [name for name in _lying(folder, _FOLDER) if _alike(name) not in known]
    if odd:
        count = "Én fil" if len(odd) == 1 else f"{len(odd)} filer"
        yield Trouble(
            f"{count} i {_FOLDER}/ står ikke i saken.",
            "Legg dem inn med «skolemiljo log SAK --vedlegg FIL», eller flytt dem ut.",
            Severity.WARNING,
            seen.folder,
            f"{CASES}/{seen.folder}/{_FOLDER}",
        )


def _lying(folder: Path, name: str) -> Iterator[str]:
    """Yield the files in the folder and below it, named from the case's folder."""
    for one in entries(folder):
        if one.name.startswith((".", PREFIX)):
            continue
        if one.is_dir() and not one.is_symlink():
            yield from _lying(one, f"{name}/{one.name}")
        else:
            yield f"{name}/{one.name}"


def _alike(name: str) -> str:
    """Return the name as it compares: a Mac writes «å» as two signs."""
    return unicodedata.normalize("NFC", name)


CHECKS = (
    Check(
        "vedlegg", "Vedlegg som mangler, er endret, eller ikke står i saken.",
        "Saken har kontrollsummen til hvert vedlegg. Er filen en annen nå, beviser den ingenting.",
        _attachments,
    ),
)  # fmt: skip
