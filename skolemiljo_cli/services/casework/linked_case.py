"""A case of its own for another pupil in what a case tells of: what is taken over, and the link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import LedgerError, UsageFault
from skolemiljo_cli.model.derived.phase import last_closing
from skolemiljo_cli.model.derived.shielding import about
from skolemiljo_cli.model.vocab import AT_SCHOOL, PUPILS, Rolle, Sakstype, label
from skolemiljo_cli.services.changes.change import Before, Work, change
from skolemiljo_cli.services.changes.people import new_key
from skolemiljo_cli.services.changes.plain import plain
from skolemiljo_cli.services.shielding import others
from skolemiljo_cli.store.yaml.writer import Append

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.model.sak.people import Part
    from skolemiljo_cli.services.casework.new_case import Created
    from skolemiljo_cli.services.changes.record import Version
    from skolemiljo_cli.store.cases.ledger import Ledger


def taken_over(
    other: Sak, wanted: str | None, case_type: str, linked: Iterable[Sak]
) -> dict[str, Any]:
    """Return what a new case for the pupil has from the other: who is in it, and the event's day.

    The pupil is `elev` there, with its own guardians; the pupils of the other case are its
    `medelev`, so that their names are known. Nothing that was said or judged comes along.
    `linked` are the cases that the other one is linked to already.

    Raises:
        UsageFault: it is not clear which pupil is meant, or it has its case already.
    """
    key = _pupil(other, wanted, case_type)
    _refuse_second(other.parter[key], case_type, linked)
    known = other.parter.items()
    people: list[tuple[Rolle, Part, str | None]] = [(Rolle.ELEV, other.parter[key], None)]
    people += [(Rolle.FORESATT, part, "e1") for _, part in known if _is_guardian(part, key)]
    people += [
        (Rolle.MEDELEV, part, None)
        for name, part in known
        if part.rolle is Rolle.ELEV and name != key
    ]
    staff = ((name, part) for name, part in known if part.rolle in AT_SCHOOL)
    people += [(part.rolle, part, None) for name, part in staff if name not in about(other)]
    values: dict[str, Any] = {"parter": _with_new_keys(people)}
    if _may_name(Sakstype(case_type), other.type):
        values["koblet"] = [other.id]
    day = other.melding.hendelse.dato if other.melding.hendelse else None
    if day:
        values["melding"] = {"hendelse": {"dato": plain(day)}}
    return values


def linked_to(ledger: Ledger, sak: Sak) -> Iterator[Sak]:
    """Yield the cases that a case is linked to, as far as they lie here and can be read."""
    find = others(ledger)
    for case_id in sak.koblet:
        try:
            found = find(case_id)
        except LedgerError:
            continue
        if found:
            yield found


def _refuse_second(pupil: Part, case_type: str, linked: Iterable[Sak]) -> None:
    """Refuse a second case in the same for a pupil whose first one is still open."""
    for case in linked:
        is_theirs = pupil.navn and any(
            part.rolle is Rolle.ELEV and part.navn == pupil.navn for part in case.parter.values()
        )
        if is_theirs and case.type.value == case_type and last_closing(case) is None:
            raise UsageFault(
                f"Denne eleven har en egen sak fra før: {case.id}. Ingen sak er laget.",
                f"Før det som er nytt, der: skolemiljo log {case.id[-4:]}",
            )


def _is_guardian(part: Part, pupil: str) -> bool:
    return part.rolle is Rolle.FORESATT and pupil in part.til


def _pupil(other: Sak, wanted: str | None, case_type: str) -> str:
    """Return the key of the pupil that the new case is for."""
    between_pupils = case_type == other.type.value == Sakstype.ELEV.value
    roles = {Rolle.MEDELEV} if between_pupils else PUPILS
    having = [key for key, part in other.parter.items() if part.rolle in roles]
    if wanted is None and len(having) == 1:
        return having[0]
    if wanted in having and wanted is not None:
        return wanted
    if wanted in other.parter and between_pupils and other.parter[wanted].rolle is Rolle.ELEV:
        raise UsageFault(
            "Denne eleven har sin sak allerede: den du kobler til.",
            "Velg den andre eleven med --elev NØKKEL.",
        )
    choices = ", ".join(f"{key} {label(other.parter[key].rolle.value)}" for key in having)
    raise UsageFault(
        "Det er ikke klart hvilken elev i saken den nye saken gjelder.",
        f"Skriv nøkkelen med --elev: {choices}."
        if choices
        else "Saken har ingen annen elev ennå. Legg eleven til under «parter» først.",
    )


def _with_new_keys(people: Iterable[tuple[Rolle, Part, str | None]]) -> dict[str, dict[str, Any]]:
    """Return the parties by new keys: in the new case they begin with its own pupil."""
    parter: dict[str, dict[str, Any]] = {}
    for rolle, part, til in people:
        said = part.model_dump(
            include={"navn", "trinn", "klasse", "alias", "foreldreansvar", "skjerming"},
            exclude_unset=True,
        )
        kept = {key: plain(value) for key, value in said.items() if value not in (None, ())}
        belongs_to = {"til": til} if til else {}
        parter[new_key(rolle, parter)] = {"rolle": rolle.value, **kept, **belongs_to}
    return parter


def points_back(ledger: Ledger, other: Sak, made: Created) -> bool:
    """Tell whether the other case shall point to the new one: never into another ledger."""
    return made.ledger is ledger and _may_name(other.type, made.sak.type)


def _may_name(kind: Sakstype, named: Sakstype) -> bool:
    """Tell whether a case may name the other: a pupil's own says nothing of one about staff."""
    return kind is not Sakstype.ELEV or named is Sakstype.ELEV


def link_back(ledger: Ledger, other: Sak, made: Created, today: date, verb: str) -> Version:
    """Write the new case's id in the other case.

    Raises:
        LedgerError: it could not be written; the new case is made, and the error says so.
    """

    def work(_: Before) -> Work:
        return Work((Append(("koblet",), made.sak.id),))

    try:
        return change(ledger, other.id, today, work, verb).version
    except LedgerError as error:
        done = f"Sak {made.sak.id} er laget, men den andre er ikke koblet tilbake til den."
        raise error.with_(
            message=f"{done} {error.message}",
            hint=f"Skriv {made.sak.id} under «koblet» i {other.id}. {error.hint}".strip(),
        ) from error
