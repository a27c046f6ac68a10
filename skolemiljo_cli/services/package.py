"""The numbered bundle of a case for statsforvalteren: documents, attachments, an index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skolemiljo_cli.model.vocab import label
from skolemiljo_cli.render.documents import Dokument, Format
from skolemiljo_cli.render.picture import Dokumentrad, Valgt
from skolemiljo_cli.services.attachments import lying_there
from skolemiljo_cli.services.contents import FIRST, contents, full_title, number_name, size
from skolemiljo_cli.services.document import choose, desk
from skolemiljo_cli.services.one_case import readable
from skolemiljo_cli.store import files, lock
from skolemiljo_cli.store.disk_faults import AlreadyThere

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.services.contents import Plass
    from skolemiljo_cli.services.document import Desk
    from skolemiljo_cli.store.ledger import Ledger

INDEX, SUMS = "innhold.txt", "sha256sums.txt"
TITLE = "Oversendelse til statsforvalteren"


@dataclass(frozen=True, slots=True)
class Stykke:
    """One file of the bundle with its line in the index; `data` is None when it is missing.

    The title names nobody; what the case says of an attachment stands only in the letter.
    """

    rad: Dokumentrad
    data: bytes | None
    brev: str

    @property
    def bytes(self) -> int | None:
        """Return how large it is."""
        return None if self.data is None else len(self.data)


@dataclass(frozen=True, slots=True)
class Pakke:
    """A finished bundle: of which case, where, its documents, and what could not be read."""

    sak: str
    mappe: Path
    stykker: tuple[Stykke, ...]
    findings: tuple[Finding, ...]


def make_package(
    ledger: Ledger, part: str, fmt: Format, today: date, target: Path | None = None
) -> Pakke:
    """Make a new folder with the documents of the case that `part` means, whole or not at all.

    Raises:
        Unreadable: the case cannot be read, so a document of it could mislead.
        CannotWrite: the folder is there already, or cannot be made.
    """
    case, sak, findings = readable(ledger, part)
    home = ledger.cases / case.id
    folder = target or home / "dokumenter" / f"oversendelse-{today.isoformat()}"
    place = desk(ledger, case, sak, today)
    pieces: list[Stykke] = []
    wrong: list[Finding] = []
    for nr, one in enumerate(contents(sak, today), FIRST):
        if one.vedlegg is None:
            pieces.append(_form(place, nr, one, fmt, today))
        else:
            there = lying_there(home, case, one.vedlegg)
            wrong += there.findings
            pieces.append(_piece(nr, one, there.navn, there.data, there.merknad))
    whole = (_letter(place, pieces, fmt, today), *pieces)
    with lock.held_for(ledger.root, folder):
        _write(folder, whole, place, own=target is None)
    return Pakke(sak.id, folder, whole, (*findings, *wrong))


def _form(place: Desk, nr: int, one: Plass, fmt: Format, today: date) -> Stykke:
    assert one.dokument is not None  # noqa: S101 - the caller has looked
    chosen = choose(place.ledger, place.sak, one.dokument, today, one.id)
    text = place.write(one.dokument, fmt, chosen)
    return _piece(nr, one, f".{fmt.value}", text.encode())


def _piece(
    nr: int, one: Plass, ending: str, data: bytes | None, merknad: str | None = None
) -> Stykke:
    row = Dokumentrad(
        nr=nr,
        tittel=one.tittel,
        dato=one.dato,
        steg=one.steg.value if one.steg else None,
        fil="" if data is None else number_name(nr, one.navn, ending),
        omfang="" if data is None else size(len(data)),
        sha256=None if data is None else files.sha256(data),
        kilder=one.kilder,
        merknad=merknad,
    )
    return Stykke(row, data, full_title(one))


def _letter(place: Desk, pieces: Iterable[Stykke], fmt: Format, today: date) -> Stykke:
    """Return the letter that lists the others; it cannot hold a checksum of itself."""
    rows = tuple(replace(one.rad, tittel=one.brev) for one in pieces)
    data = place.write(Dokument.STATSFORVALTER, fmt, Valgt(dokumenter=rows)).encode()
    name = number_name(1, "oversendelse", f".{fmt.value}")
    row = Dokumentrad(1, TITLE, today, None, name, size(len(data)), files.sha256(data))
    return Stykke(row, data, TITLE)


def _write(folder: Path, pieces: tuple[Stykke, ...], place: Desk, *, own: bool) -> None:
    parts = {one.rad.fil: one.data for one in pieces if one.data is not None}
    parts[INDEX] = _index(pieces, place).encode()
    sums = "".join(f"{files.sha256(data)}  {name}\n" for name, data in parts.items())
    if own:
        files.make_folders(folder.parent)
    try:
        files.create_folder(folder, {**parts, SUMS: sums.encode()})
    except AlreadyThere as error:
        hint = "Velg en annen mappe med -o MAPPE, eller slett den gamle pakken først."
        raise AlreadyThere(error.message, hint, file=error.file) from None


def _index(pieces: tuple[Stykke, ...], place: Desk) -> str:
    """Return the list of the files as plain text, for whoever opens the folder."""
    about = place.about
    commit = f", git {about.innsjekking}" if about.innsjekking else ""
    lines = [
        TITLE,
        f"Sak {place.sak.id}, laget {about.dato.isoformat()} med skolemiljo {about.versjon}",
        f"Laget av {place.case.file}, SHA-256 {about.sha256}{commit}",
        "",
        "Dokumentene har navn i seg. Se over dem før de sendes.",
        "",
    ]
    for one in pieces:
        lines += _index_lines(one.rad)
    lines += ["", f"Kontroller filene med: sha256sum -c {SUMS}"]
    return "\n".join(lines) + "\n"


def _index_lines(row: Dokumentrad) -> list[str]:
    day = row.dato.isoformat() if row.dato else "uavklart"
    duty = f", {label(row.steg)}" if row.steg else ""
    lines = [
        f"{row.nr:02d}  {row.tittel}",
        f"    {day}{duty}, {row.omfang or 'ikke med'}",
    ]
    lines += [f"    {row.fil}"] if row.fil else []
    lines += [f"    SHA-256 {row.sha256}"] if row.sha256 else []
    return lines + ([f"    MERK: {row.merknad}"] if row.merknad else [])
