"""What a document is made of: the case, what its recipient may see of it, what it is about."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from skolemiljo_cli import __version__
from skolemiljo_cli.calendar.deadline import FristPaDag, Fristtype
from skolemiljo_cli.errors import Finding, NotFound, Unreadable, UsageFault
from skolemiljo_cli.model.derived import measures
from skolemiljo_cli.model.messages import closest
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import plain, word_of
from skolemiljo_cli.render.documents import Format, Opplysninger
from skolemiljo_cli.render.template_context import Runde, Valgt
from skolemiljo_cli.services.changes.read_one import readable
from skolemiljo_cli.services.documents.contents import entries_for, entry_for, unmade
from skolemiljo_cli.services.overview.cases import standing
from skolemiljo_cli.sharing.access_table import LEAVES
from skolemiljo_cli.sharing.documents import Dokument, can_be_given
from skolemiljo_cli.sharing.recipient import Mottaker, recipient_of
from skolemiljo_cli.sharing.select import Utvalg, select
from skolemiljo_cli.store import files, git
from skolemiljo_cli.store.cases.ledger import CaseFile, Ledger, visible_part
from skolemiljo_cli.store.git.merge_state import undecided_cases


def which_document(word: str) -> Dokument:
    """Return the document that the word stands for.

    Raises:
        NotFound: there is no such form; the nearest name is suggested.
    """
    found = word_of(word, Dokument)
    if found is not None:
        return found
    meant = closest(plain(word), list(Dokument))
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
        found = word_of(named, Format)
        if found is not None:
            return found
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
class Source:
    """One case, read once, so that all documents made from it say the same.

    `utvalg` is what the recipient may see of it; without one the document is the school's own.
    `findings` are the values of the case that could not be read.
    """

    ledger: Ledger
    case: CaseFile
    sak: Sak
    findings: tuple[Finding, ...]
    about: Opplysninger
    utvalg: Utvalg | None

    @property
    def shown(self) -> Sak:
        """Return the case as the documents show it."""
        return self.utvalg.sak if self.utvalg else self.sak

    @property
    def leaves(self) -> bool:
        """Tell whether the documents leave the school, so that a person must approve them."""
        return self.utvalg is not None and self.utvalg.mottaker.type in LEAVES

    @property
    def recipient(self) -> str:
        """Return the recipient as `--for` takes it; empty for the school's own documents."""
        if self.utvalg is None:
            return ""
        mottaker = self.utvalg.mottaker
        if mottaker.nokkel:
            several = len(self.sak.parter[mottaker.nokkel].til) > 1
            return f"{mottaker.nokkel}:{mottaker.elev}" if several else mottaker.nokkel
        return f"foresatte:{mottaker.elev}" if mottaker.elev else mottaker.type.value


def read_source(
    ledger: Ledger, part: str, today: date, dokument: Dokument, til: str | None = None
) -> Source:
    """Read the case and select what the recipient of the document may see.

    Raises:
        NotFound: no such case or recipient.
        UsageFault: the recipient does not get that document; which it can get is said.
        Unreadable: the file cannot be read as a case, or two versions of it are not yet one.
    """
    case, sak, findings = readable(ledger, part)
    mottaker = _recipient(sak, dokument, til)
    _refuse_who_left(sak, mottaker, today)
    undecided = case.id in undecided_cases(ledger.root)
    if undecided and mottaker is not None:
        raise Unreadable(
            "Saken er ikke ferdig slått sammen: to versjoner sier ulike ting. Da lages ingen "
            "dokumenter av den til noen.",
            "Se hva det gjelder, og gjør det ferdig: skolemiljo sync",
            file=case.file,
        )
    commit = git.last_commit(ledger.root, ledger.root / case.file)
    about = Opplysninger(today, __version__, files.sha256(case.data), commit, undecided)
    return Source(ledger, case, sak, findings, about, select(sak, mottaker) if mottaker else None)


def _recipient(sak: Sak, dokument: Dokument, til: str | None) -> Mottaker | None:
    """Return whom a document is made for; None for the school's own."""
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


def _refuse_who_left(sak: Sak, mottaker: Mottaker | None, today: date) -> None:
    """Refuse a document for staff who are no longer at the school; pupils and homes keep theirs."""
    if mottaker is None or mottaker.elev or mottaker.nokkel is None:
        return
    if sak.parter[mottaker.nokkel].har_sluttet(today):
        raise UsageFault(
            f"{mottaker.nokkel} er ikke lenger ved skolen, og får ikke dokumenter fra saken.",
            "Skriv den som har overtatt, med --for.",
        )


def choose(source: Source, dokument: Dokument, innforing: str | None = None) -> Valgt:
    """Return the entry or round the document is about, or what it lists.

    Raises:
        NotFound: the recipient may see no such entry or round; the ids there are, are listed.
        UsageFault: the document is not made of an entry or a round.
    """
    wanted = innforing.strip().lower() if innforing else None
    _refuse_kept(source, dokument)
    if dokument.rad.innforinger:
        entry = entry_for(source.shown, dokument, wanted)
        if entry is None and (wanted or entries_for(source.sak, dokument)):
            known = [entry.id for entry in entries_for(source.shown, dokument)]
            raise _no_such_id(wanted, dokument, known, source.sak)
        return Valgt(innforing=entry)
    if dokument.rad.runde:
        return Valgt(runde=_round(source, dokument, wanted))
    if wanted:
        of_entry = sorted(document for document in Dokument if document.rad.innforinger)
        of_round = [document for document in Dokument if document.rad.runde]
        raise UsageFault(
            f"--id kan ikke brukes med {dokument}.",
            f"Bruk den med {', '.join(of_entry)} eller {', '.join(of_round)}.",
        )
    if dokument is Dokument.OVERSIKT:
        deadlines = standing(source.sak, source.ledger, source.about.dato)
        return Valgt(frister=tuple(frist for frist in deadlines if not _is_future_silence(frist)))
    if dokument is Dokument.STATSFORVALTER:
        return Valgt(dokumenter=unmade(source.shown, source.about.dato))
    return Valgt()


_MADE_OF = {
    Dokument.VARSLING: "melding",
    Dokument.MELDING: "melding",
    Dokument.UNDERSOKELSE: "undersokelse",
    Dokument.AKTIVITETSPLAN: "aktivitetsplan",
    Dokument.AVSLUTNING: "avslutninger",
}
"""The part of the case that a document is the form of."""


def _refuse_kept(source: Source, dokument: Dokument) -> None:
    """Refuse the form of a part that is kept from the recipient: an empty one would tell of it."""
    name = _MADE_OF.get(dokument)
    if name is None or source.utvalg is None:
        return
    whole, known = getattr(source.sak, name), getattr(source.utvalg.hel, name)
    # of the report its day is left, which is in the id of the case
    if whole != known if name == "melding" else whole and not known:
        raise NotFound(
            f"Det {dokument} lages av, er holdt unna denne mottakeren (ikke_til).",
            "Hva som er holdt unna hvem, står i saken: skolemiljo edit SAK",
        )


def _is_future_silence(frist: FristPaDag) -> bool:
    """Tell whether it is a future silence: every open case has one."""
    return frist.frist.frist is Fristtype.STILLE and frist.virkedager_igjen > 0


def _round(source: Source, dokument: Dokument, wanted: str | None) -> Runde | None:
    """Return the round named, else the latest; None when there is none yet."""
    known = source.utvalg.hel if source.utvalg else source.sak
    rounds = [
        Runde(measures.round_number(known, evaluation.id) or 0, evaluation)
        for evaluation in measures.rounds(source.shown)
    ]
    if wanted is None and (rounds or not measures.rounds(source.sak)):
        return rounds[-1] if rounds else None
    for round_ in rounds:
        if round_.evaluering.id == wanted:
            return round_
    raise _no_such_id(wanted, dokument, [round_.evaluering.id for round_ in rounds], source.sak)


def _no_such_id(wanted: str | None, dokument: Dokument, known: list[str], sak: Sak) -> NotFound:
    of_case = {entry.id for entry in sak.logg} | {round_.id for round_ in measures.rounds(sak)}
    if wanted is None or wanted in of_case:
        return NotFound(
            f"Saken har ikke noe å lage {dokument} av for denne mottakeren.",
            f"De mottakeren kan få: {', '.join(known)}" if known else _SAY_WHOM_IT_IS_ABOUT,
        )
    return NotFound(
        f"Saken har ingen innføring «{visible_part(wanted)}» å lage {dokument} av.",
        f"De som finnes: {', '.join(known)}" if known else "Saken har ingen ennå.",
    )


_SAY_WHOM_IT_IS_ABOUT = (
    "Hvem en innføring handler om, skrives i saken (om: e1); det avgjør hvem som får den."
)
