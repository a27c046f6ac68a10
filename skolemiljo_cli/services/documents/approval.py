"""That a person has read a document and it may leave the school: the code, and the record."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from skolemiljo_cli.errors import ChangedOutside, Unreadable, UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import PRIVATE
from skolemiljo_cli.services.changes.change import Before, Changed, Work, change
from skolemiljo_cli.services.changes.entry_ids import taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.services.changes.plain import plain_values
from skolemiljo_cli.services.documents.assembly import Source
from skolemiljo_cli.sharing import ownership
from skolemiljo_cli.sharing.recipient import Mottakertype
from skolemiljo_cli.sharing.select import WHOLE
from skolemiljo_cli.store.yaml.writer import Append

CODE_LENGTH = 8  # tells the drafts of one case apart, and can be typed


@dataclass(frozen=True, slots=True)
class Approval:
    """What is approved: a document by its name, its code and its checksum, for one recipient."""

    til: str
    dokument: str
    kode: str
    format: str | None = None
    gjelder: str | None = None
    sha256: str | None = None


def code_of(source: Source, *parts: str) -> str:
    """Return the code of unsigned texts: another text or recipient gives another code."""
    whole = "\n".join((source.recipient, *parts))
    return hashlib.sha256(whole.encode()).hexdigest()[:CODE_LENGTH]


def is_approved(sak: Sak, wanted: Approval) -> bool:
    """Tell whether exactly this is approved for this recipient already."""
    key = (wanted.kode, wanted.dokument, wanted.til)
    return any((past.kode, past.dokument, past.til) == key for past in sak.utleveringer)


def refuse_unreadable(source: Source) -> None:
    """Refuse a document for one recipient of a case with values that cannot be used.

    Who may see a text follows from the structure, and which names to look for from the parties:
    with a part of either missing, the document could show what it must not. For offices that get
    the whole case, only what is wrong with a party counts.

    Raises:
        Unreadable: there is such a value; the first is named.
    """
    recipient = source.utvalg.mottaker.type if source.utvalg else None
    if recipient is None or recipient in WHOLE:
        return
    is_selected = recipient not in (Mottakertype.SKOLEEIER, Mottakertype.STATSFORVALTER)
    for fault, finding in zip(source.case.faults, source.findings, strict=False):
        if is_selected or fault.place[:1] == ("parter",):
            raise Unreadable(
                "Saken har opplysninger som ikke kan brukes. Da vet ikke programmet hva mottakeren "
                "kan se, eller hvilke navn det skal lete etter. Dokumentet er ikke laget.",
                "Rett dem først. De står med: skolemiljo check SAK",
                file=finding.file,
                line=finding.line,
                key=finding.key,
            )


def refuse_unknown_parties(source: Source) -> None:
    """Refuse a document that leaves and refers to somebody who is not in the case.

    Raises:
        Unreadable: a text has a key that no party has; the first is named.
    """
    if not source.leaves:
        return
    shown = source.shown.model_dump(exclude_unset=True)
    unknown = next((key for key in ownership.referred(shown) if key not in source.sak.parter), None)
    if unknown:
        raise Unreadable(
            f"En tekst i dokumentet viser til {{{unknown}}}, som ikke er en part i saken. "
            "Dokumentet er ikke laget.",
            "Hvor det står, sier: skolemiljo check SAK",
            file=source.case.file,
        )


def refuse_code(source: Source, typed: str, kode: str, undecided: Sequence[object]) -> None:
    """Refuse to approve what does not leave, has undecided names, or is another text by now.

    Nothing is approved either while a value of the case cannot be used: it may be the name of
    somebody to look for.

    Raises:
        UsageFault: which of them it is, and what to do.
        Unreadable: the case has a value that cannot be used.
    """
    if not source.leaves:
        raise UsageFault(
            "Dokumentet blir på skolen, og trenger ingen godkjenning.",
            "Si hvem det er til med --for, eller ta bort --godkjenn.",
        )
    if source.case.faults:
        raise Unreadable(
            "Saken har opplysninger som ikke kan brukes, og da kan ingenting i den gis ut.",
            "Rett dem først. De står med: skolemiljo check SAK",
            file=source.case.file,
        )
    if undecided:
        raise UsageFault(
            "Dokumentet har ord som ligner navn på andre, og som ingen har avgjort.",
            "Se dem ved å lage utkastet på nytt, uten --godkjenn.",
        )
    if typed.strip().lower() != kode:
        raise UsageFault(
            "Koden hører ikke til dette dokumentet slik det er nå.",
            "Lag utkastet på nytt, les det, og godkjenn med koden som står i det.",
        )


def record_approval(source: Source, approval: Approval, by: str, verb: str) -> Changed:
    """Write into the case that the document was read and approved.

    Raises:
        UsageFault: who approves is not clear, is no employee, or is whom the case is about.
        ChangedOutside: the case is no longer the one the document was made of.
    """

    def plan(before: Before) -> Work:
        if before.values != source.case.values:
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
            "av": deciding_employee(people, by),
            "kode": approval.kode,
            "sha256": approval.sha256,
        }
        return Work((*people.changes, Append(("utleveringer",), plain_values(row))), new)

    return change(source.ledger, source.case.id, source.about.dato, plan, verb)


def deciding_employee(people: People, by: str) -> str | None:
    """Return who approves or decides: an employee of the school, never a possible reader."""
    who = people.one("--av", by)
    if people.role(who) in PRIVATE:
        raise UsageFault(
            f"{who} kan ikke godkjenne eller avgjøre noe: det gjør en ansatt på skolen.",
            "Skriv nøkkelen til en ansatt, for eksempel: --av rektor",
        )
    return who
