"""Words in a finished document that may be names of others, and the decision that they may stay."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from skolemiljo_cli.errors import NotFound, UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.validation.places import showable, texts
from skolemiljo_cli.render.documents import Format
from skolemiljo_cli.render.template_context import Valgt
from skolemiljo_cli.services.changes.change import Before, Changed, Work, change
from skolemiljo_cli.services.changes.entry_ids import taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.services.changes.plain import plain_values
from skolemiljo_cli.services.documents.approval import CODE_LENGTH, deciding_employee
from skolemiljo_cli.services.documents.assembly import Source
from skolemiljo_cli.services.documents.page import Page, render_page
from skolemiljo_cli.sharing.hidden_parties import hidden_from
from skolemiljo_cli.sharing.name_search.document_reader import html_page, markdown_page
from skolemiljo_cli.sharing.name_search.document_text import Hvor, Side, Stykke
from skolemiljo_cli.sharing.name_search.search import Treff, look_through
from skolemiljo_cli.sharing.recipient import Mottaker, Mottakertype
from skolemiljo_cli.sharing.select import Utvalg
from skolemiljo_cli.store.cases.ledger import CaseFile
from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.writer import Append


@dataclass(frozen=True, slots=True)
class PossibleName:
    """A word in a document that may be a name, and where in the case file it comes from."""

    treff: Treff
    file: str
    line: int | None = None
    key: str | None = None


def names_in(page: Page, filnavn: str | None = None) -> tuple[Treff, ...]:
    """Return the words of a document that may be names its recipient must not see.

    Words of the form itself are nobody's name, though a pupil may be called Dag or Plan: a word in
    a sentence that the form has without a case is left out, unless a text of the case says the
    same. Nor is a contact that the selection lets the form print.
    """
    utvalg = page.source.utvalg
    if utvalg is None:
        return ()
    hidden, shown = hidden_from(page.source.sak, utvalg.mottaker)
    hidden = {
        key: _without_printed(part, utvalg.sak.parter.get(key)) for key, part in hidden.items()
    }
    found = look_through(as_read(page, filnavn or ""), hidden, shown)
    if not found:
        return ()
    blank = render_page(_blank(page.source, utvalg), page.dokument, page.format, Valgt())
    of_form = {hit.merke for hit in look_through(as_read(blank), hidden, shown)}
    if not of_form.isdisjoint(hit.merke for hit in found):
        of_form -= {hit.merke for hit in look_through(_typed(utvalg.sak), hidden, shown)}
    return tuple(
        replace(hit, merke=_mark_for(utvalg.mottaker, hit.merke))
        for hit in found
        if hit.merke not in of_form
    )


def as_read(page: Page, filnavn: str = "") -> Side:
    """Return the texts of a document as a person reads them."""
    read = html_page if page.format is Format.HTML else markdown_page
    return read(page.unsigned, filnavn)


def _without_printed(part: Part, printed: Part | None) -> Part:
    """Return the party without the contact, when the document is to show it."""
    if printed is None or printed.kontakt is None or printed.kontakt != part.kontakt:
        return part
    return part.model_copy(update={"kontakt": None})


def _typed(sak: Sak) -> Side:
    """Return the texts of a case as one page."""
    values = sak.model_dump(exclude_unset=True, exclude={"parter"})
    return Side(tuple(Stykke(Hvor.TEKST, text) for _, text in texts(values)))


def _mark_for(mottaker: Mottaker, mark: str) -> str:
    """Return the mark of a word for one reader: what one may read is not decided for another.

    A pupil and the guardians are one reader, as are all who carry measures out.
    """
    family = mottaker.type in (Mottakertype.ELEV, Mottakertype.FORESATT)
    reader_type = "familie" if family else mottaker.type.value
    whole = "\n".join((reader_type, mottaker.elev or "", mark))
    return hashlib.sha256(whole.encode()).hexdigest()[:CODE_LENGTH]


def _blank(source: Source, utvalg: Utvalg) -> Source:
    """Return a case that says nothing but what type it is, for the same recipient."""
    sak = source.sak
    report = {"dato": sak.melding.dato}
    blank = type(sak).model_validate({"id": sak.id, "type": sak.type, "melding": report})
    selected = Utvalg(blank, utvalg.mottaker, blank, utvalg.utelatt)
    return replace(source, sak=blank, utvalg=selected)


def undecided(sak: Sak, treff: Iterable[Treff]) -> tuple[Treff, ...]:
    """Return the words that nobody has written a reason for."""
    decided = {(decision.merke, decision.part) for decision in sak.navnefunn}
    return tuple(hit for hit in treff if (hit.merke, hit.part) not in decided)


def located(case: CaseFile, treff: Iterable[Treff]) -> Iterator[PossibleName]:
    """Yield the words with the first place in the case file whose text has them."""
    line_of = reader.line_finder(case.data)
    values = {key: value for key, value in (case.values or {}).items() if key != "parter"}
    places = list(texts(values))
    for hit in treff:
        place = next((place for place, text in places if hit.ord in text), None)
        if place is None:
            yield PossibleName(hit, case.file)
        else:
            yield PossibleName(hit, case.file, line_of(place), reader.dotted(showable(place)))


def record_decisions(
    source: Source, treff: Iterable[Treff], reasons: Mapping[str, str], by: str, verb: str
) -> Changed:
    """Write into the case why words that look like names may stay, by their marks.

    Raises:
        NotFound: no word has the mark; those there are, are listed.
        UsageFault: a reason is missing, or who decides is not clear, no employee, or whom the case
            is about.
    """
    by_mark = {hit.merke: hit for hit in treff}
    for mark, reason in reasons.items():
        if mark not in by_mark:
            listed = ", ".join(by_mark) or "ingen"
            raise NotFound("Dokumentet har ikke noe slikt merke å avgjøre.", f"Merker: {listed}")
        if not reason.strip():
            raise UsageFault(
                "Det må stå hvorfor ordet kan stå i dokumentet.", f"--avgjor {mark}=GRUNN"
            )

    def plan(before: Before) -> Work:
        people = People(before.sak, before.oppsett)
        who = deciding_employee(people, by)
        used, rows = taken(before.values), []
        for mark, reason in reasons.items():
            new = ids.mint_entry_id(ids.NAME_FOUND, used)
            used |= {new}
            row = {
                "id": new,
                "merke": mark,
                "part": by_mark[mark].part,
                "begrunnelse": reason,
                "dato": before.today,
                "av": who,
            }
            rows.append(Append(("navnefunn",), plain_values(row)))
        return Work((*people.changes, *rows))

    return change(source.ledger, source.sak.id, source.about.dato, plan, verb)
