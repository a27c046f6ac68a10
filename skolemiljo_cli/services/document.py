"""Render a form of one case, and put it where it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli import __version__
from skolemiljo_cli.errors import NotFound, UsageFault
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.render.documents import Dokument, Format, Opplysninger, render
from skolemiljo_cli.services.one_case import readable
from skolemiljo_cli.store import files
from skolemiljo_cli.store.templates import loader

if TYPE_CHECKING:
    from datetime import date

    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document: of which case, in which format, and its text."""

    sak: str
    dokument: Dokument
    format: Format
    text: str
    findings: tuple[Finding, ...]


def which_document(word: str) -> Dokument:
    """Return the document meant.

    Raises:
        NotFound: there is no such form; the nearest name is suggested.
    """
    names = [one.value for one in Dokument]
    if word.lower() in names:
        return Dokument(word.lower())
    meant = closest(word, names)
    raise NotFound(
        "Det finnes ikke noe skjema med det navnet." + (f" Mente du «{meant}»?" if meant else ""),
        f"Skjemaene er: {', '.join(names)}",
    )


def which_format(named: str | None, target: str | None) -> Format:
    """Return the format named, else the one the file's ending says, else Markdown.

    Raises:
        UsageFault: neither is a format there is.
    """
    endings = {".md": Format.MD, ".markdown": Format.MD, ".html": Format.HTML, ".htm": Format.HTML}
    if named:
        if named.lower() in set(Format):
            return Format(named.lower())
        raise UsageFault("--format er md eller html.", "Skriv for eksempel: --format html")
    if target in (None, "-"):
        return Format.MD
    ending = Path(target or "").suffix.lower()
    if ending in endings:
        return endings[ending]
    raise UsageFault(
        "Filnavnet sier ikke hvilket format dokumentet skal ha.",
        "La navnet ende på .md eller .html, eller bruk --format.",
    )


def render_document(
    ledger: Ledger, part: str, dokument: Dokument, fmt: Format, today: date
) -> Rendered:
    """Return the document of the case that `part` means.

    Raises:
        Unreadable: the case cannot be read, so a document of it could mislead.
    """
    case, sak, findings = readable(ledger, part)
    about = Opplysninger(dato=today, versjon=__version__, sha256=files.sha256(case.data))
    text = render(dokument, fmt, sak, ledger.oppsett, about, loader(ledger.root))
    return Rendered(sak.id, dokument, fmt, text, findings)


def save(rendered: Rendered, target: Path) -> None:
    """Write the document to `target`, over an earlier one; whole or not at all."""
    files.write_output(target, rendered.text.encode(), overwrite=True)
