"""Render a form of one case, and put it where it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli import __version__
from skolemiljo_cli.calendar.frist import Fristtype
from skolemiljo_cli.errors import NotFound, UsageFault
from skolemiljo_cli.model import measures
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.render.documents import Dokument, Format, Opplysninger, render
from skolemiljo_cli.render.picture import Runde, Valgt, entries_for, entry_for
from skolemiljo_cli.services.contents import unmade
from skolemiljo_cli.services.one_case import readable
from skolemiljo_cli.services.overview import standing
from skolemiljo_cli.store import files, git, lock
from skolemiljo_cli.store.ledger import visible_part
from skolemiljo_cli.store.templates import loader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from skolemiljo_cli.calendar.frist import FristPaDag
    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.model.case import Sak
    from skolemiljo_cli.store.ledger import CaseFile, Ledger


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


@dataclass(frozen=True, slots=True)
class Desk:
    """One case laid out to write documents from: read once, so that they all tell the same."""

    ledger: Ledger
    case: CaseFile
    sak: Sak
    about: Opplysninger

    def write(self, dokument: Dokument, fmt: Format, valgt: Valgt) -> str:
        """Return the text of a document.

        Raises:
            NotFound: there is no template for it.
            BadConfig: a template of the school is faulty.
        """
        load = loader(self.ledger.root)
        return render(dokument, fmt, self.sak, self.ledger.oppsett, self.about, load, valgt)


def desk(ledger: Ledger, case: CaseFile, sak: Sak, today: date) -> Desk:
    """Return the case with what its documents say about themselves."""
    commit = git.last_commit(ledger.root, ledger.root / case.file)
    about = Opplysninger(today, __version__, files.sha256(case.data), commit)
    return Desk(ledger, case, sak, about)


def render_document(
    ledger: Ledger,
    part: str,
    dokument: Dokument,
    fmt: Format,
    today: date,
    innforing: str | None = None,
) -> Rendered:
    """Return the document of the case that `part` means.

    `innforing` is the id of the entry or the round it is made of; without it, the latest.

    Raises:
        NotFound: the case has no such entry or round; the ids there are, are listed.
        UsageFault: the document is not made of an entry or a round.
        Unreadable: the case cannot be read, so a document of it could mislead.
    """
    case, sak, findings = readable(ledger, part)
    chosen = choose(ledger, sak, dokument, today, innforing)
    text = desk(ledger, case, sak, today).write(dokument, fmt, chosen)
    return Rendered(sak.id, dokument, fmt, text, findings)


def choose(
    ledger: Ledger, sak: Sak, dokument: Dokument, today: date, innforing: str | None = None
) -> Valgt:
    """Return what the document is about, and what it lists.

    Raises:
        NotFound: the case has no such entry or round; the ids there are, are listed.
        UsageFault: the document is not made of an entry or a round.
    """
    wanted = innforing.strip().lower() if innforing else None
    if dokument in _OF_ENTRY:
        entry = entry_for(sak, dokument, wanted)
        if wanted and entry is None:
            raise _no_such_id(wanted, dokument, [one.id for one in entries_for(sak, dokument)])
        return Valgt(innforing=entry)
    if dokument is Dokument.EVALUERING:
        return Valgt(runde=_round(sak, wanted))
    if wanted:
        raise UsageFault(
            f"--id kan ikke brukes med {dokument.value}.",
            f"Bruk den med {', '.join(sorted(_OF_ENTRY))} eller {Dokument.EVALUERING}.",
        )
    if dokument is Dokument.OVERSIKT:
        return Valgt(frister=tuple(_worth_a_meeting(standing(sak, ledger, today))))
    if dokument is Dokument.STATSFORVALTER:
        return Valgt(dokumenter=unmade(sak, today))
    return Valgt()


_OF_ENTRY = frozenset({Dokument.REFERAT, Dokument.ELEVSAMTALE})


def _round(sak: Sak, wanted: str | None) -> Runde | None:
    """Return the round named, else the latest; None when there is none yet."""
    rounds = [Runde(nr, one) for nr, one in enumerate(measures.rounds(sak), 1)]
    if wanted is None:
        return rounds[-1] if rounds else None
    found = next((one for one in rounds if one.evaluering.id == wanted), None)
    if found is None:
        raise _no_such_id(wanted, Dokument.EVALUERING, [one.evaluering.id for one in rounds])
    return found


def _no_such_id(wanted: str, dokument: Dokument, known: list[str]) -> NotFound:
    there = f"De som finnes: {', '.join(known)}" if known else "Saken har ingen ennå."
    return NotFound(
        f"Saken har ingen innføring «{visible_part(wanted)}» å lage {dokument.value} av.", there
    )


def _worth_a_meeting(frister: tuple[FristPaDag, ...]) -> Iterator[FristPaDag]:
    """Yield the deadlines without the silence that lies ahead: every open case has one."""
    for one in frister:
        if one.frist.frist is not Fristtype.STILLE or one.virkedager_igjen <= 0:
            yield one


def save(rendered: Rendered, target: Path, ledger: Ledger) -> None:
    """Write the document to `target`, over an earlier one; whole or not at all."""
    with lock.held_for(ledger.root, target):
        files.write_output(target, rendered.text.encode(), overwrite=True)
