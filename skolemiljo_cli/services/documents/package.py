"""The numbered bundle of a case for statsforvalteren: documents, attachments, an index."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from skolemiljo_cli.model.vocab import label
from skolemiljo_cli.render.template_context import Dokumentrad, Valgt
from skolemiljo_cli.services.changes.read_one import readable
from skolemiljo_cli.services.changes.record import Version
from skolemiljo_cli.services.documents import approval
from skolemiljo_cli.services.documents.approval import Approval
from skolemiljo_cli.services.documents.assembly import choose, desk
from skolemiljo_cli.services.documents.attachments import lying_there
from skolemiljo_cli.services.documents.contents import (
    FIRST,
    contents,
    full_title,
    number_name,
    size,
)
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.sharing.recipient import Mottaker, Mottakertype
from skolemiljo_cli.store import files
from skolemiljo_cli.store.files.os_errors import AlreadyThere
from skolemiljo_cli.store.locking import lock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.render.documents import Format
    from skolemiljo_cli.services.documents.approval import Stop
    from skolemiljo_cli.services.documents.assembly import Desk
    from skolemiljo_cli.services.documents.contents import Plass
    from skolemiljo_cli.sharing.name_search.search import Treff
    from skolemiljo_cli.store.cases.ledger import Ledger

INDEX, SUMS, NAME = "innhold.txt", "sha256sums.txt", "oversendelse"
TITLE = Dokument.STATSFORVALTER.rad.tittel


@dataclass(frozen=True, slots=True)
class Stykke:
    """One file of the bundle with its line in the index; `data` is None when it is missing.

    The title names nobody; what the case says of an attachment stands only in the letter.
    `skjema` is the form it is, which can be searched for names; None for an attachment.
    """

    rad: Dokumentrad
    data: bytes | None
    brev: str
    skjema: Dokument | None = None

    @property
    def bytes(self) -> int | None:
        """Return how large it is."""
        return None if self.data is None else len(self.data)


@dataclass(frozen=True, slots=True)
class Pakke:
    """A bundle: of which case, its documents, and what could not be read.

    `mappe` is where it lies; None while words in it that may be names are not decided (`stops`).
    `kode` is what a draft is approved with, and `godkjent` an approval that was recorded now.
    """

    sak: str
    mappe: Path | None
    stykker: tuple[Stykke, ...]
    findings: tuple[Finding, ...]
    stops: tuple[Stop, ...] = ()
    kode: str | None = None
    godkjent: str | None = None
    version: Version = field(default_factory=Version)


@dataclass(frozen=True, slots=True)
class Bestilling:
    """Which bundle is asked for; `mappe` is where, when not in the case itself."""

    part: str
    format: Format
    today: date
    mappe: Path | None = None


@dataclass(frozen=True, slots=True)
class _Bundle:
    """What a bundle is made of, its code, and the words in it that may be names."""

    wanted: Bestilling
    place: Desk
    kode: str
    undecided: tuple[Treff, ...]
    findings: tuple[Finding, ...]

    @property
    def approval(self) -> Approval:
        return Approval(approval.whom(self.place), NAME, self.kode, self.wanted.format.value)


def make_package(ledger: Ledger, wanted: Bestilling) -> Pakke:
    """Make a new folder with the documents for statsforvalteren, whole or not at all.

    Until somebody has read and approved it, every document in it is marked as a draft.

    Raises:
        Unreadable: the case cannot be read, so a document of it could mislead.
        CannotWrite: the folder is there already, or cannot be made.
    """
    bundle = _bundle(ledger, wanted)
    sak = bundle.place.sak
    if bundle.undecided:
        stops = tuple(approval.in_file(bundle.place.case, bundle.undecided))
        return Pakke(sak.id, None, (), bundle.findings, stops)
    done = approval.is_approved(sak, bundle.approval)
    return _made(bundle, None if done else bundle.kode)


def approve_package(ledger: Ledger, wanted: Bestilling, code: str, by: str, verb: str) -> Pakke:
    """Record that the bundle with the code is read and approved, and make it without the mark.

    Raises:
        UsageFault: it has words that nobody has decided, or is another by now.
        ChangedOutside: the case was changed just now; nothing is recorded.
        CannotWrite: the folder is there already, or cannot be made.
    """
    bundle = _bundle(ledger, wanted)
    approval.refuse_code(bundle.place, code, bundle.kode, bundle.undecided)
    sak = bundle.place.sak
    _refuse_there(_folder(bundle, draft=False))
    if approval.is_approved(sak, bundle.approval):
        return _made(bundle, None)
    done = approval.record_approval(
        ledger, bundle.place.case, wanted.today, bundle.approval, by, verb
    )
    return replace(_made(bundle, None), godkjent=done.work.id, version=done.version)


def decide_package(
    ledger: Ledger, wanted: Bestilling, reasons: Mapping[str, str], by: str, verb: str
) -> Pakke:
    """Record why words that look like names may stand in the bundle, and make it.

    Raises:
        NotFound: no word in it has the mark.
        UsageFault: it is not said why, or who decides.
    """
    bundle = _bundle(ledger, wanted)
    done = approval.record_decisions(
        ledger, bundle.place.sak, wanted.today, bundle.undecided, reasons, by, verb
    )
    return replace(make_package(ledger, wanted), version=done.version)


def _bundle(ledger: Ledger, wanted: Bestilling) -> _Bundle:
    case, sak, findings = readable(ledger, wanted.part)
    mottaker = Mottaker(Mottakertype.STATSFORVALTER)
    place = desk(ledger, case, sak, wanted.today, mottaker)
    approval.refuse_unreadable(place, findings)
    pieces, wrong = _pieces(approval.unsigned(place), wanted, None)
    treff = [
        hit
        for one in pieces
        if one.skjema
        for hit in approval.names_in(
            place, one.skjema, (one.data or b"").decode(), wanted.format, one.rad.fil
        )
    ]
    code = approval.code_of(place, *(str(one.rad.sha256) for one in pieces))
    return _Bundle(wanted, place, code, approval.undecided(sak, treff), (*findings, *wrong))


def _made(bundle: _Bundle, utkast: str | None) -> Pakke:
    place = bundle.place
    folder = _folder(bundle, draft=utkast is not None)
    pieces, _ = _pieces(place, bundle.wanted, utkast)
    with lock.acquire_if_inside(place.ledger.root, folder):
        _write(folder, pieces, place, utkast, own=bundle.wanted.mappe is None)
    return Pakke(place.sak.id, folder, pieces, bundle.findings, kode=utkast)


def _folder(bundle: _Bundle, *, draft: bool) -> Path:
    if bundle.wanted.mappe is not None:
        return bundle.wanted.mappe
    home = bundle.place.ledger.cases / bundle.place.case.id
    mark = "-utkast" if draft else ""
    return home / "dokumenter" / f"{NAME}-{bundle.wanted.today.isoformat()}{mark}"


def _pieces(
    place: Desk, wanted: Bestilling, utkast: str | None
) -> tuple[tuple[Stykke, ...], list[Finding]]:
    """Return the letter and what it lists; the school's own attachments as they lie there."""
    home = place.ledger.cases / place.case.id
    pieces: list[Stykke] = []
    wrong: list[Finding] = []
    for nr, one in enumerate(contents(place.shown, wanted.today), FIRST):
        if one.vedlegg is None:
            pieces.append(_form(place, nr, one, wanted, utkast))
        else:
            there = lying_there(home, place.case, one.vedlegg)
            wrong += there.findings
            pieces.append(_piece(nr, one, there.navn, there.data, there.merknad))
    return (_letter(place, pieces, wanted, utkast), *pieces), wrong


def _form(place: Desk, nr: int, one: Plass, wanted: Bestilling, utkast: str | None) -> Stykke:
    assert one.dokument is not None  # noqa: S101 - the caller has looked
    chosen = choose(place.ledger, place.shown, one.dokument, wanted.today, one.id, place.sak)
    text = place.write(one.dokument, wanted.format, chosen, utkast)
    piece = _piece(nr, one, f".{wanted.format.value}", text.encode())
    return replace(piece, skjema=one.dokument)


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


def _letter(
    place: Desk, pieces: Iterable[Stykke], wanted: Bestilling, utkast: str | None
) -> Stykke:
    """Return the letter that lists the others; it cannot hold a checksum of itself."""
    fmt = wanted.format
    rows = tuple(replace(one.rad, tittel=one.brev) for one in pieces)
    data = place.write(Dokument.STATSFORVALTER, fmt, Valgt(dokumenter=rows), utkast).encode()
    name = number_name(1, NAME, f".{fmt.value}")
    row = Dokumentrad(1, TITLE, wanted.today, None, name, size(len(data)), files.sha256(data))
    return Stykke(row, data, TITLE, skjema=Dokument.STATSFORVALTER)


def _write(
    folder: Path, pieces: tuple[Stykke, ...], place: Desk, utkast: str | None, *, own: bool
) -> None:
    parts = {one.rad.fil: one.data for one in pieces if one.data is not None}
    parts[INDEX] = _index(pieces, place, utkast).encode()
    sums = "".join(f"{files.sha256(data)}  {name}\n" for name, data in parts.items())
    if own:
        files.make_folders(folder.parent)
    try:
        files.create_folder(folder, {**parts, SUMS: sums.encode()})
    except AlreadyThere as error:
        raise AlreadyThere(error.message, _OTHER_FOLDER, file=error.file) from None


_OTHER_FOLDER = "Velg en annen mappe med -o MAPPE, eller slett den gamle pakken først."


def _refuse_there(folder: Path) -> None:
    """Refuse before anything is recorded: an approved bundle shall also come into being."""
    if folder.exists():
        raise AlreadyThere("Navnet er i bruk fra før.", _OTHER_FOLDER, file=folder.name)


def _index(pieces: tuple[Stykke, ...], place: Desk, utkast: str | None) -> str:
    """Return the list of the files as plain text, for whoever opens the folder."""
    about = place.about
    commit = f", git {about.innsjekking}" if about.innsjekking else ""
    lines = [
        TITLE,
        f"Sak {place.sak.id}, laget {about.dato.isoformat()} med skolemiljo {about.versjon}",
        f"Laget av {place.case.file}, SHA-256 {about.sha256}{commit}",
        "",
        *([f"UTKAST, ikke godkjent for å sendes. Kode: {utkast}"] if utkast else []),
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
