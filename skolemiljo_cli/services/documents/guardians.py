"""Papers for guardians who are not to be told: refused, or decided in writing by a named person."""

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.services.changes.change import Before, Changed, Work, change
from skolemiljo_cli.services.changes.entry_ids import taken
from skolemiljo_cli.services.changes.people import People
from skolemiljo_cli.services.changes.plain import plain_values
from skolemiljo_cli.services.documents.approval import deciding_employee
from skolemiljo_cli.services.documents.assembly import Source
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.sharing.withheld import reaches_untold_guardians
from skolemiljo_cli.store.yaml.writer import Append


def refuse(source: Source, dokument: Dokument) -> None:
    """Refuse a paper that would reach guardians who are not to be told, while nobody has decided.

    Raises:
        UsageFault: it says how to decide, and how to write that they have been told.
    """
    if _is_barred(source) and not _is_decided(source, dokument):
        raise UsageFault(
            "I saken står det at de foresatte ikke skal informeres, og dette papiret er til dem "
            "eller til eleven, som tar det med hjem. Dokumentet er ikke laget.",
            "Skal de likevel få det, bestemmer en ansatt det skriftlig: --likevel GRUNN --av "
            "NØKKEL. Er de informert siden: skolemiljo receive SAK --foresatte-informert DATO",
        )


def record(source: Source, dokument: Dokument, reason: str, by: str, verb: str) -> Changed | None:
    """Write into the case why the guardians get this paper; None when that is decided already.

    Raises:
        UsageFault: no decision is needed, there is no reason, or who decides is not clear or no
            employee.
    """
    if not _is_barred(source):
        raise UsageFault(
            "Dette papiret trenger ingen beslutning etter --likevel.",
            "Den er for papirer til de foresatte mens det står at de ikke skal informeres.",
        )
    if not reason.strip():
        raise UsageFault(
            "Det må stå hvorfor de foresatte likevel skal få det.", "Skriv: --likevel GRUNN"
        )
    if _is_decided(source, dokument):
        return None

    def plan(before: Before) -> Work:
        people = People(before.sak, before.oppsett)
        new = ids.mint_entry_id(ids.GUARDIANS_TOLD, taken(before.values))
        row = {
            "id": new,
            "dato": before.today,
            "til": source.recipient,
            "dokument": dokument.value,
            "begrunnelse": reason.strip(),
            "ikke_aktuelt": _reason_not_to(before.sak),
            "av": deciding_employee(people, by),
        }
        return Work((*people.changes, Append(("foresatte_likevel",), plain_values(row))), new)

    return change(source.ledger, source.sak.id, source.about.dato, plan, verb)


def _is_barred(source: Source) -> bool:
    return source.utvalg is not None and reaches_untold_guardians(
        source.sak, source.utvalg.mottaker
    )


def _is_decided(source: Source, dokument: Dokument) -> bool:
    """Tell whether it is decided for this reader and form, and the reason not to is the same."""
    wanted = (source.recipient, dokument.value, _reason_not_to(source.sak))
    return any(
        (row.til, row.dokument, row.ikke_aktuelt) == wanted for row in source.sak.foresatte_likevel
    )


def _reason_not_to(sak: Sak) -> str | None:
    notice = sak.melding.foresatte_informert
    return notice.ikke_aktuelt if notice else None
