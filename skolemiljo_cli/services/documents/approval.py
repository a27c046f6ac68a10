"""What a person decides of documents that leave the school: names in them, and that they may go."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import ChangedOutside, NotFound, Unreadable, UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.validation.places import showable
from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.render.documents import Format
from skolemiljo_cli.render.picture import Valgt
from skolemiljo_cli.services.changes.change import Before, Changed, Work, change, plain_values
from skolemiljo_cli.services.changes.entry_ids import taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.sharing import ownership
from skolemiljo_cli.sharing.access_table import LEAVES
from skolemiljo_cli.sharing.hidden_parties import hidden_from
from skolemiljo_cli.sharing.name_search.document_reader import html_page, markdown_page
from skolemiljo_cli.sharing.name_search.search import look_through
from skolemiljo_cli.sharing.recipient import Mottakertype
from skolemiljo_cli.sharing.select import WHOLE, Utvalg
from skolemiljo_cli.store.yaml import reader
from skolemiljo_cli.store.yaml.writer import Append

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.render.documents import Dokument
    from skolemiljo_cli.services.documents.assembly import Desk
    from skolemiljo_cli.sharing.name_search.search import Treff
    from skolemiljo_cli.sharing.recipient import Mottaker
    from skolemiljo_cli.store.cases.ledger import CaseFile, Ledger
    from skolemiljo_cli.store.yaml.values import Path

_CODE_LENGTH = 8  # tells the drafts of one case apart, and can be typed


@dataclass(frozen=True, slots=True)
class Stop:
    """A word in the finished document that may be a name, and where in the case file it stands."""

    treff: Treff
    file: str
    line: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """What is approved: a document by its name, its code and its checksum, for one recipient."""

    til: str
    dokument: str
    kode: str
    format: str | None = None
    gjelder: str | None = None
    sha256: str | None = None


def leaves(place: Desk) -> bool:
    """Tell whether documents from the desk leave the school, so that a person approves them."""
    return place.utvalg is not None and place.utvalg.mottaker.type in LEAVES


def whom(place: Desk) -> str:
    """Return the recipient as `--for` takes it; empty for the school's own."""
    if place.utvalg is None:
        return ""
    mottaker = place.utvalg.mottaker
    if mottaker.nokkel:
        return mottaker.nokkel
    return f"foresatte:{mottaker.elev}" if mottaker.elev else mottaker.type.value


def unsigned(place: Desk) -> Desk:
    """Return the desk without what changes when a decision about the document is recorded."""
    return replace(place, about=replace(place.about, sha256="", innsjekking=None))


def code_of(place: Desk, *parts: str) -> str:
    """Return the code of what an unsigned desk wrote: another text or recipient, another code."""
    whole = "\n".join((whom(place), *parts))
    return hashlib.sha256(whole.encode()).hexdigest()[:_CODE_LENGTH]


def names_in(
    place: Desk, dokument: Dokument, text: str, fmt: Format, filnavn: str | None = None
) -> tuple[Treff, ...]:
    """Return the words of a finished document that may be names its recipient must not see.

    What the form itself says is nobody's name, though a pupil may be called Dag or Plan: what
    stands in the same sentence of the form without a case is left out.
    """
    if place.utvalg is None:
        return ()
    hidden, shown = hidden_from(place.sak, place.utvalg.mottaker)
    read = html_page if fmt is Format.HTML else markdown_page
    found = look_through(read(text, filnavn or ""), hidden, shown)
    if not found:
        return ()
    form = read(_blank(place).write(dokument, fmt, Valgt()), "")
    of_form = {one.merke for one in look_through(form, hidden, shown)}
    mottaker = place.utvalg.mottaker
    return tuple(
        replace(one, merke=_mark_for(mottaker, one.merke))
        for one in found
        if one.merke not in of_form
    )


def _mark_for(mottaker: Mottaker, mark: str) -> str:
    """Return the mark of a word for one reader: what one may read is not decided for another.

    A pupil and the guardians are one reader, as are all who carry measures out.
    """
    family = mottaker.type in (Mottakertype.ELEV, Mottakertype.FORESATT)
    reader = "familie" if family else mottaker.type.value
    whole = "\n".join((reader, mottaker.elev or "", mark))
    return hashlib.sha256(whole.encode()).hexdigest()[:_CODE_LENGTH]


def _blank(place: Desk) -> Desk:
    """Return the desk with a case that says nothing but what kind it is."""
    sak, utvalg = place.sak, place.utvalg
    said = {"dato": sak.melding.dato}
    blank = type(sak).model_validate({"id": sak.id, "type": sak.type, "melding": said})
    chosen = Utvalg(blank, utvalg.mottaker, blank, utvalg.utelatt) if utvalg else None
    return replace(unsigned(place), sak=blank, utvalg=chosen)


def undecided(sak: Sak, treff: Iterable[Treff]) -> tuple[Treff, ...]:
    """Return the words that nobody has written a reason for."""
    decided = {(one.merke, one.part) for one in sak.navnefunn}
    return tuple(one for one in treff if (one.merke, one.part) not in decided)


def is_approved(sak: Sak, wanted: Approval) -> bool:
    """Tell whether exactly this is approved for this recipient already."""
    return any(
        (one.kode, one.dokument, one.til) == (wanted.kode, wanted.dokument, wanted.til)
        for one in sak.utleveringer
    )


def in_file(case: CaseFile, treff: Iterable[Treff]) -> Iterator[Stop]:
    """Yield the words with the first place in the case file whose text has them."""
    line_of = reader.line_finder(case.data)
    values = {key: one for key, one in (case.values or {}).items() if key != "parter"}
    texts = list(_texts(values, ()))
    for one in treff:
        at = next((place for place, text in texts if one.ord in text), None)
        if at is None:
            yield Stop(one, case.file)
        else:
            yield Stop(one, case.file, line_of(at), reader.dotted(showable(at)))


def _texts(value: object, place: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*place, number))


def refuse_unreadable(place: Desk, findings: Sequence[Finding]) -> None:
    """Refuse a document for one recipient of a case with values that cannot be used.

    Whose a text is, is told from the structure, and whom to look for from the parties: with a part
    of either gone, the document could have what it must not. Offices that have all of the case
    are only refused for what is wrong with a party.

    Raises:
        Unreadable: there is such a value; the first is told.
    """
    kind = place.utvalg.mottaker.type if place.utvalg else None
    if kind is None or kind in WHOLE:
        return
    chosen_for = kind not in (Mottakertype.SKOLEEIER, Mottakertype.STATSFORVALTER)
    for fault, finding in zip(place.case.faults, findings, strict=False):
        if chosen_for or fault.place[:1] == ("parter",):
            raise Unreadable(
                "Saken har opplysninger som ikke kan brukes. Da vet ikke programmet hva mottakeren "
                "kan se, eller hvilke navn det skal lete etter. Dokumentet er ikke laget.",
                "Rett dem først. De står med: skolemiljo check SAK",
                file=finding.file,
                line=finding.line,
                key=finding.key,
            )


def refuse_nobody(place: Desk) -> None:
    """Refuse a document that leaves, and refers to somebody who is not in the case.

    Raises:
        Unreadable: a text has a key that is nobody's; the first is told.
    """
    if not leaves(place) or place.utvalg is None:
        return
    known = place.sak.parter
    shown = place.utvalg.sak.model_dump(exclude_unset=True)
    nobody = next((key for key in ownership.referred(shown) if key not in known), None)
    if nobody:
        raise Unreadable(
            f"En tekst i dokumentet viser til {{{nobody}}}, som ikke er en part i saken. "
            "Dokumentet er ikke laget.",
            "Hvor det står, sier: skolemiljo check SAK",
            file=place.case.file,
        )


def refuse_code(place: Desk, typed: str, kode: str, stops: Iterable[object]) -> None:
    """Refuse an approval of what does not leave, is not decided, or is another text by now.

    Nor is a document approved while something in the case cannot be used: it may be the name
    of somebody who is to be looked for.

    Raises:
        UsageFault: which of them it is, and what to do.
        Unreadable: the case has a value that cannot be used.
    """
    if not leaves(place):
        raise UsageFault(
            "Dokumentet blir på skolen, og trenger ingen godkjenning.",
            "Si hvem det er til med --for, eller ta bort --godkjenn.",
        )
    if place.case.faults:
        raise Unreadable(
            "Saken har opplysninger som ikke kan brukes, og da kan ingenting i den gis ut.",
            "Rett dem først. De står med: skolemiljo check SAK",
            file=place.case.file,
        )
    if tuple(stops):
        raise UsageFault(
            "Dokumentet har ord som ligner navn på andre, og som ingen har avgjort.",
            "Se dem ved å lage utkastet på nytt, uten --godkjenn.",
        )
    if typed.strip().lower() != kode:
        raise UsageFault(
            "Koden hører ikke til dette dokumentet slik det er nå.",
            "Lag utkastet på nytt, les det, og godkjenn med koden som står i det.",
        )


def record_approval(
    ledger: Ledger, case: CaseFile, today: date, approval: Approval, by: str, verb: str
) -> Changed:
    """Write into the case that the document was read and approved.

    Raises:
        UsageFault: who approves is not clear, is no employee, or is whom the case is about.
        ChangedOutside: the case is no longer the one the document was made of.
    """

    def plan(before: Before) -> Work:
        if before.values != case.values:
            raise ChangedOutside(
                "Saken ble endret nå. Ingenting er godkjent.", "Lag utkastet på nytt, og les det."
            )
        people = People(before.sak, before.oppsett)
        new = ids.mint_entry_id(ids.HANDED_OUT, taken(before.values))
        row = {
            "id": new,
            "dato": before.today,
            "til": approval.til,
            "dokument": approval.dokument,
            "format": approval.format,
            "gjelder": approval.gjelder,
            "av": _who(people, by),
            "kode": approval.kode,
            "sha256": approval.sha256,
        }
        return Work((*people.changes, Append(("utleveringer",), plain_values(row))), new)

    return change(ledger, case.id, today, plan, verb)


_OUTSIDE = frozenset({Rolle.ELEV, Rolle.MEDELEV, Rolle.FORESATT, Rolle.ANNEN})


def _who(people: People, by: str) -> str | None:
    """Return who approves or decides: somebody at the school, not one who may be the reader."""
    who = people.one("--av", by)
    if people.role(who) in _OUTSIDE:
        raise UsageFault(
            f"{who} kan ikke godkjenne eller avgjøre noe: det gjør en ansatt på skolen.",
            "Skriv nøkkelen til den som har lest dokumentet, for eksempel: --av rektor",
        )
    return who


def record_decisions(
    ledger: Ledger,
    sak: Sak,
    today: date,
    treff: Iterable[Treff],
    reasons: Mapping[str, str],
    by: str,
    verb: str,
) -> Changed:
    """Write into the case why words that look like names may stand, by their marks.

    Raises:
        NotFound: no word has the mark; those there are, are listed.
        UsageFault: a reason is missing, or who decides is not clear, no employee, or whom the case
            is about.
    """
    there = {one.merke: one for one in treff}
    for mark, reason in reasons.items():
        if mark not in there:
            listed = ", ".join(there) or "ingen"
            raise NotFound("Dokumentet har ikke noe slikt merke å avgjøre.", f"Merker: {listed}")
        if not reason.strip():
            raise UsageFault(
                "Det må stå hvorfor ordet kan stå i dokumentet.", f"--avgjor {mark}=GRUNN"
            )

    def plan(before: Before) -> Work:
        people = People(before.sak, before.oppsett)
        who = _who(people, by)
        used, rows = taken(before.values), []
        for mark, reason in reasons.items():
            new = ids.mint_entry_id(ids.NAME_FOUND, used)
            used |= {new}
            row = {
                "id": new,
                "merke": mark,
                "part": there[mark].part,
                "begrunnelse": reason,
                "dato": before.today,
                "av": who,
            }
            rows.append(Append(("navnefunn",), plain_values(row)))
        return Work((*people.changes, *rows))

    return change(ledger, sak.id, today, plan, verb)
