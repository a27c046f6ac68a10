"""`measure` (`tiltak`): add a measure, write a new edition of one, or that it was carried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.cli.changing.change_command import change_case
from skolemiljo_cli.cli.changing.fields import MANY, Field, with_fields
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, argument, shared
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.ids import ENTRY_ID
from skolemiljo_cli.model.vocab import RettetMot

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.cli.changing.fields import Asked
    from skolemiljo_cli.services.changes.change import Before, Plan, Work

HELP = """
add (ny) legger til et tiltak. change (endre) skriver en ny utgave av et tiltak; den gamle blir
stående som erstattet. done (gjort) fører i loggen at et tiltak er gjennomført. Hvordan det gikk,
og om tiltaket skal slutte, fortsette eller endres, sier evalueringen (skolemiljo evaluate SAK).

Kan det skade eleven at noen får vite om tiltaket, hold det unna dem: --ikke-til f1. Det gjelder
alle utgaver av tiltaket, og det loggen og evalueringene sier om det.
"""
EXAMPLES = """
Eksempler:
  skolemiljo measure add k3fq --tiltak "En voksen er med i leken i storefri" \\
      --rettet-mot klasse --fra mandag --gjennomfores-av a1 --evalueres 2026-12-04 \\
      --bygger-pa h-7k3q
  skolemiljo measure change k3fq --id t-9xk2 --hyppighet "hvert friminutt"
  skolemiljo measure done k3fq --id t-9xk2 --av a1 --tekst "En voksen var med alle dagene."
"""

_ACTS = {
    "add": "add", "ny": "add", "change": "change", "endre": "change", "done": "done",
    "gjort": "done",
}  # fmt: skip


def _adds(asked: Asked) -> bool:
    return not asked.said.get("id")


def _ask_which(asked: Asked) -> str | None:
    """Ask which measure is meant; nothing to choose means nothing to ask."""
    from skolemiljo_cli.cli.asking import prompts
    from skolemiljo_cli.model.derived.measures import in_force

    known = [tiltak.id for tiltak in in_force(asked.sak)]
    if len(known) == 1:
        return known[0]
    return prompts.line(f"Hvilket tiltak? ({', '.join(known) or 'ingen i kraft'})")


_ID = Field(
    "id", "Tiltaket det gjelder: t-9xk2 (change og done).", fields.line, "ID", ask=_ask_which,
    complete=completion.entries("t"),
)  # fmt: skip
_TID = fields.moment(
    "tid", "Når det ble gjennomført (bare done).", ask=questions.moment("Når ble det gjennomført?"),
)  # fmt: skip
_TEKST = Field("tekst", "Hva som ble gjort (bare done).", ask=questions.text("Hva ble gjort"))
_AV = fields.who("av", "Hvem som fører inn.")
_OF_MEASURE: tuple[Field, ...] = (
    Field(
        "tiltak", "b) Hva skolen skal gjøre.",
        ask=questions.when(_adds, questions.text("b) Hva skal skolen gjøre?", needed=True)),
    ),
    Field("felles", "b) Et felles tiltak i en annen sak: k3fq/t-9xk2.", fields.line),
    fields.words(
        "rettet_mot", f"Hvem det er rettet mot: {', '.join(RettetMot)}.", RettetMot,
        ask=questions.when(_adds, questions.words("Rettet mot", RettetMot)),
    ),
    fields.planned(
        "fra", "c) Gjennomføres fra.",
        ask=questions.when(_adds, questions.planned("c) Fra hvilken dag?")),
    ),
    fields.planned(
        "til", "c) Gjennomføres til.",
        ask=questions.when(_adds, questions.planned("c) Til hvilken dag?")),
    ),
    Field(
        "hyppighet", "c) Hvor ofte: hvert storefri.", fields.line,
        ask=questions.when(_adds, questions.line("c) Hvor ofte?")),
    ),
    fields.whom(
        "gjennomfores_av", "d) Hvem som skal gjennomføre det.",
        ask=questions.when(_adds, questions.people("d) Hvem skal gjennomføre det?")),
    ),
    fields.planned(
        "evalueres", "e) Når det skal evalueres.",
        ask=questions.when(_adds, questions.planned("e) Når skal det evalueres?")),
    ),
    Field(
        "bygger_pa", "Funnene det svarer på: h-7k3q.", fields.parts, "ID", MANY,
        complete=completion.entries("h"),
    ),
    Field(
        "begrunnelse", "Hvorfor dette tiltaket.",
        ask=questions.when(_adds, questions.text("Hvorfor dette tiltaket?")),
    ),
    Field("vedtak", "Skolebytte, bortvisning: vedtakets nummer.", fields.line, "NR"),
    fields.day("vedtak_dato", "Dagen vedtaket ble fattet."),
    fields.who("vedtak_av", "Hvem som fattet det."),
    fields.whom("ikke_til", "Hvem tiltaket ikke skal vises for.", ask=questions.kept_from()),
    _AV,
    Field("endring", "Hva som er endret i planen, og hvorfor."),
)  # fmt: skip
_OF_DONE = (_ID, replace(_AV, ask=questions.person("Ført av?")), _TID, _TEKST)
FIELDS = (_ID, _TID, _TEKST, *_OF_MEASURE)


@shared
@with_fields(FIELDS)
def command(
    settings: Settings,
    handling: Annotated[
        str,
        argument(
            "add|change|done",
            "Hva du vil: add (ny), change (endre) eller done (gjort).",
            completion.among(_ACTS),
        ),
    ],
    sak: SakArgument,
    **given: Any,  # noqa: ANN401 - what was typed, by field
) -> Reply:
    """Add, change or carry out a measure."""
    act = parse.act(handling, _ACTS, "Si først hva du vil med tiltaket.", "measure add SAK")
    _refuse_out_of_place(act, given)
    if act == "done":
        return change_case(settings, sak, _OF_DONE, given, _done, lacks=lambda said: not said["id"])
    return change_case(
        settings,
        sak,
        _OF_MEASURE if act == "add" else (_ID, *_OF_MEASURE),
        given,
        lambda said: _written(act, {**said, "felles": _shared(settings, said["felles"])}),
        lacks=lambda said: not (said["id" if act == "change" else "tiltak"] or said["felles"]),
    )


def _refuse_out_of_place(act: str, given: Mapping[str, Any]) -> None:
    """Refuse options that say nothing in this act: nothing is silently dropped."""
    if act == "done":
        of_done = {field.name for field in _OF_DONE}
        if wrong := [name for name, value in given.items() if value and name not in of_done]:
            raise UsageFault(
                f"--{wrong[0].replace('_', '-')} hører ikke til «measure done».",
                "Bruk --id, --av, --tid og --tekst.",
            )
        return
    if act == "add" and given["id"]:
        raise UsageFault(
            "Et nytt tiltak får sin egen id.", "En ny utgave av et tiltak: measure change --id"
        )
    if given["tid"] or given["tekst"]:
        raise UsageFault("--tid og --tekst hører til «measure done».", "Bruk --tiltak her.")


def _shared(settings: Settings, word: str | None) -> dict[str, str] | None:
    """Return where the shared measure stands, as it is written in the case."""
    from skolemiljo_cli.model.sak.plan import Fellestiltak
    from skolemiljo_cli.services.shielding import others
    from skolemiljo_cli.sharing.shared_measures import shared_measure
    from skolemiljo_cli.store.cases.ledger import resolve

    if not word:
        return None
    part, _, measure = word.partition("/")
    ledger = settings.open_ledger()
    place = {"sak": resolve(ledger, part), "tiltak": measure.strip().lower()}
    known = ENTRY_ID.fullmatch(place["tiltak"]) is not None and measure.startswith("t")
    if not known or shared_measure(others(ledger), Fellestiltak(**place)) is None:
        raise UsageFault(
            "--felles: det finnes ikke noe slikt felles tiltak.",
            "Skriv SAK/ID, for eksempel k3fq/t-9xk2. Tiltaket må være for gruppen, klassen, skolen "
            "eller de ansatte, og ikke nevne noen med nøkkel eller navn.",
        )
    return place


def _written(act: str, said: Said) -> Plan:
    """Return the plan that adds a measure, or writes a new edition of one."""
    from skolemiljo_cli.services.casework.plan import NyttTiltak, add_measure, change_measure

    tiltak_id = said.pop("id", None)
    measure = NyttTiltak(**said)
    if act == "add":
        return partial(add_measure, measure)
    return lambda before: change_measure(_needed_id(tiltak_id), measure, before)


def _done(said: Said) -> Plan:
    """Return the plan that writes in the log that a measure was carried out."""
    from skolemiljo_cli.model.vocab import Delplikt, Loggtype
    from skolemiljo_cli.services.casework.entry_said import Innforing
    from skolemiljo_cli.services.casework.log_entry import log
    from skolemiljo_cli.services.changes.entry_ids import known

    tiltak_id = _needed_id(said["id"])
    entry = Innforing(
        tid=said["tid"],
        type=Loggtype.GJENNOMFORING.value,
        delplikt=Delplikt.TILTAK.value,
        av=said["av"],
        tiltak=(tiltak_id,),
        tekst=said["tekst"],
    )

    def plan(before: Before) -> Work:
        of_plan = before.sak.aktivitetsplan
        there = [tiltak.id for tiltak in (of_plan.tiltak if of_plan else ())]
        known("--id", tiltak_id, there, "noe tiltak")
        return log(entry, before)

    return plan


def _needed_id(tiltak_id: str | None) -> str:
    if not tiltak_id:
        raise UsageFault("Det er ikke sagt hvilket tiltak.", "Skriv --id t-…")
    return tiltak_id
