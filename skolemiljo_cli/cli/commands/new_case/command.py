"""`new-case` (`ny-sak`): a report becomes a case, from prompts, options or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from skolemiljo_cli.cli.changing.fields import Asked, ask_for_missing, understood, with_fields
from skolemiljo_cli.cli.commands.new_case.options import FIELDS, LastField, WiderField
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import complete_case, flag, option, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import LedgerError, UsageFault

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.services.casework.new_case import Created
    from skolemiljo_cli.store.cases.ledger import Ledger

HELP = """
Tre måter: svar på spørsmålene (på en terminal spørres det om det som mangler), gi valgene under,
eller les en fil med --from. Stien til den nye filen er det eneste som skrives på stdout.

Navn på kommandolinjen kan bli liggende i skallets historikk. Bruk helst spørsmålene eller --from.
"""
EXAMPLES = """
Eksempler:
  skolemiljo new-case                                  svar på spørsmålene
  skolemiljo new-case --from melding.yaml              les en fil (YAML eller JSON)
  skolemiljo new-case --from - --no-input < melding.json
  skolemiljo new-case --elev "Eksempel Elev" --trinn 5 --melder "Eksempel Lærer" \\
      --dato "i går" --beskrivelse "{e1} ble stengt ute av leken i storefri."
  skolemiljo new-case --linked k3fq --elev e2          en egen sak for den andre eleven

Datoer: 2026-02-03, 03.02.2026, 3. februar 2026, i dag, i går, fredag (den siste fredagen).
"""


@shared
@with_fields(FIELDS)
def command(
    settings: Settings,
    source: Annotated[
        str | None, option("--from", "FIL|-", "Les saken fra en fil, eller fra stdin (-).")
    ] = None,
    linked: Annotated[
        str | None,
        option(
            "--linked",
            "SAK",
            "Lag en egen sak for en annen elev i SAK; --elev er da nøkkelen der (e2).",
            complete_case,
        ),
    ] = None,
    utvidet: Annotated[
        bool, flag("--utvidet", "Spør også om feltene i det utvidede skjemaet.")
    ] = False,
    likevel: Annotated[
        bool, flag("--likevel", "Lag saken selv om eleven har en åpen sak fra før.")
    ] = False,
    **given: Any,  # noqa: ANN401 - what was typed, by field
) -> Reply:
    """Register a report."""
    said = understood(FIELDS, given, settings.today)
    how = _How(wide=utvidet, anyway=likevel)
    if linked is not None:
        return _linked(settings, said, linked, source, how)
    return _register(settings, said, source, how)


@dataclass(frozen=True, slots=True)
class _How:
    """Whether the wider form is asked for, and a case made though the pupil has an open one."""

    wide: bool
    anyway: bool


def _linked(settings: Settings, said: Said, part: str, source: str | None, how: _How) -> Reply:
    """Make a case of its own for another pupil of a case, and link the two."""
    from skolemiljo_cli.model.vocab import Sakstype
    from skolemiljo_cli.services.casework.linked_case import linked_to, taken_over
    from skolemiljo_cli.services.changes.read_one import readable
    from skolemiljo_cli.services.shielding import is_misplaced

    if source is not None:
        raise UsageFault("--linked og --from kan ikke brukes sammen.", "Velg ett av dem.")
    ledger = settings.open_ledger()
    _, other, _ = readable(ledger, part)
    if is_misplaced(ledger, other):
        raise UsageFault(
            "Saken du vil koble til, skal ikke ligge i dette saksarkivet. Ingen sak er laget.",
            "Flytt den først (brukerveiledningen: «Saker som skal skjermes»).",
        )
    kind = said["type"] or Sakstype.ELEV.value
    values = taken_over(other, said["elev"], kind, linked_to(ledger, other))
    said = {**said, "elev": None}
    return _register(settings, said, None, how, values=values, other=other)


def _register(
    settings: Settings,
    said: Said,
    source: str | None,
    how: _How,
    *,
    values: Mapping[str, Any] | None = None,
    other: Sak | None = None,
) -> Reply:
    from dataclasses import asdict

    from skolemiljo_cli.cli.commands.new_case import confirmation
    from skolemiljo_cli.services.casework.new_case import (
        lacking,
        open_cases,
        refuse_without_place,
        register,
    )
    from skolemiljo_cli.services.casework.new_case_parties import Answers
    from skolemiljo_cli.services.changes import unsaved

    ledger, today = settings.open_ledger(), settings.today
    if values is None:
        values = _values(settings, source)
    if settings.asks and source != "-":
        refuse_without_place(ledger, today, Answers(**said), values)
        said = _asked_for_pupil(said, values, today)
        found = () if how.anyway else open_cases(ledger, today, Answers(**said), values)
        if found and _goes_on_in(found):
            return _in_the_open_one(found[-1])
        how = replace(how, anyway=how.anyway or bool(found))
        said = _asked(said, values, today, wide=how.wide)
    answers = Answers(**said)
    _refuse_what_lacks(lacking(values, answers))
    name = None if source == "-" else source
    told: list[str] = []
    try:
        review = partial(_with_keys, settings, told)
        made = register(
            ledger, today, answers, values, name, settings.verb, anyway=how.anyway, review=review
        )
    except LedgerError as error:
        if settings.asks:  # not in a draft here: the case may belong in the shielded ledger
            raise unsaved.show_said(error, asdict(answers)) from error
        raise
    linked = _link_back(settings, ledger, other, made) if other else ()
    return _made_reply(settings, made, (*told, *confirmation.understood(made)), linked)


def _made_reply(
    settings: Settings, made: Created, notes: Iterable[str], linked: Iterable[str]
) -> Reply:
    """Return the confirmation: where the case is, what was understood, and what comes next."""
    from skolemiljo_cli.cli.commands.new_case import confirmation
    from skolemiljo_cli.cli.output.deadline_lines import frist_data
    from skolemiljo_cli.services.overview.cases import standing

    frister = standing(made.sak, made.ledger, settings.today)
    path = settings.shown(made.path)
    return Reply(
        data={
            "sak": made.sak.id,
            "fil": path,
            "type": made.sak.type.value,
            "commit": made.version.commit,
            "frister": [frist_data(frist) for frist in frister],
        },
        body=(path,),
        notes=(
            *notes,
            *made.version.notes,
            *linked,
            *confirmation.next_steps(made, frister),
        ),
        findings=made.findings,
    )


def _asked_for_pupil(said: Said, values: Mapping[str, Any], today: date) -> Said:
    """Return what was said with the pupil; of an open case one is told before the rest is asked."""
    from skolemiljo_cli.services.casework.new_case import lacking
    from skolemiljo_cli.services.casework.new_case_parties import Answers

    lacks = "elev" in lacking(values, Answers(**said))
    return ask_for_missing(
        (row for row in FIELDS if lacks and row.name == "elev"), Asked(today, said)
    )


def _goes_on_in(found: Sequence[str]) -> bool:
    """Tell of the open cases, and ask whether the new report belongs in one of them."""
    from skolemiljo_cli.cli.asking import prompts

    terminal.say(f"En elev med dette navnet har en åpen sak fra før: {', '.join(found)}.")
    return prompts.yes("Skal det nye føres der, i stedet for i en ny sak?")


def _in_the_open_one(case_id: str) -> Reply:
    part = case_id[-4:]
    return Reply(
        notes=(
            "Ingen ny sak er laget.",
            f"Før det nye i loggen: skolemiljo log {part}",
            f"Se saken: skolemiljo show {part}",
        )
    )


def _refuse_what_lacks(lacks: Sequence[str]) -> None:
    if lacks:
        names = " og ".join(f"--{name}" for name in lacks)
        raise UsageFault(
            f"Dette mangler for å lage en sak: {names}. Ingenting er laget.",
            "Gi det som valg, i en fil med --from, eller svar på spørsmålene på en terminal.",
        )


def _with_keys(settings: Settings, told: list[str], data: bytes) -> bytes:
    """Offer to write keys for names in the texts; what came of it is added to what is told."""
    from skolemiljo_cli.cli.asking.offer_keys import answered
    from skolemiljo_cli.services.casework.names_as_keys import exchanged, typed

    rows = typed(b"", data, settings.today)
    answer = answered(settings, [named for _, _, called in rows for named in called], None)
    told += answer.notes
    return exchanged(data, rows, answer.choose) if rows else data


def _asked(said: Said, values: Mapping[str, Any], today: date, *, wide: bool) -> Said:
    """Return what was said with what a person at the terminal adds to it.

    After a file only what a case cannot do without is asked for.
    """
    from skolemiljo_cli.services.casework.new_case import lacking
    from skolemiljo_cli.services.casework.new_case_parties import Answers

    if values:
        lacks = lacking(values, Answers(**said))
        needed = [field for field in FIELDS if field.name in lacks]
        return ask_for_missing(needed, Asked(today, said))
    wider = [field for field in FIELDS if isinstance(field, WiderField)]
    last = [field for field in FIELDS if isinstance(field, LastField)]
    of_note = [field for field in FIELDS if field not in (*wider, *last)]
    asked = [*of_note, *(wider if wide else ()), *last]
    return ask_for_missing(asked, Asked(today, said))


def _link_back(settings: Settings, ledger: Ledger, other: Sak, made: Created) -> tuple[str, ...]:
    from skolemiljo_cli.services.casework.linked_case import link_back, points_back

    here = f"Koblet til {other.id}." if other.id in made.sak.koblet else ""
    if not points_back(ledger, other, made):
        return (f"{here} Der står det ingenting om denne saken.".strip(),)
    version = link_back(ledger, other, made, settings.today, settings.verb)
    return (f"{here} Sak {other.id} er koblet til denne.".strip(), *version.notes)


def _values(settings: Settings, source: str | None) -> Mapping[str, Any]:
    from skolemiljo_cli.services.casework.new_case import read_input
    from skolemiljo_cli.store import files

    if source is None:
        return {}
    if source == "-":
        return read_input(terminal.read_all(), "stdin")
    return read_input(files.read_bytes(settings.cwd / Path(source)), source)
