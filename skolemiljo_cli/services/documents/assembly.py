"""What a document of one case is made of: the desk, whom it is for, what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_cli import __version__
from skolemiljo_cli.calendar.deadline import Fristtype
from skolemiljo_cli.errors import NotFound, UsageFault
from skolemiljo_cli.model.derived import measures
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.render.documents import Eksemplar, Format, Opplysninger, render
from skolemiljo_cli.render.template_context import Runde, Valgt
from skolemiljo_cli.services.documents.contents import entries_for, entry_for, unmade
from skolemiljo_cli.services.overview.cases import standing
from skolemiljo_cli.sharing.documents import Dokument, can_be_given
from skolemiljo_cli.sharing.recipient import Mottaker, recipient_of
from skolemiljo_cli.sharing.select import select
from skolemiljo_cli.store import files, git
from skolemiljo_cli.store.cases.ledger import visible_part
from skolemiljo_cli.store.cases.templates import loader
from skolemiljo_cli.store.locking import lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from skolemiljo_cli.calendar.deadline import FristPaDag
    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.sharing.select import Utvalg
    from skolemiljo_cli.store.cases.ledger import CaseFile, Ledger


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
    for document in Dokument:
        if document == word.lower():
            return document
    meant = closest(word, list(Dokument))
    raise NotFound(
        "Det finnes ikke noe skjema med det navnet." + (f" Mente du «{meant}»?" if meant else ""),
        f"Skjemaene er: {', '.join(Dokument)}",
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
    """One case laid out to write documents from: read once, so that they all tell the same.

    `utvalg` is what the recipient of the documents may see; without it they are the school's own.
    """

    ledger: Ledger
    case: CaseFile
    sak: Sak
    about: Opplysninger
    utvalg: Utvalg | None = None

    @property
    def shown(self) -> Sak:
        """Return the case as the documents show it."""
        return self.utvalg.sak if self.utvalg else self.sak

    def write(
        self, dokument: Dokument, fmt: Format, valgt: Valgt, utkast: str | None = None
    ) -> str:
        """Return the text of a document; `utkast` is the code of one that is not approved.

        Raises:
            NotFound: there is no template for it.
            BadConfig: a template of the school is faulty.
        """
        load = loader(self.ledger.root)
        til = Eksemplar(self.utvalg, utkast) if self.utvalg else None
        return render(dokument, fmt, self.sak, self.ledger.oppsett, self.about, load, valgt, til)


def desk(
    ledger: Ledger, case: CaseFile, sak: Sak, today: date, mottaker: Mottaker | None = None
) -> Desk:
    """Return the case as the recipient may have it, with what its documents say of themselves."""
    commit = git.last_commit(ledger.root, ledger.root / case.file)
    about = Opplysninger(today, __version__, files.sha256(case.data), commit)
    return Desk(ledger, case, sak, about, select(sak, mottaker) if mottaker else None)


def recipient_for(sak: Sak, dokument: Dokument, til: str | None) -> Mottaker | None:
    """Return whom a document is made for; None for the school's own.

    Raises:
        NotFound: the case has no such recipient.
        UsageFault: that recipient does not get that document, and which it does get.
    """
    if til is None:
        return Mottaker(dokument.always_for) if dokument.always_for else None
    mottaker = recipient_of(sak, til)
    allowed = can_be_given(mottaker.type)
    if dokument not in allowed:
        raise UsageFault(
            f"«{dokument}» er ikke et dokument for denne mottakeren.",
            f"Mottakeren kan få: {', '.join(allowed)}",
        )
    return mottaker


def choose(
    ledger: Ledger,
    sak: Sak,
    dokument: Dokument,
    today: date,
    innforing: str | None = None,
    hel: Sak | None = None,
) -> Valgt:
    """Return what the document is about, and what it lists.

    `sak` is what the recipient may see, and `hel` the whole case it was chosen from.

    Raises:
        NotFound: the recipient may see no such entry or round; the ids there are, are listed.
        UsageFault: the document is not made of an entry or a round.
    """
    wanted = innforing.strip().lower() if innforing else None
    if dokument.rad.innforinger:
        entry = entry_for(sak, dokument, wanted)
        if entry is None and (wanted or entries_for(hel or sak, dokument)):
            known = [one.id for one in entries_for(sak, dokument)]
            raise _no_such_id(wanted, dokument, known, of_case=_ids(hel or sak))
        return Valgt(innforing=entry)
    if dokument.rad.runde:
        return Valgt(runde=_round(sak, wanted, hel or sak))
    if wanted:
        of_entry = sorted(one for one in Dokument if one.rad.innforinger)
        of_round = [one for one in Dokument if one.rad.runde]
        raise UsageFault(
            f"--id kan ikke brukes med {dokument}.",
            f"Bruk den med {', '.join(of_entry)} eller {', '.join(of_round)}.",
        )
    if dokument is Dokument.OVERSIKT:
        return Valgt(frister=tuple(_worth_a_meeting(standing(hel or sak, ledger, today))))
    if dokument is Dokument.STATSFORVALTER:
        return Valgt(dokumenter=unmade(sak, today))
    return Valgt()


def _ids(sak: Sak) -> frozenset[str]:
    return frozenset((*(one.id for one in sak.logg), *(one.id for one in measures.rounds(sak))))


def _round(sak: Sak, wanted: str | None, hel: Sak) -> Runde | None:
    """Return the round named, else the latest; None when there is none yet."""
    rounds = [Runde(measures.round_number(hel, one.id) or 0, one) for one in measures.rounds(sak)]
    if wanted is None:
        return rounds[-1] if rounds else None
    found = next((one for one in rounds if one.evaluering.id == wanted), None)
    if found is None:
        known = [one.evaluering.id for one in rounds]
        raise _no_such_id(wanted, Dokument.EVALUERING, known, of_case=_ids(hel))
    return found


def _no_such_id(
    wanted: str | None, dokument: Dokument, known: list[str], of_case: frozenset[str]
) -> NotFound:
    there = f"De som finnes: {', '.join(known)}" if known else "Saken har ingen ennå."
    if wanted is None or wanted in of_case:
        theirs = f"De mottakeren kan få: {', '.join(known)}" if known else _SAY_WHOM
        return NotFound(
            f"Saken har ikke noe å lage {dokument.value} av for denne mottakeren.", theirs
        )
    return NotFound(
        f"Saken har ingen innføring «{visible_part(wanted)}» å lage {dokument.value} av.", there
    )


_SAY_WHOM = "Hvem en innføring handler om, skrives i saken (om: e1); det avgjør hvem som får den."


def _worth_a_meeting(frister: tuple[FristPaDag, ...]) -> Iterator[FristPaDag]:
    """Yield the deadlines without the silence that lies ahead: every open case has one."""
    for one in frister:
        if one.frist.frist is not Fristtype.STILLE or one.virkedager_igjen <= 0:
            yield one


def save(rendered: Rendered, target: Path, ledger: Ledger) -> None:
    """Write the document to `target`, over an earlier one; whole or not at all."""
    with lock.acquire_if_inside(ledger.root, target):
        files.write_output(target, rendered.text.encode(), overwrite=True)
