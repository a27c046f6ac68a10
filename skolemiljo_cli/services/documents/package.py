"""The numbered bundle of a case for statsforvalteren: documents, attachments, an index."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from skolemiljo_cli.errors import Finding
from skolemiljo_cli.model.vocab import label
from skolemiljo_cli.render.documents import Format
from skolemiljo_cli.render.template_context import Dokumentrad, Valgt
from skolemiljo_cli.services.changes.record import Version
from skolemiljo_cli.services.documents import approval, guardians, names_found, output
from skolemiljo_cli.services.documents.approval import Approval
from skolemiljo_cli.services.documents.assembly import Source, choose, read_source
from skolemiljo_cli.services.documents.attachments import Funnet, read_attachment
from skolemiljo_cli.services.documents.contents import FIRST, Plass, contents, number_name, size
from skolemiljo_cli.services.documents.names_found import PossibleName
from skolemiljo_cli.services.documents.output import Place
from skolemiljo_cli.services.documents.page import Page, render_page
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.sharing.name_search.search import Treff
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import Ledger
from skolemiljo_cli.store.cases.own_places import DOCUMENTS
from skolemiljo_cli.store.files.os_errors import AlreadyThere

INDEX, SUMS, NAME = "innhold.txt", "sha256sums.txt", "oversendelse"
TITLE = Dokument.STATSFORVALTER.rad.tittel


@dataclass(frozen=True, slots=True)
class Stykke:
    """One file of the bundle with its line in the index; `data` is None when it is missing.

    The title in `rad` names nobody; `brev` is the title in the letter, which may. `page` is what
    can be searched for names; None for an attachment.
    """

    rad: Dokumentrad
    data: bytes | None
    brev: str
    page: Page | None = None

    @property
    def bytes(self) -> int | None:
        """Return how large it is."""
        return None if self.data is None else len(self.data)


@dataclass(frozen=True, slots=True)
class Pakke:
    """A bundle: of which case, its documents, and what could not be read.

    `mappe` is its folder; None while `names`, words that may be names, are undecided.
    `kode` is what a draft is approved with, and `godkjent` an approval that was recorded now.
    `told` is what the person is to know about the place.
    """

    sak: str
    mappe: Path | None
    stykker: tuple[Stykke, ...]
    findings: tuple[Finding, ...]
    names: tuple[PossibleName, ...] = ()
    kode: str | None = None
    godkjent: str | None = None
    version: Version = field(default_factory=Version)
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bestilling:
    """Which bundle is asked for; `mappe` is where, when not in the case itself."""

    part: str
    format: Format
    today: date
    mappe: Path | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A document or an attachment that the letter lists, and what its file is made of."""

    nr: int
    plass: Plass
    made_of: Page | Funnet


@dataclass(frozen=True, slots=True)
class _Bundle:
    """What a bundle is made of, its code, and the words in it that may be names."""

    order: Bestilling
    source: Source
    parts: tuple[_Part, ...]
    kode: str
    undecided: tuple[Treff, ...]
    findings: tuple[Finding, ...]

    @property
    def approval(self) -> Approval:
        return Approval(self.source.recipient, NAME, self.kode, self.order.format.value)


def make_package(ledger: Ledger, order: Bestilling) -> Pakke:
    """Make a new folder with the documents for statsforvalteren, whole or not at all.

    Until somebody has read and approved it, every document in it is marked as a draft.

    Raises:
        Unreadable: the case cannot be read, so a document of it could mislead.
        CannotWrite: the folder is there already, cannot be made, or would lie where a ledger or
            git has its own files.
    """
    bundle = _bundle(ledger, order)
    sak = bundle.source.sak
    if bundle.undecided:
        names = tuple(names_found.located(bundle.source.case, bundle.undecided))
        return Pakke(sak.id, None, (), bundle.findings, names)
    approved = approval.is_approved(sak, bundle.approval)
    return _written(bundle, None if approved else bundle.kode)


def approve_package(ledger: Ledger, order: Bestilling, code: str, by: str, verb: str) -> Pakke:
    """Record that the bundle with the code is read and approved, and make it without the mark.

    Raises:
        UsageFault: it has undecided names, or is another by now.
        ChangedOutside: the case was changed just now; nothing is recorded.
        CannotWrite: the folder is there already, or cannot be made.
    """
    bundle = _bundle(ledger, order)
    approval.refuse_code(bundle.source, code, bundle.kode, bundle.undecided)
    _refuse_existing(_place(bundle, draft=False).path)
    if approval.is_approved(bundle.source.sak, bundle.approval):
        return _written(bundle, None)
    recorded = approval.record_approval(bundle.source, bundle.approval, by, verb)
    return replace(_written(bundle, None), godkjent=recorded.work.id, version=recorded.version)


def decide_package(
    ledger: Ledger, order: Bestilling, reasons: Mapping[str, str], by: str, verb: str
) -> Pakke:
    """Record why words that look like names may stay in the bundle, and make it.

    Raises:
        NotFound: no word in it has the mark.
        UsageFault: it is not said why, or who decides.
    """
    bundle = _bundle(ledger, order)
    recorded = names_found.record_decisions(bundle.source, bundle.undecided, reasons, by, verb)
    return replace(make_package(ledger, order), version=recorded.version)


def _bundle(ledger: Ledger, order: Bestilling) -> _Bundle:
    if order.mappe is not None:
        output.for_folder(ledger, order.part, order.mappe)
    source = read_source(ledger, order.part, order.today, Dokument.STATSFORVALTER)
    approval.refuse_unreadable(source)
    guardians.refuse(source, Dokument.STATSFORVALTER)
    listed = enumerate(contents(source.shown, order.today), FIRST)
    parts = tuple(_Part(nr, plass, _made_of(source, order, plass)) for nr, plass in listed)
    pieces = _pieces(source, order, parts, lambda page: page.unsigned)
    hits = [
        hit
        for piece in pieces
        if piece.page
        for hit in names_found.names_in(piece.page, piece.rad.fil)
    ]
    findings = [
        finding
        for part in parts
        if isinstance(part.made_of, Funnet)
        for finding in part.made_of.findings
    ]
    return _Bundle(
        order,
        source,
        parts,
        approval.code_of(source, *(str(piece.rad.sha256) for piece in pieces)),
        names_found.undecided(source.sak, hits),
        (*source.findings, *findings),
    )


def _made_of(source: Source, order: Bestilling, plass: Plass) -> Page | Funnet:
    """Return the rendered document, or the school's own attachment as it is in the folder."""
    if plass.vedlegg:
        return read_attachment(source.ledger.cases / source.case.id, source.case, plass.vedlegg)
    assert plass.dokument is not None  # noqa: S101 - what is no attachment is a document
    chosen = choose(source, plass.dokument, plass.id)
    return render_page(source, plass.dokument, order.format, chosen)


def _pieces(
    source: Source, order: Bestilling, parts: tuple[_Part, ...], text_of: Callable[[Page], str]
) -> tuple[Stykke, ...]:
    """Return the letter and what it lists.

    The letter is rendered anew for each text of the others, since it has their checksums; it
    cannot have one of itself.
    """
    listed = tuple(_piece(part, text_of) for part in parts)
    rows = tuple(replace(piece.rad, tittel=piece.brev) for piece in listed)
    page = render_page(source, Dokument.STATSFORVALTER, order.format, Valgt(dokumenter=rows))
    data = text_of(page).encode()
    name = number_name(1, NAME, f".{order.format.value}")
    row = Dokumentrad(1, TITLE, order.today, None, name, size(len(data)), files.sha256(data))
    return (Stykke(row, data, TITLE, page), *listed)


def _piece(part: _Part, text_of: Callable[[Page], str]) -> Stykke:
    plass, page, attachment = part.plass, None, None
    data: bytes | None
    if isinstance(part.made_of, Page):
        page = part.made_of
        data, ending = text_of(page).encode(), f".{page.format.value}"
    else:
        attachment = part.made_of
        data, ending = attachment.data, attachment.ending
    row = plass.row(part.nr)
    if data is not None:
        name = number_name(part.nr, plass.navn, ending)
        row = plass.row(part.nr, name, size(len(data)), files.sha256(data))
    if attachment:
        row = replace(row, merknad=attachment.merknad)
    return Stykke(row, data, plass.full_title, page)


def _written(bundle: _Bundle, code: str | None) -> Pakke:
    """Write the folder, as a draft when there is a code, and return what is in it."""
    source = bundle.source
    place = _place(bundle, draft=code is not None)
    pieces = _pieces(source, bundle.order, bundle.parts, lambda page: page.finished(code))
    parts = {piece.rad.fil: piece.data for piece in pieces if piece.data is not None}
    parts[INDEX] = _index(pieces, source, code).encode()
    sums = "".join(f"{files.sha256(data)}  {name}\n" for name, data in parts.items())
    with output.prepared(place) as told:
        try:
            files.create_folder(place.path, {**parts, SUMS: sums.encode()})
        except AlreadyThere as error:
            raise AlreadyThere(error.message, _OTHER_FOLDER, file=error.file) from None
    return Pakke(source.sak.id, place.path, pieces, bundle.findings, kode=code, told=told)


def _place(bundle: _Bundle, *, draft: bool) -> Place:
    folder, source = bundle.order.mappe, bundle.source
    if folder is None:
        mark = "-utkast" if draft else ""
        name = f"{NAME}-{bundle.order.today.isoformat()}{mark}"
        folder = source.ledger.cases / source.case.id / DOCUMENTS / name
    return output.for_folder(source.ledger, source.case.id, folder)


_OTHER_FOLDER = "Velg en annen mappe med -o MAPPE, eller slett den gamle pakken først."


def _refuse_existing(folder: Path) -> None:
    """Refuse before anything is recorded: a bundle must not be approved and then not made."""
    if folder.exists():
        raise AlreadyThere("Navnet er i bruk fra før.", _OTHER_FOLDER, file=folder.name)


def _index(pieces: tuple[Stykke, ...], source: Source, code: str | None) -> str:
    """Return the list of the files as plain text, for whoever opens the folder."""
    about = source.about
    commit = f", git {about.innsjekking}" if about.innsjekking else ""
    lines = [
        TITLE,
        f"Sak {source.sak.id}, laget {about.dato.isoformat()} med skolemiljo {about.versjon}",
        f"Laget av {source.case.file}, SHA-256 {about.sha256}{commit}",
        "",
        *([f"UTKAST, ikke godkjent for å sendes. Kode: {code}"] if code else []),
        "Dokumentene har navn i seg. Se over dem før de sendes.",
        "",
    ]
    for piece in pieces:
        lines += _index_lines(piece.rad)
    lines += ["", f"Kontroller filene med: sha256sum -c {SUMS}"]
    return "\n".join(lines) + "\n"


def _index_lines(row: Dokumentrad) -> list[str]:
    day = row.dato.isoformat() if row.dato else "uavklart"
    duty = f", {label(row.steg)}" if row.steg else ""
    lines = [f"{row.nr:02d}  {row.tittel}", f"    {day}{duty}, {row.omfang or 'ikke med'}"]
    lines += [f"    {row.fil}"] if row.fil else []
    lines += [f"    SHA-256 {row.sha256}"] if row.sha256 else []
    return lines + ([f"    MERK: {row.merknad}"] if row.merknad else [])
